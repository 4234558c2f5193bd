"""What the words of a heading mean: the vocabulary of offices, ornament and misspellings."""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from peserta.aturan.kode import ACUAN
from peserta.aturan.teks import bersih

_KATA = json.loads((ACUAN / "kata_judul.json").read_text("utf-8"))
_HIASAN = frozenset(_KATA["hiasan"])
_GANTI = _KATA["ganti"]
#: words of columns about somebody or something else, and words that may trail behind a slash
BUKAN, _EKOR = frozenset(_KATA["bukan"]), frozenset(_KATA["ekor"])
BIDANG = {bidang: isi["judul"] for bidang, isi in _KATA["bidang"].items()}
#: what a field is called on the screen: the spelling of lists stays with lists
SEBUTAN = {**BIDANG, "email": "Surel"}
#: columns that hold several fields in one cell
SUSUNAN = {bidang: tuple(isi["isi"]) for bidang, isi in _KATA["bidang"].items() if "isi" in isi}
PILIH = {bidang for bidang, isi in _KATA["bidang"].items() if isi.get("pilih")}
#: words with which a column is not the field that its other words would make it
_KECUALI = {bidang: frozenset(isi.get("kecuali", ())) for bidang, isi in _KATA["bidang"].items()}
#: which of these make a sheet a list of people
ORANG = {"nip", "nik", "nama"} | {b for b, isi in SUSUNAN.items() if {"nip", "nama"} & {*isi}}
#: no heading is longer
_PANJANG = 160
UTAMA, CADANGAN = 0, 1
_BUTIR = re.compile(r"^\s*\(?(?:\d{1,2}[.)]\s*(?=\S)|[A-Za-z][.)]\s+(?=\w{2}))")
_PEMISAH = re.compile(r"[/,\n(&+]|\bdan\b", re.IGNORECASE)
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


def _salah_ketik():
    """{a frequent word with one letter left out or doubled, or two swapped: that word}."""
    salah = {}
    for kata in _KATA["sering"]:
        for n in range(1, len(kata)):
            for ragam in (
                kata[:n] + kata[n + 1 :],
                kata[:n] + kata[n] + kata[n:],
                kata[:n] + kata[n : n + 2][::-1] + kata[n + 2 :],
            ):
                salah.setdefault(ragam, kata)
    dikenal = _DIKENAL | _HIASAN | BUKAN | _EKOR
    return {ragam: kata for ragam, kata in salah.items() if ragam not in dikenal}


_SALAH_KETIK = _salah_ketik()


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
    for tulisan in re.findall(r"[^\W_]+|#", rata):
        kata = _SALAH_KETIK.get(tulisan, tulisan)
        for bagian in (kata in _GANTI and (kata,)) or _urai(kata[:40]) or (kata,):
            yield from _GANTI.get(bagian, bagian).split()


def normal(teks):
    """The words of a heading that tell it apart, whatever their order and ornament."""
    return _normal(teks[:_PANJANG])


@lru_cache(4096)
def _normal(teks):
    semua = frozenset(_kata(teks))
    return (semua - _HIASAN) or semua


def kata_bukan(teks):
    """The words that say whose column this is instead: "atasan", "lama", "panitia"."""
    return BUKAN.intersection(_kata(teks))


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
    if kata_bukan(teks):
        return None
    return _cocok(teks) or _cocok(_KURUNG.sub(" ", teks)) or _cocok(_tanpa_ekor(teks))


def _cocok(teks):
    rapat = "".join(re.findall(r"[^\W_]+", teks.casefold()))
    arti = _PERSIS.get(frozenset(_kata(teks))) or _KAMUS.get(normal(teks)) or _RAPAT.get(rapat)
    if arti and (_KECUALI[arti.bidang].intersection(_kata(teks)) or _nama_dan_lain(teks, arti)):
        return None
    return arti


def _nama_dan_lain(teks, arti):
    """Whether "Nama/Jabatan" would pass for "Nama Jabatan", and put people where posts belong."""
    depan, *ekor = _PEMISAH.split(teks)
    return bool(ekor) and arti.bidang not in ORANG and normal(depan) == {"nama"}


def _tanpa_ekor(teks):
    """ "Jabatan / TMT" is the column of the jabatan; "TMT Jabatan" is not."""
    depan, *ekor = _PEMISAH.split(teks)
    boleh = _HIASAN if normal(depan) == {"nama"} else _EKOR | _HIASAN
    return depan if ekor and boleh.issuperset(_kata(" ".join(ekor))) else ""
