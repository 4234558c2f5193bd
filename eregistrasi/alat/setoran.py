"""Rows written together: several inserts and updates in one trip, composed and prepared once.

For where a lock is held meanwhile: each trip saved is time that nobody else waits.
"""

import itertools
from functools import cache

from django.db import DEFAULT_DB_ALIAS, connections

from eregistrasi.alat.susunan import Pernyataan, sekaligus


def baru(baris):
    """The insert of a model instance. Without a key it gets one that it is not told of."""
    kolom = [f for f in baris._meta.local_concrete_fields if not f.generated]
    if baris.pk is None:
        kolom.remove(baris._meta.pk)
    nama = tuple(f.attname for f in kolom)
    nilai = _nilai(baris, kolom, tambah=True)
    baris._state.adding, baris._state.db = False, DEFAULT_DB_ALIAS
    return _sisipan(type(baris), nama), nilai


def ubah(baris, *nama):
    """The update of these fields (attribute names) of a row that is there."""
    kolom = [baris._meta.get_field(n) for n in nama]
    return _ubahan(type(baris), nama), _nilai(baris, [*kolom, baris._meta.pk], tambah=False)


def setor(*perintah):
    """Send what `baru` and `ubah` made, in this order; nothing of it is read back."""

    def jalankan(sql, isian):
        with connections[DEFAULT_DB_ALIAS].cursor() as kursor:
            kursor.execute(sql, isian)

    sekaligus(jalankan, *perintah)


def _nilai(baris, kolom, *, tambah):
    sambungan = connections[DEFAULT_DB_ALIAS]
    return {
        f.attname: f.get_db_prep_save(f.pre_save(baris, tambah), connection=sambungan)
        for f in kolom
    }


@cache
def _sisipan(model, nama):
    nama_kolom = ", ".join(f'"{model._meta.get_field(n).column}"' for n in nama)
    tempat = ", ".join(["%s"] * len(nama))
    tanda = _tanda(nama)
    teks = f'INSERT INTO "{model._meta.db_table}" ({nama_kolom}) VALUES ({tempat})'  # noqa: S608 -- names of the model's own
    return Pernyataan(teks, tanda.values(), tanda)


@cache
def _ubahan(model, nama):
    meta = model._meta
    isi = ", ".join(f'"{meta.get_field(n).column}" = %s' for n in nama)
    tanda = _tanda([*nama, meta.pk.attname])
    teks = f'UPDATE "{meta.db_table}" SET {isi} WHERE "{meta.pk.column}" = %s'  # noqa: S608 -- the same
    return Pernyataan(teks, tanda.values(), tanda)


def _tanda(nama):
    return dict(zip(nama, itertools.count(), strict=False))
