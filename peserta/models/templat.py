"""The team's own words in the letters of one training, every version of them."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from pelatihan.models import Pelatihan


class TemplatSurel(models.Model):
    """One version. The newest of a kind holds; one without a text goes back to the usual words.

    Never changed: letters name the version that they were written from.
    """

    class Jenis(models.TextChoices):
        UNDANGAN = "undangan", "Undangan"
        PENGINGAT = "pengingat", "Pengingat"

    pelatihan = models.ForeignKey(Pelatihan, models.CASCADE, related_name="templat_surel")
    jenis = models.CharField(max_length=10, choices=Jenis)
    versi = models.PositiveSmallIntegerField()
    judul = models.CharField(max_length=200, blank=True)
    isi = models.TextField(blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "templat surel"
        ordering = ["-versi"]
        constraints = [
            models.UniqueConstraint(
                fields=["pelatihan", "jenis", "versi"], name="templat_surel_versi_unik"
            )
        ]

    def __str__(self):
        return f"{self.get_jenis_display()} versi {self.versi}"

    @property
    def tanda(self):
        """What letters keep as their version."""
        return f"khusus:{self.pk}"
