"""5,000 rows from upload to preview, and from preview to the table, beside the bare libraries.

python3 bench/impor.py [rows]
"""

import io
import sys
import time

from _bersama import berselang, mulai, orang, siapkan_pelatihan, tabel

KOLOM = ("nip", "nama", "golongan", "jabatan", "unit_kerja", "instansi", "email")
JUDUL = ("NIP", "Nama", "Golongan", "Jabatan", "Unit Kerja", "Instansi", "Surel")


def berkas(jumlah):
    """A workbook as offices send it: one heading, text in every cell."""
    from openpyxl import Workbook

    buku = Workbook(write_only=True)
    lembar = buku.create_sheet("Data")
    lembar.append(JUDUL)
    for n in range(jumlah):
        satu = orang(n)
        lembar.append([getattr(satu, k) for k in KOLOM])
    isi = io.BytesIO()
    buku.save(isi)
    return isi.getvalue()


def ukur_pratinjau(client, dasar, isi):
    """Upload to preview; returns the address of the last preview."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from openpyxl import load_workbook

    alamat = []

    def openpyxl_polos():
        buku = load_workbook(io.BytesIO(isi), read_only=True)
        return [baris for lembar in buku for baris in lembar.iter_rows(values_only=True)]

    def kita():
        kirim = SimpleUploadedFile("daftar.xlsx", isi)
        jawab = client.post(f"{dasar}impor/", {"berkas": kirim}, follow=True)
        if not jawab.redirect_chain:
            raise SystemExit("Berkas bench ditolak oleh impor.")
        alamat.append(jawab.redirect_chain[-1][0])

    hasil = berselang(2, openpyxl=openpyxl_polos, pratinjau=kita)
    tabel("Unggah sampai pratinjau (acuan: openpyxl read_only; sasaran <= 3x)", "openpyxl", hasil)
    return alamat[-1].partition("?")[0]


def ukur_simpan(client, pelatihan, alamat, jumlah):
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from peserta.models import Peserta

    awal = time.perf_counter()
    with transaction.atomic():
        Peserta.objects.bulk_create([orang(n, pelatihan) for n in range(jumlah)], batch_size=1000)
        polos = (time.perf_counter() - awal) * 1000
        transaction.set_rollback(True)
    awal = time.perf_counter()
    with CaptureQueriesContext(connection) as c:
        client.post(f"{alamat}simpan/")
    kita = (time.perf_counter() - awal) * 1000
    hasil = {"bulk_create": (polos, polos), "simpan": (kita, kita)}
    tabel(
        "Pratinjau sampai tersimpan (acuan: bulk_create; sasaran <= 2x)",
        "bulk_create",
        hasil,
        simpan=f"{len(c)} SQL",
    )
    if pelatihan.peserta.count() != jumlah:
        raise SystemExit(f"Hanya {pelatihan.peserta.count()} dari {jumlah} baris tersimpan.")


def utama(jumlah):
    mulai()
    from django.test import Client

    from pelatihan.sop import Tahap
    from peserta import latar

    # what the worker would do is done in the request, so that it is measured
    latar.BACA_LANGSUNG = latar.SIMPAN_LANGSUNG = latar.UKURAN_BERKAS
    pelatihan, tim = siapkan_pelatihan(Tahap.PENYIAPAN)
    client = Client()
    client.force_login(tim, backend="django.contrib.auth.backends.ModelBackend")
    alamat = ukur_pratinjau(client, f"/pelatihan/{pelatihan.kode}/peserta/", berkas(jumlah))
    ukur_simpan(client, pelatihan, alamat, jumlah)


if __name__ == "__main__":
    utama(int(sys.argv[1]) if sys.argv[1:] else 5_000)
