"""How every page of a participant leaves the house: unstored, unindexed, without a referrer."""

from django.shortcuts import render
from django.utils.cache import patch_cache_control

from pelatihan import inggris
from pelatihan.konteks import pusat
from peserta.pernyataan import privasi

BERBAHASA_INGGRIS = "konfirmasi/"  # pages whose texts stand in pelatihan/acuan/inggris.json


def halaman(request, templat, konfirmasi=None, *, status=200, organisasi=None, **konteks):
    """Render a participant's page.

    konfirmasi  whose contact persons stand on the page; None: those of the Pusat
    """
    organisasi = organisasi or pusat()
    bahasa = inggris.bahasa(request)
    pelatihan = konfirmasi and konfirmasi.peserta.pelatihan
    konteks = {
        "organisasi": organisasi,
        "pelatihan": pelatihan,
        "narahubung": _narahubung(konfirmasi) if pelatihan else [],
        "privasi": privasi(organisasi),
        "bahasa": bahasa if templat.startswith(BERBAHASA_INGGRIS) else "",
        "messages": (),  # those belong to whoever is signed in on this browser (K38)
        **konteks,
    }
    respons = tutupi(render(request, templat, konteks, status=status))
    return inggris.sajikan(request, respons, bahasa) if konteks["bahasa"] else respons


def _narahubung(konfirmasi):
    """As `bernomor` brought them along, or asked for."""
    if hasattr(konfirmasi, "narahubung"):
        return konfirmasi.narahubung
    return list(konfirmasi.peserta.pelatihan.narahubung.all())


def tutupi(response):
    """The headers of a page that is one person's alone."""
    response["Referrer-Policy"] = "no-referrer"
    return tertutup(response)


def tertutup(response):
    """The same for pages of the office. Their forms must say where they come from: browsers send
    `Origin: null` with those of a page without a referrer, and Django's check refuses it.
    """
    patch_cache_control(response, no_store=True, private=True)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
