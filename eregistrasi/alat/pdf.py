"""HTML to PDF/A-3a with the marks of PDF/UA. A page may carry its own images, but never fetch any.

WeasyPrint takes a second to import and needs Pango, so nothing of it is imported before the
first page is printed. Fonts and styles are read and parsed once per process and shared: that
is a third faster than doing it per document, and memory stays flat.
"""

import base64
import ctypes
import datetime as dt
import functools
import re
import sys
import threading
import warnings
from importlib import resources

from django.conf import settings

from eregistrasi.alat import aksara, ruang

GAYA = "static/css/dokumen.css"
# The face of the papers, and one of wide coverage for letters that it has not got. Faces of single
# scripts are added for the pages that need them (`aksara`).
UTAMA = ("Jakarta Dokumen", "static/huruf/plus-jakarta-sans-latin-500.woff2")
CADANGAN = ("Huruf Cadangan", "eregistrasi/alat/huruf/DejaVuSans.ttf")
PADAT = [
    "body{font-size:.93em;line-height:1.3}",
    "body{font-size:.85em;line-height:1.24}",
    "body{font-size:.76em;line-height:1.18}",
]
# Over every page that is printed in a rehearsal, beside whatever the page itself says.
LATIHAN = (
    f'@page{{@top-center{{content:"{ruang.TANDA}: bukan dokumen yang sah";color:#98230f;'
    "font-size:9pt;letter-spacing:.08em;border:1.2pt solid #98230f;padding:.6mm 3mm;"
    "margin-top:2.5mm;height:6mm;width:72mm;text-align:center;vertical-align:middle}}"
)
PUSTAKA = {"darwin": ("libpango-1.0.dylib", "/opt/homebrew/lib/libpango-1.0.dylib")}
KUNCI = threading.Lock()  # the shared fonts and images belong to one page at a time
GAMBAR_MAKS = 60
GAMBAR = {}  # decoded images; each QR code is another one, so it is emptied now and then


class PdfTidakTersedia(Exception):
    """No PDF can be had, in a sentence for the screen: Pango is not installed on this machine."""


class PdfGagal(PdfTidakTersedia):
    """This page cannot be printed, here or anywhere; the cause is chained."""


@functools.cache
def tersedia():
    """Whether Pango can be loaded. Asked once per process, and without importing WeasyPrint."""
    for nama in PUSTAKA.get(sys.platform, ("libpango-1.0.so.0", "libpango-1.0-0.dll")):
        try:
            ctypes.CDLL(nama)
        except OSError:
            continue
        return True
    return False


def buat_pdf(html, *, judul, pengenal, dibuat=None, satu_halaman=False, lampiran=()):
    """Print one HTML document; the same arguments give the same bytes.

    judul         title of the document
    pengenal      text that identifies it; becomes the PDF's identifier
    dibuat        aware datetime written into the file; else the page's own `dcterms.created`
    satu_halaman  set it tighter, by small steps, when it runs over one page
    lampiran      (name, bytes, description, relationship) of each file to carry inside;
                  the relationship is one of PDF/A-3's (`Data`, `Supplement`, ...)
    Raises PdfTidakTersedia without Pango, PdfGagal when the page cannot be printed (it asked for
    something outside itself, for one).
    """
    if not tersedia():
        raise PdfTidakTersedia("Pango tidak terpasang pada server ini.")
    khusus = aksara.keluarga(html)
    html = aksara.tandai_asing(html, [b for _, b in (UTAMA, *khusus, CADANGAN)])
    wp = _mesin(khusus)
    with KUNCI:
        try:
            halaman = wp.susun(html, satu_halaman)
            halaman.metadata.title = judul
            return wp.tulis(halaman, pengenal, dibuat, lampiran)
        except wp.galat as sebab:
            # FatalURLFetchingError is a BaseException: left alone it would slip past Django.
            raise PdfGagal(
                f"{judul} tidak dapat dicetak karena kesalahan pada isinya. Sampaikan kepada "
                "Administrator Sistem."
            ) from sebab
        finally:
            if len(GAMBAR) > GAMBAR_MAKS:
                GAMBAR.clear()


@functools.lru_cache(8)
def _mesin(khusus):
    return _Mesin(khusus)


class _Mesin:
    """WeasyPrint with everything that documents of the same scripts share."""

    def __init__(self, khusus):
        import weasyprint  # noqa: PLC0415 -- slow, and fails without Pango
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- as above
        from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415 -- as above

        self.wp = weasyprint
        self.pengambil = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
        self.galat = (FatalURLFetchingError, ValueError)
        self.huruf = FontConfiguration()
        muka = "".join(_muka(*huruf) for huruf in (UTAMA, *khusus, CADANGAN))
        # the special faces come before the wide one, which draws some of their letters badly
        urut = ",".join(f'"{nama}"' for nama, _ in (*khusus, CADANGAN))
        gaya = (settings.BASE_DIR / GAYA).read_text().replace(f'"{CADANGAN[0]}"', urut)
        self.gaya = [self._css(muka + gaya)]
        self.padat = [self._css(teks) for teks in PADAT]
        self.latihan = self._css(LATIHAN)
        xmp = (resources.files(__package__) / "pdfua.xml").read_bytes()
        self.xmp = "data:application/xml;base64," + base64.b64encode(xmp).decode()

    def _css(self, teks):
        return self.wp.CSS(string=teks, font_config=self.huruf, url_fetcher=self.pengambil)

    def susun(self, html, satu_halaman):
        """Lay the pages out; tighter when one page is wanted and more came out."""
        tanda = [self.latihan] if ruang.kini() else []
        for padat in [[], *([p] for p in (self.padat if satu_halaman else []))]:
            halaman = self.wp.HTML(string=html, url_fetcher=self.pengambil).render(
                font_config=self.huruf,
                stylesheets=self.gaya + padat + tanda,
                cache=GAMBAR,
                pdf_variant="pdf/a-3a",
                xmp_metadata=[self.xmp],
            )
            if len(halaman.pages) == 1:
                break
        return halaman

    def tulis(self, halaman, pengenal, dibuat, lampiran):
        saat = dibuat or dt.datetime.fromisoformat(halaman.metadata.created)
        halaman.metadata.created = halaman.metadata.modified = _w3c(saat)
        with warnings.catch_warnings():
            # WeasyPrint 70 leaves the closing of its colour profile to the garbage collector.
            warnings.simplefilter("ignore", ResourceWarning)
            return halaman.write_pdf(
                finisher=_sempurnakan,
                pdf_variant="pdf/a-3a",
                pdf_identifier=pengenal.encode(),
                xmp_metadata=[self.xmp],
                attachments=[self._lampiran(*satu, saat) for satu in lampiran] or None,
            )

    def _lampiran(self, nama, isi, keterangan, hubungan, saat):
        return self.wp.Attachment(
            string=isi,
            name=nama,
            description=keterangan,
            relationship=hubungan,
            created=saat,
            modified=saat,
            url_fetcher=self.pengambil,
        )


def _muka(nama, berkas):
    isi = base64.b64encode((settings.BASE_DIR / berkas).read_bytes()).decode()
    jenis = berkas.rpartition(".")[2]
    return f'@font-face{{font-family:"{nama}";src:url(data:font/{jenis};base64,{isi})}}\n'


def _w3c(saat):
    return f"{saat.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def _sempurnakan(dokumen, pdf):
    from eregistrasi.alat import tanda_pdf  # noqa: PLC0415 -- as WeasyPrint, which brings pydyf

    tanda_pdf.rapikan(pdf)
    _satu_rdf(pdf)
    _semua_bermakna(pdf)


def _semua_bermakna(pdf):
    """Let no drawn glyph be without a character (PDF/UA 7.21.7).

    Where one letter is drawn by several glyphs, WeasyPrint maps the first to the letter and the
    others to nothing; nothing is not allowed, a character of no width is.
    """
    for objek in pdf.objects:
        aliran = getattr(objek, "stream", None)
        if aliran and aliran[0] == b"/CIDInit /ProcSet findresource begin":
            objek.stream = [re.sub(rb" <>$", b" <200b>", baris) for baris in aliran]


def _satu_rdf(pdf):
    """Join the two rdf:RDF blocks that WeasyPrint writes: readers of XMP skip a second one."""
    nomor = int(pdf.catalog["Metadata"].split()[0])
    aliran = next(o for o in pdf.objects if o.number == nomor)
    aliran.stream = [re.sub(rb"</rdf:RDF>\s*<rdf:RDF[^>]*>", b"", b"".join(aliran.stream))]
