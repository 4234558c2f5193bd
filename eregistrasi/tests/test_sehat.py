"""What a monitor asks: is it alive, is it ready, and what is degraded."""

import datetime as dt

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from eregistrasi.alat import pdf
from surel.models import Detak, Surel


@pytest.fixture
def pdf_ada(monkeypatch):
    monkeypatch.setattr(pdf, "tersedia", lambda: True)


def detak(menit=0):
    Detak.objects.create(pekerja="mesin:1", terakhir=timezone.now() - dt.timedelta(minutes=menit))


def test_alive_needs_no_database(client):
    jawab = client.get("/sehat/hidup")
    assert (jawab.status_code, jawab.content) == (200, b"hidup")


@pytest.mark.django_db
def test_alive_looks_nobody_up(client, citra, django_assert_num_queries):
    client.force_login(citra)
    with django_assert_num_queries(0):
        assert client.get("/sehat/hidup").status_code == 200


@pytest.mark.django_db
def test_ready_with_nothing_degraded(client, pdf_ada):
    detak()
    jawab = client.get("/sehat/siap")
    assert (jawab.status_code, jawab.json()) == (200, {"basis_data": "siap", "menurun": []})


@pytest.mark.django_db
def test_ready_and_names_what_is_degraded(client, monkeypatch):
    monkeypatch.setattr(pdf, "tersedia", lambda: False)
    detak(menit=3)
    jawab = client.get("/sehat/siap")
    assert jawab.status_code == 200
    assert jawab.json()["menurun"] == [
        "pekerja surel tidak terdengar",
        "PDF belum dapat dibuat (Pango tidak terpasang)",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email_url", "menurun"),
    [("smtp://surel.example", ["ada surel yang antre lebih dari 10 menit"]), ("", [])],
)
def test_letters_that_wait_are_a_fault_only_where_letters_are_sent(
    email_url, menurun, client, pdf_ada, settings
):
    settings.EMAIL_URL = email_url
    detak()
    Surel.objects.create(
        kunci="undangan:1:1",
        jenis="undangan",
        kelompok="pelatihan:1",
        kepada="sari@contoh.example",
        judul="Undangan",
        kirim_setelah=timezone.now() - dt.timedelta(minutes=11),
    )
    jawab = client.get("/sehat/siap")
    assert (jawab.status_code, jawab.json()["menurun"]) == (200, menurun)


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(client):
    MigrationRecorder(connection).migration_qs.filter(app="surel").delete()
    jawab = client.get("/sehat/siap")
    assert (jawab.status_code, jawab.json()["basis_data"]) == (503, "belum dimigrasikan")
