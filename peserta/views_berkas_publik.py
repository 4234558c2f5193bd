"""What a participant may take along: the proof, the calendar entry, the summons."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from eregistrasi.alat import pdf
from eregistrasi.alat.balasan import lampiran
from pelatihan import terbitan
from peserta import kalender as alat_kalender
from peserta.halaman import halaman, tutupi
from peserta.kunjungan import berkunjung
from peserta.models import Pilihan
from peserta.surat import kali_dicabut


@login_not_required
@require_safe
@berkunjung(dikenal=True)
def bukti(request, k):
    """The stored bytes of the proof in force."""
    bukti = k.konfirmasi.bukti_berlaku
    if bukti is None:
        raise Http404
    try:
        isi = terbitan.isi(bukti.dokumen)
    except pdf.PdfTidakTersedia:
        return halaman(request, "konfirmasi/pdf_belum.html", k.konfirmasi, status=503, k=k)
    return tutupi(lampiran(isi, bukti.dokumen.nama_berkas, "application/pdf"))


@login_not_required
@require_safe
@berkunjung(dikenal=True)
def kalender(request, k):
    """The training as an entry for the phone's calendar; only for who is coming."""
    bukti = k.konfirmasi.bukti_berlaku
    if bukti is None or bukti.jawaban.pilihan != Pilihan.BERSEDIA:
        raise Http404
    nama, isi, mime = alat_kalender.kalender(
        bukti,
        kali=kali_dicabut(k.konfirmasi),
        jadwal=(k.pelatihan.mulai, k.pelatihan.selesai),
    )
    return tutupi(lampiran(isi, nama, mime))


@login_not_required
@require_safe
@berkunjung(dikenal=True)
def surat_pemanggilan(request, k):
    """The summons itself, where the team has put its file in."""
    berkas = k.pelatihan.pemanggilan_berkas
    if not berkas:
        raise Http404
    nama = f"Surat_Pemanggilan_{k.pelatihan.kode}.pdf"
    return tutupi(FileResponse(berkas.open(), as_attachment=True, filename=nama))
