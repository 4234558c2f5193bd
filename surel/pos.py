"""The line to the mail server: Django's backend, which also tells when DATA begins."""

import smtplib
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend


class _Pemberitahu:
    """Calls `saat_data` after the recipient was accepted and before the letter goes over."""

    saat_data = staticmethod(lambda: None)

    def data(self, msg):
        self.saat_data()
        return super().data(msg)


class _SMTP(_Pemberitahu, smtplib.SMTP):
    pass


class _SMTPS(_Pemberitahu, smtplib.SMTP_SSL):
    pass


class KotakPos(EmailBackend):
    @property
    def connection_class(self):
        return _SMTPS if self.use_ssl else _SMTP


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
        timeout=20,
    )
