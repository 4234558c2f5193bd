"""The line to the mail server: Django's backend, which also tells when DATA begins."""

import contextlib
import smtplib
import time
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

from surel.titik import titik

TENGGAT = 20  # seconds for the server to answer anything but a letter
TENGGAT_SURAT = 240  # seconds for the word on a letter: to give up on it means to send it twice
SURAT_PER_SAMBUNGAN = 100  # servers take so many on one line without complaint
DIAM = 10  # seconds without a letter after which the line is hung up


class _Pemberitahu:
    """Calls `saat_data` after the recipient was accepted and before the letter goes over.

    `balasan` is what the server said to the last letter.
    """

    saat_data, balasan = staticmethod(lambda: None), ""

    def sendmail(self, dari, kepada, isi, mail_options=(), rcpt_options=()):
        """A letter that bounces comes back without its text: the personal link stands in there."""
        self.ehlo_or_helo_if_needed()
        if self.has_extn("dsn"):
            mail_options = (*mail_options, "RET=HDRS")
        return super().sendmail(dari, kepada, isi, mail_options, rcpt_options)

    def data(self, msg):
        self.saat_data()
        self.sock.settimeout(min(TENGGAT_SURAT, settings.SUREL_SEWA_DETIK * 0.8))
        kode, kata = super().data(msg)
        self.sock.settimeout(TENGGAT)
        self.balasan = f"{kode} {kata.decode(errors='replace')}"
        titik("surel.sesudah_data")
        return kode, kata


class _SMTP(_Pemberitahu, smtplib.SMTP):
    pass


class _SMTPS(_Pemberitahu, smtplib.SMTP_SSL):
    pass


class KotakPos(EmailBackend):
    """A line that stays open from one letter to the next."""

    surat = 0
    terpakai = 0.0

    @property
    def connection_class(self):
        return _SMTPS if self.use_ssl else _SMTP

    def sambung(self):
        """Open the line, or find it open. True when it has carried a letter before."""
        if self.surat >= SURAT_PER_SAMBUNGAN:
            self.putuskan()
        if self.open():
            self.surat = 0
            titik("surel.sesudah_sambung")
        self.surat += 1
        self.terpakai = time.monotonic()
        return self.surat > 1

    def putuskan(self):
        """Hang up a line that may be half-dead; the next letter opens a new one."""
        with contextlib.suppress(smtplib.SMTPException, OSError):
            self.close()
        self.connection, self.surat = None, 0

    def tutup_bila_diam(self):
        """Hang up politely when there has been nothing to send for a while."""
        if self.connection and time.monotonic() - self.terpakai >= DIAM:
            self.putuskan()


def kotak_pos():
    """Connection for `EMAIL_URL`, not yet open; None while letters stay in Kotak keluar.

    `smtp://user:sandi@host:587/?tls=1` (STARTTLS), `smtps://…` (TLS from the start).
    Raises ValueError for an address that cannot be read.
    """
    if not settings.EMAIL_URL:
        return None
    url = urlsplit(settings.EMAIL_URL)
    if url.scheme not in ("smtp", "smtps"):
        raise ValueError("EMAIL_URL harus diawali smtp:// atau smtps://.")
    return KotakPos(
        host=url.hostname or "localhost",
        port=url.port or (465 if url.scheme == "smtps" else 25),
        username=unquote(url.username or ""),
        password=unquote(url.password or ""),
        use_tls=parse_qs(url.query).get("tls") == ["1"],
        use_ssl=url.scheme == "smtps",
        timeout=TENGGAT,
    )
