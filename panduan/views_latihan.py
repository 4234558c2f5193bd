"""Starting a rehearsal, entering it, taking it away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from eregistrasi.alat import ruang, xlsx
from eregistrasi.alat.balasan import lampiran
from panduan import latihan as verba
from panduan.models import Latihan


@require_safe
def latihan(request):
    """One's own rehearsal; the administrator also sees whose others there are."""
    semua = Latihan.objects.select_related("pemilik")
    return render(
        request,
        "panduan/latihan.html",
        {
            "milik_saya": semua.filter(pemilik=request.user).first(),
            "boleh_mulai": verba.boleh(request.user),
            "tersedia": ruang.bisa(),
            "semua": semua.order_by("dibuat_pada") if request.user.is_superuser else (),
            "orang": verba.peserta(),
        },
    )


@require_POST
def mulai(request):
    """Make it, or find it, and go in."""
    try:
        baru = verba.mulai(request.user)
    except verba.LatihanDitolak as sebab:
        messages.error(request, str(sebab))
        return redirect("panduan:latihan")
    return redirect(baru.alamat)


@require_POST
def hapus(request, kode):
    """Its owner may, and the administrator."""
    semua = Latihan.objects.select_related("pemilik")
    if not request.user.is_superuser:
        semua = semua.filter(pemilik=request.user)
    try:
        verba.hapus(get_object_or_404(semua, kode=kode))
    except verba.LatihanDitolak as sebab:
        messages.error(request, str(sebab))
    else:
        messages.success(request, "Latihan telah dihapus beserta seluruh isinya.")
    return redirect("panduan:latihan")


@require_safe
def daftar_rekaan(request):
    """The list of invented people that step 3 of a rehearsal imports."""
    if not verba.boleh(request.user):
        raise PermissionDenied
    return lampiran(verba.daftar_peserta(timezone.now()), "Daftar_Peserta_Rekaan.xlsx", xlsx.MIME)
