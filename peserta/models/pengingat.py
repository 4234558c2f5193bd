"""When participants are reminded by themselves, and every round that was sent so."""

from django.db import models
from django.utils import timezone

from pelatihan.models import Pelatihan

BAWAAN = (5, 2, 0)


def hari_bawaan():
    return list(BAWAAN)


class AturanPengingat(models.Model):
    """What the team has set for one training; without a row the usual days hold.

    `hari` says how many days before the deadline, the earliest reminder first; 0 is its morning.
    """

    pelatihan = models.OneToOneField(
        Pelatihan, models.CASCADE, primary_key=True, related_name="aturan_pengingat"
    )
    aktif = models.BooleanField(default=True)
    hari = models.JSONField(default=hari_bawaan)

    class Meta:
        verbose_name = verbose_name_plural = "aturan pengingat"

    def __str__(self):
        return f"Pengingat {self.pelatihan_id}"


class RondePengingat(models.Model):
    """One reminder of everybody who shares a deadline. Its row is what keeps it from a second time.

    A worker that dies over it leaves `tuntas_pada` empty and goes on behind `sampai`, the last
    participant who was looked at.
    """

    pelatihan = models.ForeignKey(Pelatihan, models.CASCADE, related_name="ronde_pengingat")
    batas = models.DateTimeField()
    hari = models.PositiveSmallIntegerField()
    waktu = models.DateTimeField()  # when it was due; who was asked later is left out
    mulai_pada = models.DateTimeField(default=timezone.now)
    tuntas_pada = models.DateTimeField(null=True, blank=True)
    sampai = models.BigIntegerField(default=0)
    jumlah = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "ronde pengingat"
        ordering = ["-mulai_pada", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pelatihan", "batas", "hari"], name="ronde_pengingat_sekali_saja"
            )
        ]

    def __str__(self):
        return f"H-{self.hari} {self.pelatihan_id}"
