"""Telling how far the work is, from wherever it is done.

What runs inside a job reports to that job's page; what runs in a request says the same words to
nobody. So the verbs of the rooms need not know who waits for them.
"""

from contextlib import contextmanager
from contextvars import ContextVar

_lapor = ContextVar("lapor", default=None)


@contextmanager
def kepada(lapor):
    """Inside this block, progress goes to `lapor` (see `Penjaga.lapor`)."""
    tanda = _lapor.set(lapor)
    try:
        yield
    finally:
        _lapor.reset(tanda)


def tahap(kabar, jumlah=0, satuan=None):
    """A new stage begins, in words: `Membandingkan dengan daftar`."""
    maju(0, jumlah, kabar, satuan)


def maju(selesai, jumlah=None, kabar=None, satuan=None):
    """So many are done. Inside a job this is also where a cancelled one ends, by an exception."""
    if lapor := _lapor.get():
        lapor(selesai, jumlah, kabar, satuan)


def hitung(butir, kabar, satuan=None, jumlah=None):
    """The same items one by one, counted: `for surat in hitung(semua, "Menulis surel")`.

    butir   a list, or any iterable together with `jumlah`
    satuan  what is counted: `surel`
    """
    tahap(kabar, len(butir) if jumlah is None else jumlah, satuan)
    for selesai, satu in enumerate(butir, 1):
        yield satu
        maju(selesai)


def berpotong(butir, ukuran, kabar, satuan=None):
    """A list in pieces of `ukuran`, counted by their items."""
    tahap(kabar, len(butir), satuan)
    for mulai in range(0, len(butir), ukuran):
        yield butir[mulai : mulai + ukuran]
        maju(min(mulai + ukuran, len(butir)))
