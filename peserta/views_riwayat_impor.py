"""The imports of a training: who brought in what and when, and taking one of them back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from eregistrasi.alat.bahasa import bertitik
from pelatihan.dekorator import berkas_terlihat, langkah_sop
from pelatihan.sop import Aksi
from pengguna.models import Peran
from peserta import urungan

NAMA_TERATAS = 10  # people named in a message or a panel


@require_GET
@berkas_terlihat
def riwayat(request, pelatihan):
    """Every import that was saved; each says whether it can be taken back, or why not."""
    if Peran.TIM_KERJA not in pelatihan.peran_saya:
        raise PermissionDenied
    halaman = Paginator(urungan.riwayat(pelatihan), 25).get_page(request.GET.get("halaman"))
    urungan.lampirkan_halangan(pelatihan, halaman.object_list)
    return render(
        request, "peserta/riwayat_impor.html", {"pelatihan": pelatihan, "halaman": halaman}
    )


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.CATAT_PESERTA)
def urungkan(request, pelatihan, pk):
    """GET names what would happen to whom; POST does it, once."""
    berkas = get_object_or_404(urungan.riwayat(pelatihan), pk=pk)
    if request.method == "POST":
        try:
            _kabarkan(request, berkas, urungan.urungkan(berkas, oleh=request.user))
        except urungan.SudahDiurungkan as sudah:
            messages.info(request, str(sudah))
        return redirect("peserta:riwayat_impor", pelatihan.kode)
    rencana = urungan.rencana(berkas)
    halangan = urungan.SUDAH if berkas.diurungkan_pada else rencana.halangan
    if halangan:
        messages.error(request, halangan)
        return redirect("peserta:riwayat_impor", pelatihan.kode)
    isi = {"pelatihan": pelatihan, "berkas": berkas, "rencana": rencana}
    isi |= {"tetap": sebut(rencana.tetap), "lain": sebut_lain(rencana.lain)}
    return render(request, "peserta/urungkan_impor.html", isi)


def _kabarkan(request, berkas, hasil):
    messages.success(
        request,
        f"Impor {berkas.nama_berkas} telah diurungkan. {len(hasil.hapus)} peserta dihapus dan data "
        f"{len(hasil.kembali)} peserta dikembalikan.",
    )
    if hasil.tetap:
        messages.warning(
            request,
            f"Tetap dalam daftar karena sudah diubah sesudah impor: {bertitik(sebut(hasil.tetap))}",
        )
    if hasil.lain:
        messages.warning(
            request,
            "Tidak dikembalikan karena sudah diubah sesudah impor: "
            f"{bertitik(sebut_lain(hasil.lain))}",
        )


def sebut(semua):
    """The first names of a list, and how many follow; the caller sets the full stop."""
    nama = "; ".join(str(o) for o in semua[:NAMA_TERATAS])
    if semua[NAMA_TERATAS:]:
        return f"{nama}; dan {len(semua) - NAMA_TERATAS} lainnya"
    return nama.removesuffix(".")


def sebut_lain(lain):
    return sebut([f"{label} {orang}" for orang, label in lain])
