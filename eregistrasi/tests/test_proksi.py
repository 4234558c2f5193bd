"""Whose address counts: the visitor's, behind our own proxy; never what a visitor claims."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from eregistrasi.penjaga import AlamatAsli


@pytest.mark.parametrize(
    ("dikirim", "dibaca"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("1.2.3.4, 203.0.113.9", "203.0.113.9"),  # the first one is the visitor's own invention
        ("", "127.0.0.1"),
    ],
)
def test_behind_one_proxy_the_last_address_is_the_visitors(settings, dikirim, dibaca):
    settings.PROKSI = 1
    terlihat = []

    def catat(request):
        terlihat.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    AlamatAsli(catat)(RequestFactory().get("/", HTTP_X_FORWARDED_FOR=dikirim))

    assert terlihat == [dibaca]
