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
def baris(teks):
    """Several lines as one, for a field that stands in a sentence."""
    return " ".join(str(teks).split())
