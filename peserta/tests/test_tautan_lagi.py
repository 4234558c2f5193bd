"""Who has lost the link asks for it again; whoever only guesses learns nothing."""

import logging
import time

import pytest
from django.test import Client

from laporan.bahan_contoh import contoh_peserta
from pelatihan.models import Jejak, Pelatihan
from pelatihan.sop import Tahap
from peserta import alur
from peserta.models import Peserta
from peserta.tests.pengunjung import undangan
from peserta.views_tautan_lagi import MINTA_MAKS
from surel import kotak
from surel.models import Surel

pytestmark = pytest.mark.django_db
ALAMAT = "/tautan-lagi/"


@pytest.fixture(autouse=True)
def _tanpa_menunggu(settings):
    settings.TAUTAN_LAGI_DETIK = 0


@pytest.fixture
def pelatihan(pelatihan_di):
    return pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(2))


@pytest.fixture
def sari(pelatihan):
    return undangan(pelatihan)[0].peserta


def minta(nomor, surel):
    return Client(enforce_csrf_checks=True).post(ALAMAT, {"nomor": nomor, "surel": surel})


def terkirim():
    return Surel.objects.filter(jenis="tautan_lagi")


def test_number_and_address_bring_the_same_link_by_letter(sari):
    jawab = minta(f" {sari.nip[:8]} {sari.nip[8:]} ", sari.email.upper())
    assert jawab.status_code == 200
    surat = terkirim().get()
    assert surat.kepada == sari.email
    teks, html = kotak.dengan_tautan(surat, nyata=True)
    assert sari.konfirmasi.tautan in teks
    assert sari.konfirmasi.tautan in html
    assert sari.konfirmasi.token not in surat.teks + surat.html  # put in when it leaves
    assert Jejak.objects.filter(aksi="tautan_lagi").count() == 1


@pytest.mark.parametrize(
    ("nomor", "surel"),
    [
        (lambda o: o.nip, lambda o: "lain@contoh.example"),
        (lambda o: "199001012015011001", lambda o: o.email),
        (lambda o: "0", lambda o: o.email),
    ],
)
def test_half_of_it_brings_nothing_and_looks_the_same(sari, nomor, surel):
    benar = minta(sari.nip, sari.email).content
    assert terkirim().count() == 1
    assert minta(nomor(sari), surel(sari)).content == benar
    assert terkirim().count() == 1


def test_the_address_of_one_and_the_number_of_another_do_not_meet(pelatihan):
    satu, dua = (k.peserta for k in undangan(pelatihan))
    minta(satu.nip, dua.email)
    assert terkirim().count() == 0


def test_the_answer_takes_the_same_time_whatever_is_found(sari, settings, monkeypatch):
    """A miss writes a letter to nobody, and what is left of the time is slept."""
    settings.TAUTAN_LAGI_DETIK = 30
    ditulis, tidur = [], []
    tulis = kotak._tulis
    monkeypatch.setattr(kotak, "_tulis", lambda *isi: ditulis.append(isi[0]) or tulis(*isi))
    monkeypatch.setattr(time, "sleep", tidur.append)
    for nomor, surel in ((sari.nip, sari.email), ("199001012015011001", "x@contoh.example")):
        mulai = time.monotonic()
        minta(nomor, surel)
        assert tidur[-1] + time.monotonic() - mulai >= 30
    assert ditulis == ["tautan_lagi", "tautan_lagi"]


def test_three_a_day_and_no_more(sari):
    for _ in range(5):
        assert minta(sari.nip, sari.email).status_code == 200
    assert terkirim().count() == 3


def test_one_letter_for_each_training_still_open_to_that_person(pelatihan_di, sari, budi):
    lain = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(2))
    usai = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(2))
    Pelatihan.objects.filter(pk=usai.pk).update(mulai="2020-01-06", selesai="2020-01-10")
    batal = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(2))
    alur.batalkan(batal.peserta.get(nip=sari.nip), oleh=budi, alasan="Mutasi")
    minta(sari.nip, sari.email)
    kelompok = set(terkirim().values_list("kelompok", flat=True))
    assert kelompok == {f"pelatihan:{sari.pelatihan_id}", f"pelatihan:{lain.pk}"}


def test_a_nik_finds_its_owner(sari):
    orang = Peserta.objects.get(pk=sari.pk)
    orang.nip, orang.nik, orang.status = "", "3273010101900001", "non_asn"
    orang.save()
    minta("3273 0101 0190 0001", orang.email)
    assert terkirim().count() == 1


@pytest.mark.parametrize(
    ("isi", "keluhan"),
    [
        ({"nomor": "\u200b ", "surel": "a@contoh.example"}, "wajib diisi"),
        ({"nomor": "1", "surel": "bukan surel"}, "Alamat surel tidak sah"),
        ({"nomor": "1\0", "surel": "a@contoh.example"}, ""),
        ({"nomor": "1", "surel": "a\0@contoh.example"}, ""),
    ],
)
def test_what_cannot_be_is_told_at_its_field(db, isi, keluhan):
    jawab = minta(isi["nomor"], isi["surel"])
    assert jawab.status_code == 422
    assert keluhan in jawab.content.decode()


def test_who_asks_too_often_waits(db):
    status = [minta("1", "a@contoh.example").status_code for _ in range(MINTA_MAKS + 1)]
    assert status == [200] * MINTA_MAKS + [429]


def test_nothing_of_what_was_typed_is_logged(sari, caplog):
    with caplog.at_level(logging.DEBUG):
        minta(sari.nip, "rahasia@contoh.example")
    assert sari.nip not in caplog.text
    assert "rahasia@" not in caplog.text


@pytest.mark.parametrize(
    ("alamat", "status"), [("/k/palsu/", 404), (f"/konfirmasi/{'x' * 22}/", 403)]
)
def test_the_pages_that_cannot_help_lead_there(client, db, alamat, status):
    jawab = client.get(alamat)
    assert jawab.status_code == status
    assert f'href="{ALAMAT}"' in jawab.content.decode()


def test_a_revoked_link_leads_there_too(sari, budi, client):
    lama = sari.konfirmasi.tautan.removeprefix("http://testserver")
    alur.cabut_tautan(sari, oleh=budi)
    assert f'href="{ALAMAT}"' in client.get(lama).content.decode()


def test_the_page_is_small_and_stays_out_of_caches(client, db):
    jawab = client.get(ALAMAT)
    assert len(jawab.content) < 20_000
    assert "no-store" in jawab.headers["Cache-Control"]
    assert jawab.headers["Referrer-Policy"] == "no-referrer"
