"""A participant who does not come proposes somebody for their seat, by the same link."""

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_http_methods

from eregistrasi.alat.balasan import LihatDiSana
from pelatihan.alur import LangkahDitolak
from peserta import pengganti as verba
from peserta.forms_pengganti import UsulForm
from peserta.halaman import halaman, tutupi
from peserta.kunjungan import berkunjung
from peserta.models import CalonPengganti


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@berkunjung(dikenal=True)
def usul(request, k):
    """The form, or why none is taken; what is sent is told to the team at once."""
    sebab = verba.halangan_usul(k.konfirmasi)
    if request.method != "POST" or sebab:
        return _halaman(request, k, UsulForm(initial=_awal(k)), sebab)
    form = UsulForm(request.POST)
    if form.is_valid():
        try:
            verba.usulkan(k.konfirmasi, data=form.untuk_verba())
        except LangkahDitolak as galat:
            form.add_error(None, str(galat))
        else:
            return tutupi(LihatDiSana(k.alamat("konfirmasi:usul")))
    return _halaman(request, k, form)


def _awal(k):
    """Usually somebody of the same unit."""
    return {"unit_kerja": k.peserta.unit_kerja, "instansi": k.peserta.instansi}


def _halaman(request, k, form, sebab=""):
    menunggu = k.peserta.calon_pengganti.filter(asal=CalonPengganti.Asal.PESERTA)
    ditolak = {True: 409, False: 422}[bool(sebab)] if request.method == "POST" else 200
    return halaman(
        request,
        "konfirmasi/usul.html",
        k.konfirmasi,
        status=ditolak,
        k=k,
        form=form,
        sebab=sebab,
        usul=list(menunggu.order_by("-dibuat_pada")),
        batas=verba.batas_usul(k.pelatihan),
        tanda=k.tanda_halaman(None),
    )
