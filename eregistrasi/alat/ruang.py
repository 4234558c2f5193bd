"""A room apart: the same tables once more in a PostgreSQL schema of its own.

Whoever is `dalam` a room reads and writes there and nowhere else: the rows, numbers, triggers and
chains of the site are out of reach, because no name leads to them. `buang` takes the whole away.
"""

import contextlib
import re
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connection
from django.db.backends.signals import connection_created
from django.urls import get_script_prefix, set_script_prefix

NAMA = re.compile(r"latihan_[0-9a-z]{12}")
TANDA = "LATIHAN"
# Held by whoever is in a room, and alone by whoever takes it away.
KUNCI = "pg_advisory_lock_shared"
NOMOR = "hashtextextended(%s, 0)"
_kini = ContextVar("ruang", default=None)

KUNCI_DITUNGGU = "55P03"  # PostgreSQL: a lock was not to be had in time


class RuangHilang(Exception):
    """The room has been taken away. Nothing was done: its names would now be the site's."""


@dataclass(frozen=True)
class Ruang:
    """Where a room lies.

    nama    its schema
    awalan  what stands before each of its addresses (`/latihan/…`, no slash at the end)
    surel   the one address that its letters go to, whatever is written on them; empty: nobody's
    """

    nama: str
    awalan: str
    surel: str = ""

    def __post_init__(self):
        if not NAMA.fullmatch(self.nama):
            raise ValueError(f"no name for a room: {self.nama!r}")


def bisa():
    """Behind a pooler no line to the database is one's own, so none may lead into a room."""
    return not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")


def kini():
    """The room in which this thread works; None: the site itself."""
    return _kini.get()


@contextlib.contextmanager
def dalam(ruang):
    """Everything inside happens in `ruang`, for this thread alone. Rooms do not lie in rooms.

    Until it ends the room cannot be taken away. Raises RuangHilang when it is gone already.
    """
    if kini():
        raise RuntimeError("already in a room")
    tanda, lama = _kini.set(ruang), get_script_prefix()
    set_script_prefix(f"{lama.rstrip('/')}{ruang.awalan}/")
    try:
        _masuk(connection)
        yield ruang
    finally:
        _kini.reset(tanda)
        set_script_prefix(lama)
        _keluar()


def _masuk(sambungan):
    """Hold the room, see that it is there, go in.

    A schema that is gone is passed over without a word, and the site's own stands behind it, for
    what is not copied: sessions and extensions. So nobody may take the room away meanwhile.
    """
    nama = kini().nama
    kunci = "pg_advisory_xact_lock_shared" if sambungan.in_atomic_block else KUNCI
    with sambungan.cursor() as kursor:
        kursor.execute(
            f"SELECT {kunci}({NOMOR}); SELECT to_regnamespace(%s) IS NOT NULL",
            [nama, nama],
        )
        if not kursor.fetchone()[0]:
            raise RuangHilang
        kursor.execute(f'SET search_path TO "{nama}", public')


def _keluar():
    """Back to the site. A line to the database that does not come back is hung up.

    Of a transaction that has failed the way back is part of what is undone.
    """
    if connection.connection is None:
        return
    try:
        with connection.cursor() as kursor:
            kursor.execute("SET search_path TO DEFAULT")
            if not connection.in_atomic_block:
                kursor.execute("SELECT pg_advisory_unlock_all()")
    except Error:
        if not connection.in_atomic_block:
            connection.close()


def _sambungan_baru(connection, **_):
    """A line that broke inside a room and is opened anew leads into the room again.

    One that does not get in is hung up: left open, it would lead to the rows of the site.
    """
    if kini() and connection.alias == DEFAULT_DB_ALIAS:
        try:
            _masuk(connection)
        except (RuangHilang, Error):
            connection.close()
            raise


connection_created.connect(_sambungan_baru, dispatch_uid="ruang")


def awalan():
    """What stands before every address here: empty on the site itself."""
    ruang = kini()
    return ruang.awalan if ruang else ""


def situs():
    """The address of the site, or of the room, without a slash at the end."""
    return f"{settings.SITUS_URL}{awalan()}"


def judul(teks):
    """The subject of a letter, marked in a room."""
    return f"[{TANDA}] {teks}" if kini() else teks


def bertanda(nama):
    """The name of a sheet, marked in a room; brackets are not allowed there."""
    return f"{TANDA} {nama}".strip() if kini() else nama


def penerima(alamat):
    """Where a letter to `alamat` goes. From a room to its owner, never to anybody else."""
    ruang = kini()
    return ruang.surel if ruang else alamat


def kunci_cache(kunci, awalan_kunci, versi):
    """`KEY_FUNCTION` of the cache: what is counted or kept in a room belongs to it alone."""
    ruang = kini()
    return f"{awalan_kunci}:{versi}:{ruang.nama if ruang else ''}:{kunci}"


def buat(ruang, *, berbagi, disalin, lepas, pemilik):
    """Furnish a room: every table, index, constraint, trigger and function of the site once more.

    berbagi   tables that are not copied: in the room, too, they are the site's
    disalin   tables whose rows are copied
    lepas     names of constraints that do not hold in the room
    pemilik   pk of the account of whom the room is: theirs is the only one that it knows
    """
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT public.ruang_buat(%s, %s, %s, %s, %s)",
            [ruang.nama, list(berbagi), list(disalin), list(lepas), pemilik],
        )


def buang(ruang):
    """Take a room away with all that is in it, as soon as nobody is inside.

    Nothing happens when it is gone already.
    """
    with connection.cursor() as kursor:
        tunggu_kosong(kursor, ruang.nama)
        # What this transaction has still to check of the room is checked while it is there.
        kursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        kursor.execute("SELECT public.ruang_buang(%s)", [ruang.nama])


def tunggu_kosong(kursor, nama):
    """Wait until nobody is in a room, and let nobody in while this transaction lasts.

    Raises OperationalError when somebody stays inside for longer than a lock is waited for.
    """
    kursor.execute(f"SELECT pg_advisory_xact_lock({NOMOR})", [nama])


def dipakai(galat):
    """Is this the database that gave up waiting for somebody else's lock?"""
    return getattr(galat.__cause__, "pgcode", None) == KUNCI_DITUNGGU


def semua():
    """The schemas of all rooms."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ '^latihan_[0-9a-z]{12}$'")
        return [nama for (nama,) in kursor.fetchall()]
