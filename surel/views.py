"""*Kotak keluar*: every letter that this person may read, and what became of it."""

import contextlib

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from eregistrasi.alat import balasan
from surel import henti, sambungan
from surel.forms import TerpentalForm
from surel.keadaan import ringkas
from surel.kotak import dengan_tautan
from surel.models import PILIHAN, Status, Surel
from surel.permintaan import teks, terapkan

# A letter's HTML carries its own styles and may do nothing else, wherever it is opened.
ATURAN_SURAT = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "form-action": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": [],
}


@require_safe
def kotak(request):
    """All letters, newest first; `?pelatihan=` shows those of one training inside its case file."""
    terlihat = sambungan.kelompok_terlihat(request.user)
    semua, kelompok = Surel.objects.filter(terlihat), ""
    konteks = {"dasar": "dasar.html", "boleh_henti": henti.boleh(request.user, "")}
    kode = teks(request.GET, "pelatihan")
    if kode:
        kelompok, dasar, lain = sambungan.induk("pelatihan", request, kode)
        semua = semua.filter(kelompok=kelompok)
        konteks = {"dasar": dasar, "tab_aktif": "surel", **lain}
    cari, status = teks(request.GET, "q"), teks(request.GET, "status")
    semua = terapkan(semua, cari, status)
    keadaan = ringkas(request.user, semua, terlihat, kelompok)
    halaman = Paginator(semua.defer("teks", "html"), 25)
    halaman.count = keadaan["jumlah"]
    konteks |= {
        "halaman": halaman.get_page(request.GET.get("halaman")),
        "keadaan": keadaan,
        "cari": cari,
        "status": status,
        "kode": kode,
        "pilihan_status": [(nilai, kata) for nilai, (kata, _) in PILIHAN.items()],
        "tanpa_server": not settings.EMAIL_URL,
    }
    return render(request, "surel/kotak_berkas.html" if kode else "surel/kotak.html", konteks)


def _ambil(request, pk):
    return get_object_or_404(Surel.objects.terlihat_oleh(request.user), pk=pk)


def _isi(request, surel):
    """(text, html, link hidden?) as this person may read it.

    The personal link is shown only to whoever works with it, while it is in force.
    """
    if sambungan.boleh_lihat_tautan(request.user, surel.kelompok):
        with contextlib.suppress(sambungan.TidakBerlaku, ObjectDoesNotExist):
            return *dengan_tautan(surel, nyata=True), False
    return *dengan_tautan(surel, nyata=False), bool(surel.tautan)


@require_safe
def surat(request, pk):
    """One letter: to whom, when, what became of it and why, its text and its attachments."""
    surel = _ambil(request, pk)
    teks, _, tersembunyi = _isi(request, surel)
    return render(
        request,
        "surel/surat.html",
        {
            "surel": surel,
            "teks": teks,
            "tersembunyi": tersembunyi,
            "form_terpental": _form_terpental(request.user, surel),
            "tanpa_server": not settings.EMAIL_URL,
        },
    )


def _form_terpental(pengguna, surel):
    """The form to say that it came back, for whoever handles these letters; else None."""
    diterima = surel.status in (Status.TERKIRIM, Status.TAK_PASTI)
    return TerpentalForm() if diterima and henti.boleh(pengguna, surel.kelompok) else None


@require_safe
@xframe_options_sameorigin
@csp(ATURAN_SURAT)
def isi(request, pk):
    """The letter's HTML, for the frame on its page."""
    _, html, _ = _isi(request, _ambil(request, pk))
    return HttpResponse(html)


@require_safe
def lampiran(request, pk, nomor):
    """An attachment, byte for byte as it leaves. `nomor` counts from 1."""
    surel = _ambil(request, pk)
    if not 1 <= nomor <= len(surel.berkas):
        raise Http404
    try:
        nama, isi_berkas, mime = sambungan.berkas(surel.berkas[nomor - 1])
    except ObjectDoesNotExist as hilang:
        raise Http404 from hilang
    except sambungan.BelumSiap as sebab:
        return HttpResponse(str(sebab), status=503, content_type="text/plain; charset=utf-8")
    return balasan.lampiran(isi_berkas, nama, mime)
