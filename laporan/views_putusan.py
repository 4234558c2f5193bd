"""Steps 5 and 6: remarks, decisions, questions. Each is one POST and leads back to the report."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from laporan import alur, beda, catatan, penjelasan, tampilan
from laporan.daftar_periksa import butir as butir_periksa
from laporan.forms import CatatanForm, JawabForm, PutusanForm, SetujuForm, TanyaForm, TerimaForm
from laporan.views import halaman_lihat
from pelatihan.dekorator import langkah_sop
from pelatihan.sop import Aksi


def _putuskan(request, pelatihan, *, form, sisi, verba, pesan):
    """One decision: a bad form comes back beside the report with what was typed."""
    if not form.is_valid():
        return halaman_lihat(request, pelatihan, **{sisi: form})
    try:
        verba(pelatihan, oleh=request.user, **form.cleaned_data)
    except alur.VersiUsang as usang:
        return _usang(request, pelatihan, usang)
    messages.success(request, pesan)
    return redirect("laporan:lihat", pelatihan.kode)


def _usang(request, pelatihan, usang):
    """409: nothing was decided; what the newest version says differently stands here."""
    semua = pelatihan.laporan.diajukan()
    lama = semua.filter(versi=usang.dilihat).first() if usang.dilihat < 32768 else None
    baru = semua.filter(versi=usang.terbaru).first() if usang.terbaru else None
    if not (lama and baru):
        messages.error(request, str(usang))
        return redirect("laporan:lihat", pelatihan.kode)
    konteks = {
        "pelatihan": pelatihan,
        "tab_aktif": "laporan",
        "laporan": baru,
        "lama": lama,
        "alasan": str(usang),
        "perbedaan": tampilan.perbedaan(lama, baru),
        "beda": beda.antara(lama.rekaman, baru.rekaman),
    }
    return render(request, "laporan/usang.html", konteks, status=409)


# --- Step 5: the Ketua -----------------------------------------------------------------------


@require_POST
@langkah_sop(Aksi.SAMPAIKAN_LAPORAN)
def sampaikan(request, pelatihan):
    laporan = pelatihan.laporan.terbaru()
    periksa = butir_periksa(laporan.rekaman) if laporan else ()
    return _putuskan(
        request,
        pelatihan,
        form=SetujuForm(request.POST, butir=periksa, auto_id="setuju_%s"),
        sisi="setuju",
        verba=alur.sampaikan,
        pesan="Laporan telah disampaikan kepada Kepala Pusat.",
    )


@require_POST
@langkah_sop(Aksi.KEMBALIKAN_LAPORAN)
def kembalikan(request, pelatihan):
    laporan = pelatihan.laporan.terbaru()
    ada_butir = laporan is not None and catatan.menunggu(laporan).exists()
    return _putuskan(
        request,
        pelatihan,
        form=PutusanForm(request.POST, wajib=not ada_butir, auto_id="kembali_%s"),
        sisi="kembali",
        verba=alur.kembalikan,
        pesan="Laporan telah dikembalikan kepada Tim Kerja untuk diperbaiki.",
    )


def _sasaran(laporan, nilai):
    """The row of the version that a remark points at, or None; a foreign number is not found."""
    if not nilai:
        return None
    semua = (b for n in (1, 2, 3) for b in laporan.rekaman[f"lampiran_{n}"])
    baris = next((b for b in semua if str(b.get("id")) == str(nilai)), None)
    if baris is None:
        raise Http404
    return baris


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.CATAT_PEMERIKSAAN)
def beri_catatan(request, pelatihan):
    """Write a remark on a participant (`?peserta=`), or on the whole report."""
    laporan = pelatihan.laporan.terbaru()
    baris = _sasaran(laporan, request.POST.get("peserta") or request.GET.get("peserta"))
    form = CatatanForm(
        request.POST or None,
        initial={"versi": laporan.versi, "peserta": baris and baris["id"]},
    )
    if not form.is_valid():
        konteks = {"pelatihan": pelatihan, "laporan": laporan, "form": form, "baris": baris}
        return render(request, "laporan/beri_catatan.html", konteks)
    isi = form.cleaned_data
    orang = get_object_or_404(pelatihan.peserta, pk=baris["id"]) if baris else None
    try:
        catatan.beri(
            pelatihan, oleh=request.user, versi=isi["versi"], teks=isi["teks"], peserta=orang
        )
    except alur.VersiUsang as usang:
        return _usang(request, pelatihan, usang)
    messages.success(request, "Catatan telah disimpan.")
    return redirect("laporan:lihat", pelatihan.kode)


@require_POST
@langkah_sop(Aksi.CATAT_PEMERIKSAAN)
def hapus_catatan(request, pelatihan, nomor):
    catatan.hapus(pelatihan, oleh=request.user, pk=nomor)
    messages.success(request, "Catatan telah dihapus.")
    return redirect("laporan:lihat", pelatihan.kode)


# --- Step 6: the Kepala Pusat ----------------------------------------------------------------


@require_POST
@langkah_sop(Aksi.TERIMA_LAPORAN)
def terima(request, pelatihan):
    return _putuskan(
        request,
        pelatihan,
        form=TerimaForm(request.POST, auto_id="setuju_%s"),
        sisi="setuju",
        verba=alur.terima,
        pesan="Laporan telah diterima.",
    )


@require_POST
@langkah_sop(Aksi.KEMBALIKAN_KEPADA_KETUA)
def kembalikan_ketua(request, pelatihan):
    return _putuskan(
        request,
        pelatihan,
        form=PutusanForm(request.POST, wajib=True, auto_id="kembali_%s"),
        sisi="kembali",
        verba=alur.kembalikan_kepada_ketua,
        pesan="Laporan telah dikembalikan kepada Ketua Tim Kerja untuk diperbaiki.",
    )


@require_POST
@langkah_sop(Aksi.MINTA_PENJELASAN)
def minta_penjelasan(request, pelatihan):
    return _putuskan(
        request,
        pelatihan,
        form=TanyaForm(request.POST, auto_id="tanya_%s"),
        sisi="form_tanya",
        verba=penjelasan.minta,
        pesan="Permintaan penjelasan telah dikirim kepada Ketua Tim Kerja.",
    )


@require_POST
@langkah_sop(Aksi.JAWAB_PENJELASAN)
def jawab_penjelasan(request, pelatihan):
    return _putuskan(
        request,
        pelatihan,
        form=JawabForm(request.POST),
        sisi="jawab",
        verba=penjelasan.jawab,
        pesan="Penjelasan telah dikirim kepada Kepala Pusat.",
    )
