"""The postman: claims a letter, hands it to SMTP, writes down what became of it.

The claim is committed before the line is opened and the result after it closed, so a worker
that dies in between leaves a lease behind. Once that has run out another takes the letter up:
as if nothing had been if DATA had not begun, else marked as possibly sent twice (same Message-ID).
"""

import contextlib
import datetime as dt
import logging
import smtplib
import traceback

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.mail import EmailMultiAlternatives
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from surel import sambungan
from surel.kotak import dengan_tautan
from surel.models import Status, Surel

catatan = logging.getLogger("eregistrasi.surel")

SEWA = dt.timedelta(minutes=5)
JEDA = [10, 30, 60, 300, 900, 1800, 3600]  # seconds before the next try, the last one for ever
JEDA_LAMPIRAN = 300
MAKS_PERCOBAAN = 30  # refusals of one letter; an unreachable server never makes a letter fail
RAGU = "Hasil pengiriman sebelumnya tidak diketahui; dikirim sekali lagi."


class JalurPutus(Exception):
    """The server cannot be used at the moment, whatever the letter: rest, then try again."""


class SewaHilang(Exception):
    """Another worker has taken this letter up; it is no longer ours to send."""


@transaction.atomic
def ambil(pekerja):
    """Claim the next letter for `pekerja`, or None. Others skip a row that is being claimed."""
    surel = Surel.objects.siap().select_for_update(skip_locked=True).first()
    if surel is None:
        return None
    # DATA was begun once and never answered: from now on nobody can know.
    surel.ragu, surel.menunggu = surel.data_mulai is not None, False
    surel.status, surel.pekerja = Status.DIKIRIM, pekerja
    surel.sewa_sampai = timezone.now() + SEWA
    surel.percobaan += 1
    surel.sebab = RAGU if surel.ragu else ""
    surel.save(update_fields=["status", "pekerja", "sewa_sampai", "percobaan", "sebab"])
    return surel


def kirim(surel, pos):
    """Hand one claimed letter to the server and record the outcome.

    Whatever is wrong with this letter is written down beside it and the round goes on.
    Raises JalurPutus, after recording it, when the server itself cannot be used.
    """
    try:
        pesan = susun(surel)
        _sambung(pos)
        pos.connection.saat_data = lambda: _mulai_data(surel)
        pesan.connection = pos
        pesan.send()
    except (OperationalError, InterfaceError):
        raise  # our own database is away: the lease runs out, and whoever comes then decides
    except SewaHilang:
        putuskan(pos)
    except (JalurPutus, smtplib.SMTPException, OSError) as galat:
        _tolak_jalur(surel, pos, galat)
    except sambungan.BelumSiap as galat:
        _tunda(surel, str(galat), JEDA_LAMPIRAN)
    except (sambungan.TidakBerlaku, ObjectDoesNotExist) as galat:
        sebab = str(galat) if isinstance(galat, sambungan.TidakBerlaku) else "Data sudah tidak ada."
        _selesai(surel, Status.DITAHAN, sebab)
    except Exception as galat:
        _catat(surel, galat)
        putuskan(pos)
        _gagal(surel, 0, f"Kesalahan sistem: {type(galat).__name__}")
    else:
        ragu = surel.ragu
        _selesai(surel, Status.TAK_PASTI if ragu else Status.TERKIRIM, RAGU if ragu else "")
    return surel


def _sambung(pos):
    """Open the line, or find it open. A fault here is the server's, not the letter's."""
    try:
        pos.open()
    except (smtplib.SMTPException, OSError) as galat:
        kode = getattr(galat, "smtp_code", "")
        raise JalurPutus(
            f"Server surel tidak dapat dipakai: {kode} {type(galat).__name__}".replace("  ", " ")
        ) from galat


def _mulai_data(surel):
    """Just before DATA: from here on a silence means that we do not know."""
    surel.data_mulai = timezone.now()
    milik = Surel.objects.filter(
        pk=surel.pk, pekerja=surel.pekerja, percobaan=surel.percobaan, status=Status.DIKIRIM
    )
    if not milik.update(data_mulai=surel.data_mulai, sewa_sampai=timezone.now() + SEWA):
        raise SewaHilang
    surel.menunggu = True


def _tolak_jalur(surel, pos, galat):
    """The server refused, or went silent: tell what it is worth, for this letter and the next."""
    kode, alasan = _jawaban(galat)
    if kode:
        surel.menunggu = False
    if kode in (0, 421):
        putuskan(pos)
    if isinstance(galat, JalurPutus) or kode == 421:
        _tunda(surel, f"{kode or ''} {alasan}".strip())
        raise JalurPutus(alasan) from galat
    if not kode and _putus(galat):
        _tunda(surel, RAGU if surel.menunggu else f"Sambungan terputus: {alasan}")
    else:
        _gagal(surel, kode, alasan)


def _putus(galat):
    """Did the line break (in contrast to smtplib refusing to try)? SMTPException is an OSError."""
    return isinstance(galat, smtplib.SMTPServerDisconnected) or not isinstance(
        galat, smtplib.SMTPException
    )


def _jawaban(galat):
    """(code, words) of the server's refusal; code 0 where the line broke or we were at fault."""
    if isinstance(galat, smtplib.SMTPRecipientsRefused):
        kode, alasan = next(iter(galat.recipients.values()))
    elif isinstance(galat, smtplib.SMTPResponseException):
        kode, alasan = galat.smtp_code, galat.smtp_error
        if isinstance(galat, smtplib.SMTPSenderRefused) and kode != 552:
            kode = min(kode, 450)  # our own address is refused: a matter of settings, not of people
    else:
        kode, alasan = 0, str(galat) if isinstance(galat, JalurPutus) else type(galat).__name__
    if isinstance(alasan, bytes):
        alasan = alasan.decode(errors="replace")
    return (kode if kode > 0 else 0), " ".join(str(alasan).replace("\0", "").split())


def putuskan(pos):
    """Close a line that may be half-dead; the next letter opens a new one."""
    with contextlib.suppress(smtplib.SMTPException, OSError):
        pos.close()
    pos.connection = None


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


def _catat(surel, galat):
    """What went wrong and where, without the words of the fault: they may hold personal data."""
    tempat = traceback.extract_tb(galat.__traceback__)[-1]
    catatan.error(
        "Surel #%s tidak dapat dikirim: %s di %s:%s",
        surel.pk,
        type(galat).__name__,
        tempat.filename,
        tempat.lineno,
    )


def _gagal(surel, kode, alasan):
    sebab = f"{kode or ''} {alasan}".strip()
    if 500 <= kode < 600 or surel.percobaan >= MAKS_PERCOBAAN:
        return _selesai(surel, Status.GAGAL, sebab)
    return _tunda(surel, sebab)


def _tunda(surel, sebab, jeda=None):
    jeda = jeda or JEDA[min(surel.percobaan, len(JEDA)) - 1]
    return _selesai(
        surel, Status.TUNDA, sebab, kirim_setelah=timezone.now() + dt.timedelta(seconds=jeda)
    )


def _selesai(surel, status, sebab, **lain):
    if status in (Status.TERKIRIM, Status.TAK_PASTI):
        lain["terkirim_pada"] = timezone.now()
    elif not surel.ragu and not surel.menunggu:
        lain["data_mulai"] = None  # the server has answered: there is no doubt to remember
    # Only the holder of the lease may write the outcome.
    Surel.objects.filter(pk=surel.pk, pekerja=surel.pekerja, percobaan=surel.percobaan).update(
        status=status, sebab=sebab[:300], sewa_sampai=None, **lain
    )
    surel.status = status
