"""Exports, web forms, nominative lists and stacked cells as further offices send them."""

import datetime as dt

from peserta.tests.berkas_keras import buku
from peserta.tests.tata_baris import lewat
from peserta.tests.tata_letak import (
    DUA,
    KELAHIRAN,
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
    sel,
)

HP = {"hp": "+6281200000010"}
SUREL = {"email": "sari@contoh.example"}
ANALIS = {"jabatan": "Analis", "unit_kerja": "Kanwil"}
#: a name above, its NIP below, the rest merged beside them
BERTINGKAT = (
    (1, NAMA_SARI, "Penata", "Analis", "Kanwil"),
    (KOSONG, f"NIP. {SARI}", "III/c"),
    (2, NAMA_TOGAR, "Penata Tk. I", "Analis", "Kanwil"),
    (KOSONG, TOGAR, "III/d"),
)
TANDA_TANGAN = ((KOSONG, "Kepala,"), (KOSONG, NAMA_MADE), (KOSONG, f"NIP. {MADE}"))


def tahap(*golongan):
    """Sari and Togar with the rows that their numbers take."""
    return {
        2: orang(SARI, NAMA_SARI, **ANALIS) | golongan[0],
        4: orang(TOGAR, NAMA_TOGAR, **ANALIS) | golongan[1],
    } | lewat(3, 5)


KANTOR = {
    "answers to a web form, phones as people type them": Letak(
        buku(
            sel(
                "Timestamp|Email Address|Nama Lengkap (beserta gelar)|NIP (18 digit)"
                "|Nomor WhatsApp Aktif|Unit Kerja/Satuan Kerja"
                "|Pangkat / Golongan Ruang Terakhir|Jabatan Saat Ini *"
            ),
            [
                dt.datetime(2026, 1, 5, 10, 2),  # noqa: DTZ001 -- as Excel holds it
                *("<sari@contoh.example>;", NAMA_SARI, f" {SARI}\u200b", 81200000010, "Kanwil"),
                *("Penata (III/c)", "Analis"),
            ],
            sel(
                f"5/1/2026|mailto:togar@contoh.example|{NAMA_TOGAR}|{TOGAR}|https://wa.me/62812"
                "00000012|n/a|Penata Tk. I - III/d|nihil"
            ),
        ),
        {
            2: orang(SARI, NAMA_SARI, golongan="III/c", **ANALIS, **HP, **SUREL),
            3: orang(TOGAR, NAMA_TOGAR, golongan="III/d", hp="+6281200000012")
            | {"email": "togar@contoh.example"},
        },
        ("Timestamp",),
    ),
    "national personnel system": Letak(
        buku(
            sel(
                "PNS ID|NIP BARU|NIP LAMA|NAMA|GELAR DEPAN|GELAR BLK|TEMPAT LAHIR NAMA"
                "|TANGGAL LAHIR|JENIS KELAMIN|NOMOR HP|EMAIL|EMAIL GOV|GOL AWAL NAMA"
                "|GOL AKHIR NAMA|JENIS JABATAN NAMA|JABATAN NAMA|UNOR NAMA|UNOR INDUK NAMA"
                "|INSTANSI INDUK NAMA|INSTANSI KERJA NAMA"
            ),
            sel(
                f"A8|{SARI}|131234567|Sari Wirastiti||S.H.|Denpasar|17-04-1990 00:00:00|F"
                "|081200000010|sari@contoh.example|s@contoh.example|III/a|III/c|Fungsional"
                "|Analis|Kanwil|Setjen|Kemenkumham|Kementerian Hukum"
            ),
        ),
        {
            2: orang(SARI, NAMA_SARI, **KELAHIRAN, **HP, **SUREL, **ANALIS)
            | {"golongan": "III/c", "instansi": "Kementerian Hukum"}
        },
        sel(
            "PNS ID|NIP LAMA|EMAIL GOV|GOL AWAL NAMA|JENIS JABATAN NAMA|UNOR INDUK NAMA"
            "|INSTANSI INDUK NAMA"
        ),
    ),
    "learning portal": Letak(
        buku(
            sel("#|NIP/Username|Nama Peserta|Email|Instansi|Unit Kerja|Nilai Akhir|Tanggal Lulus"),
            sel(f"1|{SARI}|{NAMA_SARI}|sari@contoh.example|Kementerian Hukum|Kanwil|90|1-1-2026"),
        ),
        {
            2: orang(SARI, NAMA_SARI, **SUREL, unit_kerja="Kanwil")
            | {"instansi": "Kementerian Hukum"}
        },
        ("Nilai Akhir", "Tanggal Lulus"),
    ),
    "headings in hurried spelling": Letak(
        buku(
            sel(
                "Nmr|Nama Lenkap|Nip.|Jabtan|Instasi|Pangat/Gol|No Hp/Wa Aktif|Tgl lhr"
                "|Almat Email|Unit Krja|Jns Klmin|Kementrian Pembina"
            ),
            sel(
                f"1|{NAMA_SARI}|{SARI}|Analis|Kementerian Hukum|Penata/IIIc|0812 0000 0010 (WA)"
                "|17 Apr 1990|sari@contoh.example|Kanwil|Perempuan (P)|x"
            ),
        ),
        {
            2: orang(SARI, NAMA_SARI, golongan="III/c", **ANALIS, **HP, **SUREL)
            | {"instansi": "Kementerian Hukum"}
        },
        ("Kementrian Pembina",),
    ),
    "English headings, the month first": Letak(
        buku(
            sel(
                "No.|Full Name (with title)|Employee ID Number|Place/Date of Birth|Gender (M/F)"
                "|Rank/Grade|Position|Work Unit|Institution|Phone Number|Supervisor Name"
            ),
            sel(
                f"1|{NAMA_SARI}|{SARI}|Denpasar, April 17, 1990|F|Penata (III/c)|Analis|Kanwil"
                "|Ministry of Law|62-812-0000-0010|Made"
            ),
        ),
        {
            2: orang(SARI, NAMA_SARI, **KELAHIRAN, **HP, **ANALIS)
            | {"golongan": "III/c", "instansi": "Ministry of Law"}
        },
        ("Supervisor Name",),
    ),
    "name, number and grade stacked, in either order": Letak(
        buku(
            ("No", "Nama, NIP, Pangkat/Gol", "Jabatan", "Unit Kerja"),
            (1, f"{NAMA_SARI}\nNIP. 19900417 201503 2 901\nPenata (III/c)", "Analis", "Kanwil"),
            (2, f"{NAMA_TOGAR}\r\nPenata Tk. I / III d\r\nNIP {TOGAR}", "Analis", "Kanwil"),
            (3, f"{NAMA_RINA}, NIPPPK {RINA}, Gol. IX", "Analis", "Kanwil"),
            (4, "I.B. Mantra", "Analis", "Kanwil"),
        ),
        {
            2: orang(SARI, NAMA_SARI, golongan="III/c", **ANALIS),
            3: orang(TOGAR, NAMA_TOGAR, golongan="III/d", **ANALIS),
            4: orang(RINA, NAMA_RINA, golongan="IX", **ANALIS),
            5: ["NIP_KOSONG"],
        },
    ),
    "everything stacked": Letak(
        buku(
            ("No", "NAMA/NIP/PANGKAT/GOL/JABATAN", "Unit Kerja"),
            (
                1,
                f"Nama : {NAMA_SARI}\nNIP : {SARI}\nPangkat/Gol : Penata (III/c)\nJabatan : Analis",
                "Kanwil",
            ),
            (2, f"{NAMA_TOGAR}/{TOGAR}/Penata Tk.I/III.d/Analis", "Kanwil"),
            (3, f"Made Wijaya,\nM.Si.\n{MADE}\nPembina, IV/a\nAnalis", "Kanwil"),
        ),
        {
            2: orang(SARI, NAMA_SARI, golongan="III/c", **ANALIS),
            3: orang(TOGAR, NAMA_TOGAR, golongan="III/d", **ANALIS),
            4: orang(MADE, "Made Wijaya, M.Si.", golongan="IV/a", **ANALIS),
        },
    ),
    "grade and number in one column": Letak(
        buku(
            ("NO", "NAMA", "PANGKAT, GOL.RUANG / NIP", "JABATAN"),
            (1, NAMA_SARI, f"Penata (III/c)\nNIP. {SARI}", "Analis"),
            (2, NAMA_TOGAR, "Penata Tk. I (III/d) / 19851221 200912 1 903", "Analis"),
            (3, "Joko", "-", "PPNPN"),
        ),
        {
            2: orang(SARI, NAMA_SARI, golongan="III/c", jabatan="Analis"),
            3: orang(TOGAR, NAMA_TOGAR, golongan="III/d", jabatan="Analis"),
            4: ["NIP_KOSONG"],
        },
    ),
    "grade and post in one column": Letak(
        buku(
            ("NO", "NAMA", "NIP", "PANGKAT/GOL/JABATAN"),
            (1, NAMA_SARI, SARI, "Penata (III/c)\nAnalis"),
            (2, NAMA_TOGAR, TOGAR, "Penata Tk.I/III.d/Kepala Seksi Pidana/Perdata"),
            (3, NAMA_MADE, MADE, "Kepala Bagian"),
        ),
        {
            2: orang(SARI, NAMA_SARI, golongan="III/c", jabatan="Analis"),
            3: orang(TOGAR, NAMA_TOGAR, golongan="III/d", jabatan="Kepala Seksi Pidana/Perdata"),
            4: orang(MADE, NAMA_MADE, jabatan="Kepala Bagian"),
        },
    ),
    "address and phone in one column": Letak(
        buku(
            sel("Nama|NIP|Email / No. HP"),
            sel(f"{NAMA_SARI}|{SARI}|sari@contoh.example / 0812-0000-0010"),
            sel(f"{NAMA_TOGAR}|{TOGAR}|081200000012\ntogar@contoh.example"),
        ),
        {
            2: orang(SARI, NAMA_SARI, **HP, **SUREL),
            3: orang(TOGAR, NAMA_TOGAR, hp="+6281200000012", email="togar@contoh.example"),
        },
    ),
    "people on two rows each, merged": Letak(
        buku(
            ("No", "NAMA / NIP", "PANGKAT/GOL", "JABATAN", "UNIT KERJA"),
            *BERTINGKAT,
            (),
            *TANDA_TANGAN,
            gabung=[f"{k}{n}:{k}{n + 1}" for k in "ADE" for n in (2, 4)],
        ),
        tahap({"golongan": "III/c"}, {"golongan": "III/d"}) | lewat(7, 8, 9),
    ),
    "people on two rows each, never merged": Letak(
        buku(
            ("No", "NAMA / NIP", "JABATAN", "UNIT KERJA"),
            *((no, nama, *sisa) for no, nama, *sisa in (x[:2] + x[3:] for x in BERTINGKAT)),
            *TANDA_TANGAN,
        ),
        tahap({}, {}) | lewat(6, 7, 8),
    ),
    "NIP under NAMA in the heading and in every row": Letak(
        buku(
            ("No", "NAMA", "PANGKAT/GOL", "JABATAN", "UNIT KERJA"),
            (KOSONG, "NIP"),
            (1, NAMA_SARI, "III/c", "Analis", "Kanwil"),
            (KOSONG, SARI),
            gabung=[f"{k}{n}:{k}{n + 1}" for k in "ACDE" for n in (1, 3)],
        ),
        {3: orang(SARI, NAMA_SARI, golongan="III/c", **ANALIS)} | lewat(4),
    ),
    "heads of sections in a column of two, without numbers": Letak(
        buku(
            ("NAMA/NIP", "JABATAN"),
            (f"{NAMA_SARI}\nNIP {SARI}", "Kepala Seksi"),
            (f"{NAMA_TOGAR}\nNIP {TOGAR}", "Ketua Tim"),
        ),
        {
            2: orang(SARI, NAMA_SARI, jabatan="Kepala Seksi"),
            3: orang(TOGAR, NAMA_TOGAR, jabatan="Ketua Tim"),
        },
    ),
    "columns from AA on": Letak(
        buku(
            ("Cetakan",),
            [KOSONG] * 26 + sel("No|Nama Pegawai|NIP|Gol Akhir|Jabatan|Satker"),
            [KOSONG] * 26 + sel(f"1|{NAMA_SARI}|{SARI}|III/c|Analis|Kanwil"),
        ),
        {3: orang(SARI, NAMA_SARI, golongan="III/c", **ANALIS)},
    ),
    "attendance sheet": Letak(
        buku(
            ("DAFTAR HADIR",),
            ("No", "Nama", "NIP", "Instansi", "Tanda Tangan", KOSONG),
            (1, NAMA_SARI, SARI, "Kanwil", "1. ........"),
            (2, NAMA_TOGAR, TOGAR, "Kanwil", KOSONG, "2. ........"),
            (3, KOSONG, KOSONG, KOSONG, "3. ........"),
            gabung=["A1:F1", "E2:F2"],
        ),
        dict(zip((3, 4), baris(*DUA, instansi="Kanwil"), strict=True)) | lewat(5),
        ("Tanda Tangan",),
    ),
    "order of rank, headings in two rows": Letak(
        buku(
            sel("No|Nama|NIP|Pangkat||Jabatan||Latihan Jabatan||Catatan Mutasi"),
            sel("|||Gol|TMT|Nama|TMT|Nama|Thn"),
            tuple(range(1, 11)),
            sel(f"1|{NAMA_SARI}|{SARI}|III/c|1-4-2020|Analis|1-4-2021|PKA|2019"),
            gabung=["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1", "H1:I1", "J1:J2"],
        ),
        {4: orang(SARI, NAMA_SARI, golongan="III/c", jabatan="Analis")}
        | lewat(2)
        | lewat(3, kode="NOMOR_KOLOM"),
        sel("Latihan Jabatan|Catatan Mutasi|kolom E|kolom G|kolom I"),
    ),
    "dates of every kind, as text": Letak(
        buku(
            sel("Nama|NIK|Tanggal Lahir"),
            *(
                sel(f"{NAMA_ADE}|{NIK_ADE[:-1]}{n}|{teks}")
                for n, teks in enumerate(
                    ("31059", "January 12, 1985", "Sabtu, 12 Januari 1985", "1985-01-12T00:00:00Z"),
                    start=1,
                )
            ),
            sel(f"{NAMA_ADE}|{NIK_ADE[:-1]}9|1985-01-11T17:00:00Z"),
        ),
        {
            n + 1: orang(f"{NIK_ADE[:-1]}{n}", NAMA_ADE, tanggal_lahir="1985-01-12")
            for n in (1, 2, 3, 4)
        }
        | {6: ["TANGGAL_TIDAK_SAH"]},
    ),
}
