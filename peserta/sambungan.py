"""What the post asks of this room: the personal link, made at the moment of sending or showing."""

import time

from peserta import unggahan
from peserta.models import Hitungan, Konfirmasi
from surel import sambungan

JEDA_PADATKAN = 60  # seconds between two tidyings of the kept figures
_terakhir = {"padat": -JEDA_PADATKAN}


def _tautan(pk):
    konfirmasi = Konfirmasi.objects.select_related("peserta").get(pk=pk)
    if konfirmasi.peserta.dibatalkan_pada:
        raise sambungan.TidakBerlaku("Kepesertaan penerima telah dibatalkan.")
    return konfirmasi.tautan


def padatkan():
    """The figures of a training become one row again. At most every minute."""
    if time.monotonic() - _terakhir["padat"] >= JEDA_PADATKAN:
        _terakhir["padat"] = time.monotonic()
        Hitungan.objects.padatkan()


def daftarkan():
    sambungan.TAUTAN["konfirmasi"] = _tautan
    sambungan.BERKALA += [unggahan.bersihkan, padatkan]
