"""The colour of the institution: one setting, every page, and never unreadable."""

import pytest
from django.urls import reverse

from eregistrasi.alat.warna import WarnaDitolak, kontras, periksa, turunan
from pengguna.forms_admin import OrganisasiForm
from pengguna.models import Organisasi

WARNA = ["#1b3f6b", "#0b5d3b", "#7a1f1f", "#000000", "#5b2a86", "#6b5300"]


def test_contrast_is_that_of_wcag():
    assert round(kontras("#000000", "#ffffff"), 2) == 21
    assert round(kontras("#777777", "#ffffff"), 2) == 4.48
    assert kontras("#123456", "#123456") == 1


@pytest.mark.parametrize("warna", WARNA)
def test_whatever_follows_from_an_accepted_colour_can_be_read(warna):
    terang, gelap = turunan(periksa(warna))
    pasangan = [
        (terang["utama"], "#ffffff", 4.5),
        (terang["utama"], terang["utama-lembut"], 4.5),
        (terang["utama"], "#f1efea", 4.5),
        (terang["utama-tekan"], "#ffffff", 4.5),
        (terang["kepala"], "#ffffff", 7),
        (terang["kepala-redup"], terang["kepala-isi"], 4.5),
        (terang["kepala-garis"], terang["kepala-isi"], 3),
        (gelap["utama"], "#212c39", 4.5),
        (gelap["utama"], gelap["utama-lembut"], 4.5),
        (gelap["utama"], gelap["di-utama"], 4.5),
        (gelap["tautan"], "#212c39", 4.5),
        (gelap["utama-tekan"], gelap["di-utama"], 4.5),
    ]
    assert [p for p in pasangan if kontras(p[0], p[1]) < p[2]] == []


def test_a_colour_too_light_is_refused_with_one_that_is_not():
    with pytest.raises(WarnaDitolak) as ditolak:
        periksa("#E0A04C")
    kata = str(ditolak.value)
    assert "kontrasnya 2,0 banding 1, paling sedikit 4,5 banding 1" in kata
    saran = kata.rpartition(" ")[2].rstrip(".")
    assert periksa(saran) == saran


@pytest.mark.django_db
def test_anna_sets_the_colour_once_and_every_page_has_it(client, anna, ratna):
    kini = Organisasi.kini()
    isi = OrganisasiForm(instance=kini).initial | {"warna": "#0B5D3B", "logo": ""}
    form = OrganisasiForm(isi, instance=kini)
    assert form.is_valid(), form.errors
    form.save()
    client.force_login(ratna)
    tautan = '<link rel="stylesheet" href="/warna/0b5d3b.css">'
    for alamat in ("/", "/v/", "/pelatihan/"):
        assert tautan in client.get(alamat).content.decode()
    client.force_login(anna)
    assert tautan in client.get("/admin/").content.decode()
    client.logout()
    assert tautan in client.get("/masuk/").content.decode()


@pytest.mark.django_db
def test_a_colour_nobody_could_read_is_not_saved():
    form = OrganisasiForm({"warna": "#ffcc00"})
    assert form.errors["warna"][0].startswith("Warna ini terlalu terang untuk tulisan")
    assert OrganisasiForm({"warna": "merah"}).errors["warna"] == [
        "Tulis warna sebagai # dan enam angka heksadesimal. Contoh: #1b3f6b."
    ]


@pytest.mark.django_db
def test_the_stylesheet_is_its_address_and_kept_for_ever(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        jawab = client.get("/warna/0b5d3b.css")
    assert jawab["Content-Type"] == "text/css; charset=utf-8"
    assert jawab["Cache-Control"] == "public, max-age=31536000, immutable"
    assert ":root{--kepala:" in jawab.content.decode()
    assert client.get(reverse("warna", args=["ffcc00"])).status_code == 404
    assert client.get(reverse("warna", args=["zzz"])).status_code == 404
