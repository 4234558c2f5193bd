"""What participants ask, as the office sees it: more time, another look; and more time for all."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from eregistrasi.alat.bahasa import waktu
from pelatihan.alur import LangkahDitolak
from pelatihan.dekorator import berkas_terlihat, langkah_sop
from pelatihan.sop import Aksi
from peserta import latar, pencatatan, tenggat
from peserta.forms_permintaan import BatasForm, PerpanjangForm, TanggapiForm, TolakBukaForm
from peserta.jawaban import jam_basis_data
from peserta.models import PermintaanBuka, Sanggahan


@require_GET
@berkas_terlihat
def daftar(request, pelatihan):
    """Everything that waits for the team's word: requests, then objections; oldest first."""
    return render(
        request,
        "peserta/permintaan.html",
        {
            "pelatihan": pelatihan,
            "tab_aktif": "konfirmasi",
            "permintaan": list(tenggat.menunggu_diputus(pelatihan)),
            "sanggahan": list(pencatatan.belum_ditanggapi(pelatihan)),
            **bawaan(pelatihan),
        },
    )


def bawaan(pelatihan):
    """What one click on *Buka Kembali* gives, for the pages that offer it."""
    if not pelatihan.mulai:
        return {}
    return {"batas_bawaan": tenggat.batas_bawaan(pelatihan, jam_basis_data())}


def isian(request, pelatihan, form, judul, tombol, kembali, **konteks):
    """A page with one form."""
    return render(
        request,
        "peserta/isian.html",
        {
            "pelatihan": pelatihan,
            "form": form,
            "judul": judul,
            "tombol": tombol,
            "kembali": kembali,
            **konteks,
        },
        status=422 if form.errors else 200,
    )


def _jalankan(form, verba):
    """Did the verb do it? A refusal becomes a message on the form."""
    try:
        verba()
    except LangkahDitolak as sebab:
        form.add_error(None, str(sebab))
        return False
    return True


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.PERPANJANG_BATAS)
def perpanjang(request, pelatihan):
    """GET asks for the new deadline and the reason; POST tells who has not answered."""
    belum = tenggat.belum_menjawab(pelatihan).exclude(peserta__email="").count()
    form = PerpanjangForm(request.POST or None, pelatihan=pelatihan)
    if form.is_valid():
        data = form.cleaned_data
        if belum > latar.UNDANG_LANGSUNG:
            return redirect(latar.minta_perpanjang(pelatihan, oleh=request.user, **data))
        if _jalankan(form, lambda: tenggat.perpanjang(pelatihan, oleh=request.user, **data)):
            messages.success(
                request, f"Batas konfirmasi telah diperpanjang sampai {waktu(data['batas'])}."
            )
            return redirect(pelatihan)
    return isian(
        request,
        pelatihan,
        form,
        "Perpanjang Batas Konfirmasi",
        "Perpanjang Batas Konfirmasi",
        pelatihan.get_absolute_url(),
        penjelasan=f"Batas sekarang: {waktu(pelatihan.batas_konfirmasi)}. {belum} calon peserta "
        "yang belum mengonfirmasi akan dikirimi surel tentang batas baru. Batas baru paling "
        f"lambat {waktu(tenggat.batas_terakhir(pelatihan))}.",
    )


def _permintaan(pelatihan, pk):
    return get_object_or_404(
        PermintaanBuka.objects.filter(pelatihan=pelatihan).select_related(
            "konfirmasi__peserta__pelatihan"
        ),
        pk=pk,
    )


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.PUTUSKAN_PERMINTAAN)
def buka(request, pelatihan, pk):
    """One click grants the usual time; the page sets another deadline."""
    permintaan = _permintaan(pelatihan, pk)
    peserta = permintaan.konfirmasi.peserta
    awal = {"batas": tenggat.batas_bawaan(pelatihan, jam_basis_data())}
    sekali = request.method == "POST" and "batas" not in request.POST
    form = BatasForm(None if sekali else request.POST or None, initial=awal, pelatihan=pelatihan)
    if sekali or form.is_valid():
        batas = None if sekali else form.cleaned_data["batas"]
        hasil = tenggat.kabulkan(permintaan, oleh=request.user, batas=batas)
        messages.success(
            request, f"Registrasi {peserta} dibuka kembali sampai {waktu(hasil.batas)}."
        )
        return redirect(peserta)
    return isian(
        request,
        pelatihan,
        form,
        f"Buka Kembali untuk {peserta}",
        "Buka Kembali",
        peserta.get_absolute_url(),
        penjelasan=f"Alasan peserta: {permintaan.alasan}",
    )


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.PUTUSKAN_PERMINTAAN)
def tolak(request, pelatihan, pk):
    """Decline with a note that the participant reads."""
    permintaan = _permintaan(pelatihan, pk)
    peserta = permintaan.konfirmasi.peserta
    form = TolakBukaForm(request.POST or None)
    if form.is_valid():
        tenggat.tolak(permintaan, oleh=request.user, catatan=form.cleaned_data["catatan"])
        messages.success(request, f"Permintaan {peserta} tidak dikabulkan.")
        return redirect(peserta)
    return isian(
        request,
        pelatihan,
        form,
        f"Tolak Permintaan {peserta}",
        "Tolak Permintaan",
        peserta.get_absolute_url(),
        penjelasan=f"Alasan peserta: {permintaan.alasan}",
    )


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.TANGGAPI_SANGGAHAN)
def tanggapi(request, pelatihan, pk):
    """The team's sentence on an objection."""
    sanggahan = get_object_or_404(
        Sanggahan.objects.filter(pelatihan=pelatihan).select_related(
            "jawaban__konfirmasi__peserta__pelatihan"
        ),
        pk=pk,
    )
    peserta = sanggahan.jawaban.konfirmasi.peserta
    form = TanggapiForm(request.POST or None)
    if form.is_valid():
        pencatatan.tanggapi(sanggahan, oleh=request.user, **form.cleaned_data)
        messages.success(request, f"Sanggahan {peserta} telah ditanggapi.")
        return redirect(peserta)
    return isian(
        request,
        pelatihan,
        form,
        f"Tanggapi Sanggahan {peserta}",
        "Tanggapi Sanggahan",
        peserta.get_absolute_url(),
        penjelasan=f"Sanggahan: {sanggahan.isi}",
    )
