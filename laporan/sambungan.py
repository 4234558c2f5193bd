"""What this room adds to the papers: the workbook beside the report."""

import datetime as dt

from eregistrasi.alat import xlsx
from laporan.rekaman import lembar_xlsx
from pelatihan.models import Dokumen
from pelatihan.terbitan import PEMBUAT


def _laporan_xlsx(rekaman):
    nama = f"{rekaman['nota']['hal']}, {rekaman['nota']['nomor']}"
    lembar = [
        xlsx.Lembar(judul=judul, kepala=kepala, baris=baris, keterangan=f"{nama}: {judul}")
        for judul, kepala, baris in lembar_xlsx(rekaman)
    ]
    return xlsx.buku(lembar, dibuat=dt.datetime.fromisoformat(rekaman["terbit"]))


def daftarkan():
    PEMBUAT[Dokumen.Jenis.LAPORAN_XLSX] = _laporan_xlsx
