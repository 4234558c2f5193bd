"""Long tables as PDF pages, drawn row by row, behind a document that was laid out with care.

A thousand rows laid out as HTML cost a minute and half a gigabyte. Here each is a few strings at
known places. The pages carry their fonts, but no tags: what is read aloud are the pages in front.
"""

import functools
import io
import re
from dataclasses import dataclass

import pikepdf
from django.conf import settings
from fontTools.ttLib import TTFont as HurufAsal
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from eregistrasi.alat import aksara
from eregistrasi.alat.pdf import CADANGAN, UTAMA

LEBAR, TINGGI = 297 * mm, 210 * mm
TEPI, ATAS, BAWAH = 14 * mm, 14 * mm, 16 * mm
UKURAN, JARAK, SELA = 8, 10.5, 2.3  # points: letters, from line to line, above and below a row
TINTA, ABU, JUDUL = "#000000", "#333333", "#132a4a"
GARIS_KEPALA, GARIS_BARIS = "#777777", "#aaaaaa"
SEDIKIT = 3  # rows that the last page of a table holds at least
PECAHAN = re.compile(r"[^\s/\-]+[/\-]*|[/\-]+|\s+")


@dataclass
class Tabel:
    """One list: its title, a line below it, headings, widths in millimetres (0: what is left)."""

    judul: str
    sub: str
    kepala: list
    lebar: list
    baris: list
    kosong: str = "Tidak ada."


def bisa(teks):
    """Can these letters be drawn one after the other? Some scripts have to be composed."""
    return not aksara.keluarga(teks)


def susun(tabel):
    """Lay the tables out. Returns the pages, for `gambar`; their number is what is asked first."""
    halaman = []
    for satu in tabel:
        halaman += _halaman(satu)
    return halaman


def gambar(halaman, *, kaki, awal, jumlah, judul):
    """Draw laid-out pages: bytes of a PDF. The same pages give the same bytes.

    kaki          what stands at the foot of each page
    awal, jumlah  the number of the first page, and of how many in all
    """
    hasil = io.BytesIO()
    huruf = _muka(*UTAMA)[0]
    kanvas = Canvas(hasil, pagesize=(LEBAR, TINGGI), invariant=1, initialFontName=huruf)
    kanvas.setTitle(judul)
    for nomor, isi in enumerate(halaman, awal):
        for x, y, huruf, ukuran, warna, teks in isi.teks:
            kanvas.setFont(huruf, ukuran)
            kanvas.setFillColor(warna)
            kanvas.drawString(x, y, teks)
        for y, tebal, warna in isi.garis:
            kanvas.setLineWidth(tebal)
            kanvas.setStrokeColor(warna)
            kanvas.line(TEPI, y, LEBAR - TEPI, y)
        kanvas.setFont(muka_huruf(kaki), 7.5)
        kanvas.setFillColor(ABU)
        kanvas.drawString(TEPI, 9 * mm, kaki)
        kanvas.drawRightString(LEBAR - TEPI, 9 * mm, f"{nomor} dari {jumlah}")
        kanvas.showPage()
    kanvas.save()
    return hasil.getvalue()


def gabung(depan, belakang):
    """The pages of `belakang` behind those of `depan`, which keeps its files, tags and identifier.

    The whole is PDF/A-3b: what is said of tags (3a, PDF/UA) is true of the front pages only.
    """
    hasil = io.BytesIO()
    with pikepdf.open(io.BytesIO(depan)) as utama, pikepdf.open(io.BytesIO(belakang)) as lanjut:
        utama.pages.extend(lanjut.pages)
        xmp = utama.Root.Metadata.read_bytes()
        xmp = xmp.replace(b'pdfaid:conformance="A"', b'pdfaid:conformance="B"')
        xmp = re.sub(rb"<pdfuaid:part>\d+</pdfuaid:part>\s*", b"", xmp)
        utama.Root.Metadata = utama.make_stream(
            xmp, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
        )
        utama.save(hasil, deterministic_id=True)
    return hasil.getvalue()


def jumlah_halaman(isi):
    with pikepdf.open(io.BytesIO(isi)) as buku:
        return len(buku.pages)


class _Halaman:
    """One page while it is filled from above."""

    def __init__(self):
        self.teks, self.garis, self.y = [], [], TINGGI - ATAS

    def tulis(self, teks, ukuran, warna, turun):
        self.y -= turun
        self.teks.append((TEPI, self.y, muka_huruf(teks), ukuran, warna, teks))


def _halaman(tabel):
    lebar = _lebar(tabel.lebar)
    kini = _Halaman()
    kini.tulis(tabel.judul, 11.5, JUDUL, 11.5)
    kini.tulis(tabel.sub, 9, ABU, 13)
    kini.y -= 6
    if not tabel.baris:
        kini.tulis(tabel.kosong, 9, TINTA, 12)
        return [kini]
    kepala = _pecah_baris(tabel.kepala, lebar)
    baris = [_pecah_baris(satu, lebar) for satu in tabel.baris]
    muat = TINGGI - ATAS - BAWAH - _tinggi(kepala)
    semua = []
    for isi in _bagi(baris, kini.y - BAWAH - _tinggi(kepala), muat):
        semua.append(kini)
        _baris(kini, kepala, lebar, kepala=True)
        for satu in isi:
            _baris(kini, satu, lebar)
        kini = _Halaman()
    return semua


def _bagi(baris, pertama, lain):
    """Rows by page, by the room of the first and of the others; none ends with a row or two."""
    halaman, sisa = [[]], pertama
    for satu in baris:
        if _tinggi(satu) > sisa and halaman[-1]:
            halaman.append([])
            sisa = lain
        halaman[-1].append(satu)
        sisa -= _tinggi(satu)
    while len(halaman) > 1 and len(halaman[-1]) < SEDIKIT < len(halaman[-2]):
        halaman[-1].insert(0, halaman[-2].pop())
    return halaman


def _lebar(lebar):
    """Widths in points; the column without one takes what is left."""
    sisa = LEBAR - 2 * TEPI - sum(lebar) * mm
    return [n * mm if n else sisa for n in lebar]


def _tinggi(isi):
    return max(len(sel) for sel in isi) * JARAK + 2 * SELA


def _baris(halaman, isi, lebar, *, kepala=False):
    """One row from the present height downwards, with its rule."""
    if kepala:
        halaman.garis.append((halaman.y, 0.5, GARIS_KEPALA))
    x, warna = TEPI, ABU if kepala else TINTA
    for sel, muat in zip(isi, lebar, strict=True):
        for n, teks in enumerate(sel):
            y = halaman.y - SELA - UKURAN - n * JARAK
            halaman.teks.append((x, y, muka_huruf(teks), UKURAN, warna, teks))
        x += muat
    halaman.y -= _tinggi(isi)
    tebal, rupa = (0.5, GARIS_KEPALA) if kepala else (0.25, GARIS_BARIS)
    halaman.garis.append((halaman.y, tebal, rupa))


def _pecah_baris(baris, lebar):
    return [_pecah(_terbaca(str(t)), muat - 1.8 * mm) for t, muat in zip(baris, lebar, strict=True)]


@functools.lru_cache(20_000)
def _pecah(teks, muat):
    """The text in lines no wider than `muat`: at spaces, after strokes, in need inside a word."""
    huruf, hasil, kini, panjang = muka_huruf(teks), [], "", 0.0
    for kata in PECAHAN.findall(teks):
        lebar = _ukur(kata, huruf)
        if panjang + lebar > muat and kini.strip():
            hasil.append(kini.strip())
            kini, panjang = "", 0.0
            if kata.isspace():
                continue
        while lebar > muat:
            potong = _muat(kata, huruf, muat)
            hasil.append(kata[:potong])
            kata = kata[potong:]
            lebar = _ukur(kata, huruf)
        kini, panjang = kini + kata, panjang + lebar
    return [*hasil, kini.strip()] if kini.strip() or not hasil else hasil


def _muat(kata, huruf, muat):
    """How many letters of a word that is too long fit into one line; at least one."""
    n = 1
    while n < len(kata) and _ukur(kata[: n + 1], huruf) <= muat:
        n += 1
    return n


@functools.lru_cache(50_000)
def _ukur(kata, huruf):
    return pdfmetrics.stringWidth(kata, huruf, UKURAN)


def _terbaca(teks):
    """Without what cannot be drawn; a letter that neither face has is named by its number."""
    return aksara.tandai_asing(" ".join(teks.split()), [UTAMA[1], CADANGAN[1]])


def muka_huruf(teks):
    """The face of a text: the one of the papers, or the one of wide coverage."""
    utama, isi = _muka(*UTAMA)
    return utama if all(ord(h) in isi for h in teks) else _muka(*CADANGAN)[0]


@functools.cache
def _muka(nama, berkas):
    """(name registered with the drawing engine, code points it holds). Read once."""
    asal = HurufAsal(settings.BASE_DIR / berkas)
    asal.flavor = None  # a compressed web font becomes a plain one
    polos = io.BytesIO()
    asal.save(polos)
    polos.seek(0)
    pdfmetrics.registerFont(TTFont(nama, polos))
    return nama, frozenset(asal.getBestCmap())
