"""The papers: nota dinas, disposisi, the documents issued, the trail, and their numbers."""

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from pelatihan.models.berkas import Pelatihan


class NomorUrut(models.Model):
    """One gap-free series of numbers: a number exists if and only if its paper does."""

    rangkaian = models.CharField(max_length=60, unique=True)
    terakhir = models.PositiveIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "nomor urut"

    def __str__(self):
        return f"{self.rangkaian}: {self.terakhir}"

    @classmethod
    def berikut(cls, rangkaian):
        """The next number of a series; given back if the transaction fails."""
        with connection.cursor() as kursor:
            kursor.execute(
                "INSERT INTO pelatihan_nomorurut (rangkaian, terakhir) VALUES (%s, 1) "
                "ON CONFLICT (rangkaian) DO UPDATE "
                "SET terakhir = pelatihan_nomorurut.terakhir + 1 RETURNING terakhir",
                [rangkaian],
            )
            return kursor.fetchone()[0]


class Sifat(models.TextChoices):
    BIASA = "biasa", "Biasa"
    SEGERA = "segera", "Segera"
    SANGAT_SEGERA = "sangat_segera", "Sangat Segera"


class NotaDinas(models.Model):
    """The paper that starts the process; one for both dispositions (SOP steps 1 and 2)."""

    pelatihan = models.OneToOneField(Pelatihan, models.PROTECT, related_name="nota_dinas")
    nomor = models.CharField("nomor nota dinas", max_length=80, blank=True)
    tanggal = models.DateField("tanggal nota dinas", null=True, blank=True)
    dari = models.CharField(max_length=150, blank=True)
    hal = models.CharField(max_length=250, blank=True)
    diterima_pada = models.DateTimeField(null=True, blank=True)
    agenda = models.CharField("nomor agenda", max_length=20, blank=True, editable=False)
    berkas = models.FileField("pindaian nota dinas (PDF)", upload_to="nota-dinas", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "nota dinas"
        constraints = [
            models.UniqueConstraint(
                fields=["agenda"], condition=~Q(agenda=""), name="notadinas_agenda_unik"
            )
        ]

    def __str__(self):
        return self.nomor or "Nota dinas"


class Dokumen(models.Model):
    """A paper issued by the system, made once from `rekaman` and served byte for byte for ever."""

    class Jenis(models.TextChoices):
        LEMBAR_DISPOSISI = "lembar_disposisi", "Lembar Disposisi"
        BUKTI = "bukti", "Bukti E-Registrasi"
        LAPORAN = "laporan", "Laporan Data Peserta Pelatihan"
        LAPORAN_XLSX = "laporan_xlsx", "Lampiran Laporan (Excel)"
        TANDA_TERIMA = "tanda_terima", "Tanda Terima Laporan"
        KENDALI_SOP = "kendali_sop", "Kendali SOP"

    class Status(models.TextChoices):
        BERLAKU = "berlaku", "Berlaku"
        DIGANTIKAN = "digantikan", "Digantikan"
        DIBATALKAN = "dibatalkan", "Dibatalkan"

    pelatihan = models.ForeignKey(Pelatihan, models.PROTECT, related_name="dokumen")
    jenis = models.CharField(max_length=20, choices=Jenis)
    nomor = models.CharField(max_length=80)
    kode = models.CharField("kode verifikasi", max_length=17, unique=True)
    nama_berkas = models.CharField(max_length=120)
    rekaman = models.JSONField()
    status = models.CharField(max_length=12, choices=Status, default=Status.BERLAKU)
    diterbitkan_pada = models.DateTimeField(default=timezone.now)
    isi = models.FileField(upload_to="dokumen", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    ukuran = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "dokumen"
        ordering = ["diterbitkan_pada", "pk"]
        indexes = [models.Index(name="dokumen_belum_dibuat", fields=["id"], condition=Q(isi=""))]
        constraints = [
            models.CheckConstraint(
                name="dokumen_isi_dengan_sidik",
                condition=Q(isi="", sha256="") | (~Q(isi="") & ~Q(sha256="")),
            ),
            models.CheckConstraint(
                name="dokumen_status_dikenal",
                condition=Q(status__in=["berlaku", "digantikan", "dibatalkan"]),
            ),
        ]

    def __str__(self):
        return f"{self.get_jenis_display()} {self.nomor}"

    def get_absolute_url(self):
        return reverse("pelatihan:dokumen", args=[self.pelatihan.kode, self.pk])


class Disposisi(models.Model):
    """One sheet from the desk above to the desks below. A draft until sent, then never edited."""

    pelatihan = models.ForeignKey(Pelatihan, models.PROTECT, related_name="disposisi")
    induk = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="anak")
    tingkat = models.PositiveSmallIntegerField()
    dari = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sebagai = models.CharField(max_length=60)
    instruksi = models.JSONField(default=list)
    catatan = models.TextField(blank=True)
    sifat = models.CharField(max_length=14, choices=Sifat, default=Sifat.BIASA)
    batas_waktu = models.DateTimeField(null=True, blank=True)
    dibuat_pada = models.DateTimeField(default=timezone.now)
    dikirim_pada = models.DateTimeField(null=True, blank=True)
    ditarik_pada = models.DateTimeField(null=True, blank=True)
    alasan_tarik = models.TextField(blank=True)
    dokumen = models.OneToOneField(
        Dokumen, models.PROTECT, null=True, blank=True, related_name="disposisi"
    )

    class Meta:
        verbose_name = verbose_name_plural = "disposisi"
        ordering = ["dibuat_pada", "pk"]
        constraints = [
            models.CheckConstraint(
                name="disposisi_tingkat_satu_atau_dua", condition=Q(tingkat__in=[1, 2])
            ),
            models.CheckConstraint(
                name="disposisi_terkirim_berlembar",
                condition=Q(dikirim_pada=None) | Q(dokumen__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["pelatihan"],
                condition=Q(tingkat=1, ditarik_pada=None),
                name="disposisi_pertama_satu_saja",
            ),
        ]

    def __str__(self):
        return f"Disposisi {self.tingkat}: {self.pelatihan}"

    def get_absolute_url(self):
        return reverse("pelatihan:disposisi", args=[self.pelatihan.kode, self.pk])


class PenerimaDisposisi(models.Model):
    """One recipient of one sheet: read and acted-on are told apart, each once."""

    disposisi = models.ForeignKey(Disposisi, models.PROTECT, related_name="penerima")
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dibaca_pada = models.DateTimeField(null=True, blank=True)
    ditindaklanjuti_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "penerima disposisi"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["disposisi", "pengguna"], name="penerima_sekali_setiap_disposisi"
            )
        ]

    def __str__(self):
        return f"{self.pengguna}: {self.disposisi}"

    @property
    def status(self):
        """(label, kind of badge) in the words of the SOP's desk."""
        if self.disposisi.ditarik_pada:
            return "Ditarik Kembali", "netral"
        if self.ditindaklanjuti_pada:
            return "Selesai Ditindaklanjuti", "baik"
        return ("Sudah Dibaca", "info") if self.dibaca_pada else ("Belum Dibaca", "tunggu")
