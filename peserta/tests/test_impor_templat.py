"""The template that goes out and comes back, and the command that judges any file."""

import datetime as dt
import io
import json

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from pelatihan.sop import Tahap
from peserta.impor import periksa
from peserta.impor.templat import CONTOH, templat
from peserta.tests.berkas_keras import SARI, daftar, sel

HARI_INI = dt.date(2026, 1, 1)


def kode(isi):
    hasil = periksa(isi, hari_ini=HARI_INI)
    return [c.kode for c in hasil.penolakan] or [b.status for b in hasil.baris]


def test_the_untouched_template_holds_nobody():
    assert kode(templat("Pelatihan Contoh", instansi=["Kementerian Hukum"])) == ["TANPA_DATA"]


def test_the_filled_template_comes_back_clean():
    buku = load_workbook(io.BytesIO(templat("=Pelatihan\x07 Contoh")))
    for kolom, nilai in enumerate(SARI, start=1):
        buku["Data"].cell(3, kolom, nilai)
    keluar = io.BytesIO()
    buku.save(keluar)
    hasil = periksa(keluar.getvalue(), hari_ini=HARI_INI)
    assert [
        (b.baris, b.status, [c.kode for c in (*b.galat, *b.peringatan)]) for b in hasil.baris
    ] == [
        (2, "lewati", ["BARIS_CONTOH"]),
        (3, "terima", []),
    ]
    assert hasil.peringatan_berkas == []


def test_the_template_guards_numbers_and_offers_lists():
    buku = load_workbook(io.BytesIO(templat("Pelatihan Contoh", instansi=["A", "B"])))
    data = buku["Data"]
    judul = [sel.value for sel in data[1]]
    teks = {
        data.cell(1, k + 1).value for k in range(11) if data.cell(1001, k + 1).number_format == "@"
    }
    assert teks == {"NIP", "Tanggal Lahir", "No. HP"}
    assert [sel.value for sel in data[2]] == list(CONTOH.values())
    assert all(sel.comment for sel in data[1])
    assert len(judul) == 11
    assert {str(v.sqref): v.formula1 for v in data.data_validations.dataValidation} == {
        "E2:E1001": '"L,P"',
        "F2:F1001": "Ref!$A$1:$A$34",
        "I2:I1001": "Ref!$B$1:$B$2",
    }
    assert [(s.title, s.sheet_state) for s in buku] == [
        ("Data", "visible"),
        ("Petunjuk", "visible"),
        ("Ref", "hidden"),
    ]


def test_the_command_prints_the_verdict_and_nothing_else(tmp_path, capsys):
    berkas = tmp_path / "peserta.xlsx"
    berkas.write_bytes(sel(daftar(SARI), "A2", '<c r="A2"><v>1.99004172015033E+17</v></c>'))
    call_command("periksa_impor", str(berkas), "--hari-ini", "2026-01-01")
    assert json.loads(capsys.readouterr().out) == {
        "hasil": "baris",
        "kode": [],
        "pesan": [],
        "peringatan_berkas": [],
        "baris": [
            {
                "baris": 2,
                "status": "tolak",
                "kode": ["NIP_PRESISI"],
                "peringatan": [],
                "pesan": [
                    "Digit terakhir NIP/NIK hilang karena dibulatkan oleh Excel. "
                    "Ubah sel menjadi format Teks, lalu ketik ulang nomornya."
                ],
            }
        ],
    }
    (tmp_path / "kosong.xlsx").write_bytes(b"")
    call_command("periksa_impor", str(tmp_path / "kosong.xlsx"))
    assert json.loads(capsys.readouterr().out)["kode"] == ["BERKAS_KOSONG"]


@pytest.mark.django_db
def test_the_command_compares_with_a_training_and_refuses_a_code_that_none_has(
    tmp_path, capsys, pelatihan_di
):
    p = pelatihan_di(Tahap.PENYIAPAN)
    p.peserta.create(nama="Sari Dewi", nip=SARI[0])
    berkas = tmp_path / "peserta.xlsx"
    berkas.write_bytes(daftar(SARI))
    call_command("periksa_impor", str(berkas), pelatihan=p.kode)
    (baris,) = json.loads(capsys.readouterr().out)["baris"]
    assert (baris["status"], baris["kode"]) == ("tolak", ["DUPLIKAT_BASIS_DATA"])
    for lain in ("2099-999", ""):
        with pytest.raises(CommandError, match="Tidak ada pelatihan berkode"):
            call_command("periksa_impor", str(berkas), pelatihan=lain)
    assert capsys.readouterr().out == ""
