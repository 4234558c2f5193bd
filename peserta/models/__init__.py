"""Participants, what they are asked, what they answer, and the proof of it."""

from peserta.models.dukung import BerkasDukung, KeadaanBerkas
from peserta.models.hitungan import Hitungan
from peserta.models.konfirmasi import BuktiRegistrasi, Jawaban, Konfirmasi, Pilihan
from peserta.models.peserta import Peserta, PesertaQuerySet
from peserta.models.unggahan import BerkasUnggahan, PetaanKolom, Unggahan

__all__ = [
    "BerkasDukung",
    "BerkasUnggahan",
    "BuktiRegistrasi",
    "Hitungan",
    "Jawaban",
    "KeadaanBerkas",
    "Konfirmasi",
    "Peserta",
    "PesertaQuerySet",
    "PetaanKolom",
    "Pilihan",
    "Unggahan",
]
