"""The live view of one training: every figure of the page out of one statement.

One statement sees one moment, so the parts add up while people answer. Each figure is a mark
(`UKUR`) on the people of a group, and the list behind it asks for that mark and that group.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    FilteredRelation,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import TruncDate
from django.utils import timezone

from laporan.pilah import pilahan
from pelatihan.models import DataDukung
from peserta.daftar_dukung import syarat
from peserta.models import Cara, Peserta
from peserta.undangan import menurut_surat

#: the mark -> its words; `belum` is called by the stage (`label_ukur`)
UKUR = {
    "dipanggil": "Terdaftar",
    "diundang": "Diundang",
    "diterima": "Undangan diterima server surel",
    "dibuka": "Dibuka",
    "menjawab": "Menjawab",
    "bersedia": "Bersedia",
    "tidak_bersedia": "Tidak bersedia",
    "belum": "Tidak mengonfirmasi",
    "digantikan": "Digantikan",
    "pengganti": "Peserta pengganti",
    "petugas": "Dicatat petugas",
    "di_atas_kuota": "Di atas kuota",
    "lengkap": "Data dukung lengkap",
    "kurang": "Data dukung belum lengkap",
    "periksa": "Data dukung menunggu verifikasi",
    "perbaikan": "Data dukung perlu perbaikan",
}
JAWABAN = ("bersedia", "tidak_bersedia", "belum")
HARI = "hari"
POHON = ("instansi", "induk", "unit")


@dataclass(frozen=True)
class Sigi:
    """The figures of a training at one moment.

    jumlah    {mark: how many people} of the whole
    kelompok  {way of telling apart: {value: {mark: how many}}}
    hari      {day: {mark: how many}} of those who have answered, by the day of their answer
    pohon     {(institution, group, unit): {mark: how many}}
    """

    jumlah: dict
    kelompok: dict
    hari: dict
    pohon: dict


def label_ukur(kunci, tutup):
    """The words for a mark. Silence is *belum* while there is time, *tidak* afterwards."""
    return "Belum mengonfirmasi" if kunci == "belum" and not tutup else UKUR[kunci]


def sigi(pelatihan):
    """All figures of the page. Two queries, however many people there are."""
    minta_dukung = DataDukung.objects.filter(pelatihan=pelatihan, wajib=True).exists()
    dalam = bertanda(pelatihan, minta_dukung=minta_dukung)
    pilah = list(pilahan(pelatihan.mulai))
    kolom = [f"p_{k}" for k in pilah] + [HARI]
    sql, isian = dalam.values(*kolom, *(f"u_{u}" for u in UKUR)).query.sql_with_params()
    hasil = Sigi({}, {k: {} for k in pilah}, {}, {})
    with connection.cursor() as kursor:
        kursor.execute(_tanya(sql, kolom), isian)
        for kunci, *baris in kursor.fetchall():
            nilai, angka = baris[: len(kolom)], dict(zip(UKUR, baris[len(kolom) :], strict=True))
            _taruh(hasil, kunci, dict(zip(kolom, nilai, strict=True)), angka)
    return hasil


def bertanda(pelatihan, *, minta_dukung=True):
    """The participants, each with its group (`p_…`), its day, and its marks (`u_…`)."""
    semua = pelatihan.peserta.order_by().alias(
        bukti=FilteredRelation("konfirmasi__bukti", condition=Q(konfirmasi__bukti__berlaku=True))
    )
    pilih = {f"p_{k}": p.nilai for k, p in pilahan(pelatihan.mulai).items()}
    hari = TruncDate("dijawab_pada", tzinfo=timezone.get_default_timezone())
    return semua.annotate(**pilih, **{HARI: hari}, **_tanda(minta_dukung))


def orang(pelatihan, ukur, menurut="", nilai=""):
    """The people behind one figure, by bare name. Unknown keys find nobody."""
    semua = bertanda(pelatihan)
    if ukur not in UKUR:
        return semua.none()
    semua = semua.filter(**{f"u_{ukur}": True})
    if menurut:
        if menurut not in pilahan(pelatihan.mulai):
            return semua.none()
        semua = semua.filter(**{f"p_{menurut}": nilai})
    return Peserta.objects.filter(pk__in=semua.values("pk")).urut_nama()


def _tanda(minta_dukung):
    aktif, ya = Q(dibatalkan_pada=None), Q(jawaban_kini="bersedia")
    saya = Peserta.objects.filter(pk=OuterRef("pk"))
    tanda = {
        "dipanggil": aktif,
        "diundang": aktif & Q(diundang=True),
        "diterima": aktif & Q(Exists(menurut_surat(saya, "diterima"))),
        "dibuka": aktif & Q(konfirmasi__dibuka_pada__isnull=False),
        "menjawab": aktif & ~Q(jawaban_kini=""),
        "bersedia": aktif & ya,
        "tidak_bersedia": aktif & Q(jawaban_kini="tidak_bersedia"),
        "belum": aktif & Q(jawaban_kini=""),
        "digantikan": Q(Exists(Peserta.objects.filter(menggantikan=OuterRef("pk")))),
        "pengganti": aktif & Q(menggantikan__isnull=False),
        "petugas": aktif & Q(bukti__isnull=False) & ~Q(bukti__jawaban__cara=Cara.MANDIRI),
        "di_atas_kuota": aktif & ya & Q(bukti__jawaban__di_atas_kuota=True),
    }
    dukung = ("lengkap", "kurang", "periksa", "perbaikan")
    tanda |= {k: aktif & ya & syarat(k) if minta_dukung else None for k in dukung}
    return {f"u_{k}": _benar(q) for k, q in tanda.items()}


def _benar(syarat_ini):
    """True where the condition holds, else False: never unknown."""
    if syarat_ini is None:
        return Value(False, output_field=BooleanField())
    return Case(When(syarat_ini, then=Value(True)), default=Value(False))


def _tanya(sql, kolom):
    """Each group of each way counted at once, and the whole beside them."""
    pohon = ", ".join(f"p_{k}" for k in POHON)
    kelompok = ", ".join(f"({k})" for k in kolom)
    hitung = ", ".join(f"count(*) FILTER (WHERE u_{u})" for u in UKUR)
    daftar = ", ".join(kolom)
    return (
        f"SELECT GROUPING({daftar}), {daftar}, {hitung} FROM ({sql}) orang "  # noqa: S608 -- composed by Django, and names of our own
        f"GROUP BY GROUPING SETS ((), {kelompok}, ({pohon}))"
    )


def _taruh(hasil, kunci, nilai, angka):
    """One row of the answer into its place; `kunci` has a bit for each column not told apart."""
    bit = len(nilai)
    dipakai = [k for n, k in enumerate(nilai, 1) if not kunci >> (bit - n) & 1]
    if not dipakai:
        hasil.jumlah.update(angka)
    elif dipakai == [HARI]:
        if nilai[HARI] is not None and angka["menjawab"]:
            hasil.hari[nilai[HARI]] = angka
    elif len(dipakai) > 1:
        if angka["dipanggil"]:
            hasil.pohon[tuple(nilai[f"p_{k}"] for k in POHON)] = angka
    elif angka["dipanggil"]:
        hasil.kelompok[dipakai[0].removeprefix("p_")][nilai[dipakai[0]]] = angka
