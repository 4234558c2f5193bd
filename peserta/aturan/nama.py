"""Names of people: kept as written, never re-cased."""

import re
import unicodedata

from peserta.aturan.kode import Salah
from peserta.aturan.teks import TAK_TERLIHAT, bersih, kosong

BATAS_NAMA = 150
_TANDA = set(" '.,-()’‘`´ʼʻ‐‑–")
_GELAR_DEPAN = {
    *("prof", "dr", "drs", "dra", "ir", "h", "hj", "k.h", "kh", "drg", "drh", "apt", "ns"),
    *("irjen", "brigjen", "kombes", "akbp", "kompol", "akp", "iptu", "ipda", "kol", "letkol"),
}
#: titles that are plain even without their full stop; a bare "H" may be an initial
_JELAS_TANPA_TITIK = {"prof", "drs", "dra", "ir", "hj", "drg", "drh", "dr"}


def _huruf_sah(huruf):
    return huruf in _TANDA or unicodedata.category(huruf)[0] in "LM"


def nama(teks):
    """The full name with its degrees, on one line."""
    if any(unicodedata.category(h) in ("Cc", "Cf") and not h.isspace() for h in _tampak(teks)):
        raise Salah("NAMA_KARAKTER")
    rapi = unicodedata.normalize("NFC", bersih(teks))
    if kosong(rapi):
        raise Salah("NAMA_KOSONG")
    if len(rapi) > BATAS_NAMA:
        raise Salah("NAMA_PANJANG")
    if not all(map(_huruf_sah, rapi)) or not any(map(str.isalpha, rapi)):
        raise Salah("NAMA_KARAKTER")
    return rapi


def _tampak(teks):
    """What may need a closer look: nothing in plain ASCII, else all but harmless invisibles."""
    if teks.isascii() and teks.isprintable():
        return ""
    return teks.translate({ord(h): None for h in TAK_TERLIHAT})


def nama_pendek(teks):
    """Whether the name holds fewer than three letters."""
    return sum(map(str.isalpha, teks)) < 3


def aksara_campur(teks):
    """Whether the letters come from different scripts: a Cyrillic "а" looks like a Latin one."""
    if teks.isascii():
        return False
    aksara = {unicodedata.name(h, "?").split()[0] for h in teks if h.isalpha()}
    return len(aksara - {"MODIFIER", "FEMININE", "MASCULINE", "FULLWIDTH"}) > 1


def kunci_nama(teks):
    """A form of the name in which spelling variants of the same name meet."""
    return " ".join(re.sub(r"[^\w\s]", "", pisah_gelar(teks)[1].casefold()).split())


def _depan(kata):
    """Whether this word is a degree or title that stands before a name."""
    inti = kata.rstrip(".").casefold()
    if kata.endswith("."):
        return inti in _GELAR_DEPAN or all(b in _GELAR_DEPAN for b in inti.split("."))
    return inti in _JELAS_TANPA_TITIK


def pisah_gelar(nama_lengkap):
    """(front degrees, bare name, back degrees): back degrees begin at the first comma."""
    inti, _, belakang = nama_lengkap.partition(",")
    kata = inti.split()
    batas = 0
    while batas < len(kata) and _depan(kata[batas]):
        batas += 1
    if batas == len(kata):  # nothing would be left of the name
        batas = 0
    return " ".join(kata[:batas]), " ".join(kata[batas:]), belakang.strip()
