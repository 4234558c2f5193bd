"""Numbers that identify or reach a person: NIP, NI PPPK, NIK, mobile phone.

What Excel does to long numbers decides much here: a double keeps 15 digits, so an 18-digit NIP
that was typed as a number has lost its end for good, and no rounding brings it back.
"""

import datetime as dt
import re
import unicodedata
from typing import NamedTuple

from peserta.aturan.kode import Salah
from peserta.aturan.tanggal import hari_ini_di_jakarta, usia_wajar
from peserta.aturan.teks import TAK_TERLIHAT

_PEMISAH = re.compile(rf"[\s{TAK_TERLIHAT}'\"`´’‘ʼʻ“”.‐-―−-]")
_AWALAN = re.compile(r"^(?:NIPNIK|NIPPPK|NIPK|NIP|NIK)[:=/]*", re.IGNORECASE)
_ILMIAH = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}", re.IGNORECASE)
_PECAHAN = re.compile(r"\d{15,}[.,]0{1,2}")
_BATAS_ANGKA = re.compile(r"[/,;|&\n]|\bdan\b|\batau\b", re.IGNORECASE)
NIK_PEREMPUAN = 40


class Identitas(NamedTuple):
    """What a NIP or NIK says about its bearer; a NIK alone tells no century, so no birth date."""

    jenis: str
    nomor: str
    pns_atau_pppk: str
    tanggal_lahir: dt.date | None
    jenis_kelamin: str


def identitas(teks, *, hari_ini=None):
    """The NIP, NI PPPK or NIK in `teks`. Raises `Salah` with every fault that it has."""
    mentah = unicodedata.normalize("NFKC", str(teks)).strip()
    nomor = _AWALAN.sub("", _PEMISAH.sub("", mentah))
    if not nomor or set(nomor) == {"0"} or nomor.casefold() in ("n/a", "na", "tidakada", "nihil"):
        raise Salah("NIP_KOSONG")
    if _ILMIAH.fullmatch(mentah) or _PECAHAN.fullmatch(mentah):
        raise Salah("NIP_PRESISI")
    _satu_saja(mentah, nomor)
    if not re.fullmatch("[0-9]+", nomor):
        raise Salah("NIP_KARAKTER")
    if len(nomor) == 18:
        return _nip(nomor, hari_ini or hari_ini_di_jakarta())
    if len(nomor) == 16:
        return _nik(nomor)
    if len(nomor) == 9:
        raise Salah("NIP_LAMA")
    raise Salah("NIP_PANJANG", n=len(nomor))


def _satu_saja(mentah, nomor):
    """Refuse a cell that holds two people's numbers."""
    bagian = [_PEMISAH.sub("", b) for b in _BATAS_ANGKA.split(mentah)]
    panjang = sum(len(re.sub(r"\D", "", b)) >= 9 for b in bagian)
    if panjang > 1 or re.fullmatch(r"\d{32}|\d{34}|\d{36}", nomor):
        raise Salah("NIP_LEBIH_DARI_SATU")


def _nip(nomor, hari_ini):
    salah = []
    try:
        lahir = dt.date(int(nomor[:4]), int(nomor[4:6]), int(nomor[6:8]))
    except ValueError:
        lahir = None
    if lahir is None or not usia_wajar(lahir, hari_ini):
        salah.append("NIP_TANGGAL")
    if nomor.endswith("000"):  # fifteen digits and three zeros are what Excel leaves of a NIP
        salah.append("NIP_PRESISI")
    tahun, bulan = int(nomor[8:12]), int(nomor[12:14])
    susunan = (
        nomor[14] in "12"
        and (1 <= bulan <= 12 or (bulan >= 21 and tahun >= 2000))
        and tahun >= int(nomor[:4]) + 15
        and not nomor.endswith("000")
    )
    if not susunan:
        salah.append("NIP_STRUKTUR")
    if salah:
        raise Salah(*salah)
    return Identitas("nip", nomor, "pns" if bulan <= 12 else "pppk", lahir, " LP"[int(nomor[14])])


def _nik(nomor):
    hari, bulan = int(nomor[6:8]), int(nomor[8:10])
    if not (
        int(nomor[:2]) >= 11
        and nomor[2:4] != "00"
        and nomor[4:6] != "00"
        and (1 <= hari <= 31 or 1 <= hari - NIK_PEREMPUAN <= 31)
        and 1 <= bulan <= 12
        and nomor[12:] != "0000"
    ):
        raise Salah("NIK_STRUKTUR")
    return Identitas("nik", nomor, "", None, "P" if hari > NIK_PEREMPUAN else "L")


def nip_dari_angka(angka):
    """The digits of a NIP or NIK that the file stores as a number, if none can have been lost.

    Digits that a double could not hold prove that no double ever held them.
    """
    if isinstance(angka, float):
        if angka >= 1e14:
            raise Salah("NIP_PRESISI")
        if angka != int(angka):
            raise Salah("NIP_KARAKTER")
    nomor = str(int(angka))
    utuh = {
        18: int(float(angka)) != angka and int(angka) % 1000 != 0,
        16: int(angka) % 10 != 0,
    }.get(len(nomor), True)
    if not utuh:
        raise Salah("NIP_PRESISI")
    return nomor


_PONSEL = re.compile(r"\+628[1-9][0-9]{7,10}")
_LABEL_PONSEL = re.compile(
    r"^(?:https?://)?wame/|^(?:no|hp|wa|whatsapp|te?lp)+[:/]*|/?(?:hp|wa|whatsapp)+$", re.IGNORECASE
)


def ponsel(teks):
    """A mobile number as +628…, or None when it is not recognised as one."""
    angka = re.sub(r"[\s().\-'\"‐-―]", "", unicodedata.normalize("NFKC", str(teks)))
    angka = _LABEL_PONSEL.sub("", re.sub(rf"[{TAK_TERLIHAT}]", "", angka))
    nomor = re.sub(r"^(?:\+?62|0062)?0?(?=8)", "+62", angka, count=1)
    return nomor if _PONSEL.fullmatch(nomor) else None
