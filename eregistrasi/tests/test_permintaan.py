"""Requests that no browser of ours would send, through the door that gunicorn uses."""

import io
import logging
from types import SimpleNamespace
from wsgiref.util import setup_testing_defaults

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from eregistrasi import gunicorn_conf
from eregistrasi.alat import unggah
from eregistrasi.wsgi import application

pytestmark = pytest.mark.django_db

FORMULIR = "application/x-www-form-urlencoded"


def ketuk(alamat, badan=None, **lain):
    """Send one raw request; returns (status, headers, text)."""
    jalan, _, tanya = alamat.partition("?")
    lingkungan = {"PATH_INFO": jalan, "QUERY_STRING": tanya, **lain}
    setup_testing_defaults(lingkungan)
    if badan is not None:
        lingkungan |= {
            "REQUEST_METHOD": "POST",
            "wsgi.input": io.BytesIO(badan),
            "CONTENT_LENGTH": str(len(badan)),
        }
    jawab = application.get_response(application.request_class(lingkungan))
    return jawab.status_code, jawab.headers, jawab.content.decode()


@pytest.fixture
def kuki_csrf():
    """The cookie that the page of the sign-in form sets; its value is good as the form's mark."""
    return Client().get("/masuk/").cookies["csrftoken"].value


def test_a_session_cookie_with_nul_is_no_session():
    status, tajuk, _ = ketuk("/pelatihan/", HTTP_COOKIE=r'sessionid="\000abcdefghij"')
    assert (status, tajuk["Location"]) == (302, "/masuk/?next=/pelatihan/")


@pytest.mark.parametrize("charset", ["rot13", "utf-16", "undefined", "latin-1", "tidak-ada"])
def test_what_a_request_claims_to_be_written_in_changes_nothing(kuki_csrf, charset):
    status, _, _ = ketuk("/v/?kode=%41%ff", CONTENT_TYPE=f"text/plain; charset={charset}")
    assert status == 404
    status, tajuk, isi = ketuk(
        "/masuk/",
        f"username=citra%20%C3%A9&password=x&csrfmiddlewaretoken={kuki_csrf}".encode(),
        CONTENT_TYPE=f"{FORMULIR}; charset={charset}",
        HTTP_COOKIE=f"csrftoken={kuki_csrf}",
        REMOTE_ADDR="127.0.0.9",
    )
    assert status == 200
    assert 'value="citra é"' in isi
    assert "Content-Security-Policy" in tajuk


def test_text_beyond_every_limit_is_told_from_other_faults(kuki_csrf):
    terlalu = b"catatan=" + b"x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    kuki = {"HTTP_COOKIE": f"csrftoken={kuki_csrf}", "CONTENT_TYPE": FORMULIR}
    status, tajuk, isi = ketuk("/masuk/", terlalu, **kuki)
    assert status == 413
    assert "Teks yang dikirim melebihi batas 2,5 MB. Tidak ada yang disimpan." in isi
    assert tajuk["Cache-Control"] == "no-store, private"
    banyak = b"&".join(b"a%d=1" % n for n in range(1001))
    status, _, isi = ketuk("/masuk/", banyak, **kuki)
    assert (status, "Permintaan tidak dapat diproses" in isi) == (400, True)


def test_all_addresses_are_known_before_the_first_request():
    assert "url_patterns" in vars(get_resolver())


def test_the_log_of_the_server_hides_personal_links_too(monkeypatch):
    """gunicorn writes the address of a request that fails before Django has it."""
    monkeypatch.setattr(gunicorn_conf.proses, "ikut_induk", lambda: None)
    catatan, tertulis = logging.Logger("gunicorn.error"), io.StringIO()
    catatan.addHandler(logging.StreamHandler(tertulis))
    gunicorn_conf.on_starting(SimpleNamespace(log=SimpleNamespace(error_log=catatan)))
    catatan.error("Error handling request %s %s", "GET", "/k/abcdef.1.ghijkl/?x=1")
    assert tertulis.getvalue() == "Error handling request GET /k/[disembunyikan]?x=1\n"


def test_of_a_file_without_end_only_what_may_be_judged_is_kept(rf, monkeypatch):
    monkeypatch.setattr(unggah.BerkasTerbatas, "maks", 1000)
    kiriman = rf.post(
        "/",
        {
            "a": SimpleUploadedFile("a.pdf", b"x" * 600),
            "b": SimpleUploadedFile("b.pdf", b"x" * 600),
            "c": SimpleUploadedFile("c.pdf", b"x" * 5000),
        },
    )
    diterima = {nama: (b.size, len(b.read())) for nama, b in kiriman.FILES.items()}
    assert diterima == {"a": (600, 600), "b": (1001, 401), "c": (5000, 0)}


def test_no_upload_is_written_to_the_disk_of_the_machine(client, citra, monkeypatch):
    """Whoever is not signed in may send a body, too: it must not fill the disk."""

    def penuh(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("django.core.files.temp.NamedTemporaryFile", penuh)
    besar = SimpleUploadedFile("besar.pdf", b"x" * (settings.UNGGAH_MAKS_BYTE + 2**21))
    jawab = client.post("/masuk/", {"username": "citra", "lampiran": besar})
    assert isinstance(jawab, HttpResponse)
    assert jawab.status_code == 200
