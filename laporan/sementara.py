"""*Laporan Sementara*: the figures so far, while the registration is open.

Marked as such, without number or code, kept nowhere; the trail holds who took it and when.
"""

from django.db import transaction
from django.utils import timezone

from eregistrasi.alat.bahasa import nip_tersamar
from eregistrasi.alat.cap_pdf import cap
from laporan.cetak import cetak, cetak_draf
from laporan.rekaman import olah, susun
from pelatihan import terbitan
from pelatihan.alur import LangkahDitolak, catat_jejak
from pelatihan.models import Pelatihan
from pelatihan.sop import Tahap
from pengguna.jabatan import ketua_dari
from pengguna.models import Pengguna

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


def draf(pelatihan, laporan, *, oleh, sebagai):
    """What a report would look like, out of words that nobody has saved: marked *DRAF*.

    laporan  an unsaved Laporan with number, date, order and narrative
    """
    ketua = ketua_dari(pelatihan.tim_kerja) or Pengguna()
    r = susun(pelatihan, laporan=laporan, ketua=ketua) | _bingkai(f"{oleh} ({sebagai})")
    r |= {"draf": True, "nomor": laporan.nomor}
    judul = f"Draf Laporan {pelatihan.nama_tahun}"
    isi = cetak_draf(r, judul=judul, pengenal=f"draf:{pelatihan.kode}:{r['terbit']}")
    isi = cap(isi, "DRAF")
    catat(pelatihan, "mengunduh draf laporan", oleh=oleh, sebagai=sebagai)
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


def _bingkai(pengunduh):
    """What stands around the words of a paper that is not issued."""
    kop = terbitan.kop()
    return {
        "terbit": timezone.now().isoformat(),
        "pengunduh": pengunduh,
        "kop": kop | {"logo": terbitan.logo(kop["logo"])},
    }


def _rekaman(pelatihan, pengunduh, nip_penuh):
    r = olah(pelatihan) | _bingkai(pengunduh)
    r |= {"sementara": True, "nomor": "", "batas": pelatihan.batas_konfirmasi.isoformat()}
    if not nip_penuh:
        for n in (1, 2, 3):
            r[f"lampiran_{n}"] = [b | {"nip": nip_tersamar(b["nip"])} for b in r[f"lampiran_{n}"]]
    return r
