"""The small sign in the head of every office page while something of mine is under way."""

from django.utils.functional import SimpleLazyObject

from eregistrasi.alat.susunan import tersusun
from pekerjaan.models import Pekerjaan


def kerangka(request):
    """Lazy: pages that do not show it ask the database nothing."""
    return {"pekerjaan_berjalan": SimpleLazyObject(lambda: _berjalan(request))}


def _berjalan(request):
    """Up to two of my jobs that wait or run: one is linked to, more lead to the list."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    return _milik(pengguna=request.user.pk)


@tersusun
def _milik(*, pengguna):
    milik = Pekerjaan.objects.milik(pengguna).hidup()
    return milik.only("id_publik", "judul", "selesai_bagian", "jumlah_bagian")[:2]
