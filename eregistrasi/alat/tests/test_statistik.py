"""After many rows PostgreSQL plans for what is there now."""

import pytest
from django.db import connection

from eregistrasi.alat.statistik import BANYAK, kenali
from pengguna.models import TimKerja

pytestmark = pytest.mark.django_db


def _dikenal():
    with connection.cursor() as kursor:
        kursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'pengguna_timkerja'")
        return kursor.fetchone()[0]


def test_many_rows_are_known_at_once_and_few_are_left_to_the_database(
    orang, django_assert_num_queries
):
    TimKerja.objects.bulk_create(TimKerja(nama=f"Tim {n}") for n in range(40))
    with django_assert_num_queries(0):
        kenali(BANYAK - 1, TimKerja)
    kenali(BANYAK, TimKerja)
    assert _dikenal() == TimKerja.objects.count()
