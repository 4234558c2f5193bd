"""The training itself: one case file that travels through the SOP."""

import datetime as dt

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Sum
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from eregistrasi.alat.susunan import tersusun
from pelatihan.models.kedudukan import Kedudukan, Petugas
from pelatihan.models.waktu import RuasWaktu, VersiSOP
from pelatihan.sop import HENTI, NOMOR_TAHAP, SESUDAH_REGISTRASI, Tahap
from pengguna.models import TimKerja


class PelatihanQuerySet(models.QuerySet):
    def kunci(self, pk):
        """Hold the case file until the transaction ends. Always the first lock taken."""
        return self.select_for_update(of=["self"]).get(pk=pk)

    def terlihat_oleh(self, pengguna, kedudukan=None):
        """What this person has to do with; nobody is told that anything else exists."""
        kedudukan = kedudukan or Kedudukan.dari(pengguna)
        return self.filter(kedudukan.terlihat()).annotate(
            petugas_saya=Exists(
                Petugas.objects.filter(pelatihan=OuterRef("pk"), pengguna=pengguna.pk, sampai=None)
            )
        )

    def terbuka(self):
        """Trainings whose case is not closed."""
        return self.exclude(tahap__in=[Tahap.SELESAI, Tahap.DIBATALKAN])

    def dengan_waktu(self):
        """Each row with `waktu_langkah`: what finished stretches of each step add up to."""
        selesai = RuasWaktu.objects.filter(
            pelatihan=OuterRef("pk"), dihitung=True, selesai__isnull=False
        )
        jumlah = selesai.order_by().values("langkah").annotate(n=Sum("detik"))
        pasangan = JSONObject(langkah=F("langkah"), detik=F("n"))
        return self.annotate(waktu_langkah=ArraySubquery(jumlah.values(pasangan=pasangan)))

    def dengan_jawaban(self):
        """Each row with `dipanggil` and `menjawab`, out of the kept figures, in the same query."""
        return self.annotate(
            dipanggil=Sum("hitungan__dipanggil", default=0),
            menjawab=Sum(F("hitungan__bersedia") + F("hitungan__tidak_bersedia"), default=0),
        ).order_by("-pk")  # summing drops the order of the model


class PelatihanManager(models.Manager.from_queryset(PelatihanQuerySet)):
    def kunci_lengkap(self, pk):
        """As `kunci`, with its team and its nota dinas."""
        pelatihan = _terkunci.satu(pk=pk)
        if pelatihan is None:
            raise self.model.DoesNotExist
        return pelatihan

    def lengkap(self, pk):
        """The same, held by nobody, with the `versi` of its row and `diminta` (rows of DataDukung,
        as dicts): the documents that its participants are asked for.
        """
        pelatihan = _lengkap.satu(pk=pk)
        if pelatihan is None:
            raise self.model.DoesNotExist
        return pelatihan


@tersusun
def _lengkap(*, pk):
    semua = Pelatihan.objects.select_related("tim_kerja", "nota_dinas").order_by().filter(pk=pk)
    return semua.annotate(versi=versi_baris(Pelatihan), diminta=diminta(OuterRef("pk")))


def versi_baris(model):
    """What changes with every update of a row: two readings of the same one are alike."""
    return RawSQL(f'"{model._meta.db_table}"."xmin"::text', [], models.TextField())  # noqa: S611


def diminta(pelatihan):
    """The rows of DataDukung of a training (an OuterRef), as a list of dicts."""
    kolom = JSONObject(**{f.attname: f.attname for f in DataDukung._meta.concrete_fields})
    semua = DataDukung.objects.filter(pelatihan=pelatihan).order_by("pk")
    return ArraySubquery(semua.values(isi=kolom))


@tersusun
def _terkunci(*, pk):
    semua = Pelatihan.objects.select_related("tim_kerja", "nota_dinas").order_by()
    return semua.select_for_update(of=["self"]).filter(pk=pk)


@tersusun
def kunci_pelatihan(*, pk):
    """Holds the row until the transaction ends, and says no more than its key."""
    return Pelatihan.objects.order_by().select_for_update().filter(pk=pk).values_list("pk")


class Pelatihan(models.Model):
    """One training and the single case file that travels through the SOP.

    `tahap` is moved only by pelatihan.alur.langkah(). A draft of the Kepala Pusat is a row at
    the first stage; from the second on, what the SOP needs must be there (constraints).
    """

    class Jenis(models.TextChoices):
        FUNGSIONAL = "fungsional", "Pelatihan Fungsional"
        HAM = "ham", "Pelatihan HAM"
        TEKNIS = "teknis", "Pelatihan Teknis"
        MANAJERIAL = "manajerial", "Pelatihan Manajerial/Kepemimpinan"
        LAIN = "lain", "Pelatihan Lain"

    class Metode(models.TextChoices):
        KLASIKAL = "klasikal", "Klasikal"
        PJJ = "pjj", "Pelatihan jarak jauh (PJJ)"
        BLENDED = "blended", "Blended learning"

    kode = models.CharField(max_length=12, unique=True, editable=False)
    permintaan = models.UUIDField(unique=True, null=True, editable=False)
    tahap = models.CharField(max_length=20, choices=Tahap, default=Tahap.DISPOSISI_KEPALA)
    nama = models.CharField("nama pelatihan", max_length=200)
    angkatan = models.CharField(max_length=10, blank=True)
    tahun = models.PositiveSmallIntegerField("tahun anggaran", null=True)
    mulai = models.DateField("tanggal mulai", null=True)
    selesai = models.DateField("tanggal selesai", null=True)
    tim_kerja = models.ForeignKey(TimKerja, models.PROTECT, null=True, related_name="pelatihan")

    versi_sop = models.ForeignKey(
        VersiSOP, models.PROTECT, null=True, editable=False, related_name="pelatihan"
    )
    # A draft that somebody else has prepared for the Kepala Pusat.
    disiapkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    draf_diserahkan_pada = models.DateTimeField(null=True, editable=False)
    # Where a postponed or cancelled training stood, since when it rests, and why.
    tahap_semula = models.CharField(max_length=20, choices=Tahap, blank=True, editable=False)
    henti_pada = models.DateTimeField(null=True, editable=False)
    henti_alasan = models.TextField(blank=True, editable=False)

    # When the clock that runs now turns amber and red (`jam`).
    jam_kuning = models.DateTimeField(null=True, editable=False)
    jam_merah = models.DateTimeField(null=True, editable=False)

    kode_pelatihan = models.CharField("kode pelatihan", max_length=20, blank=True)
    jenis = models.CharField(max_length=12, choices=Jenis, blank=True)
    metode = models.CharField(max_length=10, choices=Metode, blank=True)
    jp = models.PositiveSmallIntegerField("jam pelajaran (JP)", null=True, blank=True)
    tempat = models.CharField(max_length=250, blank=True)
    kuota = models.PositiveSmallIntegerField(null=True, blank=True)
    batas_konfirmasi = models.DateTimeField(null=True, blank=True)
    batas_data_dukung = models.DateTimeField(null=True, blank=True)
    batas_pengganti = models.DateTimeField(null=True, blank=True)
    pemanggilan_nomor = models.CharField("nomor surat pemanggilan", max_length=80, blank=True)
    pemanggilan_tanggal = models.DateField("tanggal surat pemanggilan", null=True, blank=True)
    pemanggilan_berkas = models.FileField(
        "berkas surat pemanggilan", upload_to="pemanggilan", blank=True
    )

    objects = PelatihanManager()

    class Meta:
        verbose_name = verbose_name_plural = "pelatihan"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="pelatihan_tahap_dikenal", condition=Q(tahap__in=Tahap.values)
            ),
            models.CheckConstraint(
                name="pelatihan_selesai_setelah_mulai",
                condition=Q(mulai=None) | Q(selesai=None) | Q(selesai__gte=F("mulai")),
                violation_error_message="Tanggal selesai tidak boleh mendahului tanggal mulai.",
            ),
            models.CheckConstraint(
                name="pelatihan_terkirim_lengkap",
                condition=Q(tahap=Tahap.DISPOSISI_KEPALA)
                | Q(tahap_semula=Tahap.DISPOSISI_KEPALA)
                | Q(
                    mulai__isnull=False,
                    selesai__isnull=False,
                    tahun__isnull=False,
                    tim_kerja__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="pelatihan_dibuka_dengan_batas_dan_kode",
                condition=Q(
                    tahap__in=[Tahap.DISPOSISI_KEPALA, Tahap.DISPOSISI_KETUA, Tahap.PENYIAPAN]
                )
                | Q(
                    tahap_semula__in=[
                        Tahap.DISPOSISI_KEPALA,
                        Tahap.DISPOSISI_KETUA,
                        Tahap.PENYIAPAN,
                    ]
                )
                | (Q(batas_konfirmasi__isnull=False) & ~Q(kode_pelatihan="") & ~Q(angkatan="")),
            ),
            models.CheckConstraint(
                name="pelatihan_henti_dengan_semula",
                condition=Q(tahap__in=sorted(HENTI), henti_pada__isnull=False) & ~Q(tahap_semula="")
                | ~Q(tahap__in=sorted(HENTI)) & Q(tahap_semula=""),
            ),
            models.UniqueConstraint(
                fields=["kode_pelatihan", "angkatan", "tahun"],
                condition=~Q(kode_pelatihan=""),
                name="pelatihan_kode_angkatan_tahun_unik",
                violation_error_message=(
                    "Kode pelatihan, angkatan, dan tahun ini sudah dipakai pelatihan lain."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.nama} Angkatan {self.angkatan}" if self.angkatan else self.nama

    def get_absolute_url(self):
        return reverse("pelatihan:berkas", args=[self.kode])

    @property
    def nama_tahun(self):
        """`Pelatihan … Angkatan I Tahun 2026`, as letters and papers name it."""
        return f"{self} Tahun {self.tahun}" if self.tahun else str(self)

    @property
    def nomor_langkah(self):
        return NOMOR_TAHAP[self.tahap_kerja]

    @property
    def tahap_kerja(self):
        """The stage of the SOP; of a training that rests, the one at which it stood."""
        return self.tahap_semula or self.tahap

    @property
    def masih_draf(self):
        """Was it never sent to a Ketua?"""
        return self.tahap_kerja == Tahap.DISPOSISI_KEPALA

    @property
    def registrasi_ditutup(self):
        """Answers have ended, so that silence means *tidak mengonfirmasi*."""
        return self.tahap_kerja in SESUDAH_REGISTRASI

    @property
    def batas_dukung(self):
        """Until when documents are taken: as set, else through the first day of the training."""
        if self.batas_data_dukung or not self.mulai:
            return self.batas_data_dukung
        return timezone.make_aware(dt.datetime.combine(self.mulai, dt.time(23, 59)))

    @property
    def tutup(self):
        return self.tahap == Tahap.SELESAI


class Narahubung(models.Model):
    """Whom a participant may call; at least one when the registration opens, usually two."""

    pelatihan = models.ForeignKey(Pelatihan, models.CASCADE, related_name="narahubung")
    nama = models.CharField(max_length=150)
    ponsel = models.CharField("nomor ponsel (WhatsApp)", max_length=20)
    surel = models.EmailField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "narahubung"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.nama} ({self.ponsel})"


class DataDukung(models.Model):
    """A document that this training asks of its participants."""

    pelatihan = models.ForeignKey(Pelatihan, models.CASCADE, related_name="data_dukung")
    kode = models.CharField(max_length=40)
    nama = models.CharField(max_length=150)
    wajib = models.BooleanField(default=True)

    class Meta:
        verbose_name = verbose_name_plural = "data dukung"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pelatihan", "kode"], name="datadukung_sekali_setiap_pelatihan"
            )
        ]

    def __str__(self):
        return self.nama
