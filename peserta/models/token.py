"""Tokens of the links that open a page without an account: derived, versioned, never stored."""

import hmac
from base64 import urlsafe_b64encode

from django.utils.crypto import get_random_string, salted_hmac

PANJANG_ID = 22
TOKEN_MAKS = 64  # characters; a longer one was never sent, and nobody is asked about it
TANDA_BYTE = 24  # of the HMAC: 192 bits, so that the link stays short enough for a letter


def id_publik():
    """A random id (22 characters, 131 bits) that tells nothing and cannot be guessed."""
    return get_random_string(PANJANG_ID)


def buat(garam, publik, versi):
    """The token of a public id at a version: `id.version.HMAC-SHA256` with the site's key.

    garam  the kind of link, so that a token of one kind opens none of another
    """
    kepala = f"{publik}.{versi}"
    return f"{kepala}.{_tanda(garam, kepala)}"


def urai(garam, token):
    """(public id, version) of a token that this site made for that kind of link, else None."""
    if len(token) > TOKEN_MAKS or not token.isascii():
        return None
    kepala, _, tanda = token.rpartition(".")
    publik, _, versi = kepala.rpartition(".")
    if not versi.isdecimal() or not hmac.compare_digest(tanda, _tanda(garam, kepala)):
        return None
    return publik, int(versi)


def _tanda(garam, kepala):
    sidik = salted_hmac(garam, kepala, algorithm="sha256").digest()
    return urlsafe_b64encode(sidik[:TANDA_BYTE]).decode()
