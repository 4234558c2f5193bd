"""A client of the virus scanner clamd: bytes in, its word out. Speaks INSTREAM and nothing else."""

import socket
import struct

POTONG = 64 * 1024
DETIK = 20  # to connect, and for each answer; a signature database that reloads takes as long
JAWAB_MAKS = 4096


class PemindaiDiam(Exception):
    """The scanner is away, too slow, or answers what nobody can read. The message says which."""


def pindai(isi, alamat):
    """The name of what was found in `isi` (bytes), or an empty text where it is clean.

    alamat  `unix:/run/clamav/clamd.ctl` or `tcp://127.0.0.1:3310`

    Raises PemindaiDiam; a file is never called clean by somebody who was not asked.
    """
    try:
        with _sambung(alamat) as kabel:
            kabel.sendall(b"zINSTREAM\0")
            for awal in range(0, len(isi), POTONG):
                potong = isi[awal : awal + POTONG]
                kabel.sendall(struct.pack(">I", len(potong)) + potong)
            kabel.sendall(struct.pack(">I", 0))
            jawab = _dengar(kabel)
    except (OSError, ValueError) as galat:
        raise PemindaiDiam(f"{type(galat).__name__}: {galat}") from None
    return _arti(jawab)


def _sambung(alamat):
    if alamat.startswith("unix:"):
        kabel = socket.socket(socket.AF_UNIX)
        kabel.settimeout(DETIK)
        try:
            kabel.connect(alamat.removeprefix("unix:"))
        except OSError:
            kabel.close()
            raise
        return kabel
    host, _, port = alamat.removeprefix("tcp://").rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=DETIK)


def _dengar(kabel):
    """All it says, up to the NUL that ends it."""
    jawab = b""
    while b"\0" not in jawab and len(jawab) < JAWAB_MAKS:
        potong = kabel.recv(1024)
        if not potong:
            break
        jawab += potong
    return jawab.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _arti(jawab):
    if jawab == "stream: OK":
        return ""
    if jawab.startswith("stream: ") and jawab.endswith(" FOUND"):
        return jawab.removeprefix("stream: ").removesuffix(" FOUND")[:100]
    raise PemindaiDiam(f"jawaban tidak dikenal: {jawab[:100]!r}")
