"""The figures of the morning: at 07.30 of a working day, to each officer whose trainings moved."""

import datetime as dt
from collections import defaultdict

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from pelatihan import kalender
from pelatihan.models import Petugas
from pelatihan.sop import Tahap
from peserta.models import Peserta
from surel.kotak import antrekan
from surel.models import Status, Surel

PUKUL, SAMPAI = dt.time(7, 30), dt.time(12)  # later than noon it is no morning's letter
DEKAT = dt.timedelta(days=2)  # a deadline so near is told even if nobody has answered
MUNDUR = 31  # days that are looked through for the working day before


def kirim():
    """Write the letters of today, where they are due. Returns how many; called by the worker.

    None while it is not yet, or no longer, the time: ask again later.
    """
    kini = timezone.localtime()
    kal = kalender.muat()
    if not PUKUL <= kini.time() < SAMPAI or not kal.jam(kini.date()):
        return None
    sejak = _pagi_kerja_sebelum(kal, kini.date())
    kabar = _kabar(sejak, kini)
    surat = [_tulis(orang, isi, sejak, kini) for orang, isi in _petugas(kabar) if isi]
    return sum(s is not None for s in surat)


def _pagi_kerja_sebelum(kal, hari):
    """07.30 of the working day before: what has happened since is new."""
    for mundur in range(1, MUNDUR):
        lalu = hari - dt.timedelta(days=mundur)
        if kal.jam(lalu):
            break
    return dt.datetime.combine(lalu, PUKUL, kalender.WIB)


def _kabar(sejak, kini):
    """{training: its figures} of those that are open and have something to tell."""
    baru = Q(dijawab_pada__gte=sejak)
    semua = (
        Peserta.objects.aktif()
        .filter(pelatihan__tahap=Tahap.REGISTRASI)
        .order_by()
        .values("pelatihan")
        .annotate(
            bersedia=Count("pk", filter=baru & Q(jawaban_kini="bersedia")),
            tidak_bersedia=Count("pk", filter=baru & Q(jawaban_kini="tidak_bersedia")),
            belum=Count("pk", filter=Q(jawaban_kini="")),
        )
        .values_list("pelatihan", "pelatihan__batas_konfirmasi", *ANGKA)
    )
    gagal = _gagal(sejak)
    hasil = {}
    for pk, batas, *nilai in semua:
        angka = dict(zip(ANGKA, nilai, strict=True)) | {"gagal": gagal.get(f"pelatihan:{pk}", 0)}
        dekat = angka["belum"] and kini < batas <= kini + DEKAT
        if dekat or angka["bersedia"] or angka["tidak_bersedia"] or angka["gagal"]:
            hasil[pk] = angka
    return hasil


ANGKA = ("bersedia", "tidak_bersedia", "belum")


def _gagal(sejak):
    """{group: letters that did not arrive since then}."""
    gagal = Surel.objects.filter(
        jenis__in=["undangan", "pengingat"], status=Status.GAGAL, selesai_pada__gte=sejak
    )
    kelompok = gagal.order_by().values_list("kelompok").annotate(n=Count("pk"))
    return dict(kelompok)


def _petugas(kabar):
    """(person, [their trainings with figures]) of the officers who want to be told."""
    duduk = (
        Petugas.objects.filter(pelatihan__in=kabar, sampai=None, pengguna__is_active=True)
        .exclude(pengguna__pilihan_kabar__rekap=False)
        .select_related("pelatihan", "pengguna")
        .order_by("pelatihan__batas_konfirmasi", "pelatihan")
    )
    milik = defaultdict(list)
    for d in duduk:
        p = d.pelatihan
        isi = {"p": p, **kabar[p.pk], "url": settings.SITUS_URL + p.get_absolute_url()}
        milik[d.pengguna].append(isi)
    return milik.items()


def _tulis(orang, isi, sejak, kini):
    return antrekan(
        "rekap_pagi",
        kunci=f"rekap_pagi:{orang.pk}:{kini:%Y%m%d}",
        kelompok=f"akun:{orang.pk}",
        kepada=orang.email,
        nama=str(orang),
        konteks={
            "penerima": orang,
            "sejak": sejak,
            "kini": kini,
            "semua": isi,
            "atur": settings.SITUS_URL + reverse("pemberitahuan"),
        },
    )
