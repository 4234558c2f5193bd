"""Names of files: cleaned for the eye, made safe for an archive."""

import re
import unicodedata
from pathlib import PurePosixPath

PANJANG = 100
PANJANG_ARSIP = 60
TANPA_NAMA = "Berkas"
_BUKAN_HURUF = re.compile(r"[^A-Za-z0-9]+")


def nama_rapi(nama):
    """A file name as a label: one line, nothing that turns or hides text, at most 100 characters.

    What a folder precedes is dropped, whichever slash was used. It is shown, never used as a path.
    """
    nama = unicodedata.normalize("NFC", nama).replace("\\", "/").rpartition("/")[2]
    nama = "".join(h if unicodedata.category(h)[0] != "C" else " " for h in nama)
    nama = " ".join(nama.split()) or TANPA_NAMA
    if len(nama) <= PANJANG:
        return nama
    akhir = PurePosixPath(nama).suffix[:10]
    return nama[: PANJANG - len(akhir) - 1] + "…" + akhir


def nama_arsip(teks):
    """Any text as a part of a file name: letters, digits and underscores, never empty."""
    polos = unicodedata.normalize("NFKD", teks).encode("ascii", "ignore").decode()
    return _BUKAN_HURUF.sub("_", polos).strip("_")[:PANJANG_ARSIP].strip("_") or TANPA_NAMA
