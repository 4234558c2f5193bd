"""A guide as a PDF of the same family as the papers; its pictures travel inside the page."""

import base64
import io
from functools import lru_cache

from django.template.loader import render_to_string
from PIL import Image

from eregistrasi.alat import pdf
from panduan.isi import Panduan, potret
from pelatihan.terbitan import kop, logo

MUTU = 82  # of the JPEG that stands in the PDF for the picture of the page


def panduan_pdf(panduan):
    """The bytes; made once in this process for each letterhead. Raises pdf.PdfTidakTersedia."""
    return _cetak(panduan.kode, tuple(sorted(kop().items())))


@lru_cache(8)
def _cetak(kode, kepala):
    panduan, kepala = Panduan.ambil(kode), dict(kepala)
    isi = {
        "panduan": panduan,
        "gambar": {b.gambar.kode: _gambar(b.gambar) for b in panduan.bagian if b.gambar},
        "r": {
            "kop": {**kepala, "logo": logo(kepala["logo"])},
            "terbit": max(p["diambil"] for p in potret().values()),
        },
    }
    return pdf.buat_pdf(
        render_to_string("dokumen/panduan.html", isi),
        judul=f"Panduan E-Registrasi: {panduan.judul}",
        pengenal=f"panduan-{kode}",
    )


def _gambar(gambar):
    keluar = io.BytesIO()
    with Image.open(gambar.berkas) as asal:
        asal.convert("RGB").save(keluar, "JPEG", quality=MUTU)
    return f"data:image/jpeg;base64,{base64.b64encode(keluar.getvalue()).decode()}"
