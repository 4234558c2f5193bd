"""Filters of the participant's pages."""

import re

from django import template

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
