"""A person summoned to one training."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Concat, Lower
from django.urls import reverse
from django.utils import timezone

from eregistrasi.alat.rata import Rata
from eregistrasi.alat.sandi import buka_sandi, sandikan, sidik_rahasia
from pelatihan.models import Pelatihan
from peserta.models.hitungan import Hitungan

AKTIF = Q(dibatalkan_pada=None)


class PesertaQuerySet(models.QuerySet):
    def aktif(self):
        """Everybody on the list who was not struck off it."""
        return self.filter(AKTIF)

    def untuk_kode(self, kode):
        return self.filter(pelatihan__kode=kode)

    def belum_diundang(self):
        return self.aktif().filter(diundang=False)

    def menurut_jawaban(self, nilai):
        """Those with one answer; `belum`: none yet, `dibatalkan`: struck off, empty: all active."""
        if nilai == "dibatalkan":
            return self.filter(dibatalkan_pada__isnull=False)
        aktif = self.aktif()
        if not nilai:
            return aktif
        return aktif.filter(jawaban_kini="" if nilai == "belum" else nilai)

    def hitung(self):
        """The figures of these people: the three answers always add up to `dipanggil`.

        Counted one by one. Of a whole training, `pelatihan.peserta.hitung()` knows them already.
        """
        return self.aggregate(
            dipanggil=Count("pk", filter=AKTIF),
            bersedia=Count("pk", filter=AKTIF & Q(jawaban_kini="bersedia")),
            tidak_bersedia=Count("pk", filter=AKTIF & Q(jawaban_kini="tidak_bersedia")),
            belum=Count("pk", filter=AKTIF & Q(jawaban_kini="")),
            diundang=Count("pk", filter=AKTIF & Q(diundang=True)),
            tanpa_surel=Count("pk", filter=AKTIF & Q(email="")),
            dibatalkan=Count("pk", filter=~AKTIF),
        )

    def bersamaan(self, nip, pelatihan):
        """The same NIP, or any of several, in other trainings of overlapping days."""
        if not (pelatihan.mulai and pelatihan.selesai):
            return self.none()
        return (
            self.aktif()
            .filter(nip__in=[nip] if isinstance(nip, str) else nip)
            .filter(
                pelatihan__mulai__lte=pelatihan.selesai, pelatihan__selesai__gte=pelatihan.mulai
            )
            .exclude(pelatihan=pelatihan)
        )

    def identitas(self):
        """The fingerprints of every NIP and NIK here, as the importer compares them."""
        return {
            nilai
            for pasangan in self.values_list("nip", "nik_sidik")
            for nilai in pasangan
            if nilai
        }

    def urut_nama(self):
        """By bare name, degrees left aside, case-insensitive."""
        return self.order_by(Lower("nama"), "pk")


class PesertaManager(models.Manager.from_queryset(PesertaQuerySet)):
    def hitung(self):
        """As of the queryset; `pelatihan.peserta.hitung()`, of a whole training, counts nothing."""
        induk = getattr(self, "instance", None)
        if isinstance(induk, Pelatihan):
            return Hitungan.objects.angka(induk)
        return self.get_queryset().hitung()


class Peserta(models.Model):
    """A person registered for one training. The name is kept as written, never re-cased."""

    class Status(models.TextChoices):
        PNS = "pns", "PNS"
        PPPK = "pppk", "PPPK"
        TNI_POLRI = "tni_polri", "TNI/Polri"
        NON_ASN = "non_asn", "Non-ASN"

    class Zona(models.TextChoices):
        WIB = "WIB", "WIB"
        WITA = "WITA", "WITA"
        WIT = "WIT", "WIT"

    pelatihan = models.ForeignKey(Pelatihan, models.PROTECT, related_name="peserta")
    gelar_depan = models.CharField(max_length=150, blank=True)
    nama = models.CharField("nama lengkap (tanpa gelar)", max_length=150)
    gelar_belakang = models.CharField(max_length=150, blank=True)
    status = models.CharField(
        "status kepegawaian", max_length=10, choices=Status, default=Status.PNS
    )
    nip = models.CharField("NIP/NI PPPK", max_length=18, blank=True)
    nik_sandi = models.CharField(max_length=120, blank=True, editable=False)
    nik_sidik = models.CharField(max_length=64, blank=True, editable=False)
    nrp = models.CharField("NRP", max_length=20, blank=True)
    tempat_lahir = models.CharField(max_length=500, blank=True)
    tanggal_lahir = models.DateField(null=True, blank=True)
    jenis_kelamin = models.CharField(
        max_length=1, choices=[("L", "Laki-laki"), ("P", "Perempuan")], blank=True
    )
    golongan = models.CharField("pangkat/golongan", max_length=500, blank=True)
    jabatan = models.CharField(max_length=500, blank=True)
    unit_kerja = models.CharField(max_length=500, blank=True)
    instansi = models.CharField(max_length=500, blank=True)
    zona = models.CharField("zona waktu", max_length=4, choices=Zona, default=Zona.WIB)
    email = models.EmailField("surel", blank=True)
    hp = models.CharField("nomor ponsel (WhatsApp)", max_length=500, blank=True)
    nomor_urut = models.PositiveIntegerField(null=True, blank=True, editable=False)
    #: copies of what the person's Konfirmasi says, for the lists: the database itself keeps them,
    #: and whatever else is written here it puts right
    diundang = models.BooleanField(default=False, db_default=False, editable=False)
    jawaban_kini = models.CharField(
        max_length=16, blank=True, default="", db_default="", editable=False
    )
    dijawab_pada = models.DateTimeField(null=True, blank=True, editable=False)
    #: the spreadsheet that this person came in with
    asal = models.ForeignKey(
        "peserta.Unggahan",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="peserta",
    )
    #: the person whose seat this one has taken
    menggantikan = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="pengganti"
    )
    #: names of the fields that the participant has corrected; no spreadsheet writes over these
    diisi_peserta = models.JSONField(default=list, blank=True, editable=False)
    #: name and address as the search compares them, computed by the database
    rata = models.GeneratedField(
        expression=Rata(
            Concat("nama", models.Value(" "), "email", output_field=models.TextField())
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    dibuat_pada = models.DateTimeField(default=timezone.now)
    diubah_pada = models.DateTimeField(auto_now=True)
    dibatalkan_pada = models.DateTimeField(null=True, blank=True)
    alasan_batal = models.CharField(max_length=300, blank=True)

    objects = PesertaManager()

    class Meta:
        verbose_name = verbose_name_plural = "peserta"
        ordering = [Lower("nama"), "pk"]
        # A column beside its lower() lets a page in the middle be found in the index alone; so
        # does `rata` for a search that half the list answers.
        indexes = [
            models.Index(
                "pelatihan",
                Lower("nama"),
                "id",
                include=["nama", "rata"],
                condition=AKTIF,
                name="peserta_menurut_nama",
            ),
            models.Index(
                "pelatihan",
                "jawaban_kini",
                Lower("nama"),
                "id",
                include=["nama"],
                condition=AKTIF,
                name="peserta_menurut_jawaban",
            ),
            models.Index(
                "pelatihan",
                F("dijawab_pada").desc(nulls_last=True),
                Lower("nama"),
                "id",
                include=["nama"],
                condition=AKTIF,
                name="peserta_urut_waktu",
            ),
            models.Index(
                "pelatihan",
                Lower("unit_kerja"),
                Lower("nama"),
                "id",
                include=["unit_kerja", "nama"],
                condition=AKTIF,
                name="peserta_urut_unit",
            ),
            models.Index(
                "pelatihan", Lower("nama"), "id", condition=~AKTIF, name="peserta_dibatalkan"
            ),
            models.Index(
                "pelatihan",
                "unit_kerja",
                Lower("nama"),
                "id",
                include=["nama", "jawaban_kini", "dibatalkan_pada"],
                name="peserta_menurut_unit",
            ),
            models.Index(
                "pelatihan",
                "instansi",
                Lower("nama"),
                "id",
                include=["nama", "jawaban_kini", "dibatalkan_pada"],
                name="peserta_menurut_instansi",
            ),
            GinIndex(fields=["rata"], opclasses=["gin_trgm_ops"], name="peserta_cari"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["pelatihan", "nip"],
                condition=~Q(nip=""),
                name="peserta_nip_unik_per_pelatihan",
                violation_error_message="NIP ini sudah terdaftar pada pelatihan ini.",
            ),
            models.UniqueConstraint(
                fields=["pelatihan", "nik_sidik"],
                condition=~Q(nik_sidik=""),
                name="peserta_nik_unik_per_pelatihan",
                violation_error_message="NIK ini sudah terdaftar pada pelatihan ini.",
            ),
            models.UniqueConstraint(
                fields=["pelatihan", "nomor_urut"], name="peserta_nomor_urut_unik"
            ),
            models.CheckConstraint(
                name="peserta_punya_pengenal",
                condition=~Q(nip="") | ~Q(nik_sidik="") | ~Q(nrp=""),
                violation_error_message="Isi NIP/NI PPPK, NIK, atau NRP.",
            ),
            models.CheckConstraint(
                name="peserta_nip_18_digit",
                condition=Q(nip="") | Q(nip__regex=r"^[0-9]{18}$"),
                violation_error_message="NIP harus 18 digit. Periksa kembali nomornya.",
            ),
            models.CheckConstraint(
                name="peserta_batal_dengan_alasan",
                condition=Q(dibatalkan_pada=None) | ~Q(alasan_batal=""),
            ),
        ]

    def __str__(self):
        return self.nama_lengkap

    def get_absolute_url(self):
        return reverse("peserta:rincian", args=[self.pelatihan.kode, self.pk])

    @property
    def nama_lengkap(self):
        """With degrees: `Dr. Hj. Nur'aini Latuconsina, S.H., M.Hum.`"""
        depan = " ".join(b for b in (self.gelar_depan, self.nama) if b)
        return f"{depan}, {self.gelar_belakang}" if self.gelar_belakang else depan

    @property
    def nik(self):
        return buka_sandi(self.nik_sandi)

    @nik.setter
    def nik(self, nilai):
        self.nik_sandi, self.nik_sidik = sandikan(nilai), sidik_rahasia(nilai)

    @property
    def pengenal(self):
        """(label, number) of the identity that guards this person's link."""
        if self.nip:
            return "NIP/NI PPPK", self.nip
        return ("NIK", self.nik) if self.nik_sidik else ("NRP", self.nrp)
