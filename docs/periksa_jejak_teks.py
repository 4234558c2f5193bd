"""Check a text dump of the trail with Python alone.

    python3 manage.py periksa_jejak --tuang jejak.txt     (on the server)
    python3 periksa_jejak_teks.py jejak.txt               (anywhere)

Each line is a SHA-256, a tab, and the words it is taken over: a JSON list that begins with the
hash of the line before, the training, and the line's number. Lines with `#` are the heads.
Ends with 1 and names the first broken line of the dump.
"""

import hashlib
import json
import sys

AWAL = "0" * 64


def periksa(baris):
    """What is wrong, as a sentence; empty when every line stands. `baris` are the lines."""
    ujung, kepala = {}, {}
    for urut, teks in enumerate(baris, 1):
        sidik, _, isi = teks.rstrip("\n").partition("\t")
        if not sidik.startswith("#") and _sidik(isi) != sidik:
            return f"Baris {urut}: isi tidak sesuai dengan sidiknya."
        try:
            if sidik.startswith("#"):
                pelatihan, nomor = json.loads(isi)
                kepala[str(pelatihan)] = int(nomor), sidik[1:]
                continue
            sebelum, pelatihan, nomor = json.loads(isi)[:3]
            pelatihan, nomor = str(pelatihan), int(nomor)
        except (ValueError, TypeError, KeyError, RecursionError):
            return f"Baris {urut}: bukan baris jejak."
        lalu = ujung.get(pelatihan, (0, AWAL))
        if (nomor, sebelum) != (lalu[0] + 1, lalu[1]):
            return f"Baris {urut}: tidak menyambung pada jejak ke-{lalu[0]} pelatihan {pelatihan}."
        ujung[pelatihan] = nomor, sidik
    for pelatihan in sorted({*ujung, *kepala}):
        if ujung.get(pelatihan) != kepala.get(pelatihan):
            return f"Pelatihan {pelatihan}: ujung rantai tidak sesuai dengan kepalanya."
    return ""


def _sidik(isi):
    return hashlib.sha256(isi.encode(errors="surrogateescape")).hexdigest()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Cara memakai: python3 periksa_jejak_teks.py jejak.txt")
    try:
        # bytes that are no text are no fault of the reader's, but of the line they stand in
        with open(sys.argv[1], encoding="utf-8", errors="surrogateescape", newline="\n") as berkas:  # noqa: PTH123
            keluhan = periksa(berkas)
    except OSError as galat:
        sys.exit(f"Berkas tidak dapat dibaca: {galat}")
    sys.stdout.write((keluhan or "Rantai jejak utuh.") + "\n")
    sys.exit(1 if keluhan else 0)
