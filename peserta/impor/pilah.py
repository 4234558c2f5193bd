"""Telling rows of people from all the rest that office lists hold: repeated headings, column
numbers, group titles, totals, signature blocks. What is left out is named, never dropped."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from peserta.impor.blok import satukan
from peserta.impor.kata import ORANG, SUSUNAN, normal
from peserta.impor.lembar import SEL_KOSONG, Sel
from peserta.impor.susun import pisah

_NOMOR = re.compile(r"\(?\s*(\d{1,2}|[a-z])\s*[).]?(?:\s*=.*)?", re.IGNORECASE)
_CONTOH = re.compile(r"\W*contoh\s*(?:[:\-–]|$)", re.IGNORECASE)
_PENUTUP = re.compile(
    r"\W*(?:(?:sub|grand)\s*total|jumlah|total|rekap|catatan|keterangan)\b", re.IGNORECASE
)
_KURUNG = re.compile(r"\s*(?:\(.*\)|\[.*\])\s*", re.DOTALL)
#: what stands under a list: who signs it where, who gets a copy
_TANDA_TANGAN = re.compile(
    r"\b(?:mengetahui|menyetujui|hormat|tembusan|demikian|ditandatangani|tanda tangan|ttd|nip"
    r"|kepala|kabag|kabid|karo|kasub\w*|ketua|sekretaris|direktur|pejabat|panitia|pimpinan|plt|plh|a\.?n)\b"
    r"|,\s*(?:\d{1,2}\s+\w+\s+\d{4}|[.…_]{2,})",
    re.IGNORECASE,
)
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
    lanjutan: bool = False
    urutan: Sel = SEL_KOSONG
    mentah: dict[int, Sel] = field(default_factory=dict)

    @property
    def bernomor(self):
        return bool(re.fullmatch(r"\d{1,4}\.?", self.urutan.teks.strip()))

    @cached_property
    def beridentitas(self):
        if any(mirip_nomor(self.isi[b]) for b in ("nip", "nik") if b in self.isi):
            return True
        return bool(self.terurai.get("nip"))

    @cached_property
    def terurai(self):
        """The name and number in a cell that holds both."""
        susunan = [b for b in self.isi if b in SUSUNAN and b in ORANG]
        return {k: v for b in susunan for k, v in pisah(b, self.isi[b]).items() if v}

    @property
    def nomor_saja(self):
        """A line numbered beforehand and never filled in."""
        return self.bernomor and not self.bernama

    @property
    def bernama(self):
        return "nama" in self.isi or "nama" in self.terurai


@dataclass
class Letak:
    """Where the reading stands: the last row of a person, the last row with anything, and
    whether the closing lines below the list have begun."""

    ekor: int
    terakhir: int
    ditutup: bool = False

    def di_ekor(self, c):
        return c.nomor > self.ekor

    def berjarak(self, c):
        return self.ditutup or c.nomor > self.terakhir + 1

    def lalui(self, c):
        self.terakhir = c.nomor
        if c.lanjutan:
            return
        if self.di_ekor(c) and c.lewat and not c.nomor_saja:
            self.ditutup = True


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
    satukan(calon, lembar, judul)
    ekor = max((c.nomor for c in calon if c.beridentitas and c.bernama), default=0)
    letak = Letak(ekor=ekor, terakhir=judul.akhir)
    for c in calon:
        c.lewat = c.lewat or _alasan_lewat(c, judul, letak)
        letak.lalui(c)
    _turunkan_gabungan(calon, lembar, judul)
    return calon


def _alasan_lewat(c, judul, letak):
    if _judul_ulang(c, judul):
        return "JUDUL_ULANG"
    if _nomor_kolom(c):
        return "NOMOR_KOLOM"
    nama = [sel for b, sel in c.isi.items() if b == "nama" or b in SUSUNAN]
    if any(_CONTOH.match(sel.teks) for sel in (c.urutan, *nama)):
        return "BARIS_CONTOH"
    return "BUKAN_DATA" if _bukan_data(c, judul, letak) else ""


def _judul_ulang(c, judul):
    if c.beridentitas:
        return False
    sama = sum(normal(s.teks) in judul.bagian.get(k, ()) for k, s in c.mentah.items() if s.teks)
    return sama >= 2 and sama * 2 >= len(c.mentah)


def _nomor_kolom(c):
    """1, 2, 3 … or a, b, c … under the headings, in brackets or not."""
    tanda = [_NOMOR.fullmatch(sel.teks.strip()) for _, sel in sorted(c.mentah.items())]
    if len(tanda) < 2 or not all(tanda):
        return False
    deret = [t[1].casefold().zfill(2) for t in tanda]
    return deret == sorted(set(deret)) and len({t.isdigit() for t in deret}) == 1


def _bukan_data(c, judul, letak):
    if not c.isi or _keterangan(c):
        return True
    if len(c.isi) > 2 or (c.bernomor and c.bernama and not letak.ditutup):
        return False
    if c.beridentitas:
        return letak.di_ekor(c) and not c.bernama and (letak.berjarak(c) or _berlabel_nip(c))
    if not c.bernama:
        return True
    if len(c.isi) == 2:
        return letak.di_ekor(c) and (letak.berjarak(c) or _bertanda_tangan(c))
    return len(judul.kolom) >= _KOLOM_BANYAK or (letak.di_ekor(c) and letak.berjarak(c))


def _keterangan(c):
    """A total, a note, or how to fill in the columns above."""
    if c.beridentitas:
        return False
    teks = [sel.teks for _, sel in sorted(c.mentah.items())]
    return bool(_PENUTUP.match(teks[0])) or all(map(_KURUNG.fullmatch, teks))


def _bertanda_tangan(c):
    return any(_TANDA_TANGAN.search(sel.teks) for sel in c.isi.values())


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
