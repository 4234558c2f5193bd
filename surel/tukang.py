"""The postman: claims a letter, hands it to SMTP, writes down what became of it.

The claim is committed before the line is opened and the result after it closed, so a worker
that dies in between leaves a lease behind. Once that has run out another takes the letter up:
at once if DATA had not begun, else marked as possibly sent twice (same Message-ID).
"""

import datetime as dt
import smtplib
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone

from surel import sambungan
from surel.kotak import dengan_tautan
from surel.models import Status, Surel

SEWA = dt.timedelta(minutes=5)
JEDA = [10, 30, 60, 300, 900, 1800, 3600]  # seconds before the next try, the last one for ever
MAKS_PERCOBAAN = 30


def kotak_pos():
    """Django mail connection for `EMAIL_URL`, or None while letters stay in Kotak keluar.

    `smtp://user:sandi@host:587/?tls=1` (STARTTLS), `smtps://…` (TLS from the start).
    """
    if not settings.EMAIL_URL:
        return None
    url = urlsplit(settings.EMAIL_URL)
    return get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=url.hostname or "localhost",
        port=url.port or (465 if url.scheme == "smtps" else 25),
        username=unquote(url.username or ""),
        password=unquote(url.password or ""),
        use_tls=parse_qs(url.query).get("tls") == ["1"],
        use_ssl=url.scheme == "smtps",
        timeout=20,
    )


@transaction.atomic
def ambil(pekerja):
    """Claim the next letter for `pekerja`, or None. Others skip a row that is being claimed."""
    surel = Surel.objects.siap().select_for_update(skip_locked=True).first()
    if surel is None:
        return None
    ragu = surel.status == Status.DIKIRIM and surel.data_mulai is not None
    surel.status, surel.pekerja = Status.DIKIRIM, pekerja
    surel.sewa_sampai = timezone.now() + SEWA
    surel.percobaan += 1
    surel.sebab = "Dikirim sekali lagi: hasil pengiriman sebelumnya tidak diketahui." if ragu else ""
    surel.data_mulai = None
    surel.save()
    surel.ragu = ragu
    return surel


def kirim(surel, pos):
    """Hand one claimed letter to the server and record the outcome."""
    try:
        pesan = susun(surel)
        pos.open()
        Surel.objects.filter(pk=surel.pk).update(data_mulai=timezone.now())
        pesan.connection = pos
        pesan.send()
    except smtplib.SMTPRecipientsRefused as tolak:
        kode, alasan = next(iter(tolak.recipients.values()))
        _gagal(surel, kode, alasan)
    except smtplib.SMTPResponseException as tolak:
        _gagal(surel, tolak.smtp_code, tolak.smtp_error)
    except (smtplib.SMTPException, OSError) as galat:
        pos.close()  # the line may be half-dead; the next letter opens a new one
        _gagal(surel, 0, type(galat).__name__)
    except sambungan.BelumSiap as galat:
        _gagal(surel, 0, str(galat))
    else:
        _selesai(surel, Status.TAK_PASTI if surel.ragu else Status.TERKIRIM, surel.sebab)
    return surel


def susun(surel):
    """The message as it leaves: text, HTML, attachments, the personal link put in."""
    teks, html = dengan_tautan(surel, nyata=True)
    pesan = EmailMultiAlternatives(
        surel.judul,
        teks,
        settings.SUREL_PENGIRIM,
        [surel.kepada],
        headers={"Message-ID": surel.pesan_id, "Auto-Submitted": "auto-generated"},
    )
    pesan.attach_alternative(html, "text/html")
    for rujukan in surel.berkas:
        pesan.attach(*sambungan.berkas(rujukan))
    return pesan


def _gagal(surel, kode, alasan):
    alasan = alasan.decode(errors="replace") if isinstance(alasan, bytes) else str(alasan)
    sebab = f"{kode or ''} {alasan}".strip()[:300]
    if 500 <= kode < 600 or surel.percobaan >= MAKS_PERCOBAAN:
        return _selesai(surel, Status.GAGAL, sebab)
    jeda = JEDA[min(surel.percobaan, len(JEDA)) - 1]
    return _selesai(
        surel, Status.TUNDA, sebab, kirim_setelah=timezone.now() + dt.timedelta(seconds=jeda)
    )


def _selesai(surel, status, sebab, **lain):
    if status in (Status.TERKIRIM, Status.TAK_PASTI):
        lain["terkirim_pada"] = timezone.now()
    # Only the holder of the lease may write the outcome.
    Surel.objects.filter(pk=surel.pk, pekerja=surel.pekerja, percobaan=surel.percobaan).update(
        status=status, sebab=sebab, sewa_sampai=None, **lain
    )
    surel.status = status
