"""The queue as workers see it: claiming, giving back, taking over, and the common rate.

Leases and rates go by the database's clock, which all machines share.
"""

import datetime as dt
import time

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import (
    Case,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import Now, StrIndex, Substr
from django.utils import timezone

from surel.models import Detak, Kelas, Keran, Status, Surel
from surel.titik import titik

RAGU = "Hasil pengiriman sebelumnya tidak diketahui; dikirim sekali lagi."
MATI = "Pekerja berulang kali berhenti mendadak saat mengirim surel ini."
SERING_MATI = 2  # a letter that was in the hands of so many dead workers may be what killed them:
JEDA_MATI = dt.timedelta(minutes=1)  # it waits so long for each of them
MAKS_MATI = 20  # and is given up in the end
JEDA_KOSONG = 1.0  # seconds between two looks into an empty queue
DIAM = dt.timedelta(seconds=60)  # a worker that is silent so long is dead, whatever its lease

# The statements that every letter passes, by hand: composing them costs more than running them.
TAK_DIHENTIKAN = """
NOT EXISTS (SELECT 1 FROM surel_penghentian h WHERE h.dilanjutkan_pada IS NULL
    AND h.kelompok IN ('', s.kelompok) AND h.jenis IN ('', s.jenis))
"""
MILIK = "s.id = %s AND s.pekerja = %s AND s.percobaan = %s AND s.status = 'dikirim'"
SEWA = "statement_timestamp() + %s * interval '1 second'"
# Others skip a row that is being claimed.
AMBIL = f"""
UPDATE surel_surel SET status = 'dikirim', pekerja = %s, percobaan = percobaan + 1,
    sewa_sampai = {SEWA}, sebab = CASE WHEN data_mulai IS NULL THEN '' ELSE %s END
WHERE id = ANY (ARRAY(
    SELECT s.id FROM surel_surel s
    WHERE s.status IN ('antre', 'tunda') AND s.kirim_setelah <= %s AND {TAK_DIHENTIKAN}
    ORDER BY s.prioritas, s.kirim_setelah, s.id LIMIT %s FOR UPDATE OF s SKIP LOCKED))
RETURNING *
"""  # noqa: S608 -- our own words only
CATAT = f"""
UPDATE surel_surel s SET status = %s, sebab = %s, kelas = '', balasan = %s, sewa_sampai = NULL,
    terkirim_pada = %s, selesai_pada = %s
WHERE {MILIK}
"""  # noqa: S608 -- our own words only
TANDAI = f"""
UPDATE surel_surel s SET data_mulai = statement_timestamp(), sewa_sampai = {SEWA}
WHERE {MILIK} AND {TAK_DIHENTIKAN}
"""  # noqa: S608 -- our own words only


class SewaHilang(Exception):
    """Another worker has taken this letter up; it is no longer ours to send."""


class Dihentikan(Exception):
    """Somebody stopped these letters after this one was claimed."""


def ambil(pekerja, jumlah=1):
    """Claim the next letters for `pekerja`, at most so many. Returns them in order."""
    isi = [pekerja, settings.SUREL_SEWA_DETIK, RAGU, timezone.now(), jumlah]
    semua = list(Surel.objects.raw(AMBIL, isi))
    semua.sort(key=lambda s: (s.prioritas, s.kirim_setelah, s.pk))
    for surel in semua:
        # DATA was begun once and never answered: from now on nobody can know.
        surel.ragu, surel.menunggu = surel.data_mulai is not None, False
    if semua:
        titik("surel.sesudah_ambil")
    return semua


def milik(surel):
    """The row, as long as it is still ours."""
    return Surel.objects.filter(
        pk=surel.pk, pekerja=surel.pekerja, percobaan=surel.percobaan, status=Status.DIKIRIM
    )


def kembalikan(semua):
    """Give claimed letters back as they were: their DATA has not begun."""
    for surel in semua:
        nilai = {"status": Status.ANTRE, "sewa_sampai": None, "pekerja": ""}
        milik(surel).update(**nilai, **({} if surel.ragu else {"data_mulai": None}))


def gigih(tulis):
    """Write even if our database goes away for a moment: what the server said is known only here.

    Half a lease long; then whoever takes the letter up has to decide.
    """
    akhir = time.monotonic() + settings.SUREL_SEWA_DETIK / 2
    while True:
        try:
            return tulis()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or time.monotonic() > akhir:
                raise
            connection.close()
            time.sleep(1)


class Buku:
    """The ledger of one lane: that a letter was accepted is written with the next one's mark.

    So a letter costs one commit, and still no more than one letter of a lane is ever in doubt:
    the next one's DATA does not begin before both are written.
    """

    def __init__(self):
        self.belum = None

    def diterima(self, surel, balasan):
        """The server has taken the letter; `balasan` is its word."""
        status = Status.TAK_PASTI if surel.ragu else Status.TERKIRIM
        saat, sebab = timezone.now(), RAGU if surel.ragu else ""
        nilai = [status, sebab, balasan.replace("\0", "")[:300], saat, saat]
        self.belum = [*nilai, surel.pk, surel.pekerja, surel.percobaan]
        surel.status = status

    def tandai(self, surel):
        """Just before DATA: from here on a silence means that we do not know.

        Raises SewaHilang or Dihentikan; the letter must then not go over.
        """
        titik("surel.sebelum_tanda")
        perintah = f"WITH lalu AS ({CATAT} RETURNING 1) {TANDAI}" if self.belum else TANDAI
        isi = [settings.SUREL_SEWA_DETIK, surel.pk, surel.pekerja, surel.percobaan]
        with connection.cursor() as kursor:
            kursor.execute(perintah, [*(self.belum or ()), *isi])
            milik_kita = kursor.rowcount
        self.belum = None
        if not milik_kita:
            raise Dihentikan if milik(surel).exists() else SewaHilang
        surel.menunggu = True
        titik("surel.sesudah_tanda")

    def tuntaskan(self):
        """Write what is still to be written; before any wait, and before anything else is told."""
        if self.belum:
            gigih(self._tulis)
            self.belum = None

    def _tulis(self):
        with connection.cursor() as kursor:
            kursor.execute(CATAT, self.belum)


def pulihkan():
    """Mend every letter that a dead worker left in its hands. Returns how many.

    Where DATA had not begun nothing happened; else it goes out once more, under the same
    Message-ID, and is marked.
    """
    nama = Substr(OuterRef("pekerja"), 1, StrIndex(OuterRef("pekerja"), Value("/")) - 1)
    diam = Detak.objects.filter(pekerja=nama, terakhir__lt=Now() - DIAM)
    hilang = Surel.objects.filter(status=Status.DIKIRIM).filter(
        Q(sewa_sampai__lt=Now()) | Q(pekerja__contains="/") & Exists(diam)
    )
    lepas = {"pekerja": "", "sewa_sampai": None, "mati": F("mati") + 1}
    gagal = {"sebab": MATI, "kelas": Kelas.TEKNIS, "selesai_pada": Now()}
    lagi = {"sebab": Case(When(data_mulai=None, then=Value("")), default=Value(RAGU))}
    nanti = Now() + ExpressionWrapper(F("mati") * Value(JEDA_MATI), DurationField())
    banyak = hilang.filter(mati__gte=MAKS_MATI - 1).update(status=Status.GAGAL, **lepas, **gagal)
    sering = hilang.filter(mati__gte=SERING_MATI)
    banyak += sering.update(status=Status.TUNDA, kirim_setelah=nanti, **lepas, **lagi)
    banyak += hilang.update(status=Status.ANTRE, **lepas, **lagi)
    if banyak:
        titik("surel.sesudah_pulih")
    return banyak


def jatah():
    """Seconds to wait before a letter may leave: 0 takes one token; None means there is no cap.

    The bucket holds what one second lets through, so that nothing leaves in bursts.
    """
    if not _dibatasi():
        return None
    return _ambil_jatah() if ada_yang_siap() else JEDA_KOSONG


def ada_sisa():
    """May a letter that is in no hurry leave now? Under a cap it goes after all that are due."""
    return not _dibatasi() or (not ada_yang_siap() and not _ambil_jatah())


def _dibatasi():
    return Keran.objects.filter(pk=1, per_menit__gt=0).exists()


def _ambil_jatah():
    with transaction.atomic():
        keran = Keran.objects.select_for_update().annotate(kini=Now()).get(pk=1)
        laju = keran.per_menit / 60
        if not laju:
            return None
        lewat = max((keran.kini - keran.diisi_pada).total_seconds(), 0)
        isi = min(max(laju, 1), keran.isi + lewat * laju)
        if isi < 1:
            return (1 - isi) / laju
        Keran.objects.filter(pk=1).update(isi=isi - 1, diisi_pada=keran.kini)
    return 0


def ada_yang_siap():
    """Whether a letter is due, without claiming it: nothing is spent on an empty queue."""
    return (
        Surel.objects.tanpa_henti()
        .filter(status__in=[Status.ANTRE, Status.TUNDA], kirim_setelah__lte=timezone.now())
        .exists()
    )
