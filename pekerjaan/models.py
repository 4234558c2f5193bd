"""A job that takes longer than a click: what is to be done, how far it is, what came of it."""

import secrets

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from eregistrasi.alat.kolom import BinerTersandi, JSONTersandi
from pekerjaan import potongan
from pekerjaan.sambungan import PELAKU


class Keadaan(models.TextChoices):
    """Where a job stands."""

    ANTRE = "antre", "Menunggu Giliran"
    BERJALAN = "berjalan", "Sedang Berjalan"
    SELESAI = "selesai", "Selesai"
    GAGAL = "gagal", "Gagal"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


HIDUP = (Keadaan.ANTRE, Keadaan.BERJALAN)
# state -> (kind of badge, icon)
LENCANA = {
    Keadaan.ANTRE: ("info", "jam"),
    Keadaan.BERJALAN: ("info", "jam"),
    Keadaan.SELESAI: ("baik", "centang"),
    Keadaan.GAGAL: ("bahaya", "bahaya"),
    Keadaan.DIBATALKAN: ("netral", "silang"),
}


def _id_acak():
    return secrets.token_urlsafe(16)


def ribuan(n):
    """1240 as `1.240`."""
    return f"{n:,}".replace(",", ".")


class PekerjaanQuerySet(models.QuerySet):
    def milik(self, pengguna):
        """The jobs of this person; nobody is told that others exist."""
        return self.filter(oleh=pengguna)

    def hidup(self):
        """Jobs that wait or run."""
        return self.filter(keadaan__in=HIDUP)

    def siap(self, saat):
        """Jobs that a worker may take: due, or abandoned by a worker that died."""
        return self.filter(
            Q(keadaan=Keadaan.ANTRE, mulai_setelah__lte=saat)
            | Q(keadaan=Keadaan.BERJALAN, sewa_sampai__lt=saat)
        ).order_by("mulai_setelah", "pk")


class Pekerjaan(models.Model):
    """One job of one person.

    jenis          how it is done (`sambungan.daftarkan`)
    judul          what the screen calls it: `Ekspor data peserta ke Excel`
    isi            what its function needs to know; unreadable in the table
    kembali        the page that it was asked for on
    kunci          while a job with this key lives, asking again finds that one
    pesan          the stage while it runs; afterwards what was done, or why not
    sewa           mark of the worker that holds it, until `sewa_sampai`: who lost the mark may
                   not write the outcome
    """

    id_publik = models.CharField(max_length=22, unique=True, default=_id_acak, editable=False)
    jenis = models.CharField(max_length=40)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kode_pelatihan = models.CharField(max_length=40, blank=True)
    judul = models.CharField(max_length=200)
    isi = JSONTersandi(default=dict)
    kembali = models.CharField(max_length=300, blank=True)
    kunci = models.CharField(max_length=120, blank=True)
    keadaan = models.CharField(max_length=10, choices=Keadaan, default=Keadaan.ANTRE)
    selesai_bagian = models.PositiveIntegerField(default=0)
    jumlah_bagian = models.PositiveIntegerField(default=0)
    satuan = models.CharField(max_length=20, default="baris")
    pesan = models.CharField(max_length=500, blank=True)
    hasil = models.JSONField(default=dict, blank=True)
    minta_batal = models.BooleanField(default=False)
    sewa = models.CharField(max_length=80, blank=True)
    sewa_sampai = models.DateTimeField(null=True, blank=True)
    percobaan = models.PositiveSmallIntegerField(default=0)
    mulai_setelah = models.DateTimeField(default=timezone.now)
    dibuat_pada = models.DateTimeField(default=timezone.now)
    dimulai_pada = models.DateTimeField(null=True, blank=True)
    diselesaikan_pada = models.DateTimeField(null=True, blank=True)

    objects = PekerjaanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pekerjaan"
        ordering = ["-dibuat_pada", "-pk"]
        indexes = [
            models.Index(
                name="pekerjaan_menunggu",
                fields=["mulai_setelah", "id"],
                condition=Q(keadaan__in=["antre", "berjalan"]),
            ),
            models.Index(name="pekerjaan_milik", fields=["oleh", "-dibuat_pada"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="pekerjaan_keadaan_dikenal", condition=Q(keadaan__in=Keadaan.values)
            ),
            models.CheckConstraint(
                name="pekerjaan_berjalan_punya_sewa",
                condition=~Q(keadaan="berjalan") | (Q(sewa_sampai__isnull=False) & ~Q(sewa="")),
            ),
            models.UniqueConstraint(
                name="pekerjaan_hidup_satu_per_kunci",
                fields=["oleh", "kunci"],
                condition=~Q(kunci="") & Q(keadaan__in=["antre", "berjalan"]),
            ),
        ]

    def __str__(self):
        return self.judul

    def get_absolute_url(self):
        return reverse("pekerjaan:lihat", args=[self.id_publik])

    @property
    def hidup(self):
        """Whether it still waits or runs."""
        return self.keadaan in HIDUP

    @property
    def lencana(self):
        """(words, kind of badge, icon)."""
        return self.get_keadaan_display(), *LENCANA[self.keadaan]

    @property
    def kemajuan(self):
        """`1.240 dari 5.000 baris`; empty while nobody knows how much there is."""
        if not self.jumlah_bagian:
            return ""
        selesai, jumlah = ribuan(self.selesai_bagian), ribuan(self.jumlah_bagian)
        return f"{selesai} dari {jumlah} {self.satuan}"

    @property
    def dapat_dibatalkan(self):
        """Whether its owner may stop it now."""
        if self.keadaan == Keadaan.BERJALAN:
            return not self.minta_batal and self.jenis in PELAKU and PELAKU[self.jenis].bisa_batal
        return self.keadaan == Keadaan.ANTRE

    @property
    def dapat_diulang(self):
        """Whether *Coba Lagi* may be offered: not where the outcome would be the same."""
        return self.keadaan in (Keadaan.GAGAL, Keadaan.DIBATALKAN) and not self.hasil.get("tetap")

    @transaction.atomic
    def simpan_berkas(self, isi, nama, mime):
        """Keep `isi` for the owner to fetch while the job is kept.

        isi  bytes; or an open file, which is read, kept and given out in pieces
        """
        utuh = isi if isinstance(isi, bytes) else b""
        # This row first: of two workers that keep a file for one job, one waits here.
        berkas, _ = BerkasPekerjaan.objects.update_or_create(
            pekerjaan=self,
            defaults={"isi": utuh, "nama": nama, "mime": mime, "ukuran": len(utuh)},
        )
        if not isinstance(isi, bytes):
            berkas.ukuran = potongan.simpan(self.id_publik, isi)
            berkas.save(update_fields=["ukuran"])


class BerkasPekerjaan(models.Model):
    """A file that a job made, unreadable in the table; it goes when its job goes.

    isi  empty where the file is kept in pieces (`potongan`)
    """

    pekerjaan = models.OneToOneField(
        Pekerjaan, models.CASCADE, related_name="berkas", primary_key=True
    )
    nama = models.CharField(max_length=200)
    mime = models.CharField(max_length=100)
    ukuran = models.PositiveIntegerField()
    isi = BinerTersandi()

    class Meta:
        verbose_name = verbose_name_plural = "berkas pekerjaan"

    def __str__(self):
        return self.nama
