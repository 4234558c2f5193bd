"""Telling rows of people from all the rest that office lists hold: repeated headings, column
numbers, group titles, totals, signature blocks. What is left out is named, never dropped."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from peserta.impor.judul import normal
from peserta.impor.lembar import SEL_KOSONG, Sel

_NOMOR = re.compile(r"\(?\s*(\d{1,2})\s*[).]?")
_CONTOH = re.compile(r"\W*contoh\s*(?:[:\-–]|$)", re.IGNORECASE)
_PENUTUP = re.compile(r"\W*(?:sub\s*total|jumlah|total|rekap|catatan|keterangan)\b", re.IGNORECASE)
_HURUF_NOMOR = re.compile(r"nip|nik|ni\s?pppk|e\+?", re.IGNORECASE)
#: what one merged cell may say for several people
_TURUN = ("golongan", "pangkat", "jabatan", "unit_kerja", "instansi", "tempat_lahir", "email", "hp")
#: with fewer columns a lone name is still a person
_KOLOM_BANYAK = 4


@dataclass
class Calon:
    """A row below the heading: its cells by field, or the code under which it is skipped."""

    nomor: int
    isi: dict[str, Sel]
    lewat: str = ""
    gabung: bool = False
    urutan: Sel = SEL_KOSONG
    mentah: dict[int, Sel] = field(default_factory=dict)

    @property
    def bernomor(self):
        return bool(re.fullmatch(r"\d{1,4}\.?", self.urutan.teks.strip()))

    @cached_property
    def beridentitas(self):
        return any(mirip_nomor(self.isi[b]) for b in ("nip", "nik", "nama_nip") if b in self.isi)

    @property
    def bernama(self):
        return "nama" in self.isi or "nama_nip" in self.isi


def mirip_nomor(sel):
    """Whether a cell looks like an attempt at a NIP or NIK."""
    if sel.galat or (isinstance(sel.nilai, int | float) and not isinstance(sel.nilai, bool)):
        return True
    huruf = re.sub(r"[^a-z]", "", _HURUF_NOMOR.sub("", sel.teks.casefold()))
    return sum(map(str.isdigit, sel.teks)) >= 5 and len(huruf) <= 3


def pilah(lembar, judul):
    """Every non-blank row below the heading, in order."""
    bidang = {kolom: nama for nama, kolom in judul.kolom.items()}
    calon = []
    for nomor in sorted(n for n in lembar.baris if n > judul.akhir):
        mentah = lembar.baris[nomor]
        isi = {bidang[k]: sel for k, sel in mentah.items() if k in bidang}
        urutan = isi.pop("no", SEL_KOSONG)
        calon.append(Calon(nomor, isi, urutan=urutan, mentah=mentah))
    ekor = max((c.nomor for c in calon if c.beridentitas and c.bernama), default=0)
    isi_sebelum = judul.akhir
    for c in calon:
        c.lewat = _alasan_lewat(c, judul, ekor, berjarak=c.nomor > isi_sebelum + 1)
        isi_sebelum = c.nomor
        if c.nomor > ekor and c.lewat:  # what follows a signature block belongs to it
            isi_sebelum = 0
    _turunkan_gabungan(calon, lembar, judul)
    return calon


def _alasan_lewat(c, judul, ekor, *, berjarak):
    if _judul_ulang(c, judul):
        return "JUDUL_ULANG"
    if _nomor_kolom(c):
        return "NOMOR_KOLOM"
    if any(
        _CONTOH.match(s.teks) for s in (c.urutan, c.isi.get("nama"), c.isi.get("nama_nip")) if s
    ):
        return "BARIS_CONTOH"
    return "BUKAN_DATA" if _bukan_data(c, judul, c.nomor > ekor, berjarak) else ""


def _judul_ulang(c, judul):
    if c.beridentitas:
        return False
    sama = sum(normal(s.teks) in judul.bagian.get(k, ()) for k, s in c.mentah.items() if s.teks)
    return sama >= 2 and sama * 2 >= len(c.mentah)


def _nomor_kolom(c):
    """1, 2, 3 … under the headings, in brackets or not."""
    angka = [_NOMOR.fullmatch(sel.teks.strip()) for _, sel in sorted(c.mentah.items())]
    if len(angka) < 2 or not all(angka):
        return False
    deret = [int(a[1]) for a in angka]
    return deret == sorted(set(deret))


def _bukan_data(c, judul, di_ekor, berjarak):
    if not c.isi:
        return True
    pertama = next(sel.teks for _, sel in sorted(c.mentah.items()))
    if _PENUTUP.match(pertama) and not c.beridentitas:
        return True
    if len(c.isi) > 2 or (c.bernomor and c.bernama):
        return False
    if c.beridentitas:
        return di_ekor and not c.bernama and (berjarak or _berlabel_nip(c))
    if not c.bernama or len(c.isi) == 2:
        return di_ekor or not c.bernama
    return len(judul.kolom) >= _KOLOM_BANYAK or (di_ekor and berjarak)


def _berlabel_nip(c):
    """ "NIP. 1970…" stands below a signature; in the column NIP people leave the label out."""
    return "nip" in c.isi and c.isi["nip"].teks.strip().casefold().startswith("nip")


def _turunkan_gabungan(calon, lembar, judul):
    """Let a vertically merged cell speak for every row that it covers."""
    bidang = {judul.kolom[b]: b for b in _TURUN if b in judul.kolom}
    nomor = [c.nomor for c in calon]
    for kolom, atas, _, bawah in lembar.gabungan:
        if kolom not in bidang or bawah == atas or atas <= judul.akhir:
            continue
        asal = lembar.baris.get(atas, {}).get(kolom)
        if asal is None:
            continue
        for c in calon[bisect_left(nomor, atas + 1) : bisect_right(nomor, bawah)]:
            if not c.lewat and bidang[kolom] not in c.isi:
                c.isi[bidang[kolom]] = asal
                c.gabung = True
