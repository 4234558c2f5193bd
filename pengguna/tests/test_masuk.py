"""Signing in and out, as people meet it."""

import datetime as dt

import pytest
import time_machine
from django.contrib.messages import get_messages

pytestmark = pytest.mark.django_db

SALAH = "Nama pengguna atau kata sandi salah. Periksa kembali, lalu coba lagi."


def masuk(client, nama, sandi="rahasia-uji", **lain):
    return client.post("/masuk/", {"username": nama, "password": sandi, **lain})


def test_ratna_signs_in_and_stands_at_her_desk(client, ratna):
    assert masuk(client, "ratna").headers["Location"] == "/"
    assert "Dr. Ratna Wulandari, S.H., M.H." in client.get("/").content.decode()


def test_ratna_goes_on_to_the_page_she_wanted(client, ratna):
    tujuan = client.get("/pelatihan/?tahap=selesai").headers["Location"]
    assert tujuan == "/masuk/?next=/pelatihan/%3Ftahap%3Dselesai"
    halaman = client.get(tujuan).content.decode()
    assert 'name="next" value="/pelatihan/?tahap=selesai"' in halaman
    jawab = masuk(client, "ratna", next="/pelatihan/?tahap=selesai")
    assert jawab.headers["Location"] == "/pelatihan/?tahap=selesai"


@pytest.mark.parametrize(
    "tujuan",
    [
        "https://jahat.test",
        "//jahat.test",
        "/\\jahat.test",
        "https:jahat.test",
        "%2f%2fjahat.test",
        "javascript:alert(1)",
        "/\t/jahat.test",
        "/keluar/",
        "/masuk/",
    ],
)
def test_no_address_leads_ratna_to_another_house(client, ratna, tujuan):
    assert masuk(client, "ratna", next=tujuan).headers["Location"] == "/"


@pytest.mark.parametrize(
    ("nama", "sandi"),
    [("ratna", "bukan-sandinya"), ("tak-ada", "rahasia-uji"), ("RATNA", "rahasia-uji-2")],
)
def test_the_refusal_does_not_tell_what_was_wrong(client, ratna, nama, sandi):
    jawab = masuk(client, nama, sandi)
    assert jawab.status_code == 200
    assert jawab.context["form"].errors == {"__all__": [SALAH]}
    assert f'value="{nama}"' in jawab.content.decode()
    assert sandi not in jawab.content.decode()


def test_an_empty_form_names_both_fields(client, db):
    jawab = masuk(client, "", "")
    assert jawab.context["form"].errors == {
        "username": ["Nama Pengguna wajib diisi."],
        "password": ["Kata Sandi wajib diisi."],
    }


def test_a_deactivated_colleague_stays_outside_and_learns_no_more_than_a_stranger(client, budi):
    budi.is_active = False
    budi.save()
    assert masuk(client, "budi").context["form"].errors == {"__all__": [SALAH]}


def test_whoever_is_signed_in_is_shown_no_second_door(client, budi):
    masuk(client, "budi")
    assert client.get("/masuk/?next=/sop/").headers["Location"] == "/sop/"


def test_five_wrong_tries_shut_the_door_for_budi_alone(client, budi, dodi):
    for _ in range(4):
        assert masuk(client, "budi", "salah").status_code == 200
    jawab = masuk(client, "budi", "salah")
    assert jawab.status_code == 429
    assert "Coba lagi setelah 15 menit" in jawab.content.decode()
    assert masuk(client, "budi").status_code == 429, "the right password opens nothing now"
    assert masuk(client, "dodi").headers["Location"] == "/", "same address, another person"


def test_the_door_opens_again_after_a_quarter_of_an_hour(client, budi):
    with time_machine.travel(dt.datetime.now(dt.UTC), tick=False) as jam:
        for _ in range(5):
            masuk(client, "budi", "salah")
        jam.shift(dt.timedelta(minutes=16))
        assert masuk(client, "budi").headers["Location"] == "/"


def test_signing_out_takes_a_button_and_ends_the_session(client, citra):
    masuk(client, "citra")
    assert client.get("/keluar/").status_code == 405
    assert client.get("/").status_code == 200, "a picture on another site signs nobody out"
    assert client.post("/keluar/").headers["Location"] == "/masuk/"
    assert client.get("/").headers["Location"] == "/masuk/?next=/"


def test_a_person_without_any_seat_signs_in_to_an_empty_desk(client, orang, django_user_model):
    django_user_model.objects.create_user("sari", "sari@contoh.example", "rahasia-uji", nama="Sari")
    masuk(client, "sari")
    halaman = client.get("/").content.decode()
    assert "<h1>Beranda</h1>" in halaman
    assert "<h2>Akun ini belum menempati jabatan atau Tim Kerja</h2>" in halaman
    assert list(get_messages(client.get("/").wsgi_request)) == []
