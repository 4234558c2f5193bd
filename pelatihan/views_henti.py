"""Pages of the Kepala Pusat for a training that waits, goes on, or will not take place."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from pelatihan import penghentian
from pelatihan.alur import LangkahDitolak
from pelatihan.dekorator import langkah_sop
from pelatihan.forms_henti import AlasanForm, LanjutkanForm
from pelatihan.sop import Aksi

TEKS = {
    Aksi.TUNDA: (
        "Pelatihan telah ditunda.",
        "Selama ditunda, tidak ada langkah yang dapat dilakukan dan waktu baku tidak berjalan. "
        "Ketua Tim Kerja, Tim Kerja, dan peserta yang sudah diundang diberi tahu melalui surel.",
    ),
    Aksi.LANJUTKAN: (
        "Pelatihan telah dilanjutkan.",
        "Pelatihan kembali ke tahap sebelum ditunda. Jadwal yang baru disampaikan kepada Ketua "
        "Tim Kerja, Tim Kerja, dan peserta melalui surel.",
    ),
    Aksi.BATALKAN_PELATIHAN: (
        "Pelatihan telah dibatalkan.",
        "Pelatihan yang dibatalkan tidak dapat dibuka kembali; berkasnya tetap dapat dibaca. "
        "Ketua Tim Kerja, Tim Kerja, dan peserta yang sudah diundang diberi tahu melalui surel.",
    ),
}


def _halaman(request, pelatihan, aksi, form, verba):
    if form.is_valid():
        try:
            verba(pelatihan, oleh=request.user, **form.cleaned_data)
        except LangkahDitolak as alasan:
            form.add_error(None, str(alasan))
        else:
            messages.success(request, TEKS[aksi][0])
            return redirect(pelatihan)
    konteks = {"pelatihan": pelatihan, "form": form, "aksi": aksi, "akibat": TEKS[aksi][1]}
    return render(request, "pelatihan/henti.html", konteks)


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.TUNDA)
def tunda(request, pelatihan):
    form = AlasanForm(request.POST or None)
    return _halaman(request, pelatihan, Aksi.TUNDA, form, penghentian.tunda)


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.LANJUTKAN)
def lanjutkan(request, pelatihan):
    awal = {"mulai": pelatihan.mulai, "selesai": pelatihan.selesai}
    form = LanjutkanForm(request.POST or None, pelatihan=pelatihan, initial=awal)
    return _halaman(request, pelatihan, Aksi.LANJUTKAN, form, penghentian.lanjutkan)


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.BATALKAN_PELATIHAN)
def batalkan(request, pelatihan):
    form = AlasanForm(request.POST or None)
    return _halaman(request, pelatihan, Aksi.BATALKAN_PELATIHAN, form, penghentian.batalkan)
