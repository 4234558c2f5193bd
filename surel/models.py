"""The outbox: a letter is a row first, written in the transaction of the fact it tells of."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
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


class Kelas(models.TextChoices):
    """What a refusal means to whoever has to mend it, as far as the server's answer tells."""

    ALAMAT = "alamat", "Alamat tidak ada"
    PENUH = "penuh", "Kotak penuh"
    TEKNIS = "teknis", "Gagal teknis"


# (status, class of the refusal) -> (words, kind of badge, icon); status alone: (status, "")
LENCANA = {
    (Status.ANTRE, ""): ("Antre", "info", "jam"),
    (Status.DIKIRIM, ""): ("Sedang Dikirim", "info", "jam"),
    (Status.TERKIRIM, ""): ("Diterima Server Surel", "baik", "centang"),
    (Status.TUNDA, ""): ("Tertunda", "tunggu", "jam"),
    (Status.TUNDA, Kelas.PENUH): ("Kotak Penuh", "tunggu", "jam"),
    (Status.GAGAL, ""): ("Gagal Teknis", "bahaya", "bahaya"),
    (Status.GAGAL, Kelas.ALAMAT): ("Alamat Tidak Ada", "bahaya", "bahaya"),
    (Status.GAGAL, Kelas.PENUH): ("Kotak Penuh", "bahaya", "bahaya"),
    (Status.TAK_PASTI, ""): ("Mungkin Terkirim Dua Kali", "tunggu", "peringatan"),
    (Status.DITAHAN, ""): ("Ditahan", "netral", "silang"),
}
# value of a filter -> (words, condition): what people look for among letters
PILIHAN = {
    "antre": ("Antre", Q(status__in=[Status.ANTRE, Status.DIKIRIM])),
    "diterima": ("Diterima Server Surel", Q(status=Status.TERKIRIM)),
    "tertunda": ("Tertunda", Q(status=Status.TUNDA) & ~Q(kelas=Kelas.PENUH)),
    "tak_pasti": ("Mungkin Terkirim Dua Kali", Q(status=Status.TAK_PASTI)),
    "alamat": ("Alamat Tidak Ada", Q(status=Status.GAGAL, kelas=Kelas.ALAMAT)),
    "penuh": ("Kotak Penuh", Q(status__in=[Status.GAGAL, Status.TUNDA], kelas=Kelas.PENUH)),
    "gagal": ("Gagal Teknis", Q(status=Status.GAGAL, kelas__in=["", Kelas.TEKNIS])),
    "ditahan": ("Ditahan", Q(status=Status.DITAHAN)),
}
SELESAI = (Status.TERKIRIM, Status.TAK_PASTI, Status.GAGAL)  # the server has had its say


def lencana(status, kelas):
    """(words, kind of badge, icon) for a letter in this state."""
    return LENCANA.get((status, kelas)) or LENCANA[status, ""]


class SurelQuerySet(models.QuerySet):
    def terlihat_oleh(self, pengguna):
        """The letters that this person may read; nobody is told that others exist."""
        return self.filter(sambungan.kelompok_terlihat(pengguna))

    def siap(self, saat=None):
        """Letters that wait for a worker: due and not stopped, or left behind by one that died."""
        saat = saat or timezone.now()
        menunggu = Q(status__in=[Status.ANTRE, Status.TUNDA], kirim_setelah__lte=saat)
        return self.tanpa_henti().filter(menunggu | self._tertinggal())

    @staticmethod
    def _tertinggal():
        return Q(status=Status.DIKIRIM, sewa_sampai__lt=Now())

    def tertinggal(self):
        """Claimed letters whose lease has run out by the database's clock: their worker is dead."""
        return self.filter(self._tertinggal())

    def tanpa_henti(self):
        """Those that nobody has stopped."""
        return self.exclude(
            Exists(
                Penghentian.objects.berlaku().filter(
                    kelompok__in=["", OuterRef("kelompok")], jenis__in=["", OuterRef("jenis")]
                )
            )
        )


class Surel(models.Model):
    """One letter to one address.

    `kunci` is what makes it unique (`undangan:17:1`): the caller names the fact, the table
    keeps it from being told twice. `teks` and `html` hold a mark where the personal link goes;
    `tautan` says which link (`konfirmasi:17`), `berkas` what is attached (`dokumen:9`).
    `kelompok` tells whose letter it is (`pelatihan:4`, `akun:2`), for whoever asks who may see it.
    `templat` is the version of the text it was written from; `prioritas` 1 lets single letters pass
    those of a round. `percobaan` numbers the claims, so that only the last one writes the outcome;
    `ditolak` counts what the server refused for now, `mati` how often a worker died over it.
    """

    kunci = models.CharField(max_length=120, unique=True)
    jenis = models.CharField(max_length=40)
    kelompok = models.CharField(max_length=60)
    kepada = models.EmailField()
    nama = models.CharField(max_length=200, blank=True)
    judul = models.CharField(max_length=250)
    teks = models.TextField()
    html = models.TextField()
    tautan = models.CharField(max_length=60, blank=True)
    berkas = models.JSONField(default=list, blank=True)
    templat = models.CharField(max_length=16, blank=True)
    prioritas = models.PositiveSmallIntegerField(default=0)
    pesan_id = models.CharField(max_length=120)
    status = models.CharField(max_length=10, choices=Status, default=Status.ANTRE)
    percobaan = models.PositiveSmallIntegerField(default=0)
    ditolak = models.PositiveSmallIntegerField(default=0)
    mati = models.PositiveSmallIntegerField(default=0)
    kelas = models.CharField(max_length=6, choices=Kelas, blank=True)
    sebab = models.CharField(max_length=300, blank=True)
    balasan = models.CharField(max_length=300, blank=True)
    pekerja = models.CharField(max_length=60, blank=True)
    sewa_sampai = models.DateTimeField(null=True, blank=True)
    data_mulai = models.DateTimeField(null=True, blank=True)
    kirim_setelah = models.DateTimeField(default=timezone.now)
    dibuat_pada = models.DateTimeField(default=timezone.now)
    terkirim_pada = models.DateTimeField(null=True, blank=True)
    selesai_pada = models.DateTimeField(null=True, blank=True)
    terpental_pada = models.DateTimeField(null=True, blank=True)

    objects = SurelQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "surel"
        ordering = ["-dibuat_pada", "-pk"]
        indexes = [
            models.Index(
                name="surel_menunggu",
                fields=["prioritas", "kirim_setelah", "id"],
                condition=Q(status__in=["antre", "tunda"]),
            ),
            models.Index(
                name="surel_sedang_dikirim",
                fields=["id"],  # not the lease: what is renewed for each letter stays out of it
                condition=Q(status="dikirim"),
            ),
            models.Index(name="surel_kelompok_jenis", fields=["kelompok", "jenis", "status"]),
            models.Index(name="surel_tautan", fields=["tautan"]),
            models.Index(name="surel_pesan_id", fields=["pesan_id"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="surel_kelas_dikenal", condition=Q(kelas__in=["", *Kelas.values])
            ),
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
        return lencana(self.status, self.kelas)


class PenghentianQuerySet(models.QuerySet):
    def berlaku(self):
        return self.filter(dilanjutkan_pada=None)


class Penghentian(models.Model):
    """Letters that are not to leave for now: of everybody, of one group, of one kind in a group.

    Kept after it was lifted: who stopped what and why, and who let it go on. An empty `kelompok`
    or `jenis` means all; without `oleh` the system itself stopped a round that bounced.
    """

    kelompok = models.CharField(max_length=60, blank=True)
    jenis = models.CharField(max_length=40, blank=True)
    alasan = models.CharField(max_length=300)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sejak = models.DateTimeField(default=timezone.now)
    dilanjutkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dilanjutkan_pada = models.DateTimeField(null=True, blank=True)

    objects = PenghentianQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "penghentian pengiriman"
        ordering = ["-sejak", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="penghentian_berlaku_satu_saja",
                fields=["kelompok", "jenis"],
                condition=Q(dilanjutkan_pada=None),
            )
        ]

    def __str__(self):
        return self.kelompok or "semua surel"


class Keran(models.Model):
    """The tap through which all workers' letters run: one row, a bucket of tokens.

    `per_menit` 0 lets everything through.
    """

    per_menit = models.PositiveIntegerField(default=0)
    isi = models.FloatField(default=1)
    diisi_pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "keran surel"
        constraints = [models.CheckConstraint(name="keran_satu_saja", condition=Q(pk=1))]

    def __str__(self):
        return f"{self.per_menit} per menit"


class Detak(models.Model):
    """The last sign of life of each worker."""

    pekerja = models.CharField(max_length=60, unique=True)
    mulai = models.DateTimeField(default=timezone.now)
    terakhir = models.DateTimeField(default=timezone.now)
    kabar = models.CharField(max_length=200, blank=True)
    terkirim = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "detak pekerja"

    def __str__(self):
        return self.pekerja

    @classmethod
    def terdengar(cls):
        """Whether any worker gave a sign of life within the last minute."""
        return cls.objects.filter(terakhir__gte=timezone.now() - dt.timedelta(minutes=1)).exists()
