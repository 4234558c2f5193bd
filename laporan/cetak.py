"""How a report becomes a PDF: tagged throughout while it is short; the long lists drawn apart.

Up to `BERTAG_MAKS` people everything is laid out and tagged by one engine. Above, the chapters
are, and the attachments are drawn row by row behind them.
"""

import json

from django.template.loader import render_to_string

from eregistrasi.alat import pdf, pdf_panjang
from eregistrasi.alat.bahasa import nip_berspasi, pukul, ribuan, tanggal
from eregistrasi.alat.pdf_panjang import Tabel
from laporan.rekaman import pastikan_terbaca
from pekerjaan import kemajuan

BERTAG_MAKS = 200
BERSEDIA = [
    "No.", "Nama", "NIP/NI PPPK", "Pangkat/Gol.", "Jabatan", "Unit Kerja", "No. Registrasi",
    "Data Dukung", "Ket.",
]  # fmt: skip


def panjang(r):
    """Is this snapshot too long to be laid out and tagged as a whole?"""
    return r["angka"]["dipanggil"] > BERTAG_MAKS


def cetak(templat, r, *, judul, pengenal, kaki, lampiran=()):
    """The bytes of a report out of its snapshot `r`; the same arguments give the same bytes.

    kaki  what stands at the foot of the drawn pages
    """
    if not panjang(r) or not pdf_panjang.bisa(json.dumps(r, ensure_ascii=False)):
        html = render_to_string(templat, {"r": r})
        return pdf.buat_pdf(html, judul=judul, pengenal=pengenal, lampiran=lampiran)
    kemajuan.tahap("Menyusun lampiran")
    halaman = pdf_panjang.susun(_tabel(r))
    kemajuan.tahap("Mencetak bab")
    bab = _bab(templat, r, 0, judul, pengenal, ())
    depan = pdf_panjang.jumlah_halaman(bab)
    jumlah = depan + len(halaman)
    bab = _bab(templat, r, jumlah, judul, pengenal, lampiran)
    kemajuan.tahap("Mencetak lampiran")
    kaki = f"{kaki} · diterbitkan {tanggal(r['terbit'])}, pukul {pukul(r['terbit'])}"
    belakang = pdf_panjang.gambar(halaman, kaki=kaki, awal=depan + 1, jumlah=jumlah, judul=judul)
    return pdf_panjang.gabung(bab, belakang)


def cetak_draf(r, *, judul, pengenal):
    """The report as it is being written, marked so; of many people the chapters alone."""
    html = render_to_string("dokumen/laporan.html", {"r": r, "tanpa_lampiran": panjang(r)})
    return pdf.buat_pdf(html, judul=judul, pengenal=pengenal)


def cetak_dokumen(dokumen, r, lampiran):
    """The PDF of one issued version, for `pelatihan.terbitan`."""
    pastikan_terbaca(r)
    return cetak(
        "dokumen/laporan.html",
        r,
        judul=str(dokumen),
        pengenal=dokumen.kode,
        kaki=f"Nota Dinas {r['nomor']} · versi {r['versi']}",
        lampiran=lampiran,
    )


def _bab(templat, r, jumlah, judul, pengenal, lampiran):
    """The chapters alone; their page numbers count the attachments too."""
    isi = {k: v for k, v in r.items() if not k.startswith("lampiran_")} | {"daftar_kurang": []}
    html = render_to_string(templat, {"r": isi, "terpisah": True, "jumlah_halaman": jumlah})
    return pdf.buat_pdf(html, judul=judul, pengenal=pengenal, lampiran=lampiran)


def _tabel(r):
    sebut = "Belum" if r.get("sementara") else "Tidak"
    sub = f"{r['judul']} · {{}} orang"
    angka = r["angka"]
    return [
        Tabel(
            "Lampiran I: Daftar Peserta Bersedia",
            sub.format(ribuan(angka["bersedia"])),
            BERSEDIA,
            [9, 43, 35, 26, 35, 0, 39, 25, 20],
            [_bersedia(b) for b in r["lampiran_1"]],
        ),
        Tabel(
            "Lampiran II: Daftar Peserta Tidak Bersedia",
            sub.format(ribuan(angka["tidak_bersedia"])),
            ["No.", "Nama", "Unit Kerja", "Alasan", "Digantikan oleh"],
            [9, 70, 66, 0, 52],
            [_lain(b, "alasan") for b in r["lampiran_2"]],
        ),
        Tabel(
            f"Lampiran III: Daftar Peserta {sebut} Mengonfirmasi",
            sub.format(ribuan(angka["tidak_mengonfirmasi"])),
            ["No.", "Nama", "Unit Kerja", "Upaya Menghubungi", "Digantikan oleh"],
            [9, 70, 66, 0, 52],
            [_lain(b, "kontak") for b in r["lampiran_3"]],
        ),
    ]


def _bersedia(b):
    isi = [b["golongan"], b["jabatan"], b["unit_kerja"], b["nomor"], b["dukung"], b["ket"]]
    return [b["no"], b["nama"], nip_berspasi(b["nip"]) or "–", *(n or "–" for n in isi)]


def _lain(b, kunci):
    isi = [b["unit_kerja"], b[kunci], b["pengganti"]]
    return [b["no"], b["nama"], *(n or "–" for n in isi)]
