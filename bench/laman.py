"""What the benches of pages share: the running site, signed in, with the addresses to look at."""

import argparse
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

AKAR = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(AKAR))
SANDI = "eregistrasi"


def pilihan(uraian, **lain):
    """Where the site runs (`manage.py jalankan`, with its demo data), and what else is asked."""
    p = argparse.ArgumentParser(description=uraian)
    p.add_argument("situs", nargs="?", default="http://127.0.0.1:8000")
    for nama, bawaan in lain.items():
        p.add_argument(f"--{nama}", type=type(bawaan), default=bawaan)
    return p.parse_args()


def tulis(teks=""):
    sys.stdout.write(f"{teks}\n")
    sys.stdout.flush()


class Situs:
    """The demo as one browser sees it: `kuki` of whoever is signed in, or of one participant."""

    def __init__(self, browser, alamat):
        self.alamat = alamat.rstrip("/")
        self.konteks = browser.new_context(locale="id-ID")
        self.page = self.konteks.new_page()

    def masuk(self, nama):
        self.page.goto(f"{self.alamat}/masuk/")
        self.page.fill("[name=username]", nama)
        self.page.fill("[name=password]", SANDI)
        self.page.get_by_role("button", name="Masuk", exact=True).click()
        self.page.wait_for_url(f"{self.alamat}/")
        return self

    def berkas(self, nama):
        """The case file of the first training that is found by these words, as a path."""
        self.page.goto(f"{self.alamat}/pelatihan/?q={nama}")
        semua = self.page.locator("main a").evaluate_all("d => d.map(a => a.pathname)")
        return next(jalan for jalan in semua if re.fullmatch(r"/pelatihan/[0-9-]+/", jalan))

    def undangan(self):
        """The personal link in the newest invitation of the outbox."""
        self.page.goto(f"{self.alamat}/kotak-keluar/?q=Perlu+Jawaban")
        self.page.goto(f"{self.alamat}{self._surat()}")
        teks = self.page.content()
        return re.search(rf"{re.escape(self.alamat)}(/k/[^\s<\"]+)", teks)[1]

    def _surat(self):
        undangan = self.page.locator("main a").filter(has_text="Perlu Jawaban")
        return undangan.first.get_attribute("href")

    @property
    def kuki(self):
        """The cookies as a header."""
        tuan = urlsplit(self.alamat).hostname
        semua = [k for k in self.konteks.cookies() if tuan in k["domain"]]
        return "; ".join(f"{k['name']}={k['value']}" for k in semua)
