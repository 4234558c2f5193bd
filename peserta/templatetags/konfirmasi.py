"""Filters and small pieces of the participant's pages, which are drawn by the thousand."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from eregistrasi.alat.tags import ikon
from peserta.aturan import pangkat_golongan

register = template.Library()


@register.filter
def pangkat(golongan):
    """`Penata (III/c)` for `III/c`."""
    return pangkat_golongan(golongan)


@register.filter
def wa(ponsel):
    """The address that opens a chat with this number: `https://wa.me/6281200000029`."""
    angka = re.sub(r"\D", "", ponsel)
    return f"https://wa.me/62{angka[1:]}" if angka.startswith("0") else f"https://wa.me/{angka}"


@register.simple_tag
def salah(field):
    """The faults of one field, below its label."""
    if not field.form.is_bound:
        return ""
    isi = ((field.name, ikon("bahaya"), teks) for teks in field.errors)
    return format_html_join("\n", '<p class="salah" id="{}-salah">{}{}</p>', isi)


@register.simple_tag
def centang(field, teks):
    """One statement with a box, and its faults."""
    tanda = " checked" if field.value() else ""
    keluhan = salah(field)
    rujuk = _SALAH.format(field.name) if keluhan else ""
    return format_html(_CENTANG, keluhan, field.name, mark_safe(tanda + rujuk), teks)  # noqa: S308 -- ours


_SALAH = ' aria-invalid="true" aria-describedby="{}-salah"'
_CENTANG = (
    '{0}<label class="centang" for="{1}"><input type="checkbox" id="{1}" name="{1}" value="1"{2}>'
    "<span>{3}</span></label>"
)


@register.tag
def sekali(parser, token):
    """`{% sekali form %}…{% endsekali %}`: drawn once for all while nothing is in the form.

    What stands between may depend on the form and on nothing else.
    """
    _, form = token.split_contents()
    isi = parser.parse(["endsekali"])
    parser.delete_first_token()
    return _Sekali(parser.compile_filter(form), isi)


class _Sekali(template.Node):
    def __init__(self, form, nodelist):
        self.form, self.nodelist, self.ingatan = form, nodelist, None

    def render(self, context):
        form = self.form.resolve(context)
        if form.is_bound or form.initial:
            return self.nodelist.render(context)
        if self.ingatan is None:
            self.ingatan = self.nodelist.render(context)
        return self.ingatan
