"""The system's seal: an Ed25519 signature that anybody can check with common tools, for years.

It says that this site issued these bytes, and no more; it is no certified electronic signature.
The private key comes from the site's secret (`EREG_SEGEL_RAHASIA`, else the secret key). Each
public key that has ever sealed a paper stays in the database and is published.
"""

import functools
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db.models.signals import post_migrate

from eregistrasi.alat import ruang
from eregistrasi.alat.models import KunciSegel

ALGORITMA = "Ed25519"


def tanda(isi):
    """The seal over `isi` (bytes): 64 bytes, the same every time."""
    return _privat(_rahasia()).sign(isi)


def cocok(isi, tanda, pem):
    """Was `isi` sealed with the private half of this public key (PEM, text)?

    Raises ValueError for something that is no Ed25519 public key.
    """
    publik = serialization.load_pem_public_key(pem.encode())
    if not isinstance(publik, Ed25519PublicKey):
        raise ValueError("Kunci publik itu bukan kunci Ed25519.")
    try:
        publik.verify(tanda, isi)
    except InvalidSignature:
        return False
    return True


def kunci_publik():
    """The public key of today, as PEM."""
    return _publik(_rahasia())


def sidik_kunci(pem):
    """How a public key is named: the first 16 hex digits of the SHA-256 of its 32 bytes."""
    publik = serialization.load_pem_public_key(pem.encode())
    mentah = publik.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(mentah).hexdigest()[:16]


def catat_kunci(**_):
    """Keep today's public key for all who will check a paper after it has been replaced."""
    pem = kunci_publik()
    KunciSegel.objects.bulk_create(
        [KunciSegel(sidik=sidik_kunci(pem), pem=pem)], ignore_conflicts=True
    )


def setelah_migrasi(app):
    """Keep the public key at every start of the site: `jalankan` and releases migrate first."""
    post_migrate.connect(catat_kunci, sender=app, dispatch_uid="segel")


def _rahasia():
    """A rehearsal has a key of its own: the site's never says that its papers are ours."""
    return f"{settings.SEGEL_RAHASIA}:latihan" if ruang.kini() else settings.SEGEL_RAHASIA


@functools.lru_cache(4)
def _privat(rahasia):
    benih = hashlib.blake2b(rahasia.encode(), person=b"segel", digest_size=32).digest()
    return Ed25519PrivateKey.from_private_bytes(benih)


@functools.lru_cache(4)
def _publik(rahasia):
    return (
        _privat(rahasia)
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )
