"""Who works here, in which organisation, and since when. Roles follow from these records."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils import timezone

from eregistrasi.alat.susunan import tersusun


class Peran(models.TextChoices):
    """What a person may be, at one moment, for one training. Never stored: asked of the records."""

    KEPALA_PUSAT = "kepala_pusat", "Kepala Pusat"
    KETUA_TIM = "ketua_tim", "Ketua Tim Kerja"
    TIM_KERJA = "tim_kerja", "Tim Kerja"


class Pengguna(AbstractUser):
    """A named person with an account. There is no shared login."""

    first_name = None
    last_name = None
    nama = models.CharField("nama lengkap dengan gelar", max_length=150)
    nip = models.CharField("NIP", max_length=18, blank=True)
    jabatan = models.CharField(max_length=150, blank=True)
    email = models.EmailField("surel")

    objects = UserManager()
    REQUIRED_FIELDS = ["email", "nama"]

    class Meta:
        verbose_name = verbose_name_plural = "pengguna"
        ordering = [Lower("nama"), "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="pengguna_surel_unik",
                violation_error_message="Alamat surel ini sudah dipakai akun lain.",
            ),
        ]

    def __str__(self):
        return self.nama or self.username

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)

    @property
    def inisial(self):
        """Two letters for the round badge, degrees left aside."""
        kata = [k for k in self.nama.split(",")[0].split() if not k.endswith(".")] or [
            self.username
        ]
        return "".join(k[0] for k in (kata[0], *kata[1:][-1:])).upper()


class TsTzRange(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


def _masa():
    return TsTzRange("mulai", "sampai", RangeBoundary())


class MasaQuerySet(models.QuerySet):
    def berlaku(self, saat=None):
        """Records in force at `saat` (an aware datetime; now when omitted)."""
        saat = saat or timezone.now()
        return self.filter(Q(sampai=None) | Q(sampai__gt=saat), mulai__lte=saat)


class Masa(models.Model):
    """A record with a period: in force from `mulai` until just before `sampai`."""

    mulai = models.DateTimeField("berlaku mulai", default=timezone.now)
    sampai = models.DateTimeField("berlaku sampai", null=True, blank=True)

    objects = MasaQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_sampai_setelah_mulai",
                condition=Q(sampai=None) | Q(sampai__gt=F("mulai")),
                violation_error_message="Akhir masa berlaku harus setelah awalnya.",
            )
        ]


class Organisasi(models.Model):
    """The names that stand on paper from a day on (the ministry was divided in 2024)."""

    berlaku_mulai = models.DateField(unique=True)
    kementerian = models.CharField(max_length=200)
    badan = models.CharField("Badan", max_length=200)
    pusat = models.CharField("Pusat", max_length=200)
    alamat = models.CharField(max_length=250)
    kota = models.CharField("kota penandatanganan", max_length=60)
    telepon = models.CharField(max_length=60, blank=True)
    surel = models.EmailField(blank=True)
    laman = models.CharField(max_length=120, blank=True)
    kontak_pdp = models.CharField("kontak pelindungan data pribadi", max_length=150, blank=True)
    logo = models.FileField(upload_to="logo", blank=True)
    warna = models.CharField("warna utama", max_length=7, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "organisasi"
        ordering = ["-berlaku_mulai"]

    def __str__(self):
        return f"{self.pusat} (mulai {self.berlaku_mulai:%d-%m-%Y})"

    @classmethod
    def kini(cls, hari=None):
        """The record in force on `hari` (today when omitted); None on an empty site."""
        return _berlaku.satu(hari=hari or timezone.localdate())


@tersusun
def _berlaku(*, hari):
    return Organisasi.objects.filter(berlaku_mulai__lte=hari)[:1]


class KepalaPusat(Masa):
    """Who heads the Pusat: the holder, or a Plh./Plt. who acts in their own name."""

    class Awalan(models.TextChoices):
        DEFINITIF = "", "Kepala Pusat"
        PLH = "Plh.", "Plh. (pelaksana harian)"
        PLT = "Plt.", "Plt. (pelaksana tugas)"

    pengguna = models.ForeignKey(Pengguna, models.PROTECT, related_name="jabatan_kepala")
    awalan = models.CharField(max_length=4, choices=Awalan, blank=True)
    nomor_sk = models.CharField("nomor surat keputusan", max_length=80, blank=True)
    diserahkan_pada = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(Masa.Meta):
        verbose_name = verbose_name_plural = "Kepala Pusat"
        ordering = ["-mulai"]
        constraints = [
            *Masa.Meta.constraints,
            ExclusionConstraint(
                name="kepalapusat_satu_pada_satu_waktu",
                expressions=[(_masa(), RangeOperators.OVERLAPS), ("awalan", RangeOperators.EQUAL)],
                violation_error_message="Masa berlakunya bertumpuk dengan pejabat lain.",
            ),
        ]

    def __str__(self):
        return f"{self.sebutan}: {self.pengguna}"

    @property
    def sebutan(self):
        return f"{self.awalan} Kepala Pusat".strip()


class TimKerja(models.Model):
    """A team with one Ketua and some members at any moment."""

    nama = models.CharField(max_length=150, unique=True)
    aktif = models.BooleanField(default=True)

    class Meta:
        verbose_name = verbose_name_plural = "Tim Kerja"
        ordering = [Lower("nama")]

    def __str__(self):
        return self.nama


class Keanggotaan(Masa):
    """One person's place in one team, for a time."""

    class Sebagai(models.TextChoices):
        KETUA = "ketua", "Ketua Tim Kerja"
        ANGGOTA = "anggota", "Anggota Tim Kerja"

    tim = models.ForeignKey(TimKerja, models.PROTECT, related_name="keanggotaan")
    pengguna = models.ForeignKey(Pengguna, models.PROTECT, related_name="keanggotaan")
    sebagai = models.CharField(max_length=8, choices=Sebagai, default=Sebagai.ANGGOTA)
    diteruskan_kepada = models.ForeignKey(
        Pengguna,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tugas terbuka diteruskan kepada",
        help_text="Diisi saat masa tugas diakhiri: anggota tim yang melanjutkan tugasnya.",
    )
    diserahkan_pada = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(Masa.Meta):
        verbose_name = verbose_name_plural = "keanggotaan Tim Kerja"
        ordering = ["tim", "-sebagai", "mulai"]
        constraints = [
            *Masa.Meta.constraints,
            ExclusionConstraint(
                name="keanggotaan_satu_ketua_setiap_tim",
                expressions=[(_masa(), RangeOperators.OVERLAPS), ("tim", RangeOperators.EQUAL)],
                condition=Q(sebagai="ketua"),
                violation_error_message="Tim ini sudah mempunyai Ketua pada masa tersebut.",
            ),
            ExclusionConstraint(
                name="keanggotaan_tidak_ganda",
                expressions=[
                    (_masa(), RangeOperators.OVERLAPS),
                    ("tim", RangeOperators.EQUAL),
                    ("pengguna", RangeOperators.EQUAL),
                ],
                violation_error_message="Orang ini sudah menjadi bagian tim pada masa tersebut.",
            ),
        ]

    def __str__(self):
        return f"{self.pengguna}, {self.get_sebagai_display()} {self.tim}"


class SaringanTersimpan(models.Model):
    """A question put to a list, kept by one person under a name (`pengguna.saringan`).

    daftar  which list: `pelatihan`, `peserta`
    alamat  the query string of the list, without what was searched for among people
    """

    pengguna = models.ForeignKey(Pengguna, models.CASCADE, related_name="saringan")
    daftar = models.CharField(max_length=20)
    nama = models.CharField(max_length=60)
    alamat = models.CharField(max_length=1500)

    class Meta:
        ordering = [Lower("nama"), "pk"]
        constraints = [
            models.UniqueConstraint("pengguna", "daftar", Lower("nama"), name="saringan_nama_unik")
        ]

    def __str__(self):
        return self.nama
