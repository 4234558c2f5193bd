"""`[kosong]` in a cell of the spreadsheet asks for the field to be cleared."""

import datetime as dt

import pytest

from peserta.impor.putusan import putuskan
from peserta.tests.berkas_keras import SARI, buku, daftar, ganti


def putus(isi):
    return putuskan(isi, hari_ini=dt.date(2026, 1, 1)).baris


@pytest.mark.parametrize("tertulis", ["[kosong]", " [KOSONG] ", "[ Kosong ]"])
def test_the_mark_reads_as_a_blank_cell_and_is_noted(tertulis):
    (baris,) = putus(daftar(ganti(SARI, jabatan=tertulis, email=tertulis, hp=tertulis)))
    assert (baris.status, baris.galat) == ("terima", [])
    assert baris.kosongkan == ["jabatan", "email", "hp"]
    assert [baris.data[k] for k in ("jabatan", "email", "hp")] == ["", "", ""]
    assert [c.kode for c in baris.peringatan] == ["W_EMAIL_KOSONG"]


def test_a_plain_blank_clears_nothing():
    (baris,) = putus(daftar(ganti(SARI, jabatan="", unit="kosong", hp="-")))
    assert baris.kosongkan == []


@pytest.mark.parametrize(("bidang", "kode"), [("nip", "NIP_KARAKTER"), ("nama", "NAMA_KARAKTER")])
def test_who_a_row_speaks_of_cannot_be_cleared(bidang, kode):
    (baris,) = putus(daftar(ganti(SARI, **{bidang: "[kosong]"})))
    assert ([c.kode for c in baris.galat], baris.kosongkan) == ([kode], [])


def test_columns_of_other_layouts_clear_the_fields_that_they_fill():
    judul = ("NIP", "Nama", "Gelar Belakang", "Tempat, Tgl Lahir", "Pangkat", "Gol.")
    orang = (SARI[0], "Sari Wirastiti", "[kosong]", "[kosong]", "[kosong]", "[kosong]")
    (baris,) = putus(buku(judul, orang))
    assert set(baris.kosongkan) == {
        "gelar_belakang",
        "tempat_lahir",
        "tanggal_lahir",
        "golongan",
    }
    assert (baris.data["nama"], baris.data["golongan"]) == ("Sari Wirastiti", "")
    assert baris.data["tanggal_lahir"] == "1990-04-17"  # as for any blank: out of the NIP
