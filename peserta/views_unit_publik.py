"""The window itself, for the PIC of a sending unit: no account, only the link.

As with participants, the link is exchanged for a cookie and an address without it. GET changes
nothing but the line that says that somebody looked.
"""

from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from eregistrasi.alat import jatah
from eregistrasi.alat.balasan import LihatDiSana
from pelatihan.alur import LangkahDitolak
from pelatihan.konteks import pusat
from peserta import tautan_unit as verba
from peserta.forms_unit import UsulUnitForm
from peserta.halaman import halaman, tutupi
from peserta.jawaban import jam_basis_data
from peserta.models import TautanUnit
from peserta.models.token import PANJANG_ID
from peserta.pengganti import batas_usul
from peserta.tampilan_unit import SARING, baris, ringkasan, saring

MELESET_MAKS = 30  # unknown links in a minute from one address
UMUR = 24 * 3600  # seconds before the link has to be opened again
GARAM = "peserta.unit"
SEHALAMAN = 50


def _nama_kuki(publik):
    return f"{'__Host-' if settings.SITUS_HTTPS else ''}u-{publik}"


def _tidak_berlaku(request):
    """One page for links that are unknown, revoked, or over: none learns which."""
    habis = jatah.habis("tautan_unit", request.META.get("REMOTE_ADDR", ""), MELESET_MAKS)
    if habis:
        respons = halaman(request, "konfirmasi/jeda.html", status=429)
        respons["Retry-After"] = str(jatah.MENIT)
        return respons
    return halaman(request, "unit/tidak_berlaku.html", status=404, organisasi=pusat())


@login_not_required
@require_safe
def tautan(request, token):
    """`/u/<token>/`: a good link becomes a cookie and an address without the token (303)."""
    try:
        t = TautanUnit.objects.dari_token(token.strip().rstrip("/"))
    except TautanUnit.DoesNotExist:
        return _tidak_berlaku(request)
    respons = tutupi(LihatDiSana(reverse("unit:lihat", args=[t.id_publik])))
    respons.set_signed_cookie(
        _nama_kuki(t.id_publik),
        str(t.versi),
        salt=GARAM,
        max_age=UMUR,
        secure=settings.SITUS_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return respons


def berjendela(view):
    """Turn `view(request, tautan, …)` into `view(request, id, …)` for a browser with the cookie."""

    @wraps(view)
    def bungkus(request, id, **lain):
        try:
            t = TautanUnit.objects.bernomor(id, _versi(request, id))
        except TautanUnit.DoesNotExist:
            return _tidak_berlaku(request)
        return _tertutup(view(request, t, **lain))

    return bungkus


def _versi(request, publik):
    """The version that this browser has opened. Raises DoesNotExist without the cookie."""
    if len(publik) != PANJANG_ID:
        raise TautanUnit.DoesNotExist
    versi = request.get_signed_cookie(_nama_kuki(publik), default=None, salt=GARAM, max_age=UMUR)
    if versi is None:
        raise TautanUnit.DoesNotExist
    return int(versi)


def _tertutup(respons):
    """The address holds no key, and our own forms must say where they come from."""
    respons["Referrer-Policy"] = "same-origin"
    return respons


@login_not_required
@require_safe
@berjendela
def lihat(request, t):
    """The unit's figures and its people; no reasons, no addresses, no telephones."""
    if request.method == "GET":
        verba.catat_lihat(t)
    kini = jam_basis_data()
    pilih = request.GET.get("tampil", "")
    pilih = pilih if pilih in SARING else ""
    angka = ringkasan(t, kini)
    orang = Paginator(saring(t, pilih, kini), SEHALAMAN)
    orang.count = angka[pilih]
    hal = orang.get_page(request.GET.get("halaman"))
    return halaman(
        request,
        "unit/lihat.html",
        organisasi=pusat(),
        unit=t,
        pelatihan=t.pelatihan,
        narahubung=list(t.pelatihan.narahubung.all()),
        angka=angka,
        pilih=pilih,
        saring=[(nilai, label, angka[nilai]) for nilai, label in SARING.items()],
        halaman=hal,
        baris=baris(t, hal, kini),
        batas_usul=batas_usul(t.pelatihan),
        boleh_usul=not verba.halangan_usul_unit(t, kini),
        tanpa_privasi=True,
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@berjendela
def usul(request, t, pk):
    """Propose somebody for the seat of one of the unit's own people; anybody else is a 404."""
    orang = get_object_or_404(t.orang(), pk=pk)
    awal = {"unit_kerja": orang.unit_kerja, "instansi": orang.instansi}
    form = UsulUnitForm(request.POST if request.method == "POST" else None, initial=awal)
    if form.is_valid():
        try:
            verba.usulkan(t, orang, data=form.untuk_verba())
        except LangkahDitolak as sebab:
            form.add_error(None, str(sebab))
        else:
            alamat = reverse("unit:lihat", args=[t.id_publik])
            return tutupi(LihatDiSana(f"{alamat}?diusulkan={orang.pk}#p{orang.pk}"))
    return halaman(
        request,
        "unit/usul.html",
        status=422 if form.errors else 200,
        unit=t,
        orang=orang,
        form=form,
        pelatihan=t.pelatihan,
        narahubung=list(t.pelatihan.narahubung.all()),
        batas=batas_usul(t.pelatihan),
        tanpa_privasi=True,
    )
