"""A provider that reports by webhook: only where one is configured, and only with its secret."""

import base64
import importlib
import json
import sys

import pytest
from django.test import Client
from django.urls import clear_url_caches
from django.utils import timezone

from surel.models import Kelas, Status, Surel

pytestmark = pytest.mark.django_db
RAHASIA = "penyedia:rahasia"


@pytest.fixture
def penyedia(settings):
    """Postmark, as if the environment named it when the site was started."""
    settings.SUREL_PENYEDIA = "postmark"
    settings.ANYMAIL = {"WEBHOOK_SECRET": RAHASIA}
    from eregistrasi import urls  # noqa: PLC0415 -- read anew below

    importlib.reload(urls)
    clear_url_caches()
    yield
    settings.SUREL_PENYEDIA = ""
    importlib.reload(urls)
    sys.modules.pop("surel.urls_penyedia", None)
    clear_url_caches()


def kabar(isi, rahasia=RAHASIA):
    tanda = base64.b64encode(rahasia.encode()).decode()
    return Client().post(
        "/kabar-surel/",
        json.dumps(isi),
        content_type="application/json",
        headers={"authorization": f"Basic {tanda}"},
    )


PENTAL = {
    "RecordType": "Bounce",
    "Type": "HardBounce",
    "TypeCode": 1,
    "ID": 4323372036854775807,
    "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
    "Description": "The server was unable to deliver your message.",
    "Details": "smtp;550 5.1.1 The email account that you tried to reach does not exist.",
    "Email": "sari@contoh.example",
    "BouncedAt": "2026-11-24T03:12:03Z",
}


def test_a_bounce_told_by_the_provider_is_written_down(penyedia, tulis):
    tulis("sari")
    Surel.objects.update(status=Status.TERKIRIM, terkirim_pada=timezone.now())
    assert kabar(PENTAL, "penyedia:salah").status_code == 400
    assert Surel.objects.get().status == Status.TERKIRIM
    assert kabar(PENTAL).status_code == 200
    surel = Surel.objects.get()
    assert (surel.status, surel.kelas) == (Status.GAGAL, Kelas.ALAMAT)
    assert surel.sebab.startswith("Terpental: 550 5.1.1 ")


def test_without_a_provider_there_is_no_such_address(client, budi):
    client.force_login(budi)
    assert client.post("/kabar-surel/").status_code == 404
