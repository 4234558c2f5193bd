"""The door of the import: hostile and broken files, and the process of its own."""

import datetime as dt
import io
import re
import zipfile

import pytest

from peserta.impor import batas, periksa, pintu
from peserta.tests.berkas_keras import (
    LEMBAR,
    SARI,
    TEKS,
    TOGAR,
    bongkar,
    bungkus,
    daftar,
    seperti_excel,
    ubah,
)

HARI_INI = dt.date(2026, 1, 1)
ISI = daftar(SARI)
BAGIAN = bongkar(seperti_excel(ISI))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "b">]>'


def kode(isi, nama=""):
    hasil = periksa(isi, nama_berkas=nama, hari_ini=HARI_INI)
    assert [c.pesan for c in hasil.penolakan] != [""]
    return [c.kode for c in hasil.penolakan] or [b.status for b in hasil.baris]


def dengan(nama, isi):
    return bungkus(BAGIAN | {nama: isi})


def tanpa_crc():
    """The sheet's bytes changed behind the back of its checksum."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_STORED) as arsip:
        for nama, isi in BAGIAN.items():
            arsip.writestr(nama, isi)
    return keluar.getvalue().replace(b"Denpasar", b"Denpasir")


def berdoctype(sandi):
    teks = re.sub(r"^<\?xml[^>]*\?>", "", BAGIAN[TEKS].decode())
    return f'<?xml version="1.0" encoding="{sandi}"?>{DOCTYPE}{teks}'.encode(sandi)


def teks_jenis(dari, jadi):
    return ubah(ISI, "[Content_Types].xml", dari, jadi)


UTAMA = rb"spreadsheetml\.sheet\.main"
BERKAS = {
    "empty": (b"", "BERKAS_KOSONG"),
    "one byte too large": (b"PK" + bytes(batas.UKURAN_BERKAS - 1), "BERKAS_BESAR"),
    "random bytes": (bytes(range(256)) * 8, "BUKAN_XLSX"),
    "PDF": (b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n", "BUKAN_XLSX"),
    "plain text": (b"Selamat pagi.\nSalam.", "BUKAN_XLSX"),
    "CSV": ("\ufeffNIP;Nama\n1;Budi\n".encode(), "FORMAT_CSV"),
    "CSV in UTF-16": ("NIP\tNama\n1\tBudi\n".encode("utf-16"), "FORMAT_CSV"),
    "CSV with Windows letters": ("NIP;Nama\n1;José\n".encode("cp1252"), "FORMAT_CSV"),
    "HTML": (b"\n<html><body><table></table></body></html>", "FORMAT_HTML"),
    "HTML as XML": (b'<?xml version="1.0"?><!DOCTYPE html><html/>', "FORMAT_HTML"),
    "web archive": (b"MIME-Version: 1.0\nContent-Type: multipart/related", "FORMAT_HTML"),
    "old .xls": (OLE + "Workbook".encode("utf-16-le"), "FORMAT_XLS"),
    "older .xls": (b"\x09\x04\x06\x00" + bytes(64), "FORMAT_XLS"),
    "old .doc": (OLE + "WordDocument".encode("utf-16-le"), "BUKAN_XLSX"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "TERSANDI"),
    "cut off": (ISI[: len(ISI) * 6 // 10], "RUSAK"),
    "wrong checksum": (tanpa_crc(), "RUSAK"),
    "sheet not closed": (dengan(LEMBAR, BAGIAN[LEMBAR][:-20]), "RUSAK"),
    "style out of range": (ubah(ISI, LEMBAR, rb'r="A2"', b'r="A2" s="9999"'), "RUSAK"),
    "no workbook part": (
        bungkus({k: v for k, v in BAGIAN.items() if "workbook" not in k}),
        "RUSAK",
    ),
    "ODS": (
        bungkus(
            {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}
        ),
        "FORMAT_ODS",
    ),
    "ODT": (bungkus({"mimetype": b"application/vnd.oasis.opendocument.text"}), "BUKAN_XLSX"),
    "DOCX": (
        bungkus({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"}),
        "BUKAN_XLSX",
    ),
    "ZIP of a workbook": (bungkus({"peserta.xlsx": ISI}), "BUKAN_XLSX"),
    "binary workbook": (
        teks_jenis(
            rb"openxmlformats-officedocument\." + UTAMA, b"ms-excel.sheet.binary.macroEnabled.main"
        ),
        "FORMAT_XLSB",
    ),
    "macro by type": (
        teks_jenis(
            rb"openxmlformats-officedocument\." + UTAMA, b"ms-excel.sheet.macroEnabled.main"
        ),
        "MAKRO",
    ),
    "macro by part": (dengan("xl/vbaProject.bin", b"x"), "MAKRO"),
    "Excel 4 macro": (dengan("xl/macrosheets/sheet1.xml", b"<x/>"), "MAKRO"),
    "Strict Open XML": (
        ubah(
            ISI,
            "xl/workbook.xml",
            rb"http://schemas\.openxmlformats\.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        "FORMAT_STRICT",
    ),
    "DOCTYPE": (dengan(TEKS, berdoctype("utf-8")), "ENTITAS_XML"),
    "DOCTYPE in UTF-16": (dengan(TEKS, berdoctype("utf-16")), "ENTITAS_XML"),
    "DOCTYPE in a part that nobody reads": (
        dengan("customXml/item1.xml", f"{DOCTYPE}<x/>"),
        "ENTITAS_XML",
    ),
    "DOCTYPE in a drawing": (dengan("xl/drawings/a.vml", f"{DOCTYPE}<x>"), "ENTITAS_XML"),
    "bomb": (dengan("xl/worksheets/sheet2.xml", b" " * 60_000_000), "BOM_ZIP"),
    "bomb of many parts": (
        bungkus(BAGIAN | {f"xl/a{n}.bin": bytes(1_000_000) for n in range(53)}),
        "BOM_ZIP",
    ),
    "part with a ratio above 200": (dengan("xl/a.bin", bytes(2_000_000)), "BOM_ZIP"),
    "201 parts": (bungkus(BAGIAN | {f"xl/a{n}.bin": b"" for n in range(201)}), "BOM_ZIP"),
    "path upwards": (dengan("xl/../../a.txt", b"x"), "ZIP_TIDAK_WAJAR"),
    "path from the root": (dengan("/etc/a", b"x"), "ZIP_TIDAK_WAJAR"),
    "path with a drive": (dengan("C:/a", b"x"), "ZIP_TIDAK_WAJAR"),
    "path with backslashes": (dengan("..\\a", b"x"), "ZIP_TIDAK_WAJAR"),
    "name twice but for its case": (dengan(LEMBAR.upper(), b"<x/>"), "ZIP_TIDAK_WAJAR"),
}


@pytest.mark.parametrize("nama", BERKAS)
def test_a_file_that_is_no_plain_workbook_gets_its_one_sentence(nama):
    isi, harapan = BERKAS[nama]
    assert kode(isi) == [harapan]


@pytest.mark.parametrize(
    "isi",
    [
        pytest.param(bungkus(BAGIAN), id="texts in a part of their own"),
        pytest.param(ISI[:-2] + b"\x0b\x00<html></html>", id="zip comment"),
        pytest.param(
            ubah(ISI, LEMBAR, rb"<dimension[^>]*/>", b'<dimension ref="A1"/>'), id="lying dimension"
        ),
        pytest.param(ubah(ISI, LEMBAR, rb"<dimension[^>]*/>", b""), id="no dimension"),
        pytest.param(ubah(ISI, LEMBAR, rb' r="[A-Z]*\d+"', b""), id="no addresses"),
        pytest.param(dengan("xl/drawings/a.vml", b"<x><br></x>"), id="legacy drawing"),
        pytest.param(dengan("docProps/core.xml", b"<broken"), id="broken properties"),
        pytest.param(
            dengan(
                "xl/styles.xml",
                b'<styleSheet xmlns="http://schemas.openxmlformats.org/'
                b'spreadsheetml/2006/main"><fills><fill/></fills></styleSheet>',
            ),
            id="poor styles",
        ),
        pytest.param(
            ubah(
                ISI,
                LEMBAR,
                rb"</sheetData>",
                b'<row r="1048576"><c r="K1048576"/></row></sheetData>',
            ),
            id="cell in the last row",
        ),
    ],
)
def test_an_odd_but_honest_workbook_is_read(isi):
    assert kode(isi) == ["terima"]


def test_a_reader_that_hangs_or_dies_is_a_verdict(monkeypatch):
    monkeypatch.setattr(batas, "DETIK_TUNGGU", 0.01)
    assert kode(ISI) == ["BOM_ZIP"]
    monkeypatch.undo()
    monkeypatch.setattr(pintu.sys, "executable", "/bin/false")
    assert kode(ISI) == ["RUSAK"]


def test_the_child_sees_none_of_our_secrets(monkeypatch):
    dilihat = {}
    asli = pintu.subprocess.run

    def intip(*args, env, **lain):
        dilihat.update(env)
        return asli(*args, env=env, **lain)

    monkeypatch.setenv("EREG_SECRET_KEY", "rahasia")
    monkeypatch.setattr(pintu.subprocess, "run", intip)
    assert kode(ISI) == ["terima"]
    assert "rahasia" not in dilihat.values()


def test_whoever_is_on_the_list_already_is_not_added_again():
    isi = daftar(SARI, (*("3275015704900007",), *TOGAR[1:]), TOGAR)
    hasil = periksa(
        isi,
        hari_ini=HARI_INI,
        sudah_ada={SARI[0], "sidik:3275015704900007"},
        sidik=lambda nomor: f"sidik:{nomor}",
    )
    assert [(b.status, [c.kode for c in b.galat]) for b in hasil.baris] == [
        ("tolak", ["DUPLIKAT_BASIS_DATA"]),
        ("tolak", ["DUPLIKAT_BASIS_DATA"]),
        ("terima", []),
    ]
    assert hasil.baris[0].data["nip"] == SARI[0]  # the page may still compare the person


def test_links_to_other_workbooks_are_told_and_never_opened():
    tertaut = dengan("xl/externalLinks/externalLink1.xml", b"<x/>")
    hasil = periksa(tertaut, hari_ini=HARI_INI)
    assert [c.kode for c in hasil.peringatan_berkas] == ["FW_TAUTAN_LUAR"]
