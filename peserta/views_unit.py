"""*Tautan untuk Unit Pengirim*: Tim Kerja makes, hands on, renews and revokes the links of PICs."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pelatihan.alur import LangkahDitolak
from pelatihan.dekorator import berkas_terlihat, langkah_sop
from pelatihan.sop import Aksi
from pengguna.models import Peran
from peserta import tautan_unit as verba
from peserta.forms_unit import MasaForm, TautanUnitForm
from peserta.halaman import tertutup
from peserta.surat_unit import pesan_wa


@require_GET
@berkas_terlihat
def daftar(request, pelatihan):
    """Every link of this training: whose, until when, and when it was last opened."""
    return _daftar(request, pelatihan)


def _daftar(request, pelatihan, **lain):
    tautan, kini = list(pelatihan.tautan_unit.select_related("dibuat_oleh")), timezone.now()
    for t in tautan:
        t.pelatihan = pelatihan
        t.berlaku = t.terbuka(kini)
    isi = {
        "pelatihan": pelatihan,
        "tab_aktif": "konfirmasi",
        "tautan_unit": tautan,
        "tim_kerja": Peran.TIM_KERJA in pelatihan.peran_saya,
        **lain,
    }
    return tertutup(render(request, "peserta/unit.html", isi))


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.SERAHKAN_TAUTAN)
def buat(request, pelatihan):
    """For one of the units present; the PIC with an address is written to at once."""
    pilihan = verba.unit_pilihan(pelatihan)
    form = TautanUnitForm(request.POST or None, pelatihan=pelatihan, pilihan=pilihan)
    if form.is_valid():
        tautan = verba.buat(pelatihan, oleh=request.user, isian=form.isi())
        kirim = f" Surel kepada {tautan.nama_pic} menunggu giliran." if tautan.email else ""
        messages.success(request, f"Tautan untuk {tautan} telah dibuat.{kirim}")
        return redirect("peserta:unit", pelatihan.kode)
    return _formulir(request, pelatihan, form, "Buat Tautan Unit", "Buat Tautan")


def _formulir(request, pelatihan, form, judul, tombol, **lain):
    isi = {
        "pelatihan": pelatihan,
        "form": form,
        "judul": judul,
        "tombol": tombol,
        "kembali": reverse("peserta:unit", args=[pelatihan.kode]),
        **lain,
    }
    return render(request, "peserta/isian.html", isi, status=422 if form.errors else 200)


def _tautan(pelatihan, pk):
    """One of this training's, for its Tim Kerja alone."""
    if Peran.TIM_KERJA not in pelatihan.peran_saya:
        raise PermissionDenied
    return get_object_or_404(pelatihan.tautan_unit, pk=pk)


@require_POST
@berkas_terlihat
def tampilkan(request, pelatihan, pk):
    """The link and its text for WhatsApp, to be handed on; the trail says who saw it."""
    try:
        tautan = verba.serahkan(_tautan(pelatihan, pk), oleh=request.user)
    except LangkahDitolak as sebab:
        messages.error(request, str(sebab))
        return redirect("peserta:unit", pelatihan.kode)
    teks, alamat = pesan_wa(tautan)
    return _daftar(request, pelatihan, terbuka=tautan, pesan_wa=teks, alamat_wa=alamat)


@require_http_methods(["GET", "POST"])
@berkas_terlihat
def perbarui(request, pelatihan, pk):
    """Another last day. One that was revoked becomes a new link."""
    tautan = _tautan(pelatihan, pk)
    form = MasaForm(request.POST or None, pelatihan=pelatihan)
    if form.is_valid():
        try:
            verba.perbarui(tautan, oleh=request.user, **form.cleaned_data)
        except LangkahDitolak as sebab:
            form.add_error(None, str(sebab))
        else:
            messages.success(request, f"Tautan untuk {tautan} telah diperbarui.")
            return redirect("peserta:unit", pelatihan.kode)
    baru = " Tautan lama tetap tidak berlaku; narahubung unit memerlukan tautan baru."
    penjelasan = f"{tautan}, narahubung {tautan.nama_pic}.{baru if tautan.dicabut_pada else ''}"
    return _formulir(
        request, pelatihan, form, "Perbarui Tautan Unit", "Perbarui", penjelasan=penjelasan
    )


@require_POST
@berkas_terlihat
def cabut(request, pelatihan, pk):
    """From now on the link opens nothing."""
    tautan = _tautan(pelatihan, pk)
    try:
        verba.cabut(tautan, oleh=request.user)
    except LangkahDitolak as sebab:
        messages.error(request, str(sebab))
    else:
        messages.success(request, f"Tautan untuk {tautan} telah dicabut.")
    return redirect("peserta:unit", pelatihan.kode)
