"""The mailbox to which letters come back, read by every worker about once a minute.

What was read is marked as seen only after it is written down, so a worker that dies in between
reads it again; writing it twice changes nothing. No message is deleted.
"""

import contextlib
import imaplib
import logging
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.db import InterfaceError, OperationalError

from surel import pantulan

catatan = logging.getLogger("eregistrasi.pekerja")

JEDA, JEDA_GALAT = 60, 300  # seconds between two looks, and after one that failed
TENGGAT = 30  # seconds for the server to answer
SEKALI = 200  # messages in one look
POTONG = 262_144  # bytes of a message; the report stands before the letter that it returns


class Salah(Exception):
    """The mailbox cannot be read. The message says which step failed, without names."""


def periksa_alamat():
    """Raise ValueError for an `EREG_IMAP_URL` that cannot be read."""
    if settings.IMAP_URL:
        _alamat()


def _alamat():
    url = urlsplit(settings.IMAP_URL)
    if url.scheme not in ("imap", "imaps") or not url.hostname:
        raise ValueError("EREG_IMAP_URL harus diawali imap:// atau imaps://.")
    return url


@contextlib.contextmanager
def _masuk():
    """The open folder. Raises Salah, also for what happens to the line meanwhile."""
    url = _alamat()
    with contextlib.ExitStack() as tutup:
        try:
            kotak = _sambung(url)
            tutup.callback(_keluar, kotak)
            if parse_qs(url.query).get("tls") == ["1"]:
                kotak.starttls()
            kotak.login(unquote(url.username or ""), unquote(url.password or ""))
            folder = unquote(url.path.strip("/")) or "INBOX"
            if kotak.select(f'"{folder}"')[0] != "OK":
                raise Salah("folder tidak dapat dibuka")
            yield kotak
        except (OperationalError, InterfaceError):
            raise
        except (imaplib.IMAP4.error, OSError) as galat:
            raise Salah(type(galat).__name__) from galat


def _sambung(url):
    if url.scheme == "imaps":
        return imaplib.IMAP4_SSL(url.hostname, url.port or 993, timeout=TENGGAT)
    return imaplib.IMAP4(url.hostname, url.port or 143, timeout=TENGGAT)


def _keluar(kotak):
    try:
        kotak.logout()
    except (imaplib.IMAP4.error, OSError):
        kotak.shutdown()


def baca_kotak():
    """Read what is new. Returns (messages read, letters that bounced). Raises Salah."""
    terbaca = terpental = 0
    with _masuk() as kotak:
        _, (nomor,) = kotak.uid("SEARCH", None, "UNSEEN")
        for uid in (nomor or b"").split()[:SEKALI]:
            banyak = _satu(kotak, uid)
            if banyak is not None:
                kotak.uid("STORE", uid, "+FLAGS", r"(\Seen)")
                terbaca, terpental = terbaca + 1, terpental + banyak
    return terbaca, terpental


def _satu(kotak, uid):
    """One message. How many letters it concerns; None when it has to be read again later."""
    _, jawab = kotak.uid("FETCH", uid, f"(BODY.PEEK[]<0.{POTONG}>)")
    isi = next((b[1] for b in jawab if isinstance(b, tuple)), b"")
    try:
        hasil = pantulan.baca(isi)
    except Exception as galat:
        # What nobody can read is no reason to stop at it for ever.
        catatan.warning("Surel balik yang tidak terbaca dilewati: %s", type(galat).__name__)
        return 0
    return pantulan.catat(hasil) if hasil else 0


class Pemantul:
    """The reader of one worker; `papan` shows where it cannot do its work."""

    def __init__(self, papan):
        self.papan = papan

    def satu(self):
        """One look. Returns the seconds until the next."""
        try:
            terbaca, terpental = baca_kotak()
        except Salah as galat:
            self.papan.pantulan = f"kotak surel balik tidak dapat dibaca ({galat})"
            catatan.warning("Kotak surel balik: %s", galat)
            return JEDA_GALAT
        self.papan.pantulan = ""
        if terpental:
            catatan.info("Surel balik: %d dibaca, %d surel terpental.", terbaca, terpental)
        return 0 if terbaca == SEKALI else JEDA
