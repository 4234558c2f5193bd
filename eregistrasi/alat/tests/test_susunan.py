"""Questions composed once: the same answers as asked anew, for everybody their own."""

import datetime as dt

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import OperationalError, connection, transaction
from django.db.models import F
from django.db.models.expressions import RawSQL

from eregistrasi.alat import susunan
from eregistrasi.alat.susunan import tersusun
from pengguna.models import Keanggotaan, Pengguna

pytestmark = pytest.mark.django_db


@tersusun
def _aktif(*, nama, sejak):
    return Pengguna.objects.filter(username=nama, date_joined__gt=sejak)


@tersusun
def _duduk(balik, *, pk, awal, banyak):
    semua = Keanggotaan.objects.filter(pengguna__in=RawSQL("SELECT unnest(%s::bigint[])", [pk]))
    urut = F("pengguna__username")
    semua = semua.order_by(urut.desc() if balik else urut.asc())
    return semua.select_related("pengguna", "tim")[awal : awal + banyak]


def test_each_call_gets_the_rows_of_its_own_values(budi, citra):
    lama = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    assert _aktif(nama=budi.username, sejak=lama) == [budi]
    assert _aktif(nama=citra.username, sejak=lama) == [citra]
    assert _aktif(nama="\ue0000\ue000", sejak=lama) == []
    assert _aktif(nama=budi.username, sejak=budi.date_joined) == []


def test_related_rows_numbers_in_the_text_and_lists_arrive(
    budi, citra, dodi, django_assert_num_queries
):
    nama = sorted(o.username for o in (budi, citra, dodi))
    pk = [budi.pk, citra.pk, dodi.pk]
    for balik in (False, True):
        for awal, banyak in ((0, 2), (1, 1), (2, 5), (9, 1)):
            with django_assert_num_queries(1):
                baris = _duduk(balik, pk=pk, awal=awal, banyak=banyak)
                urut = nama[::-1] if balik else nama
                assert [o.pengguna.username for o in baris] == urut[awal : awal + banyak]
                assert all(o.tim.nama for o in baris)
    assert _duduk(False, pk=[], awal=0, banyak=9) == []


def test_what_would_answer_one_person_with_the_rows_of_another_is_refused(budi, citra):
    def tertutup(*, nama):
        return Pengguna.objects.filter(username=nama, pk=budi.pk)

    with pytest.raises(TypeError, match="closure"):
        tersusun(tertutup)
    with pytest.raises(TypeError, match="related manager"):
        _milik(citra, nama="x")
    with pytest.raises(ValueError, match="do not arrive"):
        _menyamarkan(nama="x")


@tersusun
def _milik(pengguna, *, nama):
    return pengguna.keanggotaan.filter(tim__nama=nama)


@tersusun
def _menyamarkan(*, nama):
    return Pengguna.objects.filter(username__contains=nama)


@tersusun
def _tak_ada(*, nama):
    return Pengguna.objects.filter(username=nama, pk__in=[])


def test_a_question_that_nothing_can_answer_is_not_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert _tak_ada(nama="x") == []
    with pytest.raises(EmptyResultSet):
        _tak_ada.sql(nama="x")


@tersusun
def _mentah(arah, *, dari, sampai):
    return _NAIK if arah == "naik" else f"{_NAIK} DESC", (dari, sampai)


_NAIK = "SELECT n, '%%' FROM generate_series(%s::int, %s::int) n ORDER BY n"


def _disiapkan():
    with connection.cursor() as kursor:
        kursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'ereg_%'")
        return kursor.fetchone()[0]


def test_sql_without_a_model_gives_tuples():
    assert _mentah("naik", dari=1, sampai=3) == [(1, "%"), (2, "%"), (3, "%")]
    assert _mentah("turun", dari=4, sampai=5) == [(5, "%"), (4, "%")]


def test_each_line_prepares_a_statement_once_and_not_without_end(monkeypatch):
    susunan._siap(connection).clear()
    awal = _disiapkan()
    for _ in range(3):
        _mentah("naik", dari=1, sampai=2)
    assert _disiapkan() == awal + 1
    monkeypatch.setattr(susunan, "SIAP_MAKS", 1)
    _mentah("turun", dari=1, sampai=2)
    _mentah("naik", dari=1, sampai=2)
    assert _disiapkan() == 1


def test_behind_a_pooler_nothing_is_prepared(monkeypatch, budi):
    susunan._siap(connection).clear()
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    awal = _disiapkan()
    assert _mentah("naik", dari=7, sampai=8) == [(7, "%"), (8, "%")]
    assert _duduk(False, pk=[budi.pk], awal=0, banyak=1)[0].pengguna == budi
    assert _disiapkan() == awal


@tersusun
def _lambat(*, detik):
    return "SELECT pg_sleep(%s)", (detik,)


def test_a_statement_that_failed_is_asked_again():
    for _ in range(2):
        with transaction.atomic(), connection.cursor() as kursor:
            kursor.execute("SET LOCAL statement_timeout = 20")
            with pytest.raises(OperationalError), transaction.atomic():
                _lambat(detik=1)
            kursor.execute("SET LOCAL statement_timeout = 0")
    assert _lambat(detik=0) == [("",)]
    assert _lambat(detik=0) == [("",)]
