"""The report as a workbook: six sheets out of one snapshot, ready to be printed."""

import datetime as dt

from eregistrasi.alat import xlsx
from laporan.rekaman import BAGIAN, pastikan_terbaca

KONFIRMASI = {
    "bersedia": "Bersedia",
    "tidak_bersedia": "Tidak bersedia",
    "tidak_mengonfirmasi": "Tidak mengonfirmasi",
}
RINCI = {
    "dicatat_petugas": "Konfirmasi yang dicatat petugas",
    "pengganti": "Peserta pengganti",
    "digantikan_tidak": "Tidak bersedia, telah digantikan",
    "digantikan_belum": "Tidak mengonfirmasi, telah digantikan",
    "digantikan_batal": "Dibatalkan, telah digantikan",
    "di_atas_kuota": "Bersedia di atas kuota",
    "dibatalkan": "Dibatalkan dari daftar",
    "usul": "Calon pengganti yang belum dipanggil",
}
KOMPOSISI = {
    "jenis_kelamin": "Jenis kelamin",
    "golongan": "Golongan",
    "jenjang": "Jenjang jabatan",
    "usia": "Usia",
    "zona": "Zona waktu",
    "unit": "Kelompok unit kerja",
}
PESERTA = [
    ("No.", 6, "no"),
    ("Nama", 28, "nama"),
    ("NIP/NI PPPK", 20, "nip"),
    ("Pangkat/ Golongan", 16, "golongan"),
    ("Jabatan", 22, "jabatan"),
    ("Unit Kerja", 24, "unit_kerja"),
    ("Instansi", 17, "instansi"),
    ("Status Konfirmasi", 13, "keadaan"),
    ("Waktu Konfirmasi", 13, "pada"),
    ("No. Registrasi", 14, "nomor"),
    ("Data Dukung", 14, "dukung"),
    ("Keterangan", 16, "ket"),
]
TIDAK = [
    ("No.", 6, "no"),
    ("Nama", 34, "nama"),
    ("NIP/NI PPPK", 21, "nip"),
    ("Unit Kerja", 34, "unit_kerja"),
    ("Instansi", 26, "instansi"),
    ("Alasan", 36, "alasan"),
    ("Digantikan oleh", 30, "pengganti"),
    ("Keterangan", 20, "ket"),
]
PENGGANTI = [
    ("No.", 6, "no"),
    ("Yang Digantikan", 32, "digantikan"),
    ("Unit Kerja", 30, "unit_digantikan"),
    ("Status", 18, "sebab"),
    ("Alasan", 28, "alasan"),
    ("Pengganti", 32, "nama"),
    ("NIP/NI PPPK", 21, "nip"),
    ("Unit Kerja Pengganti", 30, "unit_kerja"),
    ("Status Pengganti", 18, "keadaan"),
    ("No. Registrasi", 22, "nomor"),
]
LOG = [
    ("Langkah", 9, "langkah"),
    ("Mulai", 25, "mulai"),
    ("Sampai", 25, "selesai"),
    ("Pelaku", 34, "pelaku"),
    ("Sebagai", 22, "sebagai"),
    ("Tindakan", 56, "tindakan"),
]


def buku(rekaman):
    """The workbook of one frozen version, as bytes; the same snapshot gives the same bytes."""
    pastikan_terbaca(rekaman)
    nama = f"{rekaman['nota']['hal']}, Nomor {rekaman['nota']['nomor']}, versi {rekaman['versi']}"
    lembar = [
        xlsx.Lembar(judul, kepala, baris, keterangan=f"{nama}: {judul}", lebar=lebar, tebal=_jumlah)
        for judul, kepala, lebar, baris in lembar_xlsx(rekaman)
    ]
    return xlsx.buku(lembar, dibuat=dt.datetime.fromisoformat(rekaman["terbit"]))


def _jumlah(baris):
    return str(baris[0]).startswith("Jumlah ")


def lembar_xlsx(rekaman):
    """(title, headings, widths, rows) of each sheet."""
    semua = [b for n in (1, 2, 3) for b in rekaman[f"lampiran_{n}"]]
    semua = [b | {"no": n} for n, b in enumerate(semua, 1)]
    return [
        ("Rekap", ["Bagian", "Uraian", "Jumlah", "Persentase"], [40, 60, 12, 14], _rekap(rekaman)),
        _tabel("Peserta", PESERTA, semua),
        ("Per unit", *_per_unit(rekaman)),
        _tabel("Tidak bersedia", TIDAK, rekaman["lampiran_2"]),
        _tabel("Pengganti", PENGGANTI, rekaman["pengganti"]),
        _tabel("Log SOP", LOG, rekaman["log"]),
    ]


def _tabel(judul, kolom, baris):
    kepala, lebar, kunci = zip(*kolom, strict=True)
    isi = [[b.get(k, "") for k in kunci] for b in baris]
    return judul, list(kepala), list(lebar), isi or [["", "Tidak ada."]]


def _rekap(r):
    angka, kuota = r["angka"], r["pelatihan"]["kuota"]
    baris = [["Konfirmasi", "Dipanggil", angka["dipanggil"], ""]]
    baris += [["Konfirmasi", KONFIRMASI[k], angka[k], r["persen"][k]] for k in BAGIAN]
    if kuota:
        sisa = max(kuota - angka["bersedia"], 0)
        baris += [["Kuota", "Kuota", kuota, ""], ["Kuota", "Sisa tempat", sisa, ""]]
    baris += [["Rincian", kata, r["rinci"][k], ""] for k, kata in RINCI.items()]
    for kunci, judul in KOMPOSISI.items():
        baris += [
            [f"Bersedia menurut {judul[0].lower()}{judul[1:]}", b["label"], b["n"], b["persen"]]
            for b in r[kunci]
        ]
    return baris + _rekap_dukung(r["dukung"])


def _rekap_dukung(dukung):
    if not dukung["wajib"]:
        return []
    baris = [
        ["Data dukung", "Lengkap", dukung["lengkap"], ""],
        ["Data dukung", "Belum lengkap", dukung["belum"], ""],
    ]
    return baris + [
        ["Data dukung", f"Belum lengkap: {b['label']}", b["n"], ""] for b in dukung["dokumen"]
    ]


def _per_unit(r):
    """Headings, widths and rows, with a subtotal after each institution and the total."""
    angka = ("dipanggil", *BAGIAN, "pengganti")
    kepala = ["Instansi", "Kelompok", "Unit Kerja", "Dipanggil", *KONFIRMASI.values(), "Pengganti"]
    lebar = [34, 30, 44, 11, 11, 11, 14, 11]
    baris, instansi = [], list(dict.fromkeys(b["instansi"] for b in r["per_unit"]))
    for nama in instansi:
        isi = [b for b in r["per_unit"] if b["instansi"] == nama]
        baris += [[nama, b["induk"], b["unit"], *(b[a] for a in angka)] for b in isi]
        if len(isi) > 1:
            jumlah = [sum(b[a] for b in isi) for a in angka]
            baris.append([f"Jumlah {nama or 'tanpa instansi'}", "", "", *jumlah])
    jumlah = [sum(b[a] for b in r["per_unit"]) for a in angka]
    return kepala, lebar, [*baris, ["Jumlah seluruhnya", "", "", *jumlah]]
