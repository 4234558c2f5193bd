"""Doors of the house: sign in and out, choose a password."""

from urllib.parse import urlsplit

from axes.helpers import get_cool_off
from axes.utils import reset
from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from eregistrasi.alat.warna import WarnaDitolak, lembar_gaya, periksa
from pengguna.forms import MasukForm, SandiAturForm, SandiLupaForm, SandiUbahForm
from pengguna.surat import beri_tahu_sandi_berubah, kirim_tautan_sandi

PINTU = {"/masuk/", "/keluar/"}


class Masuk(views.LoginView):
    """Sign in; whoever is signed in already goes on to where they wanted to go."""

    template_name = "pengguna/masuk.html"
    authentication_form = MasukForm
    redirect_authenticated_user = True

    def get_redirect_url(self):
        """Django refuses other hosts; half an address and the doors themselves are refused here."""
        tujuan = super().get_redirect_url()
        boleh = tujuan.startswith("/") and urlsplit(tujuan).path not in PINTU
        return tujuan if boleh else ""


class Keluar(views.LogoutView):
    """Sign out: POST only, so no picture on another site can do it."""


def terkunci(request, response=None, credentials=None):
    """Too many wrong passwords for one name from one address: how long the door stays shut."""
    menit = round(get_cool_off(request).total_seconds() / 60)
    return render(request, "pengguna/terkunci.html", {"menit": menit}, status=429)


@login_not_required
def lupa_sandi(request):
    """One answer for every address, known or not."""
    form = SandiLupaForm(request.POST or None)
    if form.is_valid():
        kirim_tautan_sandi(form.cleaned_data["email"])
        messages.success(
            request,
            "Jika alamat surel itu terdaftar, tautan untuk mengatur kata sandi akan dikirim ke "
            "sana. Periksa juga folder spam.",
        )
        return redirect("masuk")
    return render(request, "pengguna/lupa_sandi.html", {"form": form})


class _SandiTersimpan:
    """The new password and the letter that tells of it share one transaction."""

    def form_valid(self, form):
        with transaction.atomic():
            response = super().form_valid(form)
            beri_tahu_sandi_berubah(form.user)
        messages.success(self.request, self.pesan)
        return response


class UbahSandi(_SandiTersimpan, views.PasswordChangeView):
    """A new password; every other session of this person ends."""

    template_name = "pengguna/ubah_sandi.html"
    form_class = SandiUbahForm
    success_url = reverse_lazy("beranda")
    pesan = "Kata sandi telah diubah. Sesi pada perangkat lain telah diakhiri."


class AturSandi(_SandiTersimpan, views.PasswordResetConfirmView):
    """Where the link in a letter leads; a used, old or cut one gets a page that says what to do."""

    template_name = "pengguna/atur_sandi.html"
    form_class = SandiAturForm
    reset_url_token = "baru"  # noqa: S105 -- stands in the address instead of the token
    success_url = reverse_lazy("masuk")
    pesan = "Kata sandi telah disimpan. Silakan masuk."

    def form_valid(self, form):
        """Whoever reads the owner's mail is the owner: a door shut by wrong tries opens again."""
        response = super().form_valid(form)
        reset(username=form.user.username)
        return response


@login_not_required
@require_safe
def warna(request, warna):
    """The colour of the institution as a stylesheet; its address names it, so it never changes."""
    try:
        isi = lembar_gaya(periksa(f"#{warna}"))
    except WarnaDitolak as sebab:
        raise Http404 from sebab
    return HttpResponse(
        isi,
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )
