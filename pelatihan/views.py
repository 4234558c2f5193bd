"""The desk, the list, the case file, and the pages of steps 1 to 3."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eregistrasi.alat import pdf
from eregistrasi.alat.balasan import lampiran
from pelatihan import berjalan, penugasan, persiapan, rantai, terbitan
from pelatihan import daftar as daftar_acuan
from pelatihan.alur import DataBerubah
from pelatihan.dekorator import berkas_terlihat, kedudukan, langkah_sop
from pelatihan.forms import SalinForm, TeruskanForm
from pelatihan.forms_lengkapi import LengkapiForm
from pelatihan.konteks import jumlah_tugas
from pelatihan.models import Jejak, Pelatihan, Petugas, VersiSOP
from pelatihan.sop import Aksi, Tahap


@require_safe
def beranda(request):
    """*Perlu Tindakan Saya*, then the trainings that are on their way."""
    tugas = jumlah_tugas(request)
    kini = timezone.now()
    isi = {
        "tugas": tugas,
        "lewat": sum(bool(t.batas and t.batas < kini) for t in tugas),
        "semua": berjalan.berjalan(request.user, kedudukan(request)),
    }
    return render(request, "pelatihan/beranda.html", isi)


def _saring(isian, semua):
    """Those of `semua` that an address asks for, and what it asks."""
    cari = isian.get("q", "").replace("\0", "").strip()[:100]
    for kata in cari.split():
        semua = semua.filter(nama__icontains=kata) | semua.filter(kode__icontains=kata)
    tahap, lewat = isian.get("tahap", ""), isian.get("waktu") == "lewat"
    if tahap in Tahap.values:
        semua = semua.filter(tahap=tahap)
    if lewat:
        semua = semua.terbuka().filter(jam_merah__lt=timezone.now())
    return semua, {"cari": cari, "tahap": tahap, "lewat": lewat}


@require_safe
def daftar(request):
    """Every training this person has to do with, newest first; `?q=` searches name and code."""
    semua = Pelatihan.objects.terlihat_oleh(request.user, kedudukan(request))
    semua, asal = _saring(request.GET, semua)
    semua = semua.dengan_jawaban().select_related("tim_kerja")
    halaman = Paginator(semua, 25).get_page(request.GET.get("halaman"))
    isi = asal | {"halaman": halaman, "pilihan_tahap": Tahap.choices}
    return render(request, "pelatihan/daftar.html", isi)


@require_safe
@berkas_terlihat
def berkas(request, pelatihan):
    """The case file: where it stands, its papers, its people."""
    return render(
        request,
        "pelatihan/ringkasan.html",
        {
            "pelatihan": pelatihan,
            "tab_aktif": "ringkasan",
            "dokumen": pelatihan.dokumen.exclude(jenis__in=["bukti", "lembar_disposisi"]),
            "lembar": pelatihan.disposisi.exclude(dikirim_pada=None)
            .select_related("dari")
            .prefetch_related("penerima__pengguna"),
            "petugas": Petugas.objects.filter(pelatihan=pelatihan, sampai=None).select_related(
                "pengguna"
            ),
            "angka": pelatihan.peserta.hitung(),
            "kekurangan": persiapan.kekurangan(pelatihan)
            if pelatihan.tahap == Tahap.PENYIAPAN
            else [],
        },
    )


@require_safe
@berkas_terlihat
def jejak(request, pelatihan):
    baris = pelatihan.jejak.order_by("-waktu", "-pk")
    halaman = Paginator(baris, 50).get_page(request.GET.get("halaman"))
    return render(
        request,
        "pelatihan/jejak.html",
        {
            "pelatihan": pelatihan,
            "tab_aktif": "jejak",
            "halaman": halaman,
            "rantai": rantai.kepala(pelatihan),
        },
    )


@require_safe
def jejak_semua(request):
    """The trail over all trainings that this person has to do with, newest first."""
    semua = Pelatihan.objects.terlihat_oleh(request.user, kedudukan(request))
    baris = Jejak.objects.filter(pelatihan__in=semua.values("pk")).select_related("pelatihan")
    halaman = Paginator(baris.order_by("-waktu", "-pk"), 50).get_page(request.GET.get("halaman"))
    return render(request, "pelatihan/jejak_semua.html", {"halaman": halaman})


@require_safe
def sop(request):
    """The SOP in force, as it was signed."""
    versi = VersiSOP.kini()
    return render(request, "pelatihan/sop.html", {"sop": daftar_acuan.sop(versi), "versi": versi})


def _isi_teruskan(request, pelatihan, verba, pesan, judul):
    form = TeruskanForm(request.POST or None, tim=pelatihan.tim_kerja)
    if form.is_valid():
        data = form.cleaned_data
        verba(pelatihan, oleh=request.user, **{**data, "kepada": list(data["kepada"])})
        messages.success(request, pesan)
        return redirect(pelatihan)
    lembar = pelatihan.disposisi.filter(tingkat=1, ditarik_pada=None).select_related("dari").first()
    if lembar:
        penugasan.baca(lembar, oleh=request.user)
    return render(
        request,
        "pelatihan/teruskan.html",
        {"pelatihan": pelatihan, "form": form, "lembar": lembar, "judul": judul},
    )


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.TUGASKAN_TIM)
def tugaskan_tim(request, pelatihan):
    return _isi_teruskan(
        request,
        pelatihan,
        penugasan.tugaskan_tim,
        "Disposisi telah dikirim kepada Tim Kerja.",
        "Teruskan Disposisi",
    )


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.ALIHKAN_TIM)
def alihkan_tim(request, pelatihan):
    return _isi_teruskan(
        request, pelatihan, penugasan.alihkan_tim, "Penugasan telah dialihkan.", "Alihkan Penugasan"
    )


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.LENGKAPI)
def lengkapi(request, pelatihan):
    form = LengkapiForm(request.POST or None, request.FILES or None, instance=pelatihan)
    if form.is_valid():
        try:
            persiapan.lengkapi(pelatihan, oleh=request.user, **form.untuk_verba())
        except DataBerubah as alasan:
            form.add_error(None, str(alasan))
        else:
            messages.success(request, "Data telah disimpan.")
            return redirect(pelatihan)
    if form.errors:
        pelatihan = Pelatihan.objects.get(pk=pelatihan.pk)  # what is stored, not what was typed
    salin = SalinForm(pilihan=_sumber_salinan(request, pelatihan))
    return render(
        request,
        "pelatihan/lengkapi.html",
        {"pelatihan": pelatihan, "form": form, "salin": salin},
    )


def _sumber_salinan(request, pelatihan):
    return (
        Pelatihan.objects.terlihat_oleh(request.user, kedudukan(request))
        .exclude(pk=pelatihan.pk)
        .exclude(kode_pelatihan="")
    )


@require_POST
@langkah_sop(Aksi.LENGKAPI)
def salin(request, pelatihan):
    form = SalinForm(request.POST, pilihan=_sumber_salinan(request, pelatihan))
    if form.is_valid():
        persiapan.salin(pelatihan, oleh=request.user, sumber=form.cleaned_data["sumber"])
        messages.success(request, "Data pelatihan telah disalin. Periksa kembali, lalu simpan.")
    else:
        messages.error(request, "Pilih pelatihan yang akan disalin.")
    return redirect("pelatihan:lengkapi", pelatihan.kode)


@require_safe
@berkas_terlihat
def dokumen(request, pelatihan, pk):
    """The stored bytes of a paper; once it no longer stands a marked copy, or `?asli=1` as it was.

    Unchanged for ever: the hash of what was issued can be proved by whoever may see the case.
    """
    kertas = get_object_or_404(pelatihan.dokumen, pk=pk)
    try:
        isi, nama = terbitan.isi_tampak(kertas, asli="asli" in request.GET)
    except pdf.PdfTidakTersedia as sebab:
        return HttpResponse(str(sebab), status=503, content_type="text/plain; charset=utf-8")
    return lampiran(isi, nama, terbitan.mime(kertas))


@require_safe
@berkas_terlihat
def unggahan(request, pelatihan, jenis):
    """The scans that came with the case: nota dinas, surat pemanggilan."""
    berkas = {
        "nota-dinas": pelatihan.nota_dinas.berkas,
        "surat-pemanggilan": pelatihan.pemanggilan_berkas,
    }.get(jenis)
    if not berkas:
        raise Http404
    nama = f"{jenis}_{pelatihan.kode}.pdf"
    return FileResponse(berkas.open(), as_attachment=True, filename=nama)
