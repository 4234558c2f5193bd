"""The site with two plain pages beside it: one indexed query and a template; one INSERT.

Nothing else is different: the same middleware, the same database, the same workers.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eregistrasi.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
settings.STATIC_ROOT.mkdir(exist_ok=True)
application = get_wsgi_application()

from django.contrib.auth.decorators import login_not_required  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import HttpResponse, HttpResponseRedirect  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402

from eregistrasi import urls  # noqa: E402
from peserta.models import Konfirmasi  # noqa: E402

TEMPLAT = engines["django"].from_string(
    "<!doctype html><html lang='id'><title>{{ k.id_publik }}</title><p>{{ k.id_publik }}</p>"
    "<p>{{ k.diundang_pada }}</p><form method='post'>{% csrf_token %}<button>Kirim</button></form>"
)


@login_not_required
def baca(request, publik):
    konteks = {"k": Konfirmasi.objects.get(id_publik=publik)}
    return HttpResponse(TEMPLAT.render(konteks, request))


@login_not_required
@csrf_exempt
def tulis(request, publik):
    with transaction.atomic(), connection.cursor() as kursor:
        kursor.execute(
            "INSERT INTO bench_tulis (publik, jawaban) VALUES (%s, %s)",
            [publik, request.POST["jawaban"]],
        )
    return HttpResponseRedirect(f"/bench-baca/{publik}/")


urls.urlpatterns += [
    path("bench-baca/<str:publik>/", baca),
    path("bench-tulis/<str:publik>/", tulis),
]
