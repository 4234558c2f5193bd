"""What a file is that is not an .xlsx, told from its first bytes and never from its name alone."""

import re

from peserta.impor.hasil import BerkasDitolak

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF_TUA = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00")
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<html|<head|<body|<table|<meta|<style|<div"
    r"|mime-version:)",
    re.IGNORECASE | re.DOTALL,
)
_ISI_TEKS = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]*")


def tolak_bukan_zip(isi, nama_berkas):
    """Refuse a file without a ZIP's beginning, by the name of what it is."""
    raise BerkasDitolak(_kode(isi, nama_berkas.casefold()))


def _kode(isi, nama):
    if isi.startswith(OLE):
        return _kode_ole(isi)
    if isi.startswith(_BIFF_TUA):
        return "FORMAT_XLS"
    teks = _teks(isi)
    if teks is None:
        return "BUKAN_XLSX"
    if _HTML.match(teks):
        return "FORMAT_HTML"
    return "FORMAT_CSV" if nama.endswith((".csv", ".tsv")) or _berkolom(teks) else "BUKAN_XLSX"


def _kode_ole(isi):
    """The names of the streams stand in the file as UTF-16."""

    def ada(nama):
        return nama.encode("utf-16-le") in isi

    if ada("EncryptedPackage") or ada("EncryptionInfo"):
        return "TERSANDI"
    return "FORMAT_XLS" if ada("Workbook") or ada("Book\0") else "BUKAN_XLSX"


def _teks(isi):
    awal = isi[:65536]
    sandi = "utf-16" if awal.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    for cara, galat in ((sandi, "ignore" if len(isi) > 65536 else "strict"), ("cp1252", "strict")):
        try:
            teks = awal.decode(cara, galat)
        except UnicodeDecodeError:
            continue
        return teks if _ISI_TEKS.fullmatch(teks) else None
    return None


def _berkolom(teks):
    """Whether the first lines hold the same separator."""
    baris = [b for b in teks.splitlines() if b.strip()][:5]
    return any(baris and all(pemisah in b for b in baris) for pemisah in ";\t,|")
