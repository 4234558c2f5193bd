"""The queue as workers see it: claiming, giving back, taking over, and the common rate.

Leases and rates go by the database's clock, which all machines share.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Now, StrIndex, Substr
from django.utils import timezone

from surel.models import Detak, Keran, Status, Surel
from surel.titik import titik

RAGU = "Hasil pengiriman sebelumnya tidak diketahui; dikirim sekali lagi."
MATI = "Pekerja berulang kali berhenti mendadak saat mengirim surel ini."
MAKS_MATI = 5  # a letter over which so many workers died is given up
JEDA_KOSONG = 1.0  # seconds between two looks into an empty queue
DIAM = dt.timedelta(seconds=60)  # a worker that is silent so long is dead, whatever its lease

# One statement, so that a claim is one round trip. Others skip a row that is being claimed.
AMBIL = """
UPDATE surel_surel SET status = 'dikirim', pekerja = %s, percobaan = percobaan + 1,
    sewa_sampai = statement_timestamp() + %s * interval '1 second',
    sebab = CASE WHEN data_mulai IS NULL THEN '' ELSE %s END
WHERE id = (
    SELECT s.id FROM surel_surel s
    WHERE s.status IN ('antre', 'tunda') AND s.kirim_setelah <= %s AND NOT EXISTS (
        SELECT 1 FROM surel_penghentian h WHERE h.dilanjutkan_pada IS NULL
            AND h.kelompok IN ('', s.kelompok) AND h.jenis IN ('', s.jenis))
    ORDER BY s.prioritas, s.kirim_setelah, s.id LIMIT 1 FOR UPDATE OF s SKIP LOCKED)
RETURNING *
"""


class SewaHilang(Exception):
    """Another worker has taken this letter up; it is no longer ours to send."""


class Dihentikan(Exception):
    """Somebody stopped these letters after this one was claimed."""


def _sewa():
    return dt.timedelta(seconds=settings.SUREL_SEWA_DETIK)


def ambil(pekerja):
    """Claim the next letter for `pekerja`, or None."""
    isi = [pekerja, settings.SUREL_SEWA_DETIK, RAGU, timezone.now()]
    surel = next(iter(Surel.objects.raw(AMBIL, isi)), None)
    if surel is not None:
        # DATA was begun once and never answered: from now on nobody can know.
        surel.ragu, surel.menunggu = surel.data_mulai is not None, False
        titik("surel.sesudah_ambil")
    return surel


def milik(surel):
    """The row, as long as it is still ours."""
    return Surel.objects.filter(
        pk=surel.pk, pekerja=surel.pekerja, percobaan=surel.percobaan, status=Status.DIKIRIM
    )


def tandai_data(surel):
    """Just before DATA: from here on a silence means that we do not know.

    Raises SewaHilang or Dihentikan; the letter must then not go over.
    """
    titik("surel.sebelum_tanda")
    nilai = {"data_mulai": Now(), "sewa_sampai": Now() + _sewa()}
    if not milik(surel).tanpa_henti().update(**nilai):
        raise Dihentikan if milik(surel).exists() else SewaHilang
    surel.menunggu = True
    titik("surel.sesudah_tanda")


def kembalikan(surel):
    """Give a claimed letter back as if it had not been touched."""
    milik(surel).update(status=Status.ANTRE, sewa_sampai=None, pekerja="")


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
    sebab = Case(When(data_mulai=None, then=Value("")), default=Value(RAGU))
    lepas = {"pekerja": "", "sewa_sampai": None, "mati": F("mati") + 1}
    gagal = {"sebab": MATI, "kelas": "teknis", "selesai_pada": Now()}
    menyerah = hilang.filter(mati__gte=MAKS_MATI - 1)
    banyak = menyerah.update(status=Status.GAGAL, **lepas, **gagal)
    banyak += hilang.update(status=Status.ANTRE, sebab=sebab, **lepas)
    if banyak:
        titik("surel.sesudah_pulih")
    return banyak


def jatah():
    """Seconds to wait before a letter may leave: 0 takes one token; None means there is no cap.

    The bucket holds what one second lets through, so that nothing leaves in bursts.
    """
    if not Keran.objects.filter(pk=1, per_menit__gt=0).exists():
        return None
    if not _ada_yang_siap():
        return JEDA_KOSONG
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


def _ada_yang_siap():
    """Whether a letter is due, without claiming it: nothing is spent on an empty queue."""
    return (
        Surel.objects.tanpa_henti()
        .filter(status__in=[Status.ANTRE, Status.TUNDA], kirim_setelah__lte=timezone.now())
        .exists()
    )
