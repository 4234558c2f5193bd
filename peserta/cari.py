"""Finding people and trainings by whatever somebody types: one law for every search box.

Only what the caller hands in as visible is ever looked at. Words of a name may be cut short and
stand in any order (of one or two letters: the beginning of a word); accents and apostrophes do not
matter (`rata`). Numbers are recognised by their shape.
"""

import re
from dataclasses import dataclass, field

from django.db.models import Q, TextField, Value
from django.db.models.functions import Concat, Lower, StrIndex
from django.db.models.lookups import GreaterThan

from eregistrasi.alat import kode as alat_kode
from eregistrasi.alat.rata import Rata, rata
from eregistrasi.alat.sandi import sidik_rahasia
from pelatihan.models import Dokumen, Pelatihan
from peserta.models import BuktiRegistrasi, Peserta

KETIKAN_MAKS = 100  # characters; whoever types more is not looking for a name
PANJANG_MIN = 2  # fewer letters name nobody
PESERTA_MAKS = 50  # more is no answer: the question is to be narrowed down
PELATIHAN_MAKS = 20
PANJANG_NIP, PANJANG_NIK = 18, 16
ANGKA = re.compile("[0-9]{4,}")
NOMOR = re.compile(r"(?=.*\d)(?=.*/).+")  # of a proof or a letter: figures and a slash
# Without three letters or figures in a row a word holds no trigram, and the index would be read
# from end to end: slower than not to use it.
ADA_TRIGRAM = re.compile("[0-9a-z]{3}")
# But the beginning of a word holds one, the blank before it included.
AWAL_KATA = re.compile("[0-9a-z]{1,2}")
_NOMOR_PELATIHAN = ("kode", "kode_pelatihan", "pemanggilan_nomor", "nota_dinas__nomor")

_BAHAN_PELATIHAN = Concat(
    "nama",
    Value(" Angkatan "),
    "angkatan",
    Value(" Tahun "),
    "tahun",
    *(b for nomor in _NOMOR_PELATIHAN for b in (Value(" "), nomor)),
    output_field=TextField(),
)


@dataclass
class Temuan:
    """What a search found, at most so much of each kind; `lebih_*` says that there is more."""

    peserta: list = field(default_factory=list)
    pelatihan: list = field(default_factory=list)
    lebih_peserta: bool = False
    lebih_pelatihan: bool = False

    def __bool__(self):
        return bool(self.peserta or self.pelatihan)


def rapikan(teks):
    """What somebody typed, without what the database cannot hold or nobody would look for."""
    return " ".join(teks.replace("\0", "").split())[:KETIKAN_MAKS].strip()


def terlalu_pendek(teks):
    return len(rata(teks).strip()) < PANJANG_MIN


def satu_huruf(teks):
    """One letter or figure alone: half of all names hold it."""
    return bool(re.fullmatch("[0-9a-z]", rata(teks).strip()))


def cari(teks, terlihat):
    """Search all that a person may see. terlihat: their Pelatihan. Returns a Temuan.

    The number of queries does not grow with what is found.
    """
    urut = (Lower("nama"), "-pelatihan", "pk")
    milik = Peserta.objects.filter(pelatihan__in=terlihat)
    # Thousands may match: only the few that are shown are read and joined.
    ditemukan = cari_peserta(milik, teks).order_by(*urut).values("pk")[: PESERTA_MAKS + 1]
    peserta = list(
        Peserta.objects.filter(pk__in=ditemukan)
        .select_related("konfirmasi", "pelatihan")
        .order_by(*urut)
    )
    pelatihan = list(
        cari_pelatihan(terlihat.select_related("nota_dinas"), teks).order_by("-pk")[
            : PELATIHAN_MAKS + 1
        ]
    )
    return Temuan(
        peserta[:PESERTA_MAKS],
        pelatihan[:PELATIHAN_MAKS],
        len(peserta) > PESERTA_MAKS,
        len(pelatihan) > PELATIHAN_MAKS,
    )


def cari_peserta(semua, teks):
    """Of `semua` (Peserta) those whom the text means.

    In this order: NIP, NIK or NRP (spaces, dots and hyphens are forgiven), kode verifikasi of a
    proof, number of a proof, words of name or address. A NIK is known by its fingerprint only,
    so it must be whole.
    """
    angka = re.sub(r"[\s.'’-]", "", teks)
    if ANGKA.fullmatch(angka):
        return semua.filter(_menurut_angka(angka))
    if kode := _kode(teks):
        bukti = BuktiRegistrasi.objects.filter(dokumen__kode=kode)
    elif NOMOR.fullmatch(teks):
        bukti = BuktiRegistrasi.objects.filter(nomor__icontains=teks)
    else:
        return _menurut_kata(semua, teks)
    return semua.filter(konfirmasi__in=bukti.values("konfirmasi"))


def cari_pelatihan(semua, teks):
    """Of `semua` (Pelatihan) those whom the text means.

    By kode verifikasi of any of their papers, else by words of name, angkatan, year, codes, and
    numbers of nota dinas, surat pemanggilan and report.
    """
    if kode := _kode(teks):
        return semua.filter(
            pk__in=Dokumen.objects.filter(kode=kode)
            .exclude(jenis=Dokumen.Jenis.BUKTI)
            .values("pelatihan")
        )
    semua = semua.alias(bahan=Rata(_BAHAN_PELATIHAN))
    kata = Q(*(Q(bahan__contains=k) for k in rata(teks).split()))
    if re.search(r"\d", teks):
        kata |= Q(pk__in=Pelatihan.objects.filter(laporan__nomor__icontains=teks).values("pk"))
    return semua.filter(kata)


def _menurut_angka(angka):
    if len(angka) == PANJANG_NIP:
        return Q(nip=angka)
    sebagian = Q(nip__contains=angka) | Q(nrp__contains=angka)
    if len(angka) == PANJANG_NIK:
        sebagian |= Q(nik_sidik=sidik_rahasia(angka))
    return sebagian


def _kode(teks):
    """The kode verifikasi that this is, alone or at the end of the address of its check page."""
    kode = alat_kode.rapikan(re.sub(r"[?#].*$", "", teks).rstrip("/").rpartition("/")[2])
    ada_angka = any(huruf.isdecimal() for huruf in kode)
    return kode if ada_angka and alat_kode.sah(kode) else None


def _kata_nama(teks):
    """The words to look for in a name; degrees are columns of their own, so they are left out.

    `Dr. Hj. Nur'aini Latuconsina, S.H., M.Hum.` as it stands on a page asks for two words.
    """
    nama = teks.partition(",")[0].split() or teks.split()
    return rata(" ".join([k for k in nama if not k.endswith(".")] or nama)).split()


def _menurut_kata(semua, teks):
    for kata in _kata_nama(teks):
        if ADA_TRIGRAM.search(kata):
            semua = semua.filter(rata__contains=kata)
        elif AWAL_KATA.fullmatch(kata):
            semua = semua.filter(rata__regex=f"(^|[ .-]){kata}")
        else:
            semua = semua.filter(GreaterThan(StrIndex("rata", Value(kata)), 0))
    return semua
