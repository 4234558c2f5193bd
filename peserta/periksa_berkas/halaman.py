"""A page of a PDF as a picture, for whoever checks it: pixels run no program."""

import io

import pypdfium2

from peserta.periksa_berkas import batas
from peserta.periksa_berkas.hasil import Ditolak


def jumlah(isi):
    """Number of pages. Raises Ditolak."""
    try:
        return len(pypdfium2.PdfDocument(isi))
    except pypdfium2.PdfiumError:
        raise Ditolak("RUSAK") from None


def gambar(isi, nomor):
    """(number of pages, JPEG of page `nomor`, counted from 1). Raises Ditolak."""
    try:
        dokumen = pypdfium2.PdfDocument(isi)
        jumlah = len(dokumen)
        if not 1 <= nomor <= jumlah:
            raise Ditolak("HALAMAN")
        lembar = dokumen[nomor - 1]
        skala = batas.SISI_HALAMAN / max(*lembar.get_size(), 1)
        citra = lembar.render(scale=min(skala, 4), may_draw_forms=False).to_pil()
    except pypdfium2.PdfiumError:
        raise Ditolak("RUSAK") from None
    keluar = io.BytesIO()
    citra.convert("RGB").save(keluar, "JPEG", quality=80)
    return jumlah, keluar.getvalue()
