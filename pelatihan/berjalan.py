"""How are my trainings doing: the open ones, newest first, and what they add up to."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, OuterRef, Subquery, Sum, When, Window
from django.db.models.functions import Coalesce, Now

from pelatihan.models import Pelatihan
from pelatihan.sop import Tahap

PALING_BANYAK = 10  # rows on the first page; the list holds the rest


@dataclass(frozen=True)
class Berjalan:
    """The newest open trainings (`baris`) and figures over all of them.

    lewat     those whose running step is past its standard time
    dibuka    those whose registration is open, with `menjawab` of `dipanggil` people
    bersedia  of all who have answered (`terjawab`), in any open training
    """

    baris: list
    jumlah: int = 0
    lewat: int = 0
    dibuka: int = 0
    dipanggil: int = 0
    menjawab: int = 0
    bersedia: int = 0
    terjawab: int = 0


def berjalan(pengguna, kedudukan):
    """What this person has to do with and is not closed, in one query: Berjalan."""
    dibuka, nol = {"tahap": Tahap.REGISTRASI}, {"default": 0, "output_field": IntegerField()}
    semua = (
        Pelatihan.objects.terlihat_oleh(pengguna, kedudukan)
        .terbuka()
        .annotate(
            dipanggil=_hitung(F("hitungan__dipanggil")),
            menjawab=_hitung(F("hitungan__bersedia") + F("hitungan__tidak_bersedia")),
            bersedia=_hitung(F("hitungan__bersedia")),
        )
        .annotate(
            s_jumlah=Window(Count("pk")),
            s_lewat=Window(Sum(Case(When(jam_merah__lt=Now(), then=1), **nol))),
            s_dibuka=Window(Sum(Case(When(**dibuka, then=1), **nol))),
            s_dipanggil=Window(Sum(Case(When(**dibuka, then=F("dipanggil")), **nol))),
            s_menjawab=Window(Sum(Case(When(**dibuka, then=F("menjawab")), **nol))),
            s_bersedia=Window(Sum("bersedia")),
            s_terjawab=Window(Sum("menjawab")),
        )
        .select_related("tim_kerja")
        .order_by("-pk")
    )
    baris = list(semua[:PALING_BANYAK])
    nama = ("jumlah", "lewat", "dibuka", "dipanggil", "menjawab", "bersedia", "terjawab")
    return Berjalan(baris, *(getattr(baris[0], f"s_{n}") for n in nama)) if baris else Berjalan([])


def _hitung(nilai):
    """The sum of a kept figure of one training, reckoned apart from the row."""
    satu = Pelatihan.objects.filter(pk=OuterRef("pk")).order_by().values("pk")
    return Coalesce(Subquery(satu.annotate(n=Sum(nilai)).values("n")), 0)
