"""A draft of step 1 that somebody prepares for the Kepala Pusat, who reads it and sends it."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from pelatihan.alur import LangkahDitolak, langkah
from pelatihan.models import Kedudukan
from pelatihan.penugasan import DATA, LEMBAR, NOTA, simpan_draf, tugaskan_ketua
from pelatihan.sop import Aksi
from pelatihan.surat import kabari
from pengguna.jabatan import kepala_kini


@transaction.atomic
def serahkan(*, oleh, isian, permintaan, pelatihan=None):
    """The draft is complete: from now on it lies on the desk of the Kepala Pusat, who is told."""
    p = simpan_draf(oleh=oleh, isian=isian, permintaan=permintaan, pelatihan=pelatihan)
    with langkah(p, Aksi.SERAHKAN_DRAF, oleh=oleh) as p:
        if p.draf_diserahkan_pada:
            raise LangkahDitolak("Draf ini sudah diserahkan kepada Kepala Pusat.")
        p.draf_diserahkan_pada = timezone.now()
        p.sebagai = Kedudukan.dari(oleh).jabatan_tim
        kabari(
            kepala_kini().pengguna,
            "draf_penugasan",
            p,
            f"draf:{p.pk}",
            konteks={
                "nota": p.nota_dinas,
                "oleh": oleh,
                "url": settings.SITUS_URL + reverse("pelatihan:tugaskan_ketua", args=[p.kode]),
            },
        )
    return p


def kirim(pelatihan, *, oleh):
    """The Kepala Pusat sends a draft as it was read.

    Raises LangkahDitolak when something on it has been overtaken by the clock.
    """
    isian = isi(pelatihan)
    if isian["batas_waktu"] and isian["batas_waktu"] <= timezone.now():
        raise LangkahDitolak("Batas waktu pada draf ini sudah lewat. Ubah draf, lalu kirim.")
    return tugaskan_ketua(
        oleh=oleh, isian=isian, permintaan=pelatihan.permintaan, pelatihan=pelatihan
    )


def isi(pelatihan):
    """What is written on a draft, as the fields of the form."""
    lembar = pelatihan.disposisi.get(tingkat=1, ditarik_pada=None)
    nota = pelatihan.nota_dinas
    return (
        {nama: getattr(pelatihan, nama) for nama in DATA}
        | {f"nota_{nama}": getattr(nota, nama) for nama in NOTA}
        | {nama: getattr(lembar, nama) for nama in LEMBAR}
    )


def siap_dikirim(pelatihan):
    """Was it handed over complete, so that it need only be read?"""
    return pelatihan.draf_diserahkan_pada is not None
