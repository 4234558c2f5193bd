"""What stands around every request: the lost database, the cache, the log."""

import logging
import re

from django.db import InterfaceError, OperationalError
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

catatan = logging.getLogger("eregistrasi")


class BasisDataHilang:
    """A database that is away becomes a 503 page that says whether anything was saved.

    Every write of ours is one transaction per request (ATOMIC verbs), so a request that
    ended in this error has saved nothing, unless the line broke while COMMIT was on its way.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, (OperationalError, InterfaceError)):
            return None
        catatan.error("Basis data: %s", type(exception.__cause__ or exception).__name__)
        return halaman_503(request)


def halaman_503(request):
    """The 503 page; GET saved nothing, a POST whose transaction broke saved nothing either."""
    response = render(
        request, "503.html", {"tersimpan": None if request.method == "GET" else False}, status=503
    )
    response["Retry-After"] = "10"
    return response


class TanpaSimpanan:
    """`no-store` on every page: most hold personal data, and none is worth a stale copy."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
            response["Cache-Control"] = "no-store, private"
        return response


class TanpaToken(logging.Filter):
    """Personal links never reach a log line."""

    pola = re.compile(r"(/k/|/v/|/kata-sandi/atur/)[^\s\"'?]+")

    def filter(self, record):
        record.msg = self.pola.sub(r"\1[disembunyikan]", record.getMessage())
        record.args = ()
        return True
