"""How often a proof was looked up on the public check page: a number a day, nothing of who did."""

import datetime as dt

from django.db import connection, models
from django.db.models import F, OuterRef, Subquery, Sum
from django.utils import timezone

from peserta.models.jawaban import BuktiRegistrasi

SERING = 50  # look-ups of one proof in one day; beyond that its code has probably spread
INGAT_HARI = 30  # days that such a day is pointed out to the team


class PemeriksaanBukti(models.Model):
    """One day (WIB) of one proof. Written by `catat` alone."""

    bukti = models.ForeignKey(BuktiRegistrasi, models.CASCADE, related_name="pemeriksaan")
    hari = models.DateField()
    kali = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = "pemeriksaan bukti"
        constraints = [
            models.UniqueConstraint(
                fields=["bukti", "hari"], name="pemeriksaan_bukti_satu_angka_sehari"
            )
        ]

    def __str__(self):
        return f"{self.bukti_id} {self.hari:%d-%m-%Y}: {self.kali}"

    @classmethod
    def catat(cls, dokumen):
        """Somebody has looked up this paper: one more today, in one statement."""
        with connection.cursor() as kursor:
            kursor.execute(
                "INSERT INTO peserta_pemeriksaanbukti (bukti_id, hari, kali) "
                "SELECT id, %s, 1 FROM peserta_buktiregistrasi WHERE dokumen_id = %s "
                "ON CONFLICT (bukti_id, hari) DO UPDATE "
                "SET kali = peserta_pemeriksaanbukti.kali + 1",
                [timezone.localdate(), dokumen.pk],
            )


def dengan_pemeriksaan(semua):
    """Proofs with `diperiksa`, how often they were looked up, and `hari_ramai` and `kali_ramai` of
    the busiest unusual day of late; None where there is none.
    """
    ramai = PemeriksaanBukti.objects.filter(
        bukti=OuterRef("pk"),
        kali__gt=SERING,
        hari__gte=timezone.localdate() - dt.timedelta(days=INGAT_HARI),
    ).order_by("-kali", "-hari")
    jumlah = PemeriksaanBukti.objects.filter(bukti=OuterRef("pk")).values("bukti")
    return semua.annotate(
        diperiksa=Subquery(jumlah.annotate(n=Sum(F("kali"))).values("n")),
        hari_ramai=Subquery(ramai.values("hari")[:1]),
        kali_ramai=Subquery(ramai.values("kali")[:1]),
    )
