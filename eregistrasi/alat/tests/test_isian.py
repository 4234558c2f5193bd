"""What the fields make of days and moments that nobody can mean."""

import datetime as dt

import pytest
from django import forms
from django.utils import timezone

from eregistrasi.alat.isian import IsianTanggal, IsianWaktu

PESAN = "Tahun harus antara 1900 dan 2100. Periksa kembali tahunnya."


class Formulir(forms.Form):
    hari = IsianTanggal()
    saat = IsianWaktu()


@pytest.mark.parametrize("tahun", ["0001", "1899", "2101", "9999"])
def test_a_year_out_of_all_reckoning_is_a_fault_of_its_field(tahun):
    form = Formulir({"hari": f"{tahun}-12-31", "saat": f"{tahun}-12-31T23:59"})
    assert form.errors == {"hari": [PESAN], "saat": [PESAN]}


def test_days_of_this_age_are_taken_as_typed():
    form = Formulir({"hari": "01-01-1900", "saat": "31/12/2100 23.59"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "hari": dt.date(1900, 1, 1),
        "saat": dt.datetime(2100, 12, 31, 23, 59, tzinfo=timezone.get_default_timezone()),
    }
