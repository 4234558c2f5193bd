"""The question put to a participant, and the link that leads to it."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from eregistrasi.alat import ruang
from eregistrasi.alat.susunan import tersusun
from pelatihan.models import (
    DataDukung,
    Narahubung,
    Pelatihan,
    diminta,
    kunci_pelatihan,
    versi_baris,
)
from peserta.models import token
from peserta.models.hitungan import Hitungan
from peserta.models.peserta import Peserta
from peserta.models.token import PANJANG_ID, id_publik

GARAM = "peserta.tautan"


class Pilihan(models.TextChoices):
    BERSEDIA = "bersedia", "Bersedia"
    TIDAK_BERSEDIA = "tidak_bersedia", "Tidak Bersedia"


class KonfirmasiQuerySet(models.QuerySet):
    def lengkap(self):
        """With the participant, the training, and `jam`, the database's clock at that moment."""
        return self.select_related("peserta__pelatihan").annotate(jam=JamBasisData())


class KonfirmasiManager(models.Manager.from_queryset(KonfirmasiQuerySet)):
    def dari_token(self, teks):
        """(confirmation, still good?) of a link whose signature is right.

        Raises DoesNotExist for anything that was never sent, all alike. A link that was
        revoked since is truly ours, so its holder may be told (second value False).
        """
        if (isi := token.urai(GARAM, teks)) is None:
            raise self.model.DoesNotExist
        publik, versi = isi
        konfirmasi = self.bernomor(publik)
        return konfirmasi, konfirmasi.versi == versi

    def bernomor(self, publik):
        """The one of that public id, as `lengkap`: what each page of a participant begins with.

        With `narahubung`, whom its training names ({nama, ponsel, surel}), and `minta_dukung`, does
        it ask for documents: all that the page of the question has to ask of the database.
        """
        konfirmasi = _bernomor.satu(publik=publik)
        if konfirmasi is None:
            raise self.model.DoesNotExist
        return konfirmasi

    def terkunci(self, peserta):
        """That of the participant of this number, or None: held until the transaction ends.

        As `bernomor`, and with `digantikan`: is somebody else already in this person's seat?
        `nomor_berikut`, that of the next proof; `bersedia`, how many come so far; and the keys of
        the rows that an answer adds (`pk_jawaban`, `pk_dokumen`, `pk_bukti`). The caller holds the
        training.
        """
        return _terkunci.satu(peserta=peserta)

    def terkunci_dengan_pelatihan(self, konfirmasi):
        """The same of this one, its training being locked first, in the same trip.

        Of the participant and the training it holds only what is asked under the lock; instead
        there is the version of each row (`versi_peserta`, `versi_pelatihan`), and `diminta`.
        """
        peserta = konfirmasi.peserta
        return _terkunci_ringkas.satu_sesudah(
            kunci_pelatihan, {"pk": peserta.pelatihan_id}, peserta=peserta.pk
        )


@tersusun
def _bernomor(*, publik):
    return _dengan_pelatihan().filter(id_publik=publik)


@tersusun
def _terkunci(*, peserta):
    semua = _untuk_menjawab(_dengan_pelatihan())
    return semua.select_for_update(of=["self"]).filter(peserta=peserta)


@tersusun
def _terkunci_ringkas(*, peserta):
    semua = (
        _untuk_menjawab(Konfirmasi.objects.lengkap())
        .only(*PERLU)
        .annotate(
            narahubung=_narahubung(),
            diminta=diminta(PELATIHAN),
            versi_peserta=versi_baris(Peserta),
            versi_pelatihan=versi_baris(Pelatihan),
        )
    )
    return semua.select_for_update(of=["self"]).filter(peserta=peserta)


#: what is asked of an answer under the lock
PERLU = (
    *("id_publik", "batas_sendiri", "jawaban_kini", "dijawab_pada"),
    *("peserta__dibatalkan_pada", "peserta__nomor_urut"),
    *("peserta__pelatihan__tahap", "peserta__pelatihan__batas_konfirmasi"),
)
PELATIHAN = OuterRef("peserta__pelatihan")


def _untuk_menjawab(semua):
    pengganti = Peserta.objects.filter(menggantikan=OuterRef("peserta"))
    bernomor = Peserta.objects.filter(pelatihan=PELATIHAN, nomor_urut__isnull=False)
    terbesar = Subquery(bernomor.order_by("-nomor_urut").values("nomor_urut")[:1])
    hitungan = Hitungan.objects.filter(pelatihan=PELATIHAN)
    jumlah = hitungan.values("pelatihan").annotate(n=Sum("bersedia")).values("n")
    return semua.annotate(
        digantikan=Exists(pengganti),
        nomor_berikut=Coalesce(terbesar, 0) + 1,
        bersedia=Coalesce(Subquery(jumlah), 0),
        pk_jawaban=NomorBaru("peserta_jawaban"),
        pk_dokumen=NomorBaru("pelatihan_dokumen"),
        pk_bukti=NomorBaru("peserta_buktiregistrasi"),
    )


def _narahubung():
    semua = Narahubung.objects.filter(pelatihan=PELATIHAN).order_by("pk")
    return ArraySubquery(semua.values(isi=JSONObject(nama="nama", ponsel="ponsel", surel="surel")))


def _dengan_pelatihan():
    return Konfirmasi.objects.lengkap().annotate(
        narahubung=_narahubung(),
        minta_dukung=Exists(DataDukung.objects.filter(pelatihan=PELATIHAN)),
        versi_peserta=versi_baris(Peserta),
    )


class JamBasisData(models.Func):
    """The database's clock itself, not the time at which the transaction began."""

    function = "clock_timestamp"
    output_field = models.DateTimeField()


class NomorBaru(models.Func):
    """The next key of a table, taken before its row is written."""

    template = "nextval(pg_get_serial_sequence(%(expressions)s, 'id'))"
    output_field = models.BigIntegerField()

    def __init__(self, tabel):
        super().__init__(models.Value(tabel))


class Konfirmasi(models.Model):
    """What one participant is asked: the link, the tries, the answer that holds now.

    `jawaban_kini` repeats the newest Jawaban for the lists; the answers themselves are
    append-only. Written only by peserta.alur. What lists need of it the database copies onto the
    Peserta, whose row it locks after this one.
    """

    peserta = models.OneToOneField(Peserta, models.PROTECT)
    id_publik = models.CharField(max_length=PANJANG_ID, unique=True, default=id_publik)
    versi = models.PositiveSmallIntegerField(default=1)
    diundang_pada = models.DateTimeField(default=timezone.now)
    putaran = models.PositiveSmallIntegerField(default=1)
    salah_coba = models.PositiveSmallIntegerField(default=0)
    terkunci_sampai = models.DateTimeField(null=True, blank=True)
    dibuka_pada = models.DateTimeField(null=True, blank=True)
    jawaban_kini = models.CharField(max_length=16, choices=Pilihan, blank=True)
    dijawab_pada = models.DateTimeField(null=True, blank=True)
    #: this person's own deadline: of a substitute, or of somebody for whom it was opened again
    batas_sendiri = models.DateTimeField(null=True, blank=True)

    objects = KonfirmasiManager()

    class Meta:
        verbose_name = verbose_name_plural = "konfirmasi"
        indexes = [
            models.Index(
                fields=["batas_sendiri"],
                condition=Q(batas_sendiri__isnull=False),
                name="konfirmasi_batas_sendiri",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="konfirmasi_jawaban_dengan_waktu",
                condition=Q(jawaban_kini="", dijawab_pada=None)
                | (~Q(jawaban_kini="") & Q(dijawab_pada__isnull=False)),
            )
        ]

    def __str__(self):
        return f"Konfirmasi {self.peserta_id}"

    @property
    def token(self):
        """Derived, never stored (peserta.models.token)."""
        return token.buat(GARAM, self.id_publik, self.versi)

    @property
    def tautan(self):
        return f"{ruang.situs()}/k/{self.token}/"

    def batas_pada(self, pelatihan):
        """This person's deadline: their own where they have one, else the training's."""
        return self.batas_sendiri or pelatihan.batas_konfirmasi

    @property
    def batas(self):
        return self.batas_pada(self.peserta.pelatihan)

    @property
    def bukti_berlaku(self):
        return self.bukti.filter(berlaku=True).select_related("dokumen", "jawaban").first()
