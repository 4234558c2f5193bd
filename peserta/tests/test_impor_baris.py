"""What becomes of each row: every fault at once, by its Excel row number."""

import datetime as dt
import re

import pytest

from peserta.impor.hasil import BerkasDitolak
from peserta.impor.putusan import putuskan
from peserta.tests.berkas_keras import JUDUL, SARI, TOGAR, buku, daftar, ganti, sel, ubah

HARI_INI = dt.date(2026, 1, 1)


def putus(isi):
    try:
        return putuskan(isi, hari_ini=HARI_INI)
    except BerkasDitolak as penolakan:
        pytest.fail(f"refused: {penolakan}")


def ringkas(isi):
    """{row: (status, codes, warnings)}."""
    return {
        b.baris: (b.status, [c.kode for c in b.galat], [c.kode for c in b.peringatan])
        for b in putus(isi).baris
    }


TERIMA = ("terima", [], [])


def test_a_clean_row_keeps_every_value():
    (baris,) = putus(daftar(SARI)).baris
    assert baris.sebagai_json() == {
        "baris": 2,
        "status": "terima",
        "kode": [],
        "peringatan": [],
        "pesan": [],
        "data": {
            "nip": "199004172015032901",
            "nama": "Sari Wirastiti, S.H.",
            "tempat_lahir": "Denpasar",
            "tanggal_lahir": "1990-04-17",
            "jenis_kelamin": "P",
            "golongan": "III/c",
            "jabatan": "Analis Hukum",
            "unit_kerja": "Kanwil Bali",
            "instansi": "Kementerian Hukum",
            "email": "sari@contoh.example",
            "hp": "+6281200000010",
        },
    }


def test_every_fault_of_every_row_is_told_in_one_pass():
    isi = daftar(
        ganti(SARI, nip="19900417201503290", nama="", tanggal="31-02-1990", email="sari", jk="X"),
        TOGAR,
        (),
        ganti(SARI, nip=1.99004172015033e17, jabatan="x" * 501, hp="abc"),
    )
    assert ringkas(isi) == {
        2: (
            "tolak",
            ["NIP_PANJANG", "NAMA_KOSONG", "TANGGAL_TIDAK_SAH", "KELAMIN", "EMAIL_TIDAK_SAH"],
            [],
        ),
        3: TERIMA,
        5: ("tolak", ["NIP_PRESISI", "TEKS_PANJANG"], ["W_HP"]),
    }
    assert putus(isi).baris[0].galat[0].pesan == (
        "NIP harus 18 digit (NIK 16 digit); tertulis 17 digit. Periksa kembali nomornya."
    )


NIK = ganti(SARI, nip="3275015704900007")


@pytest.mark.parametrize(
    ("baris", "harapan"),
    [
        (ganti(SARI, tanggal=None, jk=None), ("terima", [], ["W_TGL_DARI_NIP", "W_JK_DARI_NIP"])),
        (ganti(SARI, tanggal="18-04-1990"), ("terima", [], ["W_NIP_TGL_BEDA"])),
        (ganti(SARI, jk="L"), ("terima", [], ["W_NIP_JK_BEDA"])),
        (ganti(SARI, tanggal="17-04-2015"), ("tolak", ["TANGGAL_BATAS"], [])),
        (ganti(SARI, email="-"), ("terima", [], ["W_EMAIL_KOSONG"])),
        (ganti(SARI, hp="tidak punya"), ("terima", [], ["W_HP"])),
        (ganti(SARI, hp="-"), TERIMA),
        (ganti(SARI, nama="Al"), ("terima", [], ["W_NAMA_PENDEK"])),
        (ganti(SARI, nama="Bud\u0456 Santoso"), ("terima", [], ["W_AKSARA"])),
        (NIK, TERIMA),
        (ganti(NIK, tanggal=None), ("tolak", ["TANGGAL_KOSONG"], [])),
        (ganti(NIK, tanggal="17-04-1930"), ("tolak", ["TANGGAL_BATAS"], [])),
        (ganti(SARI, nip=True), ("tolak", ["NIP_KARAKTER"], [])),
        (ganti(SARI, nip=dt.datetime(1990, 4, 17)), ("tolak", ["NIP_KARAKTER"], [])),  # noqa: DTZ001 -- as Excel holds it
        (ganti(SARI, nama=True), ("tolak", ["NAMA_KARAKTER"], [])),
        (ganti(SARI, nip=131234567), ("tolak", ["NIP_LAMA"], ["W_NIP_ANGKA"])),
        (ganti(SARI, gol="AKBP"), ("terima", [], ["W_GOLONGAN"])),
        (ganti(SARI, gol="-"), TERIMA),
        (ganti(NIK, gol="AKBP"), TERIMA),
        (ganti(SARI, unit="=1+1", jabatan="<script>"), TERIMA),
    ],
)
def test_one_oddity_gets_its_one_answer(baris, harapan):
    assert ringkas(daftar(baris)) == {2: harapan}


def test_the_same_person_twice_and_one_address_for_two():
    dua = ganti(TOGAR, email="SARI@contoh.example")
    assert ringkas(daftar(SARI, dua, SARI)) == {
        2: ("terima", [], ["W_EMAIL_BERSAMA"]),
        3: ("terima", [], ["W_EMAIL_BERSAMA"]),
        4: ("tolak", ["DUPLIKAT_BERKAS"], []),
    }
    assert putus(daftar(SARI, dua, SARI)).baris[2].galat[0].pesan == (
        "Data ganda: NIP/NIK sama dengan baris 2. Hapus salah satu baris."
    )


@pytest.mark.parametrize(
    ("xml", "harapan"),
    [
        ('<c r="A2"><v>199004172015032901</v></c>', ("terima", [], ["W_NIP_ANGKA"])),
        ('<c r="A2"><v>1.99004172015033E+17</v></c>', ("tolak", ["NIP_PRESISI"], [])),
        ('<c r="A2"><v>199004172015033000</v></c>', ("tolak", ["NIP_PRESISI"], [])),
        ('<c r="A2" t="e"><v>#N/A</v></c>', ("tolak", ["RUMUS_GALAT"], [])),
        ('<c r="A2"><v>1E999</v></c>', ("tolak", ["RUMUS_GALAT"], [])),
        ('<c r="A2"><v>NaN</v></c>', ("tolak", ["RUMUS_GALAT"], [])),
        ('<c r="B2"><f>WEBSERVICE("http://x")</f></c>', ("tolak", ["RUMUS_TANPA_NILAI"], [])),
        ('<c r="B2" t="str"><f>A1</f><v>Sari W</v></c>', ("terima", [], ["W_RUMUS"])),
        ('<c r="B2" t="inlineStr"><is><r><t>Sari </t></r><r><t>W</t></r></is></c>', TERIMA),
        ('<c r="B2" t="inlineStr"><is><t>Sari_x000D_\nW</t></is></c>', TERIMA),
        ('<c r="D2"><v>32980</v></c>', TERIMA),
    ],
)
def test_cells_as_other_programs_write_them(xml, harapan):
    alamat = re.search(r'r="(\w+)"', xml)[1]
    assert ringkas(sel(daftar(SARI), alamat, xml)) == {2: harapan}


def test_the_epoch_of_1904_is_honoured():
    isi = sel(daftar(SARI), "D2", '<c r="D2"><v>31518</v></c>')
    mac = ubah(isi, "xl/workbook.xml", rb"<workbookPr[^>]*/>", b'<workbookPr date1904="1"/>')
    assert putus(mac).baris[0].data["tanggal_lahir"] == "1990-04-17"
    assert ringkas(mac) == {2: TERIMA}


def test_hidden_rows_and_merged_cells_are_read_and_told():
    isi = daftar(SARI, ganti(TOGAR, unit=None), gabung=["H2:H3"], sembunyi=[2])
    assert ringkas(isi) == {
        2: ("terima", [], ["W_TERSEMBUNYI"]),
        3: ("terima", [], ["W_SEL_GABUNG"]),
    }
    assert putus(isi).baris[1].data["unit_kerja"] == "Kanwil Bali"


def test_a_merged_number_is_not_given_to_two_people():
    isi = daftar(SARI, ganti(TOGAR, nip=None), gabung=["A2:A3"])
    assert ringkas(isi)[3] == ("tolak", ["NIP_KOSONG"], [])


TANDA_TANGAN = (
    *((), (), (*(None,) * 8, "Depok, 12 Januari 2026"), (*(None,) * 8, "Kepala Bagian,"), ()),
    *((*(None,) * 8, "Drs. Contoh, M.Si."), (*(None,) * 8, "NIP. 197001011995031001")),
)


def test_what_is_not_a_person_is_skipped_by_name():
    isi = buku(
        ("DAFTAR PESERTA",),
        (),
        ("No.", *JUDUL),
        tuple(range(1, 13)),
        tuple(f"({n})" for n in range(1, 13)),
        (None, "KANWIL BALI"),
        (1, *SARI),
        ("No.", *JUDUL),
        (None, None, "KANWIL SUMATERA UTARA"),
        (2, *TOGAR),
        (3,),
        (None, "199004172015032901", "CONTOH: Nama Lengkap"),
        ("Jumlah", None, 2),
        *TANDA_TANGAN,
    )
    assert {n: (s, *k) for n, (s, k, _) in ringkas(isi).items()} == {
        4: ("lewati", "NOMOR_KOLOM"),
        5: ("lewati", "NOMOR_KOLOM"),
        6: ("lewati", "BUKAN_DATA"),
        7: ("terima",),
        8: ("lewati", "JUDUL_ULANG"),
        9: ("lewati", "BUKAN_DATA"),
        10: ("terima",),
        11: ("lewati", "BUKAN_DATA"),
        12: ("lewati", "BARIS_CONTOH"),
        13: ("lewati", "BUKAN_DATA"),
        16: ("lewati", "BUKAN_DATA"),
        17: ("lewati", "BUKAN_DATA"),
        19: ("lewati", "BUKAN_DATA"),
        20: ("lewati", "BUKAN_DATA"),
    }


@pytest.mark.parametrize(
    ("kolom", "teks"),
    [
        (0, "Depok, 12 Januari 2026"),
        (1, "Kepala Bagian,"),
        (0, "NIP. 197001011995031001"),
        (1, "Catatan: -"),
    ],
)
def test_a_signature_block_may_stand_anywhere(kolom, teks):
    isi = daftar(SARI, (), (*(None,) * kolom, teks))
    assert ringkas(isi) == {2: TERIMA, 4: ("lewati", ["BUKAN_DATA"], [])}


def test_a_lone_name_or_number_is_refused_not_skipped():
    isi = buku(("Nama", "NIP"), ("Sari", SARI[0]), ("Togar", None), (None, TOGAR[0]))
    assert {n: (s, *k) for n, (s, k, _) in ringkas(isi).items()} == {
        2: ("terima",),
        3: ("tolak", "NIP_KOSONG"),
        4: ("tolak", "NAMA_KOSONG"),
    }
