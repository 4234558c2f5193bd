"""Personal data that leave the screen's guard: the list as a file, a whole number. All by POST."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from eregistrasi.alat.balasan import lampiran, nama_unduhan
from pelatihan.alur import LangkahDitolak
from pelatihan.dekorator import berkas_terlihat, kedudukan
from pengguna.models import Peran
from peserta.arsip_bukti import BENTUK, arsip_bukti
from peserta.arsip_bukti import nama_berkas as nama_arsip_bukti
from peserta.daftar import Saringan
from peserta.ekspor import JENIS, catat_nip, nama_berkas
from peserta.ekspor import ekspor as tulis_ekspor
from peserta.halaman import tertutup, tutupi
from peserta.latar import EKSPOR_LANGSUNG, bukti_di_latar, minta_bukti, minta_ekspor
from peserta.views import BOLEH_PENUH, konteks_rincian

PANJANG = EKSPOR_LANGSUNG + 1  # rows: so many are too long for one answer
URUT_PERAN = (Peran.TIM_KERJA, Peran.KETUA_TIM, Peran.KEPALA_PUSAT)


def sebagai(request, pelatihan):
    """The title of whoever works closest with these data, of those that this person holds here."""
    peran = next(p for p in URUT_PERAN if p in pelatihan.peran_saya)
    return kedudukan(request).sebagai(peran)


@require_http_methods(["GET", "HEAD", "POST"])
@berkas_terlihat
def ekspor(request, pelatihan):
    """What the list shows under the same address, as a file; button `jenis` names the kind.

    Opened as a link it leads to the list, where the buttons are. A long list is written by the
    worker: its page shows how far it is, and keeps the file.
    """
    saringan = Saringan.dari(request.GET)
    if request.method != "POST":
        return redirect(reverse("peserta:daftar", args=[pelatihan.kode]) + saringan.alamat())
    jenis = request.POST.get("jenis", "xlsx")
    if jenis not in JENIS:
        raise BadRequest
    cara = {
        "oleh": request.user,
        "sebagai": sebagai(request, pelatihan),
        "nip_penuh": bool(BOLEH_PENUH & pelatihan.peran_saya),
    }
    if saringan.terapkan(pelatihan)[:PANJANG].count() == PANJANG:
        return redirect(minta_ekspor(pelatihan, saringan, jenis, **cara))
    berkas, nama = tulis_ekspor(pelatihan, saringan, jenis, **cara), nama_berkas(pelatihan, jenis)
    return tutupi(
        FileResponse(
            berkas,
            as_attachment=True,
            filename=nama_unduhan(nama),
            content_type=JENIS[jenis][3],
        )
    )


@require_http_methods(["GET", "HEAD", "POST"])
@berkas_terlihat
def bukti(request, pelatihan):
    """The proofs in force of whoever the list shows, as one file; button `bentuk` names the kind.

    Opened as a link it leads to the list. Many, or some that are not printed yet, are put together
    by the worker.
    """
    saringan = Saringan.dari(request.GET)
    daftar = reverse("peserta:daftar", args=[pelatihan.kode]) + saringan.alamat()
    if request.method != "POST":
        return redirect(daftar)
    bentuk = request.POST.get("bentuk", "zip")
    if bentuk not in BENTUK:
        raise BadRequest
    cara = {"oleh": request.user, "sebagai": sebagai(request, pelatihan)}
    try:
        if bukti_di_latar(pelatihan, saringan):
            return redirect(minta_bukti(pelatihan, saringan, bentuk, **cara))
        with arsip_bukti(pelatihan, saringan, bentuk, **cara) as berkas:
            isi = berkas.read()
    except LangkahDitolak as sebab:
        messages.error(request, str(sebab))
        return redirect(daftar)
    return tutupi(lampiran(isi, nama_arsip_bukti(pelatihan, bentuk), BENTUK[bentuk][2]))


@require_POST
@berkas_terlihat
def nip(request, pelatihan, pk):
    """The page of one person with the whole number, shown this once."""
    if not BOLEH_PENUH & pelatihan.peran_saya:
        raise PermissionDenied
    peserta = get_object_or_404(pelatihan.peserta, pk=pk)
    if not (peserta.nip or peserta.nrp):
        raise Http404
    catat_nip(peserta, oleh=request.user, sebagai=sebagai(request, pelatihan))
    konteks = konteks_rincian(request, pelatihan, pk, nip_terbuka=True)
    return tertutup(render(request, "peserta/rincian.html", konteks))
