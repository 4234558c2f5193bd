"""Questions put to the dated records: who is Kepala, Ketua, anggota, now."""

from django.db.models import OuterRef, Subquery

from pengguna.models import Keanggotaan, KepalaPusat, Pengguna, TimKerja


def kepala_kini(saat=None):
    """The record of whoever acts as Kepala Pusat at `saat`: Plh. before Plt. before the holder."""
    urutan = {KepalaPusat.Awalan.PLH: 0, KepalaPusat.Awalan.PLT: 1, KepalaPusat.Awalan.DEFINITIF: 2}
    berlaku = KepalaPusat.objects.berlaku(saat).filter(pengguna__is_active=True)
    return min(berlaku.select_related("pengguna"), key=lambda j: urutan[j.awalan], default=None)


def jabatan_kepala(pengguna, saat=None):
    """This person's record as Kepala Pusat (or Plh./Plt.) in force at `saat`, or None."""
    return KepalaPusat.objects.berlaku(saat).filter(pengguna=pengguna).order_by("awalan").first()


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
