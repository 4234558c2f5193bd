"""The background worker: letters out, jobs done, and what the rooms want from time to time.

Every one of these has threads of its own, so that a long job holds up no letter and a silent
mail server nothing else.
"""

import logging
import os
import secrets
import signal
import socket
import threading
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError

from pekerjaan.pelayan import Pelayan
from pekerjaan.tukang import satu
from surel import imap, sambungan, utas
from surel.denyut import JEDA, Denyut
from surel.jalur import Jalur, Papan
from surel.pos import kotak_pos

catatan = logging.getLogger("eregistrasi.pekerja")
TUNTAS_DETIK = 25  # told to end, a worker gives the letters in its hands so long


class Command(BaseCommand):
    help = "Mengirim surel yang antre dan mengerjakan pekerjaan latar."

    def add_arguments(self, parser):
        parser.add_argument(
            "--sekali", action="store_true", help="Kerjakan semua yang jatuh tempo, lalu selesai."
        )

    def handle(self, *, sekali, **_):
        # `--sekali` under cron is one worker that comes again and again
        siapa = "sekali" if sekali else f"{os.getpid()}:{secrets.token_hex(2)}"
        self.nama = f"{socket.gethostname()[:36]}:{siapa}"
        self.henti = threading.Event()
        try:
            kotak_pos()
            imap.periksa_alamat()
        except ValueError as galat:
            raise CommandError(f"Alamat server surel tidak dapat dibaca: {galat}") from galat
        self.papan = Papan() if settings.EMAIL_URL else None
        self.pemantul = imap.Pemantul(self.papan or Papan()) if settings.IMAP_URL else None
        self.denyut = Denyut(self.nama, self.papan)
        dulu = {}
        if threading.current_thread() is threading.main_thread():
            for tanda in (signal.SIGTERM, signal.SIGINT):
                dulu[tanda] = signal.signal(tanda, lambda *_: self.henti.set())
        try:
            self.sekali() if sekali else self.terus()
        finally:
            for tanda, pengurus in dulu.items():
                signal.signal(tanda, pengurus)

    def sekali(self):
        """All that is due now, on this thread; of letters, what the common rate lets through."""
        while not self.henti.is_set() and satu(self.nama):
            pass  # jobs before letters: they may write some
        self.denyut.satu()
        self.berkala(*(kerja for _, kerja in sambungan.SAMPINGAN))
        if self.pemantul:
            self.pemantul.satu()
        if self.papan is None:
            return
        jalur = Jalur(f"{self.nama}/1", self.papan)
        berikut = time.monotonic() + JEDA
        try:
            while not self.henti.is_set() and not jalur.satu():
                if time.monotonic() > berikut:
                    self.denyut.satu()
                    berikut = time.monotonic() + JEDA
        finally:
            jalur.tutup()

    def terus(self):
        """Until told to stop."""
        pelayan = Pelayan(self.nama)
        pelayan.mulai()
        usai = threading.Event()  # the sign of life goes on while the last letters leave
        utas.mulai("Denyut", self.denyut.satu, usai)
        if self.pemantul:
            utas.mulai("Kotak surel balik", self.pemantul.satu, self.henti)
        hidup = [utas.mulai(nama, kerja, self.henti) for nama, kerja in sambungan.SAMPINGAN]
        semua = [Jalur(f"{self.nama}/{n}", self.papan) for n in self._nomor()]
        hidup += [utas.mulai("Pengiriman surel", j.satu, self.henti, j.tutup) for j in semua]
        try:
            utas.ulangi("Pekerjaan berkala", self.berkala, self.henti)
        finally:
            self.henti.set()
            akhir = time.monotonic() + TUNTAS_DETIK
            tutup = threading.Thread(target=pelayan.tutup, daemon=True)
            tutup.start()
            for yang in (*hidup, tutup):
                yang.join(max(0, akhir - time.monotonic()))
            usai.set()

    def _nomor(self):
        return range(1, settings.SUREL_JALUR + 1) if self.papan else ()

    def berkala(self, *lain):
        """What the rooms want done from time to time. One that fails stops no other."""
        for kerja in (*sambungan.BERKALA, *lain):
            try:
                kerja()
            except (OperationalError, InterfaceError):
                raise
            except Exception as galat:
                nama = getattr(kerja, "__qualname__", type(kerja).__name__)
                catatan.error(
                    "Pekerjaan %s.%s gagal: %s", kerja.__module__, nama, type(galat).__name__
                )
        return JEDA
