"""Watches over a running job on a line of its own: progress out, lease kept, cancelling heard.

The job may hold one long transaction open; what is written here is visible all the same.
"""

import contextlib
import contextvars
import threading
import time

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from eregistrasi.alat.ruang import RuangHilang
from pekerjaan.antrean import SEWA
from pekerjaan.models import Keadaan, Pekerjaan

NAPAS = 0.5  # seconds between two looks, and so between two writings of the progress
PERPANJANG = 3  # seconds after which the lease is renewed


class Dibatalkan(Exception):
    """The owner stopped the job."""


class SewaHilang(Exception):
    """Another worker has taken the job up; it is no longer ours to finish."""


class Berhenti(Exception):
    """The worker ends; the job is put back."""


class Penjaga:
    """Guard of one claimed job, for a `with` block around it.

    pekerjaan  as `antrean.ambil` gave it
    putus      an Event: when set, `lapor` ends the job so that it can be put back
    """

    def __init__(self, pekerjaan, putus=None):
        self.pekerjaan, self.putus, self.sebab = pekerjaan, putus, None
        self.kini = self.tertulis = (0, pekerjaan.jumlah_bagian, "", pekerjaan.satuan)
        self.perpanjang = time.monotonic() + PERPANJANG
        self.usai, self.asal = threading.Event(), threading.current_thread()
        # Inside a caller's transaction another line sees nothing of the job: write on this one.
        # The context goes along: a job of a rehearsal is watched over in the rehearsal's tables.
        jaga = contextvars.copy_context().run
        self.utas = (
            None
            if connection.in_atomic_block
            else threading.Thread(target=jaga, args=(self._jaga,), name="penjaga", daemon=True)
        )

    def __enter__(self):
        if self.utas:
            self.utas.start()
        return self

    def __exit__(self, *_):
        self.usai.set()
        if self.utas:
            self.utas.join()

    def lapor(self, selesai, jumlah=None, kabar=None, satuan=None):
        """Tell how far the job is; costs nothing, so it may be called for every row.

        selesai  how many are done
        jumlah   of how many; as before when left out
        kabar    the stage in words; as before when left out
        satuan   what is counted; as before when left out

        Raises Dibatalkan, SewaHilang or Berhenti when the job is to end here.
        """
        baru = (selesai, jumlah, kabar, satuan)
        self.kini = tuple(
            dulu if nilai is None else nilai for nilai, dulu in zip(baru, self.kini, strict=True)
        )
        if self.utas is None and threading.current_thread() is self.asal:
            self._lihat()
        if self.sebab:
            raise self.sebab
        if self.putus is not None and self.putus.is_set():
            raise Berhenti

    def _jaga(self):
        try:
            while not self.usai.wait(NAPAS):
                try:
                    self._lihat()
                except RuangHilang:
                    self.sebab = SewaHilang
                    return
                except (DatabaseError, InterfaceError):
                    # away for the moment: the lease may run out, and then another has the job
                    connection.close()
        finally:
            with contextlib.suppress(DatabaseError, InterfaceError):
                connection.close()

    def _lihat(self):
        """One breath: hear whether the job is still wanted, then write what is new."""
        milik = Pekerjaan.objects.filter(
            pk=self.pekerjaan.pk, sewa=self.pekerjaan.sewa, keadaan=Keadaan.BERJALAN
        )
        batal = milik.values_list("minta_batal", flat=True).first()
        if batal is None:
            self.sebab = SewaHilang
        elif batal:
            self.sebab = Dibatalkan
        nilai = self._yang_baru()
        if nilai and not self.sebab:
            milik.update(**nilai)

    def _yang_baru(self):
        nilai, kini = {}, self.kini
        if kini != self.tertulis:
            self.tertulis = kini
            selesai, jumlah, kabar, satuan = kini
            nilai = {"selesai_bagian": selesai, "jumlah_bagian": jumlah}
            nilai |= {"pesan": kabar[:500], "satuan": satuan[:20]}
        if nilai or time.monotonic() >= self.perpanjang:
            self.perpanjang = time.monotonic() + PERPANJANG
            nilai["sewa_sampai"] = timezone.now() + SEWA
        return nilai
