"""Headings that look like a participant's and are not: their values must go nowhere."""

import datetime as dt

import pytest

from peserta.impor.hasil import BerkasDitolak
from peserta.impor.kata import kenali
from peserta.impor.putusan import putuskan
from peserta.tests.berkas_keras import JUDUL, SARI, TOGAR, buku

HARI_INI = dt.date(2026, 1, 1)
#: what would be read as a fault, or as somebody else, were it taken
UMPAN = {
    "NIP Lama": "131234567",
    "NIP Atasan": TOGAR[0],
    "NIP/NIK Atasan": TOGAR[0],
    "NIP PPK": TOGAR[0],
    "NIP Suami": TOGAR[0],
    "Nama Diklat": "Pelatihan Analis",
    "Nama Atasan": TOGAR[1],
    "Nama Suami/Istri": TOGAR[1],
    "Nama Narasumber": TOGAR[1],
    "Nama Ibu Kandung": "Made",
    "Jabatan Atasan": "Kepala Biro",
    "Jabatan Tujuan": "Kepala Biro",
    "Jabatan (Atasan Langsung)": "Kepala Biro",
    "TMT Jabatan": "01-04-2020",
    "Kelas Jabatan (Grade)": "8",
    "Golongan Darah": "O",
    "Gol. Darah (A/B/O)": "AB",
    "Golongan CPNS": "II/a",
    "Golongan Lama": "II/a",
    "TMT Golongan": "01-04-2020",
    "Alamat Unit Kerja": "Jalan Raya 1",
    "Unit Kerja Tujuan": "Setjen",
    "Nama Instansi Pengusul": "Pemda",
    "Tgl Lulus": "01-01-2012",
    "Tanggal Lahir Istri": "01-01-1999",
    "Tempat Kegiatan": "Depok",
    "Tempat Tinggal": "Depok",
    "No. HP Atasan": "081299999999",
    "No. HP Darurat": "081299999999",
    "Nomor Kontrak": "081299999999",
    "Telepon Kantor": "021-7540077",
    "Email Atasan": "made@contoh.example",
    "Email Kedua": "made@contoh.example",
    "Jenis Kelamin Anak": "L",
    "Title": "Mrs.",
    "Grade": "8",
}


@pytest.mark.parametrize("judul", UMPAN)
def test_a_decoy_is_named_and_never_read(judul):
    rapi = putuskan(buku(JUDUL, SARI), hari_ini=HARI_INI)
    for isi in (
        buku((judul, *JUDUL), (UMPAN[judul], *SARI)),
        buku((*JUDUL, judul), (*SARI, UMPAN[judul])),
    ):
        hasil = putuskan(isi, hari_ini=HARI_INI)
        assert [b.data for b in hasil.baris] == [b.data for b in rapi.baris]
        assert [c.pesan for c in hasil.peringatan_berkas] == [
            f"Kolom tidak dikenali dan tidak diimpor: {judul}."
        ]


@pytest.mark.parametrize("judul", UMPAN)
def test_a_decoy_alone_fills_no_field(judul):
    """Nor does it stand in where the true column is missing."""
    hasil = putuskan(buku((*JUDUL[:2], judul), (*SARI[:2], UMPAN[judul])), hari_ini=HARI_INI)
    (baris,) = hasil.baris
    assert {k: v for k, v in baris.data.items() if v} == {
        "nip": SARI[0],
        "nama": SARI[1],
        "tanggal_lahir": "1990-04-17",
        "jenis_kelamin": "P",
    }


@pytest.mark.parametrize(
    ("judul", "lebih"), [("Email Kantor", "Email"), ("Instansi Pengusul", "Instansi")]
)
def test_a_second_best_column_gives_way_to_the_better_one(judul, lebih):
    tempat = JUDUL.index(lebih)
    isi = buku((judul, *JUDUL), ("lain@contoh.example", *SARI))
    (baris,) = putuskan(isi, hari_ini=HARI_INI).baris
    assert SARI[tempat] in baris.data.values()
    assert "lain@contoh.example" not in baris.data.values()


@pytest.mark.parametrize("judul", ["Nama/Jabatan", "Nama & Unit Kerja", "Nama dan Instansi"])
def test_a_name_with_something_else_is_neither(judul):
    assert kenali(judul) is None


@pytest.mark.parametrize(
    ("baris", "kode"),
    [
        ((*("No", "Nama", "NIP"), None, *("No", "Nama", "NIP")), "KOLOM_GANDA"),
        (("No", "Nama/Jabatan", "NIP", "Unit Kerja"), "KOLOM_HILANG"),
        (("Nama", SARI[1], TOGAR[1]), "TANPA_JUDUL"),
        (("Name (original name)", "Email", "Join time"), "KOLOM_HILANG"),
    ],
    ids=["two lists side by side", "name and post in one", "one person a column", "meeting log"],
)
def test_what_cannot_be_served_is_refused_in_words(baris, kode):
    isi = buku(baris, [f"isi {n}" for n, _ in enumerate(baris)])
    with pytest.raises(BerkasDitolak) as penolakan:
        putuskan(isi, hari_ini=HARI_INI)
    assert penolakan.value.catatan.kode == kode
