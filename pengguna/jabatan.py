"""Questions put to the dated records: who is Kepala, Ketua, anggota, now."""

from django.db import DEFAULT_DB_ALIAS
from django.db.models import FilteredRelation, OuterRef, Q, Subquery
from django.utils import timezone

from eregistrasi.alat.susunan import tersusun
from pengguna.models import Keanggotaan, KepalaPusat, Pengguna, TimKerja


def kepala_kini(saat=None):
    """The record of whoever acts as Kepala Pusat at `saat`: Plh. before Plt. before the holder."""
    urutan = {KepalaPusat.Awalan.PLH: 0, KepalaPusat.Awalan.PLT: 1, KepalaPusat.Awalan.DEFINITIF: 2}
    berlaku = KepalaPusat.objects.berlaku(saat).filter(pengguna__is_active=True)
    return min(berlaku.select_related("pengguna"), key=lambda j: urutan[j.awalan], default=None)


def pejabat_definitif(saat=None):
    """The record of the holder of the office, who may be absent; None while the post is vacant."""
    berlaku = KepalaPusat.objects.berlaku(saat).filter(awalan=KepalaPusat.Awalan.DEFINITIF)
    return berlaku.select_related("pengguna").first()


def jabatan_dan_duduk(pengguna):
    """(record as Kepala Pusat or None, {(team id, as what)}) of this person now, in one query.

    Every page of the office begins by asking it.
    """
    duduk, kepala = set(), None
    for tim, sebagai, *isi in _jabatan_dan_duduk(pengguna=pengguna.pk, kini=timezone.now()):
        duduk.add((tim, sebagai))
        if kepala is None and isi[0] is not None:
            kepala = KepalaPusat.from_db(DEFAULT_DB_ALIAS, _kolom_kepala(), isi)
    return kepala, duduk


@tersusun
def _jabatan_dan_duduk(*, pengguna, kini):
    def berlaku(nama):
        sampai = Q(**{f"{nama}__sampai": None}) | Q(**{f"{nama}__sampai__gt": kini})
        return FilteredRelation(nama, condition=sampai & Q(**{f"{nama}__mulai__lte": kini}))

    return (
        Pengguna.objects.filter(pk=pengguna)
        .annotate(duduk=berlaku("keanggotaan"), memimpin=berlaku("jabatan_kepala"))
        .order_by("memimpin__awalan")
        .values_list("duduk__tim", "duduk__sebagai", *(f"memimpin__{k}" for k in _kolom_kepala()))
    )


def _kolom_kepala():
    return [f.attname for f in KepalaPusat._meta.concrete_fields]


def ketua_dari(tim, saat=None):
    """The Ketua of `tim` at `saat`, or None while the seat is empty."""
    duduk = (
        Keanggotaan.objects.berlaku(saat)
        .filter(tim=tim, sebagai=Keanggotaan.Sebagai.KETUA, pengguna__is_active=True)
        .select_related("pengguna")
        .first()
    )
    return duduk and duduk.pengguna


def tim_berketua(saat=None):
    """Active teams that have a Ketua at `saat`, each with `nama_ketua`. One query."""
    duduk = Keanggotaan.objects.berlaku(saat).filter(
        tim=OuterRef("pk"), sebagai=Keanggotaan.Sebagai.KETUA, pengguna__is_active=True
    )
    return (
        TimKerja.objects.filter(aktif=True)
        .annotate(nama_ketua=Subquery(duduk.values("pengguna__nama")[:1]))
        .exclude(nama_ketua=None)
    )


def anggota_dari(tim, saat=None):
    """The members of `tim` at `saat` (its Ketua not among them), by name."""
    return Pengguna.objects.filter(
        is_active=True,
        keanggotaan__in=Keanggotaan.objects.berlaku(saat).filter(
            tim=tim, sebagai=Keanggotaan.Sebagai.ANGGOTA
        ),
    )
