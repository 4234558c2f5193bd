"""Tab *Data Dukung*: who has handed in what; one file after the other is checked.

Files are saved, never opened by the browser on this site; what is shown are pictures drawn by us.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from eregistrasi.alat.unduhan import KOTAK_PASIR, sajikan
from pelatihan.alur import LangkahDitolak
from pelatihan.dekorator import berkas_terlihat, langkah_sop
from pelatihan.sop import SOP, Aksi
from peserta import arsip as zip_dukung
from peserta import halaman_berkas, verifikasi
from peserta.daftar_dukung import SARING, SaringanDukung, menunggu
from peserta.forms_dukung import PerbaikanForm
from peserta.halaman import tertutup, tutupi
from peserta.models import BerkasDukung, KeadaanBerkas
from peserta.periksa_berkas import batas, gambar_halaman
from peserta.tampilan_dukung import DITERIMA, MIME, lencana, ringkas, susun
from peserta.views import BOLEH_PENUH
from peserta.views_data import sebagai

HALAMAN_DUKUNG = 25


def _saringan(request, pelatihan):
    return SaringanDukung.dari(request.GET, list(pelatihan.data_dukung.all()))


@require_GET
@berkas_terlihat
def daftar(request, pelatihan):
    """Everybody who comes, with each document and its state."""
    saringan = _saringan(request, pelatihan)
    diminta = list(pelatihan.data_dukung.all())
    hitung = saringan.hitung(pelatihan)
    dasar = reverse("dukung:daftar", args=[pelatihan.kode])
    halaman = Paginator(saringan.peserta(pelatihan), HALAMAN_DUKUNG).get_page(
        request.GET.get("halaman")
    )
    _lampirkan(halaman, pelatihan)
    return render(
        request,
        "peserta/dukung.html",
        {
            "pelatihan": pelatihan,
            "tab_aktif": "dukung",
            "saringan": saringan,
            "alamat_saringan": saringan.alamat(),
            "diminta": diminta,
            "halaman": halaman,
            "hitung": hitung,
            "menunggu": saringan.berkas(pelatihan).filter(keadaan=KeadaanBerkas.MENUNGGU).count(),
            "ada_berkas": saringan.berkas(pelatihan).exists(),
            "tab_keadaan": [
                {
                    "label": label,
                    "url": dasar + saringan.alamat(keadaan=nilai),
                    "aktif": nilai == saringan.keadaan,
                    "hitung": hitung[nilai],
                }
                for nilai, label in SARING.items()
            ],
        },
    )


def _lampirkan(halaman, pelatihan):
    """Give each person on the page their documents; three questions, however many people."""
    semua = BerkasDukung.objects.di(pelatihan).filter(
        konfirmasi__peserta__in=[o.pk for o in halaman]
    )
    per_orang = {}
    for b in semua.select_related("konfirmasi"):
        per_orang.setdefault(b.konfirmasi.peserta_id, []).append(b)
    for o in halaman:
        o.dokumen = susun(list(pelatihan.data_dukung.all()), per_orang.get(o.pk, []))
        o.ringkas = ringkas(o.dokumen)


@require_GET
@langkah_sop(Aksi.PERIKSA_DUKUNG)
def berikut(request, pelatihan):
    """On to the next file that waits; `sesudah` is the one that was looked at last."""
    saringan = _saringan(request, pelatihan)
    sesudah = request.GET.get("sesudah", "")
    lalu = None
    if sesudah.isdecimal() and len(sesudah) < 19:
        lalu = BerkasDukung.objects.filter(data_dukung__pelatihan=pelatihan, pk=sesudah).first()
    berkas = menunggu(pelatihan, saringan, lalu)
    if berkas:
        return redirect(_alamat(pelatihan, "lihat", berkas, saringan))
    sisa = menunggu(pelatihan, saringan) is not None
    messages.info(
        request,
        "Sudah sampai berkas terakhir. Berkas yang dilewati masih menunggu verifikasi."
        if sisa
        else "Tidak ada lagi berkas yang menunggu verifikasi.",
    )
    return redirect(reverse("dukung:daftar", args=[pelatihan.kode]) + saringan.alamat())


def _alamat(pelatihan, nama, berkas, saringan):
    return reverse(f"dukung:{nama}", args=[pelatihan.kode, berkas.pk]) + saringan.alamat()


LENGKAP = ("konfirmasi__peserta", "data_dukung", "diperiksa_oleh")


def _ambil(pelatihan, pk):
    """A file in force, of somebody who comes; else 404."""
    return get_object_or_404(BerkasDukung.objects.di(pelatihan).select_related(*LENGKAP), pk=pk)


def _terlihat(pelatihan, pk):
    """The same, or the letter of a refusal, for those whose work it is to read them."""
    if BOLEH_PENUH & pelatihan.peran_saya:
        surat = BerkasDukung.objects.keterangan().filter(konfirmasi__peserta__pelatihan=pelatihan)
        if ada := surat.select_related(*LENGKAP).filter(pk=pk).first():
            return ada
    return _ambil(pelatihan, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@berkas_terlihat
def lihat(request, pelatihan, pk):
    """One file beside whose it is. To look is noted, as saving it is.

    A POST leafs through the pages and carries what was typed along; it decides nothing.
    """
    if request.method == "POST" and SOP[Aksi.PERIKSA_DUKUNG].peran not in pelatihan.peran_saya:
        raise PermissionDenied
    berkas = _terlihat(pelatihan, pk)
    if berkas.keadaan != KeadaanBerkas.PINDAI:
        verifikasi.catat_akses(berkas, oleh=request.user, sebagai=sebagai(request, pelatihan))
    return _lembar(request, pelatihan, berkas, PerbaikanForm(initial=request.POST.dict()))


def _lembar(request, pelatihan, berkas, form, status=200):
    saringan = _saringan(request, pelatihan)
    berkas.lencana = lencana(berkas.keadaan) if berkas.data_dukung_id else DITERIMA
    lain = berkas.konfirmasi.berkas_dukung.berlaku().filter(data_dukung=berkas.data_dukung)
    return tertutup(
        render(
            request,
            "peserta/dukung_lihat.html",
            {
                "pelatihan": pelatihan,
                "tab_aktif": "dukung",
                "berkas": berkas,
                "peserta": berkas.konfirmasi.peserta,
                "form": form,
                "lembar": halaman_berkas.lembar(request, berkas),
                "alamat_saringan": saringan.alamat(),
                "lain": lain.exclude(pk=berkas.pk),
                "data_penuh": bool(BOLEH_PENUH & pelatihan.peran_saya),
                "dinilai": bool(berkas.data_dukung_id) and berkas.keadaan != KeadaanBerkas.PINDAI,
                "alamat_daftar": _kembali(pelatihan, berkas, saringan),
                "alamat_lewati": reverse("dukung:berikut", args=[pelatihan.kode])
                + saringan.alamat(sesudah=berkas.pk),
                "sisa": saringan.berkas(pelatihan).filter(keadaan=KeadaanBerkas.MENUNGGU).count(),
            },
            status=status,
        )
    )


def _kembali(pelatihan, berkas, saringan):
    if berkas.data_dukung_id is None:
        return berkas.konfirmasi.peserta.get_absolute_url()
    return reverse("dukung:daftar", args=[pelatihan.kode]) + saringan.alamat()


@require_safe
@berkas_terlihat
def gambar(request, pelatihan, pk):
    """What the page shows: the picture itself, or a page of the PDF drawn by us."""
    berkas = _terlihat(pelatihan, pk)
    if berkas.keadaan == KeadaanBerkas.PINDAI:
        raise Http404
    with berkas.berkas.open() as isi:
        bytes_, mime, sidik = isi.read(), MIME[berkas.jenis], berkas.sha256
    if berkas.jenis == BerkasDukung.Jenis.PDF:
        nomor = halaman_berkas.nomor(request, batas.HALAMAN)
        _, bytes_ = gambar_halaman(bytes_, nomor)
        mime, sidik = "image/jpeg", f"{sidik}-{nomor}"
        if not bytes_:
            raise Http404
    nama = f"{berkas.dokumen.kode}_{berkas.urut}.{mime.partition('/')[2]}"
    return tutupi(sajikan(request, bytes_, nama=nama, mime=mime, sidik=sidik, tampil=True))


@require_safe
@berkas_terlihat
def unduh(request, pelatihan, pk):
    """The file as it is kept, to be saved; noted in the trail."""
    berkas = _terlihat(pelatihan, pk)
    if berkas.keadaan == KeadaanBerkas.PINDAI:
        messages.error(
            request,
            "Berkas ini menunggu pemindaian virus. Berkas dapat diunduh setelah pemindaian "
            "selesai.",
        )
        return _lembar(request, pelatihan, berkas, PerbaikanForm(), status=409)
    if request.method == "GET":
        verifikasi.catat_akses(berkas, oleh=request.user, sebagai=sebagai(request, pelatihan))
    nama = zip_dukung.nama_dalam_arsip(berkas, set())
    with berkas.berkas.open() as isi:
        return tutupi(
            sajikan(request, isi.read(), nama=nama, mime=MIME[berkas.jenis], sidik=berkas.sha256)
        )


@require_POST
@langkah_sop(Aksi.PERIKSA_DUKUNG)
def sesuai(request, pelatihan, pk):
    """*Nyatakan Sesuai*, and on to the next."""
    return _putuskan(request, pelatihan, _ambil(pelatihan, pk), KeadaanBerkas.SESUAI)


@require_POST
@langkah_sop(Aksi.PERIKSA_DUKUNG)
def perbaikan(request, pelatihan, pk):
    """*Minta Perbaikan*, with the reason, and on to the next."""
    berkas = _ambil(pelatihan, pk)
    form = PerbaikanForm(request.POST)
    if not form.is_valid():
        return _lembar(request, pelatihan, berkas, form, status=422)
    return _putuskan(request, pelatihan, berkas, KeadaanBerkas.PERBAIKAN, catatan=form.catatan())


def _putuskan(request, pelatihan, berkas, keadaan, **lain):
    """The verdict, then the next file. Whatever a colleague did meanwhile is told, not lost."""
    saringan = _saringan(request, pelatihan)
    try:
        baris = verifikasi.nyatakan(
            berkas, keadaan, oleh=request.user, dilihat=request.POST.get("dilihat", ""), **lain
        )
    except LangkahDitolak as sebab:
        messages.error(request, str(sebab))
        return redirect(_alamat(pelatihan, "lihat", berkas, saringan))
    milik = f"{baris.data_dukung}, {berkas.konfirmasi.peserta.nama_lengkap}"
    messages.success(request, f"{milik}: {baris.get_keadaan_display()}.")
    tujuan = reverse("dukung:berikut", args=[pelatihan.kode])
    return redirect(tujuan + saringan.alamat(sesudah=berkas.pk))


@require_POST
@berkas_terlihat
def arsip(request, pelatihan):
    """*Unduh Semua*: the files of the list as one ZIP, sent while it is made."""
    saringan = _saringan(request, pelatihan)
    try:
        jumlah = zip_dukung.jumlah_arsip(pelatihan, saringan)
    except LangkahDitolak as sebab:
        messages.error(request, str(sebab))
        return redirect(reverse("dukung:daftar", args=[pelatihan.kode]) + saringan.alamat())
    zip_dukung.catat(
        pelatihan, jumlah, saringan, oleh=request.user, sebagai=sebagai(request, pelatihan)
    )
    response = StreamingHttpResponse(
        zip_dukung.alirkan(zip_dukung.isi_arsip(pelatihan, saringan)),
        content_type="application/zip",
    )
    nama = zip_dukung.nama_berkas(pelatihan, saringan)
    response["Content-Disposition"] = f'attachment; filename="{nama}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = KOTAK_PASIR
    return tutupi(response)
