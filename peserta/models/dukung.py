"""Documents that participants hand in, and what became of each."""

from types import SimpleNamespace

from django.db import models
from django.db.models import Exists, OuterRef, Q

from pelatihan.models import DataDukung
from peserta.models.konfirmasi import Konfirmasi


class KeadaanBerkas(models.TextChoices):
    PINDAI = "pindai", "Menunggu Pemindaian"
    MENUNGGU = "menunggu", "Menunggu Verifikasi"
    SESUAI = "sesuai", "Sesuai"
    PERBAIKAN = "perbaikan", "Perlu Perbaikan"
    KARANTINA = "karantina", "Dikarantina"


#: where somebody still has to look: the scanner, then the team
BELUM_DIPERIKSA = (KeadaanBerkas.PINDAI, KeadaanBerkas.MENUNGGU)


class _SuratKeterangan(SimpleNamespace):
    """What a refusal may rest on. No training asks for it, so it is no row of DataDukung."""

    def __str__(self):
        return self.nama


#: stands where a document asked for would: `BerkasDukung.dokumen`
SURAT_KETERANGAN = _SuratKeterangan(
    pk=None, kode="SURAT_KETERANGAN", nama="Surat keterangan", wajib=False
)


class BerkasDukungQuerySet(models.QuerySet):
    def berlaku(self):
        """Not replaced by a newer file, and not in quarantine."""
        return self.filter(digantikan=False).exclude(keadaan=KeadaanBerkas.KARANTINA)

    def keterangan(self):
        """Letters that go with a refusal: nobody judges them, and no list or archive holds them."""
        return self.berlaku().filter(data_dukung=None)

    def di(self, pelatihan):
        """Those of people who come: not struck off, and willing as of now."""
        return self.berlaku().filter(
            data_dukung__pelatihan=pelatihan,
            konfirmasi__jawaban_kini="bersedia",
            konfirmasi__peserta__dibatalkan_pada=None,
        )


class BerkasDukung(models.Model):
    """One file for one required document. Several may stand for the same document.

    data_dukung   None for the letter that a participant adds to a refusal (`SURAT_KETERANGAN`)
    sha256_serah  of the bytes as they were handed in; `sha256` of what is kept (an image is drawn
                  anew). `berkas` is empty for what lies in quarantine: nobody may open it.
    digantikan    a newer file of the participant stands in its place
    """

    class Jenis(models.TextChoices):
        PDF = "pdf", "PDF"
        JPG = "jpg", "JPG"
        PNG = "png", "PNG"

    konfirmasi = models.ForeignKey(Konfirmasi, models.PROTECT, related_name="berkas_dukung")
    data_dukung = models.ForeignKey(
        DataDukung, models.PROTECT, null=True, blank=True, related_name="berkas"
    )
    urut = models.PositiveIntegerField()
    nama = models.CharField(max_length=100)
    berkas = models.FileField(upload_to="data-dukung", blank=True)
    jenis = models.CharField(max_length=3, choices=Jenis)
    ukuran = models.PositiveIntegerField()
    sha256_serah = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    keadaan = models.CharField(max_length=9, choices=KeadaanBerkas, default=KeadaanBerkas.MENUNGGU)
    catatan = models.CharField(max_length=400, blank=True)
    diunggah_pada = models.DateTimeField()
    diperiksa_oleh = models.ForeignKey(
        "pengguna.Pengguna", models.PROTECT, null=True, blank=True, related_name="+"
    )
    diperiksa_pada = models.DateTimeField(null=True, blank=True)
    digantikan = models.BooleanField(default=False)

    objects = BerkasDukungQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "berkas data dukung"
        ordering = ["diunggah_pada", "pk"]
        indexes = [
            models.Index("data_dukung", "diunggah_pada", name="berkas_dukung_per_dokumen"),
            models.Index(
                "diunggah_pada",
                name="berkas_dukung_belum_dipindai",
                condition=Q(keadaan="pindai", digantikan=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["konfirmasi", "urut"], name="berkas_dukung_urut_unik"),
            models.UniqueConstraint(
                fields=["konfirmasi", "data_dukung", "sha256_serah"],
                condition=Q(digantikan=False) & ~Q(keadaan="karantina"),
                name="berkas_dukung_sekali_setiap_isi",
            ),
            models.UniqueConstraint(
                fields=["konfirmasi", "sha256_serah"],
                condition=Q(data_dukung=None, digantikan=False) & ~Q(keadaan="karantina"),
                name="berkas_dukung_keterangan_sekali",
            ),
            models.CheckConstraint(
                name="berkas_dukung_keadaan_dikenal",
                condition=Q(keadaan__in=KeadaanBerkas.values),
            ),
            models.CheckConstraint(
                name="berkas_dukung_perbaikan_beralasan",
                condition=~Q(keadaan="perbaikan") | ~Q(catatan=""),
            ),
            models.CheckConstraint(
                name="berkas_dukung_diperiksa_oleh_seseorang",
                condition=~Q(keadaan__in=["sesuai", "perbaikan"])
                | Q(diperiksa_oleh__isnull=False, diperiksa_pada__isnull=False),
            ),
        ]

    def __str__(self):
        return self.nama

    @property
    def dokumen(self):
        """The document that this file is for."""
        return self.data_dukung if self.data_dukung_id else SURAT_KETERANGAN


def dukung_lengkap(konfirmasi):
    """Condition on rows: every required document has a file, and all of its files are *Sesuai*.

    konfirmasi  the path to the Konfirmasi from the rows asked about (`pk`, `konfirmasi`)
    """
    berkas = BerkasDukung.objects.berlaku().filter(
        konfirmasi=OuterRef(OuterRef(konfirmasi)), data_dukung=OuterRef("pk")
    )
    pelatihan = "peserta__pelatihan" if konfirmasi == "pk" else "pelatihan"
    kurang = DataDukung.objects.filter(pelatihan=OuterRef(pelatihan), wajib=True).exclude(
        Exists(berkas.filter(keadaan=KeadaanBerkas.SESUAI))
        & ~Exists(berkas.exclude(keadaan=KeadaanBerkas.SESUAI))
    )
    return ~Exists(kurang)
