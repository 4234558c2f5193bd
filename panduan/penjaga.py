"""The door of a rehearsal: whatever lies below `/latihan/<kode>/` happens in its room."""

import re

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render

from eregistrasi.alat import ruang
from panduan.models import Latihan

POLA = re.compile(r"/latihan/([0-9a-z]{12})(/.*)", re.DOTALL)
#: pages of the person and of the whole site; from a room the way leads out to them
DI_LUAR = ("/masuk/", "/keluar/", "/kata-sandi/", "/admin/", "/panduan/", "/sehat/")


class PintuLatihan:
    """Stands behind the session and before whoever asks whether somebody is signed in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        cocok = POLA.fullmatch(request.path_info)
        return self._masuk(request, *cocok.groups()) if cocok else self.get_response(request)

    def _masuk(self, request, kode, jalan):
        if jalan.startswith(DI_LUAR):
            return _keluar(request, jalan)
        latihan = Latihan.objects.select_related("pemilik").filter(kode=kode).first()
        if latihan is None or not ruang.bisa():
            return _hilang(request)
        semula = request.path_info, request.user
        request.latihan, request.path_info = latihan, jalan
        request.latihan_milik_saya = request.user.pk == latihan.pemilik_id
        if not request.latihan_milik_saya:
            request.latihan_asing = request.user.is_authenticated
            request.user = AnonymousUser()
        try:
            with ruang.dalam(latihan.ruang):
                respons = self.get_response(request)
                if respons.streaming:  # what is read later would be read on the site
                    respons.streaming_content = [b"".join(respons.streaming_content)]
        except ruang.RuangHilang:  # taken away since this request began
            request.path_info, request.user = semula
            del request.latihan
            return _hilang(request)
        return respons

    def process_view(self, request, tampilan, *_):
        """A page of the office is there for the owner alone; nobody else learns that it is."""
        if getattr(request, "latihan_asing", False) and getattr(tampilan, "login_required", True):
            raise Http404


def _hilang(request):
    return render(request, "panduan/latihan_hilang.html", status=404)


def _keluar(request, jalan):
    """The same page on the site. 307 keeps a POST what it is."""
    if request.method == "POST":
        return HttpResponseRedirect(jalan, status=307)
    tanya = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"{jalan}?{tanya}" if tanya else jalan)
