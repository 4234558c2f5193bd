"""The tokens as the stylesheet declares them: read once, shown on /gaya/ and held to the rules."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static" / "css"
POLA = {
    "terang": r"(?m)^:root\{",
    "gelap": r"@media screen and \(prefers-color-scheme:dark\)\{:root[^{]*\{",
    "kontras": r"@media \(prefers-contrast:more\)\{:root\{",
    "kontras gelap": r"@media screen and \(prefers-contrast:more\) and [^{]*\{:root[^{]*\{",
}
# what a device may ask for, and the blocks that then hold, the last word last
TEMA = {
    "terang": ["terang"],
    "gelap": ["terang", "gelap"],
    "kontras terang": ["terang", "kontras"],
    "kontras gelap": ["terang", "gelap", "kontras", "kontras gelap"],
}
# name of a token: what it is for
WARNA = {
    "latar": "dasar halaman",
    "permukaan": "lembar di atasnya",
    "permukaan-2": "kepala tabel, kutipan",
    "garis": "garis halus",
    "garis-kuat": "bingkai isian dan tombol",
    "teks": "tulisan",
    "redup": "tulisan pendamping",
    "utama": "tindakan, terpilih, selesai",
    "utama-tekan": "tindakan yang ditekan",
    "utama-lembut": "dasar yang terpilih",
    "di-utama": "tulisan di atas warna utama",
    "tautan": "tautan",
    "fokus": "cincin fokus, tidak untuk lain",
    "kepala": "kepala halaman",
    "kepala-redup": "tulisan pendamping di kepala halaman",
}
KEADAAN = {
    "baik": "bersedia, sesuai, berlaku",
    "tidak": "tidak bersedia",
    "tunggu": "menunggu, langkah kini, batas yang dekat",
    "bahaya": "melewati batas, salah, batal",
    "info": "keterangan",
    "netral": "digantikan, tidak mengonfirmasi",
}
HURUF = {
    "t1": "label menu bawah, nomor tahap",
    "t2": "keterangan, lencana",
    "t3": "bantuan isian, tombol kecil",
    "t4": "tabel, tombol, pesan",
    "t5": "tulisan, h3",
    "t6": "judul panel",
    "t7": "h2",
    "t8": "h1 pada ponsel, angka berupa kata",
    "t9": "angka pada ponsel",
    "t10": "h1 pada layar lebar, angka",
}


@cache
def token(berkas="rupa.css"):
    """{block: {token: value}} of a stylesheet."""
    isi = (CSS / berkas).read_text()
    hasil = {}
    for nama, awal in POLA.items():
        blok = isi[re.search(awal, isi).end() :].partition("}")[0]
        hasil[nama] = dict(re.findall(r"--([\w-]+):([^;}]+)", blok))
    return hasil


def tema(nama, berkas="rupa.css"):
    """{token: value} that hold in one of TEMA."""
    return {k: v for bagian in TEMA[nama] for k, v in token(berkas)[bagian].items()}


def piksel(nilai):
    """A length of the stylesheet in pixels at the usual size of type."""
    return float(nilai[:-3]) * 16 if nilai.endswith("rem") else float(nilai.removesuffix("px"))
