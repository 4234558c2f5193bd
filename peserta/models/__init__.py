"""Participants, what they are asked, what they answer, and the proof of it."""

from peserta.models.berkas_unggahan import BerkasUnggahan
from peserta.models.konfirmasi import BuktiRegistrasi, Jawaban, Konfirmasi, Pilihan
from peserta.models.peserta import Peserta, PesertaQuerySet, Unggahan

__all__ = [
    "BerkasUnggahan",
    "BuktiRegistrasi",
    "Jawaban",
    "Konfirmasi",
    "Peserta",
    "PesertaQuerySet",
    "Pilihan",
    "Unggahan",
]
