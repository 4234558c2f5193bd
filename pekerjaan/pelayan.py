"""Jobs beside the letters: threads of the worker, each with its own line to the database."""

import logging
import threading
import time

from django.db import InterfaceError, OperationalError, connection

from pekerjaan.antrean import bersihkan
from pekerjaan.tukang import satu

catatan = logging.getLogger("eregistrasi.pekerjaan")

JALUR = 2  # jobs at once in one worker: a long one does not hold up a short one
JEDA = 0.5  # seconds between two looks into an empty queue
TUNTAS_DETIK = 12  # a worker that is told to end gives its jobs so long to finish
LEPAS_DETIK = 6  # and then so long to let go


class Pelayan:
    """The job threads of one worker, from `mulai` to `tutup`."""

    def __init__(self, nama):
        self.nama = nama
        self.henti, self.putus = threading.Event(), threading.Event()
        self.jalur = [
            threading.Thread(target=self._melayani, name=f"jalur-{n}", daemon=True)
            for n in range(JALUR)
        ]

    def mulai(self):
        for jalur in self.jalur:
            jalur.start()

    def tutup(self):
        """Take nothing new; let jobs finish or put them back. What hangs is left to its lease."""
        self.henti.set()
        self._tunggu(TUNTAS_DETIK)
        self.putus.set()
        self._tunggu(LEPAS_DETIK)

    def _tunggu(self, detik):
        akhir = time.monotonic() + detik
        for jalur in self.jalur:
            jalur.join(max(0, akhir - time.monotonic()))

    def _melayani(self):
        jeda = JEDA
        try:
            while not self.henti.is_set():
                jeda = self._putaran(jeda)
        finally:
            connection.close()

    def _putaran(self, jeda):
        """One look into the queue; outlives a database that goes away. Returns the next pause."""
        try:
            bersihkan()
            if satu(self.nama, self.putus) is None:
                self.henti.wait(JEDA)
        except (OperationalError, InterfaceError):
            connection.close()
            self.henti.wait(jeda)
            return min(jeda * 2, 10)
        except Exception as galat:
            catatan.error("Antrean pekerjaan: %s", type(galat).__name__)
            connection.close()
            self.henti.wait(10)
        return JEDA
