"""A mark across every page of a PDF that was made long ago; the file itself stays as it is.

What is handed out is a copy. The mark lies over the page as an artifact, so the tags of the page
still say the truth; who cannot see it hears it in the title.
"""

import functools
import io
import math

import pikepdf
from pikepdf import Name
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from eregistrasi.alat.pdf_panjang import muka_huruf

WARNA, TEMBUS = "#98230f", 0.2
BAGIAN, UKURAN_SEBAB = 0.62, 17  # of the diagonal, the words fill so much; points of the reason
ARTEFAK = b"\nQ\n/Artifact <</Type /Pagination /Subtype /Watermark>> BDC\nq %s Do Q\nEMC\n"


def cap(isi, kata, sebab=""):
    """A copy of the PDF `isi` with `kata` from corner to corner of every page, `sebab` below it.

    The same arguments give the same bytes. Files inside, tags and the first half of the file's
    identifier stay, so that the copy can still be told to be of which paper.
    """
    hasil = io.BytesIO()
    with pikepdf.open(io.BytesIO(isi)) as buku:
        rupa = {}
        for halaman in buku.pages:
            ukuran = tuple(round(float(n), 2) for n in halaman.mediabox)
            if ukuran not in rupa:  # a name for each: pages may share one list of resources
                nama = Name(f"/CapSalinan{len(rupa)}")
                rupa[ukuran] = nama, _bentuk(buku, ukuran, kata, sebab)
            nama, bentuk = rupa[ukuran]
            halaman.add_resource(bentuk, Name.XObject, nama)
            halaman.contents_add(b"q\n", prepend=True)
            halaman.contents_add(ARTEFAK % str(nama).encode())
        _judul(buku, kata)
        buku.save(hasil, deterministic_id=True)
    return hasil.getvalue()


def _bentuk(buku, kotak, kata, sebab):
    """The mark for pages of this size, once in the file however many pages bear it."""
    kiri, bawah, kanan, atas = kotak
    with pikepdf.open(io.BytesIO(_gambar(kanan - kiri, atas - bawah, kata, sebab))) as cap_:
        return buku.copy_foreign(cap_.pages[0].as_form_xobject())


@functools.lru_cache(8)
def _gambar(lebar, tinggi, kata, sebab):
    hasil = io.BytesIO()
    huruf = muka_huruf(kata + sebab)
    kanvas = Canvas(hasil, pagesize=(lebar, tinggi), invariant=1, initialFontName=huruf)
    kanvas.translate(lebar / 2, tinggi / 2)
    kanvas.rotate(math.degrees(math.atan2(tinggi, lebar)))
    kanvas.setFillColor(WARNA)
    kanvas.setFillAlpha(TEMBUS)
    besar = BAGIAN * math.hypot(lebar, tinggi) / stringWidth(kata, huruf, 1)
    kanvas.setFont(huruf, besar)
    kanvas.drawCentredString(0, -besar * 0.2, kata)
    if sebab:
        kanvas.setFillAlpha(2 * TEMBUS)
        kanvas.setFont(huruf, UKURAN_SEBAB)
        kanvas.drawCentredString(0, -besar * 0.2 - 2 * UKURAN_SEBAB, sebab)
    kanvas.showPage()
    kanvas.save()
    return hasil.getvalue()


def _judul(buku, kata):
    with buku.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        judul = f"{kata}: {xmp.get('dc:title', '')}"
        xmp["dc:title"] = judul
    buku.docinfo[Name.Title] = judul
