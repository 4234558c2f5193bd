"""The six steps walked in a real Chromium, the participant on a phone and without script."""

import io
import re

import pytest
from django.core.management import call_command
from django.utils import timezone
from pypdf import PdfReader

from pelatihan.models import Pelatihan
from peserta.models import Peserta

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.peramban]
MEJA, PONSEL = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
NIP = "199004172015032901"


class Meja:
    """One person at a browser of their own; what the console complains of is a failure."""

    def __init__(self, browser, situs, layar, **pilihan):
        self.situs, self.bernaskah = situs, pilihan.get("java_script_enabled", True)
        self.konteks = browser.new_context(viewport=layar, locale="id-ID", **pilihan)
        self.page = self.konteks.new_page()
        self.keluhan = []
        self.page.on("console", lambda m: m.type == "error" and self.keluhan.append(m.text))
        self.page.on("pageerror", lambda galat: self.keluhan.append(str(galat)))

    def masuk(self, nama):
        self.buka("/masuk/")
        self.page.fill("[name=username]", nama)
        self.page.fill("[name=password]", "rahasia-uji")
        self.tekan("Masuk")
        return self

    def buka(self, alamat):
        self.page.goto(f"{self.situs}{alamat}" if alamat.startswith("/") else alamat)

    def tekan(self, nama):
        self.page.get_by_role("button", name=nama, exact=True).click()

    def ikuti(self, nama):
        """The link with these words, also where it names its training for screen readers."""
        self.page.get_by_role("link", name=re.compile(rf"^{re.escape(nama)}\s*(:|$)")).first.click()

    def isi(self, **isian):
        for nama, nilai in isian.items():
            self.page.fill(f"[name={nama}]", nilai)

    def unduh(self, klik):
        with self.page.expect_download() as unduhan:
            klik()
        with open(unduhan.value.path(), "rb") as berkas:  # noqa: PTH123 -- path of the browser
            return berkas.read()

    def selesai(self):
        if self.bernaskah:
            lebar = self.page.evaluate("document.documentElement.scrollWidth")
            assert lebar <= self.page.viewport_size["width"]
        assert self.keluhan == []
        self.konteks.close()


@pytest.fixture
def meja(browser, live_server, settings, orang):
    """A browser for whoever is named, at the live site; letters lead to that site too."""
    settings.SITUS_URL = live_server.url

    def duduk(nama="", layar=MEJA, **pilihan):
        m = Meja(browser, live_server.url, layar, **pilihan)
        return m.masuk(nama) if nama else m

    return duduk


def teks_pdf(isi):
    return "\n".join(h.extract_text() for h in PdfReader(io.BytesIO(isi)).pages)


def langkah_1(meja):
    hari = timezone.localdate()
    ratna = meja("ratna", layar=PONSEL)
    ratna.ikuti("Buat Disposisi")
    ratna.isi(
        nota_nomor="SDM.1-SM.02.01-455",
        nota_tanggal=hari.isoformat(),
        nota_dari="Sekretaris BPSDM",
        nota_hal="Registrasi Peserta",
        nama="Pelatihan Fungsional Analis Hukum Ahli Muda",
        angkatan="I",
        mulai=(hari + timezone.timedelta(days=14)).isoformat(),
        selesai=(hari + timezone.timedelta(days=25)).isoformat(),
    )
    ratna.page.select_option("[name=tim_kerja]", index=1)
    ratna.page.get_by_label("Laporkan hasilnya", exact=True).check()
    ratna.tekan("Kirim Disposisi")
    ratna.selesai()


def langkah_2(meja):
    citra = meja("citra")
    citra.ikuti("Teruskan Disposisi")
    citra.page.get_by_label(re.compile("Budi Santoso")).check()
    citra.page.get_by_label("Laporkan hasilnya", exact=True).check()
    citra.tekan("Teruskan Disposisi")
    citra.selesai()


def langkah_3(meja):
    """Budi completes the training, enters Ni Luh, opens, and copies the link out of the outbox."""
    hari = timezone.localdate()
    budi = meja("budi")
    budi.ikuti("Lengkapi Data Pelatihan")
    budi.isi(
        kode_pelatihan="PF-AHM",
        jp="90",
        tempat="Kampus BPSDM, Cinere, Depok",
        batas_konfirmasi=f"{hari + timezone.timedelta(days=3)}T12:00",
        pemanggilan_nomor="SDM-SM.02.01-210",
        pemanggilan_tanggal=hari.isoformat(),
        narahubung_1_nama="Kadek Dwi Arsana Putra",
        narahubung_1_ponsel="081200000029",
    )
    budi.page.select_option("[name=jenis]", "fungsional")
    budi.page.select_option("[name=metode]", "klasikal")
    budi.tekan("Simpan")
    budi.buka("/")
    budi.ikuti("Input Data Peserta")
    budi.ikuti("Input Data Peserta")
    budi.isi(
        nip="19900417 201503 2 901",
        nama="Ni Luh Putu Ayu Wirastiti, S.H., M.Kn.",
        jabatan="Perancang Peraturan Perundang-undangan Ahli Muda",
        unit_kerja="Kantor Wilayah Bali",
        instansi="Kementerian Hukum",
        email="ni.luh@contoh.example",
    )
    budi.page.select_option("[name=zona]", "WITA")
    budi.tekan("Simpan")
    budi.buka("/")
    budi.ikuti("Buka Registrasi")
    budi.tekan("Buka Registrasi")
    budi.buka("/kotak-keluar/")
    budi.page.get_by_role("link", name=re.compile("Perlu Jawaban")).first.click()
    tautan = re.search(rf"{re.escape(budi.situs)}/k/[^\s<\"]+", budi.page.content())[0]
    budi.selesai()
    return tautan


def langkah_4(meja, tautan, *, skrip):
    """Ni Luh answers on her phone and keeps the proof."""
    ni_luh = meja(layar=PONSEL, java_script_enabled=skrip)
    ni_luh.buka(tautan)
    assert "/k/" not in ni_luh.page.url
    ni_luh.isi(nomor=NIP)
    ni_luh.tekan("Mulai Registrasi")
    ni_luh.page.check("#ya")
    for centang in ni_luh.page.locator("input[type=checkbox]:visible").all():
        centang.check()
    ni_luh.tekan("Lanjutkan")
    ni_luh.tekan("Kirim Konfirmasi")
    nomor = f"ER/PF-AHM/I/{timezone.localdate().year}/0001"
    assert ni_luh.page.get_by_text(nomor).first.is_visible()
    call_command("pekerja", sekali=True)
    isi = ni_luh.unduh(lambda: ni_luh.page.get_by_text("Unduh Bukti E-Registrasi").first.click())
    ni_luh.selesai()
    return isi


def langkah_4b(meja):
    budi = meja("budi")
    budi.ikuti("Tutup Registrasi")
    budi.tekan("Tutup Registrasi")
    budi.buka("/")
    budi.ikuti("Susun Laporan")
    budi.isi(nomor="SDM.5-SM.02.01-512", kendala="Tidak ada.", saran="Tidak ada.")
    budi.tekan("Sampaikan kepada Ketua Tim Kerja")
    budi.selesai()


def langkah_5(meja):
    citra = meja("citra")
    citra.ikuti("Periksa Laporan")
    citra.tekan("Setujui dan Sampaikan kepada Kepala Pusat")
    citra.selesai()


def langkah_6(meja):
    ratna = meja("ratna", layar=PONSEL)
    ratna.ikuti("Terima Laporan")
    ratna.page.get_by_role("button", name="Terima Laporan").last.click()
    tanda_terima = ratna.page.get_by_role("link", name=re.compile("Tanda Terima"))
    isi = ratna.unduh(tanda_terima.first.click)
    ratna.selesai()
    return isi


@pytest.mark.parametrize("skrip", [True, False])
def test_six_steps_in_a_browser_from_disposition_to_received(meja, skrip):
    langkah_1(meja)
    langkah_2(meja)
    tautan = langkah_3(meja)
    bukti = langkah_4(meja, tautan, skrip=skrip)
    langkah_4b(meja)
    langkah_5(meja)
    tanda_terima = langkah_6(meja)

    assert Pelatihan.objects.get().tahap == "selesai"
    orang = Peserta.objects.get()
    assert (orang.nip, orang.nama, orang.gelar_belakang, orang.zona) == (
        NIP,
        "Ni Luh Putu Ayu Wirastiti",
        "S.H., M.Kn.",
        "WITA",
    )
    assert "BERSEDIA MENGIKUTI PELATIHAN" in teks_pdf(bukti)
    assert "Ni Luh Putu Ayu Wirastiti, S.H., M.Kn." in teks_pdf(bukti)
    assert "TANDA TERIMA LAPORAN" in teks_pdf(tanda_terima)
