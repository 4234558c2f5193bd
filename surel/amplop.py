"""A letter as the bytes that leave.

The library's own writing of a message costs more than all else that is done for a letter, so the
usual letter (text and HTML, nothing attached) is put together here: quoted-printable throughout,
which every server passes on unchanged. Whatever is out of the ordinary is left to the library.
"""

import binascii
import secrets
from email.header import Header
from email.utils import formatdate, parseaddr

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from django.core.mail.message import sanitize_address

KEPALA = (
    "From: {dari}\r\nTo: {kepada}\r\nSubject: {judul}\r\nDate: {tanggal}\r\n"
    "Message-ID: {nama}\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/alternative; boundary="{batas}"\r\n\r\n'
)
BAGIAN = (
    '--{batas}\r\nContent-Type: text/{jenis}; charset="utf-8"\r\n'
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
)


def pengembalian():
    """The address to which the letter returns when it cannot be delivered."""
    return parseaddr(settings.SUREL_PANTULAN or settings.SUREL_PENGIRIM)[1]


def pesan(surel, teks, html, lampiran=()):
    """The letter as the library's message."""
    isi = EmailMultiAlternatives(
        surel.judul,
        teks,
        settings.SUREL_PANTULAN or settings.SUREL_PENGIRIM,
        [surel.kepada],
        headers={
            "From": settings.SUREL_PENGIRIM,
            "Message-ID": surel.pesan_id,
            "Auto-Submitted": "auto-generated",
        },
    )
    isi.attach_alternative(html, "text/html")
    for satu in lampiran:
        isi.attach(*satu)
    return isi


def bita(surel, teks, html, lampiran=()):
    """The letter as it goes over the line.

    lampiran  (file name, bytes, MIME type) of what is attached
    Raises BadHeaderError where a line break stands in what becomes a header.
    """
    if lampiran or not surel.kepada.isascii():
        return pesan(surel, teks, html, lampiran).message().as_bytes(linesep="\r\n")
    batas = f"=_{secrets.token_hex(16)}"
    kepala = KEPALA.format(
        dari=sanitize_address(_sebaris(settings.SUREL_PENGIRIM), "utf-8"),
        kepada=_sebaris(surel.kepada),
        judul=_judul(_sebaris(surel.judul)),
        tanggal=formatdate(),
        nama=_sebaris(surel.pesan_id),
        batas=batas,
    )
    semua = [kepala.encode("ascii")]
    for jenis, isi in (("plain", teks), ("html", html)):
        semua += [BAGIAN.format(batas=batas, jenis=jenis).encode("ascii"), _kutip(isi), b"\r\n"]
    return b"".join([*semua, f"--{batas}--\r\n".encode("ascii")])


def _sebaris(nilai):
    if "\n" in nilai or "\r" in nilai:
        raise BadHeaderError("Baris baru dalam kepala surel.")
    return nilai


def _judul(judul):
    biasa = judul.isascii() and "=?" not in judul  # what looks encoded would be decoded
    sandi = "us-ascii" if biasa else "utf-8"
    return Header(judul, sandi, maxlinelen=76, header_name="Subject").encode(linesep="\r\n")


def _kutip(isi):
    """Quoted-printable with line ends as mail has them."""
    lurus = isi.replace("\r\n", "\n").replace("\r", "\n").encode()
    return binascii.b2a_qp(lurus, istext=True).replace(b"\n", b"\r\n")
