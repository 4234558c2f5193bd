"""Plain text as people type it: cleaning, emptiness, sex, e-mail address."""

import re
import unicodedata

from peserta.aturan.kode import Salah

#: characters that nobody sees: zero-width ones, soft hyphen, byte order mark
TAK_TERLIHAT = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e"
_BUANG = str.maketrans("", "", TAK_TERLIHAT)
_ATUR = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_TANDA_KOSONG = re.compile(r"[-‐-―_.\s]*")
_KATA_KOSONG = {"n/a", "na", "tidak ada", "tdk ada", "nihil", "kosong", "null", "none", "belum ada"}


def bersih(teks):
    """One line: no outer, doubled or invisible spaces, no control characters; otherwise as is."""
    if not (teks.isascii() and teks.isprintable()):
        teks = _ATUR.sub("", teks.translate(_BUANG))
    return " ".join(teks.split())


def kosong(teks):
    """Whether this is how offices write "nothing": blank, a dash, "n/a", "tidak ada"."""
    teks = bersih(teks)
    return bool(_TANDA_KOSONG.fullmatch(teks)) or teks.casefold() in _KATA_KOSONG


_KELAMIN = {
    "L": {"l", "lk", "lakilaki", "laki", "laki2", "lelaki", "pria", "cowok", "m", "male"},
    "P": {"p", "pr", "perempuan", "wanita", "pwr", "f", "female"},
}


def jenis_kelamin(teks):
    """ "L" or "P" from what offices write for it."""
    kata = re.findall("[a-z0-9]+", unicodedata.normalize("NFKC", teks).casefold())
    for kode, ragam in _KELAMIN.items():
        # "Laki - laki" is one word, "Laki-laki (L)" the same thing twice
        if "".join(kata) in ragam or (kata and ragam.issuperset(kata)):
            return kode
    raise Salah("KELAMIN")


_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_SUREL = re.compile(
    rf"(?=.{{1,64}}@)[a-z0-9_+&'-]+(?:\.[a-z0-9_+&'-]+)*@(?:{_LABEL}\.)+(?:xn--[a-z0-9-]{{2,58}}|[a-z]{{2,63}})"
)


def surel(teks):
    """An e-mail address in lower case. No domain is preferred: many officials use Gmail."""
    teks = unicodedata.normalize("NFKC", teks.translate(_BUANG)).strip(" \t\r\n;,<>")
    alamat = re.sub(r"^mailto:", "", teks.casefold())
    if sum("@" in bagian for bagian in re.split(r"[\s;,/|]+", alamat)) > 1:
        raise Salah("EMAIL_LEBIH_DARI_SATU")
    if len(alamat) > 254 or not _SUREL.fullmatch(alamat):
        raise Salah("EMAIL_TIDAK_SAH")
    return alamat
