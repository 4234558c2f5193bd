"""What stands between, beside and below the people of an office list, and what becomes of it."""

from peserta.tests.berkas_keras import buku
from peserta.tests.tata_letak import (
    DUA,
    KOSONG,
    MADE,
    NAMA_ADE,
    NAMA_MADE,
    NAMA_RINA,
    NAMA_SARI,
    NAMA_TOGAR,
    NIK_ADE,
    RINA,
    SARI,
    TOGAR,
    Letak,
    baris,
    orang,
)

KEPALA = ("No", "Nama", "NIP", "Jabatan", "Unit Kerja")
SATU = (1, NAMA_SARI, SARI, "Analis", "Kanwil")
DUA_BARIS = (SATU, (2, NAMA_TOGAR, TOGAR, "Analis", "Kanwil"))
ISI = {"jabatan": "Analis", "unit_kerja": "Kanwil"}
TERIMA_SARI = orang(SARI, NAMA_SARI, **ISI)


def di(*nomor):
    """Sari and Togar in these rows."""
    return dict(zip(nomor, baris(*DUA, **ISI), strict=True))


def lewat(*nomor, kode="BUKAN_DATA"):
    return {n: [kode] for n in nomor}


BARIS = {
    "letters below the headings": Letak(
        buku(KEPALA, ("a", "b", "c", "d", "e"), *DUA_BARIS),
        lewat(2, kode="NOMOR_KOLOM") | di(3, 4),
    ),
    "column numbers with a sum": Letak(
        buku(KEPALA, ("(1)", "(2)", "(3)", "(4)", "(5) = (3) + (4)"), *DUA_BARIS),
        lewat(2, kode="NOMOR_KOLOM") | di(3, 4),
    ),
    "how to fill in, in brackets": Letak(
        buku(KEPALA, (KOSONG, "(lengkap)", "(18 digit)", "[jabatan]"), *DUA_BARIS),
        lewat(2) | di(3, 4),
    ),
    "sections, totals and a second round of headings": Letak(
        buku(
            KEPALA,
            ("I", "SEKRETARIAT JENDERAL"),
            DUA_BARIS[0],
            ("Sub Total", 1),
            ("GELOMBANG II",),
            KEPALA,
            ("A.", "DITJEN AHU"),
            DUA_BARIS[1],
            ("Jumlah", KOSONG, "2 orang"),
            ("Total Peserta : 2 orang",),
            gabung=["A5:E5"],
        ),
        lewat(2, 4, 5, 7, 9, 10) | lewat(6, kode="JUDUL_ULANG") | di(3, 8),
    ),
    "lines numbered and prefilled beforehand": Letak(
        buku(KEPALA, *DUA_BARIS, *[(n, *[KOSONG] * 3, "Kanwil") for n in (3, 4)], (5,), (6,)),
        di(2, 3) | lewat(4, 5, 6, 7),
    ),
    "signature of one, right below the list": Letak(
        buku(
            KEPALA,
            *DUA_BARIS,
            *[(*[KOSONG] * 3, teks) for teks in ("Depok, 12 Januari 2026", "Kepala,")],
            (),
            *[(*[KOSONG] * 3, teks) for teks in (NAMA_MADE, f"NIP. {MADE}")],
        ),
        di(2, 3) | lewat(4, 5, 7, 8),
    ),
    "signatures of two, right below the list": Letak(
        buku(
            KEPALA,
            *DUA_BARIS,
            (KOSONG, "Mengetahui", KOSONG, "Depok, 12 Januari 2026"),
            (KOSONG, "Kepala Biro", KOSONG, "Kepala Bagian"),
            (),
            (KOSONG, NAMA_MADE, KOSONG, NAMA_RINA),
            (KOSONG, f"NIP {MADE}", KOSONG, f"NIP {RINA}"),
        ),
        di(2, 3) | lewat(4, 5, 7, 8),
    ),
    "closing words and numbered copies": Letak(
        buku(
            KEPALA,
            *DUA_BARIS,
            (),
            ("Demikian daftar ini dibuat untuk dipergunakan sebagaimana mestinya.",),
            ("Tembusan:",),
            ("1.", "Kepala Badan"),
            (2, "Sekretaris Badan"),
        ),
        di(2, 3) | lewat(5, 6, 7, 8),
    ),
    "notes below": Letak(
        buku(
            KEPALA,
            *DUA_BARIS,
            ("Catatan:",),
            ("1. Peserta membawa laptop",),
            ("*) mohon dilengkapi",),
            (),
            ("Narahubung: Budi (081234567890)",),
        ),
        di(2, 3) | lewat(4, 5, 6, 8),
    ),
    "people without a number at the end": Letak(
        buku(KEPALA[1:], SATU[1:], ("Joko", KOSONG, "Staf"), ("Joni", KOSONG, "Staf", "Kanwil")),
        {2: TERIMA_SARI, 3: ["NIP_KOSONG"], 4: ["NIP_KOSONG"]},
    ),
    "a unit merged over several people": Letak(
        buku(
            KEPALA,
            DUA_BARIS[0],
            (2, NAMA_TOGAR, TOGAR, "Analis"),
            (3, NAMA_MADE, MADE, "Analis", "Setjen"),
            gabung=["E2:E3"],
        ),
        di(2, 3) | {4: orang(MADE, NAMA_MADE, jabatan="Analis", unit_kerja="Setjen")},
    ),
    "filtered rows": Letak(buku(KEPALA, *DUA_BARIS, sembunyi=[2]), di(2, 3)),
    "a sheet of totals in front": Letak(
        buku(("Unit Kerja", "Jumlah"), ("Kanwil", 2), lembar="Rekap", Isi=[KEPALA, *DUA_BARIS]),
        di(2, 3),
    ),
    "a list of names with nothing else in front": Letak(
        buku(("No", "Nama", "Hadir"), (1, "Sari", "v"), lembar="Absen", Isi=[KEPALA, *DUA_BARIS]),
        di(2, 3),
    ),
    "names and numbers in one cell": Letak(
        buku(
            ("NO", "NAMA / NIP", "JABATAN", "UNIT KERJA"),
            (1, f"{NAMA_SARI}\nNIP. 19900417 201503 2 901", "Analis", "Kanwil"),
            (2, f"{NAMA_TOGAR} / {TOGAR}", "Analis", "Kanwil"),
            (3, f"Made Wijaya, M.Si.({MADE})", "Analis", "Kanwil"),
            (4, f"{RINA} - {NAMA_RINA}", "Analis", "Kanwil"),
            (5, f"{NAMA_ADE} 131234567", "Analis", "Kanwil"),
        ),
        di(2, 3)
        | {
            4: orang(MADE, "Made Wijaya, M.Si.", **ISI),
            5: orang(RINA, NAMA_RINA, **ISI),
            6: ["NIP_LAMA"],
        },
    ),
    "name, grade and number in one cell": Letak(
        buku(
            ("NAMA/PANGKAT/NIP", "JABATAN", "UNIT KERJA"),
            (f"{NAMA_SARI}\nPenata (III/c)\nNIP {SARI}", "Analis", "Kanwil"),
        ),
        {2: TERIMA_SARI | {"golongan": "III/c"}},
    ),
    "people with and without a NIP": Letak(
        buku(
            ("Nama", "NIP", "NIK", "TTL"),
            (NAMA_SARI, SARI, "3275015704900007", "DENPASAR, 17 - 04 - 1990"),
            (NAMA_ADE, "Non ASN", NIK_ADE, "Kab. Bekasi 12 Januari 1985"),
            (NAMA_TOGAR, TOGAR, KOSONG, "Medan / Sabtu, 21 Desember 1985"),
            ("Joko", "PPNPN", KOSONG, "Bogor,01/08/91"),
        ),
        {
            2: orang(SARI, NAMA_SARI, tempat_lahir="DENPASAR"),
            3: orang(NIK_ADE, NAMA_ADE, tempat_lahir="Kab. Bekasi", tanggal_lahir="1985-01-12"),
            4: orang(TOGAR, NAMA_TOGAR, tempat_lahir="Medan"),
            5: ["NIP_KARAKTER"],
        },
    ),
    "numbers as typed by hand": Letak(
        buku(
            KEPALA,
            (1, NAMA_SARI, "NIP.19900417 201503 2 901", "Analis", "Kanwil"),
            (2, NAMA_TOGAR, "`19851221 200912\n1 903", "Analis", "Kanwil"),
            (3, NAMA_MADE, "19780305.200312.1.002\u00a0", "Analis", "Kanwil"),
            (4, NAMA_RINA, "’19910801–2019–21–2–047", "Analis", "Kanwil"),
        ),
        di(2, 3) | {4: orang(MADE, NAMA_MADE, **ISI), 5: orang(RINA, NAMA_RINA, **ISI)},
    ),
    "pivot with a grand total": Letak(
        buku(
            ("Unit Kerja", "Nama", "NIP"),
            ("Kanwil", NAMA_SARI, SARI),
            (KOSONG, NAMA_TOGAR, TOGAR),
            ("Grand Total", 2),
        ),
        {2: orang(SARI, NAMA_SARI, unit_kerja="Kanwil"), 3: orang(TOGAR, NAMA_TOGAR)} | lewat(4),
    ),
}
