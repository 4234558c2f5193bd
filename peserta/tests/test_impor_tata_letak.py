"""Whole office lists: every row accounted for, every cell where it belongs."""

import datetime as dt

import pytest

from peserta.impor.hasil import BerkasDitolak
from peserta.impor.putusan import putuskan
from peserta.tests.berkas_keras import SARI, buku
from peserta.tests.tata_baris import BARIS
from peserta.tests.tata_kantor import KANTOR
from peserta.tests.tata_letak import JUDUL

HARI_INI = dt.date(2026, 1, 1)


def putus(isi):
    try:
        return putuskan(isi, hari_ini=HARI_INI)
    except BerkasDitolak as penolakan:
        pytest.fail(f"refused: {penolakan}")


def terbaca(baris):
    """The filled cells of an accepted row, or the codes of any other."""
    if baris.status == "terima":
        return {bidang: nilai for bidang, nilai in baris.data.items() if nilai}
    return [c.kode for c in baris.galat]


@pytest.mark.parametrize("nama", [*JUDUL, *BARIS, *KANTOR])
def test_an_office_list_is_read_to_the_last_cell(nama):
    letak = (JUDUL | BARIS | KANTOR)[nama]
    hasil = putus(letak.isi)
    assert {b.baris: terbaca(b) for b in hasil.baris} == letak.baris
    dilewati = [c.pesan for c in hasil.peringatan_berkas if c.kode == "FW_KOLOM_LAIN"]
    assert dilewati == [f"Kolom tidak dikenali dan tidak diimpor: {', '.join(letak.lain)}."] * bool(
        letak.lain
    )


@pytest.mark.parametrize(
    ("judul", "kode"),
    [
        (("No", "Nama", "NIP", "Nama", "Jabatan"), "KOLOM_GANDA"),
        (("NIP", "Nama", None, "NIP", "Nama"), "KOLOM_GANDA"),
        (("NIP", "Nama Atasan", "Jabatan", "Unit"), "KOLOM_HILANG"),
        (("Nama Ibu", "NIP (lama)", "Ukuran Kaos"), "TANPA_JUDUL"),
    ],
)
def test_headings_that_leave_a_doubt_are_refused(judul, kode):
    with pytest.raises(BerkasDitolak) as penolakan:
        putuskan(buku(judul, [SARI[0] for _ in judul]), hari_ini=HARI_INI)
    assert penolakan.value.catatan.kode == kode
