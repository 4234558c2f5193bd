"""What this room adds to the papers: how the report is printed, and the workbook beside it."""

from laporan import cetak, latar, lembar
from pelatihan.models import Dokumen
from pelatihan.terbitan import PEMBUAT, PENCETAK


def daftarkan():
    PENCETAK[Dokumen.Jenis.LAPORAN] = cetak.cetak_dokumen
    latar.daftarkan()
    PEMBUAT[Dokumen.Jenis.LAPORAN_XLSX] = lembar.buku
