"""The quarterly recap of the SOP's clocks: median, p90 and share within standard. No names."""

import datetime as dt
from collections import defaultdict

from django.db.models import Count, Max, Q, Sum, Value
from django.db.models.functions import Coalesce, NullIf

from eregistrasi.alat.bahasa import ZONA
from pelatihan import kendali
from pelatihan.jam import JAM_TAHAP
from pelatihan.models import RuasWaktu, VersiSOP
from pelatihan.sop import Tahap


def triwulan(tahun, ke):
    """(first moment, moment after the last) of a quarter of a year, in WIB."""
    awal = dt.datetime(tahun, 3 * ke - 2, 1, tzinfo=ZONA["WIB"])
    akhir = dt.datetime(tahun + ke // 4, 3 * ke % 12 + 1, 1, tzinfo=ZONA["WIB"])
    return awal, akhir


def persentil(nilai, bagian):
    """The same percentile as PostgreSQL's PERCENTILE_CONT; None of nothing."""
    if not nilai:
        return None
    urut = sorted(nilai)
    letak = (len(urut) - 1) * bagian
    bawah = int(letak)
    atas = min(bawah + 1, len(urut) - 1)
    return urut[bawah] + (urut[atas] - urut[bawah]) * (letak - bawah)


def susun(semua, tahun, ke):
    """Rows of the recap over `semua` (trainings one may see): steps that ended in the quarter."""
    masa = triwulan(tahun, ke)
    versi = VersiSOP.kini(masa[0].date())
    detik = _selesai(semua, *masa)
    baris = []
    for no in kendali.URUT:
        jam = versi.jam(no)
        isi = _peserta(semua, jam["menit"], *masa) if no == "4a" else _angka(detik[no])
        baris.append({"no": no, "pemilik": jam["pemilik"], "baku": jam["menit"], **isi})
    return baris


def _selesai(semua, mulai, selesai):
    """{step: [(seconds, standard in seconds or None)]} of what ended between two moments."""
    jumlah = (
        RuasWaktu.objects.filter(pelatihan__in=semua.values("pk"), dihitung=True)
        .order_by()
        .values("pelatihan", "langkah", "pelatihan__versi_sop")
        .annotate(
            tahap=Coalesce(NullIf("pelatihan__tahap_semula", Value("")), "pelatihan__tahap"),
        )
        .annotate(
            n=Sum("detik"), akhir=Max("selesai"), berjalan=Count("pk", filter=Q(selesai=None))
        )
        .filter(berjalan=0, akhir__gte=mulai, akhir__lt=selesai)
    )
    versi = {v.pk: v.baku for v in VersiSOP.objects.all()}
    hasil = defaultdict(list)
    for b in jumlah:
        if _sudah_lewat(b["langkah"], b["tahap"]):
            baku = versi[b["pelatihan__versi_sop"]][b["langkah"]]
            hasil[b["langkah"]].append((b["n"], baku and baku * 60))
    return hasil


def _sudah_lewat(langkah, tahap):
    """A step that only rests (a report that came back) has not ended."""
    if tahap == Tahap.SELESAI:
        return True
    return kendali.URUT.index(langkah) < kendali.URUT.index(JAM_TAHAP.get(tahap, "4a"))


def _angka(nilai):
    lama = [n for n, _ in nilai]
    return _baris(
        len(lama),
        persentil(lama, 0.5),
        persentil(lama, 0.9),
        sum(baku is not None and n <= baku for n, baku in nilai),
    )


def _peserta(semua, baku, mulai, selesai):
    ukur = kendali.sesi(semua, baku, mulai=mulai, selesai=selesai)
    return _baris(ukur["jumlah"], ukur["median"], ukur["p90"], ukur["sesuai"])


def _baris(jumlah, median, p90, sesuai):
    return {
        "jumlah": jumlah,
        "median": None if median is None else kendali.menit(median),
        "p90": None if p90 is None else kendali.menit(p90),
        "sesuai": sesuai,
    }
