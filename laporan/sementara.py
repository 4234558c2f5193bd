"""*Laporan Sementara*: the figures so far, while the registration is open.

Marked as such, without number or code, kept nowhere; the trail holds who took it and when.
"""

from django.db import transaction
from django.utils import timezone

from eregistrasi.alat.bahasa import nip_tersamar
from laporan.cetak import cetak
from laporan.rekaman import olah
from pelatihan import terbitan
from pelatihan.alur import LangkahDitolak, catat_jejak
from pelatihan.models import Pelatihan
from pelatihan.sop import Tahap

BELUM_ATAU_SUDAH = (
    "Laporan sementara tersedia selama registrasi dibuka. Tahap pelatihan ini sekarang: {}."
)


def buat(pelatihan, *, oleh, sebagai, nip_penuh):
    """The PDF, and a line in the trail.

    sebagai    the title under which `oleh` takes it
    nip_penuh  whole numbers, or masked as on the page

    Raises LangkahDitolak before and after the registration, PdfTidakTersedia without Pango.
    """
    boleh(pelatihan)
    r = _rekaman(pelatihan, f"{oleh} ({sebagai})", nip_penuh)
    isi = cetak(
        "dokumen/laporan_sementara.html",
        r,
        judul=f"Laporan Sementara {pelatihan.nama_tahun}",
        pengenal=f"sementara:{pelatihan.kode}:{r['terbit']}",
        kaki="Laporan Sementara",
    )
    catat(pelatihan, "mengunduh laporan sementara", oleh=oleh, sebagai=sebagai)
    return isi


def boleh(pelatihan):
    if pelatihan.tahap != Tahap.REGISTRASI:
        raise LangkahDitolak(BELUM_ATAU_SUDAH.format(pelatihan.get_tahap_display()))


def nama_berkas(pelatihan):
    return f"Laporan_Sementara_{pelatihan.kode}_{timezone.localtime():%Y%m%d_%H%M}.pdf"


@transaction.atomic
def catat(pelatihan, tindakan, *, oleh, sebagai):
    """A line in the trail; the case is held for this line alone."""
    p = Pelatihan.objects.kunci(pelatihan.pk)
    catat_jejak(p, "unduh_laporan", tindakan, oleh=oleh, sebagai=sebagai)


def _rekaman(pelatihan, pengunduh, nip_penuh):
    kop = terbitan.kop()
    r = olah(pelatihan) | {
        "sementara": True,
        "terbit": timezone.now().isoformat(),
        "batas": pelatihan.batas_konfirmasi.isoformat(),
        "nomor": "",
        "pengunduh": pengunduh,
        "kop": kop | {"logo": terbitan.logo(kop["logo"])},
    }
    if not nip_penuh:
        for n in (1, 2, 3):
            r[f"lampiran_{n}"] = [b | {"nip": nip_tersamar(b["nip"])} for b in r[f"lampiran_{n}"]]
    return r
