"""What a provider of mail tells of letters by its webhook, where one is configured.

django-anymail checks the provider's signature and puts its words into one form; here they become
the same Pantulan that is read from a mailbox.
"""

import datetime as dt

from django.utils import timezone

from surel import pantulan
from surel.models import Status, Surel

JANGKA = dt.timedelta(days=5)  # for which a letter is found by its address alone
TERPENTAL = {"bounced", "rejected", "failed"}


def terima(sender, event, esp_name, **_):
    """Receiver of `anymail.signals.tracking`."""
    keluhan = event.event_type == "complained"
    if not keluhan and event.event_type not in TERPENTAL:
        return
    kata = event.mta_response or event.description or "ditolak penyedia surel"
    hasil = pantulan.Pantulan(
        _nama(event), *pantulan.jawaban(kata, bawaan=_kode(event)), keluhan=keluhan
    )
    pantulan.catat(hasil)


def _kode(event):
    """An answer without a number: providers that know the address to be bad send nothing at all."""
    return 550 if event.reject_reason in ("bounced", "invalid") else 554


def _nama(event):
    """Message-IDs of ours: the one that is named, else that of the newest letter to the address."""
    nama = str(event.message_id or "").strip("<>")
    if Surel.objects.filter(pesan_id=f"<{nama}>").exists():
        return (f"<{nama}>",)
    surat = Surel.objects.filter(
        kepada__iexact=str(event.recipient or ""),
        status__in=[Status.TERKIRIM, Status.TAK_PASTI],
        terkirim_pada__gt=timezone.now() - JANGKA,
    )
    return tuple(surat.order_by("-terkirim_pada").values_list("pesan_id", flat=True)[:1])
