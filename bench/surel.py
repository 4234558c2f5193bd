"""Letters through the worker beside Django's own backend: both sides, and the ratio.

python3 bench/surel.py [letters]

The server is a process of its own on this machine. Once it answers at once, once it takes 50 ms
for its word on each letter, as a real one does.
"""

import os
import signal
import sys
import time
from pathlib import Path

from _bersama import mulai, tulis
from surel_bersama import Server, siapkan

SASARAN, SASARAN_DELAPAN = 0.7, 5.0


def polos(jumlah, server):
    """Django's backend alone, one line, nothing written down. Letters a second."""
    from django.core.mail import get_connection

    from surel import amplop
    from surel.kotak import dengan_tautan
    from surel.models import Surel

    siapkan(jumlah)
    surat = list(Surel.objects.order_by("pk"))
    awal = time.perf_counter()
    with get_connection(
        "django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=server.port
    ) as garis:
        for satu in surat:
            pesan = amplop.pesan(satu, *dengan_tautan(satu, nyata=True))
            pesan.connection = garis
            pesan.send()
    return jumlah / (time.perf_counter() - awal)


def pekerja(jumlah, jalur):
    """The real worker command in a process of its own, from its first letter to its last."""
    from django.conf import settings
    from django.db.models import Max, Min

    from surel.models import Status, Surel
    from surel.tests.pekerja_uji import bunuh, lahirkan

    siapkan(jumlah)
    settings.SUREL_JALUR = jalur
    awal = time.perf_counter()
    pid = lahirkan()
    while Surel.objects.exclude(status=Status.TERKIRIM).exists():
        time.sleep(0.25)
        if time.perf_counter() - awal > 600:
            raise SystemExit("Pekerja tidak selesai dalam 10 menit.")
    puncak = _memori(pid)
    bunuh(pid, signal.SIGTERM)
    saat = Surel.objects.aggregate(a=Min("data_mulai"), b=Max("terkirim_pada"))
    return jumlah / (saat["b"] - saat["a"]).total_seconds(), puncak


def _memori(pid):
    for baris in Path(f"/proc/{pid}/status").read_text().splitlines():
        if baris.startswith("VmHWM"):
            return int(baris.split()[1]) / 1024
    return 0


def utama(jumlah):
    mulai()
    server = Server()
    from django.conf import settings

    from surel import sambungan

    settings.EMAIL_URL = f"smtp://127.0.0.1:{server.port}"
    sambungan.BERKALA.clear()
    tulis(f"menulis {jumlah} surel ke kotak keluar: {siapkan(jumlah):.2f} detik")
    lulus = [seketika(jumlah, server, settings.SUREL_JALUR), lambat(max(jumlah // 8, 100), server)]
    _, kali = server.atur()
    tulis(f"  salinan terbanyak dari satu surel: {kali}")
    server.tutup()
    os._exit(0 if all(lulus) and kali == 1 else 1)


def seketika(jumlah, server, jalur):
    """The worker as it is set up by default, beside one line of Django's own. True: goal met."""
    tulis(f"\n{jumlah} surel, server menjawab seketika (surel/detik)")
    dasar, satu, bawaan = [], [], []
    for _ in range(3):
        dasar.append(polos(jumlah, server))
        satu.append(pekerja(jumlah, 1)[0])
        laju, puncak = pekerja(jumlah, jalur)
        bawaan.append(laju)
    a, b, c = (sorted(ukur)[1] for ukur in (dasar, satu, bawaan))
    tulis(f"  Django, satu sambungan, tanpa catatan {a:8.0f}")
    tulis(f"  pekerja, satu jalur, tercatat         {b:8.0f}  {b / a:5.2f}x")
    kata = f"{c:8.0f}  {c / a:5.2f}x (sasaran >= 0,70x)"
    tulis(f"  pekerja bawaan, {jalur} jalur, tercatat     {kata}")
    tulis(f"  5.000 surel pada laju itu: {5000 / c:.0f} detik (sasaran <= 600)")
    tulis(f"  memori puncak pekerja {puncak:.0f} MB (sasaran <= 150)")
    return c / a >= SASARAN and puncak <= 150


def lambat(jumlah, server):
    """Eight lanes beside one where the server takes its time. True: goal met."""
    server.atur(jeda_data=0.05)
    tulis(f"\n{jumlah} surel, server menjawab setelah 50 ms (surel/detik)")
    satu, delapan = pekerja(jumlah, 1)[0], pekerja(jumlah * 4, 8)[0]
    tulis(f"  satu jalur    {satu:8.1f}")
    tulis(f"  delapan jalur {delapan:8.1f}  {delapan / satu:5.2f}x (sasaran >= 5x)")
    return delapan / satu >= SASARAN_DELAPAN


if __name__ == "__main__":
    utama(int(sys.argv[1]) if sys.argv[1:] else 2000)
