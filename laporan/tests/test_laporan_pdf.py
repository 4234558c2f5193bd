"""The report and its receipt on paper: a nota dinas, three lists, and the workbook beside it."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from openpyxl import load_workbook

from eregistrasi.alat import pdf
from eregistrasi.alat.bahasa import rentang
from eregistrasi.alat.tests.baca import huruf_lepas, jumlah_halaman, perlu_pango, qr, teks
from laporan.bahan_contoh import contoh_peserta
from laporan.contoh import majukan
from pelatihan import terbitan
from pelatihan.lembar import surat_keputusan
from pelatihan.sop import Tahap
from pengguna.models import KepalaPusat


@pytest.fixture
def selesai(pelatihan_di):
    """A training whose report was received: of twelve eight come, two refuse, two are silent."""
    return pelatihan_di(Tahap.SELESAI, peserta=contoh_peserta(12))


@perlu_pango
def test_the_report_is_a_nota_dinas_with_three_lists(selesai):
    dokumen = selesai.dokumen.get(jenis="laporan")

    isi = terbitan.isi(dokumen)
    kertas = teks(isi)

    for kalimat in (
        "NOTA DINAS Nomor: SDM.5-SM.02.01-512",
        f"Hal Laporan Data Peserta {selesai.nama_tahun}",
        "berjumlah 12 (dua belas) orang untuk kuota 40 (empat puluh) peserta.",
        "bersedia: 8 (delapan) orang atau 66,7%;",
        "tidak bersedia: 2 (dua) orang atau 16,7%; dan",
        "tidak mengonfirmasi: 2 (dua) orang atau 16,6%.",
        "Sebagian calon peserta berada di daerah dengan jaringan terbatas.",
        "Ketua Tim Kerja, Citra Lestari, S.H., M.Si.",
        "Lampiran I: Daftar Peserta Bersedia",
        "Lampiran II: Daftar Peserta Tidak Bersedia",
        "Lampiran III: Daftar Peserta Tidak Mengonfirmasi",
        f"Sidik data laporan (SHA-256): {dokumen.rekaman['sidik']}",
        f"1 dari {jumlah_halaman(isi)}",
    ):
        assert kalimat in kertas
    for baris in dokumen.rekaman["lampiran_1"]:
        assert f"{baris['no']} {baris['nama']}" in kertas
    assert "ditandatangani" not in kertas
    assert huruf_lepas(isi) == set()
    assert qr(isi)[0] == f"http://testserver/v/{dokumen.kode}/"


@perlu_pango
def test_a_long_list_runs_over_pages_and_repeats_its_headings(selesai):
    r = selesai.dokumen.get(jenis="laporan").rekaman
    baris = [
        {**r["lampiran_1"][n % 8], "no": n + 1, "unit_kerja": "Kantor Wilayah " * 6}
        for n in range(36)
    ]
    html = render_to_string("dokumen/laporan.html", {"r": {**r, "lampiran_1": baris}})

    isi = pdf.buat_pdf(html, judul="Laporan", pengenal="x")

    assert teks(isi).count("No. Nama NIP/NI PPPK Pangkat/Gol.") > 2
    assert f"36 {baris[-1]['nama']}" in teks(isi)


@perlu_pango
def test_a_report_of_nobody_says_so_and_does_not_break(selesai):
    r = selesai.dokumen.get(jenis="laporan").rekaman
    kosong = {"lampiran_1": [], "lampiran_2": [], "lampiran_3": [], "kendala": "", "saran": ""}
    kosong |= {"tindak_lanjut": "", "angka": dict.fromkeys(r["angka"], 0)}
    html = render_to_string("dokumen/laporan.html", {"r": {**r, **kosong}})

    kertas = teks(pdf.buat_pdf(html, judul="Laporan", pengenal="x"))

    assert "bersedia: 0 (nol) orang" in kertas
    assert "Tidak ada kendala." in kertas
    assert "Tidak ada peserta yang bersedia." in kertas
    assert "Komposisi" not in kertas


@perlu_pango
def test_the_receipt_names_the_report_by_its_hash_and_who_received_it(selesai):
    dokumen = selesai.dokumen.get(jenis="tanda_terima")

    isi = terbitan.isi(dokumen)
    kertas = teks(isi)

    for kalimat in (
        "TANDA TERIMA LAPORAN",
        "Nomor laporan SDM.5-SM.02.01-512",
        "Citra Lestari, S.H., M.Si.",
        "Catatan/arahan Terima kasih.",
        "Disetujui secara elektronik oleh Dr. Ratna Wulandari, S.H., M.H. pada",
        selesai.laporan.get().sidik,
    ):
        assert kalimat in kertas
    assert "ditandatangani" not in kertas
    assert jumlah_halaman(isi) == 1
    assert qr(isi)[0] == f"http://testserver/v/{dokumen.kode}/"


def test_the_workbook_holds_the_same_rows_with_identity_numbers_as_text(selesai):
    dokumen = selesai.dokumen.get(jenis="laporan_xlsx")

    buku = load_workbook(io.BytesIO(terbitan.isi(dokumen)))

    assert buku.sheetnames == [
        "Rekap", "Peserta", "Per unit", "Tidak bersedia", "Pengganti", "Log SOP",
    ]  # fmt: skip
    rekap = {(b[0].value, b[1].value): b[2].value for b in buku["Rekap"].iter_rows(min_row=2)}
    assert [rekap["Konfirmasi", k] for k in ("Dipanggil", "Bersedia", "Tidak bersedia")] == [
        12, 8, 2,
    ]  # fmt: skip
    baris = [b for n in (1, 2, 3) for b in dokumen.rekaman[f"lampiran_{n}"]]
    jumlah = list(buku["Per unit"].iter_rows(values_only=True))[-1]
    assert jumlah == ("Jumlah seluruhnya", None, None, 12, 8, 2, 2, 0)
    for lembar in buku:
        tata = lembar.page_setup
        assert (tata.orientation, int(tata.paperSize)) == ("landscape", 9)
        assert (lembar.freeze_panes, lembar.print_title_rows) == ("A2", "$1:$1")
    assert [sel.value for sel in buku["Peserta"]["C"][1:]] == [b["nip"] or None for b in baris]
    assert {type(sel.value) for sel in buku["Peserta"]["C"][1:]} <= {str, type(None)}


def test_the_workbook_is_made_of_its_snapshot_alone(selesai):
    dokumen = selesai.dokumen.get(jenis="laporan_xlsx")

    assert terbitan._buat(dokumen) == terbitan._buat(dokumen)


@perlu_pango
def test_papers_of_an_acting_head_name_prefix_decree_and_time(orang, erna, citra):
    """Erna acts as Plh. from step 1 to step 6; Citra, a Plt. at the same time, signs nothing."""
    kini = timezone.now()
    masa = {"mulai": kini - dt.timedelta(hours=1), "sampai": kini + dt.timedelta(days=5)}
    KepalaPusat.objects.create(pengguna=citra, awalan="Plt.", nomor_sk="SEK-99/2026", **masa)
    KepalaPusat.objects.create(pengguna=erna, awalan="Plh.", nomor_sk="SEK-12/2026", **masa)
    p = majukan(Tahap.SELESAI, replace(orang, kepala=erna))

    sk = "Plh. Kepala Pusat, berdasarkan Surat Keputusan Nomor SEK-12/2026, masa tugas " + rentang(
        *(timezone.localdate(saat) for saat in masa.values())
    )
    lembar = p.disposisi.get(tingkat=1).dokumen
    for dokumen in (lembar, p.laporan.get().penerimaan.dokumen):
        kertas = teks(terbitan.isi(dokumen))
        assert sk in kertas
        assert f"Disetujui secara elektronik oleh {erna} pada" in kertas
        assert "SEK-99" not in kertas
    assert surat_keputusan(citra, "Plt. Kepala Pusat", kini)["sk"] == "SEK-99/2026"
    assert surat_keputusan(orang.kepala, "Kepala Pusat", kini) == {"sk": "", "masa": ""}
    semua = {b["sebagai"] for b in p.laporan.get().rekaman["log"]}
    assert semua == {"Plh. Kepala Pusat", "Ketua Tim Kerja", "Tim Kerja"}
