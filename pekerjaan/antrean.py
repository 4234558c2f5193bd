"""The queue: a job is put in, taken out by a worker, cancelled, asked for again, forgotten."""

import datetime as dt
import secrets
import time

from django.db import IntegrityError, transaction
from django.utils import timezone

from pekerjaan import potongan
from pekerjaan.models import Keadaan, Pekerjaan
from pekerjaan.sambungan import PELAKU

SIMPAN_JAM = 24  # a finished job and its file are kept
SEWA = dt.timedelta(seconds=15)  # a worker that is silent for so long has lost its job
MAKS_PERCOBAAN = 5  # a job that takes its worker down each time is given up
JEDA_BERSIHKAN = 600  # seconds between two clean-ups of one worker
TERHENTI = (
    "Pekerjaan ini berulang kali terhenti sebelum selesai. Tidak ada data yang berubah. "
    "Coba lagi; jika terulang, hubungi Administrator Sistem."
)
_terakhir = {"bersih": -JEDA_BERSIHKAN}


def antrekan(jenis, *, oleh, judul, isi=None, kunci="", **lain):
    """Put a job into the queue, in the caller's transaction, and return it.

    Send its owner on with `redirect(pekerjaan)`: the page shows how far it is, survives closing
    the tab, and goes on to the result by itself.

    jenis   a kind that some room has registered with `sambungan.daftarkan` (else KeyError)
    oleh    whose job it is; nobody else ever sees it, and it acts in their name
    judul   what the screen calls it: `Kirim ulang undangan kepada 800 peserta`
    isi     a dict of plain values for the function; kept encrypted
    kunci   names what is to be done (`simpan_impor:17`): a second click finds the job of the
            first while that waits or runs
    lain    `kode_pelatihan`; `kembali`, the address of the page it was asked for on; `satuan`,
            what is counted (`peserta`, `surel`; `baris` when left out); `jumlah_bagian`, how
            many of them where that is known beforehand
    """
    PELAKU[jenis]  # a kind that nobody can do is a fault of the caller
    baru = Pekerjaan(jenis=jenis, oleh=oleh, judul=judul, isi=isi or {}, kunci=kunci, **lain)
    try:
        with transaction.atomic():
            baru.save()
    except IntegrityError:
        lama = Pekerjaan.objects.hidup().filter(kunci=kunci, oleh=oleh).first() if kunci else None
        if lama is None:
            raise
        return lama
    return baru


@transaction.atomic
def ambil(pekerja):
    """Claim the next job for `pekerja`, or None. Others skip a row that is being claimed."""
    saat = timezone.now()
    p = Pekerjaan.objects.siap(saat).select_for_update(skip_locked=True).first()
    if p is None:
        return None
    p.percobaan += 1
    if p.minta_batal:
        return _tutup(p, Keadaan.DIBATALKAN, "")
    if p.percobaan > MAKS_PERCOBAAN:
        return _tutup(p, Keadaan.GAGAL, TERHENTI)
    p.keadaan, p.sewa = Keadaan.BERJALAN, f"{pekerja[:60]}:{secrets.token_hex(8)}"
    p.sewa_sampai = saat + SEWA
    p.dimulai_pada = p.dimulai_pada or saat
    p.selesai_bagian, p.pesan = 0, ""
    p.save()
    return p


def _tutup(p, keadaan, pesan):
    """An end without work; the claimed row is returned so that the worker looks for the next."""
    p.keadaan, p.pesan, p.diselesaikan_pada = keadaan, pesan, timezone.now()
    p.sewa, p.sewa_sampai = "", None
    p.save()
    return p


def batalkan(p):
    """Stop a job: at once while it waits, at its next breath while it runs.

    Returns whether it was in time.
    """
    kini = timezone.now()
    milik = Pekerjaan.objects.filter(pk=p.pk)
    if milik.filter(keadaan=Keadaan.ANTRE).update(
        keadaan=Keadaan.DIBATALKAN, diselesaikan_pada=kini, pesan=""
    ):
        return True
    if p.jenis in PELAKU and not PELAKU[p.jenis].bisa_batal:
        return False
    return bool(milik.filter(keadaan=Keadaan.BERJALAN).update(minta_batal=True))


def ulangi(p):
    """Put a job that failed or was cancelled into the queue again. Returns whether it was one."""
    kini = timezone.now()
    try:
        with transaction.atomic():
            return bool(
                Pekerjaan.objects.filter(
                    pk=p.pk, keadaan__in=[Keadaan.GAGAL, Keadaan.DIBATALKAN]
                ).update(
                    keadaan=Keadaan.ANTRE,
                    percobaan=0,
                    selesai_bagian=0,
                    pesan="",
                    hasil={},
                    minta_batal=False,
                    mulai_setelah=kini,
                    dimulai_pada=None,
                    diselesaikan_pada=None,
                )
            )
    except IntegrityError:  # the same thing was asked for anew in the meantime
        return False


def bersihkan():
    """Forget what ended a day ago: jobs and their files hold people's data. Now and then only."""
    if time.monotonic() - _terakhir["bersih"] < JEDA_BERSIHKAN:
        return
    _terakhir["bersih"] = time.monotonic()
    sejak = timezone.now() - dt.timedelta(hours=SIMPAN_JAM)
    Pekerjaan.objects.filter(diselesaikan_pada__lt=sejak).delete()
    potongan.buang_yatim(
        lambda ids: Pekerjaan.objects.filter(id_publik__in=ids).values_list("id_publik", flat=True)
    )
