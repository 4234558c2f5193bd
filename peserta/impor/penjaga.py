"""The guards before openpyxl: they look at a package without believing what it declares."""

import io
import posixpath
import re
import zipfile
import zlib
from xml.parsers import expat

from peserta.impor import batas
from peserta.impor.hasil import BerkasDitolak
from peserta.impor.jenis import tolak_bukan_zip

POTONGAN = 65536
_XML = (".xml", ".rels", ".vml")
_STRICT = b"http://purl.oclc.org/ooxml/"
_TAK_TERBACA = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
)
_MAKRO = re.compile(r"(?:^|/)(?:vbaproject\.bin|vbadata\.xml|macrosheets/|xlm/)")


def buka(isi, nama_berkas=""):
    """The ZIP of an .xlsx whose every part has been unpacked once, counted and looked at."""
    if not isi.startswith(b"PK"):
        tolak_bukan_zip(isi, nama_berkas)
    try:
        arsip = zipfile.ZipFile(io.BytesIO(isi))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise BerkasDitolak("RUSAK") from None
    _periksa_daftar(arsip.infolist())
    _periksa_jenis(arsip)
    _periksa_bagian(arsip)
    return arsip


def _periksa_daftar(daftar):
    if len(daftar) > batas.JUMLAH_BAGIAN:
        raise BerkasDitolak("BOM_ZIP")
    nama = [bagian.filename.replace("\\", "/") for bagian in daftar]
    if len({n.casefold() for n in nama}) < len(nama) or not all(map(_wajar, nama)):
        raise BerkasDitolak("ZIP_TIDAK_WAJAR")
    if any(bagian.flag_bits & 0x1 for bagian in daftar):
        raise BerkasDitolak("TERSANDI")
    if any(b.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for b in daftar):
        raise BerkasDitolak("RUSAK")


def _wajar(nama):
    """Whether a name stays inside the package."""
    return not (
        nama.startswith("/")
        or ".." in nama.split("/")
        or re.match(r"[A-Za-z]:", nama)
        or "\0" in nama
        or posixpath.normpath(nama).startswith("..")
    )


def _periksa_jenis(arsip):
    """Only a plain workbook goes on; its neighbours are named."""
    nama = {n.casefold() for n in arsip.namelist()}
    if "mimetype" in nama and "[content_types].xml" not in nama:
        jenis = _awal(arsip, "mimetype")
        raise BerkasDitolak("FORMAT_ODS" if b"opendocument.spreadsheet" in jenis else "BUKAN_XLSX")
    if "[content_types].xml" not in nama:
        raise BerkasDitolak("BUKAN_XLSX")
    isi = _awal(arsip, "[content_types].xml").replace(b"\0", b"")
    if b"sheet.binary" in isi or "xl/workbook.bin" in nama:
        raise BerkasDitolak("FORMAT_XLSB")
    if b"macroEnabled" in isi or any(_MAKRO.search(n) for n in nama):
        raise BerkasDitolak("MAKRO")
    if not any(n.startswith("xl/") for n in nama) and b"spreadsheetml" not in isi:
        raise BerkasDitolak("BUKAN_XLSX")


def _awal(arsip, nama):
    asli = next(n for n in arsip.namelist() if n.casefold() == nama)
    try:
        with arsip.open(asli) as bagian:
            return bagian.read(1_048_576)
    except _TAK_TERBACA:
        raise BerkasDitolak("RUSAK") from None


def _periksa_bagian(arsip):
    sisa = batas.UKURAN_TERBUKA
    for bagian in arsip.infolist():
        try:
            sisa -= _periksa_satu(arsip, bagian, sisa)
        except _TAK_TERBACA:
            raise BerkasDitolak("RUSAK") from None


def _periksa_satu(arsip, bagian, sisa):
    """Unpack one part chunk by chunk, feeding XML to a parser that refuses a DOCTYPE in any
    encoding it can read, which are those that every later parser can read."""
    terbaca = 0
    pengurai = _pengurai() if bagian.filename.casefold().endswith(_XML) else None
    with arsip.open(bagian) as sumber:
        while potongan := sumber.read(POTONGAN):
            if terbaca == 0 and _STRICT in potongan and "workbook" in bagian.filename:
                raise BerkasDitolak("FORMAT_STRICT")
            terbaca += len(potongan)
            melampaui_rasio = terbaca > batas.RASIO_MULAI and (
                terbaca > batas.RASIO_BAGIAN * max(bagian.compress_size, 1)
            )
            if terbaca > sisa or melampaui_rasio:
                raise BerkasDitolak("BOM_ZIP")
            pengurai = _uraikan(pengurai, potongan, bagian.filename)
    _uraikan(pengurai, b"", bagian.filename, selesai=True)
    return terbaca


def _pengurai():
    def doctype(*_):
        raise BerkasDitolak("ENTITAS_XML")

    pengurai = expat.ParserCreate()
    pengurai.StartDoctypeDeclHandler = doctype
    return pengurai


def _uraikan(pengurai, potongan, nama, *, selesai=False):
    """The parser for what follows, or None when the rest need not be well-formed."""
    if pengurai is None:
        return None
    try:
        pengurai.Parse(potongan, selesai)
    except expat.ExpatError:
        if nama.startswith("xl/") and not nama.casefold().endswith(".vml"):
            raise BerkasDitolak("RUSAK") from None
        return None
    return pengurai
