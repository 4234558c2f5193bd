"""Named filters: a question put to a list again and again, kept by one person.

A list that can be filtered says so once (`daftarkan`), from the room that owns it. What may be kept
of an address is that room's word too: the names and numbers that are searched for among people
are not, since a kept filter is asked of every training and a person is found by the search box.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Lower

from pengguna.models import Pengguna, SaringanTersimpan

PALING_BANYAK = 20


@dataclass(frozen=True)
class Daftar:
    """One list whose filters can be kept.

    judul      its name on the page
    alamat     code of a training or "" -> address of the list, or None where a code is wanted
    bersihkan  QueryDict -> the query string that is kept (`?a=b`), or ""
    sebutkan   QueryDict -> the filter in words
    """

    judul: str
    alamat: Callable
    bersihkan: Callable
    sebutkan: Callable


class SaringanDitolak(Exception):
    """The filter cannot be kept; the words say why and what to do."""


_daftar = {}


def daftarkan(nama, daftar):
    """Let filters of the list `nama` be kept."""
    _daftar[nama] = daftar


def ambil(nama):
    """The list of that name; None where there is none."""
    return _daftar.get(nama)


def milik(pengguna, nama):
    """What this person has kept for the list, by name."""
    return SaringanTersimpan.objects.filter(pengguna=pengguna, daftar=nama)


@transaction.atomic
def simpan(pengguna, daftar, nama, alamat):
    """Keep `alamat` under `nama`; the same name again means the same filter, changed.

    Returns the row. Raises SaringanDitolak when there is nothing to keep or no room left.
    """
    if not alamat:
        raise SaringanDitolak("Daftar belum disaring. Saring daftarnya dahulu, lalu simpan.")
    Pengguna.objects.select_for_update().get(pk=pengguna.pk)  # two windows count alike
    ada = milik(pengguna, daftar).annotate(kecil=Lower("nama")).filter(kecil=nama.lower()).first()
    if not ada and milik(pengguna, daftar).count() >= PALING_BANYAK:
        raise SaringanDitolak(
            f"Sudah ada {PALING_BANYAK} saringan tersimpan. Hapus yang tidak dipakai lagi."
        )
    baris = ada or SaringanTersimpan(pengguna=pengguna, daftar=daftar)
    baris.nama, baris.alamat = nama, alamat
    baris.save()
    return baris
