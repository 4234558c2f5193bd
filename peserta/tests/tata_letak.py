"""Lists as offices really lay them out, each with what must be read from it, to the last cell."""

import datetime as dt
from typing import NamedTuple

from peserta.tests.berkas_keras import buku

SARI, NAMA_SARI = "199004172015032901", "Sari Wirastiti, S.H."
TOGAR, NAMA_TOGAR = "198512212009121903", "Togar Simanjuntak"
MADE, NAMA_MADE = "197803052003121002", "Drs. Made Wijaya, M.Si."
RINA, NAMA_RINA = "199108012019212047", "Rina Kartika"
NIK_ADE, NAMA_ADE = "3275011201850007", "Ade Nurjaman"
KOSONG = None


class Letak(NamedTuple):
    """A file, what each row below the heading becomes, and the columns that are left out."""

    isi: bytes
    baris: dict
    lain: tuple = ()


def sel(teks):
    """A row written as "a|b||d": a cell between two bars, nothing where nothing stands."""
    return [isi or None for isi in teks.split("|")]


def orang(nomor, nama, **isi):
    """Everything that is known of a person; date and sex follow from a NIP unless given."""
    dari_nip = {}
    if len(nomor) == 18:
        dari_nip["tanggal_lahir"] = f"{nomor[:4]}-{nomor[4:6]}-{nomor[6:8]}"
        dari_nip["jenis_kelamin"] = " LP"[int(nomor[14])]
    return {"nip": nomor, "nama": nama} | dari_nip | isi


def baris(*rapi, **bersama):
    """(number, name) pairs as rows that are accepted, with what all of them share."""
    return [orang(nomor, nama, **bersama) for nomor, nama in rapi]


DUA = ((SARI, NAMA_SARI), (TOGAR, NAMA_TOGAR))
KELAHIRAN = {"tempat_lahir": "Denpasar", "tanggal_lahir": "1990-04-17"}

JUDUL = {
    "annex of a letter": Letak(
        buku(
            ("LAMPIRAN",),
            ("Nomor : W.20-SM.04-123",),
            (),
            ("DAFTAR NAMA CALON PESERTA PELATIHAN",),
            (),
            ("NO.", "NAMA", "NIP", "PANGKAT/GOL.RUANG", "JABATAN", "NO. HP/WA", "KETERANGAN"),
            (1, NAMA_SARI, "19900417 201503 2 901", "Penata (III/c)", "Analis", "0812-0000-0010"),
            (2, NAMA_TOGAR, f"'{TOGAR}", "Penata Tk. I / III d", "Analis", "+62 812 0000 0012"),
            gabung=["A4:G4"],
        ),
        {
            7: orang(SARI, NAMA_SARI, golongan="III/c", jabatan="Analis", hp="+6281200000010"),
            8: orang(TOGAR, NAMA_TOGAR, golongan="III/d", jabatan="Analis", hp="+6281200000012"),
        },
        ("KETERANGAN",),
    ),
    "export of a personnel system": Letak(
        buku(
            sel(
                "NIPBARU|NIPLAMA|NMPEGAWAI|TMPLHR|JNSKEL|GOLRU|NMJABATAN|NMUNIT|NOHP|EMAIL_DINAS"
                "|GOL_DARAH|TGLLHR"
            ),
            [
                *sel(f"{SARI}|131234567|{NAMA_SARI}|Denpasar|P|III/c|Analis|Kanwil|081200000010"),
                *("sari@contoh.example", "O", dt.datetime(1990, 4, 17)),  # noqa: DTZ001 -- as Excel holds it
            ],
        ),
        {
            2: orang(SARI, NAMA_SARI, tempat_lahir="Denpasar", golongan="III/c", jabatan="Analis")
            | {"unit_kerja": "Kanwil", "hp": "+6281200000010", "email": "sari@contoh.example"}
        },
        ("NIPLAMA", "GOL_DARAH"),
    ),
    "columns about other people and things": Letak(
        buku(
            sel(
                "No Urut|NIP LAMA|NIP BARU|Nama Pegawai|Nama Pelatihan|Nama Atasan|NIP (Atasan)"
                "|Jns.Kelamin|GOL. RUANG|TMT Golongan|Jabatan|TMT Jabatan|Email Atasan"
                "|Alamat Email|Tanggal Pelatihan|No HP Darurat"
            ),
            sel(
                f"1|131234567|{SARI}|{NAMA_SARI}|PKA|Made|{MADE}|Wanita|III/c|01-04-2020|Analis"
                "|01-04-2021|made@contoh.example|sari@contoh.example|01-01-2020|081299999999"
            ),
        ),
        {
            2: orang(SARI, NAMA_SARI, golongan="III/c", jabatan="Analis")
            | {"email": "sari@contoh.example"}
        },
        sel(
            "NIP LAMA|Nama Pelatihan|Nama Atasan|NIP (Atasan)|TMT Golongan|TMT Jabatan"
            "|Email Atasan|Tanggal Pelatihan|No HP Darurat"
        ),
    ),
    "headings in English": Letak(
        buku(
            sel(
                "No|Employee ID|Full Name|Place of Birth|Date of Birth|Gender|Rank|Position"
                "|Work Unit|Agency|E-mail Address|Mobile Number"
            ),
            sel(
                f"1|{SARI}|{NAMA_SARI}|Denpasar|17 April 1990|Female|III/c|Analyst|Kanwil"
                "|Kementerian Hukum|sari@contoh.example|081200000010"
            ),
        ),
        {
            2: orang(SARI, NAMA_SARI, tempat_lahir="Denpasar", golongan="III/c")
            | {"jabatan": "Analyst", "unit_kerja": "Kanwil", "instansi": "Kementerian Hukum"}
            | {"email": "sari@contoh.example", "hp": "+6281200000010"}
        },
    ),
    "answers to a web form": Letak(
        buku(
            sel(
                "Cap waktu|Alamat email|1. Nama Lengkap (Tanpa Gelar)"
                "|2. Nama Lengkap dengan Gelar (untuk sertifikat)|3. NIP (18 digit tanpa spasi)"
                "|4. Nomor WhatsApp aktif|5. Asal Instansi / Unit Kerja|6. Ukuran Kaos"
            ),
            sel(
                f"1/2/2026|sari@contoh.example|Sari Wirastiti|{NAMA_SARI}|{SARI}|81200000010"
                "|Kanwil|L"
            ),
        ),
        {
            2: orang(SARI, NAMA_SARI, email="sari@contoh.example", hp="+6281200000010")
            | {"unit_kerja": "Kanwil"}
        },
        ("Cap waktu", "1. Nama Lengkap (Tanpa Gelar)", "6. Ukuran Kaos"),
    ),
    "groups over two rows, degrees and sex in columns of their own": Letak(
        buku(
            ("No", "Nama", KOSONG, KOSONG, "NIP", "Lahir", KOSONG, "Jenis Kelamin"),
            sel("|Gelar Depan|Nama Lengkap|Gelar Belakang||Tempat|Tanggal|L|P"),
            (1, KOSONG, "Sari Wirastiti", "S.H.", SARI, "Denpasar", "17-04-1990", KOSONG, "√"),
            (2, "Drs.", "Ade Nurjaman", "-", NIK_ADE, "Bekasi", "12-01-1985", "v"),
            gabung=["A1:A2", "B1:D1", "E1:E2", "F1:G1", "H1:I1"],
        ),
        {
            3: orang(SARI, NAMA_SARI, **KELAHIRAN),
            4: orang(NIK_ADE, "Drs. Ade Nurjaman", tempat_lahir="Bekasi")
            | {"tanggal_lahir": "1985-01-12", "jenis_kelamin": "L"},
        },
    ),
    "groups over three rows": Letak(
        buku(
            ("IDENTITAS", KOSONG, KOSONG, KOSONG, "KONTAK"),
            ("Nama", "NIP", "Lahir", KOSONG, "Surel", "HP"),
            (KOSONG, KOSONG, "Tempat", "Tanggal"),
            (NAMA_SARI, SARI, "Denpasar", "17-4-1990", "sari@contoh.example", "081200000010"),
            gabung=["A1:D1", "E1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3"],
        ),
        {
            4: orang(SARI, NAMA_SARI, **KELAHIRAN)
            | {"email": "sari@contoh.example", "hp": "+6281200000010"}
        },
    ),
    "the superior in a group beside": Letak(
        buku(
            ("No", "Data Peserta", KOSONG, KOSONG, "Atasan Langsung"),
            (KOSONG, "Nama", "NIP", "No HP", "Nama", "NIP", "No HP"),
            (1, NAMA_SARI, SARI, "081200000010", NAMA_MADE, MADE, "081299999999"),
            gabung=["A1:A2", "B1:D1", "E1:G1"],
        ),
        {3: orang(SARI, NAMA_SARI, hp="+6281200000010")},
        ("Atasan Langsung Nama", "Atasan Langsung NIP", "Atasan Langsung No HP"),
    ),
    "two rows of headings that were never merged": Letak(
        buku(
            ("No", "Nama", "NIP", "Tempat", "Tanggal", "JK", "Unit"),
            (KOSONG, "Lengkap", KOSONG, "Lahir", "Lahir", "L/P", "Kerja"),
            (1, NAMA_SARI, SARI, "Denpasar", "17-4-1990", "P", "Kanwil"),
        ),
        {3: orang(SARI, NAMA_SARI, **KELAHIRAN, unit_kerja="Kanwil")},
    ),
    "words after a slash": Letak(
        buku(
            sel(
                "NO|NAMA PESERTA\n(lengkap dengan gelar)|TEMPAT/\nTANGGAL LAHIR|NIP/NRP"
                "|PANGKAT/\nGOL. RUANG/ TMT|JABATAN/ TMT|UNIT KERJA/ ESELON II|L/P"
            ),
            sel(
                f"1|{NAMA_SARI}|Denpasar/ 17-04-1990|{SARI}|Penata/ IIIc/ 1-4-2020|Analis|Kanwil|P"
            ),
        ),
        {
            2: orang(SARI, NAMA_SARI, **KELAHIRAN, golongan="III/c", jabatan="Analis")
            | {"unit_kerja": "Kanwil"}
        },
    ),
    "letters spaced out, columns and rows left free": Letak(
        buku(
            (),
            (KOSONG, "N O", KOSONG, "N A M A", KOSONG, "N. I. P.", KOSONG, "J A B A T A N"),
            (),
            (KOSONG, 1, KOSONG, NAMA_SARI, KOSONG, SARI, KOSONG, "Analis"),
            (),
            (KOSONG, 2, KOSONG, NAMA_TOGAR, KOSONG, TOGAR, KOSONG, "Analis"),
        ),
        dict(zip((4, 6), baris(*DUA, jabatan="Analis"), strict=True)),
    ),
    "grade and its letter apart": Letak(
        buku(
            ("Nama", "NIP", "Pangkat", KOSONG, "Kesatuan"),
            (KOSONG, KOSONG, "Gol", "Ruang"),
            (NAMA_SARI, SARI, "III", "c", "Kanwil"),
            (NAMA_RINA, RINA, "IX", KOSONG, "Kanwil"),
            gabung=["A1:A2", "B1:B2", "C1:D1", "E1:E2"],
        ),
        {
            3: orang(SARI, NAMA_SARI, golongan="III/c", unit_kerja="Kanwil"),
            4: orang(RINA, NAMA_RINA, golongan="IX", unit_kerja="Kanwil"),
        },
    ),
    "cells merged across in every row": Letak(
        buku(
            ("No", "Nama", KOSONG, "NIP", KOSONG, "Jabatan"),
            (1, NAMA_SARI, KOSONG, SARI, KOSONG, "Analis"),
            (2, NAMA_TOGAR, KOSONG, TOGAR, KOSONG, "Analis"),
            gabung=[f"{a}{n}:{z}{n}" for n in (1, 2, 3) for a, z in ("BC", "DE")],
        ),
        dict(zip((2, 3), baris(*DUA, jabatan="Analis"), strict=True)),
    ),
}
