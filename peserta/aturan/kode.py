"""Every code of the import with its words, and the refusal that carries them."""

import json
from pathlib import Path

ACUAN = Path(__file__).resolve().parent.parent / "acuan"

#: code -> (level, sentence with placeholders in braces)
KODE = {
    kode: (isi["tingkat"], isi["pesan"])
    for kode, isi in json.loads((ACUAN / "kode_impor.json").read_text("utf-8")).items()
}


def kalimat(kode, **isi):
    """The sentence of a code with its placeholders filled."""
    return KODE[kode][1].format_map({nama: str(nilai) for nama, nilai in isi.items()})


class Salah(ValueError):
    """A value that breaks a rule. One value may break several: `semua` holds each (code, words)."""

    def __init__(self, kode, *lain, **isi):
        self.semua = tuple((k, kalimat(k, **isi)) for k in (kode, *lain))
        self.kode, self.pesan = self.semua[0]
        super().__init__(self.pesan)
