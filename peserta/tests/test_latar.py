"""Long lists: the page answers at once, the worker does the work, and the way goes on by itself."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from laporan.bahan_contoh import isian_lengkap
from pekerjaan.models import Keadaan, Pekerjaan
from pekerjaan.tests.kerja import kerjakan_semua
from pelatihan import persiapan
from pelatihan.alur import langkah
from pelatihan.models import Petugas
from pelatihan.sop import Aksi, Tahap
from peserta import alur, jeda_kirim, latar, susulan
from peserta.models import Konfirmasi, Peserta, Unggahan
from peserta.tests.berkas_keras import JUDUL, SARI, buku, ganti
from surel.models import Surel

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def banyak(p, jumlah):
    """So many people on the list, besides those who are there."""
    Peserta.objects.bulk_create(
        Peserta(pelatihan=p, nama=f"Calon {n}", nrp=f"{n:08}", email=f"calon{n}@contoh.example")
        for n in range(jumlah)
    )


@pytest.fixture
def siap(pelatihan_di, budi):
    """A training that lacks nothing but people."""
    p = pelatihan_di(Tahap.PENYIAPAN)
    persiapan.lengkapi(p, oleh=budi, **isian_lengkap(p, "PF-AHM"))
    p.refresh_from_db()
    return p


@pytest.fixture
def meja(client, budi):
    client.force_login(budi)
    return client


def dasar(p):
    return f"/pelatihan/{p.kode}/peserta/"


def test_a_long_list_becomes_a_file_that_lies_ready_for_budi(meja, pelatihan_di, budi, dodi):
    p = pelatihan_di(Tahap.PENYIAPAN)
    banyak(p, latar.EKSPOR_LANGSUNG + 1)
    jawab = meja.post(f"{dasar(p)}ekspor/?q=calon+7", {"jenis": "xlsx"})
    assert jawab.headers["Content-Type"] == XLSX  # what is short is given at once
    b"".join(jawab.streaming_content)
    jawab = meja.post(f"{dasar(p)}ekspor/", {"jenis": "xlsx"})
    kerja = Pekerjaan.objects.get()
    assert jawab.headers["Location"] == kerja.get_absolute_url()
    assert p.jejak.filter(aksi="ekspor_peserta").count() == 1

    (kerja,) = kerjakan_semua()
    assert (kerja.keadaan, kerja.kemajuan) == (Keadaan.SELESAI, "2.001 dari 2.001 baris")
    assert "Unduh Berkas" in meja.get(kerja.get_absolute_url()).content.decode()
    jawab = meja.get(f"{kerja.get_absolute_url()}berkas/")
    lembar = openpyxl.load_workbook(io.BytesIO(jawab.content)).active
    assert lembar.max_row == 2_001 + 5
    assert p.jejak.filter(aksi="ekspor_peserta").latest("pk").tindakan == (
        "mengekspor data 2001 peserta ke Excel (semua peserta. Urut menurut nama)"
    )

    Petugas.objects.filter(pengguna=budi).update(sampai=timezone.now())
    assert [meja.get(a).status_code for a in (dasar(p), f"{kerja.get_absolute_url()}berkas/")] == [
        404,
        404,
    ]
    meja.force_login(dodi)
    assert meja.get(f"{kerja.get_absolute_url()}berkas/").status_code == 404


def _kata(n):
    return "".join(chr(97 + n * 7919 // 26**i % 26) for i in range(5))


def lembar_besar(jumlah):
    """A sheet of people who differ in everything that does not compress."""
    return buku(
        JUDUL,
        *(
            ganti(
                SARI,
                nip=f"{1966 + n // 336}{n // 28 % 12 + 1:02}{n % 28 + 1:02}2020012{n % 900 + 100}",
                nama=f"Sari {_kata(n).capitalize()}",
                tanggal="",
                email=f"sari{n * 104_729 % 1_000_000}@contoh.example",
            )
            for n in range(jumlah)
        ),
    )


def unggah(meja, p, isi):
    berkas = SimpleUploadedFile("Daftar.xlsx", isi, content_type=XLSX)
    return meja.post(f"{dasar(p)}impor/", {"berkas": berkas})


def test_a_large_sheet_is_read_and_saved_behind_the_page(meja, pelatihan_di):
    p = pelatihan_di(Tahap.PENYIAPAN)
    jumlah = 3_000
    isi = lembar_besar(jumlah)
    assert len(isi) > latar.BACA_LANGSUNG

    jawab = unggah(meja, p, isi)
    assert jawab.headers["Location"] == Pekerjaan.objects.get().get_absolute_url()
    assert Unggahan.objects.get().keadaan == Unggahan.Keadaan.DIBACA
    kerjakan_semua()
    halaman = meja.get(jawab.headers["Location"], follow=True)
    (alamat, _), *_ = halaman.redirect_chain
    assert alamat == f"{dasar(p)}impor/{Unggahan.objects.get().pk}/"
    siap = halaman.context["jumlah"]["baru"]
    assert siap > latar.SIMPAN_LANGSUNG

    simpan = [meja.post(f"{alamat}simpan/").headers["Location"] for _ in range(2)]
    assert simpan[0] == simpan[1]  # a double click is one job
    kerjakan_semua()
    assert p.peserta.filter(nama__startswith="Sari").count() == siap
    halaman = meja.get(simpan[0], follow=True)
    assert halaman.redirect_chain == [(dasar(p), 302)]
    riwayat = f'<a href="{dasar(p)}impor/riwayat/">Riwayat Impor</a>'
    assert f"{siap} peserta telah disimpan. {riwayat}" in halaman.content.decode()
    assert "sudah disimpan" in meja.post(f"{alamat}simpan/", follow=True).content.decode()


def test_a_large_file_that_cannot_be_used_says_so_and_offers_no_second_try(meja, pelatihan_di):
    p = pelatihan_di(Tahap.PENYIAPAN)
    alamat = unggah(meja, p, b"PK" + bytes(latar.BACA_LANGSUNG)).headers["Location"]
    (kerja,) = kerjakan_semua()
    assert kerja.keadaan == Keadaan.GAGAL
    halaman = meja.get(alamat).content.decode()
    assert kerja.pesan in halaman
    assert "Coba Lagi" not in halaman
    assert f'href="{dasar(p)}impor/"' in halaman


def test_many_are_asked_behind_the_page_and_a_colleague_who_was_later_is_told(meja, siap, budi):
    p = siap
    banyak(p, latar.UNDANG_LANGSUNG + 1)
    assert meja.post(f"{dasar(p)}buka-registrasi/").status_code == 422  # the number is typed
    n = p.peserta.belum_diundang().count()
    jawab = meja.post(f"{dasar(p)}buka-registrasi/", {"dilihat": n, "ketik": n})
    (kerja,) = Pekerjaan.objects.all()
    assert jawab.headers["Location"] == kerja.get_absolute_url()
    p.refresh_from_db()
    assert p.tahap == Tahap.PENYIAPAN

    kerjakan_semua()
    p.refresh_from_db()
    assert p.tahap == Tahap.REGISTRASI
    assert Konfirmasi.objects.count() == Surel.objects.filter(jenis="undangan").count() == 501
    halaman = meja.get(kerja.get_absolute_url(), follow=True).content.decode()
    assert "Registrasi telah dibuka. Undangan sedang dikirim kepada 501 calon peserta." in halaman

    terlambat = latar.minta_buka(p, oleh=budi, jumlah=501)
    kerjakan_semua()
    terlambat.refresh_from_db()
    assert terlambat.keadaan == Keadaan.GAGAL
    assert terlambat.pesan.startswith("Buka Registrasi tidak dapat dilakukan.")
    assert Konfirmasi.objects.count() == 501


def test_a_step_that_was_taken_from_the_asker_is_refused_when_its_turn_comes(siap, budi):
    p = siap
    banyak(p, latar.UNDANG_LANGSUNG + 1)
    latar.minta_buka(p, oleh=budi, jumlah=1)
    alur.buka_registrasi(p, oleh=budi)
    (kerja,) = kerjakan_semua()
    assert kerja.pesan == (
        "Buka Registrasi tidak dapat dilakukan. Tahap pelatihan ini sekarang: Registrasi Dibuka."
    )


def test_a_long_list_that_comes_late_is_saved_at_once_and_asked_piece_by_piece(
    pelatihan_di, budi, monkeypatch
):
    """Answers get in between the pieces, so nobody on the list waits for everybody's letter."""
    p = pelatihan_di(Tahap.REGISTRASI)
    monkeypatch.setattr(susulan, "UNDANG_SEKALIGUS", 3)
    monkeypatch.setattr(susulan, "POTONG", 2)
    monkeypatch.setattr(jeda_kirim, "MULAI", 4)
    banyak(p, 5)
    baru = list(p.peserta.belum_diundang())

    with langkah(p, Aksi.CATAT_PESERTA, oleh=budi) as kunci:
        susulan.undang_atau_minta(kunci, baru, oleh=budi)
        susulan.undang_atau_minta(kunci, baru, oleh=budi)  # asked for twice, it is one job

    kerja = Pekerjaan.objects.get()
    assert (kerja.jenis, Konfirmasi.objects.filter(peserta__in=baru).count()) == (susulan.JENIS, 0)
    kerjakan_semua()
    kerja.refresh_from_db()
    assert kerja.keadaan == Keadaan.SELESAI
    assert Konfirmasi.objects.filter(peserta__in=baru).count() == 5
    assert Surel.objects.filter(jenis="undangan", kepada__startswith="calon").count() == 5
    assert jeda_kirim.dapat_dibatalkan(p)["jumlah"] == 5  # for five minutes
    assert kerja.pesan == f"5 peserta susulan telah diundang.{jeda_kirim.KABAR}"
    potongan = p.jejak.filter(tindakan__endswith="peserta susulan").order_by("pk")
    assert list(potongan.values_list("tindakan", flat=True)) == [
        "mengundang 2 peserta susulan",
        "mengundang 2 peserta susulan",
        "mengundang 1 peserta susulan",
    ]
