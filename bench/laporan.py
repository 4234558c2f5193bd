"""The report of 2,000 participants as PDF and as a workbook, beside the plain way, each in a
process of its own: seconds of processor, and the memory that it needed at most.

    python3 bench/laporan.py [participants]
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _bersama import mulai, orang, siapkan_pelatihan, tulis

CARA = ("kosong", "naif", "kita", "xlsx_polos", "xlsx")


def bahan(jumlah):
    """The snapshot of a report on so many people, reached through the real steps."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from laporan import alur as alur_laporan
    from laporan.contoh import jawab_sebagian
    from pelatihan.sop import Tahap
    from pelatihan.terbitan import rekaman_json
    from peserta import alur
    from peserta.models import Peserta

    p, tim = siapkan_pelatihan(Tahap.REGISTRASI)
    Peserta.objects.bulk_create([orang(n, p) for n in range(jumlah - p.peserta.count())])
    from peserta.models import Konfirmasi

    Konfirmasi.objects.bulk_create(
        [Konfirmasi(peserta=o) for o in p.peserta.filter(konfirmasi=None)]
    )
    tulis(f"{jumlah} peserta menjawab ...")
    jawab_sebagian(p)
    alur.tutup_registrasi(p, oleh=tim)
    p.refresh_from_db()
    isian = {"nomor": "SDM.5-1", "tanggal": timezone.localdate(), "tanggapan": ""}
    isian |= {"kendala": "Jaringan.", "tindak_lanjut": "Dihubungi.", "saran": "Lebih awal."}
    awal = time.perf_counter()
    with CaptureQueriesContext(connection) as kueri:
        laporan = alur_laporan.ajukan(p, oleh=tim, isian=isian)
    tulis(f"  membekukan             {time.perf_counter() - awal:8.2f} s  {len(kueri)} SQL")
    return rekaman_json(laporan.pdf.rekaman), rekaman_json(laporan.xlsx.rekaman)


def satu(cara, jalur):
    """One way, in this process. Prints seconds of processor and the peak in megabytes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eregistrasi.settings")
    import django

    django.setup()
    r = json.loads(Path(jalur).read_text("utf-8"))
    awal = time.process_time()
    isi = {"kosong": lambda r: b"", "naif": naif, "kita": kita}.get(cara)
    isi = isi(r) if isi else {"xlsx": xlsx_kita, "xlsx_polos": xlsx_polos}[cara](r)
    lama = time.process_time() - awal
    puncak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tulis(json.dumps([lama, puncak, len(isi)]))


def _tampak(r):
    return {**r, "segel": "0" * 64, "kop": {**r["kop"], "logo": ""}}


def naif(r):
    """The whole document in one go, as one would first write it."""
    import weasyprint
    from django.conf import settings
    from django.template.loader import render_to_string

    html = render_to_string("dokumen/laporan.html", {"r": _tampak(r)})
    gaya = (settings.BASE_DIR / "static/css/dokumen.css").read_text()
    gaya = gaya.replace("table-layout:fixed", "table-layout:auto")
    return weasyprint.HTML(string=html).write_pdf(stylesheets=[weasyprint.CSS(string=gaya)])


def kita(r):
    from laporan.cetak import cetak

    return cetak(
        "dokumen/laporan.html", _tampak(r), judul="Laporan", pengenal="0" * 17, kaki="Laporan"
    )


def xlsx_kita(r):
    from laporan.lembar import buku

    return buku(r)


def xlsx_polos(r):
    """The same cells by the writer that everybody uses, without look or safety."""
    import io

    from openpyxl import Workbook

    from laporan.lembar import lembar_xlsx

    wb = Workbook(write_only=True)
    for judul, kepala, _, baris in lembar_xlsx(r):
        ws = wb.create_sheet(judul)
        for isi in [kepala, *baris]:
            ws.append(isi)
    hasil = io.BytesIO()
    wb.save(hasil)
    return hasil.getvalue()


def utama(jumlah):
    mulai()
    pdf, xlsx = bahan(jumlah)
    tulis(f"\nLaporan {jumlah} peserta, setiap cara dalam proses tersendiri")
    with tempfile.TemporaryDirectory() as folder:
        berkas = {"pdf": Path(folder, "pdf.json"), "xlsx": Path(folder, "xlsx.json")}
        berkas["pdf"].write_bytes(pdf)
        berkas["xlsx"].write_bytes(xlsx)
        for cara in CARA:
            jalur = berkas["xlsx" if cara.startswith("xlsx") else "pdf"]
            keluar = subprocess.run(
                [sys.executable, __file__, "--satu", cara, str(jalur)],
                capture_output=True,
                text=True,
                check=True,
            )
            lama, puncak, ukuran = json.loads(keluar.stdout.strip().splitlines()[-1])
            tulis(f"  {cara:22} {lama:8.2f} s  puncak {puncak:6.0f} MB  {ukuran / 1000:8.0f} kB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--satu"]:
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
        satu(*sys.argv[2:])
    else:
        utama(int(sys.argv[1]) if sys.argv[1:] else 2000)
