"""*Pekerjaan saya*: how far each of my jobs is, and the way on. Nobody else sees them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_POST, require_safe

from eregistrasi.alat.balasan import lampiran
from pekerjaan import antrean, potongan
from pekerjaan.models import BerkasPekerjaan, Keadaan, Pekerjaan
from pekerjaan.sambungan import PELAKU, pekerja_hidup

SEGARKAN_DETIK = 2
TAMPIL = 50  # of the newest; they are kept for a day only


def _ambil(request, id_publik):
    if not id_publik.isascii() or not id_publik.isprintable():  # PostgreSQL takes no NUL
        raise Http404
    return get_object_or_404(_milik(request), id_publik=id_publik)


def _milik(request):
    milik = Pekerjaan.objects.milik(request.user).select_related("berkas")
    return milik.defer("isi", "berkas__isi")


@require_safe
def daftar(request):
    """My jobs of the last day, newest first."""
    semua = list(_milik(request)[:TAMPIL])
    berjalan = any(p.hidup for p in semua)
    konteks = {"semua": semua, "menunggu_pekerja": berjalan and not pekerja_hidup()}
    return _segarkan(render(request, "pekerjaan/daftar.html", konteks), berjalan)


@require_safe
def lihat(request, id):
    """How far it is; when it is done, on to where it leads."""
    p = _ambil(request, id)
    if p.keadaan == Keadaan.SELESAI and p.hasil.get("url"):
        if p.pesan:
            messages.success(request, _kabar(p))
        return redirect(p.hasil["url"])
    konteks = {
        "p": p,
        "berkas": getattr(p, "berkas", None),
        "menunggu_pekerja": p.hidup and not pekerja_hidup(),
        "simpan_jam": antrean.SIMPAN_JAM,
    }
    return _segarkan(render(request, "pekerjaan/lihat.html", konteks), p.hidup)


def _kabar(p):
    """What the job says it did, and the ways on from there."""
    tautan = ((alamat, kata) for kata, alamat in p.hasil.get("tautan", ()))
    return format_html("{}{}", p.pesan, format_html_join("", ' <a href="{}">{}</a>', tautan))


def _segarkan(response, perlu):
    """The page looks again by itself, with or without JavaScript."""
    if perlu:
        response["Refresh"] = str(SEGARKAN_DETIK)
    return response


@require_safe
def berkas(request, id):
    """The file that the job made, for its owner, while they may still have it."""
    p = _ambil(request, id)
    boleh = PELAKU[p.jenis].boleh if p.jenis in PELAKU else None
    if p.keadaan != Keadaan.SELESAI or (boleh and not boleh(p)):
        raise Http404
    isi = get_object_or_404(BerkasPekerjaan, pekerjaan=p)
    if isi.isi or not isi.ukuran:
        return lampiran(isi.isi, isi.nama, isi.mime)
    response = lampiran(potongan.alirkan(p.id_publik), isi.nama, isi.mime)
    response["Content-Length"] = isi.ukuran
    return response


@require_POST
def batalkan(request, id):
    p = _ambil(request, id)
    if not antrean.batalkan(p):
        messages.warning(request, "Pekerjaan ini sudah berakhir, jadi tidak dapat dibatalkan.")
    return redirect("pekerjaan:lihat", p.id_publik)


@require_POST
def ulangi(request, id):
    p = _ambil(request, id)
    if not antrean.ulangi(p):
        messages.warning(request, "Pekerjaan ini tidak perlu diulang: sudah antre atau selesai.")
    return redirect("pekerjaan:lihat", p.id_publik)
