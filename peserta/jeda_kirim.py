"""A round to many people waits five minutes, in which it can still be taken back."""

import datetime as dt

from django.db.models import Count, Max
from django.utils import timezone

from pelatihan.alur import LangkahDitolak, langkah
from pelatihan.sop import Aksi
from surel.models import Status, Surel

MULAI = 100  # letters to more people than this wait
JEDA = dt.timedelta(minutes=5)
MENULIS = dt.timedelta(milliseconds=10)  # one letter: the minutes begin when all are written
KABAR = " Selama lima menit pengirimannya dapat dibatalkan pada tab Surel, bagian Neraca."
JENIS = ("undangan", "pengingat")
SEBAB = "Pengiriman dibatalkan oleh Tim Kerja sebelum surel berangkat."


def setelah(jumlah):
    """The moment from which letters to so many people may leave; None: at once."""
    return timezone.now() + JEDA + jumlah * MENULIS if jumlah > MULAI else None


def kabar(jumlah):
    """What is added to the news of such a round; empty for a small one."""
    return KABAR if jumlah > MULAI else ""


def _menunggu(pelatihan):
    """Letters of a round that has not begun to leave."""
    return Surel.objects.filter(
        kelompok=f"pelatihan:{pelatihan.pk}",
        jenis__in=JENIS,
        status=Status.ANTRE,
        kirim_setelah__gt=timezone.now(),
    )


def dapat_dibatalkan(pelatihan):
    """{"jumlah", "sampai"}: how many letters wait, and until when all of them do so at most."""
    return _menunggu(pelatihan).aggregate(jumlah=Count("pk"), sampai=Max("kirim_setelah"))


def batalkan(pelatihan, *, oleh):
    """Hold back what has not begun to leave. Returns how many letters.

    The people stay invited: *Kirim Ulang Undangan* writes to them anew, under the same links.
    """
    with langkah(pelatihan, Aksi.ATUR_SURAT, oleh=oleh) as p:
        jumlah = _menunggu(p).update(status=Status.DITAHAN, sebab=SEBAB)
        if not jumlah:
            raise LangkahDitolak(
                "Tidak ada surel yang ditahan: waktu untuk membatalkan pengiriman sudah lewat."
            )
        p.tindakan = f"membatalkan pengiriman {jumlah} surel sebelum berangkat"
    return jumlah
