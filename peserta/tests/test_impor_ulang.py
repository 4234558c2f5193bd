"""A list that comes a second time: compared cell by cell, nothing lost, nothing undone."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pelatihan.sop import Tahap
from peserta import alur, imporan
from peserta.models import Jawaban, Konfirmasi, Peserta, Unggahan
from peserta.tests.berkas_keras import JUDUL, SARI, TOGAR, buku, ganti
from peserta.tests.test_lomba import serentak
from surel.models import Surel

pytestmark = pytest.mark.django_db
ADVOKAT = ("3276015204850002", "Rahmawati, Dra.", "Depok", "12-04-1985", "P", "", "Advokat")
RAHMA = (*ADVOKAT, "", "", "rahma@contoh.example", "")
JENIS = ("baru", "berubah", "sama", "ganda", "salah", "lewati")


@pytest.fixture
def p(pelatihan_di):
    return pelatihan_di(Tahap.PENYIAPAN)


@pytest.fixture
def meja(client, budi):
    client.force_login(budi)
    return client


def unggah(meja, p, *baris):
    """Hand a list in. Returns its preview."""
    berkas = SimpleUploadedFile("Daftar.xlsx", buku(JUDUL, *baris))
    halaman = meja.post(f"/pelatihan/{p.kode}/peserta/impor/", {"berkas": berkas}, follow=True)
    assert halaman.status_code == 200
    jumlah = halaman.context["jumlah"]
    assert sum(jumlah.values()) == halaman.context["semua"] == len(baris)
    return halaman


def simpan(meja, p, aktifkan=()):
    """Save the newest preview, with these rows ticked. Returns the page it leads to."""
    pk = Unggahan.objects.latest("pk").pk
    alamat = f"/pelatihan/{p.kode}/peserta/impor/{pk}/simpan/"
    return meja.post(alamat, {"aktifkan": list(aktifkan)}, follow=True)


def impor(meja, p, *baris, aktifkan=()):
    unggah(meja, p, *baris)
    return simpan(meja, p, aktifkan)


def jumlah(halaman):
    """The counts that are not 0."""
    return {k: n for k, n in halaman.context["jumlah"].items() if n}


def isi(p):
    """All that the list holds, without the moment of the last change."""
    kolom = [f.attname for f in Peserta._meta.concrete_fields if f.attname != "diubah_pada"]
    return list(Peserta.objects.filter(pelatihan=p).order_by("pk").values_list(*kolom))


def kalimat(halaman):
    return " ".join(halaman.content.decode().split())


def jawab(peserta, pilihan="bersedia"):
    """The participant has answered."""
    k = peserta.konfirmasi
    k.jawaban_kini, k.dijawab_pada = pilihan, timezone.now()
    k.save(update_fields=["jawaban_kini", "dijawab_pada"])
    return Jawaban.objects.create(konfirmasi=k, pilihan=pilihan, waktu=k.dijawab_pada)


def test_yesterdays_list_again_is_no_change_at_all(meja, p):
    impor(meja, p, SARI, TOGAR, RAHMA)
    sebelum = isi(p)
    halaman = unggah(meja, p, SARI, TOGAR, RAHMA)
    assert jumlah(halaman) == {"sama": 3}
    assert "Tidak ada perubahan" in kalimat(halaman)
    simpan(meja, p)
    assert isi(p) == sebelum
    assert not halaman.context["tertinggal"]


def test_other_spellings_of_the_same_values_are_the_same(meja, p):
    impor(meja, p, SARI)
    lain = ganti(
        SARI,
        nip="19900417 201503 2 901",
        tanggal="17 April 1990",
        gol="III c",
        jk="Perempuan",
        email="Sari@Contoh.example",
        hp="+62 812-0000-0010",
        unit=" Kanwil  Bali ",
    )
    assert jumlah(unggah(meja, p, lain)) == {"sama": 1}


def test_changed_cells_are_shown_old_and_new_and_only_they_are_written(meja, p):
    impor(meja, p, SARI, TOGAR)
    halaman = unggah(meja, p, ganti(SARI, unit="Kanwil NTT", nama="Sari Wirastiti, S.H., M.H."))
    assert jumlah(halaman) == {"berubah": 1}
    (baris,) = halaman.context["halaman"]
    assert baris["beda"] == [
        ("Nama", "Sari Wirastiti, S.H.", "Sari Wirastiti, S.H., M.H."),
        ("Unit Kerja", "Kanwil Bali", "Kanwil NTT"),
    ]
    assert "Kanwil Bali</span> menjadi <b" in kalimat(halaman)
    daftar = simpan(meja, p)
    assert "Data 1 peserta telah diperbarui." in kalimat(daftar)
    sari, togar = Peserta.objects.urut_nama()
    assert (sari.nama, sari.gelar_belakang, sari.unit_kerja) == (
        "Sari Wirastiti",
        "S.H., M.H.",
        "Kanwil NTT",
    )
    assert (sari.jabatan, sari.email) == ("Analis Hukum", "sari@contoh.example")
    assert togar.unit_kerja == "Kanwil Sumatera Utara"
    assert p.jejak.last().tindakan == "memperbarui data 1 peserta dari berkas Daftar.xlsx"


def test_a_blank_cell_keeps_what_is_there(meja, p):
    impor(meja, p, SARI)
    sebelum = isi(p)
    hampa = (SARI[0], "Sari Wirastiti", "", "-", "", "", "", "n/a", "", "", "")
    halaman = unggah(meja, p, hampa)
    assert jumlah(halaman) == {"sama": 1}
    assert halaman.context["halaman"][0]["peringatan"] == []
    simpan(meja, p)
    assert isi(p) == sebelum


def test_a_birth_date_that_differs_from_the_nip_outlives_a_list_without_the_column(meja, p):
    impor(meja, p, ganti(SARI, tanggal="18-04-1990"))
    assert jumlah(unggah(meja, p, ganti(SARI, tanggal="", jk=""))) == {"sama": 1}
    assert Peserta.objects.get().tanggal_lahir == dt.date(1990, 4, 18)


def test_a_nik_finds_its_owner_again(meja, p):
    impor(meja, p, RAHMA)
    sidik = Peserta.objects.get().nik_sidik
    halaman = unggah(meja, p, ganti(RAHMA, unit="Peradi"))
    assert jumlah(halaman) == {"berubah": 1}
    simpan(meja, p)
    rahma = Peserta.objects.get()
    assert (rahma.unit_kerja, rahma.nik_sidik, rahma.status) == ("Peradi", sidik, "non_asn")


def test_a_cancelled_person_is_named_and_stays_cancelled(meja, budi, p):
    impor(meja, p, SARI, TOGAR)
    alur.batalkan(Peserta.objects.get(nip=SARI[0]), oleh=budi, alasan="Mutasi")
    sebelum = isi(p)
    halaman = unggah(meja, p, ganti(SARI, unit="Kanwil NTT"), TOGAR)
    assert jumlah(halaman) == {"sama": 1, "lewati": 1}
    lewati = meja.get(f"{halaman.redirect_chain[0][0]}?baris=lewati")
    assert "Kepesertaan Sari Wirastiti, S.H. dibatalkan pada" in kalimat(lewati)
    assert "(alasan: Mutasi). Baris ini tidak mengaktifkannya kembali." in kalimat(lewati)
    simpan(meja, p)
    assert isi(p) == sebelum


def test_who_is_missing_from_the_new_file_is_listed_and_stays(meja, budi, p):
    impor(meja, p, SARI, TOGAR, RAHMA)
    alur.batalkan(Peserta.objects.get(nip=""), oleh=budi, alasan="Mutasi")
    halaman = unggah(meja, p, TOGAR)
    assert halaman.context["tertinggal"] == 1
    assert "1 peserta dalam daftar tidak ada dalam berkas ini" in kalimat(halaman)
    assert "Sari Wirastiti, S.H." in kalimat(halaman)
    simpan(meja, p)
    assert Peserta.objects.aktif().count() == 2


def test_a_row_that_is_wrong_or_double_changes_nobody(meja, p):
    impor(meja, p, SARI, TOGAR)
    sebelum = isi(p)
    halaman = unggah(
        meja, p, ganti(SARI, email="bukan surel"), TOGAR, ganti(TOGAR, unit="Lain"), JUDUL
    )
    assert jumlah(halaman) == {"salah": 1, "sama": 1, "ganda": 1, "lewati": 1}
    assert halaman.context["perlu_diperbaiki"] == 2
    simpan(meja, p)
    assert isi(p) == sebelum


def test_what_a_colleague_changed_after_the_upload_is_not_overwritten(meja, budi, p):
    impor(meja, p, SARI)
    unggah(meja, p, ganti(SARI, unit="Kanwil NTT"), TOGAR)
    sari = Peserta.objects.get()
    alur.ubah(sari, oleh=budi, data={"unit_kerja": "Kanwil Papua"})
    pk = Unggahan.objects.latest("pk").pk
    halaman = meja.get(f"/pelatihan/{p.kode}/peserta/impor/{pk}/?baris=lewati")
    assert jumlah(halaman) == {"baru": 1, "lewati": 1}
    assert "diubah dari halaman lain pada" in kalimat(halaman)
    assert "1 peserta telah disimpan." in kalimat(simpan(meja, p))
    sari.refresh_from_db()
    assert sari.unit_kerja == "Kanwil Papua"
    # The same file once more shows the difference, and then it may be saved.
    assert jumlah(unggah(meja, p, ganti(SARI, unit="Kanwil NTT"), TOGAR)) == {
        "berubah": 1,
        "sama": 1,
    }


@pytest.mark.django_db(transaction=True)
def test_two_desks_with_the_same_list_update_it_once(meja, budi, p):
    impor(meja, p, SARI, TOGAR)
    baru = (ganti(SARI, unit="Kanwil NTT"), TOGAR, RAHMA)
    unggah(meja, p, *baru)
    unggah(meja, p, *baru)
    berkas = list(Unggahan.objects.berlaku())
    hasil = serentak(lambda u: imporan.simpan(u, oleh=budi), berkas)
    assert [h[:3] for h in sorted(hasil)] == [(0, 0, 0), (1, 1, 0)]
    assert Peserta.objects.count() == 3


def test_a_new_address_of_an_invited_person_gets_the_invitation(meja, pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI)
    impor(meja, p, SARI, TOGAR)
    tautan = {k.pk: k.token for k in Konfirmasi.objects.all()}
    lama = Surel.objects.get(kepada="sari@contoh.example")
    halaman = unggah(meja, p, ganti(SARI, email="sari.baru@contoh.example"), TOGAR)
    assert jumlah(halaman) == {"berubah": 1, "sama": 1}
    assert "Perlu kirim ulang: alamat surel berubah" in kalimat(halaman)
    daftar = simpan(meja, p)
    assert "1 undangan perlu dikirim ulang" in kalimat(daftar)
    lama.refresh_from_db()
    assert lama.status == "ditahan"
    baru = Surel.objects.get(kepada="sari.baru@contoh.example")
    assert (baru.jenis, baru.tautan) == ("undangan", lama.tautan)
    assert {k.pk: k.token for k in Konfirmasi.objects.all()} == tautan
    assert Surel.objects.filter(kepada="togar@contoh.example").count() == 1


def test_answers_links_and_proofs_are_never_touched(meja, pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI)
    impor(meja, p, SARI)
    sari = Peserta.objects.get(nip=SARI[0])
    jawab(sari)
    sebelum = list(Konfirmasi.objects.order_by("pk").values())
    surat = Surel.objects.count()
    halaman = unggah(meja, p, ganti(SARI, email="sari.baru@contoh.example", unit="Kanwil NTT"))
    assert "Peserta ini sudah menjawab, sehingga undangan tidak dikirim ulang." in kalimat(halaman)
    daftar = simpan(meja, p)
    assert "perlu dikirim ulang" not in kalimat(daftar)
    assert list(Konfirmasi.objects.order_by("pk").values()) == sebelum
    assert Jawaban.objects.count() == 1
    assert Surel.objects.count() == surat
    sari.refresh_from_db()
    assert (sari.email, sari.unit_kerja) == ("sari.baru@contoh.example", "Kanwil NTT")


def banyak(jumlah, **isi):
    return [
        ganti(SARI, nip=f"19900417201503{n % 2 + 1}{n + 1:03}", email=f"s{n}@contoh.example", **isi)
        for n in range(jumlah)
    ]


@pytest.mark.parametrize("tahap", [Tahap.PENYIAPAN, Tahap.REGISTRASI])
def test_saving_costs_the_database_as_little_for_many_rows(meja, budi, pelatihan_di, tahap):
    p = pelatihan_di(tahap)
    impor(meja, p, *banyak(60))
    ongkos = []
    for jumlah_baris, unit in ((2, "Kanwil NTT"), (60, "Kanwil Papua")):
        daftar = banyak(jumlah_baris, unit=unit)
        unggah(meja, p, *(ganti(b, email=f"{unit[-3:].lower()}.{b[9]}") for b in daftar))
        with CaptureQueriesContext(connection) as kueri:
            tersimpan = imporan.simpan(Unggahan.objects.latest("pk"), oleh=budi)
        ongkos.append(len(kueri))
        assert tersimpan.berubah == jumlah_baris
        assert tersimpan.kirim_ulang == (jumlah_baris if tahap == Tahap.REGISTRASI else 0)
    assert ongkos[0] == ongkos[1]


def test_a_double_click_updates_once(meja, p):
    impor(meja, p, SARI)
    unggah(meja, p, ganti(SARI, unit="Kanwil NTT"))
    pertama, kedua = simpan(meja, p), simpan(meja, p)
    assert "Data 1 peserta telah diperbarui." in kalimat(pertama)
    assert "0 peserta baru, 1 data berubah." in kalimat(kedua)
    assert p.jejak.filter(aksi="catat_peserta").count() == 2
