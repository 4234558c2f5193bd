"""What the browser prints of the office's pages."""

import io
from pathlib import Path
from unicodedata import normalize

import pytest
from django.conf import settings
from pypdf import PdfReader

from pelatihan.sop import Tahap

pytestmark = [pytest.mark.django_db, pytest.mark.peramban]
STATIS = Path(settings.BASE_DIR) / "static"


@pytest.fixture
def cetak(browser):
    """The text of each printed page of a response, from a device set to dark."""
    konteks = browser.new_context(color_scheme="dark")
    page = konteks.new_page()

    def jalan(respon):
        page.set_content(respon.content.decode(), wait_until="domcontentloaded")
        for lembar in ("vendor/bootstrap/bootstrap.min.css", "css/rupa.css"):
            page.add_style_tag(path=STATIS / lembar)
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        berkas = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        return berkas.pages, [normalize("NFKC", h.extract_text()) for h in berkas.pages]

    yield jalan
    konteks.close()


def test_a_list_prints_its_head_on_every_page_and_no_menu(client, ratna, pelatihan_di, cetak):
    for _ in range(14):
        pelatihan_di(Tahap.DISPOSISI_KEPALA)
    client.force_login(ratna)
    _, teks = cetak(client.get("/pelatihan/"))
    assert len(teks) > 1
    assert {"Waktu Pelaksanaan" in " ".join(halaman.split()) for halaman in teks} == {True}
    semua = "".join(teks)
    assert semua.count("Menunggu Disposisi Kepala Pusat") == 14
    for tombol in ("Kotak Keluar", "Buat Disposisi", "Saring", "Periksa Dokumen"):
        assert tombol not in semua


def test_the_control_sheet_prints_across(client, ratna, pelatihan_di, cetak):
    p = pelatihan_di(Tahap.SELESAI)
    client.force_login(ratna)
    halaman, teks = cetak(client.get(f"/pelatihan/{p.kode}/kendali/"))
    assert {h.mediabox.width > h.mediabox.height for h in halaman} == {True}
    assert "Kendali SOP" in teks[0]


def test_a_filtered_list_prints_by_what_whose_and_how_much_of_it(client, budi, pelatihan_di, cetak):
    p = pelatihan_di(Tahap.REGISTRASI)
    client.force_login(budi)
    satu = p.peserta.first()
    alamat = f"/pelatihan/{p.kode}/peserta/"
    _, teks = cetak(client.get(alamat, {"q": satu.nama_lengkap.split()[0], "jk": ""}))
    semua = " ".join(" ".join(teks).split())
    assert f"{budi}, " in semua
    assert "Nama, NIP/NI PPPK, surel, atau nomor bukti" in semua
    assert satu.nama_lengkap in semua
    assert f"Halaman 1 dari {len(teks)}" in semua
    for tombol in ("Saringan Tersimpan", "Baris per halaman", "Ekspor", "Petunjuk"):
        assert tombol not in semua
    _, teks = cetak(client.get(alamat))
    assert "Nama, NIP/NI PPPK, surel, atau nomor bukti" not in " ".join(" ".join(teks).split())
