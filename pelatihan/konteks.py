"""What every office page shows around its content: the menu, the badge, the organisation."""

from django.core.cache import cache
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from pelatihan.dekorator import kedudukan
from pelatihan.meja import tugas_saya
from pengguna.models import Organisasi

JEDA_DETIK = 60  # a new name of the office stands on every page after that time


def kerangka(request):
    """Lazy: pages of participants and error pages ask the database nothing of this."""
    return {
        "organisasi": SimpleLazyObject(pusat),
        "navigasi": SimpleLazyObject(lambda: _navigasi(request)),
        "kedudukan": SimpleLazyObject(lambda: kedudukan(request)),
    }


def pusat():
    """The office as it is called today; asked of the database once a minute."""
    return cache.get_or_set("pusat", lambda: Organisasi.kini() or Organisasi(), JEDA_DETIK)


def jumlah_tugas(request):
    """The badge: exactly the rows of *Perlu Tindakan Saya*."""
    if not hasattr(request, "_tugas"):
        request._tugas = tugas_saya(request.user, kedudukan(request))
    return request._tugas


def _navigasi(request):
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"utama": [], "lain": []}
    utama = [
        _butir(request, "Beranda", "beranda", "rumah", len(jumlah_tugas(request))),
        _butir(request, "Pelatihan", "pelatihan:daftar", "pelatihan"),
        _butir(request, "Kotak Keluar", "surel:kotak", "surel"),
    ]
    lain = [
        _butir(request, "Standar Operasional Prosedur", "pelatihan:sop", "daftar"),
        _butir(request, "Panduan Penggunaan", "panduan:daftar", "info"),
    ]
    if request.user.is_superuser:
        lain.append(_butir(request, "Pengguna dan Organisasi", "admin:index", "peserta"))
    return {"utama": utama, "lain": lain}


def _butir(request, label, nama, ikon, hitung=0):
    url = reverse(nama)
    aktif = request.path == url or (nama != "beranda" and request.path.startswith(url))
    return {
        "label": label,
        "pendek": label,
        "url": url,
        "ikon": ikon,
        "aktif": aktif,
        "hitung": hitung,
    }
