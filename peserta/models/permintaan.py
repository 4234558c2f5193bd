"""What a participant asks of the team besides the answer: more time, a correction, another look."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from pelatihan.models import Pelatihan
from peserta.models.jawaban import Jawaban
from peserta.models.konfirmasi import Konfirmasi
from peserta.models.peserta import Peserta


class PermintaanBuka(models.Model):
    """*Minta dibuka kembali*: after the deadline one person asks to answer after all."""

    konfirmasi = models.ForeignKey(Konfirmasi, models.PROTECT, related_name="permintaan_buka")
    #: the konfirmasi's own, kept here: every page asks how many of a training wait
    pelatihan = models.ForeignKey(
        Pelatihan, models.PROTECT, db_index=False, related_name="permintaan_buka"
    )
    alasan = models.CharField(max_length=300)
    diminta_pada = models.DateTimeField(default=timezone.now)
    diputus_pada = models.DateTimeField(null=True, blank=True)
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    batas = models.DateTimeField("batas baru (kosong: ditolak)", null=True, blank=True)
    catatan = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "permintaan dibuka kembali"
        ordering = ["diminta_pada", "pk"]
        indexes = [
            models.Index(
                fields=["pelatihan"],
                condition=Q(diputus_pada=None),
                name="permintaan_buka_menunggu",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["konfirmasi"],
                condition=Q(diputus_pada=None),
                name="permintaan_buka_satu_yang_menunggu",
            ),
            models.CheckConstraint(
                name="permintaan_buka_diputus_oleh_seseorang",
                condition=Q(diputus_pada=None, diputus_oleh=None, batas=None)
                | Q(diputus_pada__isnull=False, diputus_oleh__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Permintaan dibuka kembali {self.konfirmasi_id}"


class KoreksiPeserta(models.Model):
    """One field that a participant corrected in their own data. Append-only."""

    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="koreksi")
    kolom = models.CharField(max_length=30)
    lama = models.CharField(max_length=500, blank=True)
    baru = models.CharField(max_length=500, blank=True)
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "koreksi peserta"
        ordering = ["pada", "pk"]

    def __str__(self):
        return f"{self.kolom} {self.peserta_id}"


class Sanggahan(models.Model):
    """A participant's objection to an answer that somebody of the team recorded for them."""

    jawaban = models.OneToOneField(Jawaban, models.PROTECT, related_name="sanggahan")
    #: the jawaban's own, kept here: every page asks how many of a training wait
    pelatihan = models.ForeignKey(
        Pelatihan, models.PROTECT, db_index=False, related_name="semua_sanggahan"
    )
    isi = models.CharField(max_length=500)
    pada = models.DateTimeField(default=timezone.now)
    ditanggapi_pada = models.DateTimeField(null=True, blank=True)
    ditanggapi_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    tanggapan = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "sanggahan"
        ordering = ["pada", "pk"]
        indexes = [
            models.Index(
                fields=["pelatihan"],
                condition=Q(ditanggapi_pada=None),
                name="sanggahan_menunggu",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="sanggahan_ditanggapi_dengan_kata",
                condition=Q(ditanggapi_pada=None, ditanggapi_oleh=None)
                | (Q(ditanggapi_oleh__isnull=False) & ~Q(tanggapan="")),
            )
        ]

    def __str__(self):
        return f"Sanggahan {self.jawaban_id}"
