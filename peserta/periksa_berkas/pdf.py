"""A PDF: whole, short, and only paper. It is kept as it came, for signatures lie in its bytes."""

import io
import zipfile
import zlib

import pikepdf

from peserta.periksa_berkas import batas
from peserta.periksa_berkas.hasil import Ditolak

SKRIP = "program (JavaScript)"
LAMPIRAN = "berkas yang dilampirkan"
MEDIA = "video, suara, atau benda tiga dimensi"
OTOMATIS = "tindakan otomatis"
#: keys that no paper needs, and how each is called
KUNCI = {
    "/JS": SKRIP,
    "/JavaScript": SKRIP,
    "/AA": OTOMATIS,
    "/EF": LAMPIRAN,
    "/EmbeddedFiles": LAMPIRAN,
    "/XFA": "formulir XFA",
    "/RichMediaContent": MEDIA,
    "/RichMediaSettings": MEDIA,
}
#: values of /S (an action), /Type and /Subtype
NILAI = {
    "/S": {
        "/JavaScript": SKRIP,
        "/Launch": "perintah membuka program lain",
        "/SubmitForm": OTOMATIS,
        "/ImportData": OTOMATIS,
        "/GoToE": LAMPIRAN,
        "/Rendition": MEDIA,
        "/RichMediaExecute": MEDIA,
    },
    "/Type": {"/EmbeddedFile": LAMPIRAN},
    "/Subtype": {
        "/RichMedia": MEDIA,
        "/3D": MEDIA,
        "/Movie": MEDIA,
        "/Screen": MEDIA,
        "/FileAttachment": LAMPIRAN,
    },
}
FLATE = {"/FlateDecode", "/Fl"}
#: filters whose output is drawn by the viewer itself, within the size that the image declares
GAMBAR = {"/DCTDecode", "/DCT", "/JPXDecode", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode"}
POTONG = 1024 * 1024


def periksa(isi):
    """Raises Ditolak; returns nothing for a PDF that may be kept."""
    _ekor(isi)
    try:
        with pikepdf.open(
            io.BytesIO(isi), attempt_recovery=False, suppress_warnings=True
        ) as berkas:
            _halaman(berkas)
            _isi(berkas)
    except pikepdf.PasswordError:
        raise Ditolak("SANDI") from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError):
        raise Ditolak("RUSAK") from None


def _ekor(isi):
    """Nothing else rides behind the paper: no other file, no archive that ends where it ends."""
    akhir = isi.rfind(b"%%EOF")
    if akhir < 0:
        raise Ditolak("RUSAK")
    ekor = isi[akhir + 5 :]
    if len(ekor.rstrip(b"\0\r\n\t ")) > batas.EKOR or b"PK\x03\x04" in ekor:
        raise Ditolak("POLIGLOT")
    if b"PK\x05\x06" in isi and zipfile.is_zipfile(io.BytesIO(isi)):
        raise Ditolak("POLIGLOT")
    if b"PK\x03\x04" in isi[max(isi.rfind(b"startxref"), 0) :]:
        raise Ditolak("POLIGLOT")


def _halaman(berkas):
    jumlah = len(berkas.pages)
    if not jumlah:
        raise Ditolak("RUSAK")
    if jumlah > batas.HALAMAN:
        raise Ditolak("HALAMAN")


def _isi(berkas):
    """Every object there is, reached from a page or not."""
    _telusuri(berkas.trailer)
    sisa = batas.TERBENTANG
    for nomor, objek in enumerate(berkas.objects):
        if nomor > batas.OBJEK:
            raise Ditolak("BOM")
        _telusuri(objek)
        if isinstance(objek, pikepdf.Stream):
            sisa -= _terbentang(objek, sisa)


def _telusuri(objek):
    """An object and what lies directly in it; what it refers to has a turn of its own."""
    tumpukan = [(objek, 0)]
    while tumpukan:
        kini, dalam = tumpukan.pop()
        if dalam > batas.KEDALAMAN:
            raise Ditolak("BOM")
        if isinstance(kini, pikepdf.Array):
            anak = list(kini)
        elif isinstance(kini, (pikepdf.Dictionary, pikepdf.Stream)):
            kamus = kini.stream_dict if isinstance(kini, pikepdf.Stream) else kini
            isi = dict(kamus.items())
            _kamus(isi)
            anak = isi.values()
        else:
            continue
        tumpukan += [
            (a, dalam + 1)
            for a in anak
            if isinstance(a, (pikepdf.Array, pikepdf.Dictionary)) and not a.is_indirect
        ]


def _kamus(isi):
    for kunci in KUNCI.keys() & isi.keys():
        raise Ditolak("AKTIF", KUNCI[kunci])
    for kunci, terlarang in NILAI.items():
        nilai = isi.get(kunci)
        if isinstance(nilai, pikepdf.Name) and str(nilai) in terlarang:
            raise Ditolak("AKTIF", terlarang[str(nilai)])


def _terbentang(aliran, sisa):
    """How many bytes a stream unpacks to. Raises Ditolak beyond `sisa`."""
    saringan = aliran.get("/Filter", [])
    if isinstance(saringan, pikepdf.Name):
        saringan = [saringan]
    saringan = [str(s) for s in saringan]
    if len(saringan) > batas.SARINGAN:
        raise Ditolak("BOM")
    ukuran = _piksel(aliran) if GAMBAR & set(saringan) else 0
    if saringan and set(saringan) <= FLATE:
        ukuran = _kempis(aliran.read_raw_bytes(), len(saringan), sisa)
    elif saringan and not GAMBAR & set(saringan):
        ukuran = len(aliran.read_bytes())
    if ukuran > sisa:
        raise Ditolak("BOM")
    return ukuran


def _piksel(aliran):
    return int(aliran.get("/Width", 0)) * int(aliran.get("/Height", 0)) // 8


def _kempis(isi, lapis, sisa):
    """Unpack layer by layer in small pieces, keeping nothing of the last one but its length."""
    potongan = [isi]
    for _ in range(lapis):
        potongan = _buka(potongan)
    ukuran = 0
    for satu in potongan:
        ukuran += len(satu)
        if ukuran > sisa:
            raise Ditolak("BOM")
    return ukuran


def _buka(potongan):
    """Pieces of packed bytes -> pieces of unpacked ones. A torn end is the viewer's business."""
    pembuka = zlib.decompressobj()
    for satu in potongan:
        while satu:
            try:
                yield pembuka.decompress(satu, POTONG)
            except zlib.error:
                return
            satu = pembuka.unconsumed_tail
