"""Dates as offices write them: day first, in figures or words, or as Excel's serial number."""

import datetime as dt
import re
import unicodedata
from zoneinfo import ZoneInfo

from peserta.aturan.kode import Salah
from peserta.aturan.teks import bersih

USIA_TERMUDA, USIA_TERTUA = 17, 80
EPOCH_1900 = dt.date(1899, 12, 30)
EPOCH_1904 = dt.date(1904, 1, 1)
_BULAN = {
    awalan: nomor
    for nomor, ragam in enumerate(
        (
            "januari jan january",
            "februari pebruari feb peb february",
            "maret mar mrt march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu agt ags agust aug august",
            "september sep sept",
            "oktober okt oct october",
            "november nopember nov nop",
            "desember des dec december",
        ),
        start=1,
    )
    for awalan in ragam.split()
}
_HARI_DULU = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})")
_TAHUN_DULU = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})")
#: midnight says nothing; any other hour would be a moment, not a day
_TENGAH_MALAM = re.compile(r"[ T]00[:.]00(?:[:.]00(?:\.0+)?)?Z?$")
NAMA_HARI = (
    r"(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b[\s,]*"
)
_KATA_BULAN = re.compile(r"(\d{1,2})[-/. ]*([A-Za-z]+)[-/. ]*(\d{4}|\d{2})")
#: "April 17, 1990": with the month in letters there is no doubt which is the day
BULAN_DULU = (
    rf"(?:{'|'.join(sorted(_BULAN, key=len, reverse=True))})"
    r"[. ]*\d{1,2}(?:st|nd|rd|th)?[, ]+\d{4}"
)
_BULAN_DULU = re.compile(r"([A-Za-z]+)[. ]*(\d{1,2})(?:st|nd|rd|th)?[, ]+(\d{4})")


def hari_ini_di_jakarta():
    return dt.datetime.now(ZoneInfo("Asia/Jakarta")).date()


def usia(lahir, hari_ini):
    """Full years of age on that day."""
    return hari_ini.year - lahir.year - ((hari_ini.month, hari_ini.day) < (lahir.month, lahir.day))


def usia_wajar(lahir, hari_ini):
    return USIA_TERMUDA <= usia(lahir, hari_ini) <= USIA_TERTUA


def tanggal(nilai, *, hari_ini=None, epoch_1904=False, tahun_nip=None):
    """A date from text, a serial number or a date; raises `Salah("TANGGAL_TIDAK_SAH")`.

    Two-digit years take the century that agrees with the NIP's year, else the one that gives
    a likely age.
    """
    if isinstance(nilai, dt.datetime):
        return nilai.date()
    if isinstance(nilai, dt.date):
        return nilai
    if isinstance(nilai, bool) or not isinstance(nilai, str | int | float):
        raise Salah("TANGGAL_TIDAK_SAH")
    abad = (hari_ini or hari_ini_di_jakarta(), tahun_nip)
    hasil = (
        _dari_teks(_rapikan(nilai), epoch_1904, abad)
        if isinstance(nilai, str)
        else _dari_angka(nilai, epoch_1904)
    )
    if hasil is None:
        raise Salah("TANGGAL_TIDAK_SAH")
    return hasil


def _rapikan(teks):
    rapi = unicodedata.normalize("NFKC", bersih(teks)).strip("'’ ")
    rapi = re.sub(f"^{NAMA_HARI}", "", rapi, flags=re.IGNORECASE)
    rapi = _TENGAH_MALAM.sub("", rapi)
    return re.sub(r"\s*([-/.])\s*", r"\1", re.sub("[‐-―]", "-", rapi))


def _dari_teks(teks, epoch_1904, abad):
    if teks.isdecimal() and teks.isascii():
        return _dari_angka(int(teks), epoch_1904)
    if cocok := _HARI_DULU.fullmatch(teks):
        hari, _, bulan, tahun = cocok.groups()
        return _susun(tahun, int(bulan), hari, abad)
    if cocok := _TAHUN_DULU.fullmatch(teks):
        tahun, _, bulan, hari = cocok.groups()
        return _susun(tahun, int(bulan), hari, abad)
    if cocok := _KATA_BULAN.fullmatch(teks):
        hari, bulan, tahun = cocok.groups()
    elif cocok := _BULAN_DULU.fullmatch(teks):
        bulan, hari, tahun = cocok.groups()
    else:
        return None
    return _susun(tahun, _BULAN.get(bulan.casefold(), 0), hari, abad)


def _dari_angka(angka, epoch_1904):
    """An eight-digit date, or the serial number of a day between 1900 and 2100."""
    if angka != angka or not 1 <= angka < 10**8:
        return None
    if angka >= 10**6:
        delapan = f"{int(angka):08}"
        return _susun(delapan[4:], int(delapan[2:4]), delapan[:2]) or _susun(
            delapan[:4], int(delapan[4:6]), delapan[6:]
        )
    if not 2500 < angka < 73500:  # a bare year is no serial number
        return None
    return (EPOCH_1904 if epoch_1904 else EPOCH_1900) + dt.timedelta(days=int(angka))


def _susun(tahun, bulan, hari, abad=None):
    tahun = _abad(int(tahun), int(bulan), int(hari), *abad) if len(tahun) == 2 else int(tahun)
    if not 1900 <= tahun <= 2100:
        return None
    return _hari(tahun, bulan, int(hari))


def _hari(tahun, bulan, hari):
    try:
        return dt.date(tahun, bulan, hari)
    except ValueError:
        return None


def _abad(dua_angka, bulan, hari, hari_ini, tahun_nip):
    calon = (1900 + dua_angka, 2000 + dua_angka)
    if tahun_nip in calon:
        return tahun_nip
    wajar = [t for t in calon if (d := _hari(t, bulan, hari)) and usia_wajar(d, hari_ini)]
    return wajar[0] if wajar else calon[0]
