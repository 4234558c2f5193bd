"""Which faces a page needs for its letters, and what is printed for one that none of them has."""

import functools
import unicodedata

from django.conf import settings
from fontTools.ttLib import TTFont

FOLDER = "eregistrasi/alat/huruf/"
#: family, file, first and last code points; read only for pages that hold such letters
KHUSUS = (
    ("Huruf Arab", "NotoNaskhArabic.woff2", ((0x0600, 0x077F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE))),
    ("Huruf Jawa", "NotoSansJavanese.woff2", ((0xA980, 0xA9DF),)),
    ("Huruf Bali", "NotoSansBalinese.woff2", ((0x1B00, 0x1B7F),)),
    ("Huruf Sunda", "NotoSansSundanese.woff2", ((0x1B80, 0x1BBF), (0x1CC0, 0x1CCF))),
    ("Huruf Batak", "NotoSansBatak.woff2", ((0x1BC0, 0x1BFF),)),
    ("Huruf Bugis", "NotoSansBuginese.woff2", ((0x1A00, 0x1A1F),)),
    (
        "Huruf Han",
        "NotoSansCJK.woff2",
        ((0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xFF00, 0xFFEF)),
    ),
)
TAK_TAMPAK = {"Cc", "Cf", "Zs", "Zl", "Zp"}  # nothing is drawn for these
GAMBAR = 0x1F000  # from here on Pango looks for a coloured face of the machine's own
SEBAGAI_HURUF = "\ufe0e"  # unless this says that the sign is meant as a letter
UMUM = 0x250  # below it every letter is in the two faces that all pages have


def keluarga(teks):
    """(family, file) of the faces that `teks` needs beside the two of every page."""
    tinggi = {ord(huruf) for huruf in set(teks) if ord(huruf) >= UMUM}
    return tuple(
        (nama, FOLDER + berkas)
        for nama, berkas, rentang in KHUSUS
        if any(awal <= n <= akhir for n in tinggi for awal, akhir in rentang)
    )


def tandai_asing(teks, berkas):
    """`teks` with `[U+0E01]` in the place of each letter that none of the files can draw.

    An empty box would hide that something is missing; a letter left out would make another name.
    """
    tinggi = {huruf for huruf in set(teks) if ord(huruf) >= UMUM}
    asing = {h for h in tinggi if unicodedata.category(h) not in TAK_TAMPAK and not _ragam(h)}
    if asing:
        asing -= {chr(n) for satu in berkas for n in _isi(satu)}
    ganti = {ord(h): h + SEBAGAI_HURUF for h in tinggi if ord(h) >= GAMBAR}
    ganti |= {ord(h): f"[U+{ord(h):04X}]" for h in asing}
    return teks.translate(ganti) if ganti else teks


def _ragam(huruf):
    """Is this a variation selector, which only chooses among drawings of the letter before it?"""
    return 0xFE00 <= ord(huruf) <= 0xFE0F


@functools.cache
def _isi(berkas):
    with TTFont(settings.BASE_DIR / berkas, lazy=True) as huruf:
        return frozenset(huruf.getBestCmap())
