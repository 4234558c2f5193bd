import itertools
import random

import pytest

from eregistrasi.alat import kode


def test_a_code_has_seventeen_characters_of_crockfords_alphabet_and_no_two_are_alike():
    semua = {kode.buat_kode() for _ in range(500)}

    assert len(semua) == 500
    assert {len(k) for k in semua} == {17}
    assert set("".join(semua)) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert all(kode.sah(k) for k in semua)


def test_every_single_wrong_character_is_found_out():
    asli = kode.buat_kode()

    salah = [
        asli[:i] + huruf + asli[i + 1 :]
        for i, huruf in itertools.product(range(17), kode.ABJAD)
        if huruf != asli[i]
    ]

    assert len(salah) == 17 * 31
    assert not any(kode.sah(k) for k in salah)


def test_every_swap_of_two_characters_is_found_out():
    asli = kode.buat_kode()

    for i, j in itertools.combinations(range(17), 2):
        huruf = list(asli)
        huruf[i], huruf[j] = huruf[j], huruf[i]
        assert kode.sah("".join(huruf)) == (asli[i] == asli[j])


def test_one_guess_in_thirty_two_passes_the_check_and_no_more():
    acak = random.Random(1)  # noqa: S311 -- guesses, not secrets
    lolos = sum(kode.sah("".join(acak.choices(kode.ABJAD, k=17))) for _ in range(20_000))

    assert 500 < lolos < 750  # 625 expected


@pytest.mark.parametrize(
    ("ketikan", "rapi"),
    [
        ("7kqm-3xtp-9fab-2c7de", "7KQM3XTP9FAB2C7DE"),
        (" 7KQM 3XTP\t9FAB\n2C7DE ", "7KQM3XTP9FAB2C7DE"),
        ("7KQM–3XTP—9FAB‑2C7DE", "7KQM3XTP9FAB2C7DE"),
        ("oOiIlL", "001111"),
        ("7KQM\u00a03XTP", "7KQM3XTP"),
        ("", ""),
    ],
)
def test_what_people_type_is_forgiven(ketikan, rapi):
    assert kode.rapikan(ketikan) == rapi


@pytest.mark.parametrize("bukan", ["", "U" * 17, "7KQM", "\x00" * 17, "1" * 16, "1" * 18])
def test_what_cannot_be_a_code_is_none(bukan):
    assert not kode.sah(bukan)


def test_a_code_is_printed_in_groups_of_four():
    assert kode.kelompok("7KQM3XTP9FAB2C7DE") == "7KQM-3XTP-9FAB-2C7DE"
