"""Verification codes: sixteen random characters that people can read aloud, and one to check them.

The alphabet is Crockford's base32 (no I, L, O, U). The last character makes the whole code a
word of a code over GF(32): every single wrong character and every swap of two characters is
found out without asking anybody.
"""

import re
import secrets

ABJAD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PANJANG = 17  # sixteen random characters (80 bits) and the check character
NILAI = {huruf: n for n, huruf in enumerate(ABJAD)}
SERUPA = str.maketrans("OIL", "011")


def buat_kode():
    """A new code, 17 characters without hyphens."""
    acak = "".join(secrets.choice(ABJAD) for _ in range(PANJANG - 1))
    return acak + ABJAD[_kali_alfa(_sisa(acak))]


def kelompok(kode):
    """The code as it is printed, in groups of four: `7KQM-3XTP-9FAB-2C7DE`."""
    return "-".join([kode[:4], kode[4:8], kode[8:12], kode[12:]])


def rapikan(teks):
    """What somebody typed, as the code would be kept.

    Capitals; O reads as 0, I and L as 1; spaces, hyphens and dashes of any kind are dropped.
    """
    return re.sub(r"[\s\-\u00ad\u2010-\u2015\u2212]+", "", teks).upper().translate(SERUPA)


def sah(kode):
    """Whether a code (tidied by `rapikan`) could have been issued: length, alphabet, check."""
    return len(kode) == PANJANG and set(kode) <= NILAI.keys() and _sisa(kode) == 0


def _sisa(kode):
    """The code as a polynomial over GF(32), at the point alpha (Horner)."""
    hasil = 0
    for huruf in kode:
        hasil = _kali_alfa(hasil) ^ NILAI[huruf]
    return hasil


def _kali_alfa(n):
    """Times alpha in GF(32), whose rule is x^5 = x^2 + 1."""
    n <<= 1
    return n ^ 0b100101 if n & 0b100000 else n
