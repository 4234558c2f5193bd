"""The six steps walked with a keyboard alone: tabulator, arrows, space, enter, and words typed."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pelatihan.models import Pelatihan
from peserta.models import Konfirmasi

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.peramban]
NIP = "199004172015032901"
PERHENTIAN = 150  # more stops than any page has between its head and its last button
SOROT = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const s = [e, e.closest("label")].filter(Boolean).map(x => getComputedStyle(x));
  const kotak = e.getBoundingClientRect();
  return {
    nama: (e.labels?.[0]?.innerText ?? e.getAttribute("aria-label") ?? e.innerText ?? "")
      .replace(/\\s+/g, " ").trim(),
    isian: e.name ?? "",
    jenis: e.type ?? e.localName,
    tampak: s.some(x => x.outlineStyle !== "none" && parseFloat(x.outlineWidth) >= 2
      || x.boxShadow !== "none"),
    terlihat: kotak.bottom > 0 && kotak.top < innerHeight,
  };
}"""


class Ketik:
    """One person without a mouse. Every stop of the tabulator has to be seen."""

    def __init__(self, browser, situs):
        self.situs = situs
        self.konteks = browser.new_context(
            viewport={"width": 1280, "height": 900}, locale="id-ID", reduced_motion="reduce"
        )
        self.page = self.konteks.new_page()
        self.tekan = self.page.keyboard.press
        self.kini = None

    def buka(self, alamat):
        self.page.goto(f"{self.situs}{alamat}" if alamat.startswith("/") else alamat)
        self.kini = None
        return self

    def masuk(self, nama):
        self.buka("/masuk/").isi(username=nama, password="rahasia-uji")
        self.tekan("Enter")
        self.page.wait_for_url(f"{self.situs}/")
        return self

    def maju(self):
        """One stop further; what cannot be seen there is a fault."""
        self.tekan("Tab")
        self.kini = self.page.evaluate(SOROT)
        if self.kini:
            assert self.kini["tampak"], f"fokus tidak tampak: {self.kini}"
            assert self.kini["terlihat"], f"fokus di luar layar: {self.kini}"
        return self.kini

    def sampai(self, cocok):
        """On with the tabulator until there. Going round twice means that it cannot be reached."""
        lewat = []
        for _ in range(PERHENTIAN):
            if self.kini and cocok(self.kini):
                return self
            lewat.append((self.maju() or {}).get("nama"))
        raise AssertionError(f"tidak tercapai dengan Tab: {lewat}")

    def ke(self, nama):
        """To the link, button or box with these words."""
        return self.sampai(lambda s: s["nama"].partition(":")[0].strip() == nama)

    def isi(self, **isian):
        """Each field in the order of the page, typed as a hand would."""
        for nama, nilai in isian.items():
            self.sampai(lambda s, n=nama: s["isian"] == n)
            if isinstance(nilai, dt.date):
                self._tanggal(nilai)
                continue
            self.tekan("ControlOrMeta+a")
            self.page.keyboard.insert_text(nilai)
        return self

    def _tanggal(self, nilai):
        """A day, and the hour where one belongs to it, in the order that this browser shows."""
        jam = ["ArrowRight", *f"{nilai:%I%M%p}"] if isinstance(nilai, dt.datetime) else []
        for pola in ("%m%d%Y", "%d%m%Y"):
            for tombol in (*["ArrowLeft"] * 6, *f"{nilai:{pola}}", *jam):
                self.tekan(tombol)
            isi = self.page.evaluate("document.activeElement.value")
            if isi == (f"{nilai:%Y-%m-%dT%H:%M}" if jam else nilai.isoformat()):
                return
        raise AssertionError(f"tanggal tidak dapat diketik: {isi}")

    def pilih(self, nama, kali=1):
        """The n-th choice of a list, with the arrow."""
        self.sampai(lambda s: s["isian"] == nama)
        for _ in range(kali):
            self.tekan("ArrowDown")
        return self

    def centang(self, nama):
        self.ke(nama)
        self.tekan("Space")
        return self

    def lanjut(self, nama, tombol="Enter"):
        """Press what bears these words, and wait for the page it leads to."""
        self.ke(nama)
        with self.page.expect_navigation():
            self.tekan(tombol)
        galat = self.page.locator(".galat").all_inner_texts()
        assert galat == [], f"{nama}: {galat}"
        self.kini = None
        return self

    def selesai(self):
        self.konteks.close()


@pytest.fixture
def ketik(browser, live_server, settings, orang):
    settings.SITUS_URL = live_server.url
    return lambda: Ketik(browser, live_server.url)


def langkah_1(ketik):
    """Ratna fills in the nota dinas from the first field to the last and sends it to Citra."""
    hari, ratna = timezone.localdate(), ketik().masuk("ratna")
    ratna.maju()
    assert ratna.kini["nama"] == "Langsung ke isi halaman"
    ratna.tekan("Enter")
    assert ratna.page.evaluate("document.activeElement.id") == "isi"
    ratna.lanjut("Buat Disposisi")
    ratna.isi(
        nota_nomor="SDM.1-SM.02.01-455",
        nota_tanggal=hari,
        nota_dari="Sekretaris BPSDM",
        nota_hal="Registrasi Peserta",
        nama="Pelatihan Fungsional Analis Hukum Ahli Muda",
        angkatan="I",
        mulai=hari + dt.timedelta(days=14),
        selesai=hari + dt.timedelta(days=25),
    )
    ratna.pilih("tim_kerja").centang("Laporkan hasilnya").lanjut("Kirim Disposisi").selesai()


def langkah_2(ketik):
    citra = ketik().masuk("citra").lanjut("Teruskan Disposisi")
    citra.sampai(lambda s: s["nama"].startswith("Budi Santoso")).tekan("Space")
    citra.centang("Laporkan hasilnya").lanjut("Teruskan Disposisi").selesai()


def langkah_3(ketik):
    hari, budi = timezone.localdate(), ketik().masuk("budi")
    budi.lanjut("Lengkapi Data Pelatihan").isi(kode_pelatihan="PF-AHM").pilih("jenis")
    budi.pilih("metode").isi(
        jp="90",
        tempat="Kampus BPSDM, Cinere, Depok",
        batas_konfirmasi=dt.datetime.combine(hari + dt.timedelta(days=3), dt.time(13)),
        pemanggilan_nomor="SDM-SM.02.01-210",
        pemanggilan_tanggal=hari,
        narahubung_1_nama="Kadek Dwi Arsana Putra",
        narahubung_1_ponsel="081200000029",
    )
    budi.lanjut("Simpan").buka("/").lanjut("Input Data Peserta").lanjut("Input Data Peserta")
    budi.isi(nip=NIP, nama="Ni Luh Putu Ayu", jabatan="Analis Hukum", unit_kerja="Kanwil Bali")
    budi.isi(instansi="Kementerian Hukum", email="ni.luh@contoh.example")
    budi.lanjut("Simpan").buka("/").lanjut("Buka Registrasi").lanjut("Buka Registrasi").selesai()


def langkah_4(ketik):
    """Ni Luh on her own: the number, the choice by arrow, the promises, one more look."""
    ni_luh = ketik().buka(Konfirmasi.objects.get().tautan).isi(nomor=NIP)
    ni_luh.lanjut("Mulai Registrasi").sampai(lambda s: s["isian"] == "jawaban").tekan("Space")
    for kotak in ("tata_tertib", "atasan", "benar", "privasi"):
        ni_luh.sampai(lambda s, k=kotak: s["isian"] == k).tekan("Space")
    ni_luh.lanjut("Lanjutkan").lanjut("Kirim Konfirmasi")
    expect(ni_luh.page.get_by_role("link", name="Unduh Bukti E-Registrasi")).to_be_visible()
    ni_luh.selesai()


def langkah_4b(ketik):
    budi = ketik().masuk("budi").lanjut("Tutup Registrasi").lanjut("Tutup Registrasi").buka("/")
    budi.lanjut("Susun Laporan").isi(nomor="SDM.5-1", kendala="Tidak ada.", saran="Tidak ada.")
    budi.lanjut("Sampaikan kepada Ketua Tim Kerja").selesai()


def langkah_5(ketik):
    citra = ketik().masuk("citra").lanjut("Periksa Laporan")
    citra.lanjut("Setujui dan Sampaikan kepada Kepala Pusat").selesai()


def langkah_6(ketik):
    ratna = ketik().masuk("ratna").lanjut("Terima Laporan")
    ratna.sampai(lambda s: s["nama"] == "Terima Laporan" and s["jenis"] == "submit")
    ratna.lanjut("Terima Laporan").selesai()


def test_six_steps_without_a_mouse_from_the_nota_dinas_to_laporan_diterima(ketik):
    for langkah in (langkah_1, langkah_2, langkah_3, langkah_4, langkah_4b, langkah_5, langkah_6):
        langkah(ketik)
    assert Pelatihan.objects.get().tahap == "selesai"


def test_the_tabulator_comes_round_and_is_caught_nowhere(ketik, pelatihan_di):
    """From the head of the fullest page to its end, and out of it again, both ways."""
    p = pelatihan_di("registrasi")
    budi = ketik().masuk("budi").buka(f"{p.get_absolute_url()}peserta/")
    maju = []
    while budi.maju():
        maju.append((budi.kini["nama"], budi.kini["isian"]))
        assert len(maju) < PERHENTIAN
    mundur = []
    for _ in maju:
        budi.tekan("Shift+Tab")
        kini = budi.page.evaluate(SOROT)
        mundur.append((kini["nama"], kini["isian"]))
    assert mundur[::-1] == maju
    budi.selesai()
