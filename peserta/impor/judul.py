"""Finding the heading row by its words: any order, any place, one row or several."""

import json
import re
import unicodedata
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from peserta.aturan.kode import ACUAN
from peserta.aturan.teks import bersih
from peserta.impor import batas
from peserta.impor.hasil import BerkasDitolak

_KATA = json.loads((ACUAN / "kata_judul.json").read_text("utf-8"))
_HIASAN = frozenset(_KATA["hiasan"])
BIDANG = {bidang: isi["judul"] for bidang, isi in _KATA["bidang"].items()}
_PILIH = {bidang for bidang, isi in _KATA["bidang"].items() if isi.get("pilih")}
#: which of these make a sheet a list of people
_ORANG = {"nip", "nik", "nama", "nama_nip"}
_PALING_DALAM = 3
UTAMA, CADANGAN = 0, 1


def _kata(teks):
    rata = unicodedata.normalize("NFKC", bersih(teks)).casefold()
    rata = re.sub(r"\be[\s.‐-–-]*mail\b", "email", rata)
    for kata in re.findall(r"[^\W_]+", rata):
        yield from _KATA["ganti"].get(kata, kata).split()


def normal(teks):
    """The words of a heading that tell it apart, whatever their order and ornament."""
    semua = frozenset(_kata(teks))
    return (semua - _HIASAN) or semua


@dataclass(frozen=True)
class Arti:
    """What a heading means: the field, and how good a name for it this is."""

    bidang: str
    mutu: int
    urutan: int


def _kamus():
    kamus, rapat = {}, {}
    for bidang, isi in _KATA["bidang"].items():
        for mutu, daftar in ((UTAMA, isi["utama"]), (CADANGAN, isi.get("cadangan", []))):
            for urutan, ragam in enumerate(daftar):
                kamus.setdefault(normal(ragam), Arti(bidang, mutu, urutan))
                rapat.setdefault(ragam.replace(" ", ""), Arti(bidang, mutu, urutan))
    return kamus, rapat


_KAMUS, _RAPAT = _kamus()


def kenali(teks):
    """The `Arti` of a heading, or None."""
    if not teks or len(teks) > 120:
        return None
    for calon in (teks, re.sub(r"\([^)]*\)?|\[[^\]]*\]?", " ", teks)):
        rapat = "".join(re.findall(r"[^\W_]+", calon.casefold()))
        if arti := _KAMUS.get(normal(calon)) or _RAPAT.get(rapat):
            return arti
    return None


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
    rata = {  # text above several columns, for headings in two rows
        (r1, kolom): c1
        for c1, r1, c2, _ in lembar.gabungan
        if r1 <= batas.BARIS_JUDUL
        for kolom in range(c1 + 1, min(c2, batas.KOLOM) + 1)
    }
    calon = [
        _susun(lembar, nomor, dalam, rata)
        for dalam in range(1, _PALING_DALAM + 1)
        for nomor in lembar.baris
        if nomor <= batas.BARIS_JUDUL
    ]
    return max((j for j in calon if j.layak), key=lambda j: j.nilai, default=None)


def _susun(lembar, awal, dalam, rata):
    judul = Judul(awal, awal + dalam - 1)
    baris = [lembar.baris.get(nomor, {}) for nomor in range(awal, awal + dalam)]
    arti = {}
    for kolom in sorted({k for b in baris for k in b}):
        bawah = [b[kolom].teks for b in baris[1:] if kolom in b]
        induk = rata.get((awal, kolom), kolom) if bawah else kolom
        atas = [baris[0][induk].teks] if induk in baris[0] else []
        teks = bersih(" ".join(atas + bawah))
        judul.bagian[kolom] = {normal(t) for t in (*atas, *bawah, teks)}
        arti[kolom] = (kenali(teks), teks)
    _bagikan(judul, arti)
    return judul


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
    terpakai = set(judul.kolom.values())
    judul.lain = [teks for kolom, (_, teks) in arti.items() if kolom not in terpakai and teks]


def nama_kolom(nomor):
    """How a column without a heading is called."""
    return f"kolom {get_column_letter(nomor)}"
