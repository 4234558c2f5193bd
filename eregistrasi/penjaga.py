"""What stands around every request: the lost database, the wrong verb, the cache, the log."""

import logging
import re
import traceback

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import InterfaceError, OperationalError
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

catatan = logging.getLogger("eregistrasi")

SEDANG_DIPAKAI = {"55P03", "57014", "40P01"}  # lock not available, statement timeout, deadlock
SELESAI = {"commit", "_commit", "run_and_clear_commit_hooks"}


class AlamatAsli:
    """Behind our own proxies a visitor's address is what the outermost of them saw.

    `EREG_PROKSI` says how many stand before the site. Without it the header is not believed:
    anybody can send one.
    """

    def __init__(self, get_response):
        if not settings.PROKSI:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        lompatan = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(lompatan) >= settings.PROKSI and (alamat := lompatan[-settings.PROKSI].strip()):
            request.META["REMOTE_ADDR"] = alamat
        return self.get_response(request)


class BasisDataHilang:
    """A database that is away, or busy for too long, becomes a 503 page instead of a 500.

    Errors raised outside the view (a session that cannot be read or saved) never come here:
    the page of error 500 asks `dari_basis_data` and gives the same answer.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not dari_basis_data(exception):
            return None
        return halaman_503(request, exception)


def dari_basis_data(galat):
    """Is this the database being away or busy, and no fault of the program?"""
    return isinstance(galat, (OperationalError, InterfaceError))


def halaman_503(request, galat, *, setelah_tampilan=False):
    """The 503 page. It says whether anything was saved, and only what is known.

    Every verb is one transaction, so a POST that broke inside it saved nothing. What broke
    while COMMIT was on its way, or after the view had ended, may have been saved.
    """
    sebab = getattr(galat.__cause__, "pgcode", None) or ""
    catatan.error("Basis data: %s %s", type(galat.__cause__ or galat).__name__, sebab)
    tersimpan = "tidak"
    if request.method in ("GET", "HEAD", "OPTIONS"):
        tersimpan = ""
    elif setelah_tampilan or SELESAI & _jalan(galat):
        tersimpan = "tidak_pasti"
    isi = {
        "tersimpan": tersimpan,
        "terkunci": sebab in SEDANG_DIPAKAI,
        "alamat": request.get_full_path(),
    }
    response = render(request, "503.html", isi, status=503)
    response["Retry-After"] = "10"
    return response


def _jalan(galat):
    """Names of the functions that the error passed through."""
    return {bingkai.f_code.co_name for bingkai, _ in traceback.walk_tb(galat.__traceback__)}


class KataKerjaSalah:
    """An address that only takes POST, opened as a page, answers with words and a way back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or response.streaming or response.content:
            return response
        return _kata_kerja_salah(request, response["Allow"])


class KataKerjaAsing:
    """Verbs that no page of this site knows get the words of 405 at every address alike.

    It stands before the guard of forms, which would speak of a form that nobody sent, and
    before the sign-in, which would answer a TRACE with a redirect.
    """

    dikenal = ("GET", "HEAD", "POST", "OPTIONS")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in self.dikenal:
            return self.get_response(request)
        return _kata_kerja_salah(request, ", ".join(self.dikenal))


def _kata_kerja_salah(request, boleh):
    halaman = render(request, "405.html", status=405)
    halaman["Allow"] = boleh
    return halaman


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
    """Personal links and what people search for never reach a log line.

    The code shown on the error page does.
    """

    pola = re.compile(r"(/k/|/v/|/kata-sandi/atur/|[?&](?:q|kode)=)[^\s\"'?&]+")

    def filter(self, record):
        record.msg = self.pola.sub(r"\1[disembunyikan]", record.getMessage())
        kode = getattr(getattr(record, "request", None), "kode_kejadian", "")
        if kode and kode not in record.msg:  # the record passes here once for every handler
            record.msg += f" [kode kejadian {kode}]"
        record.args = ()
        return True


class BarisTanpaData(logging.Formatter):
    """Tracebacks without the rows and queries that PostgreSQL quotes: they are people's data."""

    pola = re.compile(r"^(DETAIL|CONTEXT|LINE \d+): .*$", re.MULTILINE)

    def formatException(self, ei):  # noqa: N802 -- the name is logging's
        return self.pola.sub(r"\1: [disembunyikan]", super().formatException(ei))
