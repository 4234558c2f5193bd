"""The hand that does a job: watched over by a second line to the database that tells how far it is.

The outcome is written only by whoever still holds the lease. Where the function is atomic, its
work and the word *selesai* are one transaction: a worker that dies leaves nothing behind, and the
next one begins anew.
"""

import contextlib
import datetime as dt
import logging
import traceback

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from pekerjaan import kemajuan
from pekerjaan.antrean import MAKS_PERCOBAAN, ambil
from pekerjaan.models import Keadaan, Pekerjaan
from pekerjaan.penjaga import Berhenti, Dibatalkan, Penjaga, SewaHilang
from pekerjaan.sambungan import PELAKU

catatan = logging.getLogger("eregistrasi.pekerjaan")

JEDA_ULANG = dt.timedelta(seconds=5)  # after a lock that was held too long, or a lost database
TAK_DIKENAL = "Server belum mengenal pekerjaan ini. Hubungi Administrator Sistem."
TAK_BERWENANG = (
    "Anda tidak lagi berwenang melakukan ini pada pelatihan tersebut. Tidak ada data yang berubah."
)
TAK_ADA = "Data itu tidak ada lagi atau tidak lagi dapat Anda buka."
SIBUK = (
    "Data sedang dipakai pihak lain atau basis data terganggu, sehingga pekerjaan ini tidak dapat "
    "diselesaikan. Tidak ada data yang berubah. Coba lagi beberapa menit lagi."
)
SISTEM = (
    "Terjadi kesalahan pada sistem, bukan pada isian Anda. Tidak ada data yang berubah. Coba lagi; "
    "jika terulang, sampaikan kode {} kepada Administrator Sistem."
)


def satu(pekerja, putus=None):
    """Take one job and do it. Returns it, or None when nothing is due.

    putus  an Event: when set, the running job is put back at its next breath
    """
    p = ambil(pekerja)
    if p is not None and p.hidup:
        kerjakan(p, putus)
    return p


def kerjakan(p, putus=None):
    """Do a claimed job to its end, whatever that is. Never raises for what the job does."""
    with Penjaga(p, putus) as penjaga:
        try:
            _jalankan(p, penjaga.lapor)
        except (OperationalError, InterfaceError) as galat:
            catatan.warning("Pekerjaan %s ditunda: %s", p.jenis, type(galat).__name__)
            _tunda(p)
        except SewaHilang:
            catatan.warning("Pekerjaan %s telah diambil alih pekerja lain.", p.jenis)
        except Berhenti:
            _kembalikan(p)
        except Exception as galat:
            _tulis(p, diselesaikan_pada=timezone.now(), **_akibat(p, galat))


def _jalankan(p, lapor):
    if p.jenis not in PELAKU:
        _tulis(p, keadaan=Keadaan.GAGAL, pesan=TAK_DIKENAL, diselesaikan_pada=timezone.now())
        return
    pelaku = PELAKU[p.jenis]
    satu_transaksi = transaction.atomic() if pelaku.atomik else contextlib.nullcontext()
    with satu_transaksi, kemajuan.kepada(lapor):
        hasil = pelaku.fungsi(p, lapor) or {}
        selesai = {
            "keadaan": Keadaan.SELESAI,
            "pesan": hasil.get("pesan", "")[:500],
            "hasil": {k: hasil[k] for k in ("url", "tautan") if hasil.get(k)},
            "diselesaikan_pada": timezone.now(),
        }
        if not _tulis(p, **selesai):
            raise SewaHilang


def _akibat(p, galat):
    """What the owner is told of an exception."""
    tolakan = PELAKU[p.jenis].tolakan
    if isinstance(galat, Dibatalkan):
        return {"keadaan": Keadaan.DIBATALKAN, "pesan": ""}
    if isinstance(galat, tolakan):
        pesan = str(galat)
    elif isinstance(galat, PermissionDenied):
        pesan = TAK_BERWENANG
    elif isinstance(galat, ObjectDoesNotExist):
        pesan = TAK_ADA
    else:
        pesan = SISTEM.format(p.id_publik[:6])
        _catat(p, galat)
    hasil = {} if getattr(galat, "ulang", True) else {"tetap": True}
    return {"keadaan": Keadaan.GAGAL, "pesan": pesan[:500], "hasil": hasil}


def _catat(p, galat):
    """What went wrong and where, without the words of the fault: they may hold personal data."""
    tempat = traceback.extract_tb(galat.__traceback__)[-1]
    catatan.error(
        "Pekerjaan %s (%s) gagal: %s di %s:%s",
        p.jenis,
        p.id_publik[:6],
        type(galat).__name__,
        tempat.filename,
        tempat.lineno,
    )


def _tulis(p, **nilai):
    """Write the outcome and give the lease back; False when it is no longer ours."""
    milik = Pekerjaan.objects.filter(pk=p.pk, sewa=p.sewa, keadaan=Keadaan.BERJALAN)
    return bool(milik.update(sewa="", sewa_sampai=None, **nilai))


def _tunda(p):
    """The database refused or went away. If it cannot be told so, the lease runs out by itself."""
    if not connection.in_atomic_block:
        connection.close()
    with contextlib.suppress(OperationalError, InterfaceError):
        if p.percobaan >= MAKS_PERCOBAAN:
            _tulis(p, keadaan=Keadaan.GAGAL, pesan=SIBUK, diselesaikan_pada=timezone.now())
        else:
            _tulis(p, keadaan=Keadaan.ANTRE, mulai_setelah=timezone.now() + JEDA_ULANG)


def _kembalikan(p):
    """The worker ends: the next one takes the job up at once, and this try does not count."""
    _tulis(p, keadaan=Keadaan.ANTRE, percobaan=max(0, p.percobaan - 1), selesai_bagian=0)
