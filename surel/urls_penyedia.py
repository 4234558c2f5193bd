"""The one address to which the configured provider reports; imported only where there is one."""

from anymail import urls as semua
from anymail.signals import tracking
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured
from django.urls import path

from surel.penyedia import terima

_nama = f"{settings.SUREL_PENYEDIA}_tracking_webhook"
_pola = [p for p in semua.urlpatterns if p.name == _nama]
if not _pola:
    raise ImproperlyConfigured(f"EREG_PENYEDIA_SUREL tidak dikenal: {settings.SUREL_PENYEDIA}")

tracking.connect(terima, dispatch_uid="surel.penyedia")
app_name = "kabar_surel"
urlpatterns = [path("", login_not_required(_pola[0].callback), name="terima")]
