"""The rows of a staged spreadsheet as the preview shows them."""

from peserta.aturan import KODE
from peserta.banding import (
    BARU,
    BERUBAH,
    GANDA,
    LEWATI,
    SALAH,
    SAMA,
    SUDAH_ADA,
    TURUNAN,
    bandingkan,
    tidak_ada_dalam_berkas,
)
from peserta.impor.judul import BIDANG
from peserta.kecurigaan import kecurigaan

LABEL = {
    BARU: "Baru",
    BERUBAH: "Berubah",
    SAMA: "Sama",
    GANDA: "Ganda",
    SALAH: "Salah",
    LEWATI: "Dilewati",
}
#: badge and icon of each heading, and what becomes of its rows
RUPA = {
    BARU: ("info", "tambah", "akan ditambahkan"),
    BERUBAH: ("tunggu", "tukar", "akan diperbarui"),
    SAMA: ("netral", "centang", "tidak berubah"),
    GANDA: ("bahaya", "bahaya", "tidak diimpor"),
    SALAH: ("bahaya", "bahaya", "tidak diimpor"),
    LEWATI: ("netral", "info", "tidak diimpor"),
}
PERLU_DILIHAT = (SALAH, GANDA, BERUBAH, BARU, SAMA, LEWATI)  # the first that has rows is shown
PER_HALAMAN = 50
SALAH_TERATAS = 5  # faults named above the table
NAMA_TERATAS = 20  # names of people whom the file leaves out
#: what a blank cell means for a newcomer; somebody on the list keeps what is there
HANYA_BARU = {"W_EMAIL_KOSONG", "W_TGL_DARI_NIP", "W_JK_DARI_NIP"}
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
    "GOLONGAN": "golongan",
}


def kelompokkan(pelatihan, unggahan):
    """The rows by heading; each is ready to be shown. Every row stands under exactly one."""
    kelompok = {k: [] for k in LABEL}
    semua = bandingkan(pelatihan, unggahan.hasil["baris"], sejak=unggahan.dibuat_pada)
    curiga = kecurigaan(pelatihan, semua)
    for putusan in semua:
        baris = putusan.baris["baris"]
        kelompok[putusan.jenis].append(_tampil(putusan, curiga.get(baris, [])))
    kelompok[LEWATI].sort(key=lambda b: not b["batal"])  # who needs a choice stands first
    return kelompok


def per_halaman(kelompok, pilih):
    """Rows on a page. All that can be ticked stand on the first, for one form sends them."""
    return max(PER_HALAMAN, sum(b["batal"] for b in kelompok[pilih]))


def terpilih(kelompok, diminta):
    """The heading that is shown: the one asked for, else what needs a hand, else what is new."""
    if diminta in kelompok:
        return diminta
    return next((k for k in PERLU_DILIHAT if kelompok[k]), BARU)


def ringkasan(kelompok, pilih, alamat):
    """Counts, tabs and the first faults, as the page wants them."""
    jumlah = {k: len(isi) for k, isi in kelompok.items()}
    salah = sorted(kelompok[SALAH] + kelompok[GANDA], key=lambda b: b["nomor"])
    return {
        "jumlah": jumlah,
        "semua": sum(jumlah.values()),
        "siap": jumlah[BARU] + jumlah[BERUBAH],
        "perlu_diperbaiki": len(salah),
        "kirim_ulang": sum(b["kirim_ulang"] for b in kelompok[BERUBAH]),
        "batal": sum(b["batal"] for b in kelompok[LEWATI]),
        "pilih": pilih,
        "rupa": RUPA[pilih],
        "label": LABEL[pilih],
        "angka": [(LABEL[k], *RUPA[k], jumlah[k]) for k in LABEL if k != LEWATI],
        "tab": [
            {
                "label": label,
                "url": f"{alamat}?baris={k}",
                "aktif": k == pilih,
                "hitung": jumlah[k],
            }
            for k, label in LABEL.items()
        ],
        "salah": salah[:SALAH_TERATAS],
        "salah_lain": max(len(salah) - SALAH_TERATAS, 0),
        "alamat": alamat,
    }


def tertinggal(pelatihan, unggahan):
    """Who is on the list but not in the file: how many, and the first names."""
    semua = tidak_ada_dalam_berkas(pelatihan, unggahan.hasil["baris"])
    jumlah = semua.count()
    return {
        "tertinggal": jumlah,
        "tertinggal_nama": [o.nama_lengkap for o in semua[:NAMA_TERATAS]] if jumlah else [],
        "tertinggal_lain": max(jumlah - NAMA_TERATAS, 0),
    }


def yang_salah(pelatihan, unggahan):
    """Row number -> (field, sentence) of each fault, for the rows that have to be mended."""
    kelompok = kelompokkan(pelatihan, unggahan)
    return {
        b["nomor"]: [(sel(c), c["pesan"]) for c in b["galat"]] or [("nip", b["catatan"])]
        for b in kelompok[SALAH] + kelompok[GANDA]
    }


def sel(catatan):
    """The field that a note of the import is about, or the empty string."""
    if KODE[catatan["kode"]][0] == "lewati":
        return ""
    bagian = catatan["kode"].removeprefix("W_").split("_")
    if bidang := next((SEL[b] for b in bagian if b in SEL), ""):
        return bidang
    awal = ("Sel", "Isi kolom")  # the sentences that name their column
    return next(
        (b for b, judul in BIDANG.items() if catatan["pesan"].startswith(_diikuti(awal, judul))),
        "",
    )


def _diikuti(awal, judul):
    return tuple(f"{kata} {judul} " for kata in awal)


def _peringatan(putusan):
    """What a blank cell means is said of newcomers, and where the cell was to be cleared."""
    b = putusan.baris
    if putusan.jenis not in (BERUBAH, SAMA) and not putusan.batal:
        return b["peringatan"]
    hapus = b.get("kosongkan", ())
    return [
        c for c in b["peringatan"] if c["kode"] not in HANYA_BARU or TURUNAN.get(c["kode"]) in hapus
    ]


def _tampil(putusan, curiga):
    """The row for the page: in a refused cell stands what the file holds."""
    b = putusan.baris
    galat = [c for c in b["galat"] if c["kode"] != SUDAH_ADA]
    peringatan = _peringatan(putusan)
    beda, bertahan = putusan.beda, putusan.bertahan
    return {
        "nomor": b["baris"],
        "jenis": putusan.jenis,
        "data": {**b["data"], **b["mentah"]},
        "galat": galat,
        "catatan": putusan.catatan,
        "sebab": galat[0]["pesan"] if galat else putusan.catatan,
        "beda": beda,
        "bertahan": bertahan,
        "batal": putusan.batal,
        "curiga": curiga,
        "kirim_ulang": putusan.perlu_kirim_ulang,
        "tanpa_surel": putusan.ganti_surel and not putusan.perubahan["email"],
        "sudah_menjawab": bool(putusan.ganti_surel and putusan.konfirmasi.jawaban_kini),
        "peringatan": peringatan,
        "ada_pesan": any((galat, putusan.catatan, beda, bertahan, curiga, peringatan)),
        "salah": {sel(c) for c in galat} | ({"nip"} if putusan.jenis == GANDA else set()),
        "ingat": {sel(c) for c in peringatan},
    }
