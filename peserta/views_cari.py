"""The one search box of the office: people and trainings, across everything one may see."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from pelatihan.dekorator import kedudukan
from pelatihan.models import Pelatihan
from peserta.cari import PELATIHAN_MAKS, PESERTA_MAKS, cari, rapikan, terlalu_pendek
from peserta.tampilan import keadaan


@require_safe
def halaman_cari(request):
    """`/cari/?q=`: what was found, by kind; without `q` or with too little of it, what to type."""
    kata = rapikan(request.GET.get("q", ""))
    pendek = terlalu_pendek(kata)
    terlihat = Pelatihan.objects.terlihat_oleh(request.user, kedudukan(request))
    temuan = None if pendek else cari(kata, terlihat)
    for orang in temuan.peserta if temuan else ():
        orang.keadaan = keadaan(orang, orang.pelatihan.registrasi_ditutup)
    return render(
        request,
        "peserta/cari.html",
        {
            "kata_cari": kata,
            "pendek": pendek,
            "temuan": temuan,
            "peserta_maks": PESERTA_MAKS,
            "pelatihan_maks": PELATIHAN_MAKS,
        },
    )
