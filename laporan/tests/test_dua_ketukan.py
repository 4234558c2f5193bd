"""The Kepala Pusat on a phone: from the link in the letter no act takes more than two taps."""

import re

import pytest
from playwright.sync_api import expect

from laporan import alur, penjelasan
from laporan.daftar_periksa import SOAL
from laporan.tests.test_peramban import PONSEL, Meja
from pelatihan import draf
from pelatihan.forms import PenugasanForm
from pelatihan.models import Pelatihan
from pelatihan.sop import Tahap
from pelatihan.tests.test_penugasan import formulir
from surel.models import Surel

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.peramban]


class Ponsel:
    """Ratna's phone. Every tap is counted, and must hit a target that a thumb can hit."""

    def __init__(self, meja):
        self.meja, self.page, self.ketukan = meja, meja.page, 0

    def buka(self, jenis):
        """The link of the newest letter of this kind; taps are counted from here."""
        teks = Surel.objects.filter(jenis=jenis, kepada="ratna@contoh.example").latest("pk").teks
        self.meja.buka(re.search(r"https?://\S+", teks)[0])
        self.ketukan = 0

    def ketuk(self, sasaran):
        kotak = sasaran.bounding_box()
        assert kotak["height"] >= 44, kotak
        assert kotak["x"] >= 0, kotak
        assert kotak["x"] + kotak["width"] <= PONSEL["width"], kotak
        sasaran.tap()
        self.ketukan += 1

    def tombol(self, nama):
        """The button with these words that is on the screen now."""
        self.ketuk(self.page.get_by_role("button", name=nama, exact=True).last)

    def buka_lipatan(self, nama):
        self.ketuk(self.page.locator("summary", has_text=nama))

    def selesai(self, kabar):
        """What was done stands on the page; returns how many taps it took."""
        expect(self.page.locator("main")).to_contain_text(kabar)
        lebar = self.page.evaluate("document.documentElement.scrollWidth")
        assert lebar <= PONSEL["width"]
        return self.ketukan


@pytest.fixture
def hp(browser, live_server, settings, orang):
    settings.SITUS_URL = live_server.url
    meja = Meja(browser, live_server.url, PONSEL, has_touch=True, is_mobile=True)
    yield Ponsel(meja.masuk("ratna"))
    meja.selesai()


def test_each_act_of_the_kepala_takes_two_taps_from_the_letter(hp, pelatihan_di, citra, budi):
    p = pelatihan_di(Tahap.PENYAMPAIAN)
    hasil = {}

    # Step 1: Budi has prepared a draft; Ratna reads and sends it.
    isian = _isian()
    draf.serahkan(oleh=budi, isian=isian, permintaan=isian["permintaan"])
    hp.buka("draf_penugasan")
    hp.tombol("Kirim Disposisi")
    hasil["assign"] = hp.selesai("Disposisi telah dikirim kepada Ketua Tim Kerja.")

    # Step 6: a question, its answer; back to Citra, who passes it on again; received.
    hp.buka("laporan_disampaikan")
    hp.buka_lipatan("Minta Penjelasan")
    hp.meja.isi(tanya="Mengapa kuota belum terisi?")
    hp.tombol("Minta Penjelasan")
    hasil["ask"] = hp.selesai("Permintaan penjelasan telah dikirim kepada Ketua Tim Kerja.")

    penjelasan.jawab(p, oleh=citra, isi="Unit belum mengusulkan pengganti.")
    hp.buka("laporan_dijawab")
    hp.buka_lipatan("Kembalikan kepada Ketua Tim Kerja")
    hp.page.locator("details[open] [name=catatan]").fill("Jelaskan kuota.")
    hp.tombol("Kembalikan kepada Ketua Tim Kerja")
    hasil["return"] = hp.selesai("Laporan telah dikembalikan kepada Ketua Tim Kerja")

    alur.sampaikan(p, oleh=citra, versi=1, centang=list(SOAL), catatan="Kuota dijelaskan.")
    hp.buka("laporan_disampaikan")
    hp.tombol("Terima Laporan")
    hasil["receive"] = hp.selesai("Laporan telah diterima.")

    assert hasil == {"assign": 1, "ask": 2, "return": 2, "receive": 1}
    assert {q.tahap for q in Pelatihan.objects.all()} == {Tahap.DISPOSISI_KETUA, Tahap.SELESAI}


def _isian():
    form = PenugasanForm(formulir())
    assert form.is_valid(), form.errors
    return form.cleaned_data
