"""Filters for letters only: `{% load surat %}`."""

import re

from django import template

register = template.Library()
SEPERTI_TAUTAN = re.compile(
    r"://|www\.|\b[\w-]{2,}\.(?:com|net|org|id|info|biz|xyz|io|me|co|link|site|online|top|app|dev)\b",
    re.IGNORECASE,
)


@register.filter
def bukan_tautan(teks):
    """Text that somebody typed, so that no mail program makes a link of it.

    An ordinary name comes back unchanged; in what looks like an address an invisible joiner
    (U+2060) after each dot and colon breaks it.
    """
    teks = " ".join(str(teks).split())
    return re.sub(r"([.:])", "\\1\u2060", teks) if SEPERTI_TAUTAN.search(teks) else teks


@register.filter
def rangkai(benda):
    """`Surat Tugas, pas foto, dan SK jabatan`: a list as part of a sentence."""
    nama = [" ".join(str(b).split()) for b in benda]
    if len(nama) < 3:
        return " dan ".join(nama)
    return f"{', '.join(nama[:-1])}, dan {nama[-1]}"
