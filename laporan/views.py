"""The report's pages: written by Tim Kerja, read by everybody who may, list by list."""

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eregistrasi.alat.bahasa import pukul
from eregistrasi.alat.balasan import lampiran as berkas
from eregistrasi.alat.pdf import PdfTidakTersedia
from laporan import alur, beda, rekaman, sementara, tampilan
from laporan.catatan import menunggu
from laporan.daftar_periksa import butir as butir_periksa
from laporan.forms import JawabForm, LaporanForm, PutusanForm, SetujuForm, TanyaForm, TerimaForm
from laporan.latar import perlu_dicetak
from laporan.penjelasan import terbuka
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
    butir = catatan.butir.select_related("peserta") if catatan else ()
    form = LaporanForm(
        request.POST or None,
        draf=draf,
        perlu_tanggapan=catatan is not None,
        sejak=rekaman.hari_ditutup(pelatihan),
        butir=butir,
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


@require_POST
@langkah_sop(Aksi.SUSUN_LAPORAN)
def pratinjau(request, pelatihan):
    """The report as typed so far, as a PDF marked *DRAF*. Nothing is saved."""
    form = _form_laporan(request, pelatihan, draf=True)
    if not form.is_valid():
        return _halaman_susun(request, pelatihan, form)
    laporan = alur.draf_lepas(pelatihan, form.cleaned_data)
    try:
        isi = sementara.draf(pelatihan, laporan, oleh=request.user, sebagai=Peran.TIM_KERJA.label)
    except PdfTidakTersedia as alasan:
        form.add_error(None, str(alasan))
        return _halaman_susun(request, pelatihan, form)
    return berkas(isi, f"Draf_Laporan_{pelatihan.kode}.pdf", "application/pdf")


# --- For everybody ---------------------------------------------------------------------------


@require_safe
@berkas_terlihat
def lihat(request, pelatihan):
    """The newest version; for whoever has to decide now, with the decision beside it."""
    return halaman_lihat(request, pelatihan)


def semua_versi(pelatihan):
    """The frozen versions, newest first; only of the two newest the snapshot is read."""
    dasar = (
        pelatihan.laporan.diajukan()
        .select_related("pdf", "xlsx", "disusun_oleh", "penerimaan__dokumen", "penerimaan__oleh")
        .defer("pdf__rekaman", "xlsx__rekaman", "penerimaan__dokumen__rekaman")
        .order_by("-versi")
    )
    return [*dasar[:2], *dasar.defer("rekaman", "pdf__rekaman", "xlsx__rekaman")[2:]]


def halaman_lihat(request, pelatihan, status=200, **form):
    """The page of the report. form: bound forms that come back with their faults."""
    versi = semua_versi(pelatihan)
    konteks = {"pelatihan": pelatihan, "tab_aktif": "laporan"}
    if not versi:
        return render(request, "laporan/kosong.html", konteks)
    konteks |= isi_halaman(pelatihan, versi)
    laporan = versi[0]
    konteks["sendiri"] = alur.milik_sendiri(laporan, request.user)
    if _boleh(pelatihan, Aksi.SAMPAIKAN_LAPORAN):
        konteks |= _panel_periksa(laporan, form)
        return render(request, "laporan/periksa.html", konteks, status=status)
    if _boleh(pelatihan, Aksi.TERIMA_LAPORAN):
        konteks |= _panel_terima(laporan, form)
        return render(request, "laporan/terima.html", konteks, status=status)
    if konteks["tanya"] and _boleh(pelatihan, Aksi.JAWAB_PENJELASAN):
        konteks["jawab"] = form.get("jawab") or JawabForm()
    return render(request, "laporan/lihat.html", konteks, status=status)


def isi_halaman(pelatihan, versi):
    """What every page of the report shows of its newest version."""
    laporan, r = versi[0], versi[0].rekaman
    lama = versi[1] if len(versi) > 1 else None
    langsung = r["angka"]["dipanggil"] <= beda.LANGSUNG_MAKS
    return {
        "laporan": laporan,
        "versi": versi,
        "r": r,
        "angka": tampilan.angka(r),
        "bagian": tampilan.bagian(r),
        "lampiran": tampilan.lampiran(r),
        "perlu_diketahui": tampilan.perlu_diketahui(r),
        "perbedaan": tampilan.perbedaan(lama, laporan) if lama else [],
        "beda": beda.antara(lama.rekaman, r) if lama else [],
        "sejak": beda.sejak(pelatihan, laporan) if langsung else None,
        "tanggapan": tampilan.tanggapan(laporan),
        "riwayat": tampilan.riwayat(pelatihan, versi),
        "tanya": terbuka(laporan),
        "belum_dicetak": perlu_dicetak(laporan.pdf, r["angka"]["dipanggil"]),
    }


def _panel_periksa(laporan, form):
    butir = list(menunggu(laporan))
    periksa = butir_periksa(laporan.rekaman)
    return {"butir": butir, "setuju": form.get("setuju") or setuju_form(periksa, laporan)} | (
        _panel_kembali(laporan, form, wajib=not butir)
    )


def setuju_form(periksa, laporan):
    return SetujuForm(butir=periksa, initial={"versi": laporan.versi}, auto_id="setuju_%s")


def _panel_terima(laporan, form):
    awal = {"versi": laporan.versi}
    return {
        "setuju": form.get("setuju") or TerimaForm(initial=awal, auto_id="setuju_%s"),
        "form_tanya": form.get("form_tanya") or TanyaForm(initial=awal, auto_id="tanya_%s"),
    } | _panel_kembali(laporan, form, wajib=True)


def _panel_kembali(laporan, form, *, wajib):
    """The form that sends back, carrying the version that the page shows."""
    awal = {"versi": laporan.versi}
    return {
        "kembali": form.get("kembali")
        or PutusanForm(wajib=wajib, initial=awal, auto_id="kembali_%s")
    }


@require_safe
@berkas_terlihat
def perubahan(request, pelatihan, versi):
    """What has changed in the data since a version was frozen, one by one."""
    laporan = get_object_or_404(pelatihan.laporan.diajukan(), versi=versi)
    return render(
        request,
        "laporan/perubahan.html",
        {
            "pelatihan": pelatihan,
            "tab_aktif": "laporan",
            "laporan": laporan,
            "halaman": Paginator(beda.sejak(pelatihan, laporan), 100).get_page(
                request.GET.get("halaman")
            ),
        },
    )


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
            "memeriksa": _boleh(pelatihan, Aksi.CATAT_PEMERIKSAAN),
        },
    )
