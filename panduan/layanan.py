"""What the worker does for rehearsals: their jobs, and their letters, each in its room."""

import logging
from functools import partial

from django.conf import settings
from django.db import InterfaceError, OperationalError

from eregistrasi.alat import ruang
from panduan.models import Latihan
from pekerjaan.tukang import satu
from surel import antrean, penolakan, tukang
from surel.jalur import TERKIRIM, Papan
from surel.models import Penghentian
from surel.pos import kotak_pos

catatan = logging.getLogger("eregistrasi.latihan")

SURAT_SEKALI = 20  # letters of one rehearsal that one round hands over
JEDA = 5  # seconds between two rounds
#: a server that cannot be used is left alone longer each time, as by the letters of the site
PAPAN = Papan()


def layani():
    """One round of the worker through all rehearsals. Returns the seconds until the next.

    It has a thread of its own, so that no rehearsal ever keeps the clock of the site waiting.
    A worker that dies here leaves leases behind, which run out as on the site.
    """
    kerjakan()
    kirim_surat()
    return JEDA


def _di(latihan, kerja):
    """What `kerja` returns inside one rehearsal; None where that goes wrong, which stops no other.

    Raises what tells that nobody can be served: the database is lost, or the mail server.
    """
    try:
        with ruang.dalam(latihan.ruang):
            return kerja()
    except ruang.RuangHilang:
        pass  # taken away since the round began
    except (OperationalError, InterfaceError) as galat:
        if not ruang.dipakai(galat):  # else it is being taken away at this moment
            raise
    except tukang.JalurPutus:
        raise
    except Exception as galat:
        catatan.error("Latihan %s gagal: %s", latihan.kode, type(galat).__name__)
    return None


def kerjakan():
    """Do the next job of each rehearsal, as its owner would see it done outside."""
    for latihan in Latihan.objects.select_related("pemilik"):
        _di(latihan, partial(satu, "latihan"))


def kirim_surat():
    """Hand the letters of all rehearsals over, each to the owner of its room alone."""
    if not settings.EMAIL_URL or PAPAN.sisa() or _dihentikan():
        return
    for latihan in Latihan.objects.select_related("pemilik"):
        pos = kotak_pos()
        try:
            for _ in range(SURAT_SEKALI):
                if not _kirim_satu(latihan, pos):
                    break
        except tukang.JalurPutus as galat:
            PAPAN.istirahat(penolakan.kata_jalur(galat))
            return
        finally:
            pos.putuskan()


def _dihentikan():
    """What stops every letter of the site stops these, too."""
    return Penghentian.objects.berlaku().filter(kelompok="", jenis="").exists()


def _kirim_satu(latihan, pos):
    """The next letter of one rehearsal; False when none may leave now.

    The room is left before and after it, so that its owner may take it away in between. Where
    there is a common rate, what is due of the site goes first.
    """
    siap = _di(latihan, lambda: antrean.pulihkan() or antrean.ada_yang_siap())
    if not siap or not antrean.ada_sisa():
        return False
    surel = _di(latihan, lambda: _serahkan(latihan, pos))
    if surel is None:
        return False
    PAPAN.dijawab(diterima=surel.status in TERKIRIM)
    return True


def _serahkan(latihan, pos):
    for surel in antrean.ambil(latihan.ruang.nama):
        return tukang.kirim(surel, pos)
    return None
