"""A thousand people answer at one instant, at the site as `jalankan` serves it.

python3 bench/jawab.py [people]

Every one has a connection of their own, has proved who they are and sees the page of the answer;
then all send it at once.
"""

import itertools
import statistics
import sys
import threading
import time
from collections import Counter

from _beban import Saluran, gunicorn, persentil
from _bersama import mulai, siapkan_pelatihan, tulis
from _peserta import isi, jawaban


def serentak(port, permintaan):
    """(seconds until the last had an answer, milliseconds of each, Counter of statuses)."""
    garis, hasil = threading.Barrier(len(permintaan) + 1), []

    def lari(satu):
        saluran = Saluran(port)
        garis.wait()
        awal = time.perf_counter()
        try:
            status = saluran.minta(*satu)[0]
        except OSError as galat:
            status = type(galat).__name__
        hasil.append(((time.perf_counter() - awal) * 1000, status))

    threading.stack_size(256 * 1024)
    utas = [threading.Thread(target=lari, args=(satu,)) for satu in permintaan]
    for u in utas:
        u.start()
    garis.wait()
    awal = time.perf_counter()
    for u in utas:
        u.join()
    return time.perf_counter() - awal, [ms for ms, _ in hasil], Counter(s for _, s in hasil)


def utama(jumlah):
    mulai()
    from django.db import connection

    from pelatihan.sop import Tahap
    from peserta.models import BuktiRegistrasi, Peserta
    from surel.models import Surel

    pelatihan, _ = siapkan_pelatihan(Tahap.REGISTRASI)
    semua = isi(pelatihan, jumlah)
    dahulu = BuktiRegistrasi.objects.count()
    connection.close()
    with gunicorn("eregistrasi.wsgi") as port:
        saluran = Saluran(port)
        permintaan = [jawaban(saluran, k) for k in semua]
        lama, ms, status = serentak(port, permintaan)
    orang = [k.peserta_id for k in semua]
    bukti = BuktiRegistrasi.objects.filter(konfirmasi__peserta__in=orang, berlaku=True)
    nomor = sorted(
        Peserta.objects.filter(pelatihan=pelatihan)
        .exclude(nomor_urut=None)
        .values_list("nomor_urut", flat=True)
    )
    utuh = nomor == list(range(1, len(nomor) + 1))
    surat = Surel.objects.filter(jenis="bukti_bersedia").count()
    tulis(f"\n{jumlah} jawaban pada satu saat (sasaran: {jumlah} bukti, nomor utuh, 0 galat)")
    tulis(f"  status {dict(status)}")
    tulis(f"  {bukti.count()} bukti, {surat} surel, nomor {'utuh' if utuh else 'BERLUBANG'}")
    tulis(
        f"  selesai dalam {lama:.1f} detik ({jumlah / lama:.0f} jawaban/detik); "
        f"tengah {statistics.median(ms):.0f} ms, p99 {persentil(ms, 99):.0f} ms, "
        f"terlama {max(ms):.0f} ms"
    )
    salah = sum(n for s, n in itertools.chain(status.items()) if s != 303)
    if salah or bukti.count() != jumlah or not utuh or dahulu + jumlah != len(nomor):
        raise SystemExit("Tidak semua jawaban tercatat dengan benar.")


if __name__ == "__main__":
    utama(int(sys.argv[1]) if sys.argv[1:] else 1000)
