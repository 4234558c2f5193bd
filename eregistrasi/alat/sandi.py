"""Encryption of single columns, and the fingerprint that keeps them unique without reading them."""

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


def _kunci(guna):
    return hashlib.blake2b(settings.SECRET_KEY.encode(), person=guna, digest_size=32).digest()


def sandikan(teks):
    """AES-256-GCM of `teks`, as text; the empty string stays empty."""
    if not teks:
        return ""
    return base64.b64encode(sandikan_byte(teks.encode())).decode()


def buka_sandi(sandi):
    """The text that `sandikan` hid. Raises ValueError when the site's key is not the one used."""
    if not sandi:
        return ""
    return buka_byte(base64.b64decode(sandi)).decode()


def sandikan_byte(isi):
    """AES-256-GCM of bytes, with the nonce before it."""
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(_kunci(b"kolom")).encrypt(nonce, isi, None)


def buka_byte(sandi):
    """The bytes that `sandikan_byte` hid. Raises ValueError as `buka_sandi` does."""
    try:
        return AESGCM(_kunci(b"kolom")).decrypt(sandi[:12], sandi[12:], None)
    except InvalidTag:
        raise ValueError("Kunci rahasia situs bukan kunci yang menyandikan data ini.") from None


def sidik_rahasia(teks):
    """Keyed fingerprint (HMAC-SHA256, hex) of `teks`: equal texts meet, nobody can guess back."""
    return hmac.new(_kunci(b"sidik"), teks.encode(), "sha256").hexdigest() if teks else ""
