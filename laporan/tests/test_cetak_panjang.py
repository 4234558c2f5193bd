"""A report of many people: chapters laid out and tagged, the lists drawn behind them."""

import io

import pikepdf
import pytest

from eregistrasi.alat import pdf_panjang
from eregistrasi.alat.tests.baca import jumlah_halaman, perlu_pango, teks
from laporan import cetak
from laporan.bahan_contoh import contoh_peserta
from pelatihan import terbitan
from pelatihan.sop import Tahap


def test_rows_are_broken_where_they_must_and_headings_repeat():
    tabel = pdf_panjang.Tabel(
        "Judul", "Sub", ["No.", "Nama", "Nomor"], [9, 40, 0],
        [[n, f"Nur'aini {'Panjang' * 9} {n}", "ER/PF-AHM/I/2026/0017"] for n in range(90)],
    )  # fmt: skip
    halaman = pdf_panjang.susun([tabel])
    isi = pdf_panjang.gambar(halaman, kaki="Kaki", awal=3, jumlah=9, judul="Judul")
    kertas = teks(isi)
    assert len(halaman) == jumlah_halaman(isi) == kertas.count("No. Nama Nomor") > 3
    assert ("3 dari 9" in kertas, "Nur'aini" in kertas) == (True, True)
    lebar = pdf_panjang.LEBAR - pdf_panjang.TEPI
    for satu in halaman:
        for x, y, huruf, _, _, baris in satu.teks:
            assert y > pdf_panjang.BAWAH - 12
            assert x + pdf_panjang._ukur(baris, huruf) <= lebar
    assert isi == pdf_panjang.gambar(halaman, kaki="Kaki", awal=3, jumlah=9, judul="Judul")


@pytest.mark.parametrize("sisa", [1, 2, 3, 4])
def test_the_last_page_of_a_list_holds_no_row_or_two_all_alone(sisa):
    kepala, lebar = ["No.", "Nama"], [9, 0]

    def halaman(jumlah):
        baris = [[n, f"Orang {n}"] for n in range(1, jumlah + 1)]
        semua = pdf_panjang.susun([pdf_panjang.Tabel("Judul", "Sub", kepala, lebar, baris)])
        return [[t[5] for t in satu.teks if t[5].isdigit()] for satu in semua]

    penuh = next(n for n in range(1, 99) if len(halaman(n + 1)) == 2)
    hasil = halaman(penuh + sisa)
    assert [len(h) for h in hasil] == [penuh - max(3 - sisa, 0), max(3, sisa)]
    assert [n for h in hasil for n in h] == [str(n) for n in range(1, penuh + sisa + 1)]


@perlu_pango
@pytest.mark.django_db
def test_a_long_report_is_one_file_with_its_record_inside(pelatihan_di, monkeypatch):
    monkeypatch.setattr(cetak, "BERTAG_MAKS", 5)
    p = pelatihan_di(Tahap.PEMERIKSAAN, peserta=contoh_peserta(12))
    dokumen = p.laporan.get().pdf

    isi = terbitan.isi(dokumen)
    kertas = teks(isi)

    jumlah = jumlah_halaman(isi)
    assert [f"{n} dari {jumlah}" in kertas for n in range(1, jumlah + 1)] == [True] * jumlah
    for baris in dokumen.rekaman["lampiran_1"]:
        assert baris["nomor"].replace("/", "") in kertas.replace("/ ", "/").replace("/", "")
    with pikepdf.open(io.BytesIO(isi)) as buku:
        assert sorted(buku.attachments) == ["rekaman.json", "rekaman.json.sig"]
        assert bytes(buku.trailer.ID[0]) == dokumen.kode.encode()
        xmp = buku.Root.Metadata.read_bytes()
    assert b'pdfaid:conformance="B"' in xmp
    assert b"<pdfuaid:part>" not in xmp
    assert terbitan._buat(dokumen) == isi
