"""A large list in the background: how soon the browser has its answer, and what the job takes.

python3 bench/latar.py [rows of the upload] [rows of the export]
"""

import resource
import sys
import time

from _bersama import mulai, orang, siapkan_pelatihan, tulis
from impor import berkas


def puncak():
    """The most memory that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def kerjakan():
    from pekerjaan.tukang import satu

    awal = time.perf_counter()
    p = satu("bench")
    p.refresh_from_db()
    lama = time.perf_counter() - awal
    tulis(f"  {p.judul}: {p.get_keadaan_display()} {p.pesan} dalam {lama:.1f} detik")
    if p.keadaan != "selesai":
        raise SystemExit(1)
    return p


def ukur(client, alamat, **isi):
    awal = time.perf_counter()
    jawab = client.post(alamat, isi)
    tulis(f"  jawaban {jawab.status_code} setelah {(time.perf_counter() - awal) * 1000:.0f} ms")
    return jawab["Location"]


def utama(unggah=5_000, ekspor=100_000):
    mulai()
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    from pelatihan.sop import Tahap
    from peserta.models import Peserta

    p, tim = siapkan_pelatihan(Tahap.PENYIAPAN)
    client = Client()
    client.force_login(tim)
    dasar = f"/pelatihan/{p.kode}/peserta/"
    isi = berkas(unggah)
    tulis(f"Unggah {unggah} baris, {len(isi)} byte")
    ukur(client, f"{dasar}impor/", berkas=SimpleUploadedFile("daftar.xlsx", isi))
    pratinjau = kerjakan().hasil["url"]
    tulis("Simpan")
    ukur(client, f"{pratinjau}simpan/")
    kerjakan()
    Peserta.objects.all().delete()
    for mulai_n in range(0, ekspor, 5_000):
        Peserta.objects.bulk_create(orang(n, p) for n in range(mulai_n, mulai_n + 5_000))
    for jenis in ("xlsx", "csv"):
        sebelum = puncak()
        tulis(f"Ekspor {ekspor} baris ke {jenis}")
        ukur(client, f"{dasar}ekspor/", jenis=jenis)
        ukuran = kerjakan().berkas.ukuran
        tulis(f"  {ukuran / 1e6:.1f} MB; puncak memori {sebelum:.0f} -> {puncak():.0f} MB")


if __name__ == "__main__":
    utama(*map(int, sys.argv[1:]))
