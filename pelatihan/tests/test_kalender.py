"""Working time: breaks, Fridays, Ramadan, days off; and what holds for any two moments."""

import datetime as dt
import io
import json
import random

import pytest
from django.core.management import CommandError, call_command

from pelatihan import tahun_kerja
from pelatihan.kalender import WIB, Kalender, Pola, jam_acuan, muat
from pelatihan.models import JamKerja, TahunKerja

pytestmark = pytest.mark.django_db
ACAK = random.Random(155)  # noqa: S311


def saat(teks):
    return dt.datetime.strptime(teks, "%Y-%m-%d %H.%M").replace(tzinfo=WIB)


@pytest.mark.parametrize(
    ("mulai", "selesai", "menit"),
    [
        ("2026-11-20 16.20", "2026-11-23 07.40", 20),  # Friday evening to Monday morning
        ("2026-11-20 11.20", "2026-11-20 13.10", 20),  # over the long break of Friday
        ("2026-12-23 15.50", "2026-12-28 07.40", 20),  # cuti bersama, Christmas, a weekend
        ("2026-11-23 12.10", "2026-11-23 13.05", 5),  # what comes in the break waits for its end
        ("2026-11-23 06.00", "2026-11-23 07.30", 0),
        ("2026-11-21 09.00", "2026-11-22 17.00", 0),
        ("2026-11-23 07.30", "2026-11-28 00.00", 37 * 60 + 30),  # the week of Perpres 21/2023
        ("2026-11-23 10.00", "2026-11-23 09.00", 0),
    ],
)
def test_minutes_of_work_between_two_moments(mulai, selesai, menit):
    assert muat().detik(saat(mulai), saat(selesai)) == menit * 60


def test_ramadan_has_its_own_hours_for_as_long_as_it_lasts():
    pola = [
        Pola(
            mulai,
            sampai,
            *(tuple(tuple(map(dt.time.fromisoformat, r)) for r in h) for h in jam_acuan(nama)),
        )
        for nama, mulai, sampai in (
            ("biasa", dt.date.min, None),
            ("ramadan", dt.date(2027, 2, 8), dt.date(2027, 3, 9)),
        )
    ]
    kal = Kalender(tuple(pola))
    assert kal.detik(saat("2027-02-15 00.00"), saat("2027-02-20 00.00")) == (32 * 60 + 30) * 60
    assert kal.detik(saat("2027-02-12 11.20"), saat("2027-02-12 12.40")) == 20 * 60
    assert kal.detik(saat("2027-03-10 15.30"), saat("2027-03-10 16.30")) == 30 * 60


def acak():
    return saat("2026-09-01 00.00") + dt.timedelta(seconds=ACAK.randrange(150 * 86400))


def test_for_any_moments_the_parts_add_up_and_the_limit_is_where_the_time_runs_out():
    kal = muat()
    for _ in range(200):
        a, b, c = sorted(acak() for _ in range(3))
        penuh = kal.detik(a, c)
        assert abs(kal.detik(a, b) + kal.detik(b, c) - penuh) <= 1  # whole seconds
        assert 0 <= penuh <= (c - a).total_seconds()
        hasil = kal.detik(a, kal.sesudah(a, 3600))
        assert hasil == 3600
        batas = kal.sesudah(a, 0)
        assert kal.detik(a, batas) == 0
        assert any(awal <= batas <= akhir for awal, akhir in kal.jam(batas.astimezone(WIB).date()))


def test_a_year_without_its_decree_is_named():
    kal = muat()
    assert kal.belum_termuat(saat("2026-12-23 15.50"), saat("2027-01-04 09.00")) == [2027]
    assert kal.belum_termuat(saat("2026-01-05 08.00"), saat("2026-12-31 09.00")) == []


TAHUN_2027 = {
    "tahun": 2027,
    "dasar": "Keputusan Bersama contoh",
    "libur": [{"tanggal": "2027-01-01", "jenis": "libur_nasional", "nama": "Tahun Baru"}],
    "ramadan": {"mulai": "2027-02-08", "sampai": "2027-03-09"},
}


def test_the_decree_of_a_year_is_loaded_and_loaded_again(tmp_path):
    berkas = tmp_path / "2027.json"
    for _ in range(2):
        berkas.write_text(json.dumps(TAHUN_2027))
        call_command("muat_kalender", str(berkas), stdout=io.StringIO())
    kal = muat()
    assert kal.belum_termuat(saat("2026-12-23 15.50"), saat("2027-01-04 09.00")) == []
    assert kal.jam(dt.date(2027, 1, 1)) == []
    assert kal.detik(saat("2027-02-15 00.00"), saat("2027-02-20 00.00")) == (32 * 60 + 30) * 60
    assert JamKerja.objects.count() == 1


@pytest.mark.parametrize(
    ("ubah", "keluhan"),
    [
        ({"libur": []}, "kosong"),
        ({"dasar": ""}, "dasar"),
        ({"libur": [{"tanggal": "2026-01-01", "jenis": "libur_nasional"}]}, "bukan pada tahun"),
        ({"libur": [{"tanggal": "1 Januari", "jenis": "libur_nasional"}]}, "bukan tanggal"),
        ({"libur": TAHUN_2027["libur"] * 2}, "dua kali"),
        ({"libur": [{"tanggal": "2027-01-01", "jenis": "libur"}]}, "harus"),
        ({"ramadan": {"mulai": "2027-03-09", "sampai": "2027-02-08"}}, "mendahului"),
        ({"ramadan": "2027-02-08"}, "ramadan harus berbentuk"),
        ({"libur": 5}, "libur harus berbentuk"),
        ({"libur": ["2027-01-01"]}, "hari libur harus berbentuk"),
        ({"dasar": "x" * 251}, "paling panjang 250"),
        (
            {"libur": [{"tanggal": "2027-01-01", "jenis": "libur_nasional", "nama": "x" * 121}]},
            "paling panjang 120",
        ),
    ],
)
def test_a_decree_with_a_slip_changes_nothing_and_says_what_is_wrong(ubah, keluhan):
    with pytest.raises(ValueError, match=keluhan):
        tahun_kerja.muat(TAHUN_2027 | ubah)
    assert list(TahunKerja.objects.values_list("tahun", flat=True)) == [2026]


@pytest.mark.parametrize("isi", ["[]", "null", "bukan JSON"])
def test_a_file_that_is_no_decree_is_refused_in_one_line(isi, tmp_path):
    berkas = tmp_path / "2027.json"
    berkas.write_text(isi)
    with pytest.raises(CommandError, match=r"2027\.json: "):
        call_command("muat_kalender", str(berkas))
