"""The letters about a report: to whom each goes, and what it says."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from pelatihan.surat import kabari


def batas(p, tingkat):
    """The deadline of the sheet under which the work was given, while it is still to come."""
    lembar = p.disposisi.filter(tingkat=tingkat, ditarik_pada=None).last()
    saat = lembar and lembar.batas_waktu
    return saat if saat and saat > timezone.now() else None


def kirim(p, jenis, laporan, penerima, *, oleh, putaran, dokumen=None, **konteks):
    """Tell each of `penerima`, but nobody of their own act.

    putaran  tells one occasion from the next, so that each writes its own letter
    """
    for orang in {o.pk: o for o in penerima if o.pk != oleh.pk}.values():
        kabari(
            orang,
            jenis,
            p,
            f"{jenis}:{laporan.pk}:{putaran}",
            konteks={
                "laporan": laporan,
                "angka": laporan.rekaman["angka"],
                "jabatan": p.sebagai,
                **konteks,
                "url": settings.SITUS_URL + reverse("laporan:lihat", args=[p.kode]),
            },
            berkas=[f"dokumen:{dokumen.pk}"] if dokumen else [],
        )
