"""The spreadsheet: template out, file in, preview, save. Nothing is kept before the last."""

import datetime as dt
import re

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eregistrasi.alat.balasan import lampiran
from eregistrasi.alat.xlsx import MIME as XLSX
from pelatihan.dekorator import langkah_sop
from pelatihan.sop import Aksi
from peserta import imporan, kabar, latar, petaan
from peserta import pratinjau as alat_pratinjau
from peserta.forms import ImporForm
from peserta.impor.perbaikan import TakTerbuat, buat
from peserta.impor.templat import templat as buat_templat
from peserta.models import BerkasUnggahan, Peserta, Unggahan
from peserta.pembacaan import baca
from peserta.unggahan import sudah_disimpan, tampung, terbatas, tujuan

Keadaan = Unggahan.Keadaan
NOMOR_BARIS = re.compile(r"[0-9]{1,7}")
TANPA_PERBAIKAN = (
    "Berkas perbaikan tidak dapat dibuat dari berkas ini. Perbaiki berkas Anda menurut keterangan "
    "pada setiap baris, lalu unggah kembali."
)


@require_GET
@langkah_sop(Aksi.CATAT_PESERTA)
def templat(request, pelatihan):
    """The workbook to be filled in, with the institutions that this office has met before."""
    instansi = (
        Peserta.objects.exclude(instansi="")
        .filter(pelatihan__tim_kerja=pelatihan.tim_kerja)
        .order_by("instansi")
        .values_list("instansi", flat=True)
        .distinct()[:200]
    )
    isi = buat_templat(pelatihan.nama_tahun, instansi=list(instansi))
    return lampiran(isi, f"Templat_Data_Peserta_{pelatihan.kode}.xlsx", XLSX)


@terbatas
@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.CATAT_PESERTA)
def impor(request, pelatihan):
    """Read the file, say what it holds; a file that cannot be used is refused in one sentence."""
    kirim = request.method == "POST"
    form = ImporForm(request.POST if kirim else None, request.FILES if kirim else None)
    if form.is_valid():
        unggahan = tampung(pelatihan, form.cleaned_data["berkas"], oleh=request.user)
        if latar.lama_dibaca(form.cleaned_data["berkas"].size):
            return redirect(latar.minta_baca(unggahan))
        baca(unggahan)
        if unggahan.keadaan != Keadaan.DITOLAK:
            return redirect(tujuan(unggahan))
        for catatan in unggahan.hasil["penolakan"]:
            form.add_error("berkas", catatan["pesan"])
        unggahan.delete()
    return render(request, "peserta/impor.html", {"pelatihan": pelatihan, "form": form})


@require_GET
@langkah_sop(Aksi.CATAT_PESERTA)
def pratinjau(request, pelatihan, pk):
    """Every row of the file under one of six headings; the counts add up to its rows."""
    unggahan = get_object_or_404(
        Unggahan.objects.terkini(), pk=pk, pelatihan=pelatihan, oleh=request.user
    )
    if unggahan.disimpan_pada:
        return sudah_disimpan(request, unggahan)
    if unggahan.keadaan != Keadaan.SIAP:
        return redirect(tujuan(unggahan))
    kelompok = alat_pratinjau.kelompokkan(pelatihan, unggahan)
    pilih = alat_pratinjau.terpilih(kelompok, request.GET.get("baris", ""))
    alamat = reverse("peserta:pratinjau", args=[pelatihan.kode, pk])
    konteks = alat_pratinjau.ringkasan(kelompok, pilih, alamat)
    konteks |= alat_pratinjau.tertinggal(pelatihan, unggahan)
    konteks |= {
        "pelatihan": pelatihan,
        "unggahan": unggahan,
        "petaan_sejak": petaan.sejak(unggahan.petaan),
        "berlaku_sampai": unggahan.dibuat_pada + dt.timedelta(hours=settings.IMPOR_BERLAKU_JAM),
        "halaman": Paginator(kelompok[pilih], alat_pratinjau.per_halaman(kelompok, pilih)).get_page(
            request.GET.get("halaman")
        ),
    }
    return render(request, "peserta/pratinjau.html", konteks)


@require_GET
@langkah_sop(Aksi.CATAT_PESERTA)
def perbaikan(request, pelatihan, pk):
    """The user's own workbook back, its faults marked; the list stays as it is.

    Also after the good rows were saved: that is when the others are mended.
    """
    unggahan = get_object_or_404(
        Unggahan.objects.terbaca(), pk=pk, pelatihan=pelatihan, oleh=request.user
    )
    salah = alat_pratinjau.yang_salah(pelatihan, unggahan)
    berkas = BerkasUnggahan.objects.filter(unggahan=unggahan).first()
    try:
        if not (berkas and salah):
            raise TakTerbuat
        isi = buat(berkas.isi, salah, unggahan.petaan)
    except TakTerbuat:
        messages.error(request, TANPA_PERBAIKAN)
        return redirect(tujuan(unggahan))
    return lampiran(isi, f"Perbaikan_Data_Peserta_{pelatihan.kode}.xlsx", XLSX)


@require_POST
@langkah_sop(Aksi.CATAT_PESERTA)
def simpan(request, pelatihan, pk):
    """Save the good rows, once; a second click is told that it is done."""
    unggahan = get_object_or_404(Unggahan, pk=pk, pelatihan=pelatihan, oleh=request.user)
    if unggahan.disimpan_pada:
        return sudah_disimpan(request, unggahan)
    pilihan = {int(n) for n in request.POST.getlist("aktifkan") if NOMOR_BARIS.fullmatch(n)}
    if latar.panjang(unggahan):
        return redirect(latar.minta_simpan(unggahan, oleh=request.user, aktifkan=sorted(pilihan)))
    tersimpan = imporan.simpan(unggahan, oleh=request.user, aktifkan=pilihan)
    _kabarkan(request, unggahan, tersimpan)
    return redirect("peserta:daftar", pelatihan.kode)


def _kabarkan(request, unggahan, tersimpan):
    kode = unggahan.pelatihan.kode
    if kalimat := kabar.impor(tersimpan):
        urung = reverse("peserta:riwayat_impor", args=[kode])
        messages.success(request, format_html('{} <a href="{}">Riwayat Impor</a>', kalimat, urung))
    else:
        messages.warning(request, kabar.TAK_BERUBAH)
    if kalimat := kabar.batal(tersimpan):
        messages.warning(request, kalimat)
    if kalimat := kabar.tertolak(tersimpan):
        unduh = reverse("peserta:perbaikan", args=[kode, unggahan.pk])
        tautan = format_html('{} <a href="{}">Unduh Berkas Perbaikan</a>', kalimat, unduh)
        messages.warning(request, tautan)
