"""Budi gets his own workbook back with every fault where it stands, mends it, and hands it in."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from openpyxl import load_workbook

from pelatihan.sop import Tahap
from peserta.impor import periksa
from peserta.impor.perbaikan import JUDUL_SEBAB, WARNA, TakTerbuat, buat
from peserta.models import BerkasUnggahan, Peserta, Unggahan
from peserta.tests.berkas_keras import JUDUL, SARI, TOGAR, buku, ganti

BULAT = ganti(TOGAR, nip=1.98512212009121e17, email="togar@")
KOSONG = ganti(SARI, nip="199305242019032908", nama="")


@pytest.fixture
def p(pelatihan_di):
    return pelatihan_di(Tahap.PENYIAPAN)


@pytest.fixture
def meja(client, budi):
    client.force_login(budi)
    return client


def unggah(meja, p, isi):
    return meja.post(
        f"/pelatihan/{p.kode}/peserta/impor/",
        {"berkas": SimpleUploadedFile("Daftar.xlsx", isi)},
        follow=True,
    )


def unduh(meja, p, **lain):
    pk = Unggahan.objects.latest("pk").pk
    return meja.get(f"/pelatihan/{p.kode}/peserta/impor/{pk}/perbaikan/", **lain)


def lembar(isi):
    return load_workbook(io.BytesIO(isi))["Data"]


def diwarnai(ws):
    return {
        s.coordinate: s.comment.text
        for baris in ws.iter_rows()
        for s in baris
        if s.fill.start_color.rgb == WARNA
    }


@pytest.mark.django_db
def test_bad_cells_come_back_marked_and_good_rows_as_they_were(meja, p):
    isi = buku(JUDUL, SARI, BULAT, KOSONG, SARI)
    halaman = unggah(meja, p, isi)
    assert "Unduh Berkas Perbaikan" in halaman.content.decode()
    berkas = unduh(meja, p)
    assert berkas["Content-Disposition"] == (
        f'attachment; filename="Perbaikan_Data_Peserta_{p.kode}.xlsx"'
    )
    asal, ws = lembar(isi), lembar(berkas.content)
    presisi = (
        "Digit terakhir NIP/NIK hilang karena dibulatkan oleh Excel. Ubah sel menjadi format "
        "Teks, lalu ketik ulang nomornya."
    )
    surel = "Alamat surel pada kolom Email tidak sah. Contoh: nama@instansi.go.id."
    nama = "Nama kosong. Isi nama lengkap peserta."
    ganda = "Data ganda: NIP/NIK sama dengan baris 2. Hapus salah satu baris."
    assert diwarnai(ws) == {"A3": presisi, "J3": surel, "B4": nama, "A5": ganda}
    assert [ws.cell(n, 12).value for n in range(1, 6)] == [
        JUDUL_SEBAB,
        None,
        f"{presisi} {surel}",
        nama,
        ganda,
    ]
    for baris in asal.iter_rows(max_col=11):
        for sel in baris:
            assert ws[sel.coordinate].value == sel.value
            assert ws[sel.coordinate].number_format == sel.number_format
    assert Peserta.objects.count() == 0


@pytest.mark.django_db
def test_a_file_mended_by_half_shows_what_is_left_and_no_old_mark(meja, p):
    unggah(meja, p, buku(JUDUL, SARI, BULAT, KOSONG))
    wb = load_workbook(io.BytesIO(unduh(meja, p).content))
    wb["Data"]["A3"], wb["Data"]["J3"] = TOGAR[0], TOGAR[9]
    isi = io.BytesIO()
    wb.save(isi)
    halaman = unggah(meja, p, isi.getvalue())
    assert {k: n for k, n in halaman.context["jumlah"].items() if n} == {"baru": 2, "salah": 1}
    assert "Kolom tidak dikenali" not in halaman.content.decode()
    ws = lembar(unduh(meja, p).content)
    assert diwarnai(ws) == {"B4": "Nama kosong. Isi nama lengkap peserta."}
    assert [ws.cell(n, 12).value for n in (1, 2, 3)] == [JUDUL_SEBAB, None, None]
    assert ws["A3"].comment is None
    assert ws.max_column == 12


@pytest.mark.django_db
def test_the_bytes_lie_unreadable_and_go_with_the_preview(meja, p):
    isi = buku(JUDUL, SARI, KOSONG)
    unggah(meja, p, isi)
    with connection.cursor() as kursor:
        kursor.execute("SELECT isi FROM peserta_berkasunggahan")
        mentah = bytes(kursor.fetchone()[0])
    assert not mentah.startswith(b"PK")
    assert isi[:64] not in mentah
    assert BerkasUnggahan.objects.get().isi == isi
    Unggahan.objects.all().delete()
    assert not BerkasUnggahan.objects.exists()


@pytest.mark.django_db
def test_it_is_its_owners_alone(meja, p, client, citra, dodi):
    unggah(meja, p, buku(JUDUL, KOSONG))
    kode = {}
    for siapa in (citra, dodi):
        client.force_login(siapa)
        kode[siapa.username] = unduh(client, p).status_code
    assert kode == {"citra": 403, "dodi": 404}


@pytest.mark.django_db
def test_without_a_fault_or_without_the_bytes_the_page_says_so(meja, p):
    unggah(meja, p, buku(JUDUL, SARI))
    assert "Unduh Berkas Perbaikan" not in unduh(meja, p, follow=True).content.decode()
    unggah(meja, p, buku(JUDUL, KOSONG))
    BerkasUnggahan.objects.all().delete()
    halaman = unduh(meja, p, follow=True)
    assert "Berkas perbaikan tidak dapat dibuat dari berkas ini." in halaman.content.decode()


def test_five_thousand_rows_are_marked_within_the_bounds():
    banyak = [ganti(SARI, nip=f"1990041720{n:08}") for n in range(5000)]
    isi = buku(JUDUL, *banyak)
    assert len(periksa(isi).baris) == 5000
    ws = lembar(buat(isi, {n: [("nip", "Salah.")] for n in range(2, 5002)}))
    assert ws["L5001"].value == "Salah."
    assert ws["A5001"].comment.text == "Salah."


def test_a_merged_cell_is_marked_where_it_speaks():
    isi = buku(JUDUL, SARI, TOGAR, gabung=["I2:I3"])
    ws = lembar(buat(isi, {3: [("instansi", "Terlalu panjang.")]}))
    assert diwarnai(ws) == {"I2": "Terlalu panjang."}
    assert ws["L3"].value == "Terlalu panjang."


def test_a_reason_is_never_a_formula():
    ws = lembar(buat(buku(JUDUL, SARI), {2: [("nip", "=1+1")]}))
    assert ws["L2"].data_type == "s"
    assert ws["L2"].value == "=1+1"


def test_what_is_no_workbook_is_refused_not_crashed():
    with pytest.raises(TakTerbuat):
        buat(b"PK\x03\x04 bukan buku kerja", {2: [("nip", "Salah.")]})
