"""Rehearsals, and the hints that somebody has put away."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone

from eregistrasi.alat.ruang import Ruang

UMUR = dt.timedelta(days=14)  # a rehearsal older than that is swept away


class LatihanQuerySet(models.QuerySet):
    def usang(self):
        return self.filter(dibuat_pada__lt=timezone.now() - UMUR)


class Latihan(models.Model):
    """One person's rehearsal. This row is all that the site knows of it; the rest is its room."""

    kode = models.CharField(max_length=12, primary_key=True)
    pemilik = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="latihan")
    dibuat_pada = models.DateTimeField(default=timezone.now)

    objects = LatihanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "latihan"

    def __str__(self):
        return f"Latihan {self.pemilik}"

    @property
    def ruang(self):
        """Its room; letters reach the owner as long as the account is in use."""
        surel = self.pemilik.email if self.pemilik.is_active else ""
        return Ruang(f"latihan_{self.kode}", f"/latihan/{self.kode}", surel)

    @property
    def alamat(self):
        """Its desk."""
        return f"{self.ruang.awalan}/"

    @property
    def hingga(self):
        """When it will be swept away by itself."""
        return self.dibuat_pada + UMUR


class PetunjukDitutup(models.Model):
    """A first-run hint that this person has read and put away."""

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    nama = models.CharField(max_length=30)

    class Meta:
        verbose_name = verbose_name_plural = "petunjuk yang ditutup"
        constraints = [
            models.UniqueConstraint(fields=["pengguna", "nama"], name="petunjuk_ditutup_sekali")
        ]

    def __str__(self):
        return self.nama
