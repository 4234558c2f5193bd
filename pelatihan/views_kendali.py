"""Kendali SOP of one training, its paper, and the recap of a quarter."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from pelatihan import kendali as alat
from pelatihan import rekap_waktu
from pelatihan.dekorator import berkas_terlihat, kedudukan
from pelatihan.models import Pelatihan, TahunKerja


@require_safe
@berkas_terlihat
def kendali(request, pelatihan):
    """The SOP's own table with what really happened."""
    konteks = {"pelatihan": pelatihan, "tab_aktif": "kendali", "k": alat.susun(pelatihan)}
    return render(request, "pelatihan/kendali.html", konteks)


@require_POST
@berkas_terlihat
def terbitkan(request, pelatihan):
    """The table as a paper; the file itself is the answer."""
    return redirect(alat.terbitkan(pelatihan, oleh=request.user))


@require_safe
def rekap(request):
    """Median, p90 and share within standard of each step, over the trainings one may see."""
    semua = Pelatihan.objects.terlihat_oleh(request.user, kedudukan(request))
    tahun, ke = _triwulan(request)
    kini = timezone.localdate()
    baris = rekap_waktu.susun(semua, tahun, ke)
    konteks = {
        "baris": baris,
        "ada": any(b["jumlah"] for b in baris),
        "tahun": tahun,
        "ke": ke,
        "pilihan_tahun": range(kini.year, kini.year - 5, -1),
        "belum_termuat": [] if TahunKerja.objects.filter(tahun=tahun).exists() else [tahun],
    }
    return render(request, "pelatihan/rekap_waktu.html", konteks)


def _triwulan(request):
    """The quarter asked for, else the present one."""
    kini = timezone.localdate()
    tahun, ke = request.GET.get("tahun", ""), request.GET.get("triwulan", "")
    sah = tahun.isascii() and tahun.isdigit() and len(tahun) == 4 and int(tahun) >= 2000
    return (
        int(tahun) if sah and int(tahun) < 9999 else kini.year,
        int(ke) if ke in ("1", "2", "3", "4") else (kini.month + 2) // 3,
    )
