"""The outbox: a letter is a row first, written in the transaction of the fact it tells of."""

import datetime as dt
import re

from django.db import models
from django.db.models import Q
from django.utils import timezone

from surel import sambungan


class Status(models.TextChoices):
    """What we know of a letter, never more than that."""

    ANTRE = "antre", "Antre"
    DIKIRIM = "dikirim", "Sedang dikirim"
    TERKIRIM = "terkirim", "Diterima server surel"
    TUNDA = "tunda", "Tertunda"
    GAGAL = "gagal", "Gagal teknis"
    TAK_PASTI = "tak_pasti", "Mungkin terkirim dua kali"
    DITAHAN = "ditahan", "Ditahan"


TIDAK_ADA = re.compile(r"5(?:5[013])\b(?!.*\b5\.[02-9]\.)|.*\b5\.1\.\d")
# status -> (words, kind of badge, icon)
LENCANA = {
    Status.ANTRE: ("Antre", "info", "jam"),
    Status.DIKIRIM: ("Sedang Dikirim", "info", "jam"),
    Status.TERKIRIM: ("Diterima Server Surel", "baik", "centang"),
    Status.TUNDA: ("Tertunda", "tunggu", "jam"),
    Status.GAGAL: ("Gagal Teknis", "bahaya", "bahaya"),
    Status.TAK_PASTI: ("Mungkin Terkirim Dua Kali", "tunggu", "peringatan"),
    Status.DITAHAN: ("Ditahan", "netral", "silang"),
}


class SurelQuerySet(models.QuerySet):
    def terlihat_oleh(self, pengguna):
        """The letters that this person may read; nobody is told that others exist."""
        return self.filter(sambungan.kelompok_terlihat(pengguna))

    def siap(self, saat=None):
        """Letters that a worker may take now: due, or abandoned by a worker that died."""
        saat = saat or timezone.now()
        return self.filter(
            Q(status__in=[Status.ANTRE, Status.TUNDA], kirim_setelah__lte=saat)
            | Q(status=Status.DIKIRIM, sewa_sampai__lt=saat)
        ).order_by("kirim_setelah", "pk")


class Surel(models.Model):
    """One letter to one address.

    `kunci` is what makes it unique (`undangan:17:1`): the caller names the fact, the table
    keeps it from being told twice. `teks` and `html` hold a mark where the personal link goes;
    `tautan` says which link (`konfirmasi:17`), `berkas` what is attached (`dokumen:9`).
    `kelompok` tells whose letter it is (`pelatihan:4`, `akun:2`), for whoever asks who may see it.
    """

    kunci = models.CharField(max_length=120, unique=True)
    jenis = models.CharField(max_length=40)
    kelompok = models.CharField(max_length=60, db_index=True)
    kepada = models.EmailField()
    nama = models.CharField(max_length=200, blank=True)
    judul = models.CharField(max_length=250)
    teks = models.TextField()
    html = models.TextField()
    tautan = models.CharField(max_length=60, blank=True)
    berkas = models.JSONField(default=list, blank=True)
    pesan_id = models.CharField(max_length=120)
    status = models.CharField(max_length=10, choices=Status, default=Status.ANTRE)
    percobaan = models.PositiveSmallIntegerField(default=0)
    sebab = models.CharField(max_length=300, blank=True)
    pekerja = models.CharField(max_length=60, blank=True)
    sewa_sampai = models.DateTimeField(null=True, blank=True)
    data_mulai = models.DateTimeField(null=True, blank=True)
    kirim_setelah = models.DateTimeField(default=timezone.now)
    dibuat_pada = models.DateTimeField(default=timezone.now)
    terkirim_pada = models.DateTimeField(null=True, blank=True)

    objects = SurelQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "surel"
        ordering = ["-dibuat_pada", "-pk"]
        indexes = [
            models.Index(
                name="surel_menunggu",
                fields=["kirim_setelah", "id"],
                condition=Q(status__in=["antre", "tunda", "dikirim"]),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="surel_status_dikenal", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="surel_dikirim_punya_sewa",
                condition=~Q(status="dikirim") | Q(sewa_sampai__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.jenis} #{self.pk}"

    @property
    def keadaan(self):
        """(words, kind of badge, icon): what the server said, where it said it plainly."""
        label, kelas, gambar = LENCANA[self.status]
        if self.status == Status.GAGAL and TIDAK_ADA.match(self.sebab):
            label = "Alamat Tidak Ada"
        elif self.status == Status.TUNDA and re.match(r"4[25]2\b", self.sebab):
            label = "Kotak Penuh/Sementara"
        return label, kelas, gambar


class Detak(models.Model):
    """The last sign of life of each worker."""

    pekerja = models.CharField(max_length=60, unique=True)
    mulai = models.DateTimeField(default=timezone.now)
    terakhir = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "detak pekerja"

    def __str__(self):
        return self.pekerja

    @classmethod
    def terdengar(cls):
        """Whether any worker gave a sign of life within the last minute."""
        return cls.objects.filter(terakhir__gte=timezone.now() - dt.timedelta(minutes=1)).exists()
