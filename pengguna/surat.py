"""Letters about an account, asked for here and written by the post office.

The post lies above this room and listens to `surat_akun`; nothing here imports it. A link in
such a letter is made when the letter leaves (`tautan_sandi`) and is stored nowhere.
"""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.dispatch import Signal
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from pengguna.models import Pengguna

JEDA_DETIK = 900  # one letter with a link per person and kind within this time
surat_akun = Signal()
"""Sent with `pengguna` and `jenis`: `akun_undangan`, `kata_sandi` or `kata_sandi_berubah`."""


def undang(pengguna):
    """Invite somebody whose account was just made to choose a password."""
    surat_akun.send(Pengguna, pengguna=pengguna, jenis="akun_undangan")


def beri_tahu_sandi_berubah(pengguna):
    """Tell the owner of an account that its password is another one now."""
    surat_akun.send(Pengguna, pengguna=pengguna, jenis="kata_sandi_berubah")


def kirim_tautan_sandi(alamat):
    """Send a link to whoever owns `alamat`.

    An address nobody owns costs the same work, rolled back: neither the answer nor its time
    tells which addresses have an account.
    """
    pemilik = Pengguna.objects.filter(email__iexact=alamat, is_active=True).first()
    with transaction.atomic():
        surat_akun.send(
            Pengguna, pengguna=pemilik or Pengguna(pk=0, email=alamat), jenis="kata_sandi"
        )
        if pemilik is None:
            transaction.set_rollback(True)


def tautan_sandi(pk):
    """A fresh link to choose a password; it opens once, until PASSWORD_RESET_TIMEOUT."""
    pengguna = Pengguna.objects.get(pk=pk)
    jalan = reverse(
        "atur_sandi",
        args=[
            urlsafe_base64_encode(force_bytes(pengguna.pk)),
            default_token_generator.make_token(pengguna),
        ],
    )
    return f"{settings.SITUS_URL}{jalan}"
