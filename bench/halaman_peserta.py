"""The participant's page and answer, beside the smallest pages that read and write as much.

python3 bench/halaman_peserta.py [seconds of a round]

gunicorn with two sync workers serves both, the load comes from threads on persistent connections
on the same machine, in rounds by turns.
"""

import itertools
import statistics
import sys
from urllib.parse import urlencode

from _beban import Saluran, beban, gunicorn, persentil
from _bersama import mulai, siapkan_pelatihan, tulis
from _peserta import isi, jawaban, kuki

PUTARAN = 5
SALURAN = 4
MENJAWAB = 150  # answers in one round
SINKRON = ("--workers", "2", "--worker-class", "sync", "--threads", "1", "--keep-alive", "75")


def tanya(konfirmasi):
    """How many questions the page puts to the database, once it is warm."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"cookie": kuki(konfirmasi)})
    alamat = f"/konfirmasi/{konfirmasi.id_publik}/"
    client.get(alamat)
    with CaptureQueriesContext(connection) as c:
        if client.get(alamat).status_code != 200:
            raise SystemExit(f"{alamat} tidak dapat dibuka.")
    return len(c)


def berselang(port, sisi):
    """{name: (median rps, all milliseconds)}. sisi: round -> {name: (requests, seconds)}."""
    rps, ms = {}, {}
    for putaran in range(PUTARAN + 1):
        for nama, (permintaan, detik) in sisi(putaran).items():
            laju, lama, status = beban(port, permintaan, SALURAN, detik)
            if set(status) - {200, 302, 303}:
                raise SystemExit(f"{nama}: {set(status)}")
            if putaran:  # the first round only warms
                rps.setdefault(nama, []).append(laju)
                ms.setdefault(nama, []).extend(lama)
    return {n: (statistics.median(rps[n]), ms[n]) for n in rps}


def cetak(judul, hasil):
    tulis(f"\n{judul}")
    acuan = hasil["polos"]
    for nama, (rps, ms) in hasil.items():
        tulis(
            f"  {nama:10} {rps:7.0f} permintaan/detik  {rps / acuan[0]:5.2f}x   p50 "
            f"{statistics.median(ms):6.1f} ms  p99 {persentil(ms, 99):6.1f} ms  "
            f"({persentil(ms, 99) / persentil(acuan[1], 99):4.2f}x)"
        )


def utama(detik):
    mulai()
    from django.db import connection

    from pelatihan.sop import Tahap

    pelatihan, _ = siapkan_pelatihan(Tahap.REGISTRASI)
    semua = isi(pelatihan, (PUTARAN + 1) * MENJAWAB + 1)
    with connection.cursor() as kursor:
        kursor.execute(
            "CREATE TABLE bench_tulis (id bigserial PRIMARY KEY, publik text, jawaban text)"
        )
        kursor.execute("VACUUM ANALYZE")
    sql = tanya(semua[-1])
    connection.close()
    with gunicorn("_polos", *SINKRON) as port:
        saluran = Saluran(port)
        pembaca = semua[-1]
        baca = {
            "polos": ("GET", f"/bench-baca/{pembaca.id_publik}/", None, {}),
            "halaman": (
                "GET",
                f"/konfirmasi/{pembaca.id_publik}/",
                None,
                {"Cookie": kuki(pembaca)},
            ),
        }
        hasil = berselang(
            port, lambda _: {n: (itertools.repeat(p), detik) for n, p in baca.items()}
        )
        cetak(f"Halaman jawaban, GET, {sql} SQL (sasaran >= 0,6x, p99 <= 2x, <= 3 SQL)", hasil)
        kirim = [jawaban(saluran, k) for k in semua[:-1]]
        tulisan = (
            "POST",
            f"/bench-tulis/{pembaca.id_publik}/",
            urlencode({"jawaban": "bersedia"}),
            {"Content-Type": "application/x-www-form-urlencoded"},
        )

        def sisi(putaran):
            bagian = kirim[putaran * MENJAWAB : (putaran + 1) * MENJAWAB]
            return {
                "polos": (itertools.repeat(tulisan, MENJAWAB), None),
                "jawaban": (iter(bagian), None),
            }

        cetak("Jawaban, POST sampai 303 (sasaran >= 0,35x)", berselang(port, sisi))


if __name__ == "__main__":
    utama(float(sys.argv[1]) if sys.argv[1:] else 3)
