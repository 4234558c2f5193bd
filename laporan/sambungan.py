"""What this room adds to the papers: the workbook beside the report."""

from laporan import lembar
from pelatihan.models import Dokumen
from pelatihan.terbitan import PEMBUAT


def daftarkan():
    PEMBUAT[Dokumen.Jenis.LAPORAN_XLSX] = lembar.buku
