"""Files made to exhaust or to deceive: bounded time and memory, and always a code."""

import io
import json
import os
import re
import resource
import struct
import subprocess
import sys
import zipfile

import pytest

from peserta.impor import batas, pintu
from peserta.tests.berkas_keras import (
    LEMBAR,
    SARI,
    TEKS,
    bongkar,
    bungkus,
    daftar,
    seperti_excel,
)

ISI = daftar(SARI)
BAGIAN = bongkar(ISI)
EXCEL = bongkar(seperti_excel(ISI))
MEBIBYTE = 1024 * 1024


def lembar(xml, sebelum=b"</sheetData>"):
    """The workbook with something put into its sheet."""
    return bungkus(BAGIAN | {LEMBAR: BAGIAN[LEMBAR].replace(sebelum, xml + sebelum)})


def banyak(pola, jumlah):
    """The pattern with numbers that do not compress to nothing."""
    return b"".join(pola % (n * 7919 % 100_003) for n in range(jumlah))


#: a small process in between: a child begins with the memory of whoever started it
PENGUKUR = """
import resource, subprocess, sys
keluar = subprocess.run([sys.executable, "-m", "peserta.impor.anak"]).returncode
pakai = resource.getrusage(resource.RUSAGE_CHILDREN)
print(keluar, pakai.ru_utime + pakai.ru_stime, pakai.ru_maxrss, file=sys.stderr)
"""


def jalankan(isi):
    """(codes or statuses, seconds of work, peak memory in bytes) of the child on its own."""
    kepala = {"tugas": "periksa", "nama_berkas": "", "hari_ini": "2026-01-01"}
    kepala |= {"petaan": None, "ingatan": []}
    proses = subprocess.run(
        [sys.executable, "-S", "-c", PENGUKUR],
        input=json.dumps(kepala).encode() + b"\n" + isi,
        capture_output=True,
        cwd=pintu.AKAR,
        env={"PATH": os.environ["PATH"]} | pintu._LINGKUNGAN,
        check=True,
    )
    keluar, detik, memori = proses.stderr.split()[-3:]
    satuan = 1 if sys.platform == "darwin" else 1024
    return _ringkas(int(keluar), proses.stdout), float(detik), int(memori) * satuan


def _ringkas(keluar, hasil):
    if keluar:
        return ["kehabisan"] if keluar in (-24, -9, batas.KELUAR_MEMORI) else [keluar]
    isi = json.loads(hasil)
    return [c["kode"] for c in isi["penolakan"]] or [b["status"] for b in isi["baris"]]


SARAT = {
    "a hundred thousand empty rows": (
        lambda: lembar(b"".join(b'<row r="%d" ht="15"/>' % n for n in range(3, 100_003))),
        ["terima"],
    ),
    "more texts than a workbook may hold": (
        lambda: bungkus(
            EXCEL
            | {
                TEKS: EXCEL[TEKS].replace(
                    b"</sst>", banyak(b"<si><t>x%d</t></si>", 300_001) + b"</sst>"
                )
            }
        ),
        ["BOM_ZIP"],
    ),
    "a million cells": (
        lambda: lembar(b"<row>%s</row>" % banyak(b"<c><v>%d</v></c>", 50) * 20_000),
        ["BOM_ZIP"],
    ),
    "more cells than 5,000 rows can hold": (
        lambda: lembar(
            b"".join(
                b"<row>%s</row>" % banyak(b"<c><v>%d</v></c>", 50 + n % 7) for n in range(6000)
            )
        ),
        ["TERLALU_BANYAK_BARIS"],
    ),
    "one row of 800,000 cells": (
        lambda: lembar(b"<row>%s</row>" % banyak(b"<c><v>%d</v></c>", 800_000)),
        ["kehabisan"],
    ),
    "more merged ranges than people": (
        lambda: lembar(
            b"<mergeCells>%s</mergeCells>" % banyak(b'<mergeCell ref="A%d:K200000"/>', 100_001),
            sebelum=b"<pageMargins",
        ),
        ["BOM_ZIP"],
    ),
    "elements that nobody reads": (
        lambda: lembar(
            b"<extLst>%s</extLst>" % banyak(b"<ext>%d</ext>", 500_000), sebelum=b"<pageMargins"
        ),
        ["terima"],
    ),
    "a million cell styles": (
        lambda: bungkus(
            BAGIAN
            | {
                "xl/styles.xml": b'<styleSheet xmlns="http://schemas.openxmlformats.org/'
                b'spreadsheetml/2006/main"><cellXfs>%s</cellXfs></styleSheet>'
                % banyak(b'<xf numFmtId="%d"/>', 1_000_000)
            }
        ),
        ["kehabisan"],
    ),
    "elements nested a hundred thousand deep": (
        lambda: lembar(b"<row>%s%s</row>" % (b"<c>" * 100_000, b"</c>" * 100_000)),
        ["terima"],
    ),
    "expressions that look for a way out": (
        lambda: daftar(
            [
                *(f"{'1 ' * 9000}x", "a " * 16_000, " ," * 16_000, "1-1" * 9000, None),
                *("penata " * 4000, "x", "y", "z", f"{'a.' * 16_000}@", "0 " * 16_000),
            ]
        ),
        ["tolak"],
    ),
}


@pytest.mark.parametrize("nama", SARAT)
def test_no_file_costs_more_than_its_share(nama):
    buat, harapan = SARAT[nama]
    isi = buat()
    assert len(isi) <= batas.UKURAN_BERKAS
    hasil, detik, memori = jalankan(isi)
    assert hasil == harapan
    assert memori < 250 * MEBIBYTE
    assert detik < batas.DETIK_PROSES


def test_five_thousand_rows_stay_light():
    awal = [(f"19900417{2008 + n // 999}032{n % 999 + 1:03}", *SARI[1:]) for n in range(5000)]
    hasil, detik, memori = jalankan(daftar(*awal))
    assert hasil == ["terima"] * 5000
    assert memori < 150 * MEBIBYTE
    assert detik < 10


@pytest.mark.parametrize(
    ("keluar", "kode"), [(batas.KELUAR_MEMORI, "BOM_ZIP"), (-9, "BOM_ZIP"), (1, "RUSAK")]
)
def test_a_child_that_ends_early_is_told_apart(monkeypatch, keluar, kode):
    def mati(perintah, **_):
        return subprocess.CompletedProcess(perintah, keluar, b"", b"")

    monkeypatch.setattr(pintu.subprocess, "run", mati)
    assert [c.kode for c in pintu.periksa(ISI).penolakan] == [kode]


def test_the_child_may_use_no_more_than_its_bounds():
    """What `ulimit` of the child says, asked from inside it."""
    tanya = (
        "import resource, peserta.impor.anak as a; a.batasi();"
        "print(*resource.getrlimit(resource.RLIMIT_AS), *resource.getrlimit(resource.RLIMIT_CPU))"
    )
    jawab = subprocess.run(
        [sys.executable, "-c", tanya], cwd=pintu.AKAR, capture_output=True, check=True, text=True
    )
    memori = batas.MEMORI_PROSES
    if resource.getrlimit(resource.RLIMIT_AS)[1] == resource.RLIM_INFINITY:
        assert jawab.stdout.split() == [str(n) for n in (memori, memori, 25, 26)]


DOCTYPE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def bersandi(sandi, nama=None, awalan=b""):
    """The shared texts with a DOCTYPE, declared and written in an encoding."""
    teks = EXCEL[TEKS].decode()
    xml = f'<?xml version="1.0" encoding="{nama or sandi}"?>{DOCTYPE}{teks}'
    return bungkus(EXCEL | {TEKS: awalan + xml.encode(sandi)})


def dipalsukan(ubah):
    """The workbook with the records of its central directory changed as bytes."""
    return ubah(bytearray(bungkus(BAGIAN)))


def _ukuran_kecil(isi):
    """Every part declares to be ten bytes long."""
    for cocok in re.finditer(b"PK\x01\x02", bytes(isi)):
        struct.pack_into("<I", isi, cocok.start() + 24, 10)
    return bytes(isi)


def _tersandi(isi):
    for cocok in re.finditer(b"PK\x01\x02", bytes(isi)):
        struct.pack_into("<H", isi, cocok.start() + 8, 1)
    return bytes(isi)


def _cara_lain(isi):
    for cocok in re.finditer(b"PK\x01\x02", bytes(isi)):
        struct.pack_into("<H", isi, cocok.start() + 10, 14)
    return bytes(isi)


def _saling_tindih(isi):
    """Two entries of the directory point at the same bytes."""
    letak = [c.start() for c in re.finditer(b"PK\x01\x02", bytes(isi))]
    pertama = struct.unpack_from("<I", isi, letak[0] + 42)[0]
    struct.pack_into("<I", isi, letak[1] + 42, pertama)
    return bytes(isi)


DUSTA = {
    "DOCTYPE in UTF-16 without its mark": (bersandi("utf-16-le", "UTF-16"), "ENTITAS_XML"),
    "DOCTYPE in big-endian UTF-16": (
        bersandi("utf-16-be", "UTF-16", awalan=b"\xfe\xff"),
        "ENTITAS_XML",
    ),
    "DOCTYPE in Windows letters": (bersandi("cp1252"), "ENTITAS_XML"),
    "DOCTYPE behind a byte order mark": (bersandi("utf-8", awalan=b"\xef\xbb\xbf"), "ENTITAS_XML"),
    "DOCTYPE in UTF-7": (bersandi("utf-7"), "RUSAK"),
    "DOCTYPE in UTF-32": (bersandi("utf-32"), "RUSAK"),
    "sizes that lie": (dipalsukan(_ukuran_kecil), "RUSAK"),
    "parts with a password": (dipalsukan(_tersandi), "TERSANDI"),
    "parts packed in another way": (dipalsukan(_cara_lain), "RUSAK"),
    "parts over one another": (dipalsukan(_saling_tindih), "RUSAK"),
    "a row number that comes twice": (lembar(b'<row r="2"><c r="A2"><v>1</v></c></row>'), "RUSAK"),
    "a row below zero": (lembar(b'<row r="-5"><c><v>1</v></c></row>'), "RUSAK"),
    "a row past the last": (lembar(b'<row r="1048577"><c><v>1</v></c></row>'), "RUSAK"),
    "a cell that comes twice": (
        lembar(b'<row r="3"><c r="A3"><v>1</v></c><c r="A3"><v>2</v></c></row>'),
        "RUSAK",
    ),
    "a text that is not there": (lembar(b'<row r="3"><c t="s"><v>9</v></c></row>'), "RUSAK"),
    "one part as two sheets": (
        bungkus(
            BAGIAN
            | {
                "xl/workbook.xml": re.sub(
                    rb"(<sheet [^>]*?)name=\"Data\" sheetId=\"1\"([^>]*/>)",
                    rb'\1name="Data" sheetId="1"\2\1name="Dua" sheetId="2"\2',
                    BAGIAN["xl/workbook.xml"],
                )
            }
        ),
        "RUSAK",
    ),
}


@pytest.mark.parametrize("nama", DUSTA)
def test_a_file_that_lies_about_itself_is_refused(nama):
    isi, harapan = DUSTA[nama]
    assert [c.kode for c in pintu.periksa(isi).penolakan] == [harapan]


def test_a_part_that_comes_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        isi = bungkus(BAGIAN, tambahan=[(LEMBAR, BAGIAN[LEMBAR])])
    assert [c.kode for c in pintu.periksa(isi).penolakan] == ["ZIP_TIDAK_WAJAR"]


def test_bytes_before_the_zip_are_not_skipped_over():
    assert [c.kode for c in pintu.periksa(b"#!/bin/sh\n" + ISI).penolakan] == ["BUKAN_XLSX"]


def test_nothing_is_written_where_a_part_wants_to_go(tmp_path):
    jahat = io.BytesIO()
    with zipfile.ZipFile(jahat, "w") as arsip:
        for nama, isi in BAGIAN.items():
            arsip.writestr(nama, isi)
        arsip.writestr(f"{tmp_path}/masuk.txt", b"x")
    assert [c.kode for c in pintu.periksa(jahat.getvalue()).penolakan] == ["ZIP_TIDAK_WAJAR"]
    assert list(tmp_path.iterdir()) == []
