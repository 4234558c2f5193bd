"""Template tags and filters that know no noun of ours; built into every template."""

from functools import cache
from html import escape

import segno
from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from eregistrasi.alat import bahasa
from eregistrasi.alat.ikon import IKON

register = template.Library()

for _nama in (
    "tanggal",
    "hari_tanggal",
    "rentang",
    "rentang_hari",
    "pukul",
    "waktu",
    "waktu_detik",
    "waktu_pendek",
    "waktu_setempat",
    "terbilang",
    "persen",
    "ribuan",
    "nip_berspasi",
    "nip_tersamar",
    "surel_tersamar",
    "romawi",
):
    register.filter(_nama, getattr(bahasa, _nama))


@register.filter
def sebut(keluhan, label):
    """A fault with the name of its field before it, unless the words name it already."""
    return keluhan if str(label).lower() in str(keluhan).lower() else f"{label}: {keluhan}"


@register.filter
def utuhkan(teks):
    """The name E-Registrasi never breaks at its hyphen."""
    aman = conditional_escape(teks)
    return mark_safe(aman.replace("E-Registrasi", '<span class="utuh">E-Registrasi</span>'))  # noqa: S308 -- escaped above


@register.filter
def dua_baris(nama, muat=46):
    """A long name on a letterhead, broken at the space nearest its middle; a short one stays."""
    if len(nama) <= muat or " " not in nama:
        return nama
    tengah = len(nama) / 2
    sela = min((i for i, huruf in enumerate(nama) if huruf == " "), key=lambda i: abs(i - tengah))
    return format_html("{}<br>{}", nama[:sela], nama[sela + 1 :])


@register.simple_tag
def kini():
    """The moment at which the page was made: a printed list is worth no more than its date."""
    return timezone.now()


@register.simple_tag
@cache
def ikon(nama):
    """An inlined icon, hidden from screen readers; an unknown name raises KeyError."""
    return format_html(
        '<svg class="ikon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        IKON[nama],
    )


@register.filter
@cache
def lencana(keadaan):
    """The badge of a state (label, class, icon), of which there are few and many rows bear them."""
    label, kelas, gambar = keadaan
    return format_html('<span class="lencana l-{}">{}{}</span>', kelas, ikon(gambar), label)


@register.simple_tag
def opsi(isi, kini):
    """The options (value, words) of a <select>, made at once: there may be a thousand of them."""
    teks = [
        f'<option value="{escape(n)}"{" selected" if n == kini else ""}>{escape(kata)}</option>'
        for n, kata in isi
    ]
    return mark_safe("".join(teks))  # noqa: S308 -- escaped above


@register.simple_tag
def qr(teks, keterangan="Kode QR"):
    """A QR code as an image that carries itself (error level M), for papers.

    keterangan  what is said of it to whoever cannot see it

    The mask is fixed: choosing the prettiest of eight costs as much as the rest of the code, and
    every mask is read alike.
    """
    kode = segno.make(teks, error="m", micro=False, mask=2)
    return format_html('<img class="qr" src="{}" alt="{}">', kode.png_data_uri(scale=8), keterangan)


@register.inclusion_tag("komponen/halaman.html", takes_context=True)
def penomoran(context, halaman):
    """Links to the other pages of a list; the rest of the address stays as it is."""
    return {"halaman": halaman, "request": context["request"]}


@register.simple_tag
def alamat_halaman(request, nomor):
    """The present address with another page number."""
    isian = request.GET.copy()
    isian["halaman"] = nomor
    return f"?{isian.urlencode()}"


@register.simple_tag
def deret_halaman(halaman):
    """Page numbers for a list: the ends, the neighbours, and an ellipsis between."""
    return halaman.paginator.get_elided_page_range(halaman.number, on_each_side=1, on_ends=1)


@register.inclusion_tag("komponen/batang.html")
def batang(nyata, baku):
    """Real minutes against the standard; past one and a half times the bar is simply full."""
    lewat = max(nyata - baku, 0)
    return {
        "isi": f"{min(100 * nyata / baku, 100):.1f}",
        "lewat": lewat,
        "panjang_lewat": f"{min(100 * lewat / baku, 50):.1f}",
    }


@register.inclusion_tag("komponen/susun.html")
def susun(bagian, keterangan=""):
    """Parts of a whole as one bar. `bagian`: list of (label, count, css class, badge, icon)."""
    jumlah = sum(b[1] for b in bagian) or 1
    x, ruas = 0.0, []
    for label, n, kelas, lencana, gambar in bagian:
        lebar = 400 * n / jumlah
        ruas.append(
            {
                "label": label,
                "n": n,
                "kelas": kelas,
                "lencana": lencana,
                "ikon": gambar,
                "x": f"{x:.1f}",
                "lebar": f"{max(lebar - 2, 0):.1f}",
            }
        )
        x += lebar
    teks = ", ".join(f"{b[1]} {b[0].lower()}" for b in bagian)
    return {"ruas": ruas, "teks": keterangan or teks}
