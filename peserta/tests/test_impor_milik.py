"""What a list may not overwrite, what it may clear, and whom it may hold twice."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from eregistrasi.alat.bahasa import nip_tersamar
from pelatihan.sop import Tahap
from peserta import alur, imporan
from peserta.models import Konfirmasi, Peserta, Unggahan
from peserta.tests.berkas_keras import SARI, TOGAR, ganti
from peserta.tests.test_impor_ulang import (
    RAHMA,
    banyak,
    impor,
    jumlah,
    kalimat,
    simpan,
    unggah,
)
from surel.models import Status, Surel

pytestmark = pytest.mark.django_db


@pytest.fixture
def p(pelatihan_di):
    return pelatihan_di(Tahap.PENYIAPAN)


@pytest.fixture
def meja(client, budi):
    client.force_login(budi)
    return client


def baris_pertama(halaman):
    return halaman.context["halaman"][0]


# --- [kosong] -----------------------------------------------------------------------------------


def test_a_cell_that_says_kosong_clears_the_field(meja, p):
    impor(meja, p, SARI)
    halaman = unggah(meja, p, ganti(SARI, jabatan="[kosong]", hp="[kosong]"))
    assert baris_pertama(halaman)["beda"] == [
        ("Jabatan", "Analis Hukum", "kosong"),
        ("No. HP", "+6281200000010", "kosong"),
    ]
    simpan(meja, p)
    sari = Peserta.objects.get()
    assert (sari.jabatan, sari.hp, sari.unit_kerja) == ("", "", "Kanwil Bali")
    assert jumlah(unggah(meja, p, ganti(SARI, jabatan="[kosong]", hp="[kosong]"))) == {"sama": 1}


def test_for_a_newcomer_it_is_a_blank_cell(meja, p):
    impor(meja, p, ganti(SARI, jabatan="[kosong]", unit="[kosong]"))
    sari = Peserta.objects.get()
    assert (sari.jabatan, sari.unit_kerja) == ("", "")


def test_a_cleared_birth_date_falls_back_on_the_nip(meja, p):
    impor(meja, p, ganti(SARI, tanggal="18-04-1990"))
    halaman = unggah(meja, p, ganti(SARI, tanggal="[kosong]"))
    assert baris_pertama(halaman)["beda"] == [("Tanggal Lahir", "18 April 1990", "17 April 1990")]
    assert [c["kode"] for c in baris_pertama(halaman)["peringatan"]] == ["W_TGL_DARI_NIP"]
    simpan(meja, p)
    assert Peserta.objects.get().tanggal_lahir == dt.date(1990, 4, 17)


def test_a_cleared_address_holds_the_invitation_back_and_writes_no_other(meja, pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI)
    impor(meja, p, SARI)
    halaman = unggah(meja, p, ganti(SARI, email="[kosong]"))
    assert "Tanpa alamat surel, sampaikan tautannya melalui WhatsApp." in kalimat(halaman)
    assert "Perlu kirim ulang" not in kalimat(halaman)
    assert "perlu dikirim ulang" not in kalimat(simpan(meja, p))
    (surat,) = Surel.objects.filter(jenis="undangan", kepada="sari@contoh.example")
    assert surat.status == Status.DITAHAN
    assert Peserta.objects.get(nip=SARI[0]).email == ""


# --- What the participant has corrected ---------------------------------------------------------


def test_what_the_participant_corrected_is_never_overwritten(meja, p):
    impor(meja, p, SARI)
    Peserta.objects.update(hp="+6281299999999", diisi_peserta=["hp", "gelar_belakang"])
    halaman = unggah(
        meja, p, ganti(SARI, hp="081200000077", nama="Sari Wirastiti, S.H., M.H.", unit="NTT")
    )
    baris = baris_pertama(halaman)
    assert jumlah(halaman) == {"berubah": 1}
    assert baris["beda"] == [("Unit Kerja", "Kanwil Bali", "NTT")]
    assert baris["bertahan"] == [
        ("Nama", "Sari Wirastiti, S.H.", "Sari Wirastiti, S.H., M.H."),
        ("No. HP", "+6281299999999", "+6281200000077"),
    ]
    assert "No. HP diperbarui oleh peserta; nilai dalam berkas tidak dipakai." in kalimat(halaman)
    simpan(meja, p)
    sari = Peserta.objects.get()
    assert (sari.hp, sari.gelar_belakang, sari.unit_kerja) == ("+6281299999999", "S.H.", "NTT")


def test_a_list_that_differs_only_there_changes_nothing(meja, p):
    impor(meja, p, SARI)
    Peserta.objects.update(hp="+6281299999999", diisi_peserta=["hp"])
    halaman = unggah(meja, p, ganti(SARI, hp="[kosong]"))
    assert jumlah(halaman) == {"sama": 1}
    assert baris_pertama(halaman)["bertahan"] == [("No. HP", "+6281299999999", "kosong")]
    simpan(meja, p)
    assert Peserta.objects.get().hp == "+6281299999999"


# --- Suspects -----------------------------------------------------------------------------------

KEMBAR = "199004172016032902"  # the same birth date, another appointment


def curiga(halaman):
    return {b["nomor"]: b["curiga"] for b in halaman.context["halaman"] if b["curiga"]}


def serupa(siapa):
    return (
        f"Mungkin orang yang sama dengan {siapa}: nama dan tanggal lahirnya sama, nomornya "
        "berbeda. Periksa kembali NIP/NIK-nya."
    )


def test_the_same_name_and_birthday_under_another_number_is_named(meja, p):
    impor(meja, p, SARI)
    halaman = unggah(meja, p, ganti(SARI, nip=KEMBAR, nama="SARI  WIRASTITI"), TOGAR)
    kata = serupa(f"Sari Wirastiti, S.H. (NIP {nip_tersamar(SARI[0])}) dalam daftar")
    assert curiga(halaman) == {2: [kata]}
    assert kata in kalimat(halaman)
    simpan(meja, p)
    assert Peserta.objects.count() == 3  # a suspect only: it is the user who decides


def test_two_rows_of_one_file_name_each_other(meja, p):
    halaman = unggah(meja, p, SARI, TOGAR, ganti(SARI, nip=KEMBAR))
    assert curiga(halaman) == {2: [serupa("baris 4")], 4: [serupa("baris 2")]}


def test_a_namesake_of_another_birthday_is_no_suspect(meja, p):
    impor(meja, p, SARI)
    lain = ganti(SARI, nip="199104172016032902", tanggal="17-04-1991")
    assert curiga(unggah(meja, p, lain, SARI)) == {}


def test_a_training_on_the_same_days_is_named(meja, budi, p, pelatihan_di):
    lain = pelatihan_di(Tahap.REGISTRASI, kode="PF-PH")
    alur.catat(lain, oleh=budi, data={"nama": "Togar Simanjuntak", "nip": TOGAR[0]})
    p.mulai, p.selesai = lain.selesai, lain.selesai + dt.timedelta(days=3)
    p.save()
    halaman = unggah(meja, p, RAHMA, TOGAR)
    assert curiga(halaman) == {
        3: [f"NIP ini juga terdaftar pada {lain.nama_tahun} yang waktunya bersamaan."]
    }
    p.mulai, p.selesai = p.mulai + dt.timedelta(days=1), p.selesai
    p.save()
    assert curiga(unggah(meja, p, RAHMA, TOGAR)) == {}


# --- What it costs ------------------------------------------------------------------------------


@pytest.mark.parametrize("tahap", [Tahap.PENYIAPAN, Tahap.REGISTRASI])
def test_preview_and_save_cost_as_little_for_300_rows_as_for_one(meja, budi, pelatihan_di, tahap):
    """Newcomers with suspects, updates, and cancelled people who come back, all at once."""
    ongkos = []
    for n, kode in ((1, "PF-AHM"), (100, "PF-PH")):
        p = pelatihan_di(tahap, kode=kode)
        semua = banyak(3 * n)
        impor(meja, p, *semua[: 2 * n])
        batal = Peserta.objects.filter(pelatihan=p, nip__in=[b[0] for b in semua[:n]])
        batal.update(dibatalkan_pada=timezone.now(), alasan_batal="Mutasi")
        halaman = unggah(meja, p, *(ganti(b, unit="Lain", email=f"baru.{b[9]}") for b in semua))
        assert jumlah(halaman) == {"baru": n, "berubah": n, "lewati": n}
        berkas = Unggahan.objects.latest("pk")
        with CaptureQueriesContext(connection) as lihat:
            meja.get(halaman.redirect_chain[0][0])
        with CaptureQueriesContext(connection) as simpan_:
            hasil = imporan.simpan(berkas, oleh=budi, aktifkan=range(2, n + 2))
        assert (hasil.baru, hasil.berubah, hasil.aktif, hasil.batal) == (n, 2 * n, n, 0)
        ongkos.append((len(lihat), len(simpan_)))
    assert ongkos[0] == ongkos[1]
    if tahap == Tahap.REGISTRASI:
        assert Konfirmasi.objects.filter(peserta__pelatihan=p, putaran=2).count() == 200


def test_a_nik_is_compared_too(meja, p):
    impor(meja, p, RAHMA)
    kembar = ganti(RAHMA, nip="3276015204850003")
    assert curiga(unggah(meja, p, kembar)) == {2: [serupa("Rahmawati, Dra. dalam daftar")]}
