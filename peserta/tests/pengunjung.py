"""Sari and the other participants as a browser sees them: links opened, forms filled and sent.

Nothing here knows an address but the link itself; the rest is read off the pages.
"""

from html.parser import HTMLParser
from urllib.parse import urljoin

from django.test import Client

from peserta.models import Konfirmasi

CENTANG = ("benar", "privasi", "tata_tertib", "atasan")


class _Formulir(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.daftar = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            self.daftar.append({"action": a.get("action", ""), "tersembunyi": {}})
        elif tag == "input" and a.get("type") == "hidden" and self.daftar:
            self.daftar[-1]["tersembunyi"][a["name"]] = a.get("value", "")


class Pengunjung:
    """One person at one browser, with CSRF checked as in life."""

    def __init__(self, konfirmasi, **klien):
        self.konfirmasi = konfirmasi
        self.klien = Client(enforce_csrf_checks=True, **klien)
        self.halaman = None

    @property
    def nomor(self):
        return self.konfirmasi.peserta.pengenal[1]

    @property
    def teks(self):
        return self.halaman.content.decode()

    def alamat(self, ekor=""):
        return f"/konfirmasi/{self.konfirmasi.id_publik}/{ekor}"

    def buka(self, tautan=None):
        """Open the link from the letter."""
        return self.lihat((tautan or self.konfirmasi.tautan).removeprefix("http://testserver"))

    def lihat(self, alamat):
        self.halaman = self.klien.get(alamat, follow=True)
        self._alamat = self.halaman.request["PATH_INFO"]
        return self.halaman

    def formulir(self):
        """(address, hidden fields) of the only form on the page."""
        (formulir,) = _Formulir(self.teks).daftar
        return urljoin(self._alamat, formulir["action"]), formulir["tersembunyi"]

    def kirim(self, isian, ke=None):
        """Send the page's form with these fields. Returns the response, redirects followed."""
        alamat, tersembunyi = self.formulir()
        self.halaman = self.klien.post(ke or alamat, {**tersembunyi, **isian}, follow=True)
        self._alamat = self.halaman.request["PATH_INFO"]
        return self.halaman

    def kenalkan(self, nomor=None):
        """Open the link and type the NIP."""
        self.buka()
        return self.kirim({"nomor": nomor or self.nomor})

    def isi(self, jawaban, **lain):
        """Fill the page of the question and go on to the one that shows it once more."""
        return self.kirim({"jawaban": jawaban, **dict.fromkeys(CENTANG, "1"), **lain})

    def jawab(self, jawaban, **lain):
        """From the page of the question to the receipt."""
        self.isi(jawaban, **lain)
        return self.kirim({})


def undangan(pelatihan):
    """The confirmations of a training, in the order in which their letters left."""
    return list(Konfirmasi.objects.lengkap().filter(peserta__pelatihan=pelatihan).order_by("pk"))
