"""The coded reasons for *tidak bersedia*; health reasons have a label of their own for reports."""

from pathlib import Path

from eregistrasi.alat.acuan import baca_acuan

ALASAN = {
    b["kode"]: b for b in baca_acuan(Path(__file__).parent / "acuan/alasan_tidak_bersedia.json")
}


def pilihan():
    """(code, label) pairs, as the participant sees them."""
    return [(kode, b["label"]) for kode, b in ALASAN.items()]


def label(kode):
    return ALASAN[kode]["label"] if kode else ""


def label_laporan(kode):
    """The label that may stand in letters and reports: a health reason says only that."""
    return ALASAN[kode]["label_laporan"] if kode else ""


def wajib_keterangan(kode):
    return ALASAN[kode]["wajib_keterangan"]


def kesehatan(kode):
    return bool(kode) and ALASAN[kode]["label_laporan"] == "Alasan kesehatan"
