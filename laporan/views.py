"""The report's pages: written by Tim Kerja, checked by the Ketua, received by the Kepala Pusat."""

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eregistrasi.alat.bahasa import pukul
from laporan import alur, rekaman, tampilan
from laporan.forms import LaporanForm, PutusanForm, TerimaForm
from pelatihan.alur import DataBerubah, cap
from pelatihan.dekorator import ambil, berkas_terlihat, langkah_sop
from pelatihan.sop import SOP, Aksi, Tahap
from pengguna.jabatan import ketua_dari
from pengguna.models import Peran

BELUM_DITUTUP = {
    Tahap.DISPOSISI_KEPALA,
    Tahap.DISPOSISI_KETUA,
    Tahap.PENYIAPAN,
    Tahap.REGISTRASI,
}


def _boleh(pelatihan, aksi):
    return SOP[aksi].peran in pelatihan.peran_saya and pelatihan.tahap in SOP[aksi].dari


# --- Step 4b: Tim Kerja ----------------------------------------------------------------------


def setelah_ditutup(view):
    """Before the registration is closed there is no report to write: say so, and lead back."""

    @wraps(view)
    def bungkus(request, kode, **kwargs):
        pelatihan = ambil(request, kode)
        if Peran.TIM_KERJA in pelatihan.peran_saya and pelatihan.tahap in BELUM_DITUTUP:
            messages.error(request, alur.BELUM_DITUTUP)
            return redirect(pelatihan)
        return view(request, kode, **kwargs)

    return bungkus


def _form_laporan(request, pelatihan, *, draf):
    catatan = alur.perlu_tanggapan(pelatihan)
    form = LaporanForm(
        request.POST or None,
        draf=draf,
        perlu_tanggapan=catatan is not None,
        sejak=rekaman.hari_ditutup(pelatihan),
        initial=alur.isian_awal(pelatihan) | {"dilihat": cap(pelatihan, Aksi.SUSUN_LAPORAN)},
    )
    form.catatan = catatan
    return form


def _halaman_susun(request, pelatihan, form):
    olahan = rekaman.olah(pelatihan)
    return render(
        request,
        "laporan/susun.html",
        {
            "pelatihan": pelatihan,
            "form": form,
            "r": olahan,
            "angka": tampilan.angka(olahan),
            "bagian": tampilan.bagian(olahan),
            "tanpa_ketua": ketua_dari(pelatihan.tim_kerja) is None,
        },
    )


@require_http_methods(["GET", "POST"])
@setelah_ditutup
@langkah_sop(Aksi.SUSUN_LAPORAN)
def susun(request, pelatihan):
    """The figures as they stand, and the narrative; POST keeps the draft."""
    form = _form_laporan(request, pelatihan, draf=True)
    if not form.is_valid():
        return _halaman_susun(request, pelatihan, form)
    isian = form.cleaned_data
    try:
        alur.simpan_draf(pelatihan, oleh=request.user, isian=isian, dilihat=isian["dilihat"])
    except DataBerubah as alasan:
        form.add_error(None, str(alasan))
        return _halaman_susun(request, pelatihan, form)
    messages.success(request, f"Draf telah disimpan pada pukul {pukul(timezone.now())}.")
    return redirect("laporan:susun", pelatihan.kode)


@require_POST
@setelah_ditutup
@langkah_sop(Aksi.AJUKAN_LAPORAN)
def ajukan(request, pelatihan):
    form = _form_laporan(request, pelatihan, draf=False)
    if not form.is_valid():
        return _halaman_susun(request, pelatihan, form)
    isian = form.cleaned_data
    try:
        alur.ajukan(pelatihan, oleh=request.user, isian=isian, dilihat=isian["dilihat"])
    except (alur.TidakLengkap, DataBerubah) as alasan:
        form.add_error(None, str(alasan))
        return _halaman_susun(request, pelatihan, form)
    messages.success(request, "Laporan telah disampaikan kepada Ketua Tim Kerja.")
    return redirect("laporan:lihat", pelatihan.kode)


# --- For everybody ---------------------------------------------------------------------------


@require_safe
@berkas_terlihat
def lihat(request, pelatihan):
    """The newest version; for whoever has to decide now, with the decision beside it."""
    return _halaman_lihat(request, pelatihan)


def _halaman_lihat(request, pelatihan, **form):
    versi = list(
        pelatihan.laporan.diajukan()
        .select_related("pdf", "xlsx", "disusun_oleh", "penerimaan__dokumen", "penerimaan__oleh")
        .order_by("-versi")
    )
    konteks = {"pelatihan": pelatihan, "tab_aktif": "laporan"}
    if not versi:
        return render(request, "laporan/kosong.html", konteks)
    laporan = versi[0]
    r = laporan.rekaman
    konteks |= {
        "laporan": laporan,
        "versi": versi,
        "r": r,
        "angka": tampilan.angka(r),
        "bagian": tampilan.bagian(r),
        "lampiran": tampilan.lampiran(r),
        "perlu_diketahui": tampilan.perlu_diketahui(r),
        "perbedaan": tampilan.perbedaan(versi[1], laporan) if len(versi) > 1 else [],
        "riwayat": tampilan.riwayat(pelatihan, versi),
        "sendiri": laporan.disusun_oleh_id == request.user.pk,
    }
    if _boleh(pelatihan, Aksi.SAMPAIKAN_LAPORAN):
        konteks |= {"kelengkapan": tampilan.kelengkapan(r)} | _panel(laporan, form, PutusanForm)
        return render(request, "laporan/periksa.html", konteks)
    if _boleh(pelatihan, Aksi.TERIMA_LAPORAN):
        return render(request, "laporan/terima.html", konteks | _panel(laporan, form, TerimaForm))
    return render(request, "laporan/lihat.html", konteks)


def _panel(laporan, form, setuju):
    """Both forms of a decision, each carrying the version that the page shows."""
    awal = {"versi": laporan.versi}
    return {
        "setuju": form.get("setuju") or setuju(initial=awal, auto_id="setuju_%s"),
        "kembali": form.get("kembali")
        or PutusanForm(wajib=True, initial=awal, auto_id="kembali_%s"),
    }


@require_safe
@berkas_terlihat
def lampiran(request, pelatihan, versi, nomor):
    """One list of one version, page by page."""
    if nomor not in tampilan.LAMPIRAN:
        raise Http404
    laporan = get_object_or_404(pelatihan.laporan.diajukan(), versi=versi)
    judul, kunci = tampilan.LAMPIRAN[nomor]
    return render(
        request,
        "laporan/lampiran.html",
        {
            "pelatihan": pelatihan,
            "tab_aktif": "laporan",
            "laporan": laporan,
            "nomor": nomor,
            "judul": judul,
            "halaman": Paginator(laporan.rekaman[kunci], 100).get_page(request.GET.get("halaman")),
        },
    )


# --- Steps 5 and 6: decisions ----------------------------------------------------------------


def _putuskan(request, pelatihan, *, form, sisi, verba, pesan):
    """One decision: a bad form comes back beside the report with what was typed."""
    if not form.is_valid():
        return _halaman_lihat(request, pelatihan, **{sisi: form})
    verba(pelatihan, oleh=request.user, **form.cleaned_data)
    messages.success(request, pesan)
    return redirect("laporan:lihat", pelatihan.kode)


@require_POST
@langkah_sop(Aksi.SAMPAIKAN_LAPORAN)
def sampaikan(request, pelatihan):
    return _putuskan(
        request,
        pelatihan,
        form=PutusanForm(request.POST, auto_id="setuju_%s"),
        sisi="setuju",
        verba=alur.sampaikan,
        pesan="Laporan telah disampaikan kepada Kepala Pusat.",
    )


@require_POST
@langkah_sop(Aksi.KEMBALIKAN_LAPORAN)
def kembalikan(request, pelatihan):
    return _putuskan(
        request,
        pelatihan,
        form=PutusanForm(request.POST, wajib=True, auto_id="kembali_%s"),
        sisi="kembali",
        verba=alur.kembalikan,
        pesan="Laporan telah dikembalikan kepada Tim Kerja untuk diperbaiki.",
    )


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
