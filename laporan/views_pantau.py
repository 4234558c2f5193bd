"""The live view of a training, and the people behind each of its figures."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from laporan.pantauan import susun
from laporan.pilah import pilahan
from laporan.sigi import UKUR, label_ukur, orang
from pelatihan.dekorator import berkas_terlihat
from peserta.tampilan import keadaan


@require_safe
@berkas_terlihat
def pantau(request, pelatihan):
    """Funnel, answers per day, quota, documents, and every group, as of now."""
    konteks = {"pelatihan": pelatihan, "tab_aktif": "pantau", "kini": timezone.now()}
    return render(request, "laporan/pantau.html", konteks | susun(pelatihan))


@require_safe
@berkas_terlihat
def daftar(request, pelatihan):
    """The people whom one figure counts, page by page."""
    ukur, menurut = request.GET.get("ukur", ""), request.GET.get("menurut", "")
    nilai = request.GET.get("nilai", "").replace("\0", "")
    pilah = pilahan(pelatihan.mulai)
    if ukur not in UKUR or (menurut and menurut not in pilah):
        raise Http404
    semua = orang(pelatihan, ukur, menurut, nilai).select_related("konfirmasi")
    halaman = Paginator(semua, 50).get_page(request.GET.get("halaman"))
    for o in halaman:
        o.keadaan = keadaan(o, pelatihan.registrasi_ditutup)
    return render(
        request,
        "laporan/pantau_daftar.html",
        {
            "pelatihan": pelatihan,
            "tab_aktif": "pantau",
            "halaman": halaman,
            "judul": label_ukur(ukur, pelatihan.registrasi_ditutup),
            "kelompok": f"{pilah[menurut].judul}: {pilah[menurut].label(nilai)}" if menurut else "",
        },
    )
