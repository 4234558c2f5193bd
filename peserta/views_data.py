"""Personal data that leave the screen's guard: the list as a file, a whole number. All by POST."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from pelatihan.dekorator import berkas_terlihat, kedudukan
from pengguna.models import Peran
from peserta.daftar import Saringan
from peserta.ekspor import JENIS, catat_nip
from peserta.ekspor import ekspor as tulis_ekspor
from peserta.halaman import tutupi
from peserta.views import BOLEH_PENUH, konteks_rincian

URUT_PERAN = (Peran.TIM_KERJA, Peran.KETUA_TIM, Peran.KEPALA_PUSAT)


def _sebagai(request, pelatihan):
    """The title of whoever works closest with these data, of those that this person holds here."""
    peran = next(p for p in URUT_PERAN if p in pelatihan.peran_saya)
    return kedudukan(request).sebagai(peran)


@require_POST
@berkas_terlihat
def ekspor(request, pelatihan):
    """What the list shows under the same address, as a file; button `jenis` names the kind."""
    jenis = request.POST.get("jenis", "xlsx")
    if jenis not in JENIS:
        raise BadRequest
    berkas = tulis_ekspor(
        pelatihan,
        Saringan.dari(request.GET),
        jenis,
        oleh=request.user,
        sebagai=_sebagai(request, pelatihan),
        nip_penuh=bool(BOLEH_PENUH & pelatihan.peran_saya),
    )
    nama = f"Data_Peserta_{pelatihan.kode}_{timezone.localtime():%Y%m%d_%H%M}.{JENIS[jenis][2]}"
    return tutupi(
        FileResponse(berkas, as_attachment=True, filename=nama, content_type=JENIS[jenis][3])
    )


@require_POST
@berkas_terlihat
def nip(request, pelatihan, pk):
    """The page of one person with the whole number, shown this once."""
    if not BOLEH_PENUH & pelatihan.peran_saya:
        raise PermissionDenied
    peserta = get_object_or_404(pelatihan.peserta, pk=pk)
    if not (peserta.nip or peserta.nrp):
        raise Http404
    catat_nip(peserta, oleh=request.user, sebagai=_sebagai(request, pelatihan))
    konteks = konteks_rincian(request, pelatihan, pk, nip_terbuka=True)
    return tutupi(render(request, "peserta/rincian.html", konteks))
