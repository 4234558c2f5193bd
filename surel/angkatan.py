"""A round that bounces stops itself, before the whole domain is taken for a sender of rubbish."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from surel.models import SELESAI, Penghentian, Status, Surel

SEDIKIT = 10  # outcomes below which a share says nothing
HENTI_PERSEN, AWAS_PERSEN = 30, 3
JANGKA = dt.timedelta(days=7)
KATA_HENTI = (
    "Dihentikan otomatis: {gagal} dari {semua} surel ditolak atau terpental. Periksa alamat surel "
    "penerima, lalu lanjutkan pengiriman."
)


def hasil(kelompok, jenis=None):
    """{"semua", "gagal"}: letters of a group (and kind) that have an outcome, and that failed.

    Counted over the last week, and only since the last time that a stop was lifted.
    """
    dilanjutkan = Penghentian.objects.filter(kelompok__in=["", kelompok])
    if jenis:
        dilanjutkan = dilanjutkan.filter(jenis__in=["", jenis])
    sejak = dilanjutkan.aggregate(s=Max("dilanjutkan_pada"))["s"]
    awal = max(filter(None, [timezone.now() - JANGKA, sejak]))
    surat = Surel.objects.filter(kelompok=kelompok, status__in=SELESAI, selesai_pada__gt=awal)
    if jenis:
        surat = surat.filter(jenis=jenis)
    return surat.aggregate(semua=Count("pk"), gagal=Count("pk", filter=Q(status=Status.GAGAL)))


def melebihi(angka, persen):
    return angka["semua"] >= SEDIKIT and angka["gagal"] * 100 >= angka["semua"] * persen


def periksa(surel):
    """After a failure: stop the letters of this kind in this group if too many failed."""
    angka = hasil(surel.kelompok, surel.jenis)
    if not melebihi(angka, HENTI_PERSEN):
        return
    try:
        with transaction.atomic():
            Penghentian.objects.create(
                kelompok=surel.kelompok, jenis=surel.jenis, alasan=KATA_HENTI.format(**angka)
            )
    except IntegrityError:
        pass  # stopped already
