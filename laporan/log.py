"""The trail of a training as the report prints it: steps of the SOP, in words, without repeats."""

from itertools import groupby

from eregistrasi.alat.bahasa import waktu_pendek
from pelatihan.alur import TINDAKAN
from pelatihan.sop import SOP, Aksi


def log_sop(pelatihan):
    """One row for each step taken by the office; the same one many times over is one row.

    Participants' answers are not among them: each has a proof and a line of its own.
    """
    baris = pelatihan.jejak.filter(aksi__in=Aksi.values).order_by("pk")
    semua = baris.values_list("aksi", "pelaku", "sebagai", "tindakan", "waktu")
    hasil = []
    for (aksi, pelaku, sebagai, _), isi in groupby(semua.iterator(2000), key=_sama):
        isi = list(isi)
        hasil.append(
            {
                "langkah": SOP[Aksi(aksi)].nomor,
                "pelaku": pelaku,
                "sebagai": sebagai,
                "tindakan": isi[0][3] if len(isi) == 1 else f"{TINDAKAN[aksi]} ({len(isi)} kali)",
                "mulai": waktu_pendek(isi[0][4]),
                "selesai": waktu_pendek(isi[-1][4]),
            }
        )
    return hasil


def _sama(baris):
    """What makes lines one: the same act by the same person, and on the same day."""
    aksi, pelaku, sebagai, _, waktu = baris
    return aksi, pelaku, sebagai, waktu.date()
