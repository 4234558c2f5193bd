"""The rows of a staged spreadsheet as the preview shows them."""

from peserta.aturan import KODE

BARU, SALAH, TERDAFTAR, LEWATI = "baru", "salah", "terdaftar", "lewati"
LABEL = {
    SALAH: "Perlu Diperbaiki",
    BARU: "Siap Diimpor",
    TERDAFTAR: "Sudah Terdaftar",
    LEWATI: "Dilewati",
}
SUDAH_ADA = "DUPLIKAT_BASIS_DATA"
# Which cell a code speaks of; the others speak of the row.
SEL = {
    "NIP": "nip",
    "NIK": "nip",
    "DUPLIKAT": "nip",
    "NAMA": "nama",
    "EMAIL": "email",
    "TANGGAL": "tanggal_lahir",
    "KELAMIN": "jenis_kelamin",
    "HP": "hp",
    "AKSARA": "nama",
    "TGL": "tanggal_lahir",
    "JK": "jenis_kelamin",
}


def kelompokkan(baris):
    """The rows by heading; each is ready to be shown. Every row stands under exactly one."""
    kelompok = {k: [] for k in LABEL}
    for b in baris:
        kelompok[_kelompok(b)].append(_tampil(b))
    return kelompok


def _kelompok(b):
    if b["status"] == "terima":
        return BARU
    if b["status"] == "lewati":
        return LEWATI
    return TERDAFTAR if {c["kode"] for c in b["galat"]} == {SUDAH_ADA} else SALAH


def _tampil(b):
    """The row for the page: in a refused cell stands what the file holds."""
    return {
        "nomor": b["baris"],
        "data": {**b["data"], **b["mentah"]},
        "galat": b["galat"],
        "peringatan": b["peringatan"],
        "salah": {_sel(c["kode"]) for c in b["galat"]},
        "ingat": {_sel(c["kode"]) for c in b["peringatan"]},
    }


def _sel(kode):
    """The field that a code of the import is about, or the empty string."""
    if KODE[kode][0] == "lewati":
        return ""
    bagian = kode.removeprefix("W_").split("_")
    return next((SEL[b] for b in bagian if b in SEL), "")
