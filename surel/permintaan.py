"""What an address of this room asks for."""

from django.db.models import Q

from surel.models import PILIHAN


def teks(isi, nama):
    """A short text of a query or a form, safe for PostgreSQL."""
    return isi.get(nama, "").replace("\0", "").strip()[:100]


def terapkan(semua, cari, status):
    """The letters that match every word and the state."""
    for kata in cari.split():
        semua = semua.filter(
            Q(kepada__icontains=kata) | Q(nama__icontains=kata) | Q(judul__icontains=kata)
        )
    return semua.filter(PILIHAN[status][1]) if status in PILIHAN else semua
