"""The report in its versions, how it was checked, and how it was received."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from pelatihan.models import Dokumen, Pelatihan


class LaporanQuerySet(models.QuerySet):
    def diajukan(self):
        """Frozen versions: handed to the Ketua, never changed again."""
        return self.exclude(diajukan_pada=None)

    def terbaru(self):
        """The newest frozen version, or None."""
        return self.diajukan().order_by("-versi").first()


class Urutan(models.TextChoices):
    """In which order the people of the attachments stand."""

    GOLONGAN = "golongan", "Golongan tertinggi, lalu nama"
    UNIT = "unit", "Unit kerja, lalu nama"
    NAMA = "nama", "Nama"


class Laporan(models.Model):
    """One version of the report on one training. A draft until `diajukan_pada`, then frozen.

    `rekaman` holds the figures and lists as they were at that moment; the PDF and the
    workbook are made of it. The stage of the report is the training's stage.
    """

    pelatihan = models.ForeignKey(Pelatihan, models.PROTECT, related_name="laporan")
    versi = models.PositiveSmallIntegerField()
    nomor = models.CharField("nomor nota dinas laporan", max_length=80, blank=True)
    tanggal = models.DateField("tanggal laporan", default=timezone.localdate)
    kendala = models.TextField(blank=True)
    tindak_lanjut = models.TextField(blank=True)
    saran = models.TextField(blank=True)
    tanggapan = models.TextField("tanggapan atas catatan perbaikan", blank=True)
    urutan = models.CharField(
        "urutan daftar peserta", max_length=8, choices=Urutan, default=Urutan.GOLONGAN
    )
    #: {id of a remark: the answer of Tim Kerja}
    tanggapan_butir = models.JSONField(default=dict, blank=True)
    disusun_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    diubah_pada = models.DateTimeField(auto_now=True)
    diajukan_pada = models.DateTimeField(null=True, blank=True)
    rekaman = models.JSONField(default=dict)
    sidik = models.CharField(max_length=64, blank=True)
    pdf = models.OneToOneField(
        Dokumen, models.PROTECT, null=True, blank=True, related_name="laporan_pdf"
    )
    xlsx = models.OneToOneField(
        Dokumen, models.PROTECT, null=True, blank=True, related_name="laporan_xlsx"
    )

    objects = LaporanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "laporan"
        ordering = ["pelatihan", "versi"]
        constraints = [
            models.UniqueConstraint(fields=["pelatihan", "versi"], name="laporan_versi_unik"),
            models.UniqueConstraint(
                fields=["pelatihan"],
                condition=Q(diajukan_pada=None),
                name="laporan_satu_draf",
            ),
            models.CheckConstraint(
                name="laporan_diajukan_lengkap",
                condition=Q(diajukan_pada=None)
                | (~Q(sidik="") & ~Q(nomor="") & Q(pdf__isnull=False, xlsx__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"Laporan {self.pelatihan} versi {self.versi}"


class Pemeriksaan(models.Model):
    """One decision on one version: passed on, or sent back with a note. Kept for good."""

    class Keputusan(models.TextChoices):
        KEMBALIKAN = "kembalikan", "Dikembalikan untuk Perbaikan"
        SAMPAIKAN = "sampaikan", "Disetujui dan Disampaikan"
        KEMBALIKAN_KEPADA_KETUA = "kembalikan_ketua", "Dikembalikan kepada Ketua Tim Kerja"

    laporan = models.ForeignKey(Laporan, models.PROTECT, related_name="pemeriksaan")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sebagai = models.CharField(max_length=60)
    keputusan = models.CharField(max_length=20, choices=Keputusan)
    catatan = models.TextField(blank=True)
    #: the checklist as it stood: [{"kunci", "soal", "hasil", "ket", "dicentang"}]
    centang = models.JSONField(default=list, blank=True)
    waktu = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "pemeriksaan"
        ordering = ["waktu", "pk"]
        constraints = [
            models.CheckConstraint(
                name="pemeriksaan_kembali_dengan_catatan",
                condition=Q(keputusan="sampaikan") | ~Q(catatan=""),
                violation_error_message="Catatan perbaikan wajib diisi.",
            )
        ]

    def __str__(self):
        return f"{self.get_keputusan_display()}: {self.laporan}"


class ButirCatatan(models.Model):
    """A remark on one version, on a participant or on the whole. The Ketua's own until it is sent.

    With the return of the report it gets its `pemeriksaan`, and is never changed again.
    """

    laporan = models.ForeignKey(Laporan, models.PROTECT, related_name="butir")
    peserta = models.ForeignKey(
        "peserta.Peserta", models.PROTECT, null=True, blank=True, related_name="+"
    )
    teks = models.CharField("catatan", max_length=1000)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    waktu = models.DateTimeField(default=timezone.now)
    pemeriksaan = models.ForeignKey(
        Pemeriksaan, models.PROTECT, null=True, blank=True, related_name="butir"
    )

    class Meta:
        verbose_name = verbose_name_plural = "butir catatan"
        ordering = ["pk"]

    def __str__(self):
        return self.teks[:60]


class PenjelasanQuerySet(models.QuerySet):
    def terbuka(self):
        """Those that wait for an answer, no decision having been taken without it."""
        return self.filter(dijawab_pada=None, gugur_pada=None)


class Penjelasan(models.Model):
    """A question of the Kepala Pusat about a version, and its answer. The stage stays.

    Between the two moments the clock of step 6 stands. A question that was not answered before
    the decision stays unanswered: from then on it has lapsed (`gugur_pada`).
    """

    laporan = models.ForeignKey(Laporan, models.PROTECT, related_name="penjelasan")
    tanya = models.CharField("pertanyaan", max_length=2000)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sebagai = models.CharField(max_length=60)
    ditanya_pada = models.DateTimeField(default=timezone.now)
    jawab = models.CharField("jawaban", max_length=4000, blank=True)
    dijawab_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dijawab_pada = models.DateTimeField(null=True, blank=True)
    gugur_pada = models.DateTimeField(null=True, blank=True)

    objects = PenjelasanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "penjelasan"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["laporan"],
                condition=Q(dijawab_pada=None, gugur_pada=None),
                name="penjelasan_satu_yang_terbuka",
            ),
            models.CheckConstraint(
                name="penjelasan_terjawab_lengkap",
                condition=Q(dijawab_pada=None, dijawab_oleh=None, jawab="")
                | (Q(dijawab_pada__isnull=False, dijawab_oleh__isnull=False) & ~Q(jawab="")),
            ),
        ]

    def __str__(self):
        return self.tanya[:60]


class Penerimaan(models.Model):
    """Step 6: the Kepala Pusat received this version, explicitly, once."""

    laporan = models.OneToOneField(Laporan, models.PROTECT, related_name="penerimaan")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sebagai = models.CharField(max_length=60)
    arahan = models.TextField(blank=True)
    waktu = models.DateTimeField(default=timezone.now)
    dokumen = models.OneToOneField(Dokumen, models.PROTECT, related_name="penerimaan")

    class Meta:
        verbose_name = verbose_name_plural = "penerimaan"

    def __str__(self):
        return f"Diterima: {self.laporan}"
