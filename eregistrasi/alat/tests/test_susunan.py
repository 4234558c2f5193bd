"""Questions composed once: the same answers as asked anew, for everybody their own."""

import datetime as dt

import pytest
from django.core.exceptions import EmptyResultSet
from django.db.models import F
from django.db.models.expressions import RawSQL

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
