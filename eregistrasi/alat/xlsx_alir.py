"""Long tables to a spreadsheet, row by row: memory does not grow with the rows.

The rules of `xlsx` hold: what people typed is a string cell, never a formula; long numbers are
text and stay text when somebody edits their cell.
"""

import zipfile
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from eregistrasi.alat import ruang
from eregistrasi.alat.xlsx import ANGKA_PANJANG, RUMUS, SELA, TAK_TERTULIS, jumlah_baris

POLOS, JUDUL, KEPALA, TEKS, ANGKA, APIT, URUT = 0, 1, 2, 5, 3, 4, 6  # places in cellXfs of GAYA
TINGGI = 15  # points of one line
POTONG = 500  # rows that are handed to the packer at once

_X = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RUANG = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PAKET = "http://schemas.openxmlformats.org/package/2006"
_DOKUMEN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TETAP = {
    "[Content_Types].xml": f'<Types xmlns="{_PAKET}/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_MIME}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_MIME}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_MIME}.worksheet+xml"/>'
    "</Types>",
    "_rels/.rels": f'<Relationships xmlns="{_PAKET}/relationships"><Relationship Id="rId1" '
    f'Type="{_DOKUMEN}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PAKET}/relationships">'
    f'<Relationship Id="rId1" Type="{_DOKUMEN}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_DOKUMEN}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_RUANG}">'
    '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="14"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFF1EFEA"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="0" fontId="2" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" '
    'applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
    'applyAlignment="1"><alignment vertical="top"/></xf>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" '
    'applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment horizontal="left" vertical="top"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>",
}


def bersih(teks):
    """Without what a spreadsheet cannot hold; tabs and line ends become spaces."""
    return TAK_TERTULIS.sub("", SELA.sub(" ", teks)).strip()


def tulis(tujuan, *, nama, pembuka, kepala, lebar, baris):
    """Write a workbook of one sheet to the open binary file `tujuan`.

    nama     name of the sheet
    pembuka  lines above the table: the first is its title
    kepala   headings; they repeat on each printed page and stay in sight
    lebar    widths of the columns, in characters
    baris    any iterable of rows of str, int or None
    """
    pembuka = [ruang.bertanda(pembuka[0]), *pembuka[1:]]
    n_kepala = len(pembuka) + 2
    with zipfile.ZipFile(tujuan, "w", zipfile.ZIP_DEFLATED) as buku:
        for jalur, isi in TETAP.items():
            buku.writestr(jalur, _X + isi)
        buku.writestr("xl/workbook.xml", _X + _buku(nama, n_kepala))
        with buku.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as lembar:
            lembar.write((_X + _kepala_lembar(n_kepala, lebar)).encode())
            for n, teks in enumerate(pembuka, 1):
                lembar.write(_baris(n, [teks], JUDUL if n == 1 else POLOS).encode())
            tinggi = _tinggi(kepala, lebar)
            lembar.write(_baris(n_kepala, kepala, KEPALA, tinggi=tinggi).encode())
            tunggu = []
            for n, satu in enumerate(baris, n_kepala + 1):
                tunggu.append(_baris(n, satu, tinggi=_tinggi(satu, lebar)))
                if len(tunggu) == POTONG:
                    lembar.write("".join(tunggu).encode())
                    tunggu.clear()
            lembar.write(("".join(tunggu) + _ekor_lembar(pembuka[0])).encode())


def _buku(nama, n_kepala):
    return (
        f'<workbook xmlns="{_RUANG}" xmlns:r="{_DOKUMEN}"><sheets>'
        f'<sheet name="{escape(nama)}" sheetId="1" r:id="rId1"/></sheets><definedNames>'
        '<definedName name="_xlnm.Print_Titles" localSheetId="0">'
        f"'{escape(nama)}'!${n_kepala}:${n_kepala}</definedName></definedNames></workbook>"
    )


def _kepala_lembar(n_kepala, lebar):
    kolom = "".join(
        f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(lebar, 1)
    )
    return (
        f'<worksheet xmlns="{_RUANG}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{n_kepala}" '
        f'topLeftCell="A{n_kepala + 1}" activePane="bottomLeft" state="frozen"/></sheetView>'
        f"</sheetViews><cols>{kolom}</cols><sheetData>"
    )


def _ekor_lembar(judul):
    kiri = escape(bersih(judul).replace("&", "&&")[:200])
    return (
        '</sheetData><pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" '
        'footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        f"<headerFooter><oddHeader>&amp;L{kiri}</oddHeader>"
        "<oddFooter>&amp;R&amp;P dari &amp;N</oddFooter></headerFooter></worksheet>"
    )


def _tinggi(isi, lebar):
    """Height for the cell that breaks into most lines: not every program reckons it on opening."""
    panjang = [
        jumlah_baris(t, w)
        for t, w in zip(isi, lebar, strict=False)
        if isinstance(t, str) and len(t) * 20 > w * 19
    ]
    baris = max(panjang, default=1)
    return f' ht="{TINGGI * baris}"' if baris > 1 else ""


def _baris(n, isi, gaya=None, tinggi=""):
    sel = [_sel(f"{huruf}{n}", nilai, gaya) for huruf, nilai in zip(_HURUF, isi, strict=False)]
    return f'<row r="{n}"{tinggi}>{"".join(sel)}</row>'


def _sel(alamat, nilai, gaya):
    if nilai is None or nilai == "":
        return ""
    if isinstance(nilai, int):
        return f'<c r="{alamat}" s="{URUT}"><v>{nilai}</v></c>'
    mentah, nilai = nilai, bersih(nilai)
    if gaya is None:
        gaya = TEKS
        if ANGKA_PANJANG.fullmatch(nilai):
            gaya = ANGKA
        elif nilai.startswith(RUMUS) or mentah[:1] in ("\t", "\r", "\n"):
            gaya = APIT
    return (
        f'<c r="{alamat}" s="{gaya}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{escape(nilai)}</t></is></c>'
    )


_HURUF = [get_column_letter(n) for n in range(1, 103)]
