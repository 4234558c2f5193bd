"""Reading back what was printed: text, fonts, marks and QR codes of a PDF."""

import io
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pypdf
import pytest
import zxingcpp
from PIL import Image

from eregistrasi.alat import pdf

perlu_pango = pytest.mark.skipif(
    not pdf.tersedia(), reason="Pango tidak terpasang: apt-get install libpango-1.0-0"
)


def teks(isi):
    """All the text of a PDF, with every run of white space as one space."""
    halaman = pypdf.PdfReader(io.BytesIO(isi)).pages
    return re.sub(r"\s+", " ", " ".join(h.extract_text() for h in halaman))


def jumlah_halaman(isi):
    return len(pypdf.PdfReader(io.BytesIO(isi)).pages)


def lampiran(isi, nama="rekaman.json"):
    """The bytes of one of the files that travel inside."""
    [satu] = pypdf.PdfReader(io.BytesIO(isi)).attachments[nama]
    return satu


def huruf_lepas(isi):
    """Names of fonts that are used but not embedded."""
    lepas = set()
    for halaman in pypdf.PdfReader(io.BytesIO(isi)).pages:
        for huruf in halaman["/Resources"]["/Font"].values():
            for turunan in huruf.get_object()["/DescendantFonts"]:
                uraian = turunan.get_object()["/FontDescriptor"]
                if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(uraian):
                    lepas.add(uraian["/FontName"])
    return lepas


def qr(isi):
    """(text, width in millimetres) of the one QR code of a PDF, as a phone would see it."""
    if not shutil.which("pdftoppm"):
        pytest.skip("pdftoppm (poppler-utils) tidak terpasang")
    with tempfile.TemporaryDirectory() as folder:
        berkas = Path(folder, "a.pdf")
        berkas.write_bytes(isi)
        subprocess.run(
            [
                shutil.which("pdftoppm"),
                "-r",
                "150",
                "-gray",
                "-png",
                berkas,
                berkas.with_suffix(""),
            ],
            check=True,
        )
        [kode] = [kode for gambar in Path(folder).glob("*.png") for kode in _kode(gambar)]
    sudut = kode.position
    return kode.text, (sudut.top_right.x - sudut.top_left.x) / 150 * 25.4


def _kode(berkas):
    with Image.open(berkas) as gambar:
        return zxingcpp.read_barcodes(gambar)
