"""Where gunicorn enters, and what a request is taken to be there."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest, get_str_from_wsgi
from django.http import parse_cookie
from django.urls import get_resolver
from django.utils.functional import cached_property
from django.utils.http import parse_header_parameters


class Permintaan(WSGIRequest):
    """A request of the pages that we serve: UTF-8, whatever its headers claim.

    A `charset` that Python cannot read text with (`rot13`), or any but UTF-8 on a form, would
    end in error 500, the first of them before Django's own error pages stand ready.
    """

    def _set_content_type_params(self, meta):
        self.content_type, self.content_params = parse_header_parameters(
            meta.get("CONTENT_TYPE", "")
        )

    @cached_property
    def COOKIES(self):  # noqa: N802 -- the name is Django's
        r"""Without those that hold NUL (`"\000…"`): ours never do, and PostgreSQL takes none."""
        kuki = parse_cookie(get_str_from_wsgi(self.environ, "HTTP_COOKIE", ""))
        return {nama: isi for nama, isi in kuki.items() if "\0" not in isi}


class Pintu(WSGIHandler):
    request_class = Permintaan


def buka():
    """The application with all its addresses, before the first request.

    A fault in them ends the start, and a worker that is replaced later does not read files that
    were changed under the running site.
    """
    django.setup(set_prefix=False)
    get_resolver().url_patterns  # noqa: B018 -- reading it imports every room
    return Pintu()


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eregistrasi.settings")
application = buka()
