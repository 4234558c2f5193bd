"""How acts that cannot be taken back are asked: once, naming what happens."""

import re
from pathlib import Path

from django.conf import settings

AKAR = Path(settings.BASE_DIR)
# verbs whose button destroys or takes away, and that therefore stand on a panel or in a summary
MERUSAK = ("Hapus", "Cabut", "Batalkan Kepesertaan", "Batalkan Pelatihan", "Tutup Registrasi")
# one's own kept filter, offered again at once; a link of a unit, renewed by the link beside it
DAPAT_DIURUNGKAN = {"pengguna/saringan.html", "peserta/_unit.html"}


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
