"""`[kosong]` in a cell: what the list holds in that field is to go. A blank cell keeps it."""

import re

from peserta.impor.lembar import SEL_KOSONG

_TANDA = re.compile(r"\s*\[\s*kosong\s*\]\s*", re.IGNORECASE)
#: column -> the fields that it clears; NIP and name are never cleared
KOLOM = {
    "ttl": ("tempat_lahir", "tanggal_lahir"),
    "pangkat": ("golongan",),
    "ruang": ("golongan",),
    "kelamin_l": ("jenis_kelamin",),
    "kelamin_p": ("jenis_kelamin",),
} | {
    bidang: (bidang,)
    for bidang in (
        *("gelar_depan", "gelar_belakang", "tempat_lahir", "tanggal_lahir", "jenis_kelamin"),
        *("golongan", "jabatan", "unit_kerja", "instansi", "email", "hp"),
    )
}


def kosongkan(isi, hasil):
    """Let such cells read as blank ones, and note in `hasil` (a Baris) what they clear."""
    for bidang, sel in isi.items():
        if bidang in KOLOM and isinstance(sel.nilai, str) and _TANDA.fullmatch(sel.nilai):
            isi[bidang] = SEL_KOSONG
            hasil.kosongkan += KOLOM[bidang]
