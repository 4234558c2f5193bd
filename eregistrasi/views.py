"""The few pages that belong to no room: signs of life, the browser's own questions."""

import datetime as dt
import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_safe

from eregistrasi.alat import pdf
from eregistrasi.penjaga import dari_basis_data, halaman_503
from surel.models import Detak, Surel

TERBUKA_BAGI_MESIN = ("/static/", "/masuk/$", "/v/$", "/aksesibilitas/$")


@login_not_required
def hidup(request):
    """200 while the process lives."""
    return HttpResponse("hidup", content_type="text/plain; charset=utf-8")


@login_not_required
def siap(request):
    """503 only when the database is away or not migrated; else 200, naming what is degraded."""
    try:
        pelaksana = MigrationExecutor(connection)
        if pelaksana.migration_plan(pelaksana.loader.graph.leaf_nodes()):
            return _siap("belum dimigrasikan")
        return _siap("siap", _kurang())
    except Error:
        return _siap("tidak terjangkau")


def _siap(basis_data, kurang=()):
    status = 200 if basis_data == "siap" else 503
    return JsonResponse({"basis_data": basis_data, "menurun": list(kurang)}, status=status)


def _kurang():
    kini = timezone.now()
    if not Detak.objects.filter(terakhir__gte=kini - dt.timedelta(minutes=2)).exists():
        yield "pekerja surel tidak terdengar"
    if settings.EMAIL_URL and Surel.objects.siap(kini - dt.timedelta(minutes=10)).exists():
        yield "ada surel yang antre lebih dari 10 menit"
    if not pdf.tersedia():
        yield "PDF belum dapat dibuat (Pango tidak terpasang)"


@login_not_required
def favicon(request):
    return redirect(static("gambar/tanda.svg"))


@login_not_required
def robots(request):
    """The doors may be found by a search engine; nothing behind them is for one."""
    boleh = "".join(f"Allow: {alamat}\n" for alamat in TERBUKA_BAGI_MESIN)
    return HttpResponse(f"User-agent: *\n{boleh}Disallow: /\n", content_type="text/plain")


@login_not_required
@require_safe
def aksesibilitas(request):
    """What is promised to people with disabilities, and whom to tell of a barrier."""
    return render(request, "aksesibilitas.html")


def csrf_gagal(request, reason=""):
    """A form that was open too long, or whose cookie is gone: what happened and how to go on."""
    return render(request, "403_csrf.html", status=403)


def galat_400(request, exception):
    """What cannot be read at all; text beyond every limit is told from the rest (413)."""
    if isinstance(exception, RequestDataTooBig):
        return render(None, "413.html", status=413)
    return render(None, "400.html", status=400)


def galat_500(request):
    """A fault of ours: a code that the log line carries too, and no query.

    What the database refused outside a view ends here as well and gets the page it deserves.
    """
    galat = sys.exc_info()[1]
    if dari_basis_data(galat):
        return halaman_503(request, galat, setelah_tampilan=True)
    kode = get_random_string(8, "ABCDEFGHJKMNPQRSTUVWXYZ23456789")
    request.kode_kejadian = f"{kode[:4]}-{kode[4:]}"
    isi = {"kode": request.kode_kejadian, "terkirim": request.method == "POST"}
    return render(request, "500.html", isi, status=500)
