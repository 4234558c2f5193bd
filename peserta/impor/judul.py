"""Finding the heading row by its words: any order, any place, one row or several."""

import json
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from openpyxl.utils import get_column_letter

from peserta.aturan.kode import ACUAN
from peserta.aturan.teks import bersih
from peserta.impor import batas
from peserta.impor.hasil import BerkasDitolak

_KATA = json.loads((ACUAN / "kata_judul.json").read_text("utf-8"))
_HIASAN = frozenset(_KATA["hiasan"])
_GANTI = _KATA["ganti"]
#: words of columns about somebody or something else, and words that may trail behind a slash
_BUKAN, _EKOR = frozenset(_KATA["bukan"]), frozenset(_KATA["ekor"])
BIDANG = {bidang: isi["judul"] for bidang, isi in _KATA["bidang"].items()}
_PILIH = {bidang for bidang, isi in _KATA["bidang"].items() if isi.get("pilih")}
#: which of these make a sheet a list of people
_ORANG = {"nip", "nik", "nama", "nama_nip"}
#: two columns to tick, which mean nothing one without the other
_PASANGAN = {"kelamin_l", "kelamin_p"}
_PALING_DALAM = 3
#: no heading is longer
_PANJANG = 160
UTAMA, CADANGAN = 0, 1
_BUTIR = re.compile(r"^\s*\(?(?:\d{1,2}[.)]\s*(?=\S)|[A-Za-z][.)]\s+(?=\w{2}))")
_KURUNG = re.compile(r"\([^)]*\)?|\[[^\]]*\]?")
_DIKENAL = frozenset(
    {kata for kata in (*_GANTI, *_HIASAN) if len(kata) > 1 and kata.isalpha()}
    | {
        kata
        for isi in _KATA["bidang"].values()
        for ragam in (*isi["utama"], *isi.get("cadangan", ()), *isi.get("persis", ()))
        for kata in ragam.split()
        if len(kata) > 1
    }
)


@lru_cache(4096)
def _urai(kata):
    """The known words that a glued one ("NMPEGAWAI", "tgllhr") is made of, as few as can be."""
    if kata in _DIKENAL:
        return (kata,)
    pilihan = [
        (kata[:batas_kata], *sisa)
        for batas_kata in range(2, len(kata) - 1)
        if kata[:batas_kata] in _DIKENAL and (sisa := _urai(kata[batas_kata:]))
    ]
    return min(pilihan, key=len, default=())


def _kata(teks):
    rata = unicodedata.normalize("NFKC", bersih(teks)).casefold()
    rata = re.sub(r"\be[\s.‐-–-]*mail\b", "email", rata)
    for kata in re.findall(r"[^\W_]+", rata):
        for bagian in (kata in _GANTI and (kata,)) or _urai(kata[:40]) or (kata,):
            yield from _GANTI.get(bagian, bagian).split()


def normal(teks):
    """The words of a heading that tell it apart, whatever their order and ornament."""
    return _normal(teks[:_PANJANG])


@lru_cache(4096)
def _normal(teks):
    semua = frozenset(_kata(teks))
    return (semua - _HIASAN) or semua


@dataclass(frozen=True)
class Arti:
    """What a heading means: the field, and how good a name for it this is."""

    bidang: str
    mutu: int
    urutan: int


def _kamus():
    """By the words that tell apart, by all letters in a row, and by every word there is."""
    kamus, rapat, persis = {}, {}, {}
    for bidang, isi in _KATA["bidang"].items():
        for mutu, daftar in ((UTAMA, isi["utama"]), (CADANGAN, isi.get("cadangan", []))):
            for urutan, ragam in enumerate(daftar):
                kamus.setdefault(normal(ragam), Arti(bidang, mutu, urutan))
                rapat.setdefault(ragam.replace(" ", ""), Arti(bidang, mutu, urutan))
        for urutan, ragam in enumerate(isi.get("persis", ())):
            persis.setdefault(frozenset(_kata(ragam)), Arti(bidang, CADANGAN, urutan))
    return kamus, rapat, persis


_KAMUS, _RAPAT, _PERSIS = _kamus()


def kenali(teks):
    """The `Arti` of a heading, or None."""
    return _kenali(teks) if 0 < len(teks) <= _PANJANG else None


@lru_cache(4096)
def _kenali(teks):
    teks = _BUTIR.sub("", teks, count=1)
    if _BUKAN.intersection(_kata(teks)):
        return None
    return _cocok(teks) or _cocok(_KURUNG.sub(" ", teks)) or _cocok(_tanpa_ekor(teks))


def _cocok(teks):
    rapat = "".join(re.findall(r"[^\W_]+", teks.casefold()))
    return _PERSIS.get(frozenset(_kata(teks))) or _KAMUS.get(normal(teks)) or _RAPAT.get(rapat)


def _tanpa_ekor(teks):
    """ "Jabatan / TMT" is the column of the jabatan; "TMT Jabatan" is not."""
    depan, *ekor = re.split(r"[/,\n(]", teks)
    return depan if ekor and _EKOR.union(_HIASAN).issuperset(_kata(" ".join(ekor))) else ""


@dataclass
class Judul:
    """A heading found: the rows it takes, the column of each field, and what was not known."""

    awal: int
    akhir: int
    kolom: dict[str, int] = field(default_factory=dict)
    ganda: list[str] = field(default_factory=list)
    lain: list[str] = field(default_factory=list)
    bagian: dict[int, set] = field(default_factory=dict)

    @property
    def nilai(self):
        return len(self.kolom.keys() - {"no"})

    @property
    def layak(self):
        """Whether these really are headings of a list of people."""
        return self.nilai >= (2 if _ORANG & self.kolom.keys() else 3)

    @property
    def hilang(self):
        """The required columns that are not there."""
        ada = self.kolom.keys()
        return [
            BIDANG[bidang]
            for bidang, cukup in (
                ("nip", {"nip", "nik", "nama_nip"}),
                ("nama", {"nama", "nama_nip"}),
            )
            if not cukup & ada
        ]

    def pastikan_tunggal(self):
        if self.ganda:
            raise BerkasDitolak("KOLOM_GANDA", kolom=", ".join(self.ganda))


def ada_petunjuk(lembar):
    """Whether a visible sheet may be a list: somewhere at its top a heading of people stands."""
    return lembar.tampak and any(
        (arti := kenali(sel.teks)) and arti.bidang in _ORANG
        for baris in lembar.baris.values()
        for sel in baris.values()
    )


def cari(lembar):
    """The best heading in the first rows of a sheet, or None."""
    rata = {  # text above several columns, for headings in several rows
        (r1, kolom): c1
        for c1, r1, c2, _ in lembar.gabungan
        if r1 <= batas.BARIS_JUDUL and c2 > c1
        for kolom in range(c1, min(c2, batas.KOLOM) + 1)
    }
    calon = [
        _susun(lembar, nomor, dalam, rata)
        for dalam in range(1, _PALING_DALAM + 1)
        for nomor in lembar.baris
        if nomor <= batas.BARIS_JUDUL
    ]
    return max((j for j in calon if j.layak), key=lambda j: (j.nilai, -len(j.ganda)), default=None)


def _susun(lembar, awal, dalam, rata):
    judul = Judul(awal, awal + dalam - 1)
    baris = [(nomor, lembar.baris.get(nomor, {})) for nomor in range(awal, awal + dalam)]
    arti = {}
    for kolom in sorted({k for _, b in baris for k in b}):
        tumpukan = _tumpukan(baris, kolom, rata)
        teks = bersih(" ".join(t for t, _ in tumpukan))
        judul.bagian[kolom] = {normal(t) for t in (*(t for t, _ in tumpukan), teks)}
        arti[kolom] = (_kenali_tumpukan(tumpukan), teks)
    _bagikan(judul, arti)
    return judul


def _tumpukan(baris, kolom, rata):
    """The texts over a column, top down, each with whether it stands over others too."""
    tumpukan = []
    for urutan, (nomor, sel) in enumerate(baris):
        berlanjut = any(kolom in bawah for _, bawah in baris[urutan + 1 :])
        induk = rata.get((nomor, kolom), kolom) if berlanjut else kolom
        if induk in sel:
            tumpukan.append((sel[induk].teks, (nomor, kolom) in rata))
    return tumpukan


def _kenali_tumpukan(tumpukan):
    """What the texts say together; else what they say below the title of their group."""
    semua = " ".join(t for t, _ in tumpukan)
    if (arti := kenali(semua)) or _BUKAN.intersection(_kata(semua)):
        return arti
    for urutan, (_, kelompok) in enumerate(tumpukan[:-1]):
        if not kelompok:
            return None
        if arti := kenali(" ".join(t for t, _ in tumpukan[urutan + 1 :])):
            return arti
    return None


def _bagikan(judul, arti):
    """Give each field its column; of several candidates the better name wins, or none does."""
    for bidang in dict.fromkeys(a.bidang for a, _ in arti.values() if a):
        calon = sorted(
            (a.mutu, a.urutan if bidang in _PILIH else 0, kolom)
            for kolom, (a, _) in arti.items()
            if a and a.bidang == bidang
        )
        judul.kolom[bidang] = calon[0][2]
        sama = [c for c in calon[1:] if c[:2] == calon[0][:2] and c[0] == UTAMA]
        if sama and bidang != "no":
            judul.ganda.append(BIDANG[bidang])
    if not judul.kolom.keys() >= _PASANGAN or "jenis_kelamin" in judul.kolom:
        for bidang in _PASANGAN:
            judul.kolom.pop(bidang, None)
    terpakai = set(judul.kolom.values())
    judul.lain = [teks for kolom, (_, teks) in arti.items() if kolom not in terpakai and teks]


def nama_kolom(nomor):
    """How a column without a heading is called."""
    return f"kolom {get_column_letter(nomor)}"
