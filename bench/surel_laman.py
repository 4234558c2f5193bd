"""The pages while the mail server is well, takes every line and says nothing, or turns all away.

python3 bench/surel_laman.py [rounds]

gunicorn as `jalankan` runs it, and a real worker beside it with letters to send. The three states
come by turns in every round, so that a busy moment hits all of them.
"""

import os
import signal
import statistics
import sys
from itertools import islice

from _beban import Saluran, gunicorn, persentil
from _bersama import mulai, siapkan_pelatihan, tulis
from _peserta import isi, jawaban, kuki
from surel_bersama import Server

KEADAAN = {
    "sehat": {"diam": set(), "tutup": False},
    "diam": {"diam": {"EHLO", "HELO", "MAIL"}, "tutup": False},
    "menolak": {"diam": set(), "tutup": True},
}
BACA, JAWAB, SURAT = 12, 8, 40  # in one round and state: of each page, answers, letters waiting
BATAS = 1.10  # the 95th of a hundred may be so much slower, says the aim


def halaman(pelatihan, pembaca, kuki_staf):
    """{name: (method, address, body, headers)} of the pages that are read."""
    berkas = f"/pelatihan/{pelatihan.kode}/"
    staf = {
        "Beranda": "/",
        "Data Peserta": f"{berkas}peserta/",
        "Kotak Keluar": f"/kotak-keluar/?pelatihan={pelatihan.kode}",
    }
    semua = {nama: ("GET", alamat, None, {"Cookie": kuki_staf}) for nama, alamat in staf.items()}
    alamat = f"/konfirmasi/{pembaca.id_publik}/"
    return semua | {"halaman peserta": ("GET", alamat, None, {"Cookie": kuki(pembaca)})}


def ukur(saluran, server, keadaan, baca, kirim, ms):
    """One state in one round: the worker at work, the pages and the answers asked meanwhile."""
    from django.db import connections

    from surel.models import Surel
    from surel.tests.bahan_uji import tulis as tulis_surat
    from surel.tests.pekerja_uji import bunuh, lahirkan

    Surel.objects.all().delete()
    server.atur(**KEADAAN[keadaan])
    tulis_surat(SURAT)
    connections.close_all()
    pid = lahirkan()
    permintaan = [(n, p) for _ in range(BACA) for n, p in baca.items()]
    permintaan += [("jawaban (POST)", p) for p in kirim]
    for nama, satu in permintaan:
        status, lama, _, _ = saluran.minta(*satu)
        if status not in (200, 303):
            raise SystemExit(f"{nama}: {status}")
        ms.setdefault((nama, keadaan), []).append(lama)
    bunuh(pid, signal.SIGKILL)


def cetak(ms):
    """Both sides and their ratio; False where the aim is missed."""
    nama = list(dict.fromkeys(n for n, _ in ms))
    baik = True
    for satu in nama:
        acuan = persentil(ms[satu, "sehat"], 95)
        tulis(f"\n{satu}")
        for keadaan in KEADAAN:
            lama = ms[satu, keadaan]
            p95 = persentil(lama, 95)
            tulis(
                f"  server {keadaan:8} p50 {statistics.median(lama):7.1f} ms  p95 {p95:7.1f} ms  "
                f"{p95 / acuan:5.2f}x"
            )
    for keadaan in ("diam", "menolak"):
        semua = [lama for (_, k), daftar in ms.items() if k == keadaan for lama in daftar]
        dasar = [lama for (_, k), daftar in ms.items() if k == "sehat" for lama in daftar]
        kali = persentil(semua, 95) / persentil(dasar, 95)
        baik &= kali <= BATAS
        tulis(f"\nsemua halaman, server {keadaan}: p95 {kali:.2f}x (sasaran <= {BATAS:.2f}x)")
    return baik


def utama(putaran):
    mulai()
    from django.conf import settings
    from django.db import connections
    from django.test import Client

    from pelatihan.sop import Tahap
    from surel import sambungan

    pelatihan, tim = siapkan_pelatihan(Tahap.REGISTRASI)
    semua = isi(pelatihan, (putaran + 1) * len(KEADAAN) * JAWAB + 1)
    client = Client()
    client.force_login(tim)
    kuki_staf = (
        f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    )
    server, ms = Server(), {}
    settings.EMAIL_URL = os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
    sambungan.BERKALA.clear()
    connections.close_all()
    with gunicorn("eregistrasi.wsgi") as port:
        saluran = Saluran(port)
        baca = halaman(pelatihan, semua[-1], kuki_staf)
        sisa = iter(semua[:-1])
        for n in range(putaran + 1):
            for keadaan in KEADAAN:
                kirim = [jawaban(saluran, k) for k in islice(sisa, JAWAB)]
                ukur(saluran, server, keadaan, baca, kirim, ms if n else {})
    server.tutup()
    os._exit(0 if cetak(ms) else 1)


if __name__ == "__main__":
    utama(int(sys.argv[1]) if sys.argv[1:] else 8)
