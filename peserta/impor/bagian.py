"""The parts of a workbook that its sheets refer to: shared texts and number formats."""

from defusedxml.ElementTree import fromstring, iterparse
from openpyxl.styles.numbers import BUILTIN_FORMATS

from peserta.impor import batas
from peserta.impor.hasil import BerkasDitolak

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BUTIR, _TEKS, _RAGAM = f"{NS}si", f"{NS}t", f"{NS}r/{NS}t"


def teks_bersama(arsip, nama):
    """The shared texts in order; how they look and how they are pronounced is left out."""
    daftar, akar = [], None
    with arsip.open(nama) as sumber:
        for kejadian, unsur in iterparse(sumber, events=("start", "end")):
            if akar is None:
                akar = unsur
            if kejadian == "end" and unsur.tag == _BUTIR:
                daftar.append(teks_butir(unsur))
                akar.clear()
                if len(daftar) > batas.TEKS_BERSAMA:
                    raise BerkasDitolak("BOM_ZIP")
    return daftar


def teks_butir(unsur):
    """The text of one item; how it looks and how it is pronounced is left out."""
    potongan = (unsur.findtext(_TEKS), *(t.text for t in unsur.findall(_RAGAM)))
    return "".join(p for p in potongan if p)


def format_sel(arsip):
    """The number format of every cell style, in order."""
    if "xl/styles.xml" not in arsip.namelist():
        return ["General"]
    akar = fromstring(arsip.read("xl/styles.xml"))
    khusus = {int(f.get("numFmtId")): f.get("formatCode", "") for f in akar.iter(f"{NS}numFmt")}
    daftar = akar.find(f"{NS}cellXfs")
    nomor = [int(xf.get("numFmtId", 0)) for xf in daftar] if daftar is not None else [0]
    return [khusus.get(n) or BUILTIN_FORMATS.get(n, "General") for n in nomor]
