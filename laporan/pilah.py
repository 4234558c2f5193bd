"""How participants are told apart: by unit, grade, sex, level, zone, age, documents.

One definition for all: the live figures, the list behind each of them and the report ask the
database for the same expressions, so they cannot disagree.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Case, F, Value, When

from peserta.aturan.golongan import PNS, PPPK

ACUAN = json.loads((Path(__file__).parent / "acuan" / "pilahan.json").read_text("utf-8"))
KOSONG = "Tidak diisi"
#: the place of each grade: the highest first, PNS before PPPK
TINGKAT = {kode: n for n, kode in enumerate([*reversed(PNS), *reversed(PPPK)])}
LAIN = len(TINGKAT)


def _apa_adanya(nilai):
    return nilai or KOSONG


@dataclass(frozen=True)
class Pilahan:
    """One way to tell people apart.

    nilai   the value of each person, as an expression on Peserta; may be the empty string
    urut    the values in their own order; None: the largest group first
    label   the words for a value
    """

    judul: str
    nilai: object
    urut: tuple | None = None
    label: Callable = _apa_adanya

    def tempat(self, nilai, jumlah=0):
        """The sort key of a group: its own place, what was left empty at the end."""
        if self.urut is None:
            return (nilai == "", -jumlah, nilai)
        return (nilai == "", self.urut.index(nilai) if nilai in self.urut else LAIN, nilai)


def pilahan(hari):
    """{key in an address: Pilahan}.

    hari  the day on which ages are told; the first of the training, so that they stay the same
    """
    return {
        "induk": Pilahan("Unit eselon I, kantor wilayah, dan UPT", _pola("induk", "unit_kerja")),
        "instansi": Pilahan("Instansi", F("instansi")),
        "unit": Pilahan("Unit kerja", F("unit_kerja")),
        "golongan": Pilahan("Golongan", F("golongan"), tuple(TINGKAT), _golongan),
        "kelamin": Pilahan("Jenis kelamin", F("jenis_kelamin"), ("L", "P"), _kelamin),
        "jenjang": Pilahan("Jenjang jabatan", _pola("jenjang", "jabatan"), _label("jenjang")),
        "zona": Pilahan("Zona waktu", F("zona"), ("WIB", "WITA", "WIT")),
        "usia": Pilahan("Usia", _usia(hari), tuple(b["label"] for b in ACUAN["usia"])),
    }


def _label(nama):
    return (*(b["label"] for b in ACUAN[nama]), ACUAN[f"{nama}_lain"])


def _golongan(kode):
    """`III/b`, `PPPK IX`: short, for tables and sentences."""
    if kode in PPPK:
        return f"PPPK golongan {kode}"
    return kode or KOSONG


def _kelamin(kode):
    return {"L": "Laki-laki", "P": "Perempuan"}.get(kode, KOSONG)


def _pola(nama, kolom):
    """The first pattern of the reference data that fits; empty stays empty."""
    cocok = [When(**{f"{kolom}__iregex": b["pola"]}, then=Value(b["label"])) for b in ACUAN[nama]]
    kosong = When(**{kolom: ""}, then=Value(""))
    return Case(kosong, *cocok, default=Value(ACUAN[f"{nama}_lain"]))


def _usia(hari):
    """Whole years on that day, in the groups of the reference data."""
    batas = [
        When(tanggal_lahir__gt=_tahun_lalu(hari, b["sampai"] + 1), then=Value(b["label"]))
        for b in ACUAN["usia"]
    ]
    return Case(When(tanggal_lahir=None, then=Value("")), *batas, default=Value(""))


def _tahun_lalu(hari, tahun):
    """The day of birth of whoever turns `tahun` on that day."""
    try:
        return hari.replace(year=hari.year - tahun)
    except ValueError:  # 29 February
        return hari.replace(year=hari.year - tahun, day=28)


def menurut(peserta, kunci, nilai, hari):
    """Those of `peserta` in one group; an unknown key finds nobody."""
    if kunci not in (semua := pilahan(hari)):
        return peserta.none()
    return peserta.alias(_pilah=semua[kunci].nilai).filter(_pilah=nilai)


def kunci_urut(urutan):
    """The sort key of rows (dicts with `urut_nama`, `gol`, `unit_kerja`) under one order."""
    return {
        "golongan": lambda b: (TINGKAT.get(b["gol"], LAIN), b["urut_nama"], b["id"]),
        "unit": lambda b: (
            not b["unit_kerja"],
            b["unit_kerja"].casefold(),
            b["urut_nama"],
            b["id"],
        ),
        "nama": lambda b: (b["urut_nama"], b["id"]),
    }[urutan]
