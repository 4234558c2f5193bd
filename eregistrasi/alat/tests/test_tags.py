"""Filters for papers and pages."""

import pytest

from eregistrasi.alat.tags import dua_baris


@pytest.mark.parametrize(
    ("nama", "baris"),
    [
        ("", ""),
        (
            "Badan Pengembangan Sumber Daya Manusia Hukum",
            "Badan Pengembangan Sumber Daya Manusia Hukum",
        ),
        (
            "Badan Pengembangan Sumber Daya Manusia Hukum dan Hak Asasi Manusia",
            "Badan Pengembangan Sumber Daya<br>Manusia Hukum dan Hak Asasi Manusia",
        ),
        ("B" * 50, "B" * 50),
        ("<b> " + "x" * 50, "&lt;b&gt;<br>" + "x" * 50),
    ],
)
def test_a_long_name_on_the_letterhead_breaks_at_its_middle(nama, baris):
    assert dua_baris(nama) == baris
