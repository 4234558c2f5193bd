"""The background worker: letters out, and whatever the rooms want done from time to time."""

import datetime as dt
import logging
import os
import signal
import socket
import threading
import time

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from surel import sambungan, tukang
from surel.models import Detak

catatan = logging.getLogger("eregistrasi.pekerja")


class Command(BaseCommand):
    help = "Mengirim surel yang antre dan menjalankan pekerjaan latar."

    def add_arguments(self, parser):
        parser.add_argument(
            "--sekali", action="store_true", help="Kerjakan semua yang jatuh tempo, lalu selesai."
        )

    def handle(self, *, sekali, **_):
        self.nama = f"{socket.gethostname()}:{os.getpid()}"[:60]
        self.henti = threading.Event()
        if threading.current_thread() is threading.main_thread():
            for tanda in (signal.SIGTERM, signal.SIGINT):
                signal.signal(tanda, lambda *_: self.henti.set())
        jeda = 1
        while not self.henti.is_set():
            try:
                self.putaran()
                if sekali:
                    return
                jeda = 1
                self.henti.wait(1)
            except (OperationalError, InterfaceError) as galat:
                if sekali:
                    raise
                catatan.warning("Basis data tidak terjangkau (%s); dicoba lagi.", type(galat).__name__)
                connection.close()
                self.henti.wait(jeda)
                jeda = min(jeda * 2, 30)

    def putaran(self):
        """One round: sign of life, the rooms' own work, then every letter that is due."""
        close_old_connections()
        Detak.objects.update_or_create(
            pekerja=self.nama, defaults={"terakhir": timezone.now()}
        )
        Detak.objects.filter(terakhir__lt=timezone.now() - dt.timedelta(days=1)).delete()
        for kerja in sambungan.BERKALA:
            kerja()
        pos = tukang.kotak_pos()
        if pos is None:
            return
        try:
            detak = time.monotonic()
            while not self.henti.is_set() and (surel := tukang.ambil(self.nama)):
                tukang.kirim(surel, pos)
                if time.monotonic() - detak > 10:
                    detak = time.monotonic()
                    Detak.objects.filter(pekerja=self.nama).update(terakhir=timezone.now())
        finally:
            pos.close()
