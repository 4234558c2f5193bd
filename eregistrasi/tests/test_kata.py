"""The words of the house: what no screen says, and how acts that cannot be taken back are asked.

Acts that cannot be taken back are asked for once, naming what happens.
"""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings

AKAR = Path(settings.BASE_DIR)
# verbs whose button destroys or takes away, and that therefore stand on a panel or in a summary
MERUSAK = ("Hapus", "Cabut", "Batalkan Kepesertaan", "Batalkan Pelatihan", "Tutup Registrasi")
# one's own kept filter, offered again at once; a link of a unit, renewed by the link beside it
DAPAT_DIURUNGKAN = {"pengguna/saringan.html", "peserta/_unit.html"}
# said in Indonesian here; `Input` and `Email` stay where the SOP and the import's heading have them
ASING = (
    "e-mail|pos-el|upload|download|online|offline|reset|filter|template|dashboard|file|password|"
    "login|logout|scan|deadline|checklist|update|preview|link|website|browser|user|submit|error|"
    "klik|default|null|none|undefined|pic"
)
# spelt otherwise in EYD V, or said more simply, or by another word everywhere else
KELIRU = (
    "dimana|kemana|diantara|disini|disana|mengkonfirmasi|merubah|silahkan|terimakasih|kerjasama|"
    "ijin|resiko|nomer|aktifitas|analisa|sekedar|jadual|satker|bila|mohon kiranya|dimaksud|"
    r"sebagaimana mestinya|yang mana|adalah merupakan|ketentuan yang berlaku|berhasil di\w+|"
    "baku mutu|draf penugasan"
)
TERLARANG = re.compile(rf"\b(?:{ASING}|{KELIRU})\b|(?<=\w)!", re.I)
# as a machine writes it: a name of the code, a moment, a day; or "you" without its capital
MENTAH = re.compile(
    r"\b[a-z]+_[a-z_]+\b|\b\d{1,2}:\d\d\b|\b20\d\d-\d\d-\d\d\b|\b(?:True|False|anda|email)\b"
)
# given by people, or the SOP's own words: signs, addresses, names of files
NAMA_DIRI = re.compile(
    r"\{+\w+\}+|\S+@\S+|\S+\.(?:xlsx|pdf|jpg|png|csv|json|md|pem|sig)\S*|https?:\S+|"
    r"\bberbasis online\b|\bregistrasi online\b"
)


def naskah():
    for akar, pola in (("templates", "*.html"), ("static/js", "*.js")):
        for f in sorted((AKAR / akar).rglob(pola)):
            yield f, f.read_text()
    for ruang in ("pelatihan", "peserta", "laporan", "surel", "pengguna", "pekerjaan", "panduan"):
        for f in sorted((AKAR / ruang).rglob("*.py")):
            if "tests" not in f.parts:
                yield f, f.read_text()


def test_nobody_is_asked_whether_they_are_sure():
    """The question names the deed; `yakin` asks about the person."""
    salah = re.compile(r"anda yakin|apakah yakin|yakin ingin|confirm\(", re.I)
    assert [str(f.relative_to(AKAR)) for f, isi in naskah() if salah.search(isi)] == []


def test_a_button_that_destroys_stands_beside_what_it_does():
    """In the same form, before the button, a sentence says what follows."""
    tanpa = {}
    for f, isi in naskah():
        nama = str(f.relative_to(AKAR / "templates")) if f.suffix == ".html" else ""
        if not nama or nama.startswith(("gaya/", "surel/")) or nama in DAPAT_DIURUNGKAN:
            continue
        for form in re.findall(r"<form\b.*?</form>", isi, re.S):
            for tombol in re.findall(r"<button[^>]*>\s*(?:{%.*?%})?([^<{]+)", form):
                if tombol.strip().startswith(MERUSAK) and "<p" not in form:
                    tanpa[nama] = tombol.strip()
    assert tanpa == {}


class Terbaca(HTMLParser):
    """What is read or read aloud on a page, without code, drawings and the English parts."""

    DIAM = {"script", "style", "svg", "code", "pre", "kbd", "textarea"}
    KOSONG = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}

    def __init__(self, html):
        super().__init__()
        self.diam, self.teks = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag not in self.KOSONG and (self.diam or tag in self.DIAM or a.get("lang") == "en"):
            self.diam.append(tag)
        if not self.diam:
            dibaca = ("title", "alt", "placeholder", "aria-label", "data-label")
            self.teks += [a[k] for k in dibaca if a.get(k)]

    def handle_endtag(self, tag):
        if self.diam and tag not in self.KOSONG:
            while self.diam.pop() != tag and self.diam:
                pass

    def handle_data(self, data):
        if not self.diam:
            self.teks.append(data)


def salah_kata(teks):
    """The words of a text that the house does not say."""
    bersih = NAMA_DIRI.sub(" ", teks)
    return {m.group() for pola in (TERLARANG, MENTAH) for m in pola.finditer(bersih)}


@pytest.mark.django_db
def test_no_page_says_a_word_that_the_house_does_not(pameran):
    temuan = {}
    for lembar in pameran.lembar:
        if '<html lang="en"' not in lembar.html:
            kata = salah_kata("\n".join(Terbaca(lembar.html).teks))
            if kata:
                temuan[lembar.nama] = kata
    assert temuan == {}


# a sentence or a label of the code, as against a name, a query or a pattern
KALIMAT = re.compile(r"[A-Z][^<>=;%*\\]* [^<>=%*\\]*[.?:]")


def teks_kode(isi):
    """Sentences that a module holds: no docstring, no SQL, no pattern."""
    pohon = ast.parse(isi)
    lewat = {id(n.value) for n in ast.walk(pohon) if isinstance(n, ast.Expr)}
    teks = (n for n in ast.walk(pohon) if isinstance(n, ast.Constant) and id(n) not in lewat)
    yield from (n.value for n in teks if KALIMAT.fullmatch(str(n.value).strip()))


def teks_templat(isi):
    """What a template says, and what it hands to its parts; not how it decides."""
    tag = r"{#.*?#}|{% comment.*?endcomment %}|<style.*?</style>"
    isi = re.sub(tag, " ", isi, flags=re.S)
    yield from re.findall(r'(?:judul|teks|tanya|akibat|tombol|label)="([^"{]*)"', isi)
    yield "\n".join(Terbaca(re.sub(r"{%.*?%}|{{.*?}}", " ", isi, flags=re.S)).teks)


def test_no_text_of_the_house_holds_a_word_that_it_does_not_say():
    """Also what only a rare case shows: refusals, letters, papers."""
    temuan = {}
    for f, isi in naskah():
        if {"migrations", "management"} & set(f.parts):
            continue
        pilah = {".py": teks_kode, ".html": teks_templat}.get(f.suffix)
        if pilah and (kata := salah_kata("\n".join(pilah(isi)))):
            temuan[str(f.relative_to(AKAR))] = kata
    assert temuan == {}
