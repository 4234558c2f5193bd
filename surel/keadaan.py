"""How the post is doing, as the page tells it: in one question, beside the number of letters."""

import datetime as dt

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, IntegerField, Q, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from surel import angkatan
from surel.models import PILIHAN, Detak, Penghentian, Status, Surel

PEKERJA_TAMPIL = 50
HIDUP = dt.timedelta(minutes=1)  # a worker that is silent longer is told of


def _banyak(semua):
    """How many rows, as a part of another question."""
    satu = semua.order_by().annotate(_satu=Value(1)).values("_satu")
    hitung = satu.annotate(_n=Count("pk")).values("_n")
    return Coalesce(Subquery(hitung, output_field=IntegerField()), 0)


def ringkas(pengguna, semua, terlihat, kelompok=""):
    """What the page says above the letters `semua`.

    terlihat  condition on what belongs to groups that this person may see
    kelompok  the one group that is shown; empty: all that this person may see
    Returns a dict: jumlah, tunda, henti (list), henti_sendiri, detak, diam, kabar; with
    `kelompok` also selesai, gagal, awas.
    """
    hari_ini = Detak.objects.order_by("-terakhir")
    susah = hari_ini.filter(terakhir__gte=timezone.now() - HIDUP, kabar__startswith="Server surel")
    tanya = {
        "jumlah": _banyak(semua),
        "tunda": _banyak(semua.filter(status=Status.TUNDA)),
        "detak": Subquery(hari_ini.values("terakhir")[:1]),
        "kabar": Subquery(susah.values("kabar")[:1]),
        "henti": ArraySubquery(_henti(terlihat, kelompok)),
    }
    if kelompok:
        hasil = angkatan.berhasil(kelompok)
        tanya["selesai"] = _banyak(hasil)
        tanya["gagal"] = _banyak(hasil.filter(status=Status.GAGAL))
    # Asked of the reader's own row, which is there in any case.
    isi = get_user_model().objects.filter(pk=pengguna.pk).values(**tanya)[0]
    isi["diam"] = bool(settings.EMAIL_URL) and not _baru(isi["detak"])
    isi["kabar"] = isi["kabar"] if settings.EMAIL_URL else ""
    for h in isi["henti"]:
        h["sejak"] = parse_datetime(h["sejak"])
    isi["henti_sendiri"] = any(h["kelompok"] == kelompok for h in isi["henti"])
    if kelompok:
        isi["awas"] = angkatan.melebihi(
            {"semua": isi["selesai"], "gagal": isi["gagal"]}, angkatan.AWAS_PERSEN
        )
        isi["henti_persen"] = angkatan.HENTI_PERSEN
    return isi


def _baru(detak):
    return detak is not None and detak >= timezone.now() - HIDUP


def _henti(terlihat, kelompok):
    """The stops in force that concern these letters."""
    berlaku = Penghentian.objects.berlaku().order_by("kelompok", "sejak")
    milik = Q(kelompok=kelompok) if kelompok else terlihat
    isi = JSONObject(
        kelompok="kelompok", jenis="jenis", alasan="alasan", sejak="sejak", oleh="oleh__nama"
    )
    return berlaku.filter(Q(kelompok="") | milik).values(isi=isi)


def pekerja():
    """The workers heard of within a day, the latest first, each with `hidup`."""
    semua = list(Detak.objects.order_by("-terakhir")[:PEKERJA_TAMPIL])
    for detak in semua:
        detak.hidup = _baru(detak.terakhir)
    return semua


def menurut_keadaan():
    """[(words, number)] of all letters of the site."""
    banyak = Surel.objects.aggregate(
        **{nilai: Count("pk", filter=syarat) for nilai, (_, syarat) in PILIHAN.items()}
    )
    return [(kata, banyak[nilai]) for nilai, (kata, _) in PILIHAN.items()]
