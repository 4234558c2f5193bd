"""Stopping letters and letting them go on; the administrator's page about the workers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surel import henti, keadaan, sambungan
from surel.forms import HentikanForm, LajuForm, TerpentalForm
from surel.models import Keran, Penghentian, Surel
from surel.pantulan import tandai_dengan_tangan
from surel.permintaan import teks


def _sasaran(request):
    """(group, code, page to go back to) that the request is about, for whoever may stop it."""
    kode = teks(request.POST if request.method == "POST" else request.GET, "pelatihan")
    alamat = reverse("surel:kotak")
    if not kode:
        if not henti.boleh(request.user, ""):
            raise Http404
        return "", "", alamat
    kelompok, _, _ = sambungan.induk("pelatihan", request, kode)
    if not henti.boleh(request.user, kelompok):
        raise PermissionDenied
    return kelompok, kode, f"{alamat}?pelatihan={kode}"


@require_http_methods(["GET", "HEAD", "POST"])
def hentikan(request):
    """Stop the letters of one training (`pelatihan`), or all of them."""
    kelompok, kode, kembali = _sasaran(request)
    form = HentikanForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if henti.hentikan(kelompok, oleh=request.user, alasan=form.cleaned_data["alasan"]):
            messages.success(request, "Pengiriman surel dihentikan. Surel menunggu dilanjutkan.")
        else:
            messages.info(request, "Pengiriman surel ini sudah dihentikan.")
        return redirect(kembali)
    return render(request, "surel/hentikan.html", {"form": form, "kode": kode, "kembali": kembali})


@require_POST
def lanjutkan(request):
    """Let them go on."""
    kelompok, _, kembali = _sasaran(request)
    if henti.lanjutkan(kelompok, oleh=request.user):
        messages.success(request, "Pengiriman surel dilanjutkan.")
    else:
        messages.info(request, "Pengiriman surel ini tidak sedang dihentikan.")
    return redirect(kembali)


@require_POST
def terpental(request, pk):
    """A bounce that somebody holds in their own mailbox, written down by hand."""
    surel = get_object_or_404(Surel.objects.terlihat_oleh(request.user), pk=pk)
    if not henti.boleh(request.user, surel.kelompok):
        raise PermissionDenied
    form = TerpentalForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Pilih sebab surel ini terpental.")
    elif tandai_dengan_tangan(surel, form.cleaned_data["kelas"], oleh=request.user):
        messages.success(request, "Surel ditandai terpental. Perbaiki alamatnya, lalu kirim ulang.")
    else:
        messages.info(request, "Hanya surel yang diterima server surel dapat ditandai terpental.")
    return redirect("surel:surat", surel.pk)


def _administrator(request):
    if not henti.boleh(request.user, ""):
        raise Http404


@require_safe
def pengiriman(request):
    """The workers, the letters by state, the common rate, and every stop so far."""
    _administrator(request)
    return _halaman(request, LajuForm(initial={"per_menit": _laju()}))


@require_POST
def laju(request):
    """Set how many letters may leave in a minute."""
    _administrator(request)
    form = LajuForm(request.POST)
    if not form.is_valid():
        return _halaman(request, form)
    Keran.objects.update_or_create(pk=1, defaults={"per_menit": form.cleaned_data["per_menit"]})
    messages.success(request, "Batas laju pengiriman telah disimpan.")
    return redirect("surel:pengiriman")


def _laju():
    return Keran.objects.filter(pk=1).values_list("per_menit", flat=True).first() or 0


def _halaman(request, form):
    riwayat = Penghentian.objects.select_related("oleh", "dilanjutkan_oleh").filter(kelompok="")
    konteks = {
        "form": form,
        "pekerja": keadaan.pekerja(),
        "surat": keadaan.menurut_keadaan(),
        "henti": Penghentian.objects.berlaku().filter(kelompok="").select_related("oleh").first(),
        "riwayat": riwayat[:20],
    }
    return render(request, "surel/pengiriman.html", konteks)
