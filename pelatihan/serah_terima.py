"""A change of team or office hands open tasks over, by name. Run after a change and by clock."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from pelatihan.alur import catat_jejak
from pelatihan.models import Pelatihan, Petugas
from pelatihan.sop import Tahap
from pelatihan.surat import kabari
from pengguna.jabatan import anggota_dari, kepala_kini, ketua_dari
from pengguna.models import Keanggotaan, KepalaPusat, Peran


def jalankan():
    """Hand over what was left by everybody whose period has ended. Safe to run at any time."""
    kini = timezone.now()
    lewat = {"sampai__lte": kini, "diserahkan_pada": None}
    for duduk in Keanggotaan.objects.filter(**lewat).select_related("tim", "pengguna"):
        _selesaikan(duduk, _dari_ketua if duduk.sebagai == "ketua" else _dari_anggota)
    for jabatan in KepalaPusat.objects.filter(**lewat).select_related("pengguna"):
        _selesaikan(jabatan, _dari_kepala)


@transaction.atomic
def _selesaikan(catatan, serahkan):
    catatan = type(catatan).objects.select_for_update(of=["self"]).get(pk=catatan.pk)
    if catatan.diserahkan_pada is None and serahkan(catatan):
        catatan.diserahkan_pada = timezone.now()
        catatan.save(update_fields=["diserahkan_pada"])


def _dari_ketua(duduk):
    penerus = ketua_dari(duduk.tim)
    if penerus is None:
        return False  # the seat is empty; the tasks wait for whoever takes it
    if penerus != duduk.pengguna:
        terbuka = Pelatihan.objects.terbuka().exclude(tahap=Tahap.DISPOSISI_KEPALA)
        for p in terbuka.filter(tim_kerja=duduk.tim):
            serah_terima(p, duduk.pengguna, penerus, sebagai=Peran.KETUA_TIM.label)
    return True


def _dari_anggota(duduk):
    aktif = anggota_dari(duduk.tim)
    if aktif.filter(pk=duduk.pengguna_id).exists():
        return True  # a new period followed the old one
    penerus = duduk.diteruskan_kepada
    if penerus is not None and not aktif.filter(pk=penerus.pk).exists():
        penerus = None
    tugas = Petugas.objects.filter(
        pengguna=duduk.pengguna, sampai=None, pelatihan__tim_kerja=duduk.tim
    ).exclude(pelatihan__tahap__in=[Tahap.SELESAI, Tahap.DIBATALKAN])
    for petugas in tugas:
        p = Pelatihan.objects.kunci(petugas.pelatihan_id)
        petugas.sampai = timezone.now()
        petugas.save(update_fields=["sampai"])
        if penerus is not None:
            Petugas.objects.get_or_create(pelatihan=p, pengguna=penerus, sampai=None)
        # Without a successor the Ketua is told: the case is theirs to hand to somebody.
        kepada = penerus or ketua_dari(duduk.tim)
        if kepada is not None:
            serah_terima(p, duduk.pengguna, kepada, sebagai=Peran.TIM_KERJA.label)
    return True


def _dari_kepala(jabatan):
    penerus = kepala_kini()
    if penerus is None:
        return False
    if penerus.pengguna != jabatan.pengguna:
        for p in Pelatihan.objects.filter(tahap__in=[Tahap.DISPOSISI_KEPALA, Tahap.PENYAMPAIAN]):
            serah_terima(p, jabatan.pengguna, penerus.pengguna, sebagai=penerus.sebutan)
    return True


def serah_terima(p, dari, kepada, *, sebagai):
    """A change of team or office hands an open task over, by name: trail and letter."""
    catat_jejak(
        p,
        "serah_terima",
        f"meneruskan tugas {sebagai} dari {dari} kepada {kepada}",
        pelaku="Sistem E-Registrasi",
        sebagai="perubahan jabatan",
    )
    kabari(
        kepada,
        "serah_terima",
        p,
        f"serah_terima:{p.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
        konteks={
            "dari": dari,
            "sebagai": sebagai,
            "url": settings.SITUS_URL + p.get_absolute_url(),
        },
    )
