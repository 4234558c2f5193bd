"""Personal links by other ways than a letter: a slip with a QR code, a batch of them, a list."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from eregistrasi.alat import pdf
from eregistrasi.alat.balasan import lampiran
from pelatihan.alur import LangkahDitolak
from pelatihan.dekorator import langkah_sop
from pelatihan.sop import Aksi
from peserta import latar, slip
from peserta.forms_permintaan import AlasanUnduhForm
from peserta.halaman import tutupi
from peserta.models import Konfirmasi

TANPA_PDF = "Slip belum dapat dicetak pada server ini. Salin tautan dari halaman peserta."


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.SERAHKAN_TAUTAN)
def banyak(request, pelatihan):
    """Slips or a list for everybody without an address; button `bentuk` names which."""
    jumlah = slip.tanpa_surel(pelatihan).count()
    form = AlasanUnduhForm(request.POST or None)
    if form.is_valid():
        return _unduh(request, pelatihan, form.cleaned_data["alasan"], jumlah)
    return _halaman(request, pelatihan, form, jumlah)


def _halaman(request, pelatihan, form, jumlah):
    return render(
        request,
        "peserta/tautan_banyak.html",
        {"pelatihan": pelatihan, "form": form, "jumlah": jumlah},
        status=422 if form.errors else 200,
    )


def _unduh(request, pelatihan, alasan, jumlah):
    cara = {"oleh": request.user, "alasan": alasan}
    if request.POST.get("bentuk") == "csv":
        isi, ekor, mime = slip.daftar_tautan(pelatihan, **cara), "csv", "text/csv; charset=utf-8"
    elif jumlah > latar.SLIP_LANGSUNG:
        return redirect(latar.minta_slip(pelatihan, jumlah=jumlah, **cara))
    elif not pdf.tersedia():
        raise LangkahDitolak(TANPA_PDF)
    else:
        isi, ekor, mime = slip.slip_banyak(pelatihan, **cara)[0], "pdf", "application/pdf"
    return tutupi(lampiran(isi, f"Tautan_{pelatihan.kode}.{ekor}", mime))


@require_POST
@langkah_sop(Aksi.SERAHKAN_TAUTAN)
def satu(request, pelatihan, pk):
    """The slip of one person, made now and kept nowhere."""
    konfirmasi = get_object_or_404(
        Konfirmasi.objects.lengkap().filter(
            peserta__pelatihan=pelatihan, peserta__dibatalkan_pada=None
        ),
        peserta=pk,
    )
    if not pdf.tersedia():
        messages.error(request, TANPA_PDF)
        return redirect(konfirmasi.peserta)
    isi = slip.slip_satu(konfirmasi, oleh=request.user)
    return tutupi(lampiran(isi, f"Slip_{pelatihan.kode}_{pk}.pdf", "application/pdf"))
