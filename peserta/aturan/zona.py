"""The time zone of an office, told from the place in its name."""

import json
import re

from peserta.aturan.kode import ACUAN

_DAFTAR = json.loads((ACUAN / "zona_waktu.json").read_text("utf-8"))
_ZONA = {nama.casefold(): zona for zona, semua in _DAFTAR.items() for nama in semua}
# Longer names first: "Kalimantan Barat" is not "Kalimantan", "Papua Barat" not "Papua".
_TEMPAT = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, _ZONA), key=len, reverse=True)) + r")\b"
)


def zona(*teks):
    """`WIB`, `WITA` or `WIT` of the first text that names a place; `WIB` when none does."""
    for nama in teks:
        if cocok := _TEMPAT.search(nama.casefold()):
            return _ZONA[cocok[0]]
    return "WIB"
