"""A training that walks by the clock on the wall, for stories about time."""

import datetime as dt

from pelatihan.alur import langkah
from pelatihan.kalender import WIB


def saat(hari, pukul):
    return dt.datetime.strptime(f"2026-11-{hari} {pukul}", "%Y-%m-%d %H.%M").replace(tzinfo=WIB)


def ambil(p, aksi, oleh):
    """One step through the gate, and nothing besides."""
    with langkah(p, aksi, oleh=oleh):
        pass
