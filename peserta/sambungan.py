"""What the post asks of this room: the personal link, made at the moment of sending or showing."""

from peserta import unggahan
from peserta.models import Konfirmasi
from surel import sambungan


def _tautan(pk):
    konfirmasi = Konfirmasi.objects.select_related("peserta").get(pk=pk)
    if konfirmasi.peserta.dibatalkan_pada:
        raise sambungan.TidakBerlaku("Kepesertaan penerima telah dibatalkan.")
    return konfirmasi.tautan


def daftarkan():
    sambungan.TAUTAN["konfirmasi"] = _tautan
    sambungan.BERKALA.append(unggahan.bersihkan)
