"""A letter as the bytes that leave.

The library's own writing of a message costs more than all else that is done for a letter, so the
usual letter (text and HTML, nothing attached) is put together here: quoted-printable throughout,
which every server passes on unchanged. Whatever is out of the ordinary is left to the library.

The text flows (RFC 3676): in a window of 80 columns its lines end where they should, and a program
that knows of it, or a telephone, sets them anew.
"""

import binascii
import secrets
from email.charset import QP, Charset
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
    '--{batas}\r\nContent-Type: text/{jenis}; charset="utf-8"{lain}\r\n'
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
)
LEBAR = 76  # columns of the text
TUJUH_BIT = Charset("utf-8")
TUJUH_BIT.body_encoding = QP


def pengembalian():
    """The address to which the letter returns when it cannot be delivered."""
    alamat = parseaddr(settings.SUREL_PANTULAN or settings.SUREL_PENGIRIM)[1]
    return alamat if alamat.isascii() else sanitize_address(alamat, "utf-8")


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
    teks = mengalir(teks)
    if lampiran or not surel.kepada.isascii():
        return _tujuh_bit(pesan(surel, teks, html, lampiran).message()).as_bytes(linesep="\r\n")
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
    for jenis, lain, isi in (("plain", "; format=flowed", teks), ("html", "", html)):
        bagian = BAGIAN.format(batas=batas, jenis=jenis, lain=lain)
        semua += [bagian.encode("ascii"), _kutip(isi), b"\r\n"]
    return b"".join([*semua, f"--{batas}--\r\n".encode("ascii")])


def mengalir(teks):
    """The text in lines of at most LEBAR columns; one that goes on in the next ends in a blank.

    A word that is longer, as an address may be, stays whole.
    """
    hasil = []
    for baris in _lurus(teks).split("\n"):
        sisa = baris.rstrip(" ")
        while len(sisa) > LEBAR:
            potong = sisa.rfind(" ", 1, LEBAR)
            potong = potong if potong > 0 else sisa.find(" ", LEBAR)
            if potong < 0:
                break
            hasil.append(_mulai(sisa[: potong + 1]))
            sisa = sisa[potong + 1 :]
        hasil.append(_mulai(sisa))
    return "\n".join(hasil)


def _mulai(baris):
    """What would be read as a quotation, or as the start of another letter, begins with a blank."""
    return f" {baris}" if baris.startswith((" ", ">", "From ")) else baris


def _tujuh_bit(pesan):
    """The library's message so that a server without 8BITMIME may pass it on; its text flows."""
    alur = True
    for bagian in pesan.walk():
        if bagian.get_content_maintype() != "text":
            continue
        if bagian["Content-Transfer-Encoding"] == "8bit":
            isi = bagian.get_payload(decode=True).decode()
            del bagian["Content-Transfer-Encoding"]
            bagian.set_payload(isi, TUJUH_BIT)
        if alur:
            bagian.set_param("format", "flowed")
            alur = False  # the first text is the letter's own; others are attachments
    return pesan


def _lurus(teks):
    return teks.replace("\r\n", "\n").replace("\r", "\n")


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
    return binascii.b2a_qp(_lurus(isi).encode(), istext=True).replace(b"\n", b"\r\n")
