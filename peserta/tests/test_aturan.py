"""The rules on a participant's data, one table for each."""

import datetime as dt

import pytest

from peserta import aturan
from peserta.aturan import KODE, Salah

HARI_INI = dt.date(2026, 1, 1)


def hasil(fungsi, *isi, **pilihan):
    """What comes out, or the codes of the refusal."""
    try:
        return fungsi(*isi, **pilihan)
    except Salah as salah:
        return [kode for kode, _ in salah.semua]


@pytest.mark.parametrize(
    ("teks", "harapan"),
    [
        ("199004172015032901", "199004172015032901"),
        ("19900417 201503 2 901", "199004172015032901"),
        ("19900417.201503.2.901", "199004172015032901"),
        ("'19900417-201503-2-901", "199004172015032901"),
        ("\u200b19900417\xa0201503 2 901\n", "199004172015032901"),
        ("NIP. 199004172015032901", "199004172015032901"),
        ("NIP : 199004172015032901", "199004172015032901"),
        ("１９９００４１７２０１５０３２９０１", "199004172015032901"),
        ("199108012019211047", "199108012019211047"),
        ("NIK 3275011201850007", "3275011201850007"),
        ("", ["NIP_KOSONG"]),
        ("-", ["NIP_KOSONG"]),
        ("n/a", ["NIP_KOSONG"]),
        ("0", ["NIP_KOSONG"]),
        ("19900417201503290", ["NIP_PANJANG"]),
        ("1990041720150329011", ["NIP_PANJANG"]),
        ("131 234 567", ["NIP_LAMA"]),
        ("1,99004E+17", ["NIP_PRESISI"]),
        ("1.99004172015033E+17", ["NIP_PRESISI"]),
        ("199004172015032901.0", ["NIP_PRESISI"]),
        ("199004172015032000", ["NIP_PRESISI", "NIP_STRUKTUR"]),
        ("19900417201503290A", ["NIP_KARAKTER"]),
        ("١٩٩٠٠٤١٧٢٠١٥٠٣٢٩٠١", ["NIP_KARAKTER"]),
        ("199013172015032901", ["NIP_TANGGAL"]),
        ("198502302010011001", ["NIP_TANGGAL"]),
        ("203101012050011001", ["NIP_TANGGAL"]),
        ("190001012010011001", ["NIP_TANGGAL"]),
        ("199004172015132901", ["NIP_STRUKTUR"]),
        ("199004172015002901", ["NIP_STRUKTUR"]),
        ("199004172015202901", ["NIP_STRUKTUR"]),
        ("199004172015033901", ["NIP_STRUKTUR"]),
        ("199004172004032901", ["NIP_STRUKTUR"]),
        ("199013172015133901", ["NIP_TANGGAL", "NIP_STRUKTUR"]),
        ("3275017201850007", ["NIK_STRUKTUR"]),
        ("3275011213850007", ["NIK_STRUKTUR"]),
        ("3275011201850000", ["NIK_STRUKTUR"]),
        ("0975011201850007", ["NIK_STRUKTUR"]),
        ("199004172015032901 / 198512212009121903", ["NIP_LEBIH_DARI_SATU"]),
        ("199004172015032901\n198512212009121903", ["NIP_LEBIH_DARI_SATU"]),
    ],
)
def test_a_number_is_an_identity_or_says_why_not(teks, harapan):
    luaran = hasil(aturan.identitas, teks, hari_ini=HARI_INI)
    assert (luaran if isinstance(luaran, list) else luaran.nomor) == harapan


def test_a_nip_tells_birth_date_sex_and_kind():
    assert aturan.identitas("199004172015032901", hari_ini=HARI_INI) == (
        "nip",
        "199004172015032901",
        "pns",
        dt.date(1990, 4, 17),
        "P",
    )
    assert aturan.identitas("199108012019211047", hari_ini=HARI_INI).pns_atau_pppk == "pppk"
    assert aturan.identitas("3275015201850008", hari_ini=HARI_INI) == (
        "nik",
        "3275015201850008",
        "",
        None,
        "P",
    )


@pytest.mark.parametrize(
    ("angka", "harapan"),
    [
        (198501122010011001, "198501122010011001"),  # no double holds this integer
        (198501122010011008, ["NIP_PRESISI"]),  # this one a double does hold
        (198501122010011000, ["NIP_PRESISI"]),
        (1.98501122010011e17, ["NIP_PRESISI"]),
        (3275011201850009, "3275011201850009"),
        (3275011201850010, ["NIP_PRESISI"]),
        (3.27501120185e15, ["NIP_PRESISI"]),
        (131234567, "131234567"),
        (131234567.0, "131234567"),
        (1.5, ["NIP_KARAKTER"]),
    ],
)
def test_a_number_that_excel_may_have_rounded_is_refused(angka, harapan):
    assert hasil(aturan.nip_dari_angka, angka) == harapan


@pytest.mark.parametrize(
    ("teks", "harapan"),
    [
        ("Dr. H. Ahmad, S.H., M.H.", "Dr. H. Ahmad, S.H., M.H."),
        ("  Sari   Wirastiti,\nS.H. ", "Sari Wirastiti, S.H."),
        ("R.A. Kartini (Tini)", "R.A. Kartini (Tini)"),
        ("Fransiskus X. D’Arcy-Wae", "Fransiskus X. D’Arcy-Wae"),
        ("Jose\u0301 Da Costa", "José Da Costa"),
        ("Суҳарто", "Суҳарто"),
        ("", ["NAMA_KOSONG"]),
        ("-", ["NAMA_KOSONG"]),
        ("(.)", ["NAMA_KARAKTER"]),
        ("12345", ["NAMA_KARAKTER"]),
        ("Budi 2", ["NAMA_KARAKTER"]),
        ("<b>Budi</b>", ["NAMA_KARAKTER"]),
        ("{{7*7}}", ["NAMA_KARAKTER"]),
        ("Budi http://jahat.test", ["NAMA_KARAKTER"]),
        ("Budi\nBcc: korban@contoh.example", ["NAMA_KARAKTER"]),
        ("Budi\u202eidub", ["NAMA_KARAKTER"]),
        ("Budi 😀", ["NAMA_KARAKTER"]),
        ("A" * 150, "A" * 150),
        ("A" * 151, ["NAMA_PANJANG"]),
    ],
)
def test_a_name_stays_as_written_or_is_refused(teks, harapan):
    assert hasil(aturan.nama, teks) == harapan


@pytest.mark.parametrize(
    ("lengkap", "harapan"),
    [
        ("Sari Wirastiti", ("", "Sari Wirastiti", "")),
        ("Dr. H. Ahmad, S.H., M.H.", ("Dr. H.", "Ahmad", "S.H., M.H.")),
        (
            "Prof. Dr. Ir. Hj. Siti Nur'aini, M.Si., Ph.D.",
            ("Prof. Dr. Ir. Hj.", "Siti Nur'aini", "M.Si., Ph.D."),
        ),
        ("Drs. M. Yusuf Dg. Naba", ("Drs.", "M. Yusuf Dg. Naba", "")),
        ("Dr.Ir. Budi", ("Dr.Ir.", "Budi", "")),
        ("R.A. Kartini", ("", "R.A. Kartini", "")),
        ("H Ahmad", ("", "H Ahmad", "")),
        ("H.", ("", "H.", "")),
    ],
)
def test_degrees_are_split_off_without_changing_a_letter(lengkap, harapan):
    assert aturan.pisah_gelar(lengkap) == harapan


def test_short_and_mixed_names_are_noticed():
    assert [aturan.nama_pendek(n) for n in ("Al", "A.B.", "Ani")] == [True, True, False]
    assert [aturan.aksara_campur(n) for n in ("Budi", "José", "Bud\u0456", "Иван")] == [
        *(False, False, True, False)
    ]


@pytest.mark.parametrize(
    ("teks", "harapan"),
    [
        ("Sari@Contoh.Example ", "sari@contoh.example"),
        ("mailto:sari@contoh.example", "sari@contoh.example"),
        ("sari.w+a@mail.contoh.example;", "sari.w+a@mail.contoh.example"),
        ("budi@contoh", ["EMAIL_TIDAK_SAH"]),
        ("budi @contoh.example", ["EMAIL_TIDAK_SAH"]),
        ("budi@@contoh.example", ["EMAIL_TIDAK_SAH"]),
        ("budi@contoh..example", ["EMAIL_TIDAK_SAH"]),
        ("budi@-contoh.example", ["EMAIL_TIDAK_SAH"]),
        ("Budi <budi@contoh.example>", ["EMAIL_TIDAK_SAH"]),
        (".budi@contoh.example", ["EMAIL_TIDAK_SAH"]),
        ("budi@contoh.example.", ["EMAIL_TIDAK_SAH"]),
        ("budi@[127.0.0.1]", ["EMAIL_TIDAK_SAH"]),
        ("b" * 65 + "@contoh.example", ["EMAIL_TIDAK_SAH"]),
        ("a@contoh.example%0aBcc:b@contoh.example", ["EMAIL_TIDAK_SAH"]),
        ("a@contoh.example\nBcc: b@contoh.example", ["EMAIL_LEBIH_DARI_SATU"]),
        ("a@contoh.example; b@contoh.example", ["EMAIL_LEBIH_DARI_SATU"]),
        ("a@contoh.example/b@contoh.example", ["EMAIL_LEBIH_DARI_SATU"]),
    ],
)
def test_an_address_is_lowered_or_refused(teks, harapan):
    assert hasil(aturan.surel, teks) == harapan


@pytest.mark.parametrize(
    ("teks", "harapan"),
    [
        ("081234567890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        (6281234567890, "+6281234567890"),
        ("+62 812-3456-7890", "+6281234567890"),
        ("+62 0812 3456 7890", "+6281234567890"),
        ("(0812) 3456.7890", "+6281234567890"),
        ("081234567890/081234567891", None),
        ("12345", None),
        ("0217540077", None),
        ("tidak punya", None),
        ("080234567890", None),
    ],
)
def test_a_mobile_number_becomes_international(teks, harapan):
    assert aturan.ponsel(teks) == harapan


@pytest.mark.parametrize(
    ("harapan", "ragam"),
    [
        ("III/a", ["III/a", "IIIa", "III.a", "III - A", "3/a", "Penata Muda (III/a)"]),
        ("III/a", ["Penata Muda, III/a", "Penata Muda", "iii/A", "Gol. III/a"]),
        ("III/b", ["Penata Muda Tingkat I", "Penata Muda Tk. I", "Penata Muda Tk.1"]),
        ("IV/e", ["Pembina Utama (IV/e)", "IV e"]),
        ("IX", ["IX", "ix", "9", "Golongan IX", "Gol. IX", "PPPK IX", "IX (PPPK)"]),
        ("XVII", ["XVII", "17"]),
        (None, ["", "-", "III/e", "V/a", "AKBP", "XVIII", "18", "Penata Utama"]),
    ],
)
def test_a_grade_is_recognised_in_every_usual_spelling(harapan, ragam):
    assert {teks: aturan.golongan(teks) for teks in ragam} == dict.fromkeys(ragam, harapan)


def test_a_grade_is_printed_with_its_rank():
    assert aturan.pangkat_golongan("III/a") == "Penata Muda (III/a)"
    assert aturan.pangkat_golongan("IX") == "Golongan IX"
    assert aturan.pangkat_golongan("AKBP") == "AKBP"


@pytest.mark.parametrize(
    ("harapan", "ragam"),
    [
        ("L", ["L", "l", "Laki-laki", "LAKI LAKI", "Lk.", "Pria"]),
        ("P", ["P", "Perempuan", "Pr", "wanita"]),
        (["KELAMIN"], ["", "X", "L/P", "1"]),
    ],
)
def test_sex_is_read_in_the_usual_spellings(harapan, ragam):
    for teks in ragam:
        assert hasil(aturan.jenis_kelamin, teks) == harapan


@pytest.mark.parametrize(
    "nilai",
    [
        *("12-01-1985", "12/01/1985", "12.01.1985", "12 01 1985", "12-1-85", "1985-01-12"),
        *("19850112", "12011985", 19850112, 31059, "31059", 31059.0, "12 Januari 1985"),
        *("12 Jan 85", "12-jan-1985", "12Januari1985", " 12 - 01 - 1985 "),
        *("Sabtu, 12 Januari 1985", "Jum'at 12 Jan. 1985"),
        *("1985-01-12 00:00:00", dt.datetime(1985, 1, 12), dt.date(1985, 1, 12)),  # noqa: DTZ001 -- as openpyxl gives it
    ],
)
def test_a_date_is_read_day_first(nilai):
    assert aturan.tanggal(nilai, hari_ini=HARI_INI) == dt.date(1985, 1, 12)


@pytest.mark.parametrize(
    "nilai",
    [
        *("31 Februari 1985", "00/00/0000", "01/25/1985", "tahun 1985", "12 Foo 1985", "1985"),
        *("Jakarta, 12 Januari 1985", 1985, -1, float("nan"), float("inf"), True, None),
    ],
)
def test_an_impossible_date_is_refused(nilai):
    assert hasil(aturan.tanggal, nilai, hari_ini=HARI_INI) == ["TANGGAL_TIDAK_SAH"]


def test_two_digit_years_take_the_likely_century_and_serials_the_epoch():
    assert aturan.tanggal("12-01-08", hari_ini=HARI_INI) == dt.date(2008, 1, 12)
    assert aturan.tanggal("12-01-50", hari_ini=HARI_INI) == dt.date(1950, 1, 12)
    assert aturan.tanggal("12-01-46", hari_ini=HARI_INI, tahun_nip=2046) == dt.date(2046, 1, 12)
    assert aturan.tanggal(29597, epoch_1904=True) == dt.date(1985, 1, 12)


def test_age_is_counted_in_full_years():
    assert [
        aturan.usia_wajar(d, HARI_INI)
        for d in (
            dt.date(2009, 1, 1),
            dt.date(2009, 1, 2),
            dt.date(1945, 1, 2),
            dt.date(1945, 1, 1),
            dt.date(2030, 1, 1),
        )
    ] == [True, False, True, False, False]


def test_every_code_has_a_level_and_a_whole_sentence():
    tingkat_dikenal = {"berkas", "baris", "lewati", "peringatan", "peringatan_berkas"}
    assert {tingkat for tingkat, _ in KODE.values()} == tingkat_dikenal
    utuh = [pesan.endswith(".") and pesan == pesan.strip() for _, pesan in KODE.values()]
    assert all(utuh)
    assert str(Salah("NIP_PANJANG", n=17)) == (
        "NIP harus 18 digit (NIK 16 digit); tertulis 17 digit. Periksa kembali nomornya."
    )
