"""The newest invitation of each participant: what became of it, and whether it has to go anew.

Nothing here is stored: everything is read from the outbox, by the key under which a letter is
unique there (`undangan:<confirmation>:<round>`).
"""

import datetime as dt
from functools import cache

from django.db.models import CharField, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat, JSONObject
from django.utils import timezone

from surel.models import PILIHAN, Kelas, Status, Surel, lencana

JEDA = dt.timedelta(minutes=10)  # nobody gets two letters about their answer within
TANPA_SUREL, KIRIM_ULANG = "tanpa_surel", "kirim_ulang"
# value of the filter -> (words, condition on the newest invitation)
SURAT = {
    **PILIHAN,
    KIRIM_ULANG: ("Perlu Kirim Ulang", Q()),
    TANPA_SUREL: ("Belum Punya Surel", Q()),
}
DITAHAN = "undangan terakhir ditahan"
TAK_SAMPAI = {
    Kelas.ALAMAT: "alamat surel tidak ada",
    Kelas.PENUH: "kotak surel penerima penuh",
}


def _rujukan(awalan):
    return Concat(Value(awalan), Cast(OuterRef("konfirmasi__pk"), CharField()))


def _terakhir():
    """The newest invitation of the Peserta of the outer query."""
    putaran = Cast(OuterRef("konfirmasi__putaran"), CharField())
    return Surel.objects.filter(kunci=Concat(_rujukan("undangan:"), Value(":"), putaran))


def menurut_surat(semua, nilai):
    """Those of `semua` whose newest invitation is in one of the states of SURAT."""
    if nilai == TANPA_SUREL:
        return semua.filter(email="")
    if nilai == KIRIM_ULANG:
        return semua.aktif().filter(perlu_kirim_ulang())
    return semua.filter(Exists(_terakhir().filter(SURAT[nilai][1])))


@cache
def perlu_kirim_ulang():
    """Condition on Peserta: asked, not answered, and no invitation is at or under way to the
    address as it is now: the newest one failed, was held back, or went to another address.
    """
    sampai = (
        _terakhir()
        .filter(kepada=OuterRef("email"))
        .exclude(status__in=[Status.GAGAL, Status.DITAHAN])
    )
    return ~Q(email="") & Q(konfirmasi__jawaban_kini="") & ~Exists(sampai)


def alamat_mati():
    """Condition on Peserta: the newest invitation found that there is no such address."""
    mati = {"status": Status.GAGAL, "kelas": Kelas.ALAMAT}
    return Exists(_terakhir().filter(kepada=OuterRef("email"), **mati))


def saat_baru(pelatihan):
    """What `baru_disurati` has to know."""
    return {"kelompok": f"pelatihan:{pelatihan.pk}", "sejak": timezone.now() - JEDA}


def baru_disurati(kelompok, sejak):
    """Condition on Peserta: a letter about their answer was written within JEDA."""
    baru = Surel.objects.filter(kelompok=kelompok, dibuat_pada__gt=sejak)
    baru = baru.exclude(status=Status.DITAHAN)
    return Exists(baru.filter(jenis="undangan", tautan=_rujukan("konfirmasi:"))) | Exists(
        baru.filter(jenis="pengingat", tautan=_rujukan("pengingat:"))
    )


def dengan_undangan(semua):
    """Each with what `lampirkan` asks for, in the query that reads them anyway."""
    return semua.annotate(undangan_terakhir=_isi_terakhir())


@cache
def _isi_terakhir():
    """State and address of the newest invitation; the same expression for every page."""
    isi = _terakhir().annotate(isi=JSONObject(status="status", kelas="kelas", kepada="kepada"))
    return Subquery(isi.values("isi")[:1])


def lampirkan(peserta, *, terbuka):
    """Tell people read by `dengan_undangan` about their invitation.

    terbuka  may answers still be given, so that sending anew has a purpose?
    Each gets `undangan`, the words for its state, and `kirim_ulang`, why it has to go anew;
    either may be empty.
    """
    for o in peserta:
        konfirmasi = getattr(o, "konfirmasi", None)
        terakhir = o.undangan_terakhir
        o.undangan = _keadaan(o, konfirmasi, terakhir)
        menunggu = terbuka and o.undangan and o.email and not konfirmasi.jawaban_kini
        o.kirim_ulang = _sebab(o, terakhir) if menunggu else ""


def _keadaan(peserta, konfirmasi, terakhir):
    if konfirmasi is None or peserta.dibatalkan_pada:
        return ""
    if not peserta.email:
        return SURAT[TANPA_SUREL][0]
    if not terakhir:
        return "Belum Dikirim"
    if terakhir["status"] == Status.DIKIRIM:
        return SURAT["antre"][0]
    return lencana(terakhir["status"], terakhir["kelas"])[0]


def _sebab(peserta, terakhir):
    if terakhir is None:
        return "undangan belum pernah dikirim ke alamat surel"
    if terakhir["kepada"] != peserta.email:
        return "alamat surel berubah sejak undangan terakhir"
    if terakhir["status"] == Status.DITAHAN:
        return DITAHAN
    if terakhir["status"] == Status.GAGAL:
        return TAK_SAMPAI.get(terakhir["kelas"], "undangan terakhir gagal teknis")
    return ""
