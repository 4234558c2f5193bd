"""What a mail server's refusal means: for the person who mends it, and for the next try.

The same reading serves a refusal at the door and one that comes back later as a letter
(RFC 3463 for the three-part codes).
"""

import random
import re

from surel.models import Kelas

JEDA_CEPAT = (10, 30, 60, 300, 900, 1800, 3600)  # seconds; the last one again and again
JEDA_PENUH = (1800, 3600, 7200, 14400, 28800)  # nobody empties a mailbox within minutes
MAKS_CEPAT = 30  # refusals for now: about a day
MAKS_PENUH = 12  # about three days

RINCI = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
PENUH = re.compile(r"\b(?:over ?quota|quota|mailbox (?:is )?full|kotak \w*\s?penuh)\b", re.I)
ATURAN = re.compile(r"spam|polic|block|blacklist|denied|reputation|content|virus|size|large", re.I)
TANPA_KOTAK = {"1.1", "1.2", "1.3", "1.6", "1.10", "2.1", "4.310"}

# kind of fault of the line -> words for whoever has to mend it
JALUR = {
    "ConnectionRefusedError": "sambungan ditolak",
    "ConnectionResetError": "sambungan diputus server",
    "TimeoutError": "server tidak menjawab",
    "gaierror": "nama server tidak dikenal",
    "SSLError": "TLS gagal",
    "SSLCertVerificationError": "sertifikat server tidak dapat dipercaya",
    "SMTPAuthenticationError": "nama pengguna atau kata sandi ditolak",
    "SMTPNotSupportedError": "server tidak menawarkan TLS atau cara masuk yang diminta",
    "SMTPConnectError": "server menolak dipakai",
    "SMTPServerDisconnected": "sambungan diputus server",
}


def kata_jalur(galat):
    """What happened to the line, without the server's own words: they may quote an address."""
    while galat.__cause__ is not None:
        galat = galat.__cause__
    nama = type(galat).__name__
    kode = max(getattr(galat, "smtp_code", 0), 0)
    kata = JALUR.get(nama, nama)
    return f"{kode} {kata}" if kode else kata


def kelas(kode, alasan):
    """Kelas of a refusal.

    kode    three digits of SMTP, 0 where there are none
    alasan  the server's words, beginning with the three-part code where it gave one
    """
    rinci = RINCI.search(alasan)
    bagian = f"{rinci[2]}.{rinci[3]}" if rinci else ""
    if _penuh(kode, bagian, alasan):
        return Kelas.PENUH
    if bagian:
        return Kelas.ALAMAT if rinci[1] == "5" and bagian in TANPA_KOTAK else Kelas.TEKNIS
    if kode in (550, 551, 553) and not ATURAN.search(alasan):
        return Kelas.ALAMAT
    return Kelas.TEKNIS


def _penuh(kode, bagian, alasan):
    if bagian:
        return bagian == "2.2" or (bagian in ("0.0", "2.0") and bool(PENUH.search(alasan)))
    return bool(PENUH.search(alasan)) or (kode in (422, 452, 552) and not ATURAN.search(alasan))


def tetap(kode, jenis):
    """Will it be refused for ever? A full mailbox will not, whatever the server calls it."""
    return 500 <= kode < 600 and jenis != Kelas.PENUH


def menyerah(jenis, ditolak):
    """Has a letter been refused for now often enough to say that it failed?"""
    return ditolak >= (MAKS_PENUH if jenis == Kelas.PENUH else MAKS_CEPAT)


def jeda(jenis, ditolak):
    """Seconds before the next try, with some chance in it so that a round does not come at once."""
    tangga = JEDA_PENUH if jenis == Kelas.PENUH else JEDA_CEPAT
    return tangga[min(max(ditolak, 1), len(tangga)) - 1] * random.uniform(0.85, 1.0)  # noqa: S311 -- jitter
