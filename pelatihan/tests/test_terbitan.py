"""Papers: issued once, printed once, the same for ever."""

import hashlib
import threading
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from eregistrasi.alat import kode, pdf
from eregistrasi.alat.models import IsiBerkas
from eregistrasi.alat.tests.baca import (
    huruf_lepas,
    jumlah_halaman,
    lampiran,
    perlu_pango,
    qr,
    teks,
)
from pelatihan import terbitan
from pelatihan.models import Dokumen
from pelatihan.sop import Tahap
from pengguna.models import Organisasi

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture
def lembar(pelatihan_di):
    """The sheet that Ratna sent to Citra, not printed yet."""
    return pelatihan_di(Tahap.DISPOSISI_KETUA).dokumen.get()


def test_a_paper_is_issued_with_letterhead_code_and_the_sentence_of_its_check(lembar):
    r = lembar.rekaman

    assert kode.sah(lembar.kode)
    assert r["kode"] == kode.kelompok(lembar.kode)
    assert r["url_periksa"] == f"http://testserver/v/{lembar.kode}/"
    assert r["situs"] == "testserver/v/"
    assert r["kop"]["pusat"] == "Pusat Pengembangan Pelatihan Fungsional dan HAM"
    assert r["penutup"].endswith(f"kode verifikasi {r['kode']} pada halaman testserver/v/.")
    assert (lembar.isi.name, lembar.sha256, lembar.ukuran) == ("", "", 0)


@perlu_pango
def test_the_bytes_are_made_once_and_served_for_ever(lembar):
    pertama = terbitan.isi(lembar)
    Organisasi.objects.update(pusat="Pusat yang Lain")

    lagi = terbitan.isi(Dokumen.objects.get(pk=lembar.pk))

    assert lagi == pertama
    lembar.refresh_from_db()
    assert lembar.sha256 == hashlib.sha256(pertama).hexdigest()
    assert lembar.ukuran == len(pertama)
    assert IsiBerkas.objects.filter(nama__startswith="dokumen/").count() == 1


@perlu_pango
def test_printing_the_same_snapshot_again_gives_the_same_bytes(lembar):
    assert terbitan._buat(lembar) == terbitan._buat(lembar)


@perlu_pango
def test_the_lembar_disposisi_says_who_handed_what_to_whom(lembar):
    isi = terbitan.isi(lembar)
    kertas = teks(isi)

    for kalimat in (
        "KEMENTERIAN HUKUM DAN HAK ASASI MANUSIA",
        "LEMBAR DISPOSISI",
        f"Nomor agenda {lembar.nomor}",
        "Sifat Segera",
        "Surat dari Sekretaris BPSDM Hukum dan HAM",
        "Citra Lestari, S.H., M.Si.",
        "Pastikan seluruh calon peserta mengonfirmasi sebelum batas waktu.",
        "Disetujui secara elektronik oleh Dr. Ratna Wulandari, S.H., M.H. pada",
        "Segel sistem, bukan TTE tersertifikasi BSrE",
    ):
        assert kalimat in kertas
    assert "ditandatangani" not in kertas
    assert "☑ Laporkan hasilnya" in kertas
    assert jumlah_halaman(isi) == 1
    assert huruf_lepas(isi) == set()
    assert qr(isi)[0] == lembar.rekaman["url_periksa"]


@perlu_pango
def test_the_seal_is_the_hash_of_the_record_that_travels_inside(lembar):
    isi = terbitan.isi(lembar)

    segel = hashlib.sha256(lampiran(isi)).hexdigest()

    assert f"SHA-256 rekaman {segel[:16]}" in teks(isi)
    assert lampiran(isi) == terbitan.rekaman_json(lembar.rekaman)


@perlu_pango
def test_the_emblem_of_the_day_of_issue_stays_on_the_paper(orang, pelatihan_di):
    organisasi = Organisasi.kini()
    organisasi.logo.save("lambang.svg", ContentFile(LOGO))
    lembar = pelatihan_di(Tahap.DISPOSISI_KETUA).dokumen.get()
    lama = lembar.rekaman["kop"]["logo"]
    organisasi.logo.save("baru.svg", ContentFile(LOGO.replace(b"M0", b"M1")))

    terbitan.isi(lembar)

    assert lama.startswith("logo/")
    assert IsiBerkas.objects.filter(nama=lama).exists()


@perlu_pango
@pytest.mark.django_db(transaction=True)
def test_two_who_come_at_once_get_the_same_bytes_and_one_file_is_named(lembar):
    hasil, siap = [], threading.Barrier(2)

    def ambil():
        dokumen = Dokumen.objects.get(pk=lembar.pk)
        siap.wait(timeout=10)
        hasil.append(terbitan.isi(dokumen))
        connection.close()

    orang = [threading.Thread(target=ambil) for _ in range(2)]
    for o in orang:
        o.start()
    for o in orang:
        o.join(timeout=60)

    assert len(hasil) == 2
    assert hasil[0] == hasil[1]


@perlu_pango
def test_the_worker_makes_what_nobody_asked_for_yet(pelatihan_di):
    p = pelatihan_di(Tahap.PENYIAPAN)

    terbitan.buat_yang_belum()

    assert [bool(d.isi) for d in p.dokumen.all()] == [True, True]
    assert [d.nama_berkas for d in p.dokumen.all()] == [
        f"Lembar_Disposisi_{n}_{d.nomor.replace('/', '-')}.pdf"
        for n, d in enumerate(p.dokumen.all(), 1)
    ]


@perlu_pango
def test_a_paper_that_cannot_be_printed_is_named_and_the_others_are_made(pelatihan_di, caplog):
    p = pelatihan_di(Tahap.PENYIAPAN)
    rusak = terbitan.terbitkan(
        p,
        Dokumen.Jenis.LEMBAR_DISPOSISI,
        nomor="0099/ND/2026",
        nama_berkas="Rusak.pdf",
        rekaman=p.dokumen.first().rekaman,
    )
    asli = pdf.buat_pdf

    def cetak(html, *, pengenal, **kwargs):
        if pengenal == rusak.kode:
            html = html.replace("<main>", '<main><img src="http://127.0.0.1:1/x.png">')
        return asli(html, pengenal=pengenal, **kwargs)

    with mock.patch.object(pdf, "buat_pdf", cetak):
        terbitan.buat_yang_belum()

    assert [bool(d.isi) for d in p.dokumen.all()] == [True, True, False]
    assert f"Dokumen {rusak.pk} tidak dapat dicetak" in caplog.text


def test_without_pango_the_worker_waits_and_the_reader_is_told(lembar, monkeypatch):
    monkeypatch.setattr(pdf, "tersedia", lambda: False)

    terbitan.buat_yang_belum()

    lembar.refresh_from_db()
    assert not lembar.isi
    with pytest.raises(pdf.PdfTidakTersedia):
        terbitan.isi(lembar)
