"""Bytes of other people's making, given out so that no browser runs them as ours.

Call it after the permission was checked: what is asked by Range or If-None-Match is answered here.
"""

import re

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

KOTAK_PASIR = "sandbox; default-src 'none'"
_RENTANG = re.compile(r"bytes=(\d*)-(\d*)")


def sajikan(request, isi, *, nama, mime, sidik, tampil=False):
    """The answer with `isi` (bytes), a part of it (206), or "you have it already" (304).

    nama    ours, for the disk of whoever saves it
    sidik   the SHA-256 of what `isi` was made from: the mark of this version
    tampil  may be shown inside a page, as an image that we have drawn ourselves; else it is saved
    """
    tanda = f'"{sidik}"'
    response = _isi(request, isi, mime, tanda)
    response["Content-Disposition"] = content_disposition_header(not tampil, nama)
    response["Content-Security-Policy"] = KOTAK_PASIR
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = tanda
    return get_conditional_response(request, etag=tanda, response=response)


def _isi(request, isi, mime, tanda):
    """Whole, unless exactly one part is asked for of this very version."""
    minta = _RENTANG.fullmatch(request.headers.get("Range", ""))
    if minta is None or request.headers.get("If-Range", tanda) != tanda:
        return HttpResponse(isi, content_type=mime)
    awal, akhir = minta.groups()
    if not awal and not akhir:
        return HttpResponse(isi, content_type=mime)
    if not awal:  # the last n bytes
        mulai, sampai = max(len(isi) - int(akhir), 0), len(isi)
    else:
        mulai, sampai = int(awal), min(int(akhir or len(isi)) + 1, len(isi))
    if mulai >= sampai:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{len(isi)}"})
    response = HttpResponse(isi[mulai:sampai], status=206, content_type=mime)
    response["Content-Range"] = f"bytes {mulai}-{sampai - 1}/{len(isi)}"
    return response
