"""Threads of the worker: each does one thing over and over, with its own line to the database."""

import logging
import threading

from django.db import InterfaceError, OperationalError, connection

catatan = logging.getLogger("eregistrasi.pekerja")

JEDA_GALAT = 10  # seconds after a fault that nobody foresaw


def ulangi(nama, kerja, henti, akhir=None):
    """Call `kerja` until `henti` is set; outlives a database that goes away.

    kerja  does one piece and returns the seconds to wait before the next
    akhir  called once at the end, on the same line to the database
    """
    jeda = 1
    try:
        while not henti.is_set():
            try:
                tunggu, jeda = kerja(), 1
            except (OperationalError, InterfaceError) as galat:
                catatan.warning(
                    "%s: basis data tidak terjangkau (%s); dicoba lagi.", nama, type(galat).__name__
                )
                connection.close()
                tunggu, jeda = jeda, min(jeda * 2, 30)
            except Exception as galat:
                catatan.error("%s gagal: %s", nama, type(galat).__name__)
                connection.close()
                tunggu = JEDA_GALAT
            if tunggu:
                henti.wait(tunggu)
        if akhir:
            akhir()
    finally:
        connection.close()


def mulai(nama, kerja, henti, akhir=None):
    """`ulangi` in a thread of its own. A thread that hangs does not hold up the end."""
    utas = threading.Thread(target=ulangi, args=(nama, kerja, henti, akhir), daemon=True)
    utas.start()
    return utas
