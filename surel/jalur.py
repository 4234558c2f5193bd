"""Lanes: each sends one letter after the other over a line of its own that stays open."""

import datetime as dt
import logging
import random
import threading
import time

from django.utils import timezone
from django.utils.dateformat import format as tulis_waktu

from surel import antrean, penolakan, tukang
from surel.models import Status
from surel.pos import kotak_pos

catatan = logging.getLogger("eregistrasi.pekerja")

TERKIRIM = (Status.TERKIRIM, Status.TAK_PASTI)
GENGGAM = 10  # letters that a lane claims at once
BEBAS = 1.0  # seconds for which "there is no cap" is believed
ISTIRAHAT, ISTIRAHAT_MAKS = 10, 900  # seconds; doubled each time the server is still away


class Papan:
    """What the lanes of one worker know together: is the server of use, and how much has left."""

    def __init__(self):
        self.kunci = threading.Lock()
        self.terkirim = self.putus = self.beruntun = 0
        self.berikut, self.sebab, self.pantulan = 0.0, "", ""

    def sisa(self):
        """Seconds until the server may be tried again."""
        return max(self.berikut - time.monotonic(), 0)

    def dijawab(self, *, diterima):
        """The server had something to say of a letter: it is there."""
        with self.kunci:
            self.terkirim += diterima
            self.putus = self.beruntun = 0
            self.sebab = ""

    def tersendat(self):
        """A line broke over a letter. Once may be the letter; again and again it is the server."""
        with self.kunci:
            self.beruntun += 1
            sering = self.beruntun >= tukang.PUTUS_BERUNTUN
        if sering:
            self.istirahat("sambungan terputus")

    def istirahat(self, sebab):
        """The server cannot be used: leave it alone, longer each time."""
        with self.kunci:
            if self.sisa():
                return  # another lane has said so already
            self.putus += 1
            self.beruntun = 0
            jeda = min(ISTIRAHAT * 2 ** (self.putus - 1), ISTIRAHAT_MAKS)
            jeda *= random.uniform(0.8, 1.2)  # noqa: S311 -- jitter
            self.berikut, self.sebab = time.monotonic() + jeda, sebab
        catatan.warning("Server surel: %s; dicoba lagi dalam %d detik.", sebab, jeda)

    def kabar(self):
        """One line for the page: what this worker is at."""
        if sisa := self.sisa():
            saat = timezone.localtime() + dt.timedelta(seconds=sisa)
            return f"Server surel tidak dapat dipakai ({self.sebab}); dicoba lagi pukul " + (
                tulis_waktu(saat, "H.i.s")
            )
        return f"Siap mengirim; {self.pantulan}" if self.pantulan else "Siap mengirim"


class Jalur:
    """One lane. `nama` is the worker's with a number: `host:pid:acak/1`."""

    def __init__(self, nama, papan):
        self.nama, self.papan, self.pos, self.bebas = nama, papan, kotak_pos(), 0.0
        self.buku, self.genggam = antrean.Buku(), []

    def satu(self):
        """Send the next letter. Returns 0 when one was dealt with, else the seconds to wait."""
        if tunggu := self.papan.sisa() or self._jatah():
            self.lepas()
            self.pos.tutup_bila_diam()
            return min(tunggu, antrean.JEDA_KOSONG)
        self.genggam = self.genggam or antrean.ambil(self.nama, self._jumlah())
        if not self.genggam:
            self.buku.tuntaskan()
            self.pos.tutup_bila_diam()
            return antrean.JEDA_KOSONG
        self._kirim(self.genggam.pop(0))
        return 0

    def _kirim(self, surel):
        try:
            tukang.kirim(surel, self.pos, self.buku)
        except tukang.JalurPutus as galat:
            self.papan.istirahat(penolakan.kata_jalur(galat))
            return
        if getattr(surel, "terputus", False):
            self.papan.tersendat()
        else:
            self.papan.dijawab(diterima=surel.status in TERKIRIM)

    def _jumlah(self):
        """How many letters to claim at once: one where each has to wait for the common rate."""
        return GENGGAM if time.monotonic() < self.bebas else 1

    def _jatah(self):
        """Seconds until the common rate lets a letter through."""
        if time.monotonic() < self.bebas:
            return 0
        tunggu = antrean.jatah()
        if tunggu is None:
            self.bebas, tunggu = time.monotonic() + BEBAS, 0
        return tunggu

    def lepas(self):
        """Write down what is not yet written, and give back what will not be sent now."""
        self.buku.tuntaskan()
        antrean.kembalikan(self.genggam)
        self.genggam = []

    def tutup(self):
        """The end of this lane."""
        self.lepas()
        self.pos.putuskan()
