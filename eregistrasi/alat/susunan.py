"""Queries whose shape never changes: composed by the ORM once, then asked with other values.

Composing costs Django more than PostgreSQL needs to answer. A page that asks the same eight
questions of every training composes them once for all.
"""

import copy
import datetime as dt
import re
from functools import lru_cache, update_wrapper

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections

_ANGKA = 8_800_000_000_000_000_000  # fits a bigint, and no row is ever numbered so
_ANGKA_DI_SQL = re.compile(r"\b88[0-9]{17}\b")  # LIMIT and OFFSET stand in the text itself
_AWAL = dt.datetime(1, 1, 2, tzinfo=dt.UTC)
_TANDA = {
    int: lambda n: _ANGKA + n,
    str: lambda n: f"\ue000{n}\ue000",
    dt.datetime: lambda n: _AWAL + dt.timedelta(seconds=n),
    dt.date: lambda n: _AWAL.date() + dt.timedelta(days=n),
    list: lambda n: (f"\ue000{n}\ue000",),  # for RawSQL, which hands it on as it is
}
BENTUK_MAKS = 256  # shapes kept of one query


class Tersusun:
    """What `@tersusun` makes of a function that returns a QuerySet.

    Positional arguments decide the shape and have to be hashable; keyword arguments are values of
    which only the type (int, str, date, datetime, list) counts: the function gets stand-ins for them, and
    what it does with them has to hold for any value. It may not be a closure nor start from a
    related manager: an object of one request would answer another's.
    """

    def __init__(self, susun):
        if susun.__closure__:
            raise TypeError(f"{susun.__qualname__} is a closure")
        self._susun = susun
        self._bentuk = lru_cache(maxsize=BENTUK_MAKS)(self._rangkai)
        update_wrapper(self, susun)

    def __call__(self, *bentuk, **nilai):
        """The rows, as a list of what the QuerySet yields."""
        rangka = self._dari(bentuk, nilai)
        return rangka.ambil(nilai) if rangka else []

    def sql(self, *bentuk, **nilai):
        """(SQL, its parameters). Raises EmptyResultSet when nothing could ever be found."""
        rangka = self._dari(bentuk, nilai)
        if rangka is None:
            raise EmptyResultSet
        return rangka.sql(nilai)

    def _dari(self, bentuk, nilai):
        return self._bentuk(bentuk, tuple((nama, type(isi)) for nama, isi in nilai.items()))

    def _rangkai(self, bentuk, jenis):
        tanda = {nama: _TANDA[tipe](n) for n, (nama, tipe) in enumerate(jenis)}
        try:
            return _Rangka(self._susun(*bentuk, **tanda), tanda)
        except EmptyResultSet:
            return None


class _Rangka:
    """One QuerySet composed, with stand-ins where the values go."""

    def __init__(self, kumpulan, tanda):
        if kumpulan._known_related_objects or kumpulan._prefetch_related_lookups:
            raise TypeError("neither a related manager nor prefetch_related can be composed once")
        self._kumpulan = kumpulan
        self._penyusun = kumpulan.query.get_compiler(DEFAULT_DB_ALIAS)
        self._pengubah = None
        teks, isian = self._penyusun.as_sql()
        nama = {t: n for n, t in tanda.items()}
        self._isian = [(_cari(nama, isi), isi) for isi in isian]
        self._potongan, awal = [], 0  # (text before, name of the number behind it)
        for cocok in _ANGKA_DI_SQL.finditer(teks):
            self._potongan.append((teks[awal : cocok.start()], nama[int(cocok[0])]))
            awal = cocok.end()
        self._akhir = teks[awal:]
        terpakai = {n for n, _ in self._isian} | {n for _, n in self._potongan}
        if hilang := set(tanda) - terpakai:
            raise ValueError(f"values that do not arrive in the query: {sorted(hilang)}")

    def _konversi(self, kolom):
        """Of the columns that are read, which are always the same."""
        if self._pengubah is None:
            self._pengubah = self._penyusun.get_converters(list(kolom))
        return self._pengubah

    def sql(self, nilai):
        teks = "".join(f"{depan}{int(nilai[n])}" for depan, n in self._potongan) + self._akhir
        return teks, tuple(isi if n is None else nilai[n] for n, isi in self._isian)

    def ambil(self, nilai):
        penyusun = copy.copy(self._penyusun)
        penyusun.connection = connections[DEFAULT_DB_ALIAS]
        siap = self.sql(nilai)
        penyusun.as_sql = lambda *_, **__: siap
        penyusun.get_converters = self._konversi
        tanya = _Pinjam(self._kumpulan.query, get_compiler=lambda *_, **__: penyusun)
        pinjam = _Pinjam(self._kumpulan, query=tanya, db=DEFAULT_DB_ALIAS)
        return list(self._kumpulan._iterable_class(pinjam))


def _cari(nama, isi):
    try:
        return nama.get(isi)
    except TypeError:  # a list that belongs to the shape
        return None


class _Pinjam:
    """Another object, a few of whose attributes are replaced."""

    def __init__(self, asli, **ganti):
        self.__dict__.update(ganti, _asli=asli)

    def __getattr__(self, nama):
        return getattr(self._asli, nama)


def tersusun(susun):
    """Decorator: see `Tersusun`."""
    return Tersusun(susun)
