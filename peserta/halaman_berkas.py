"""Which page of a file is looked at."""

from django.core.cache import cache
from django.core.paginator import Paginator

from peserta.models import BerkasDukung, KeadaanBerkas
from peserta.periksa_berkas import jumlah_halaman

INGAT_DETIK = 3600  # how many pages a file has never changes; to count them takes a process


def lembar(request, berkas):
    """The page of a PDF that is looked at, as a Page with the addresses of its neighbours; None
    for a picture, and for a PDF that cannot be drawn.
    """
    if berkas.jenis != BerkasDukung.Jenis.PDF or berkas.keadaan == KeadaanBerkas.PINDAI:
        return None
    jumlah = cache.get_or_set(f"halaman:{berkas.sha256}", lambda: _hitung(berkas), INGAT_DETIK)
    return Paginator(range(jumlah), 1).page(nomor(request, jumlah)) if jumlah else None


def _hitung(berkas):
    with berkas.berkas.open() as isi:
        return jumlah_halaman(isi.read())


def nomor(request, terakhir):
    """The page asked for, counted from 1; the first where it is no page."""
    isi = request.POST.get("halaman") or request.GET.get("halaman", "1")
    n = int(isi) if isi.isdecimal() and len(isi) < 4 else 1
    return n if 1 <= n <= terakhir else 1
