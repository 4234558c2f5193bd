"""The administrator's window: Django's admin, unseen (404) by everybody else."""

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.http import Http404
from django.shortcuts import redirect


class SitusAdmin(admin.AdminSite):
    site_title = "E-Registrasi"
    site_header = "Administrasi E-Registrasi"
    index_title = "Pengguna dan organisasi"
    site_url = "/"

    def has_permission(self, request):
        """Administrators only; nobody is shown a second sign-in page."""
        return request.user.is_active and request.user.is_superuser

    def admin_view(self, view, cacheable=False):
        dalam = super().admin_view(view, cacheable)

        def jaga(request, *args, **kwargs):
            if not self.has_permission(request):
                raise Http404
            return dalam(request, *args, **kwargs)

        return jaga

    def get_urls(self):
        """Nobody is sent to a sign-in page from here: who may not enter sees no such address."""
        alamat = super().get_urls()
        for pola in _semua(alamat):
            getattr(pola.callback, "__func__", pola.callback).login_required = False
        return alamat

    def logout(self, request, extra_context=None):
        """As everywhere else: POST, then the door."""
        from django.contrib.auth.views import LogoutView  # noqa: PLC0415 -- needs the user model

        return LogoutView.as_view()(request)

    def password_change(self, request, extra_context=None):
        """One page for everybody: it tells the owner by letter."""
        return redirect("ubah_sandi")

    def login(self, request, extra_context=None):
        raise Http404


def _semua(alamat):
    """Every view below a list of patterns and includes."""
    for pola in alamat:
        if hasattr(pola, "url_patterns"):
            yield from _semua(pola.url_patterns)
        else:
            yield pola


class KantorAdmin(AdminConfig):
    default_site = "eregistrasi.kantor.SitusAdmin"
    name = "django.contrib.admin"

    def ready(self):
        """Groups are not offered: roles follow from offices and seats."""
        super().ready()
        from django.contrib.auth.models import Group  # noqa: PLC0415 -- models are ready only now

        admin.site.unregister(Group)
