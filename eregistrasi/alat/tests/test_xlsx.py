import datetime as dt
import io
import random
import textwrap
import zipfile

import pytest
from openpyxl import load_workbook

from eregistrasi.alat import xlsx
from eregistrasi.alat.xlsx import Lembar

SAAT = dt.datetime(2026, 11, 27, 8, 12, tzinfo=dt.UTC)


def buku(*baris, judul="Peserta", kepala=("Nama", "NIP")):
    return xlsx.buku([Lembar(judul=judul, kepala=list(kepala), baris=baris)], dibuat=SAAT)


def lembar(isi):
    return load_workbook(io.BytesIO(isi)).active


@pytest.mark.parametrize(
    "jahat",
    [
        '=HYPERLINK("http://jahat.test","klik")',
        "=1+1",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "#REF!",
        "＝1+1",
        "=cmd|' /C calc'!A0",
    ],
)
def test_what_people_typed_is_text_and_never_a_formula(jahat):
    sel = lembar(buku([jahat, ""]))["A2"]

    assert (sel.value, sel.data_type, sel.quotePrefix) == (jahat, "s", True)


@pytest.mark.parametrize(
    ("ketikan", "isi"), [("\t=1+1", "=1+1"), ("\r=1+1", "=1+1"), ("\n@x", "@x")]
)
def test_a_formula_behind_a_tab_or_a_line_end_is_text_too(ketikan, isi):
    sel = lembar(buku([ketikan, ""]))["A2"]

    assert (sel.value, sel.data_type, sel.quotePrefix) == (isi, "s", True)


def test_a_heading_is_no_formula_either():
    sel = lembar(buku(kepala=["=1+1"]))["A1"]

    assert (sel.value, sel.data_type) == ("=1+1", "s")


def test_a_number_of_identity_stays_text_to_its_last_digit():
    sel = lembar(buku(["Sari", "199004172015032901"]))["B2"]

    assert (sel.value, sel.data_type, sel.number_format) == ("199004172015032901", "s", "@")


def test_characters_that_no_sheet_can_hold_are_dropped():
    sel = lembar(buku(["Sa\x00ri\x07 \ud800Dewi\nAyu\ufffe", ""]))["A2"]

    assert sel.value == "Sari Dewi Ayu"


def test_numbers_dates_and_nothing_stay_what_they_are():
    ws = lembar(buku([12, SAAT], [None, dt.date(2026, 11, 27)]))

    assert [[sel.value for sel in baris] for baris in ws.iter_rows(min_row=2)] == [
        [12, dt.datetime(2026, 11, 27, 15, 12)],  # noqa: DTZ001 -- the wall clock of WIB
        [None, dt.datetime(2026, 11, 27)],  # noqa: DTZ001 -- as openpyxl reads a date
    ]


def test_the_sheet_is_ready_to_be_read_and_printed():
    ws = lembar(buku(["Sari", "1"], kepala=["Nama lengkap dan gelar", "NIP"]))

    assert ws["A1"].font.bold
    assert ws.freeze_panes == "A2"
    assert ws.print_title_rows == "$1:$1"
    assert (ws.page_setup.orientation, ws.page_setup.paperSize) == ("landscape", 9)
    assert ws.sheet_properties.pageSetUpPr.fitToPage
    assert ws.column_dimensions["A"].width == 24


def test_the_same_sheets_give_the_same_bytes():
    assert buku(["Sari", "1"]) == buku(["Sari", "1"])
    with zipfile.ZipFile(io.BytesIO(buku(["Sari", "1"]))) as arsip:
        assert {i.date_time for i in arsip.infolist()} == {(2026, 11, 27, 15, 12, 0)}
        assert arsip.read("docProps/core.xml").count(b"2026-11-27T08:12:00Z") == 2


def test_a_sheets_name_is_one_that_excel_accepts():
    panjang = "Rekap [2026]: Kantor/Wilayah? " * 3

    assert lembar(buku(judul=panjang)).title == "Rekap  2026   Kantor Wilayah  R"
    assert lembar(buku(judul="''")).title == "Lembar"


def test_rows_may_come_from_a_generator_longer_than_the_sample_of_widths():
    isi = xlsx.buku(
        [Lembar("Banyak", ["No."], ([n] for n in range(1, 1001)))],
        dibuat=SAAT,
    )

    assert [baris[0] for baris in lembar(isi).iter_rows(min_row=2, values_only=True)] == list(
        range(1, 1001)
    )


def test_a_printed_page_tells_what_it_is():
    isi = Lembar(judul="Peserta", kepala=["Nama"], baris=[], keterangan="Hukum & HAM: Peserta")
    kepala = lembar(xlsx.buku([isi], dibuat=SAAT)).oddHeader.left.text

    assert kepala == "Hukum dan HAM: Peserta"


def test_a_row_is_as_high_as_its_words_need():
    """Words break where they stand, not where their letters add up: no line is cut off."""
    assert xlsx.jumlah_baris("Badan Pengembangan Sumber Daya Manusia Hukum", 24) == 3
    acak = random.Random(24)  # noqa: S311 -- a story, not a secret
    for _ in range(300):
        muat = acak.randint(6, 40)
        teks = " ".join("x" * acak.choice([1, 4, 9, 15, 60]) for _ in range(acak.randint(1, 9)))
        baris = textwrap.wrap(teks, muat, break_on_hyphens=False)
        assert xlsx.jumlah_baris(teks, muat) >= len(baris), (teks, muat)
