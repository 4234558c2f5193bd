"""The lists that forms of this room offer: instructions to tick, documents to ask for."""

import copy
import json
from functools import cache
from pathlib import Path

from eregistrasi.alat.acuan import baca_acuan

ACUAN = Path(__file__).parent / "acuan"


def instruksi(tingkat):
    """Labels of the instructions on a Lembar Disposisi of `tingkat` 1 or 2."""
    baris = baca_acuan(ACUAN / "instruksi_disposisi.json")
    return [b["label"] for b in baris if b[f"tingkat{tingkat}"]]


def data_dukung():
    """(code, name, required by default) of every document that a training may ask for."""
    baris = baca_acuan(ACUAN / "data_dukung.json")
    return [(b["kode"], b["nama"], b["wajib_bawaan"]) for b in baris]


def sop(versi):
    """A version of the signed SOP as it stands on paper: header, legal basis, the six rows."""
    naskah = copy.deepcopy(versi.naskah)
    nama = {p["kode"]: p["nama"] for p in naskah["pelaksana"]}
    for baris in naskah["langkah"]:
        baris["pelaku"] = [nama[kode] for kode in baris["pelaksana"]]
    return naskah


@cache
def alasan_perbaikan():
    """What is usually wrong with a document, as sentences for its owner. Read once."""
    return json.loads((ACUAN / "data_dukung.json").read_text(encoding="utf-8"))["alasan_perbaikan"]
