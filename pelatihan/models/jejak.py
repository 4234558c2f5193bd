"""The trail and the chain over it: what was done, by whom, in words that cannot change unseen."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from pelatihan.models.berkas import Pelatihan

AWAL = "0" * 64  # stands before the first line of every chain


class Jejak(models.Model):
    """One line of the case file's history, in words. The database refuses to change or drop it.

    `nomor` and `sidik` are written by PostgreSQL alone (migration 0004), under the lock of the
    training: each line's SHA-256 is taken over its own words and the hash of the line before.
    """

    pelatihan = models.ForeignKey(Pelatihan, models.PROTECT, related_name="jejak")
    aksi = models.CharField(max_length=32)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    pelaku = models.CharField(max_length=200)
    sebagai = models.CharField(max_length=60)
    mewakili = models.CharField(max_length=200, blank=True)
    tindakan = models.CharField(max_length=300)
    catatan = models.TextField(blank=True)
    waktu = models.DateTimeField(default=timezone.now)
    nomor = models.PositiveIntegerField(default=0, editable=False)
    sidik = models.CharField(max_length=64, default="", editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "jejak"
        ordering = ["waktu", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pelatihan", "nomor"], name="jejak_nomor_unik")
        ]

    def __str__(self):
        return f"{self.pelaku} ({self.sebagai}) {self.tindakan}"


class RantaiJejak(models.Model):
    """The head of one training's chain, kept by the trigger: without it a cut end is not seen."""

    pelatihan = models.OneToOneField(
        Pelatihan, models.PROTECT, primary_key=True, related_name="rantai_jejak"
    )
    nomor = models.PositiveIntegerField(default=0)
    sidik = models.CharField(max_length=64, default=AWAL)

    class Meta:
        verbose_name = verbose_name_plural = "rantai jejak"

    def __str__(self):
        return f"{self.nomor}: {self.sidik}"


class TambatanJejak(models.Model):
    """The chain over all trainings: one row a day, over every head that moved since the last."""

    waktu = models.DateTimeField(default=timezone.now)
    kepala = models.JSONField()
    sebelum = models.CharField(max_length=64, default=AWAL)
    sidik = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "tambatan jejak"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.waktu:%d-%m-%Y}: {self.sidik}"
