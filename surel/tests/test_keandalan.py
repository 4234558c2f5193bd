"""The table of faults names tests that exist, and names all of them."""

import re

import pytest
from django.conf import settings

TABEL = settings.BASE_DIR / "docs" / "keandalan.md"
BARIS = {f"F{n}" for n in (*range(1, 12), 29)}
UJI = re.compile(r"^def (test_\w+)", re.MULTILINE)


def _tertulis():
    """{row: {(file, test)}} as the table has it."""
    hasil = {}
    for baris in re.findall(r"^\| (F\d+) \|.*\| (.+) \|$", TABEL.read_text(), re.MULTILINE):
        berkas = ""
        for kata in re.findall(r"`([^`]+)`", baris[1]):
            if kata.endswith(".py"):
                berkas = kata
            else:
                hasil.setdefault(baris[0], set()).add((berkas, kata))
    return hasil


@pytest.fixture(scope="module")
def ada():
    """Every (file, test) of the house."""
    return {
        (str(berkas.relative_to(settings.BASE_DIR)), nama)
        for berkas in settings.BASE_DIR.glob("*/tests/test_*.py")
        for nama in UJI.findall(berkas.read_text())
    }


def test_every_row_of_the_table_names_tests_that_exist(ada):
    tertulis = _tertulis()
    assert set(tertulis) >= BARIS
    assert {satu for semua in tertulis.values() for satu in semua} - ada == set()


def test_every_test_that_bears_a_rows_number_stands_in_that_row(ada):
    tertulis = _tertulis()
    for baris in BARIS:
        milik = {
            satu
            for satu in ada
            if int(baris[1:]) in map(int, re.findall(r"_f(\d\d)(?=_)", satu[1]))
        }
        assert milik <= tertulis[baris], baris
        assert milik, baris
