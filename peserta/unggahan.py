"""Spreadsheets on their way in: how much of a request is kept, and for how long it lies there."""

import datetime as dt
import hashlib
import time
from functools import wraps
from pathlib import PurePath

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from eregistrasi.alat.unggah import BerkasTerbatas
from pelatihan.sop import SOP, Aksi
from peserta import kabar
from peserta.impor.batas import UKURAN_BERKAS
from peserta.models import BerkasUnggahan, Unggahan

NAMA_MAKS = Unggahan._meta.get_field("nama_berkas").max_length
JEDA_BERSIHKAN = 3600  # seconds between two clean-ups
_terakhir = {"bersih": -JEDA_BERSIHKAN}


class BerkasImpor(BerkasTerbatas):
    """The budget of the importer instead of the general one."""

    maks = UKURAN_BERKAS


def terbatas(view):
    """Let this view's uploads pass through `BerkasImpor`.

    The CSRF check reads the body, so it has to come after the handler has been put in place.
    """
    terlindung = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def bungkus(request, *args, **kwargs):
        request.upload_handlers = [BerkasImpor(request)]
        return terlindung(request, *args, **kwargs)

    return bungkus


@transaction.atomic
def tampung(pelatihan, berkas, *, oleh):
    """Stage a file, unread: its bytes lie encrypted until `pembacaan.baca` has looked at them.

    One byte more than the limit is kept, which is enough to know that a file is too large.
    """
    berkas.seek(0)
    isi = berkas.read(UKURAN_BERKAS + 1)
    unggahan = Unggahan.objects.create(
        pelatihan=pelatihan,
        oleh=oleh,
        nama_berkas=_nama(berkas.name),
        sha256=hashlib.sha256(isi).hexdigest(),
        keadaan=Unggahan.Keadaan.DIBACA,
    )
    BerkasUnggahan.objects.create(unggahan=unggahan, isi=isi)
    return unggahan


def _nama(nama):
    """The name of a file, short enough for its column; its ending tells what kind it is."""
    akhiran = PurePath(nama).suffix[:20]
    return f"{nama.removesuffix(akhiran)[: NAMA_MAKS - len(akhiran)]}{akhiran}"


def sudah_disimpan(request, unggahan):
    """The way on for who comes back to the page of a file that they have saved.

    A second click, the Back button and another tab end here: they are told what was saved.
    """
    messages.info(request, kabar.terdahulu(unggahan))
    return redirect(tujuan(unggahan))


def tujuan(unggahan):
    """The address of the page on which a staged file stands now."""
    if unggahan.disimpan_pada:
        return reverse("peserta:riwayat_impor", args=[unggahan.pelatihan.kode])
    nama = {
        Unggahan.Keadaan.SIAP: "peserta:pratinjau",
        Unggahan.Keadaan.PETAKAN: "peserta:petakan",
    }.get(unggahan.keadaan)
    if nama is None:
        return reverse("peserta:impor", args=[unggahan.pelatihan.kode])
    return reverse(nama, args=[unggahan.pelatihan.kode, unggahan.pk])


def bersihkan():
    """Delete previews that can no longer be saved: they hold people's data. At most hourly.

    Of an import that was saved only the fact remains, and what is needed to take it back while
    the list may still be changed.
    """
    if time.monotonic() - _terakhir["bersih"] < JEDA_BERSIHKAN:
        return
    _terakhir["bersih"] = time.monotonic()
    sejak = timezone.now() - dt.timedelta(hours=settings.IMPOR_BERLAKU_JAM)
    usang = Unggahan.objects.filter(dibuat_pada__lt=sejak)
    usang.filter(disimpan_pada=None).delete()
    BerkasUnggahan.objects.filter(unggahan__in=usang).delete()
    usang.exclude(hasil=None).update(hasil=None)
    tertutup = usang.exclude(pelatihan__tahap__in=SOP[Aksi.CATAT_PESERTA].dari)
    tertutup.exclude(perubahan=None).update(perubahan=None)
