"""Step 5: the Ketua's remarks while checking, on a participant or on the whole."""

from django.shortcuts import get_object_or_404

from laporan.alur import versi_terbaru
from laporan.models import ButirCatatan
from pelatihan.alur import LangkahDitolak, langkah
from pelatihan.sop import Aksi

MAKS = 50  # remarks on one version; whoever has more gives them in one note


def beri(pelatihan, *, oleh, versi, teks, peserta=None):
    """Write down a remark. It is seen by nobody else until the report goes back with it."""
    with langkah(pelatihan, Aksi.CATAT_PEMERIKSAAN, oleh=oleh) as p:
        laporan = versi_terbaru(p, versi)
        if menunggu(laporan).count() >= MAKS:
            raise LangkahDitolak(f"Paling banyak {MAKS} catatan dapat diberikan pada satu versi.")
        return ButirCatatan.objects.create(laporan=laporan, oleh=oleh, teks=teks, peserta=peserta)


def hapus(pelatihan, *, oleh, pk):
    """Take back a remark that was not sent yet. Somebody else's or a sent one is not found."""
    with langkah(pelatihan, Aksi.CATAT_PEMERIKSAAN, oleh=oleh) as p:
        milik = ButirCatatan.objects.filter(laporan__pelatihan=p, pemeriksaan=None)
        get_object_or_404(milik, pk=pk).delete()
        p.tindakan = "menghapus catatan pemeriksaan yang belum dikirim"


def menunggu(laporan):
    """The remarks on a version that were not sent yet."""
    return laporan.butir.filter(pemeriksaan=None).select_related("peserta")
