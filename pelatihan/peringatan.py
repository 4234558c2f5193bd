"""One letter for each step that has taken longer than its standard, by the worker's jamnya."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from pelatihan import jam
from pelatihan.models import Pelatihan, RuasWaktu
from pelatihan.surat import kabari, petugas
from pengguna.jabatan import kepala_kini, ketua_dari

BATAS = 50  # trainings in one round; the next round takes the others


def beri_tahu():
    """Tell the owner of every jamnya that has turned red since the last round, once."""
    lewat = RuasWaktu.objects.filter(
        selesai=None, diberitahu_pada=None, pelatihan__jam_merah__lt=timezone.now()
    )
    for pk in lewat.values_list("pelatihan", flat=True)[:BATAS]:
        _beri_tahu(pk)


@transaction.atomic
def _beri_tahu(pk):
    p = Pelatihan.objects.kunci(pk)
    ruas = p.ruas_waktu.filter(selesai=None, diberitahu_pada=None).first()
    if ruas is None or not p.jam_merah or p.jam_merah >= timezone.now():
        return  # the step was taken, or another worker was here first
    ruas.diberitahu_pada = timezone.now()
    ruas.save(update_fields=["diberitahu_pada"])
    jamnya = jam.versi(p).jam(ruas.langkah)
    for orang in _pemilik(p, ruas.langkah):
        kabari(
            orang,
            "waktu_terlampaui",
            p,
            f"waktu:{ruas.pk}",
            konteks={
                "langkah": ruas.langkah,
                "kegiatan": jamnya["selesai"],
                "menit": jamnya["menit"],
                "merah": p.jam_merah,
                "url": settings.SITUS_URL + reverse("pelatihan:kendali", args=[p.kode]),
            },
        )


def _pemilik(p, langkah):
    """Who holds the desk on which the step lies now."""
    if langkah in ("1", "6"):
        kepala = kepala_kini()
        return [kepala.pengguna] if kepala else []
    if langkah in ("2", "5"):
        ketua = ketua_dari(p.tim_kerja)
        return [ketua] if ketua else []
    return petugas(p)
