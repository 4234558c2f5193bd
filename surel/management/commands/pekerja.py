"""The background worker: letters out, jobs done, and what the rooms want from time to time.

Jobs run in threads of their own, so that a long one holds up no letter.
"""

import datetime as dt
import logging
import os
import random
import signal
import socket
import threading
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from pekerjaan.pelayan import Pelayan
from pekerjaan.tukang import satu
from surel import sambungan, tukang
from surel.models import Detak
from surel.pos import kotak_pos

catatan = logging.getLogger("eregistrasi.pekerja")
JEDA_DETAK = 5  # seconds between signs of life, and between the rooms' own work while letters leave


class Command(BaseCommand):
    help = "Mengirim surel yang antre dan mengerjakan pekerjaan latar."

    def add_arguments(self, parser):
        parser.add_argument(
            "--sekali", action="store_true", help="Kerjakan semua yang jatuh tempo, lalu selesai."
        )

    def handle(self, *, sekali, **_):
        self.nama = f"{socket.gethostname()[:40]}:{os.getpid()}"
        self.henti = threading.Event()
        self.sela = self.berikut = self.putus = 0
        try:
            self.pos = kotak_pos()
        except ValueError as galat:
            raise CommandError(f"EMAIL_URL tidak dapat dibaca: {galat}") from galat
        dulu = {}
        if threading.current_thread() is threading.main_thread():
            for tanda in (signal.SIGTERM, signal.SIGINT):
                dulu[tanda] = signal.signal(tanda, lambda *_: self.henti.set())
        pelayan = None if sekali else Pelayan(self.nama)
        try:
            if pelayan:
                pelayan.mulai()
            self.bekerja(sekali)
        finally:
            if pelayan:
                pelayan.tutup()
            for tanda, pengurus in dulu.items():
                signal.signal(tanda, pengurus)
            if self.pos:
                tukang.putuskan(self.pos)

    def bekerja(self, sekali):
        """Round after round until told to stop; outlives a database that goes away."""
        jeda = 1
        while not self.henti.is_set():
            try:
                if sekali:
                    self.semua_pekerjaan()
                self.putaran()
                if sekali:
                    return
                jeda = 1
                self.henti.wait(1)
            except (OperationalError, InterfaceError) as galat:
                if sekali:
                    raise
                catatan.warning(
                    "Basis data tidak terjangkau (%s); dicoba lagi.", type(galat).__name__
                )
                connection.close()
                self.henti.wait(jeda)
                jeda = min(jeda * 2, 30)

    def semua_pekerjaan(self):
        """Every job that is due, before the letters: they may write some."""
        while not self.henti.is_set() and satu(self.nama):
            pass

    def putaran(self):
        """One round: the rooms' own work, then every letter that is due."""
        if not connection.in_atomic_block:  # else the connection is the caller's
            close_old_connections()
        self.selingan()
        if self.pos is None or time.monotonic() < self.berikut:
            return
        try:
            while not self.henti.is_set() and (surel := tukang.ambil(self.nama)):
                tukang.kirim(surel, self.pos)
                self.putus = 0
                self.selingan()
        except tukang.JalurPutus as galat:
            self.istirahat(galat)
        finally:
            tukang.putuskan(self.pos)

    def selingan(self):
        """Every few seconds: a sign of life, and the rooms' own work."""
        if time.monotonic() < self.sela:
            return
        self.sela = time.monotonic() + JEDA_DETAK
        kini = timezone.now()
        Detak.objects.update_or_create(pekerja=self.nama, defaults={"terakhir": kini})
        Detak.objects.filter(terakhir__lt=kini - dt.timedelta(days=1)).delete()
        for kerja in sambungan.BERKALA:
            try:
                kerja()
            except (OperationalError, InterfaceError):
                raise
            except Exception as galat:
                nama = getattr(kerja, "__qualname__", type(kerja).__name__)
                catatan.error(
                    "Pekerjaan %s.%s gagal: %s", kerja.__module__, nama, type(galat).__name__
                )

    def istirahat(self, galat):
        """The server cannot be used: leave the other letters be, and come back later and later."""
        self.putus += 1
        jeda = min(10 * 2 ** (self.putus - 1), 900) * random.uniform(0.8, 1.2)  # noqa: S311 -- jitter
        self.berikut = time.monotonic() + jeda
        # the server's own words may quote an address: only the kind of fault is logged
        sebab = type(galat.__cause__ or galat).__name__
        catatan.warning("Server surel: %s; dicoba lagi dalam %d detik.", sebab, jeda)
