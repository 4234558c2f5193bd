"""The zone in which a participant reads the deadline, told from the office that sends them."""

import pytest

from peserta.alur import dari_baris
from peserta.aturan.zona import zona


@pytest.mark.parametrize(
    ("kantor", "jam"),
    [
        ("Kantor Wilayah Bali", "WITA"),
        ("KANTOR WILAYAH KEMENTERIAN HUKUM PAPUA BARAT", "WIT"),
        ("Kantor Wilayah Kalimantan Barat", "WIB"),
        ("Kantor Wilayah Kalimantan Timur", "WITA"),
        ("Lembaga Pemasyarakatan Kelas IIA Ambon", "WIT"),
        ("Balai Harta Peninggalan Makassar", "WITA"),
        ("Bagian Hukum Sekretariat Daerah Kabupaten Merauke", "WIT"),
        ("Biro Sumber Daya Manusia, Sekretariat Jenderal", "WIB"),
        ("Balikpapan", "WITA"),
        ("Rumah Balian", "WIB"),
        ("", "WIB"),
    ],
)
def test_the_place_in_the_name_of_the_office_decides(kantor, jam):
    assert zona(kantor) == jam


def test_the_unit_counts_before_the_institution():
    assert zona("Lapas Kupang", "Pemerintah Provinsi Papua") == "WITA"


def test_an_imported_participant_reads_the_deadline_in_their_own_zone():
    baris = {"nip": "199004172015032901", "nama": "Ni Luh", "unit_kerja": "Kantor Wilayah Bali"}
    assert dari_baris(baris).zona == "WITA"
