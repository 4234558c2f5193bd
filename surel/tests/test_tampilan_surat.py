"""Every kind of letter as mail programs show it: without a style sheet, narrow, as text."""

import re
from html.parser import HTMLParser

import pytest
from django.template import engines

from pengguna.models import Organisasi
from surel.amplop import mengalir
from surel.tests.contoh_surat import LAMAN, jenis_surat, tulis

LEBAR = 76
#: what must not be left to a style sheet, which some mail programs throw away
WAJIB = {"p", "h1", "li", "td", "th", "a", "ul"}


@pytest.fixture(autouse=True)
def _lubang(monkeypatch):
    """Whatever a template asks for and does not get is seen."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "[HILANG %s]")
    monkeypatch.setattr(Organisasi, "kini", staticmethod(lambda: None))


class Isi(HTMLParser):
    """The elements of a letter: (tag, attributes), and what stands where."""

    def __init__(self, html):
        super().__init__()
        self.unsur, self.tumpuk, self.gelap = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        self.unsur.append((tag, a))
        if tag not in ("br", "meta"):
            self.tumpuk.append((tag, a.get("style", "")))

    def handle_endtag(self, tag):
        while self.tumpuk and self.tumpuk.pop()[0] != tag:
            pass

    def handle_data(self, data):
        gaya = ";".join(g for _, g in self.tumpuk)
        tersembunyi = any(t in ("head", "title", "style") for t, _ in self.tumpuk)
        if data.strip() and not tersembunyi and "display: none" not in gaya:
            warna = all(f"{w}:" in gaya for w in ("font-family", "font-size")) and re.search(
                r"(?:^|;\s*)color:", gaya
            )
            if not warna:
                self.gelap.append(data.strip())


@pytest.mark.parametrize("jenis", jenis_surat())
def test_it_holds_its_layout_without_a_style_sheet(jenis):
    judul, teks, html = tulis(jenis)
    assert "[HILANG" not in judul + teks + html
    isi = Isi(re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))
    assert isi.gelap == []  # all that is read has its own colour, font and size
    tabel = [a for tag, a in isi.unsur if tag == "table"]
    assert [
        a for a in tabel if a.get("class") not in ("rinci",) and a.get("role") != "presentation"
    ] == []
    assert [a for a in tabel if a.get("class") != "tombol" and not a.get("width")] == []
    assert [a for tag, a in isi.unsur if tag in WAJIB and not a.get("style") and a] == []
    assert [tag for tag, _ in isi.unsur if tag in ("img", "script", "link", "iframe", "form")] == []
    assert 'lang="id"' in html.partition("<body")[0]
    assert '<div role="article"' in html
    assert [a["lang"] for tag, a in isi.unsur if a.get("role") == "article"] == ["id"]
    # Word's engine knows neither max-width nor padding of a link
    assert html.count("<!--[if mso]>") == 3
    tombol = [a for tag, a in isi.unsur if "mso-padding-alt" in a.get("style", "")]
    assert {a.get("bgcolor") for a in tombol} <= {"#1b3f6b"}
    assert len(html.encode()) < 100_000  # beyond that Gmail cuts


@pytest.mark.parametrize("jenis", jenis_surat())
def test_its_text_alone_tells_the_same_and_fits_a_narrow_window(jenis):
    judul, teks, html = tulis(jenis)
    alur = mengalir(teks)
    panjang = [b for b in alur.split("\n") if len(b) > LEBAR + 1]
    assert [b for b in panjang if " " in b.strip()] == []  # only an address is longer
    assert re.sub(r" \n", " ", alur) == re.sub(r"[ \t]+(?=\n)", "", teks)
    assert "\n\n\n" not in teks
    assert teks == "\n".join(b.rstrip() for b in teks.split("\n"))
    # each address to follow stands in both
    assert set(re.findall(r'href="([^"]+)"', html)) <= set(re.findall(rf"{LAMAN}\S*", teks))
    assert judul.startswith(("[E-Registrasi] ", "[UJI] [E-Registrasi] "))
    assert len(judul) <= 250
