"""What must be in place before the site is served: tables, static files, somebody to sign in."""

import contextlib
import fcntl
import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

KUNCI_SIAP = 7302  # advisory lock: of several machines that start at once, one prepares


def siapkan_tabel(kabar, keluaran, *, contoh):
    """Migrate if need be; fill an empty demo.

    kabar     told, in words, what takes a while
    keluaran  stream for what the commands have to say
    contoh    fill an empty database, where demo accounts may be
    """
    with _satu_per_satu():
        pelaksana = MigrationExecutor(connection)
        if pelaksana.migration_plan(pelaksana.loader.graph.leaf_nodes()):
            kabar("Menyiapkan tabel basis data.")
            call_command("migrate", verbosity=0, interactive=False, stdout=keluaran)
        if contoh and settings.DEMO_BOLEH and not get_user_model().objects.exists():
            kabar("Mengisi data contoh.")
            call_command("data_contoh", stdout=keluaran)


@contextlib.contextmanager
def _satu_per_satu():
    with connection.cursor() as kursor:
        kursor.execute("SET lock_timeout = 0; SET statement_timeout = 0")
        kursor.execute("SELECT pg_advisory_lock(%s)", [KUNCI_SIAP])
    try:
        yield
    finally:
        connection.close()  # and with it the lock


def siapkan_statis(kabar):
    """Hash and compress the static files, if they have changed since the last time."""
    if settings.DEBUG:
        return  # served as they are
    akar = Path(settings.STATIC_ROOT)
    akar.mkdir(parents=True, exist_ok=True)
    cap = akar / ".cap"
    with (akar / ".kunci").open("w") as kunci:
        fcntl.flock(kunci, fcntl.LOCK_EX)
        sidik = _sidik_statis()
        if cap.exists() and cap.read_text() == sidik:
            return
        kabar("Menyiapkan berkas tampilan.")
        call_command("collectstatic", verbosity=0, interactive=False)
        cap.write_text(sidik)


def _sidik_statis():
    isi = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for pencari in get_finders():
        for nama, gudang in pencari.list([]):
            ciri = Path(gudang.path(nama)).stat()
            isi.update(f"{nama}:{ciri.st_size}:{ciri.st_mtime_ns}\n".encode())
    return isi.hexdigest()
