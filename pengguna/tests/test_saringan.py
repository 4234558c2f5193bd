"""Filters that a person keeps under a name."""

import pytest

from pelatihan.sop import Tahap
from pengguna.models import SaringanTersimpan

pytestmark = pytest.mark.django_db


def test_budi_keeps_a_filter_and_opens_it_on_another_training(client, budi, pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI)
    client.force_login(budi)
    halaman = f"/saringan/peserta/di/{p.kode}/?jawaban=bersedia&q=Wirastiti&halaman=3"
    tampil = client.get(halaman).content.decode()
    assert "Konfirmasi: Bersedia. Urut menurut nama" in tampil
    assert "Kata pencarian tidak ikut disimpan" in tampil
    client.post(halaman, {"nama": "Yang bersedia"})
    satu = SaringanTersimpan.objects.get()
    assert (satu.pengguna, satu.daftar, satu.alamat) == (budi, "peserta", "?jawaban=bersedia")
    q = pelatihan_di(Tahap.PENGOLAHAN)
    lain = client.get(f"/saringan/peserta/di/{q.kode}/").content.decode()
    assert f'href="/pelatihan/{q.kode}/peserta/?jawaban=bersedia">Yang bersedia' in lain


def test_the_list_leads_to_what_it_shows(client, budi, pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI)
    client.force_login(budi)
    isi = client.get(f"/pelatihan/{p.kode}/peserta/?jawaban=bersedia").content.decode()
    assert f'href="/saringan/peserta/di/{p.kode}/?jawaban=bersedia"' in isi
    isi = client.get("/pelatihan/?tahap=registrasi&q=Analis").content.decode()
    assert 'href="/saringan/pelatihan/?tahap=registrasi&amp;q=Analis"' in isi


def test_the_words_of_a_name_are_kept_for_trainings(client, budi):
    client.force_login(budi)
    client.post("/saringan/pelatihan/?tahap=registrasi&q=Analis", {"nama": "Analis berjalan"})
    isi = client.get("/saringan/pelatihan/").content.decode()
    assert "Tahap: Registrasi Dibuka; Nama atau kode: Analis" in isi
    assert 'href="/pelatihan/?q=Analis&amp;tahap=registrasi">Analis berjalan' in isi


def test_one_name_means_one_filter(client, budi):
    client.force_login(budi)
    client.post("/saringan/pelatihan/?tahap=registrasi", {"nama": "Kerja"})
    client.post("/saringan/pelatihan/?tahap=penyiapan", {"nama": "KERJA"})
    assert [(s.nama, s.alamat) for s in budi.saringan.all()] == [("KERJA", "?tahap=penyiapan")]


def test_what_is_deleted_is_offered_again(client, budi):
    client.force_login(budi)
    client.post("/saringan/pelatihan/?tahap=registrasi", {"nama": "Kerja"})
    satu = budi.saringan.get()
    jawab = client.post(f"/saringan/pelatihan/{satu.pk}/hapus/", follow=True)
    assert budi.saringan.count() == 0
    alamat = jawab.redirect_chain[-1][0]
    assert alamat == "/saringan/pelatihan/?tahap=registrasi&nama=Kerja"
    assert 'value="Kerja"' in jawab.content.decode()
    client.post(alamat, {"nama": "Kerja"})
    assert budi.saringan.get().alamat == "?tahap=registrasi"


def test_there_is_room_for_twenty_and_none_for_nothing(client, budi):
    client.force_login(budi)
    for n in range(20):
        client.post("/saringan/pelatihan/?tahap=registrasi", {"nama": f"Ke-{n}"})
    penuh = client.post("/saringan/pelatihan/?tahap=registrasi", {"nama": "Satu lagi"})
    assert "Sudah ada 20 saringan tersimpan." in penuh.content.decode()
    kosong = client.post("/saringan/pelatihan/", {"nama": "Ke-1"})
    assert "Daftar belum disaring." in kosong.content.decode()
    assert budi.saringan.count() == 20


def test_nobody_sees_or_deletes_those_of_another(client, budi, citra):
    client.force_login(budi)
    client.post("/saringan/pelatihan/?tahap=registrasi", {"nama": "Milik Budi"})
    client.force_login(citra)
    assert "Milik Budi" not in client.get("/saringan/pelatihan/").content.decode()
    satu = budi.saringan.get()
    assert client.post(f"/saringan/pelatihan/{satu.pk}/hapus/").status_code == 404


@pytest.mark.parametrize(
    "alamat", ["/saringan/surat/", "/saringan/peserta/", "/saringan/peserta/di/a..b/"]
)
def test_what_is_no_list_has_no_page(alamat, client, budi):
    client.force_login(budi)
    assert client.get(alamat).status_code == 404
