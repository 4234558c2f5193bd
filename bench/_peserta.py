"""Participants at their browsers, past the identity, one step before what is measured."""

import re
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode

CENTANG = ("benar", "privasi", "tata_tertib", "atasan")
SANDI = re.compile(rb'name="(csrfmiddlewaretoken|dilihat)" value="([^"]*)"')


def isi(pelatihan, jumlah):
    """So many people who are asked; their confirmations."""
    from _bersama import orang

    from peserta.models import Konfirmasi, Peserta

    semua = Peserta.objects.bulk_create(
        [orang(n, pelatihan) for n in range(jumlah)], batch_size=1000
    )
    Konfirmasi.objects.bulk_create((Konfirmasi(peserta=o) for o in semua), batch_size=1000)
    return list(
        Konfirmasi.objects.filter(peserta__in=semua).select_related("peserta").order_by("pk")
    )


def kuki(konfirmasi):
    """The cookie of a browser whose identity has just been proved."""
    from django.http import HttpResponse

    from peserta.kunjungan import tandai

    response = tandai(HttpResponse(), konfirmasi, int(time.time()))
    return "; ".join(f"{n}={m.coded_value}" for n, m in response.cookies.items())


def jawaban(saluran, konfirmasi):
    """(method, address, body, headers) of the POST that answers, out of the page of the question.

    The page is opened as a browser does, which also makes the cookie and the token of the form.
    """
    alamat = f"/konfirmasi/{konfirmasi.id_publik}/"
    tanda = kuki(konfirmasi)
    status, _, halaman, kepala = saluran.minta("GET", alamat, None, {"Cookie": tanda})
    if status != 200:
        raise SystemExit(f"{alamat}: {status}")
    csrf = SimpleCookie()
    for satu in kepala.get_all("Set-Cookie", []):
        csrf.load(satu)
    sandi = {n.decode(): m.decode() for n, m in SANDI.findall(halaman)}
    isian = {"jawaban": "bersedia", **dict.fromkeys(CENTANG, "1"), **sandi}
    kepala = {
        "Cookie": "; ".join([tanda, *(f"{n}={m.coded_value}" for n, m in csrf.items())]),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return "POST", f"{alamat}kirim/", urlencode(isian), kepala
