"""Charts drawn by the server: plain SVG without style or script, readable without colour."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from eregistrasi.alat.bahasa import ribuan, tanggal

register = template.Library()
LEBAR = 200  # units of the drawing; the page stretches it
RUAS = (("bersedia", "g-ya"), ("tidak_bersedia", "g-tidak"), ("belum", "g-belum"))
POLA = mark_safe(
    '<svg class="g-pola" aria-hidden="true" focusable="false" width="0" height="0"><defs>'
    '<pattern id="g-arsir" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect class="g-arsir-dasar" width="6" height="6"/>'
    '<rect class="g-arsir-garis" width="2.4" height="6"/></pattern></defs></svg>'
)


@register.simple_tag
def pola_grafik():
    """The hatching that the bars of a page share; once on each page with charts."""
    return POLA


@register.simple_tag
def batang_bagian(angka, maks):
    """The three answers of one group as a bar, against the largest group.

    Solid, hatched and empty: the words and numbers stand in the row beside it.
    """
    skala = LEBAR / maks if maks else 0
    x, ruas = 0.0, []
    for kunci, kelas in RUAS:
        lebar = angka[kunci] * skala
        if lebar:
            ruas.append((kelas, f"{x:.2f}", f"{lebar:.2f}"))
        x += lebar
    isi = format_html_join("", '<rect class="{}" x="{}" width="{}" height="12"/>', ruas)
    return _batang(isi)


@register.simple_tag
def batang_satu(n, maks, kelas="g-ya"):
    """One figure as a bar against the largest."""
    lebar = LEBAR * n / maks if maks else 0
    return _batang(format_html('<rect class="{}" width="{}" height="12"/>', kelas, f"{lebar:.2f}"))


def _batang(isi):
    return format_html(
        '<svg class="g-batang" viewBox="0 0 {} 12" preserveAspectRatio="none" aria-hidden="true" '
        'focusable="false"><rect class="g-dasar" width="{}" height="12"/>{}</svg>',
        LEBAR,
        LEBAR,
        isi,
    )


@register.simple_tag
def grafik_hari(hari):
    """Answers day by day as columns: those who come below, those who do not above, with numbers.

    hari  rows of `pantauan`: `hari`, `n`, `bersedia`, `tidak_bersedia`
    """
    maks = max((h["n"] for h in hari), default=0)
    if not maks:
        return ""
    sela = 46
    lebar, tinggi = max(len(hari) * sela, 320), 180
    kolom = [_kolom(h, n * sela, 120 / maks) for n, h in enumerate(hari)]
    kalimat = "; ".join(f"{tanggal(h['hari'])} {h['n']} jawaban" for h in hari)
    return format_html(
        '<svg class="g-kolom" viewBox="0 0 {} {}" role="img" aria-label="Jawaban per hari: {}.">'
        '<line class="g-sumbu" x1="0" x2="{}" y1="150" y2="150"/>{}</svg>',
        lebar,
        tinggi,
        kalimat,
        lebar,
        format_html_join("", "{}", ((k,) for k in kolom)),
    )


def _kolom(h, x, skala):
    ya, tidak = h["bersedia"] * skala, h["tidak_bersedia"] * skala
    atas = 150 - ya - tidak
    return format_html(
        '<rect class="g-ya" x="{x}" y="{y_ya}" width="30" height="{ya}"/>'
        '<rect class="g-tidak" x="{x}" y="{atas}" width="30" height="{tidak}"/>'
        '<text class="g-teks" x="{tengah}" y="{y_angka}" text-anchor="middle">{n}</text>'
        '<text class="g-teks" x="{tengah}" y="168" text-anchor="middle">{hari}</text>',
        x=x + 8,
        tengah=x + 23,
        y_ya=f"{150 - ya:.1f}",
        ya=f"{ya:.1f}",
        atas=f"{atas:.1f}",
        tidak=f"{tidak:.1f}",
        y_angka=f"{atas - 5:.1f}",
        n=ribuan(h["n"]),
        hari=f"{h['hari'].day}/{h['hari'].month}",
    )
