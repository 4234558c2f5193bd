"""Rows to spreadsheets. What people typed is text, never a formula.

A value that begins like a formula (= + - @, a tab, a full-width ＝) stays the text it is: its
cell is a string cell and carries Excel's own "quote prefix", the mark that a typed apostrophe
leaves. Nothing is put in front of the value, so who copies it out gets what was typed.
"""

import datetime as dt
import io
import itertools
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins

from eregistrasi.alat import ruang

# What XML cannot hold or a reader of cells would trip over; tabs and line ends become spaces.
TAK_TERTULIS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
SELA = re.compile("[\t\r\n]+")
RUMUS = tuple("=+-@#＝＋－＠")
ANGKA_PANJANG = re.compile(r"\d{10,}")
NAMA_TERLARANG = re.compile(r"[\[\]:*?/\\]")
LEBAR_MIN, LEBAR_MAKS, CONTOH_LEBAR = 6, 60, 300
TINGGI = 15  # points of one line
PATAH = Alignment(vertical="top", wrap_text=True)
KANAN = Alignment(vertical="top", horizontal="right", indent=1)
TEBAL = Font(name="Calibri", size=11, bold=True)
GARIS = Border(bottom=Side(style="hair"))
PERSEN = re.compile(r"\d+,\d%")
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass
class Lembar:
    """One sheet: its name, its headings, its rows (any iterable of lists).

    keterangan  what stands at the head of each printed page, so that paper tells what it is
    lebar       widths of the columns; longer text breaks inside its cell. None: as the text is
    tebal       function (row) -> is it a sum, to be set in bold; only where `lebar` is given
    """

    judul: str
    kepala: list
    baris: object
    keterangan: str = ""
    lebar: list | None = None
    tebal: Callable | None = None


def buku(lembar, *, dibuat):
    """A workbook as bytes; the same sheets and the same `dibuat` give the same bytes.

    lembar  Lembar objects, in order
    dibuat  aware datetime that stands in the file as its time of making
    """
    wb = Workbook(write_only=True)
    wb.properties.creator = "E-Registrasi"
    wb.properties.created = _polos(dibuat)
    for satu in lembar:
        _tulis(wb.create_sheet(_nama(ruang.bertanda(satu.judul))), satu)
    mentah = io.BytesIO()
    wb.save(mentah)
    return _tetap(mentah, dibuat)


def _tulis(ws, lembar):
    """Head and rows; the look has to be said before the first row leaves for the file."""
    baris = iter(lembar.baris)
    awal = list(itertools.islice(baris, CONTOH_LEBAR))
    lebar_kolom = lembar.lebar or _lebar([lembar.kepala, *awal])
    for n, lebar in enumerate(lebar_kolom, 1):
        ws.column_dimensions[get_column_letter(n)].width = lebar
    ws.freeze_panes = "A2"
    ws.print_title_rows = "1:1"
    ws.page_setup.orientation, ws.page_setup.paperSize = "landscape", 9  # 9 is A4
    ws.page_setup.fitToHeight = 0
    ws.page_margins = PageMargins(left=0.4, right=0.4, top=0.7, bottom=0.6, header=0.3, footer=0.3)
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    if lembar.keterangan:  # an ampersand is a command there
        ws.oddHeader.left.text = _bersih(lembar.keterangan).replace("&", "dan")[:200]
    if tanda := ruang.bertanda(""):  # an empty part is one that readers cannot parse
        ws.oddHeader.right.text = tanda
    ws.oddFooter.right.text = "&P dari &N"
    if lembar.lebar:
        ws.row_dimensions[1].height = _tinggi(lembar.kepala, lembar.lebar)
    ws.append([_kepala(ws, judul) for judul in lembar.kepala])
    semua = itertools.chain(awal, baris)
    if lembar.lebar is None:
        for satu in semua:
            ws.append([_sel(ws, nilai) for nilai in satu])
        return
    gaya = {}
    for n, satu in enumerate(semua, 2):
        ws.row_dimensions[n].height = _tinggi(satu, lembar.lebar)
        tebal = lembar.tebal is not None and lembar.tebal(satu)
        ws.append([_terbingkai(ws, nilai, tebal, gaya) for nilai in satu])
        del ws.row_dimensions[n]


def _kepala(ws, teks):
    sel = WriteOnlyCell(ws, _bersih(str(teks)))
    sel.data_type = "s"
    sel.font = TEBAL
    sel.fill = PatternFill("solid", fgColor="F1EFEA")
    sel.alignment = PATAH
    return sel


def _tinggi(baris, lebar):
    """The height of a row whose longer texts break; programs do not all reckon it themselves."""
    pecah = (jumlah_baris(str(nilai), muat) for nilai, muat in zip(baris, lebar, strict=False))
    return TINGGI * max(1, *pecah)


def jumlah_baris(teks, muat):
    """Into how many lines a text breaks in a column of `muat` characters; rather one too many.

    A twentieth of the room is left to faces that are broader than the one asked for.
    """
    muat = max(muat * 19 // 20, 1)
    if len(teks) <= muat:
        return 1
    baris, isi = 1, -1
    for kata in teks.split(" "):
        if isi + 1 + len(kata) > muat and isi >= 0:
            baris, isi = baris + 1, -1
        isi += 1 + len(kata)
        lebih = max(isi - 1, 0) // muat  # a word longer than the column breaks within
        baris, isi = baris + lebih, isi - lebih * muat
    return baris


def _terbingkai(ws, nilai, tebal, gaya):
    """The cell of a table that is meant for paper: at the top, broken where long, with a rule.

    gaya  the looks so far; naming a look anew for each cell costs more than all the rest
    """
    sel = _sel(ws, nilai)
    sel = sel if isinstance(sel, Cell) else WriteOnlyCell(ws, sel)
    angka = isinstance(nilai, int) or PERSEN.fullmatch(str(nilai)) is not None
    kunci = (angka, tebal, *(sel._style or ()))
    if kunci not in gaya:
        sel.alignment, sel.border = (KANAN if angka else PATAH), GARIS
        if tebal:
            sel.font = TEBAL
        gaya[kunci] = sel._style
    else:
        sel._style = gaya[kunci]
    return sel


def _sel(ws, nilai):
    """The value itself where it is harmless; a string cell where a reader might interpret it."""
    if isinstance(nilai, dt.datetime):
        return _polos(nilai)
    if not isinstance(nilai, str):
        return nilai
    mentah, nilai = nilai, _bersih(nilai)
    rumus = nilai.startswith(RUMUS) or mentah[:1] in ("\t", "\r", "\n")
    panjang = ANGKA_PANJANG.fullmatch(nilai)
    if not rumus and not panjang:
        return nilai
    sel = WriteOnlyCell(ws, nilai)
    sel.data_type = "s"
    if panjang:
        sel.number_format = "@"  # a NIP stays text when somebody edits its cell
    else:
        sel.quotePrefix = True
    return sel


def _bersih(teks):
    return TAK_TERTULIS.sub("", SELA.sub(" ", teks)).strip()


def _nama(judul):
    """A sheet name that Excel accepts: 31 characters, none of []:*?/\\, no quote at the ends."""
    return NAMA_TERLARANG.sub(" ", judul)[:31].strip(" '") or "Lembar"


def _lebar(baris):
    """Column widths from the headings and the first rows."""
    kolom = max(len(b) for b in baris)
    panjang = [LEBAR_MIN] * kolom
    for b in baris:
        for n, nilai in enumerate(b):
            panjang[n] = max(panjang[n], len(str("" if nilai is None else nilai)) + 2)
    return [min(p, LEBAR_MAKS) for p in panjang]


def _polos(saat):
    """Spreadsheets know no time zone: the wall clock of ours."""
    return timezone.make_naive(saat) if timezone.is_aware(saat) else saat


def _tetap(mentah, dibuat):
    """Every time inside the file becomes `dibuat`, so that equal content means equal bytes."""
    saat = _polos(dibuat)
    cap = f"{dibuat.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    hasil = io.BytesIO()
    with zipfile.ZipFile(mentah) as asal, zipfile.ZipFile(hasil, "w") as tujuan:
        for nama in asal.namelist():
            isi = asal.read(nama)
            if nama == "docProps/core.xml":
                isi = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>" + cap, isi)
            info = zipfile.ZipInfo(nama, (max(saat.year, 1980), *saat.timetuple()[1:6]))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            tujuan.writestr(info, isi)
    return hasil.getvalue()
