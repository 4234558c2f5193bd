"""Which filters of the list of trainings may be kept: stage, lateness, and the words of a name."""

from django.http import QueryDict
from django.urls import reverse

from pelatihan.sop import Tahap
from pengguna import saringan


def _bersihkan(isian):
    hasil = QueryDict(mutable=True)
    if cari := isian.get("q", "").replace("\0", "").strip()[:100]:
        hasil["q"] = cari
    if isian.get("tahap") in Tahap.values:
        hasil["tahap"] = isian["tahap"]
    if isian.get("waktu") == "lewat":
        hasil["waktu"] = "lewat"
    return f"?{hasil.urlencode()}" if hasil else ""


def _sebutkan(isian):
    tahap = isian.get("tahap")
    bagian = [
        f"Tahap: {Tahap(tahap).label}" if tahap in Tahap.values else "",
        "Melewati waktu baku" if isian.get("waktu") == "lewat" else "",
        f"Nama atau kode: {isian['q']}" if isian.get("q") else "",
    ]
    return "; ".join(b for b in bagian if b) or "semua pelatihan"


def daftarkan():
    """The list of trainings can be filtered by name again."""
    saringan.daftarkan(
        "pelatihan",
        saringan.Daftar(
            "Pelatihan",
            lambda kode: None if kode else reverse("pelatihan:daftar"),
            _bersihkan,
            _sebutkan,
        ),
    )
