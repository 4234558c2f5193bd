"""The SOP in its versions, the days and hours on which its clock runs, and how long steps took."""

import json
from pathlib import Path

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

NASKAH = Path(__file__).parents[1] / "acuan" / "sop.json"


class VersiSOP(models.Model):
    """One signed version: header, legal basis, the six rows, the clocks. Never changed again."""

    versi = models.PositiveSmallIntegerField(unique=True)
    berlaku_mulai = models.DateField()
    naskah = models.JSONField()
    dimuat_pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "versi SOP"
        ordering = ["-berlaku_mulai", "-versi"]

    def __str__(self):
        return f"SOP versi {self.versi}"

    @classmethod
    def kini(cls, hari=None):
        """The version under which a training of `hari` (today when omitted) begins."""
        hari = hari or timezone.localdate()
        ada = cls.objects.filter(berlaku_mulai__lte=hari).first()
        return ada or cls.pertama()

    @classmethod
    def pertama(cls):
        """The version that came with the program; made when nobody has loaded any."""
        naskah = json.loads(NASKAH.read_text(encoding="utf-8"))
        return cls.objects.get_or_create(
            versi=1, defaults={"naskah": naskah, "berlaku_mulai": "2000-01-01"}
        )[0]

    def jam(self, langkah):
        """The clock of one step (`1`, `4a`, …): from what to what, whose, how many minutes."""
        return next(j for j in self.naskah["jam"] if j["langkah"] == langkah)

    @property
    def baku(self):
        """Standard minutes by step; None where the SOP gives none."""
        return {j["langkah"]: j["menit"] for j in self.naskah["jam"]}


class TahunKerja(models.Model):
    """A year whose decree on holidays and cuti bersama has been loaded."""

    tahun = models.PositiveSmallIntegerField(primary_key=True)
    dasar = models.CharField(max_length=250)
    dimuat_pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "tahun kerja"
        ordering = ["tahun"]

    def __str__(self):
        return f"{self.tahun}: {self.dasar}"


class HariLibur(models.Model):
    """One day on which nobody works."""

    class Jenis(models.TextChoices):
        NASIONAL = "libur_nasional", "Libur nasional"
        CUTI_BERSAMA = "cuti_bersama", "Cuti bersama"

    tanggal = models.DateField(primary_key=True)
    nama = models.CharField(max_length=120)
    jenis = models.CharField(max_length=16, choices=Jenis)

    class Meta:
        verbose_name = verbose_name_plural = "hari libur"
        ordering = ["tanggal"]

    def __str__(self):
        return f"{self.tanggal:%d-%m-%Y} {self.nama}"


class JamKerja(models.Model):
    """Working hours over a range of days; those with an end (Ramadan) rule over those without.

    `senin_kamis` and `jumat` are lists of ["07:30", "12:00"]: work between two breaks.
    """

    nama = models.CharField(max_length=60)
    mulai = models.DateField()
    sampai = models.DateField(null=True, blank=True)
    senin_kamis = models.JSONField()
    jumat = models.JSONField()

    class Meta:
        verbose_name = verbose_name_plural = "jam kerja"
        ordering = ["mulai", "pk"]
        constraints = [
            models.CheckConstraint(
                name="jamkerja_sampai_setelah_mulai",
                condition=Q(sampai=None) | Q(sampai__gte=F("mulai")),
            )
        ]

    def __str__(self):
        return self.nama


class RuasWaktu(models.Model):
    """One stretch of a step's clock, from work arriving to work leaving; pauses lie between two.

    `detik` (working seconds) is written once, when the stretch ends: a calendar that is loaded
    later changes no finished step. What was withdrawn unread does not count (`dihitung`).
    """

    pelatihan = models.ForeignKey("pelatihan.Pelatihan", models.PROTECT, related_name="ruas_waktu")
    langkah = models.CharField(max_length=2)
    mulai = models.DateTimeField()
    selesai = models.DateTimeField(null=True, blank=True)
    detik = models.PositiveIntegerField(null=True, blank=True)
    dihitung = models.BooleanField(default=True)
    diberitahu_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "ruas waktu"
        ordering = ["mulai", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pelatihan"], condition=Q(selesai=None), name="ruaswaktu_satu_berjalan"
            ),
            models.CheckConstraint(
                name="ruaswaktu_selesai_berdetik",
                condition=Q(selesai=None, detik=None)
                | Q(selesai__isnull=False, detik__isnull=False, selesai__gte=F("mulai")),
            ),
        ]

    def __str__(self):
        return f"Langkah {self.langkah}: {self.pelatihan}"
