"""The style guide shows every token and every component, as the real pages draw them."""

from pathlib import Path

import pytest
from django.conf import settings

from eregistrasi import gaya_token
from eregistrasi.alat.ikon import IKON

pytestmark = pytest.mark.django_db
TEMPLAT = Path(settings.BASE_DIR) / "templates"
# drawn around every page, or only when something happens: the guide has them as any page has
SEKITAR = {"akun.html", "cari.html", "pintasan.html", "tanda.html", "warna.html"}
LAIN = {"batang.html", "tombol_aksi.html"}  # inside the path of the SOP; a button, shown as buttons


@pytest.fixture
def panduan(client, budi):
    client.force_login(budi)
    return client.get("/gaya/")


def test_every_component_is_on_the_guide(panduan):
    tergambar = {t.name for t in panduan.templates if t.name}
    semua = {f.name for f in (TEMPLAT / "komponen").glob("*.html")} - SEKITAR - LAIN
    assert {n for n in semua if f"komponen/{n}" not in tergambar} == set()
    isi = panduan.content.decode()
    for kata in (
        "Periksa kembali 5 isian",
        "Lewat 8 menit",
        "Langkah 4 dari 6",
        "151–175 dari 400",
        "Belum dibaca: ",
        "31 dari 40 menjawab (77,5%)",
        "berkas asli",
    ):
        assert kata in isi


def test_every_token_and_icon_is_on_the_guide(panduan):
    isi = panduan.content.decode()
    for nama in (*gaya_token.WARNA, *gaya_token.KEADAAN, *gaya_token.HURUF, "s1", "r3", "gerak"):
        assert f"--{nama}<" in isi
    assert {n for n in IKON if f"<code>{n}</code>" not in isi} == set()


def test_a_colour_can_be_tried_before_it_is_set(client, budi):
    client.force_login(budi)
    assert 'href="/warna/0b5d3b.css"' in client.get("/gaya/?warna=%230B5D3B").content.decode()
    terang = client.get("/gaya/?warna=ffcc00").content.decode()
    assert "Warna ini terlalu terang untuk tulisan" in terang
    assert "/warna/ffcc00.css" not in terang


def test_every_component_is_used_by_a_page_or_another_component():
    semua = {f.name for f in (TEMPLAT / "komponen").glob("*.html")}
    isi = "".join(f.read_text() for f in TEMPLAT.rglob("*.html") if f.parent.name != "gaya")
    tags = "".join(f.read_text() for f in Path(settings.BASE_DIR).glob("*/**/tags.py"))
    assert {n for n in semua if f"komponen/{n}" not in isi + tags} == set()
