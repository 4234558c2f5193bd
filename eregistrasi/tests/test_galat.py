"""When something goes wrong: pages that say what happened, what was saved, what to do."""

import logging
import re

import pytest
from django.db import (
    InterfaceError,
    OperationalError,
    ProgrammingError,
    connection,
    transaction,
)
from django.test import Client

from eregistrasi import views
from eregistrasi.penjaga import BarisTanpaData, TanpaToken
from pelatihan import views as layar
from pelatihan import views_penugasan

pytestmark = pytest.mark.django_db


@pytest.fixture
def tamu():
    """A visitor whose browser shows what a browser would show: no exception reaches the test."""
    return Client(raise_request_exception=False)


@pytest.fixture
def ratna_masuk(tamu, ratna):
    tamu.force_login(ratna)
    return tamu


def teks(jawab):
    """The words of the page, tags and runs of blanks left out."""
    isi = re.sub(r"<style.*?</style>|<[^>]+>", " ", jawab.content.decode(), flags=re.S)
    return " ".join(isi.split())


def basis_data(pgcode=None, jenis=OperationalError):
    galat = jenis("pesan server yang tidak boleh tampil")
    if pgcode:
        galat.__cause__ = type("Sebab", (Exception,), {"pgcode": pgcode})()
    return galat


def gagal(monkeypatch, galat):
    """Let the list of trainings meet `galat`."""

    def rusak(*args, **kwargs):
        raise galat

    monkeypatch.setattr(layar, "Paginator", rusak)


@pytest.mark.parametrize("kata_kerja", ["TRACE", "TRACK", "PROPFIND", "PUT", "DELETE", "CONNECT"])
def test_a_verb_that_no_page_knows_is_told_so_at_every_address(kata_kerja):
    tamu = Client(enforce_csrf_checks=True)
    for alamat in ("/", "/masuk/", "/pelatihan/", "/v/", "/k/abc/", "/sehat/hidup", "/tidak/ada/"):
        jawab = tamu.generic(kata_kerja, alamat)
        assert (jawab.status_code, jawab["Allow"]) == (405, "GET, HEAD, POST, OPTIONS"), alamat
        assert "no-store" in jawab["Cache-Control"]
        assert "Content-Security-Policy" in jawab


def test_an_unknown_address_says_so_and_shows_the_way_home(tamu):
    jawab = tamu.get("/tidak/ada/")
    assert jawab.status_code == 404
    assert "Halaman atau data tidak ditemukan Periksa alamatnya" in teks(jawab)


def test_error_pages_ask_the_database_nothing(ratna_masuk, django_assert_num_queries, rf):
    with django_assert_num_queries(0):
        ratna_masuk.get("/tidak/ada/")
        views.galat_500(rf.get("/"))
        views.csrf_gagal(rf.get("/"))


def test_another_role_is_told_whom_to_ask(client, pelatihan_di, citra):
    p = pelatihan_di("penyiapan")
    client.force_login(citra)
    jawab = client.get(f"/pelatihan/{p.kode}/lengkapi/")
    assert jawab.status_code == 403
    assert (
        "Anda tidak berwenang membuka halaman ini Hubungi Administrator Sistem jika memerlukan"
        in teks(jawab)
    )


def test_a_button_address_opened_as_a_page_answers_with_words(ratna_masuk):
    jawab = ratna_masuk.get("/keluar/")
    assert (jawab.status_code, jawab["Allow"]) == (405, "POST, OPTIONS")
    assert "Halaman ini tidak dapat dibuka langsung" in teks(jawab)


def test_a_form_without_its_token_is_explained(ratna):
    ketat = Client(enforce_csrf_checks=True)
    ketat.force_login(ratna)
    jawab = ketat.post("/keluar/")
    assert jawab.status_code == 403
    assert "Formulir ini tidak dapat dikirim lagi" in teks(jawab)
    assert "belum disimpan" in teks(jawab)


def test_a_crash_shows_a_code_that_stands_in_the_log_and_nothing_else(
    ratna_masuk, monkeypatch, caplog
):
    gagal(monkeypatch, RuntimeError("NIP 199004172015032901"))
    jawab = ratna_masuk.get("/pelatihan/")
    assert jawab.status_code == 500
    kode = re.search(r"kode kejadian ([A-Z0-9]{4}-[A-Z0-9]{4}) kepada", teks(jawab)).group(1)
    catatan = next(r for r in caplog.records if r.name == "django.request")
    assert TanpaToken().filter(catatan)
    assert catatan.getMessage() == f"Internal Server Error: /pelatihan/ [kode kejadian {kode}]"
    assert "1990" not in teks(jawab)


@pytest.mark.parametrize("galat", [basis_data(), basis_data(jenis=InterfaceError)])
def test_a_lost_database_is_a_503_with_a_way_to_try_again(ratna_masuk, monkeypatch, galat):
    gagal(monkeypatch, galat)
    jawab = ratna_masuk.get("/pelatihan/?q=merek")
    assert (jawab.status_code, jawab["Retry-After"]) == (503, "10")
    assert "Sistem sedang tidak terjangkau" in teks(jawab)
    assert "disimpan" not in teks(jawab)
    assert 'href="/pelatihan/?q=merek"' in jawab.content.decode()
    assert "pesan server" not in teks(jawab)


@pytest.mark.parametrize("pgcode", ["55P03", "57014", "40P01"])
def test_a_row_that_somebody_holds_is_busy_not_broken(ratna_masuk, monkeypatch, pgcode):
    gagal(monkeypatch, basis_data(pgcode))
    jawab = ratna_masuk.get("/pelatihan/")
    assert jawab.status_code == 503
    assert "Data ini sedang dipakai" in teks(jawab)


def test_the_code_of_a_real_refusal_is_read_from_the_driver(ratna_masuk, monkeypatch):
    """What the driver of this house says, not what a test made up."""

    def lama(*args, **kwargs):
        with transaction.atomic(), connection.cursor() as kursor:
            kursor.execute("SET LOCAL statement_timeout = 20")
            kursor.execute("SELECT pg_sleep(2)")

    monkeypatch.setattr(layar, "Paginator", lama)
    assert "Data ini sedang dipakai" in teks(ratna_masuk.get("/pelatihan/"))


def kirim_draf(client):
    isi = {"draf": "1", "nama": "Pelatihan Penyuluh Hukum", "permintaan": "0" * 32}
    return client.post("/pelatihan/baru/", isi)


def test_a_post_that_broke_inside_its_transaction_saved_nothing_and_says_so(
    ratna_masuk, monkeypatch
):
    def rusak(*args, **kwargs):
        raise basis_data("55P03")

    monkeypatch.setitem(views_penugasan.VERBA, views_penugasan.DRAF, rusak)
    assert "Isian terakhir tidak disimpan." in teks(kirim_draf(ratna_masuk))


def test_a_post_that_broke_at_commit_does_not_claim_to_know(ratna_masuk, monkeypatch):
    def commit(*args, **kwargs):
        raise basis_data()

    monkeypatch.setitem(views_penugasan.VERBA, views_penugasan.DRAF, commit)
    assert "Belum dapat dipastikan apakah isian terakhir tersimpan." in teks(
        kirim_draf(ratna_masuk)
    )


def test_a_session_that_cannot_be_read_is_a_503_too(ratna_masuk):
    """The error comes up in a middleware, where no view is at hand."""

    def putus(execute, sql, params, many, context):
        raise basis_data()

    with connection.execute_wrapper(putus):
        jawab = ratna_masuk.get("/pelatihan/")
    assert jawab.status_code == 503
    assert "Sistem sedang tidak terjangkau" in teks(jawab)
    assert "no-store" in jawab["Cache-Control"]


def test_a_host_that_is_not_ours_gets_a_400_page(tamu):
    jawab = tamu.get("/masuk/", headers={"host": "jahat.test"})
    assert jawab.status_code == 400
    assert "Permintaan tidak dapat diproses" in teks(jawab)


def test_rows_quoted_by_the_database_stay_out_of_the_log():
    kutipan = "duplicate key\nDETAIL:  Key (nip)=(199004172015032901) already exists."
    try:
        raise ValueError(kutipan)
    except ValueError as galat:
        info = (type(galat), galat, galat.__traceback__)
    baris = BarisTanpaData("{message}", style="{").format(
        logging.LogRecord("x", logging.ERROR, __file__, 1, "gagal", (), info)
    )
    assert "1990" not in baris
    assert "DETAIL: [disembunyikan]" in baris


@pytest.mark.parametrize(
    ("baris", "tampak"),
    [
        (
            '"GET /cari/?q=Siti+M%27barak HTTP/1.1" 200',
            '"GET /cari/?q=[disembunyikan] HTTP/1.1" 200',
        ),
        (
            "/pelatihan/A/peserta/?jawaban=&q=1990&urut=",
            "/pelatihan/A/peserta/?jawaban=&q=[disembunyikan]&urut=",
        ),
        ("/v/?kode=7KQM", "/v/?kode=[disembunyikan]"),
        ("/cari/?q=", "/cari/?q="),
    ],
)
def test_what_somebody_searched_for_stands_in_no_log(baris, tampak):
    catatan = logging.LogRecord("gunicorn.error", logging.ERROR, __file__, 1, "%s", (baris,), None)
    assert TanpaToken().filter(catatan)
    assert catatan.getMessage() == tampak


def test_the_query_that_postgresql_quotes_stands_in_no_log(db):
    with pytest.raises(ProgrammingError) as galat, connection.cursor() as kursor:
        kursor.execute("SELECT nama FROM tidak_ada WHERE nama = 'Siti 1990'")
    info = (galat.type, galat.value, galat.tb)
    catatan = logging.LogRecord("x", logging.ERROR, __file__, 1, "gagal", (), info)
    baris = BarisTanpaData("{message}", style="{").format(catatan)
    kutipan = [b for b in baris.splitlines() if b.startswith("LINE")]
    assert set(kutipan) == {"LINE 1: [disembunyikan]"}


def test_every_server_of_ours_writes_through_the_filter():
    """The development server too, whose lines Django would else write by itself."""
    for nama in ("django.server", ""):
        saringan = [s for h in logging.getLogger(nama).handlers for s in h.filters]
        assert any(isinstance(s, TanpaToken) for s in saringan), nama
