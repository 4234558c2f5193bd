"""What the guides promise: pictures that exist, of pages that exist; hints that go away."""

import json

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image

from eregistrasi.alat import pdf
from panduan.isi import BANTUAN, Panduan, bantuan, potret
from panduan.models import PetunjukDitutup
from pelatihan.sop import Tahap

pytestmark = pytest.mark.django_db
BERKAS = settings.BASE_DIR / "static" / "panduan"
JUMLAH_MAKS = 1_500_000  # bytes of all pictures together


def test_every_picture_exists_as_it_is_named_and_shows_a_page_that_exists():
    dipakai = [b.gambar for p in Panduan.semua() for b in p.bagian if b.gambar]
    assert {g.kode for g in dipakai} == set(potret()) == {b.stem for b in BERKAS.glob("*.webp")}
    for g in dipakai:
        with Image.open(g.berkas) as gambar:
            assert (gambar.size, gambar.format) == ((g.lebar, g.tinggi), "WEBP"), g.kode
        assert g.alt
    for kode, p in potret().items():
        argumen = ["x"] if "tahap" in p or p["akun"] == "peserta" else []
        assert reverse(p["alamat"], args=argumen), kode
        assert p.get("tahap", "selesai") in Tahap.values
    assert sum(b.stat().st_size for b in BERKAS.iterdir()) <= JUMLAH_MAKS


def test_each_role_has_a_guide_and_the_participants_needs_no_account(client, budi):
    terbuka = client.get("/panduan/peserta/")
    assert "Membuka tautan dan mengisi identitas" in terbuka.content.decode()
    assert client.get("/panduan/tim-kerja/").headers["Location"].startswith("/masuk/?next=")
    client.force_login(budi)
    daftar = client.get("/panduan/").content.decode()
    for p in Panduan.semua():
        assert f"/panduan/{p.kode}/panduan.pdf" in daftar
        halaman = client.get(f"/panduan/{p.kode}/").content.decode()
        assert all(b.judul in halaman for b in p.bagian)
    assert client.get("/panduan/pemimpin/").status_code == 404


@pytest.mark.skipif(not pdf.tersedia(), reason="Pango tidak terpasang")
def test_a_guide_can_be_printed(client):
    isi = client.get("/panduan/peserta/panduan.pdf").content
    assert isi.startswith(b"%PDF")
    assert client.get("/panduan/peserta/panduan.pdf").content == isi


def test_a_hint_goes_away_for_good_and_for_its_reader_alone(budi, dodi):
    def beranda(client):
        return "Baru di sini?" in client.get("/").content.decode()

    client = Client()
    client.force_login(budi)
    assert beranda(client)
    jauh = {"kembali": "https://jahat.example/"}
    assert client.post("/panduan/petunjuk/beranda/tutup/", jauh).headers["Location"] == "/"
    client.post("/panduan/petunjuk/beranda/tutup/", {"kembali": "/"})
    assert not beranda(client)
    assert PetunjukDitutup.objects.count() == 1
    lain = Client()
    lain.force_login(budi)  # the next morning, on another machine
    assert not beranda(lain)
    lain.force_login(dodi)
    assert beranda(lain)
    assert client.post("/panduan/petunjuk/apa/tutup/").status_code == 404


@pytest.mark.parametrize("tahap", [Tahap.PENYIAPAN, Tahap.REGISTRASI, Tahap.SELESAI])
def test_help_stands_beside_the_step(tahap, client, pelatihan_di, budi):
    p = pelatihan_di(tahap)
    client.force_login(budi)
    halaman = client.get(p.get_absolute_url()).content.decode()
    ada = bantuan(p)
    assert (f"Bantuan: {ada['bagian'].judul}" in halaman) if ada else "Bantuan:" not in halaman


def test_every_open_stage_has_its_help():
    assert set(Tahap) - set(BANTUAN) == {Tahap.PENYIAPAN, Tahap.SELESAI, Tahap.DIBATALKAN}
    for kode, nama in BANTUAN.values():
        assert nama in {b.kode for b in Panduan.ambil(kode).bagian}


def test_the_words_of_the_guides_follow_the_house():
    """No word that the glossary forbids."""
    teks = (settings.BASE_DIR / "panduan/acuan/panduan.json").read_text(encoding="utf-8").lower()
    json.loads(teks)
    for kata in ("email", "upload", "download", "klik", "user", "submit", "berhasil di", "satker"):
        assert kata not in teks
