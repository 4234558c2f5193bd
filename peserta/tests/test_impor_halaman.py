"""Budi brings a list from a spreadsheet: template out, file in, preview, save."""

import datetime as dt
import io
import time

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from eregistrasi.alat.bahasa import waktu
from laporan.bahan_contoh import contoh_peserta
from pelatihan import penugasan
from pelatihan.sop import Tahap
from pengguna.models import Keanggotaan
from peserta import alur, imporan, unggahan
from peserta.impor.batas import UKURAN_BERKAS
from peserta.models import Konfirmasi, Peserta, Unggahan
from peserta.tests.berkas_keras import JUDUL, SARI, TOGAR, buku, ganti
from peserta.tests.test_lomba import serentak
from surel.models import Surel

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NIK = ("3276015204850002", "Rahmawati, Dra.", "Depok", "12-04-1985", "P", "", "Advokat")


@pytest.fixture
def p(pelatihan_di):
    """A training in preparation that has nobody on its list yet."""
    return pelatihan_di(Tahap.PENYIAPAN)


@pytest.fixture
def meja(client, budi):
    client.force_login(budi)
    return client


def alamat(p, ekor="impor/"):
    return f"/pelatihan/{p.kode}/peserta/{ekor}"


def unggah(meja, p, isi, nama="Daftar Peserta.xlsx"):
    """Send a file. Returns the page it leads to."""
    return meja.post(
        alamat(p), {"berkas": SimpleUploadedFile(nama, isi, content_type=XLSX)}, follow=True
    )


def angka(**ada):
    """The six counts of a preview; what is not named is 0."""
    semua = dict.fromkeys(("baru", "berubah", "sama", "ganda", "salah", "lewati"), 0)
    assert ada.keys() <= semua.keys()
    return semua | ada


def teks(halaman):
    return " ".join(halaman.content.decode().split())


def test_the_template_goes_out_is_filled_and_comes_back_as_participants(meja, p):
    # Budi takes the template and types two people into it, one of them without a NIP.
    templat = meja.get(alamat(p, "templat/"))
    assert templat["Content-Disposition"] == (
        f'attachment; filename="Templat_Data_Peserta_{p.kode}.xlsx"'
    )
    berkas = load_workbook(io.BytesIO(templat.content))
    for nomor, orang in enumerate((SARI, NIK), start=3):
        for kolom, nilai in enumerate(orang, start=1):
            berkas["Data"].cell(nomor, kolom, nilai)
    isi = io.BytesIO()
    berkas.save(isi)

    # The preview shows three rows (one is the template's own example) and saves none.
    halaman = unggah(meja, p, isi.getvalue())
    jumlah = halaman.context["jumlah"]
    assert jumlah == angka(baru=2, lewati=1)
    assert sum(jumlah.values()) == halaman.context["semua"]
    assert Peserta.objects.count() == 0

    # He saves, and is back at the list.
    (berkas,) = Unggahan.objects.all()
    daftar = meja.post(alamat(p, f"impor/{berkas.pk}/simpan/"), follow=True)
    assert daftar.redirect_chain == [(alamat(p, ""), 302)]
    assert "2 peserta telah disimpan." in teks(daftar)
    sari, rahmawati = Peserta.objects.order_by("-nama")
    assert (sari.nama, sari.gelar_belakang, sari.nip, sari.status) == (
        "Sari Wirastiti",
        "S.H.",
        SARI[0],
        "pns",
    )
    assert (sari.tanggal_lahir, sari.jenis_kelamin, sari.golongan, sari.zona) == (
        dt.date(1990, 4, 17),
        "P",
        "III/c",
        "WITA",
    )
    assert (sari.email, sari.hp) == ("sari@contoh.example", "+6281200000010")
    assert (rahmawati.nip, rahmawati.nik, rahmawati.status) == ("", NIK[0], "non_asn")
    assert NIK[0] not in rahmawati.nik_sandi
    assert p.jejak.last().tindakan == "mengimpor 2 peserta dari berkas Daftar Peserta.xlsx"


def test_a_rounded_nip_is_refused_with_its_row_and_the_others_are_saved(meja, p):
    bulat = ganti(TOGAR, nip=1.98512212009121e17)
    halaman = unggah(meja, p, buku(JUDUL, SARI, bulat))
    assert halaman.context["jumlah"] == angka(salah=1, baru=1)
    assert (
        "Digit terakhir NIP/NIK hilang karena dibulatkan oleh Excel. Ubah sel menjadi format "
        "Teks, lalu ketik ulang nomornya."
    ) in teks(halaman)
    (baris,) = halaman.context["halaman"]
    assert (baris["nomor"], baris["salah"]) == (3, {"nip"})
    meja.post(alamat(p, f"impor/{Unggahan.objects.get().pk}/simpan/"))
    assert [o.nip for o in Peserta.objects.all()] == [SARI[0]]


def test_every_row_stands_under_exactly_one_heading(meja, budi, p):
    alur.catat(p, oleh=budi, data=contoh_peserta(1)[0])
    terdaftar = ganti(SARI, nip=contoh_peserta(1)[0]["nip"])
    togar_lagi, tanpa_nama = TOGAR, ganti(TOGAR, nip="199207302017121904", nama="")
    halaman = unggah(meja, p, buku(JUDUL, terdaftar, TOGAR, JUDUL, togar_lagi, tanpa_nama))
    assert halaman.context["jumlah"] == angka(salah=1, ganda=1, baru=1, berubah=1, lewati=1)
    dasar = halaman.redirect_chain[0][0]
    nomor = {
        tab: [b["nomor"] for b in meja.get(f"{dasar}?baris={tab}").context["halaman"]]
        for tab in halaman.context["jumlah"]
    }
    assert nomor == {
        "baru": [3],
        "berubah": [2],
        "sama": [],
        "ganda": [5],
        "salah": [6],
        "lewati": [4],
    }


@pytest.mark.parametrize(
    ("nama", "isi", "sebab"),
    [
        ("surat.xlsx", b"bukan buku kerja", "Berkas ini bukan berkas Excel .xlsx."),
        ("kosong.xlsx", b"", "Berkas kosong (0 byte)."),
        ("besar.xlsx", b"PK" + b"\0" * UKURAN_BERKAS, "Ukuran berkas melebihi 5 MB."),
        ("daftar.csv", b"NIP;Nama\n1;Sari\n", "Format .csv tidak didukung"),
        ("hampa.xlsx", buku(JUDUL), "Tidak ada data peserta di bawah judul kolom."),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(meja, p, nama, isi, sebab):
    halaman = unggah(meja, p, isi, nama)
    assert halaman.status_code == 200
    assert sebab in teks(halaman)
    assert not Unggahan.objects.exists()


def test_no_file_at_all_is_named_too(meja, p):
    assert "Pilih berkas Excel yang akan diimpor." in teks(meja.post(alamat(p)))


def test_of_a_body_without_end_only_what_may_be_judged_is_kept(rf):
    isi = b"x" * (2 * UKURAN_BERKAS)
    kiriman = rf.post("/", {"a": SimpleUploadedFile("a", isi), "b": SimpleUploadedFile("b", isi)})
    kiriman._dont_enforce_csrf_checks = True
    disimpan = {}

    @unggahan.terbatas
    def halaman(request):
        disimpan.update({nama: len(b.read()) for nama, b in request.FILES.items()})
        return HttpResponse()

    halaman(kiriman)
    assert disimpan == {"a": UKURAN_BERKAS + 1, "b": 0}


def test_the_upload_wants_its_token_like_every_other_form(p, budi):
    meja = Client(enforce_csrf_checks=True)
    meja.force_login(budi)
    assert meja.post(alamat(p), {"berkas": SimpleUploadedFile("a.xlsx", b"x")}).status_code == 403


def test_saving_twice_adds_nobody_twice(meja, p):
    unggah(meja, p, buku(JUDUL, SARI, TOGAR))
    simpan = alamat(p, f"impor/{Unggahan.objects.get().pk}/simpan/")
    pertama, kedua = meja.post(simpan, follow=True), meja.post(simpan, follow=True)
    assert "2 peserta telah disimpan." in teks(pertama)
    assert f"sudah disimpan pada {waktu(Unggahan.objects.get().disimpan_pada)}" in teks(kedua)
    assert "2 peserta baru, 0 data berubah." in teks(kedua)
    assert Peserta.objects.count() == 2
    assert p.jejak.filter(aksi="catat_peserta").count() == 1


def test_the_back_button_after_saving_leads_to_what_was_saved(meja, p):
    unggah(meja, p, buku(JUDUL, SARI))
    lihat = alamat(p, f"impor/{Unggahan.objects.get().pk}/")
    meja.post(f"{lihat}simpan/")
    for halaman in (meja.get(lihat, follow=True), meja.get(f"{lihat}kolom/", follow=True)):
        assert halaman.redirect_chain == [(alamat(p, "impor/riwayat/"), 302)]
        assert "1 peserta baru, 0 data berubah." in teks(halaman)


def test_what_was_left_out_is_said_and_can_still_be_fetched_for_mending(meja, p):
    unggah(meja, p, buku(JUDUL, SARI, ganti(TOGAR, nip="123")))
    lihat = alamat(p, f"impor/{Unggahan.objects.get().pk}/")
    halaman = meja.post(f"{lihat}simpan/", follow=True)
    assert "1 baris tidak disimpan karena perlu diperbaiki." in teks(halaman)
    assert f'href="{lihat}perbaikan/"' in halaman.content.decode()
    assert meja.get(f"{lihat}perbaikan/")["Content-Type"] == XLSX


def test_the_same_file_again_finds_everybody_registered(meja, p):
    isi = buku(JUDUL, SARI, NIK)
    unggah(meja, p, isi)
    meja.post(alamat(p, f"impor/{Unggahan.objects.get().pk}/simpan/"))
    halaman = unggah(meja, p, isi)
    assert halaman.context["jumlah"] == angka(sama=2)


def test_somebody_entered_by_hand_after_the_preview_is_not_entered_again(meja, budi, p):
    unggah(meja, p, buku(JUDUL, ganti(SARI, nip=contoh_peserta(1)[0]["nip"]), TOGAR))
    alur.catat(p, oleh=budi, data=contoh_peserta(1)[0])
    halaman = meja.post(alamat(p, f"impor/{Unggahan.objects.get().pk}/simpan/"), follow=True)
    assert "1 peserta telah disimpan." in teks(halaman)
    assert Peserta.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_desks_that_save_the_same_preview_at_once_save_it_once(meja, budi, p):
    unggah(meja, p, buku(JUDUL, SARI, TOGAR))
    (berkas,) = Unggahan.objects.all()
    hasil = serentak(lambda _: imporan.simpan(berkas, oleh=budi), range(2))
    assert sorted(map(str, hasil)) == [
        "Pratinjau ini sudah disimpan atau telah kedaluwarsa. Unggah kembali berkasnya.",
        "Tersimpan(baru=2, berubah=0, kirim_ulang=0, aktif=0, batal=0, tertolak=0)",
    ]
    assert Peserta.objects.count() == 2


def test_while_the_registration_is_open_the_imported_are_asked_at_once(meja, pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI)
    unggah(meja, p, buku(JUDUL, TOGAR, ganti(NIK + ("",) * 4, email="")))
    halaman = meja.post(alamat(p, f"impor/{Unggahan.objects.get().pk}/simpan/"), follow=True)
    assert "2 peserta telah disimpan." in teks(halaman)
    assert Konfirmasi.objects.count() == 3
    kepada = Surel.objects.filter(jenis="undangan").values_list("kepada", flat=True)
    assert set(kepada) == {contoh_peserta(1)[0]["email"], "togar@contoh.example"}


def test_a_preview_is_its_owners_alone(meja, p, client, citra, ratna, dodi):
    unggah(meja, p, buku(JUDUL, SARI))
    lihat = alamat(p, f"impor/{Unggahan.objects.get().pk}/")
    kode = {}
    for siapa in (citra, ratna, dodi):
        client.force_login(siapa)
        kode[siapa.username] = (
            client.get(lihat).status_code,
            client.post(f"{lihat}simpan/").status_code,
        )
    assert kode == {"citra": (403, 403), "ratna": (403, 403), "dodi": (404, 404)}


def test_not_even_a_colleague_at_the_same_training_sees_it(client, meja, p, budi, citra, dodi):
    unggah(meja, p, buku(JUDUL, SARI))
    lihat = alamat(p, f"impor/{Unggahan.objects.get().pk}/")
    kemarin = timezone.now() - dt.timedelta(days=1)
    Keanggotaan.objects.create(tim=p.tim_kerja, pengguna=dodi, sebagai="anggota", mulai=kemarin)
    penugasan.alihkan_tim(p, oleh=citra, kepada=[budi, dodi], instruksi=["Bantu"], sifat="biasa")
    client.force_login(dodi)
    assert client.get(alamat(p)).status_code == 200
    assert client.get(lihat).status_code == 404
    assert client.post(f"{lihat}simpan/").status_code == 404
    assert Peserta.objects.count() == 0


def test_another_training_of_the_same_team_does_not_open_the_preview(meja, p, pelatihan_di):
    lain = pelatihan_di(Tahap.PENYIAPAN, kode="PF-PH")
    unggah(meja, p, buku(JUDUL, SARI))
    pk = Unggahan.objects.get().pk
    assert meja.get(alamat(lain, f"impor/{pk}/")).status_code == 404
    assert meja.post(alamat(lain, f"impor/{pk}/simpan/")).status_code == 404


def test_a_preview_lives_for_a_day_and_is_then_wiped(meja, budi, p, monkeypatch):
    unggah(meja, p, buku(JUDUL, SARI))
    pk = Unggahan.objects.get().pk
    with time_machine.travel(timezone.now() + dt.timedelta(hours=24, minutes=1)):
        meja.force_login(budi)
        assert meja.get(alamat(p, f"impor/{pk}/")).status_code == 404
        halaman = meja.post(alamat(p, f"impor/{pk}/simpan/"), follow=True)
        assert "Pratinjau ini sudah disimpan atau telah kedaluwarsa." in teks(halaman)
        monkeypatch.setitem(unggahan._terakhir, "bersih", -unggahan.JEDA_BERSIHKAN)
        unggahan.bersihkan()
    assert not Unggahan.objects.exists()


def test_a_fresh_preview_survives_the_cleaning_which_comes_once_an_hour(meja, p, monkeypatch):
    unggah(meja, p, buku(JUDUL, SARI))
    monkeypatch.setitem(unggahan._terakhir, "bersih", -unggahan.JEDA_BERSIHKAN)
    unggahan.bersihkan()
    assert Unggahan.objects.count() == 1
    Unggahan.objects.update(dibuat_pada=timezone.now() - dt.timedelta(days=2))
    unggahan.bersihkan()
    assert Unggahan.objects.count() == 1
    monkeypatch.setitem(
        unggahan._terakhir, "bersih", time.monotonic() - unggahan.JEDA_BERSIHKAN - 1
    )
    unggahan.bersihkan()
    assert Unggahan.objects.count() == 0


def test_nothing_of_a_staged_list_can_be_read_in_the_table(meja, p):
    unggah(meja, p, buku(JUDUL, SARI, NIK))
    with connection.cursor() as kursor:
        kursor.execute("SELECT hasil::text FROM peserta_unggahan")
        (mentah,) = kursor.fetchone()
    assert not any(rahasia in mentah for rahasia in (NIK[0], SARI[0], "Rahmawati", "baris"))


def test_texts_as_long_as_the_import_takes_them_fit_the_table(meja, p):
    panjang = "Komisaris Besar Polisi " * 20
    kotor = ganti(SARI, tempat=panjang, gol=panjang, jabatan=panjang, unit=panjang, hp="x" * 500)
    gelar = ganti(TOGAR, nama="Togar, " + "S.H., M.H., " * 11)
    unggah(meja, p, buku(JUDUL, kotor, gelar))
    meja.post(alamat(p, f"impor/{Unggahan.objects.get().pk}/simpan/"))
    assert [o.golongan for o in Peserta.objects.urut_nama()] == [panjang.strip(), "III/d"]


def test_degrees_longer_than_their_field_are_refused_not_lost(meja, p):
    judul = ("NIP", "Nama", "Gelar Belakang")
    halaman = unggah(meja, p, buku(judul, (SARI[0], "Sari", "S.H., " * 30)))
    (baris,) = halaman.context["halaman"]
    assert [c["kode"] for c in baris["galat"]] == ["NAMA_PANJANG"]


@pytest.mark.parametrize("jumlah", [1, 120])
def test_the_preview_asks_the_database_as_little_for_many_rows(
    meja, p, jumlah, django_assert_num_queries
):
    banyak = [ganti(SARI, nip=f"19900417201503{n % 2 + 1}{n + 1:03}") for n in range(jumlah)]
    halaman = unggah(meja, p, buku(JUDUL, *banyak))
    dasar = halaman.redirect_chain[0][0]
    with django_assert_num_queries(
        11
    ):  # session, seats, case, file, list, suspects, who is missing
        halaman = meja.get(dasar)
    assert halaman.context["jumlah"]["baru"] == jumlah
    assert len(halaman.context["halaman"]) == min(jumlah, 50)
