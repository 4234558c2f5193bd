"""The acts of Tim Kerja on participants: enter, correct, strike off, open, close, show links."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from pelatihan.alur import LangkahDitolak
from pelatihan.dekorator import berkas_terlihat, langkah_sop
from pelatihan.persiapan import kekurangan
from pelatihan.sop import Aksi
from pengguna.models import Peran
from peserta import alur, jeda_kirim, kabar, latar, pemulihan, prakirim
from peserta.daftar import alamat_rincian, asal_daftar
from peserta.forms import AktifkanForm, BatalkanForm, PesertaForm
from peserta.forms_massal import BukaForm
from peserta.models import Konfirmasi
from peserta.tampilan_permintaan import menunggu
from peserta.views import dapat_ditautkan, konteks_rincian


def _simpan(request, form, verba):
    """Save what the form holds; a refusal of the verb becomes a message on the form."""
    try:
        hasil = verba(form.untuk_verba())
    except LangkahDitolak as alasan:
        form.add_error(None, str(alasan))
        return None
    messages.success(request, "Data telah disimpan.")
    for teks in form.peringatan:
        messages.warning(request, teks)
    return hasil


def _ke_daftar(request, pelatihan):
    """Back to the list as it was filtered when its reader left it."""
    alamat = reverse("peserta:daftar", args=[pelatihan.kode])
    return redirect(alamat + asal_daftar(request.GET))


def _isian(request, templat, form, **konteks):
    """A page with a form, whose ways out lead back to the list as it was filtered."""
    return render(request, templat, {"form": form, "asal": asal_daftar(request.GET), **konteks})


def _sudah_batal(request, peserta):
    """A second click, an old tab, a colleague who was faster: the page of the person says more."""
    messages.info(request, f"Kepesertaan {peserta} sudah dibatalkan.")
    return redirect(alamat_rincian(peserta, request.GET))


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.CATAT_PESERTA)
def tambah(request, pelatihan):
    """One participant by hand; `Simpan dan Tambah Lagi` keeps the page open for the next."""
    form = PesertaForm(request.POST or None, pelatihan=pelatihan)
    if form.is_valid():
        peserta = _simpan(
            request, form, lambda data: alur.catat(pelatihan, oleh=request.user, data=data)
        )
        if peserta is not None:
            if "lagi" in request.POST:
                return redirect(request.get_full_path())
            return _ke_daftar(request, pelatihan)
    return _isian(request, "peserta/formulir.html", form, pelatihan=pelatihan)


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.CATAT_PESERTA)
def ubah(request, pelatihan, pk):
    peserta = get_object_or_404(pelatihan.peserta, pk=pk)
    if peserta.dibatalkan_pada:
        return _sudah_batal(request, peserta)
    form = PesertaForm(request.POST or None, pelatihan=pelatihan, peserta=peserta)
    if form.is_valid():
        dilihat = form.cleaned_data["dilihat"]
        berubah = _simpan(
            request,
            form,
            lambda data: alur.ubah(peserta, oleh=request.user, data=data, dilihat=dilihat),
        )
        if berubah is not None:
            return redirect(alamat_rincian(peserta, request.GET))
    return _isian(request, "peserta/formulir.html", form, pelatihan=pelatihan, peserta=peserta)


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.CATAT_PESERTA)
def batalkan(request, pelatihan, pk):
    """Strike a participant off the list, with a reason that they are told."""
    peserta = get_object_or_404(pelatihan.peserta, pk=pk)
    if peserta.dibatalkan_pada:
        return _sudah_batal(request, peserta)
    form = BatalkanForm(request.POST or None)
    if form.is_valid():
        alur.batalkan(peserta, oleh=request.user, alasan=form.cleaned_data["alasan"])
        messages.success(request, f"Kepesertaan {peserta} telah dibatalkan.")
        return _ke_daftar(request, pelatihan)
    return _isian(request, "peserta/batalkan.html", form, pelatihan=pelatihan, peserta=peserta)


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.CATAT_PESERTA)
def aktifkan(request, pelatihan, pk):
    """Take a cancelling back, with a reason; the answer and the proof stand again."""
    peserta = get_object_or_404(pelatihan.peserta, pk=pk)
    if not peserta.dibatalkan_pada:
        messages.info(request, f"Kepesertaan {peserta} sudah aktif.")
        return redirect(alamat_rincian(peserta, request.GET))
    form = AktifkanForm(request.POST or None)
    if form.is_valid():
        pemulihan.aktifkan(peserta, oleh=request.user, alasan=form.cleaned_data["alasan"])
        messages.success(request, f"Kepesertaan {peserta} telah diaktifkan kembali.")
        return redirect(alamat_rincian(peserta, request.GET))
    return _isian(request, "peserta/aktifkan.html", form, pelatihan=pelatihan, peserta=peserta)


def _buka(request, pelatihan, jumlah):
    """At once, or by the worker where many have to be written to. Returns where to go on."""
    if jumlah > latar.UNDANG_LANGSUNG:
        return latar.minta_buka(pelatihan, oleh=request.user, jumlah=jumlah)
    dibuka, tanpa_surat = kabar.buka(*alur.buka_registrasi(pelatihan, oleh=request.user))
    messages.success(request, dibuka)
    if tanpa_surat:
        messages.warning(request, tanpa_surat)
    if jumlah > jeda_kirim.MULAI:
        return reverse("peserta:neraca", args=[pelatihan.kode])
    return pelatihan


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.BUKA_REGISTRASI)
def buka_registrasi(request, pelatihan):
    """GET shows who will be asked and what to look at before; POST asks them, once."""
    kirim = prakirim.periksa(pelatihan) if request.method == "GET" else None
    jumlah = kirim.jumlah if kirim else pelatihan.peserta.belum_diundang().count()
    form = BukaForm(request.POST if request.method == "POST" else None, jumlah=jumlah)
    if form.is_valid():
        return redirect(_buka(request, pelatihan, jumlah))
    return render(
        request,
        "peserta/buka_registrasi.html",
        {
            "pelatihan": pelatihan,
            "kirim": kirim or prakirim.periksa(pelatihan),
            "form": form.untuk(jumlah),
            "kekurangan": kekurangan(pelatihan),
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.TUTUP_REGISTRASI)
def tutup_registrasi(request, pelatihan):
    """GET asks, naming the figures; POST ends the answering."""
    if request.method == "POST":
        alur.tutup_registrasi(pelatihan, oleh=request.user)
        messages.success(request, "Registrasi telah ditutup.")
        return redirect("laporan:susun", pelatihan.kode)
    return render(
        request,
        "peserta/tutup_registrasi.html",
        {
            "pelatihan": pelatihan,
            "angka": pelatihan.peserta.hitung(),
            "sebelum_batas": pelatihan.batas_konfirmasi > timezone.now(),
            **menunggu(pelatihan),
        },
    )


@require_POST
@berkas_terlihat
def tautan(request, pelatihan, pk):
    """Show the personal link and its WhatsApp text to the team; the trail says to whom."""
    if Peran.TIM_KERJA not in pelatihan.peran_saya:
        raise PermissionDenied
    konfirmasi = get_object_or_404(
        Konfirmasi.objects.lengkap().filter(peserta__pelatihan=pelatihan), peserta=pk
    )
    if not dapat_ditautkan(pelatihan, konfirmasi.peserta):
        messages.error(request, "Konfirmasi tidak dapat lagi disampaikan melalui tautan ini.")
        return redirect(alamat_rincian(konfirmasi.peserta, request.GET))
    alur.catat_tautan(konfirmasi, oleh=request.user)
    teks = render_to_string(
        "peserta/pesan_wa.txt", {"p": pelatihan, "k": konfirmasi, "peserta": konfirmasi.peserta}
    ).strip()
    nomor = konfirmasi.peserta.hp.lstrip("+")
    wa = f"https://wa.me/{nomor if nomor.isdecimal() else ''}?{urlencode({'text': teks})}"
    return render(
        request,
        "peserta/rincian.html",
        konteks_rincian(
            request, pelatihan, pk, tautan=konfirmasi.tautan, pesan_wa=teks, alamat_wa=wa
        ),
    )


@require_POST
@langkah_sop(Aksi.CATAT_PESERTA)
def cabut_tautan(request, pelatihan, pk):
    """Kill the links that this person holds; a new invitation goes out."""
    peserta = get_object_or_404(pelatihan.peserta.aktif(), pk=pk)
    alur.cabut_tautan(peserta, oleh=request.user)
    messages.success(request, "Tautan lama telah dicabut. Undangan baru akan dikirim.")
    return redirect(alamat_rincian(peserta, request.GET))
