"""`/tautan-lagi/`: who has lost the link asks for it again, and is told the same in any case."""

import time

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from eregistrasi.alat import jatah
from peserta.forms_permintaan import TautanLagiForm
from peserta.halaman import halaman
from peserta.tautan_lagi import kirim

MINTA_MAKS = 20  # requests in a minute from one address: a whole office may share it


@login_not_required
@require_safe
def tautan_uji(request):
    """Where the link of a trial letter leads. Nobody's data are here, and nothing is recorded."""
    return halaman(request, "konfirmasi/tautan_uji.html")


@login_not_required
@csrf_exempt  # nothing here is bound to a browser, and who asks may have lost their cookies
@require_http_methods(["GET", "HEAD", "POST"])
def tautan_lagi(request):
    """The form; then one answer for all, after the same time, whatever was found."""
    form = TautanLagiForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return halaman(request, "konfirmasi/tautan_lagi.html", form=form)
    if jatah.habis("tautan_lagi", request.META.get("REMOTE_ADDR", ""), MINTA_MAKS):
        respons = halaman(request, "konfirmasi/tautan_lagi.html", form=form, jeda=True, status=429)
        respons["Retry-After"] = "60"
        return respons
    if not form.is_valid():
        return halaman(request, "konfirmasi/tautan_lagi.html", form=form, status=422)
    mulai = time.monotonic()
    kirim(form.cleaned_data["nomor"], form.cleaned_data["surel"])
    time.sleep(max(0, settings.TAUTAN_LAGI_DETIK - (time.monotonic() - mulai)))
    return halaman(request, "konfirmasi/tautan_lagi.html", form=form, diterima=True)
