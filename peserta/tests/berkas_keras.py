"""Spreadsheets that offices and attackers make, built on the fly: no fixture has to be trusted."""

import io
import re
import zipfile

from openpyxl import Workbook

JUDUL = (
    "NIP",
    "Nama",
    "Tempat Lahir",
    "Tanggal Lahir",
    "Jenis Kelamin",
    "Pangkat/Golongan",
    "Jabatan",
    "Unit Kerja",
    "Instansi",
    "Email",
    "No. HP",
)
SARI = (
    "199004172015032901",
    "Sari Wirastiti, S.H.",
    "Denpasar",
    "17-04-1990",
    "P",
    "Penata (III/c)",
    "Analis Hukum",
    "Kanwil Bali",
    "Kementerian Hukum",
    "sari@contoh.example",
    "081200000010",
)
TOGAR = (
    "198512212009121903",
    "Togar Simanjuntak",
    "Medan",
    "21-12-1985",
    "L",
    "III/d",
    "Penyuluh Hukum",
    "Kanwil Sumatera Utara",
    "Kementerian Hukum",
    "togar@contoh.example",
    "081200000012",
)


def ganti(baris, **isi):
    """A row with some of its cells replaced, by the word for the column."""
    nama = ("nip", "nama", "tempat", "tanggal", "jk", "gol", "jabatan", "unit", "instansi", "email")
    return tuple(isi.get(n, nilai) for n, nilai in zip((*nama, "hp"), baris, strict=True))


def buku(*baris, gabung=(), sembunyi=(), lembar="Data", **lembar_lain):
    """An .xlsx of rows as given; keyword arguments are further sheets."""
    wb = Workbook()
    _isi(wb.active, baris)
    wb.active.title = lembar
    for alamat in gabung:
        wb.active.merge_cells(alamat)
    for nomor in sembunyi:
        wb.active.row_dimensions[nomor].hidden = True
    for nama, isi in lembar_lain.items():
        _isi(wb.create_sheet(nama), isi)
    keluar = io.BytesIO()
    wb.save(keluar)
    return keluar.getvalue()


def _isi(lembar, baris):
    for nomor, isi in enumerate(baris, start=1):
        for kolom, nilai in enumerate(isi, start=1):
            if nilai is not None:
                sel = lembar.cell(nomor, kolom, nilai)
                if isinstance(nilai, str):
                    sel.data_type = "s"


def daftar(*baris, **pilihan):
    """The usual headings above the rows."""
    return buku(JUDUL, *baris, **pilihan)


def bongkar(isi):
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        return {nama: arsip.read(nama) for nama in arsip.namelist()}


def bungkus(bagian, *, tambahan=()):
    """A ZIP of parts; `tambahan` are (name, bytes) pairs that may repeat a name."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, isi in (*bagian.items(), *tambahan):
            arsip.writestr(nama, isi)
    return keluar.getvalue()


LEMBAR = "xl/worksheets/sheet1.xml"
TEKS = "xl/sharedStrings.xml"
_RUANG = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_JENIS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def seperti_excel(isi):
    """The file with its texts in a part of their own, as Excel keeps them; openpyxl does not."""
    bagian, teks = bongkar(isi), {}

    def rujuk(cocok):
        nomor = teks.setdefault(cocok[2], len(teks))
        return b'<c r="%s" t="s"><v>%d</v></c>' % (cocok[1], nomor)

    pola = rb'<c r="(\w+)"[^>]*?t="inlineStr"[^>]*><is>(.*?)</is></c>'
    bagian[LEMBAR] = re.sub(pola, rujuk, bagian[LEMBAR], flags=re.DOTALL)
    butir = b"".join(b"<si>%s</si>" % t for t in teks)
    bagian[TEKS] = f'<sst xmlns="{_RUANG}">'.encode() + butir + b"</sst>"
    jenis = f'<Override PartName="/{TEKS}" ContentType="{_JENIS}"/></Types>'.encode()
    bagian["[Content_Types].xml"] = bagian["[Content_Types].xml"].replace(b"</Types>", jenis)
    return bungkus(bagian)


def ubah(isi, bagian, cari, jadi):
    """The file with one part changed by a regular expression, which must meet something."""
    semua = bongkar(isi)
    semua[bagian], jumlah = re.subn(cari, jadi, semua[bagian], flags=re.DOTALL)
    assert jumlah, f"{cari!r} not found in {bagian}"
    return bungkus(semua)


def sel(isi, alamat, xml):
    """The file with one cell written as raw XML, as another program may write it."""
    pola = rf'<c r="{alamat}"[^>]*?(?:/>|>.*?</c>)'.encode()
    return ubah(isi, LEMBAR, pola, xml.encode().replace(b"\\", b"\\\\"))
