"""Files about a report: the paper of a version, the Laporan Sementara, the final list."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from eregistrasi.alat.balasan import lampiran
from eregistrasi.alat.pdf import PdfTidakTersedia
from eregistrasi.alat.xlsx import MIME
from laporan import daftar_akhir, latar, sementara
from pelatihan.alur import LangkahDitolak
from pelatihan.dekorator import berkas_terlihat, kedudukan
from pengguna.models import Peran

BOLEH_PENUH = {Peran.TIM_KERJA, Peran.KETUA_TIM}


def _cara(request, pelatihan):
    """Who takes a file, and whether with whole numbers."""
    return {
        "sebagai": kedudukan(request).sebutan,
        "nip_penuh": bool(BOLEH_PENUH & pelatihan.peran_saya),
    }


@require_POST
@berkas_terlihat
def minta_cetak(request, pelatihan, versi):
    """A long report that is not printed yet: have it printed, and show how far it is."""
    laporan = get_object_or_404(
        pelatihan.laporan.diajukan().select_related("pdf").defer("pdf__rekaman"), versi=versi
    )
    if latar.perlu_dicetak(laporan.pdf, laporan.rekaman["angka"]["dipanggil"]):
        return redirect(latar.minta_cetak(pelatihan, laporan.pdf, oleh=request.user))
    return redirect(laporan.pdf)


@require_POST
@berkas_terlihat
def unduh_sementara(request, pelatihan):
    """The figures so far as a PDF; of many people by the worker."""
    cara = _cara(request, pelatihan)
    try:
        sementara.boleh(pelatihan)
        if latar.lama(pelatihan.peserta.hitung()["dipanggil"]):
            return redirect(latar.minta_sementara(pelatihan, oleh=request.user, **cara))
        isi = sementara.buat(pelatihan, oleh=request.user, **cara)
    except (LangkahDitolak, PdfTidakTersedia) as alasan:
        messages.error(request, str(alasan))
        return redirect("laporan:lihat", pelatihan.kode)
    return lampiran(isi, sementara.nama_berkas(pelatihan), "application/pdf")


@require_POST
@berkas_terlihat
def unduh_daftar_akhir(request, pelatihan):
    """The final list, for the sheet to sign and for the LMS."""
    try:
        isi = daftar_akhir.buat(pelatihan, oleh=request.user, **_cara(request, pelatihan))
    except LangkahDitolak as alasan:
        messages.error(request, str(alasan))
        return redirect("laporan:lihat", pelatihan.kode)
    return lampiran(isi, f"Daftar_Akhir_{pelatihan.kode}.xlsx", MIME)
