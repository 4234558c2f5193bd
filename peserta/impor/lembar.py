"""From the bytes of a guarded workbook to plain cells, through the parser of openpyxl.

openpyxl's own read-only mode hides merged cells and hidden rows, trusts <dimension>, and fails on
styles, properties and links that matter to nobody here; so its parts are used, not its whole.
"""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from defusedxml.ElementTree import iterparse
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.worksheet._reader import FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS

from peserta.aturan.teks import bersih
from peserta.impor import batas
from peserta.impor.bagian import NS, format_sel, teks_bersama, teks_butir
from peserta.impor.hasil import BerkasDitolak

MERGE_TAG_SATU, BUTIR_SEL = f"{NS}mergeCell", f"{NS}is"
BARIS_TERAKHIR = 1_048_576
_LOLOS = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Sel(NamedTuple):
    """One cell: a value, whether it is an Excel error, and whether a formula made it."""

    nilai: object = None
    galat: bool = False
    rumus: bool = False

    @property
    def kosong(self):
        """Nothing to be seen, and no formula that should have shown something."""
        if self.nilai is None:
            return not self.rumus
        return isinstance(self.nilai, str) and not bersih(self.nilai)

    @property
    def teks(self):
        """What a reader of the sheet sees, more or less."""
        if self.nilai is None or self.galat:
            return ""
        if isinstance(self.nilai, float) and self.nilai.is_integer() and abs(self.nilai) < 1e15:
            return str(int(self.nilai))
        return str(self.nilai)


SEL_KOSONG = Sel()


@dataclass
class Lembar:
    """One worksheet: its non-blank rows as {column: cell}, by Excel row number."""

    nama: str
    tampak: bool
    baris: dict[int, dict[int, Sel]] = field(default_factory=dict)
    tersembunyi: set[int] = field(default_factory=set)
    gabungan: list[tuple[int, int, int, int]] = field(default_factory=list)
    luar_batas: bool = False
    terpotong: bool = False


@dataclass
class Buku:
    lembar: list[Lembar]
    epoch_1904: bool
    tautan_luar: bool


def baca(arsip, layak, sampai=None):
    """The workbook. `layak` looks at a sheet's first rows and says whether to read on.

    With `sampai` the cells of later rows are left out; the merged ranges are read all the same.
    """
    pembaca = _Pembaca(arsip)
    pembaca.read_manifest()
    pembaca.read_strings()
    pembaca.read_workbook()
    gaya = format_sel(arsip)
    buku = Buku(
        lembar=[],
        epoch_1904=pembaca.wb.epoch.year == 1904,
        tautan_luar=any("/externalLinks/" in nama for nama in arsip.namelist()),
    )
    terbaca = set()
    for lembar, hubungan in pembaca.parser.find_sheets():
        if "worksheet" not in hubungan.Type or hubungan.target not in pembaca.valid_files:
            continue
        if hubungan.target in terbaca:  # one part cannot be two sheets
            raise BerkasDitolak("RUSAK")
        terbaca.add(hubungan.target)
        isi = Lembar(lembar.name, lembar.state == "visible")
        buku.lembar.append(isi)
        with arsip.open(hubungan.target) as sumber:
            _isi_lembar(isi, pembaca.pengurai(sumber, gaya, sampai), layak)
    if not buku.lembar:
        raise BerkasDitolak("TANPA_LEMBAR")
    return buku


class _Pembaca(ExcelReader):
    """openpyxl's reader over a ZIP that is open already, without links to other workbooks."""

    def __init__(self, arsip):
        self.archive, self.valid_files = arsip, arsip.namelist()
        self.read_only = self.data_only = True
        self.keep_vba = self.keep_links = self.rich_text = False
        self.shared_strings = []

    def read_strings(self):
        """The shared texts, by a reader of our own: openpyxl's is slow and keeps every element."""
        bagian = self.package.find(SHARED_STRINGS)
        if bagian is not None:
            self.shared_strings = teks_bersama(self.archive, bagian.PartName[1:])

    def pengurai(self, sumber, gaya, sampai):
        return _Pengurai(
            sumber,
            self.shared_strings,
            data_only=True,
            epoch=self.wb.epoch,
            date_formats={n for n, kode in enumerate(gaya) if is_date_format(kode)},
            timedelta_formats={n for n, kode in enumerate(gaya) if is_timedelta_format(kode)},
            jumlah_gaya=len(gaya),
            sampai=sampai or BARIS_TERAKHIR,
        )


class _Pengurai(WorkSheetParser):
    """openpyxl's parser of cells, in a loop of our own that also sees hidden rows and merges."""

    def __init__(self, *isi, jumlah_gaya, sampai, **pilihan):
        super().__init__(*isi, **pilihan)
        self.jumlah_gaya, self.sampai = max(jumlah_gaya, 1), sampai
        self.gabungan = []

    def urai(self):
        """Yield (row number, hidden, [(column, cell)]) and gather the merged ranges.

        Whatever else a sheet holds is let go as soon as it ends, so memory stays flat.
        """
        induk, baris = [], None
        for kejadian, unsur in iterparse(self.source, events=("start", "end")):
            if kejadian == "start":
                baris = unsur if baris is None and unsur.tag == ROW_TAG else baris
                if baris is None:
                    induk.append(unsur)
            elif unsur is baris:
                baris = None
                if self.row_counter < self.sampai:
                    yield self._satu_baris(unsur)
                _lepas(induk)
            elif baris is None:
                induk.pop()
                if unsur.tag == MERGE_TAG_SATU:
                    self._gabung(unsur.get("ref"))
                _lepas(induk)

    def _satu_baris(self, unsur):
        sebelum = self.row_counter
        nomor, sel = self.parse_row(unsur)
        self.row_dimensions.clear()
        # a number that comes twice would let one row take the place of another
        if not sebelum < nomor <= BARIS_TERAKHIR or len({k for k, _ in sel}) < len(sel):
            raise BerkasDitolak("RUSAK")
        return nomor, unsur.get("hidden") in ("1", "true"), sel

    def _gabung(self, rujukan):
        self.gabungan.append(range_boundaries(rujukan))
        if len(self.gabungan) > batas.GABUNGAN:
            raise BerkasDitolak("BOM_ZIP")

    def parse_cell(self, element):
        if element.get("t") == "inlineStr":
            return self._teks_di_sel(element)
        try:
            sel = super().parse_cell(element)
        except (ValueError, OverflowError):
            return self.col_counter, Sel("#VALUE!", galat=True)
        if sel["style_id"] >= self.jumlah_gaya:
            raise BerkasDitolak("RUSAK")
        nilai, galat = sel["value"], sel["data_type"] == "e"
        if isinstance(nilai, str):
            nilai = _lolos(nilai)
        elif isinstance(nilai, float) and not abs(nilai) < 1e300:
            nilai, galat = "#NUM!", True
        elif isinstance(nilai, dt.time | dt.timedelta):
            nilai = str(nilai)
        return sel["column"], Sel(nilai, galat, element.find(FORMULA_TAG) is not None)

    def _teks_di_sel(self, element):
        """A text that stands in its cell, read like the shared ones; openpyxl takes it apart."""
        alamat, butir = element.get("r"), element.find(BUTIR_SEL)
        self.col_counter = coordinate_to_tuple(alamat)[1] if alamat else self.col_counter + 1
        if int(element.get("s", 0)) >= self.jumlah_gaya:
            raise BerkasDitolak("RUSAK")
        teks = None if butir is None else _lolos(teks_butir(butir))
        return self.col_counter, Sel(teks, rumus=element.find(FORMULA_TAG) is not None)


def _lolos(teks):
    """Characters that XML cannot hold, as Excel writes them: _x000D_."""
    return _LOLOS.sub(lambda kode: chr(int(kode[1], 16)), teks) if "_x" in teks else teks


def _lepas(induk):
    if induk:
        induk[-1].clear()


def _isi_lembar(lembar, pengurai, layak):
    diperiksa, jumlah = False, 0
    for nomor, tersembunyi, daftar in pengurai.urai():
        if not diperiksa and nomor > batas.BARIS_JUDUL:
            diperiksa = True
            if not layak(lembar):
                return
        _simpan_baris(lembar, nomor, {kolom: sel for kolom, sel in daftar if not sel.kosong})
        if tersembunyi:
            lembar.tersembunyi.add(nomor)
        jumlah += len(lembar.baris.get(nomor, ()))
        if len(lembar.baris) > batas.BARIS_BERISI or jumlah > batas.SEL_BERISI:
            lembar.terpotong = True
            return
    lembar.gabungan = pengurai.gabungan


def _simpan_baris(lembar, nomor, berisi):
    dalam = {kolom: sel for kolom, sel in berisi.items() if kolom <= batas.KOLOM}
    if len(dalam) < len(berisi):
        lembar.luar_batas = True
    if dalam:
        lembar.baris[nomor] = dalam
