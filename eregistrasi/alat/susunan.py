"""Queries whose shape never changes: composed and planned once, then asked with other values.

Composing costs Django more than PostgreSQL needs to answer, and planning costs PostgreSQL more than
the answer. A page that asks the same eight questions of every training does both once for all.
"""

import copy
import datetime as dt
import itertools
import re
from functools import lru_cache, update_wrapper

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections

_ANGKA = 8_800_000_000_000_000_000  # fits a bigint, and no row is ever numbered so
_TEMPAT = re.compile(r"%%|%s|\b88[0-9]{17}\b")  # LIMIT and OFFSET stand in the text itself
_AWAL = dt.datetime(1, 1, 2, tzinfo=dt.UTC)
_TANDA = {
    int: lambda n: _ANGKA + n,
    str: lambda n: f"\ue000{n}\ue000",
    dt.datetime: lambda n: _AWAL + dt.timedelta(seconds=n),
    dt.date: lambda n: _AWAL.date() + dt.timedelta(days=n),
    list: lambda n: (f"\ue000{n}\ue000",),  # for RawSQL, which hands it on as it is
}
_nomor = itertools.count(1)
BENTUK_MAKS = 256  # shapes kept of one query
SIAP_MAKS = 1000  # statements that one line to the database keeps


class Tersusun:
    """What `@tersusun` makes of a function that returns a QuerySet, or (SQL, parameters).

    Positional arguments decide the shape and have to be hashable; keyword arguments are values of
    which only the type (int, str, date, datetime, list) counts: the function gets stand-ins for
    them, and what it does with them has to hold for any value. It may not be a closure nor start
    from a related manager: an object of one request would answer another's.
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

    def satu(self, *bentuk, **nilai):
        """The first of these rows, or None."""
        return next(iter(self(*bentuk, **nilai)), None)

    def satu_sesudah(self, dahulu, nilai_dahulu, **nilai):
        """The same, asked in one trip behind another query, whose rows nobody wants: a lock, say.

        Each statement of the trip sees what was committed by the time it begins.
        """
        lebih_dulu = dahulu._dari((), nilai_dahulu).pernyataan, nilai_dahulu
        return next(iter(self._dari((), nilai).ambil(nilai, lebih_dulu)), None)

    def sql(self, *bentuk, **nilai):
        """(SQL, its parameters). Raises EmptyResultSet when nothing could ever be found."""
        rangka = self._dari(bentuk, nilai)
        if rangka is None:
            raise EmptyResultSet
        return rangka.pernyataan.polos(nilai)

    def _dari(self, bentuk, nilai):
        return self._bentuk(bentuk, tuple((nama, type(isi)) for nama, isi in nilai.items()))

    def _rangkai(self, bentuk, jenis):
        tanda = {nama: _TANDA[tipe](n) for n, (nama, tipe) in enumerate(jenis)}
        try:
            hasil = self._susun(*bentuk, **tanda)
            return (_Mentah if isinstance(hasil, tuple) else _Rangka)(hasil, tanda)
        except EmptyResultSet:
            return None


class _Mentah:
    """(SQL, parameters) that no model is made of: its rows are tuples."""

    def __init__(self, susunan, tanda):
        self.pernyataan = Pernyataan(*susunan, tanda)

    def ambil(self, nilai):
        return self.pernyataan.jalankan(self._tanya, nilai)

    def _tanya(self, sql, isian):
        with connections[DEFAULT_DB_ALIAS].cursor() as kursor:
            kursor.execute(sql, isian)
            return kursor.fetchall()


class _Rangka:
    """One QuerySet composed, with stand-ins where the values go."""

    def __init__(self, kumpulan, tanda):
        if kumpulan._known_related_objects or kumpulan._prefetch_related_lookups:
            raise TypeError("neither a related manager nor prefetch_related can be composed once")
        self._kumpulan = kumpulan
        self._penyusun = kumpulan.query.get_compiler(DEFAULT_DB_ALIAS)
        self._pengubah = None
        self.pernyataan = Pernyataan(*self._penyusun.as_sql(), tanda)

    def _konversi(self, kolom):
        """Of the columns that are read, which are always the same."""
        if self._pengubah is None:
            self._pengubah = self._penyusun.get_converters(list(kolom))
        return self._pengubah

    def ambil(self, nilai, *dahulu):
        penyusun = copy.copy(self._penyusun)
        penyusun.connection = connections[DEFAULT_DB_ALIAS]
        penyusun.get_converters = self._konversi
        tanya = _Pinjam(self._kumpulan.query, get_compiler=lambda *_, **__: penyusun)
        pinjam = _Pinjam(self._kumpulan, query=tanya, db=DEFAULT_DB_ALIAS)

        def jalankan(sql, isian):
            penyusun.as_sql = lambda *_, **__: (sql, isian)
            return list(self._kumpulan._iterable_class(pinjam))

        return sekaligus(jalankan, *dahulu, (self.pernyataan, nilai))


class Pernyataan:
    """A statement that every connection prepares when it first asks it.

    teks, isian  as Django composed them, with the stand-ins of `tanda` ({name: stand-in})
    Raises ValueError for a value that does not arrive in the statement.
    """

    def __init__(self, teks, isian, tanda):
        self._potongan, self._tempat = _uraikan(teks, isian, tanda)
        self._nama = list(dict.fromkeys(n for n, _ in self._tempat if n is not None))
        if hilang := set(tanda) - set(self._nama):
            raise ValueError(f"values that do not arrive in the query: {sorted(hilang)}")

    def polos(self, nilai):
        """(SQL, parameters) as any cursor takes them."""
        return "%s".join(self._potongan), tuple(
            isi if n is None else nilai[n] for n, isi in self._tempat
        )

    def jalankan(self, tanya, nilai):
        """What `tanya(sql, parameters)` returns."""
        return sekaligus(tanya, (self, nilai))

    def panggilan(self, sambungan, nama, nilai):
        """(name, SQL, parameters) that call it on that line, where it is prepared as `nama`."""
        isian, awal = [nilai[n] for n in self._nama], ""
        if nama is None:
            # A name of its own for each try: one that fails may have been prepared or not.
            nama = f"ereg_{next(_nomor)}"
            awal = f"PREPARE {nama} AS {self._bernomor(sambungan)}; "
        tempat = f"({', '.join(['%s'] * len(isian))})" if isian else ""
        return nama, f"{awal}EXECUTE {nama}{tempat}", isian

    def _bernomor(self, sambungan):
        """With $1, $2 for the values, and what belongs to the shape written out."""
        urut = {nama: f"${n}" for n, nama in enumerate(self._nama, 1)}
        with sambungan.cursor() as kursor:
            tempat = [urut[n] if n else _harfiah(kursor, isi) for n, isi in self._tempat]
        teks = [p.replace("%%", "%") for p in self._potongan]
        return "".join(
            satu for pasang in itertools.zip_longest(teks, tempat, fillvalue="") for satu in pasang
        ).replace("%", "%%")


def sekaligus(tanya, *perintah):
    """What `tanya(sql, parameters)` returns for these statements, sent in one trip, in this order.

    perintah  (Pernyataan, {name: value}) each; rows come back of the last alone
    Behind a pooler that hands connections from one to another nothing is prepared.
    """
    sambungan = connections[DEFAULT_DB_ALIAS]
    if sambungan.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
        return tanya(*_rangkaikan(p.polos(nilai) for p, nilai in perintah))
    siap = _siap(sambungan)
    if len(siap) + len(perintah) > SIAP_MAKS:
        with sambungan.cursor() as kursor:
            kursor.execute("DEALLOCATE ALL")
        siap.clear()
    baru = {}
    bagian = []
    for p, nilai in perintah:
        baru[p], sql, isian = p.panggilan(sambungan, baru.get(p) or siap.get(p), nilai)
        bagian.append((sql, isian))
    hasil = tanya(*_rangkaikan(bagian))
    siap.update(baru)
    return hasil


def _rangkaikan(bagian):
    sql, isian = zip(*bagian, strict=True)
    return "; ".join(sql), [satu for semua in isian for satu in semua]


def _siap(sambungan):
    """{Pernyataan: its name} of what the line to the database has prepared."""
    sambungan.ensure_connection()
    garis, siap = getattr(sambungan, "_ereg_siap", (None, None))
    if garis is not sambungan.connection:
        siap = {}
        sambungan._ereg_siap = (sambungan.connection, siap)
    return siap


def _harfiah(kursor, isi):
    return kursor.mogrify("%s", [isi]).decode()


def _uraikan(teks, isian, tanda):
    """(pieces of the text, what stands between them: the name of a value, or None and what)."""
    nama, isian = {t: n for n, t in tanda.items()}, iter(isian)
    potongan, tempat, awal = [], [], 0
    for cocok in _TEMPAT.finditer(teks):
        if cocok[0] == "%%":
            continue
        isi = next(isian) if cocok[0] == "%s" else int(cocok[0])
        potongan.append(teks[awal : cocok.start()])
        tempat.append((_cari(nama, isi), isi))
        awal = cocok.end()
    return [*potongan, teks[awal:]], tempat


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
