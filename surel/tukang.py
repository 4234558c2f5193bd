"""The postman: hands a claimed letter to SMTP and writes down what became of it.

The claim is committed before the line is opened and the result after it closed, so a worker
that dies in between leaves a lease behind (`antrean.pulihkan` takes it up).
"""

import datetime as dt
import logging
import smtplib
import traceback

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.mail.message import sanitize_address
from django.core.validators import validate_email
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from eregistrasi.alat import ruang
from surel import amplop, angkatan, penolakan, sambungan
from surel.antrean import RAGU, Buku, Dihentikan, SewaHilang, gigih, kembalikan, milik
from surel.kotak import dengan_tautan
from surel.models import SELESAI, Kelas, Status
from surel.titik import titik

catatan = logging.getLogger("eregistrasi.surel")

JEDA_JALUR = 10  # seconds: the letter that found the server away waits no longer than the line does
JEDA_LAMPIRAN = 300
TERLALU_PANJANG = "Line too long."
PUTUS_BERUNTUN = 3  # lines that broke one after the other: it is not the letters


class JalurPutus(Exception):
    """The server cannot be used at the moment, whatever the letter: rest, then try again."""


class AlamatSalah(Exception):
    """What stands in `kepada` is not one address."""


def kirim(surel, pos, buku=None):
    """Hand one claimed letter to the server and record the outcome.

    buku  the lane's ledger, which may hold back the good news until the next letter; without
          it everything is written before this returns
    Whatever is wrong with this letter is written down beside it and the round goes on.
    Raises JalurPutus, after recording it, when the server itself cannot be used.
    """
    sendiri, buku = buku is None, buku or Buku()
    surel.kepada = ruang.penerima(surel.kepada)  # out of a rehearsal nothing goes to anybody else
    try:
        _serahkan(surel, susun(surel), pos, buku)
    except (OperationalError, InterfaceError):
        # Our own database is away, and DATA did not begin: the letter is as it was.
        pos.putuskan()
        buku.tuntaskan()
        gigih(lambda: kembalikan([surel]))
        raise
    except Exception as galat:
        buku.tuntaskan()
        _akibat(surel, pos, galat)
    else:
        buku.diterima(surel, pos.connection.balasan)
        if sendiri:
            buku.tuntaskan()
    titik("surel.sesudah_hasil")
    return surel


def _akibat(surel, pos, galat):
    """What becomes of a letter that did not go over."""
    if isinstance(galat, SewaHilang | Dihentikan):
        pos.putuskan()
        if isinstance(galat, Dihentikan):
            kembalikan([surel])
    elif isinstance(galat, JalurPutus | smtplib.SMTPException | OSError):
        _tolak_jalur(surel, pos, galat)
    elif isinstance(galat, sambungan.BelumSiap):
        _tunda(surel, str(galat), JEDA_LAMPIRAN)
    elif isinstance(galat, sambungan.TidakBerlaku):
        _selesai(surel, Status.DITAHAN, str(galat))
    elif isinstance(galat, ObjectDoesNotExist):
        _selesai(surel, Status.DITAHAN, "Data sudah tidak ada.")
    elif isinstance(galat, AlamatSalah):
        _selesai(surel, Status.GAGAL, str(galat), kelas=Kelas.ALAMAT)
    else:
        _catat(surel, galat)
        pos.putuskan()
        _ditolak(
            surel,
            0,
            "Terjadi kesalahan pada sistem. "
            f"Sampaikan nomor surel {surel.pk} kepada Administrator Sistem.",
        )


def _serahkan(surel, pesan, pos, buku):
    """Over the line that is open. If that one has died since the last letter, over a new one."""
    lama = _sambung(pos)
    try:
        _lewatkan(surel, pesan, pos, buku)
    except (smtplib.SMTPServerDisconnected, ConnectionError):
        if not lama or surel.menunggu:
            raise
        pos.putuskan()
        _sambung(pos)
        _lewatkan(surel, pesan, pos, buku)


def _lewatkan(surel, pesan, pos, buku):
    pos.connection.saat_data = lambda: buku.tandai(surel)
    kepada = sanitize_address(surel.kepada, "utf-8")
    pos.connection.sendmail(amplop.pengembalian(), [kepada], pesan)


def _sambung(pos):
    """Open the line, or find it open. A fault here is the server's, not the letter's."""
    try:
        return pos.sambung()
    except (smtplib.SMTPException, OSError) as galat:
        pos.putuskan()
        raise JalurPutus(
            f"Server surel tidak dapat dipakai: {penolakan.kata_jalur(galat)}"
        ) from galat


def _tolak_jalur(surel, pos, galat):
    """The server refused, or went silent: tell what it is worth, for this letter and the next."""
    kode, alasan = _jawaban(galat)
    if kode:
        surel.menunggu = False
    if kode in (0, 421):
        pos.putuskan()
    if isinstance(galat, JalurPutus) or kode == 421:
        _tunda(surel, f"{kode or ''} {alasan}".strip(), JEDA_JALUR)
        raise JalurPutus(alasan) from galat
    if not kode and _putus(galat):
        sebab = RAGU if surel.menunggu else f"Sambungan terputus: {alasan}"
        _tunda(surel, sebab, penolakan.jeda("", surel.ditolak + 1), ditolak=surel.ditolak + 1)
        surel.terputus = True
    else:
        _ditolak(surel, kode, alasan)


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
        if alasan == TERLALU_PANJANG:
            kode = 0  # smtplib's own word for an answer that nobody can read
        if isinstance(galat, smtplib.SMTPSenderRefused) and kode != 552:
            kode = min(kode, 450)  # our own address is refused: a matter of settings, not of people
    else:
        kode, alasan = 0, str(galat) if isinstance(galat, JalurPutus) else type(galat).__name__
    if isinstance(alasan, bytes):
        alasan = alasan.decode(errors="replace")
    return (kode if kode > 0 else 0), " ".join(str(alasan).replace("\0", "").split())


def susun(surel):
    """The letter as it leaves, in bytes: text, HTML, attachments, the personal link put in.

    Raises AlamatSalah.
    """
    try:
        validate_email(surel.kepada)
    except ValidationError:
        raise AlamatSalah("Alamat surel tidak sah. Perbaiki alamatnya, lalu kirim ulang.") from None
    lampiran = [sambungan.berkas(rujukan) for rujukan in surel.berkas]
    return amplop.bita(surel, *dengan_tautan(surel, nyata=True), lampiran)


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


def _ditolak(surel, kode, alasan):
    """Refused: for ever, or for so long as this kind of refusal is worth trying again."""
    kelas = penolakan.kelas(kode, alasan)
    sebab, ditolak = f"{kode or ''} {alasan}".strip(), surel.ditolak + 1
    if penolakan.tetap(kode, kelas) or penolakan.menyerah(kelas, ditolak):
        _selesai(surel, Status.GAGAL, sebab, kelas=kelas, ditolak=ditolak)
        angkatan.periksa(surel)
    else:
        _tunda(surel, sebab, penolakan.jeda(kelas, ditolak), kelas=kelas, ditolak=ditolak)


def _tunda(surel, sebab, jeda, **lain):
    lain["kirim_setelah"] = timezone.now() + dt.timedelta(seconds=jeda)
    _selesai(surel, Status.TUNDA, sebab, **lain)


def _selesai(surel, status, sebab, **lain):
    """Write the outcome of a letter that was not accepted, if it is still ours."""
    lain = {"kelas": "", "balasan": "", **lain}
    if status in SELESAI:
        lain["selesai_pada"] = timezone.now()
    if not surel.ragu and not surel.menunggu:
        lain["data_mulai"] = None  # the server has answered: there is no doubt to remember
    gigih(lambda: milik(surel).update(status=status, sebab=sebab[:300], sewa_sampai=None, **lain))
    surel.status = status
