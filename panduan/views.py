"""The guides: one for each role, as a page and as a PDF; and the hints that are put away."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from eregistrasi.alat import pdf
from eregistrasi.alat.balasan import lampiran
from panduan import latihan, petunjuk
from panduan.cetak import panduan_pdf as cetak
from panduan.isi import PESERTA, Panduan
from pelatihan.dekorator import kedudukan


@require_safe
def daftar(request):
    """All guides, one's own first, and the way into a rehearsal."""
    saya = {p.value.replace("_", "-") for p in kedudukan(request).peran}
    semua = sorted(Panduan.semua(), key=lambda p: p.kode not in saya)
    return render(
        request,
        "panduan/daftar.html",
        {"semua": semua, "saya": saya, "boleh_latihan": latihan.boleh(request.user)},
    )


@require_safe
def panduan(request, peran):
    return render(request, "panduan/panduan.html", {"panduan": _ambil(peran)})


@require_safe
def panduan_pdf(request, peran):
    return _pdf(_ambil(peran))


@login_not_required
@require_safe
def peserta(request):
    """For people without an account; it says nothing about anybody."""
    # messages belong to whoever is signed in on this browser
    return render(request, "panduan/peserta.html", {"panduan": _ambil(PESERTA), "messages": ()})


@login_not_required
@require_safe
def peserta_pdf(request):
    return _pdf(_ambil(PESERTA))


def _ambil(peran):
    try:
        return Panduan.ambil(peran)
    except KeyError:
        raise Http404 from None


def _pdf(panduan):
    try:
        isi = cetak(panduan)
    except pdf.PdfTidakTersedia as sebab:
        raise Http404(str(sebab)) from sebab
    return lampiran(isi, panduan.nama_berkas, "application/pdf")


@require_POST
def tutup_petunjuk(request, nama):
    """A hint is put away; back to the page on which it stood."""
    if nama not in petunjuk.NAMA:
        raise Http404
    petunjuk.tutup(request, nama)
    kembali = request.POST.get("kembali", "")
    aman = url_has_allowed_host_and_scheme(kembali, {request.get_host()}, request.is_secure())
    return redirect(kembali if aman and kembali.startswith("/") else "beranda")
