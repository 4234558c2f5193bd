"""What the post asks of this room: the personal link, made at the moment of sending or showing."""

from peserta import unggahan
from peserta.models import Konfirmasi
from surel import sambungan


def _tautan(pk):
    return Konfirmasi.objects.get(pk=pk).tautan


def daftarkan():
    sambungan.TAUTAN["konfirmasi"] = _tautan
    sambungan.BERKALA.append(unggahan.bersihkan)
