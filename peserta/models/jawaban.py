"""Every answer ever given, and its proof."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from pelatihan.models import Dokumen, Pelatihan
from peserta.models.konfirmasi import Konfirmasi, Pilihan


class Cara(models.TextChoices):
    """How an answer came: from the participant's own hand, or told to somebody of the team."""

    MANDIRI = "mandiri", "Mandiri melalui laman"
    TELEPON = "telepon", "Telepon"
    WHATSAPP = "whatsapp", "WhatsApp"
    SURAT = "surat", "Surat"
    TATAP_MUKA = "tatap_muka", "Tatap muka"


class Jawaban(models.Model):
    """One answer as it was given. Append-only: the database refuses UPDATE and DELETE."""

    konfirmasi = models.ForeignKey(Konfirmasi, models.PROTECT, related_name="riwayat")
    pilihan = models.CharField(max_length=16, choices=Pilihan)
    alasan = models.CharField(max_length=40, blank=True)
    keterangan = models.CharField(max_length=500, blank=True)
    cara = models.CharField(max_length=11, choices=Cara, default=Cara.MANDIRI)
    #: *bersedia* when the seats were taken already: recorded, and the team decides
    di_atas_kuota = models.BooleanField(default=False)
    #: seconds from the proved identity to the answer, on the participant's own page (SOP step 4)
    lama_detik = models.PositiveIntegerField(null=True, blank=True)
    dicatat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    catatan_petugas = models.CharField(max_length=500, blank=True)
    tanggal_sumber = models.DateField("tanggal penyampaian", null=True, blank=True)
    berkas_sumber = models.FileField("berkas bukti", upload_to="jawaban", blank=True)
    persetujuan = models.CharField(
        "versi Pemberitahuan Privasi yang disetujui", max_length=20, blank=True
    )
    waktu = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "jawaban"
        ordering = ["waktu", "pk"]
        constraints = [
            models.CheckConstraint(
                name="jawaban_menolak_dengan_alasan",
                condition=~Q(pilihan="tidak_bersedia") | ~Q(alasan=""),
            ),
            models.CheckConstraint(
                name="jawaban_petugas_dengan_sumber",
                condition=Q(cara=Cara.MANDIRI, dicatat_oleh=None)
                | (
                    Q(dicatat_oleh__isnull=False, tanggal_sumber__isnull=False)
                    & ~Q(catatan_petugas="")
                ),
            ),
            models.CheckConstraint(
                name="jawaban_pilihan_dikenal", condition=Q(pilihan__in=Pilihan.values)
            ),
        ]

    def __str__(self):
        return f"{self.get_pilihan_display()} {self.waktu:%d-%m-%Y %H:%M}"


class BuktiRegistrasi(models.Model):
    """The numbered proof of one answer. A changed answer gets a new one (*Revisi ke-n*)."""

    pelatihan = models.ForeignKey(Pelatihan, models.PROTECT, related_name="bukti")
    konfirmasi = models.ForeignKey(Konfirmasi, models.PROTECT, related_name="bukti")
    jawaban = models.OneToOneField(Jawaban, models.PROTECT, related_name="bukti")
    dokumen = models.OneToOneField(Dokumen, models.PROTECT, related_name="bukti")
    nomor = models.CharField(max_length=60)
    revisi = models.PositiveSmallIntegerField(default=0)
    berlaku = models.BooleanField(default=True)

    class Meta:
        verbose_name = verbose_name_plural = "bukti registrasi"
        ordering = ["konfirmasi", "revisi"]
        constraints = [
            models.UniqueConstraint(
                fields=["konfirmasi"], condition=Q(berlaku=True), name="bukti_berlaku_satu_saja"
            ),
            models.UniqueConstraint(fields=["nomor", "revisi"], name="bukti_nomor_revisi_unik"),
            models.UniqueConstraint(fields=["konfirmasi", "revisi"], name="bukti_revisi_unik"),
        ]

    def __str__(self):
        return self.nomor
