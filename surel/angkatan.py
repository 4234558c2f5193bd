"""A round that bounces stops itself, before the whole domain is taken for a sender of rubbish."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Count, DateTimeField, Q, Subquery, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from surel.models import SELESAI, Penghentian, Status, Surel

SEDIKIT = 10  # outcomes below which a share says nothing
HENTI_PERSEN, AWAS_PERSEN = 30, 3
JANGKA = dt.timedelta(days=7)
KATA_HENTI = (
    "Dihentikan otomatis: {gagal} dari {semua} surel ditolak atau terpental. Periksa alamat surel "
    "penerima, lalu lanjutkan pengiriman."
)


def berhasil(kelompok, jenis=None):
    """Letters of a group (and kind) that have an outcome: those of the last week, and only since
    the last time that a stop was lifted.
    """
    dilanjutkan = Penghentian.objects.filter(kelompok__in=["", kelompok])
    surat = Surel.objects.filter(kelompok=kelompok, status__in=SELESAI)
    if jenis:
        dilanjutkan = dilanjutkan.filter(jenis__in=["", jenis])
        surat = surat.filter(jenis=jenis)
    sejak = dilanjutkan.exclude(dilanjutkan_pada=None).order_by("-dilanjutkan_pada")
    return surat.filter(
        selesai_pada__gt=Greatest(
            Value(timezone.now() - JANGKA, output_field=DateTimeField()),
            Subquery(sejak.values("dilanjutkan_pada")[:1]),
        )
    )


def hasil(kelompok, jenis=None):
    """{"semua", "gagal"}: how many of these letters the server has spoken of, and how many failed.

    Those that it only put off are among them: where every good address has to come twice
    (greylisting), the first pass would else show nothing but failures.
    """
    gagal = Count("pk", filter=Q(status=Status.GAGAL))
    angka = berhasil(kelompok, jenis).aggregate(semua=Count("pk"), gagal=gagal)
    if angka["gagal"]:
        ditunda = Surel.objects.filter(kelompok=kelompok, status=Status.TUNDA, ditolak__gt=0)
        angka["semua"] += ditunda.filter(**({"jenis": jenis} if jenis else {})).count()
    return angka


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
