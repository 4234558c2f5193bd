"""Rows written together stand as if each had been saved; of a trip that fails nothing stands."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from eregistrasi.alat.setoran import baru, setor, ubah
from pengguna.models import Pengguna, TimKerja

pytestmark = pytest.mark.django_db
SEJAK = dt.datetime(2026, 3, 1, 7, 30, tzinfo=dt.UTC)


def test_inserts_and_updates_arrive_in_order(budi, django_assert_num_queries):
    tim, orang = TimKerja(pk=77, nama="Tim A"), Pengguna(username="rara", nama="Rara", pk=4711)
    budi.nama, budi.date_joined = "Budi 100% 'Baru'; --", SEJAK
    with django_assert_num_queries(1):
        setor(baru(tim), baru(orang), ubah(budi, "nama", "date_joined"))
    assert TimKerja.objects.get(pk=77).nama == "Tim A"
    assert Pengguna.objects.get(username="rara").pk == 4711
    ulang = Pengguna.objects.get(pk=budi.pk)
    assert (ulang.nama, ulang.date_joined) == (budi.nama, SEJAK)
    orang.nama = "Rara Wulan"
    orang.save()  # known to be there: an update
    assert Pengguna.objects.filter(username="rara").values_list("nama", flat=True).get() == (
        "Rara Wulan"
    )


def test_without_a_key_the_table_gives_one():
    for nama in ("Tim A", "Tim B"):
        setor(baru(TimKerja(nama=nama)))
    assert list(TimKerja.objects.order_by("pk").values_list("nama", flat=True)) == [
        "Tim A",
        "Tim B",
    ]


def test_what_the_table_refuses_takes_the_rest_with_it(budi):
    with pytest.raises(IntegrityError), transaction.atomic():
        setor(baru(TimKerja(nama="Tim A")), baru(Pengguna(username=budi.username)))
    assert not TimKerja.objects.filter(nama="Tim A").exists()
    setor(baru(TimKerja(nama="Tim A")))  # the line to the database is as good as before
    assert TimKerja.objects.filter(nama="Tim A").count() == 1
