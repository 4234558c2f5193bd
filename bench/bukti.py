"""One Bukti E-Registrasi, warm, beside the same page printed as WeasyPrint's manual shows it.

python3 bench/bukti.py [proofs]

Two plain pages with the same words and the same look, made afresh each time, in a font of the
system, neither tagged nor archivable, nothing carried inside. `polos` is as one would first write
it: two columns made with flex, tables that find their own widths, the QR code a drawing with the
best of eight masks. `sama` has our own page and style, so only the printing differs.
"""

import io
import multiprocessing
import re
import statistics
import sys
import time
from pathlib import Path

from _bersama import AKAR, mulai, siapkan_pelatihan, tulis

PUTARAN = 25
LENTUR = (
    ".bawah{display:flex;flex-direction:row-reverse}.qr-kotak{float:none}"
    ".kiri{flex:1;margin-right:6mm}table{table-layout:auto}"
)
CABANG = multiprocessing.get_context("fork")  # a child inherits what is warm
QR = re.compile(r'<img class="qr" src="[^"]*"')


def siapkan():
    """A proof as the site makes them, with data dukung, in the ordinary case."""
    from pelatihan.models import Dokumen
    from pelatihan.sop import Tahap
    from peserta import jawaban
    from peserta.models import Konfirmasi

    pelatihan, _ = siapkan_pelatihan(Tahap.REGISTRASI)
    konfirmasi = Konfirmasi.objects.filter(peserta__pelatihan=pelatihan).first()
    jawaban.jawab(konfirmasi, pilihan="bersedia")
    return Dokumen.objects.get(jenis="bukti")


def kita(dokumen):
    """From the snapshot to the bytes, record and seal inside."""
    from pelatihan.terbitan import _buat

    return _buat(dokumen)


def polos(dokumen):
    """The page as one would first write it."""
    import segno

    qr = segno.make(dokumen.rekaman["url_periksa"], error="m", micro=False).svg_data_uri(scale=8)
    gaya = _gaya().replace("overflow-wrap:anywhere;", "") + LENTUR
    return _cetak(QR.sub(f'<img class="qr" src="{qr}"', _html(dokumen)), gaya)


def sama(dokumen):
    """Our page and style, printed plainly."""
    return _cetak(_html(dokumen), _gaya())


def _html(dokumen):
    from django.template.loader import render_to_string

    return render_to_string("dokumen/bukti.html", {"r": dokumen.rekaman})


def _gaya():
    gaya = (AKAR / "static/css/dokumen.css").read_text()
    return re.sub(r'"Jakarta Dokumen","Huruf Cadangan"', "sans-serif", gaya)


def _cetak(html, gaya):
    import weasyprint

    html = html.replace("</head>", f"<style>{gaya}</style></head>")
    return weasyprint.HTML(string=html).write_pdf()


def cpu(fungsi, dokumen):
    awal = time.process_time()
    fungsi(dokumen)
    return (time.process_time() - awal) * 1000


def ukur_satu(dokumen):
    """CPU of both, in turn. Returns our median."""
    for fungsi in SISI.values():
        fungsi(dokumen)
        fungsi(dokumen)
    waktu = {nama: [] for nama in SISI}
    for _ in range(PUTARAN):
        for nama, fungsi in SISI.items():
            waktu[nama].append(cpu(fungsi, dokumen))
    tengah = {nama: statistics.median(w) for nama, w in waktu.items()}
    tulis(f"\nSatu bukti, CPU hangat, {PUTARAN} putaran berselang (sasaran <= 0,65x)")
    for nama, w in waktu.items():
        tulis(
            f"  {nama:8} {tengah[nama]:7.1f} ms  (terkecil {min(w):6.1f})  "
            f"{tengah[nama] / tengah['polos']:5.2f}x  "
            f"(terkecil {min(w) / min(waktu['polos']):5.2f}x; terhadap sama "
            f"{min(w) / min(waktu['sama']):5.2f}x)"
        )


def memori():
    """Resident memory of this process, in MB."""
    isi = Path("/proc/self/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", isi)[1]) / 1024


def _ukur_memori(dokumen, jumlah, pipa):
    from django.db import connections

    connections.close_all()
    for _ in range(20):
        kita(dokumen)
    awal = memori()
    for _ in range(jumlah):
        kita(dokumen)
    pipa.send((awal, memori()))


def ukur_memori(dokumen, jumlah):
    """Growth over many proofs, in a process of its own."""
    kami, mereka = CABANG.Pipe(duplex=False)
    anak = CABANG.Process(target=_ukur_memori, args=(dokumen, jumlah, mereka))
    anak.start()
    awal, akhir = kami.recv()
    anak.join()
    tulis(f"\nMemori, {jumlah} bukti setelah 20 pertama (sasaran <= +10 MB)")
    tulis(f"  {awal:.1f} MB -> {akhir:.1f} MB  ({akhir - awal:+.1f} MB)")


def _banyak(dokumen, jumlah, siap, mulai_):
    from django.db import connections

    connections.close_all()
    kita(dokumen)
    siap.release()
    mulai_.wait()
    for _ in range(jumlah):
        kita(dokumen)


def laju(dokumen, pekerja, jumlah):
    """Proofs a second by the clock, shared out among so many processes."""
    siap, pistol = CABANG.Semaphore(0), CABANG.Event()
    semua = [
        CABANG.Process(target=_banyak, args=(dokumen, jumlah // pekerja, siap, pistol))
        for _ in range(pekerja)
    ]
    for anak in semua:
        anak.start()
    for _ in semua:
        siap.acquire()
    awal = time.perf_counter()
    pistol.set()
    for anak in semua:
        anak.join()
    return jumlah / (time.perf_counter() - awal)


def ukur_laju(dokumen, jumlah):
    """One and two processes, in turn, three times."""
    hasil = {1: [], 2: []}
    for _ in range(3):
        for n, semua in hasil.items():
            semua.append(laju(dokumen, n, jumlah))
    tengah = {n: statistics.median(v) for n, v in hasil.items()}
    tulis(f"\nLaju, {jumlah} bukti (sasaran dua pekerja >= 1,8x)")
    for n, v in tengah.items():
        tulis(f"  {n} pekerja {v:6.1f} bukti/detik  {v / tengah[1]:5.2f}x")


def utama(jumlah):
    mulai()
    import pikepdf

    dokumen = siapkan()
    halaman = {n: len(pikepdf.open(io.BytesIO(f(dokumen))).pages) for n, f in SISI.items()}
    if set(halaman.values()) != {1}:
        raise SystemExit(f"Bukan satu halaman: {halaman}")
    ukur_satu(dokumen)
    ukur_memori(dokumen, jumlah)
    ukur_laju(dokumen, 40)


SISI = {"polos": polos, "sama": sama, "kita": kita}

if __name__ == "__main__":
    utama(int(sys.argv[1]) if sys.argv[1:] else 300)
