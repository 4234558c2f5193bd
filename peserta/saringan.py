"""Which filters of a list of participants may be kept: all but the words of a search."""

from dataclasses import replace

from django.urls import reverse

from pengguna import saringan
from peserta.daftar import Saringan


def _bersihkan(isian):
    return replace(Saringan.dari(isian), q="").alamat()


def _sebutkan(isian):
    return Saringan.dari(isian).keterangan(tutup=False)


def daftarkan():
    """The list of participants of any training can be filtered by name again."""
    saringan.daftarkan(
        "peserta",
        saringan.Daftar(
            "Data Peserta",
            lambda kode: reverse("peserta:daftar", args=[kode]) if kode else None,
            _bersihkan,
            _sebutkan,
        ),
    )
