"""Who gets through a door of the case file: said once, for every view."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect

from eregistrasi.alat.susunan import tersusun
from pelatihan.alur import LangkahDitolak
from pelatihan.models import Kedudukan, Pelatihan
from pelatihan.sop import SOP


def kedudukan(request):
    """The signed-in person's offices and seats, read once per request."""
    if not hasattr(request, "_kedudukan"):
        request._kedudukan = Kedudukan.dari(request.user)
    return request._kedudukan


def ambil(request, kode):
    """The case file, if this person has anything to do with it; else 404."""
    if not kode.isascii() or not kode.isprintable():  # PostgreSQL takes no NUL
        raise Http404
    saya = kedudukan(request)
    pelatihan = _berkas.satu(saya.bentuk, pengguna=request.user.pk, kode=kode)
    if pelatihan is None:
        raise Http404
    pelatihan.peran_saya = saya.di(pelatihan)
    return pelatihan


@tersusun
def _berkas(bentuk, *, pengguna, kode):
    saya = Kedudukan.dalam_bentuk(bentuk, pengguna)
    terlihat = Pelatihan.objects.terlihat_oleh(saya.pengguna, saya).dengan_waktu()
    return terlihat.select_related("tim_kerja", "nota_dinas").filter(kode=kode).order_by()


def berkas_terlihat(view):
    """Turn `view(request, pelatihan, …)` into `view(request, kode, …)` for whoever may look."""

    @wraps(view)
    def bungkus(request, kode, **kwargs):
        return view(request, ambil(request, kode), **kwargs)

    return bungkus


def langkah_sop(aksi):
    """Turn `view(request, pelatihan, …)` into `view(request, kode, …)` for one step of the SOP.

    A stranger gets 404, another role 403, and a step that is not open now a message and the
    way back to the case file, whether the page was opened or its button pressed.
    """

    def dekorator(view):
        @wraps(view)
        def bungkus(request, kode, **kwargs):
            pelatihan = ambil(request, kode)
            if SOP[aksi].peran not in pelatihan.peran_saya:
                raise PermissionDenied
            try:
                if pelatihan.tahap not in SOP[aksi].dari:
                    raise LangkahDitolak(
                        f"{aksi.label} tidak dapat dilakukan. Tahap pelatihan ini sekarang: "
                        f"{pelatihan.get_tahap_display()}."
                    )
                return view(request, pelatihan, **kwargs)
            except Pelatihan.DoesNotExist:  # the seat was lost while the page was open
                raise Http404 from None
            except LangkahDitolak as alasan:
                messages.error(request, str(alasan))
                return redirect(pelatihan)

        return bungkus

    return dekorator
