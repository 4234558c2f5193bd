"""Step 1: the Kepala Pusat writes and sends, or reads what somebody prepared, and sends."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pelatihan import draf as alat_draf
from pelatihan import penugasan
from pelatihan.alur import LangkahDitolak
from pelatihan.dekorator import berkas_terlihat, kedudukan, langkah_sop
from pelatihan.forms import PenugasanForm
from pelatihan.forms_henti import AlasanForm
from pelatihan.models import Pelatihan
from pelatihan.sop import SOP, Aksi, Tahap

DRAF, KIRIM, SERAHKAN = "draf", "kirim", "serahkan"
PESAN = {
    DRAF: "Draf telah disimpan.",
    KIRIM: "Disposisi telah dikirim kepada Ketua Tim Kerja.",
    SERAHKAN: "Draf telah diserahkan kepada Kepala Pusat.",
}
VERBA = {
    DRAF: penugasan.simpan_draf,
    KIRIM: penugasan.tugaskan_ketua,
    SERAHKAN: alat_draf.serahkan,
}


def _halaman(request, form, pelatihan=None):
    konteks = {"form": form, "pelatihan": pelatihan, "menyiapkan": not kedudukan(request).kepala}
    return render(request, "pelatihan/penugasan.html", konteks)


def _isi(request, pelatihan=None):
    """`Simpan Draf` keeps; the other button sends, or hands over for whoever only prepares."""
    selesai = KIRIM if kedudukan(request).kepala else SERAHKAN
    maksud = DRAF if "draf" in request.POST else selesai
    form = PenugasanForm(
        request.POST or None,
        request.FILES or None,
        draf=maksud == DRAF,
        initial=None if request.POST else PenugasanForm.awal(pelatihan),
    )
    if not form.is_valid():
        return _halaman(request, form, pelatihan)
    isian = form.cleaned_data
    kunci = isian["permintaan"]
    try:
        p = VERBA[maksud](oleh=request.user, isian=isian, permintaan=kunci, pelatihan=pelatihan)
    except LangkahDitolak as alasan:
        return _ditolak(request, form, pelatihan, alasan)
    except Pelatihan.DoesNotExist:  # sent meanwhile, and no longer the preparer's to see
        messages.error(request, "Draf ini sudah dikirim oleh Kepala Pusat.")
        return redirect("beranda")
    messages.success(request, PESAN[maksud])
    if maksud != DRAF:
        return redirect(p)
    return redirect(f"pelatihan:{'tugaskan_ketua' if selesai == KIRIM else 'siapkan_draf'}", p.kode)


def _ditolak(request, form, pelatihan, alasan):
    """A form that has done its work already leads there; any other shows what is in its way."""
    semua = Pelatihan.objects.terlihat_oleh(request.user, kedudukan(request))
    milik = semua.filter(permintaan=form.cleaned_data["permintaan"])
    terkirim = milik.exclude(tahap=Tahap.DISPOSISI_KEPALA, draf_diserahkan_pada=None).first()
    if terkirim and terkirim != pelatihan:
        messages.error(request, str(alasan))
        return redirect(terkirim)
    form.add_error(None, str(alasan))
    return _halaman(request, form, pelatihan)


@require_http_methods(["GET", "POST"])
def baru(request):
    """An empty page for whoever has an office or a seat; the others have nothing to assign."""
    if not kedudukan(request).peran:
        raise PermissionDenied
    return _isi(request)


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.SERAHKAN_DRAF)
def siapkan_draf(request, pelatihan):
    """The draft of whoever prepares it, until it is handed over."""
    if pelatihan.draf_diserahkan_pada:
        messages.error(request, "Draf ini sudah diserahkan kepada Kepala Pusat.")
        return redirect(pelatihan)
    return _isi(request, pelatihan)


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.TUGASKAN_KETUA)
def tugaskan_ketua(request, pelatihan):
    """A draft that was handed over is read and sent; `?ubah=1` opens it as a form."""
    if not alat_draf.siap_dikirim(pelatihan) or "ubah" in request.GET:
        return _isi(request, pelatihan)
    if request.method == "POST":
        p = alat_draf.kirim(pelatihan, oleh=request.user)
        messages.success(request, PESAN[KIRIM])
        return redirect(p)
    lembar = pelatihan.disposisi.get(tingkat=1, ditarik_pada=None)
    konteks = {"pelatihan": pelatihan, "lembar": lembar}
    return render(request, "pelatihan/baca_draf.html", konteks)


@require_safe
@berkas_terlihat
def disposisi(request, pelatihan, pk):
    """One sheet. The recipient's first look is stamped: read, once."""
    lembar = _lembar(pelatihan, pk)
    penugasan.baca(lembar, oleh=request.user)
    return _halaman_lembar(request, pelatihan, lembar, AlasanForm())


def _lembar(pelatihan, pk):
    terkirim = pelatihan.disposisi.exclude(dikirim_pada=None)
    return get_object_or_404(terkirim.select_related("dari", "dokumen", "pelatihan"), pk=pk)


def _halaman_lembar(request, pelatihan, lembar, form, status=200):
    penerima = list(lembar.penerima.select_related("pengguna", "disposisi"))
    konteks = {
        "pelatihan": pelatihan,
        "tab_aktif": "ringkasan",
        "lembar": lembar,
        "penerima": penerima,
        "form": form,
        "dibaca": any(t.dibaca_pada for t in penerima),
        "dapat_ditarik": _dapat_ditarik(pelatihan, lembar, penerima),
    }
    return render(request, "pelatihan/disposisi.html", konteks, status=status)


def _dapat_ditarik(pelatihan, lembar, penerima):
    """By whoever holds the desk it came from, until those below have acted on it."""
    belum = lembar.ditarik_pada is None and not any(t.ditindaklanjuti_pada for t in penerima)
    langkah = SOP[_aksi(lembar)]
    return belum and langkah.peran in pelatihan.peran_saya and pelatihan.tahap in langkah.dari


def _aksi(lembar):
    return Aksi.TARIK_DARI_KETUA if lembar.tingkat == 1 else Aksi.TARIK_DARI_TIM


@require_POST
@berkas_terlihat
def tarik(request, pelatihan, pk):
    """Unread: at once. Read: with a reason, which its readers are told."""
    lembar = _lembar(pelatihan, pk)
    form = AlasanForm(request.POST)
    dibaca = lembar.penerima.exclude(dibaca_pada=None).exists()
    if dibaca and not form.is_valid():
        if SOP[_aksi(lembar)].peran not in pelatihan.peran_saya:
            raise PermissionDenied
        return _halaman_lembar(request, pelatihan, lembar, form, status=422)
    try:
        alasan = form.cleaned_data["alasan"] if form.is_valid() else ""
        penugasan.tarik(lembar, oleh=request.user, alasan=alasan)
        messages.success(request, "Disposisi telah ditarik kembali.")
    except LangkahDitolak as sebab:
        messages.error(request, str(sebab))
    return redirect(pelatihan)
