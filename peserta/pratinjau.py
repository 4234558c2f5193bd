"""The rows of a staged spreadsheet as the preview shows them."""

from peserta.aturan import KODE

BARU, SALAH, TERDAFTAR, LEWATI = "baru", "salah", "terdaftar", "lewati"
LABEL = {
    SALAH: "Perlu Diperbaiki",
    BARU: "Siap Diimpor",
    TERDAFTAR: "Sudah Terdaftar",
    LEWATI: "Dilewati",
}
SALAH_TERATAS = 5  # faults named above the table
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


def terpilih(kelompok, diminta):
    """The heading that is shown: the one asked for, else what needs a hand, else what is new."""
    if diminta in kelompok:
        return diminta
    return SALAH if kelompok[SALAH] else BARU


def ringkasan(kelompok, pilih, alamat):
    """Counts, tabs and the first faults, as the page wants them."""
    jumlah = {k: len(isi) for k, isi in kelompok.items()}
    return {
        "jumlah": jumlah,
        "semua": sum(jumlah.values()),
        "pilih": pilih,
        "tab": [
            {
                "label": label,
                "url": f"{alamat}?baris={k}",
                "aktif": k == pilih,
                "hitung": jumlah[k],
            }
            for k, label in LABEL.items()
        ],
        "salah": kelompok[SALAH][:SALAH_TERATAS],
        "salah_lain": max(jumlah[SALAH] - SALAH_TERATAS, 0),
        "alamat_salah": f"{alamat}?baris={SALAH}",
    }


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
