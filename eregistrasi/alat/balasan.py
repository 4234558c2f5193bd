"""Answers that several rooms give: go on over there, here is a file."""

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse

from eregistrasi.alat import ruang


class LihatDiSana(HttpResponseRedirect):
    """303: go on at that other address with GET."""

    status_code = 303


def lampiran(isi, nama, mime):
    """A file to be kept, never shown inside the site. `nama` is ours, so it needs no quoting.

    isi  bytes, or something that gives them piece by piece
    """
    jenis = HttpResponse if isinstance(isi, bytes) else StreamingHttpResponse
    response = jenis(isi, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{nama_unduhan(nama)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def nama_unduhan(nama):
    """The name of a file as it is kept: out of a rehearsal, it says so."""
    return f"{ruang.TANDA}_{nama}" if ruang.kini() else nama
