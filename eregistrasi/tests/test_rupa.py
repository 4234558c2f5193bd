"""The design language holds itself to its own rules (docs/rupa.md)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from eregistrasi.alat.warna import kontras
from eregistrasi.gaya_token import CSS, KEADAAN, TEMA, tema

TEMPLAT = Path(settings.BASE_DIR) / "templates"
# names that scripts, tests or letters hold on to, and that no stylesheet dresses
PENGAIT = set()


def _penuh(warna):
    return "#" + "".join(c * 2 for c in warna[1:]) if len(warna) == 4 else warna


def pasangan(nama):
    """(what, of what, ground, least contrast) for one theme."""
    teks = 7 if nama.startswith("kontras") else 4.5
    dasar = ("latar", "permukaan", "permukaan-2")
    yield from ((t, d, teks) for t in ("teks", "redup", "utama", "tautan") for d in dasar)
    yield from ((t, d, 3) for t in ("garis-kuat", "fokus") for d in dasar)
    yield from [("di-utama", "utama", teks), ("utama", "utama-lembut", teks)]
    for k in KEADAAN:
        yield from ((k, d, teks) for d in (f"{k}-latar", "latar", "permukaan"))
        yield f"{k}-isi", "permukaan", 3
        if nama.startswith("kontras"):
            yield f"{k}-garis", "permukaan", 3
    yield from [("di-kepala", "kepala", 7), ("kepala-redup", "kepala-isi", 4.5)]
    yield from [("kepala-garis", "kepala", 3), ("fokus-kepala", "kepala", 3)]
    yield from [("kepala-tanda", "kepala", 4.5), ("inisial", "inisial-latar", 4.5)]


@pytest.mark.parametrize("nama", TEMA)
def test_every_pair_of_colours_can_be_read(nama):
    t = tema(nama)
    kurang = [
        (a, b, round(kontras(_penuh(t[a]), _penuh(t[b])), 2))
        for a, b, paling in pasangan(nama)
        if kontras(_penuh(t[a]), _penuh(t[b])) < paling
    ]
    assert kurang == []


@pytest.mark.parametrize("nama", TEMA)
def test_pages_of_participants_bear_the_same_colours(nama):
    kantor, tamu = tema(nama), tema(nama, "peserta.css")
    sama = {k: (tamu[k], kantor[k]) for k in tamu if k in kantor}
    assert {k: v for k, v in sama.items() if v[0] != v[1]} == {}
    assert set(tamu) - set(kantor) == set()


def test_what_is_drawn_takes_its_values_from_tokens():
    """Outside the declarations no colour, size of type, rounding or pace is written as it comes."""
    salah = {}
    for nama in ("rupa.css", "peserta.css"):
        isi = re.sub(r"@media print\{(?:[^{}]|\{[^}]*\})*\}|@font-face\{[^}]*\}", "",
                     (CSS / nama).read_text())  # fmt: skip
        isi = re.sub(r":root[^{]*\{[^}]*\}", "", isi)
        pola = r"#[0-9a-f]{3,8}\b(?![^{}]*\{)|rgba?\(|transition:[^;}]*\d[ms]"
        if nama == "rupa.css":
            pola += r"|font-size:[\d.]|border-radius:[\d.]+(?:px|rem)(?! )"
        salah[nama] = re.findall(pola, isi)
    assert salah == {"rupa.css": [], "peserta.css": []}


def _kelas_templat():
    """{class: first template that uses it}; what a variable fills in is left out."""
    hasil = {}
    for f in sorted(TEMPLAT.rglob("*.html")):
        isi = f.read_text()
        if f.parts[-2] in ("surel", "dokumen") and '"dasar.html"' not in isi:
            continue  # letters and papers have sheets of their own
        isi = re.sub(r"{#.*?#}|{%.*?%}", " ", re.sub(r"{{.*?}}", "?", isi))
        for nilai in re.findall(r'class="([^"]*)"', isi):
            for kelas in nilai.split():
                if "?" not in kelas and not kelas.endswith("-"):
                    hasil.setdefault(kelas, str(f.relative_to(TEMPLAT)))
    return hasil


def test_every_class_of_a_page_is_dressed_by_a_stylesheet():
    lembar = [*CSS.glob("*.css"), *(CSS.parent / "vendor" / "bootstrap").glob("*.css")]
    ada = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", "".join(f.read_text() for f in lembar)))
    kelas = _kelas_templat()
    assert {k: f for k, f in kelas.items() if k not in ada | PENGAIT} == {}
    assert len(kelas) > 100  # the search found what there is


def test_the_typeface_is_our_own_file_and_free():
    huruf = CSS.parent / "huruf"
    assert "SIL OPEN FONT LICENSE Version 1.1" in (huruf / "OFL.txt").read_text()
    dipakai = set()
    for lembar in CSS.glob("*.css"):
        dipakai |= set(re.findall(r"\.\./huruf/([\w-]+\.woff2)", lembar.read_text()))
    dipakai.add("plus-jakarta-sans-latin-500.woff2")  # paper has one file of its own
    assert dipakai == {f.name for f in huruf.glob("*.woff2")}
    assert all(f.stat().st_size < 20_000 for f in huruf.glob("*.woff2"))
