"""Two colleagues on one page: who saves second is told, and overwrites nothing."""

import re

import pytest
from django.test import Client

from laporan.bahan_contoh import isian_lengkap
from pelatihan import persiapan
from pelatihan.sop import Tahap

pytestmark = pytest.mark.django_db


def isian_halaman(client, alamat):
    """What the browser would send back from this page, untouched."""
    form = client.get(alamat).context["form"]
    awal = {nama: form[nama].value() for nama in form.fields}
    return {nama: nilai for nama, nilai in awal.items() if nilai not in (None, "")}


def test_a_page_older_than_the_data_overwrites_nothing(client, pelatihan_di, budi):
    p = pelatihan_di(Tahap.PENYIAPAN)
    persiapan.lengkapi(p, oleh=budi, **isian_lengkap(p, "PF-AHM"))
    client.force_login(budi)
    alamat = f"{p.get_absolute_url()}lengkapi/"
    lama = isian_halaman(client, alamat)
    client.post(alamat, isian_halaman(client, alamat) | {"tempat": "Semarang"})

    halaman = client.post(alamat, lama | {"tempat": "Bandung"})

    p.refresh_from_db()
    assert p.tempat == "Semarang"
    (galat,) = halaman.context["form"].non_field_errors()
    assert re.fullmatch(
        r"Data telah diubah oleh Budi Santoso, S\.Kom\. pada .* WIB\. "
        r"Muat ulang halaman sebelum menyimpan perubahan Anda\.",
        galat,
    )
    assert 'value="Bandung"' in halaman.content.decode()


def test_two_drafts_of_one_report_do_not_eat_each_other(client, pelatihan_di, budi):
    p = pelatihan_di(Tahap.PENGOLAHAN)
    alamat = f"{p.get_absolute_url()}laporan/susun/"
    client.force_login(budi)
    lain = Client()
    lain.force_login(budi)
    lama = isian_halaman(client, alamat)
    lain.post(alamat, isian_halaman(lain, alamat) | {"saran": "Undangan lebih awal."})

    halaman = client.post(alamat, lama | {"saran": "Lain sama sekali."})

    assert p.laporan.get().saran == "Undangan lebih awal."
    assert "Data telah diubah oleh" in halaman.context["form"].non_field_errors()[0]
    assert "Lain sama sekali." in halaman.content.decode()


def test_a_mark_that_no_page_ever_carried_is_refused_and_what_was_typed_stays(
    client, pelatihan_di, budi
):
    p = pelatihan_di(Tahap.PENGOLAHAN)
    alamat = f"{p.get_absolute_url()}laporan/susun/"
    client.force_login(budi)
    isian = isian_halaman(client, alamat) | {"dilihat": "123", "saran": "Undangan lebih awal."}

    halaman = client.post(alamat, isian)

    assert not p.laporan.exists()
    assert halaman.context["form"].non_field_errors() == [
        "Tanda pada halaman Anda tidak dikenali. "
        "Muat ulang halaman sebelum menyimpan perubahan Anda."
    ]
    assert "Undangan lebih awal." in halaman.content.decode()
