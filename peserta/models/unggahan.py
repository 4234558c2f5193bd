"""Spreadsheets that were handed in: their bytes, their verdict, and which column means what."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from eregistrasi.alat.kolom import BinerTersandi, JSONTersandi
from pelatihan.models import Pelatihan


class UnggahanQuerySet(models.QuerySet):
    def terkini(self):
        """Files whose bytes and verdict are still kept, saved or not."""
        sejak = timezone.now() - dt.timedelta(hours=settings.IMPOR_BERLAKU_JAM)
        return self.filter(dibuat_pada__gte=sejak)

    def berlaku(self):
        """Staged files that have not been saved and may still be looked at."""
        return self.terkini().filter(disimpan_pada=None)

    def terbaca(self):
        """Files that were read, saved or not, as long as their bytes are kept."""
        return self.terkini().filter(keadaan=Unggahan.Keadaan.SIAP)

    def siap(self):
        """Staged files that were read, have a preview, and may be saved."""
        return self.berlaku().filter(keadaan=Unggahan.Keadaan.SIAP)


class Unggahan(models.Model):
    """A spreadsheet on its way in. Until it is saved it is its owner's alone, and for a day.

    petaan     which sheet and columns the user chose by hand, or None: found by their words
    perubahan  what updated people were like before it was saved, so that it can be taken back
    """

    class Keadaan(models.TextChoices):
        DIBACA = "dibaca", "Sedang dibaca"
        PETAKAN = "petakan", "Menunggu pemetaan kolom"
        SIAP = "siap", "Siap disimpan"
        DITOLAK = "ditolak", "Tidak dapat dipakai"

    pelatihan = models.ForeignKey(Pelatihan, models.CASCADE, related_name="unggahan")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nama_berkas = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    keadaan = models.CharField(max_length=8, choices=Keadaan, default=Keadaan.SIAP)
    petaan = models.JSONField(null=True, blank=True)
    hasil = JSONTersandi(null=True)
    dibuat_pada = models.DateTimeField(default=timezone.now)
    disimpan_pada = models.DateTimeField(null=True, blank=True)
    jumlah_baru = models.PositiveIntegerField(null=True, blank=True)
    jumlah_berubah = models.PositiveIntegerField(null=True, blank=True)
    perubahan = JSONTersandi(null=True)
    diurungkan_pada = models.DateTimeField(null=True, blank=True)
    diurungkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = UnggahanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "unggahan"
        ordering = ["-dibuat_pada"]
        constraints = [
            models.CheckConstraint(
                name="unggahan_diurungkan_sesudah_disimpan",
                condition=Q(diurungkan_pada=None)
                | Q(disimpan_pada__isnull=False, diurungkan_oleh__isnull=False),
            )
        ]

    def __str__(self):
        return self.nama_berkas


class BerkasUnggahan(models.Model):
    """The file as it was handed in, unreadable in the table; it goes when its Unggahan goes."""

    unggahan = models.OneToOneField(
        Unggahan, models.CASCADE, related_name="berkas", primary_key=True
    )
    isi = BinerTersandi()

    class Meta:
        verbose_name = verbose_name_plural = "berkas unggahan"

    def __str__(self):
        return str(self.unggahan_id)


class PetaanKolom(models.Model):
    """What one person once said that the columns of a list mean; used again for the same headings.

    sidik   fingerprint of the headings, in order
    petaan  {field: place of its column among the headings}
    """

    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sidik = models.CharField(max_length=64)
    petaan = models.JSONField()
    dipakai_pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "pemetaan kolom"
        constraints = [
            models.UniqueConstraint(fields=["oleh", "sidik"], name="petaan_kolom_satu_per_judul")
        ]

    def __str__(self):
        return f"Pemetaan kolom {self.sidik[:8]}"
