"""Finding the headings: the many layouts of real office files."""

import datetime as dt

import pytest

from peserta.impor.hasil import BerkasDitolak
from peserta.impor.kata import _KATA, kenali, normal
from peserta.impor.putusan import putuskan
from peserta.tests.berkas_keras import JUDUL, SARI, TOGAR, buku, daftar

HARI_INI = dt.date(2026, 1, 1)
NIP, NAMA = SARI[:2]


def putus(isi):
    """The verdict, or the code of the refusal with its words."""
    try:
        return putuskan(isi, hari_ini=HARI_INI)
    except BerkasDitolak as penolakan:
        return penolakan.catatan


def kode(isi):
    return putus(isi).kode


@pytest.mark.parametrize(
    ("bidang", "ragam"),
    [
        (
            "nip",
            [
                "NIP",
                "N I P",
                "NIP.",
                "NIP /\xa0NIK\n(18 digit)",
                "Nomor Induk Pegawai",
                "NIP/NI PPPK",
                "nip_pegawai",
            ],
        ),
        ("nik", ["NIK", "No. KTP", "Nomor Induk Kependudukan (NIK)"]),
        (
            "nama",
            [
                "NAMA LENGKAP ",
                "Nama Peserta",
                "Nama (beserta gelar)",
                "NamaLengkap",
                "Nama Pegawai*",
            ],
        ),
        ("tempat_lahir", ["Tempat\xa0Lahir", "Tmp. Lahir", "tempat_lahir"]),
        ("tanggal_lahir", ["Tgl. Lahir", "Tgl Lahir (dd/mm/yyyy)", "TANGGAL LAHIR", "TglLahir"]),
        ("ttl", ["TTL", "Tempat, Tgl Lahir", "Tempat/Tanggal Lahir", "Tempat dan Tanggal Lahir"]),
        ("jenis_kelamin", ["L/P", "JK", "Jenis Kelamin (L/P)", "Jns. Kelamin", "Gender"]),
        (
            "golongan",
            ["Gol/Pangkat", "Pangkat / Gol. Ruang", "Gol.", "Golongan/Ruang", "Pangkat, Golongan"],
        ),
        ("pangkat", ["Pangkat"]),
        ("jabatan", ["JABATAN :", "Nama Jabatan", "Jabatan Saat Ini"]),
        ("unit_kerja", ["Satuan Kerja", "Satker", "Asal Unit", "Unit Kerja*", "UNIT  KERJA"]),
        ("instansi", ["Instansi Asal", "Asal Instansi", "Kementerian/Lembaga", "K/L"]),
        ("email", ["Alamat E-Mail", "E mail", "Surel", "Pos-el", "Alamat Surel", "Email Aktif"]),
        (
            "hp",
            [
                "No HP/WA",
                "No. Handphone",
                "Nomor Ponsel",
                "No.HP (WhatsApp aktif)",
                "Telp/HP",
                "No. Telepon",
            ],
        ),
        ("no", ["No", "No.", "Nomor", "No. Urut"]),
        (
            None,
            [
                "Ukuran Kaos",
                "Keterangan",
                "Nama Atasan",
                "Status Kepegawaian",
                "",
                "Budi",
                "NIP Atasan",
            ],
        ),
    ],
)
def test_headings_are_known_by_their_words(bidang, ragam):
    arti = {teks: kenali(teks) for teks in ragam}
    assert {t: a and a.bidang for t, a in arti.items()} == dict.fromkeys(ragam, bidang)


def test_no_spelling_means_two_fields():
    pemilik = {}
    for bidang, isi in _KATA["bidang"].items():
        for teks in (*isi["utama"], *isi.get("cadangan", ())):
            pemilik.setdefault(normal(teks), set()).add(bidang)
    assert {kata: b for kata, b in pemilik.items() if len(b) > 1} == {}


TATA_LETAK = {
    "headings below a title": buku(
        ("DAFTAR CALON PESERTA",), ("Lampiran Nota Dinas",), (), JUDUL, SARI, gabung=["A1:K1"]
    ),
    "columns the other way round": buku(JUDUL[::-1], SARI[::-1]),
    "data that begin in column C": buku((None, None, *JUDUL), (None, None, *SARI)),
    "two rows of headings": buku(
        (
            "No",
            "NIP",
            "Nama",
            "Lahir",
            None,
            "L/P",
            "Pangkat/Gol",
            "Jabatan",
            "Kontak",
            None,
            "Unit",
            "Instansi",
        ),
        (None, None, None, "Tempat", "Tanggal", None, None, None, "Email", "HP", None, None),
        (1, *SARI[:2], *SARI[2:4], SARI[4], SARI[5], SARI[6], *SARI[9:11], *SARI[7:9]),
        gabung=["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "I1:J1"],
    ),
    "birth place and date in one column": buku(
        (*JUDUL[:2], "Tempat/Tgl Lahir", *JUDUL[4:]),
        (*SARI[:2], "Denpasar, 17 April 1990", *SARI[4:]),
    ),
    "rank and grade apart": buku(
        (*JUDUL[:5], "Pangkat", "Gol", *JUDUL[6:]), (*SARI[:5], "Penata", "III/c", *SARI[6:])
    ),
    "name and number in one cell": buku(
        ("No", "Nama / NIP", *JUDUL[2:]), (1, f"{NAMA}\nNIP. 19900417 201503 2 901", *SARI[2:])
    ),
    "degrees in columns of their own": buku(
        (JUDUL[0], "Gelar Depan", "Nama", "Gelar Belakang", *JUDUL[2:]),
        (NIP, "-", "Sari Wirastiti", "S.H.", *SARI[2:]),
    ),
    "NIP and NIK side by side": buku(
        ("NIP", "NIK", *JUDUL[1:]), (NIP, "3275015704900007", *SARI[1:])
    ),
    "a phone and a WhatsApp column": buku((*JUDUL, "No. WA"), (*SARI, "081299999999")),
    "headings in row 20": buku(*[()] * 19, JUDUL, SARI),
}


@pytest.mark.parametrize("nama", TATA_LETAK)
def test_layouts_of_real_offices_give_the_same_person(nama):
    rapi = putus(daftar(SARI)).baris[0].data
    assert [(b.status, b.data) for b in putus(TATA_LETAK[nama]).baris] == [("terima", rapi)]


def test_a_nik_column_serves_those_without_a_nip():
    isi = buku(("NIP", "NIK", *JUDUL[1:]), ("-", "3275015704900007", *SARI[1:]))
    assert putus(isi).baris[0].data["nip"] == "3275015704900007"


PETUNJUK = [("Cara mengisi",), ("Isi NIP dan Nama",)]


@pytest.mark.parametrize(
    ("isi", "harapan"),
    [
        (buku(), "TANPA_JUDUL"),
        (buku(SARI, TOGAR), "TANPA_JUDUL"),
        (buku(*[()] * 20, JUDUL, SARI), "TANPA_JUDUL"),
        (buku(JUDUL), "TANPA_DATA"),
        (buku(JUDUL, tuple(range(1, 12))), "TANPA_DATA"),
        (buku(JUDUL, (NIP, "CONTOH: Nama")), "TANPA_DATA"),
        (buku((*JUDUL[:1], *JUDUL[2:]), (NIP, *SARI[2:])), "KOLOM_HILANG"),
        (buku((*JUDUL, "E-mail"), (*SARI, "b@contoh.example")), "KOLOM_GANDA"),
        (daftar(SARI, Lain=[JUDUL, TOGAR]), "LEMBAR_AMBIGU"),
        (daftar(*[SARI] * 5001), "TERLALU_BANYAK_BARIS"),
    ],
)
def test_a_file_without_one_clear_list_is_refused(isi, harapan):
    assert kode(isi) == harapan


def test_refusals_name_what_they_mean():
    assert putus(buku((*JUDUL, "E-mail"), (*SARI, "b@contoh.example"))).pesan == (
        "Kolom Email muncul lebih dari satu kali. Sisakan satu kolom saja, lalu unggah kembali."
    )
    assert putus(daftar(SARI, Lain=[JUDUL, TOGAR])).pesan == (
        "Lebih dari satu lembar berisi data peserta: Data, Lain. "
        "Pilih salah satu atau sisakan satu lembar saja dalam berkas."
    )


def peringatan(isi):
    return [c.pesan for c in putus(isi).peringatan_berkas]


def test_the_file_is_told_what_was_left_out():
    assert peringatan(daftar(SARI)) == []
    assert peringatan(buku((*JUDUL, "Ukuran Kaos"), (*SARI, "XL"))) == [
        "Kolom tidak dikenali dan tidak diimpor: Ukuran Kaos."
    ]
    assert peringatan(buku(JUDUL, (*SARI, "x"), (*TOGAR, "y"))) == [
        "Kolom tidak dikenali dan tidak diimpor: kolom L."
    ]
    assert peringatan(buku(JUDUL[:9], SARI[:9])) == [
        "Kolom opsional tidak ada dalam berkas: Email, No. HP. Datanya dapat dilengkapi kemudian."
    ]
    assert peringatan(buku(*PETUNJUK, lembar="Petunjuk", Peserta=[JUDUL, SARI])) == [
        "Data diambil dari lembar Peserta."
    ]
    assert peringatan(buku((*JUDUL, *[None] * 40, "jauh"), SARI)) == [
        "Isi di luar batas 50 kolom pertama tidak dibaca."
    ]
