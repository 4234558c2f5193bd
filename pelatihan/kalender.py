"""Working time: what of a stretch of time somebody was at work (Perpres 21/2023), in WIB.

A calendar is plain data, so that clocks are reckoned alike in a step, on a page and in a test.
"""

import datetime as dt
import json
from dataclasses import dataclass, field
from pathlib import Path

from eregistrasi.alat.bahasa import ZONA
from pelatihan.models import HariLibur, JamKerja, TahunKerja

ACUAN = Path(__file__).parent / "acuan" / "jam_kerja.json"
WIB = ZONA["WIB"]
JUMAT = 4


@dataclass(frozen=True)
class Pola:
    """Working hours of a range of days; `sampai` is None for those that hold until changed."""

    mulai: dt.date
    sampai: dt.date | None
    senin_kamis: tuple
    jumat: tuple

    def meliputi(self, hari):
        return self.mulai <= hari and (self.sampai is None or hari <= self.sampai)


@dataclass(frozen=True)
class Kalender:
    """Hours, days off, and the years whose decree is known."""

    pola: tuple
    libur: frozenset = field(default_factory=frozenset)
    tahun: frozenset = field(default_factory=frozenset)

    def jam(self, hari):
        """[(from, to)] of the work on one day, as aware moments; empty on a day off."""
        if hari.weekday() > JUMAT or hari in self.libur:
            return []
        pola = self._pola(hari)
        ruas = pola.jumat if hari.weekday() == JUMAT else pola.senin_kamis
        return [tuple(dt.datetime.combine(hari, t, WIB) for t in satu) for satu in ruas]

    def _pola(self, hari):
        berlaku = [p for p in self.pola if p.meliputi(hari)] or [self.pola[0]]
        return max(berlaku, key=lambda p: (p.sampai is not None, p.mulai))

    def detik(self, mulai, selesai):
        """Seconds of work between two moments; 0 when the second is not after the first."""
        jumlah, hari = 0.0, mulai.astimezone(WIB).date()
        while hari <= selesai.astimezone(WIB).date():
            for awal, akhir in self.jam(hari):
                sisa = min(akhir, selesai) - max(awal, mulai)
                jumlah += max(sisa.total_seconds(), 0)
            hari += dt.timedelta(days=1)
        return int(jumlah)

    def sesudah(self, mulai, detik):
        """The moment at which `detik` seconds of work have passed since `mulai`."""
        hari = mulai.astimezone(WIB).date()
        for _ in range(3660):
            for awal, akhir in self.jam(hari):
                awal = max(awal, mulai)
                ada = (akhir - awal).total_seconds()
                if ada > 0 and detik <= ada:
                    return awal + dt.timedelta(seconds=detik)
                detik -= max(ada, 0)
            hari += dt.timedelta(days=1)
        raise ValueError("Kalender tidak memuat hari kerja.")

    def belum_termuat(self, mulai, selesai):
        """The years between two moments whose days off are not known yet."""
        awal, akhir = mulai.astimezone(WIB).year, selesai.astimezone(WIB).year
        return [tahun for tahun in range(awal, akhir + 1) if tahun not in self.tahun]


def jam_acuan(nama):
    """(Monday to Thursday, Friday) of the hours that came with the program: `biasa`, `ramadan`."""
    isi = json.loads(ACUAN.read_text(encoding="utf-8"))[nama]
    return isi["senin_kamis"], isi["jumat"]


def muat():
    """The calendar as it is known now."""
    pola = [
        Pola(j.mulai, j.sampai, _ruas(j.senin_kamis), _ruas(j.jumat))
        for j in JamKerja.objects.all()
    ]
    return Kalender(
        (_bawaan(), *pola),
        frozenset(HariLibur.objects.values_list("tanggal", flat=True)),
        frozenset(TahunKerja.objects.values_list("tahun", flat=True)),
    )


def _bawaan():
    senin_kamis, jumat = jam_acuan("biasa")
    return Pola(dt.date.min, None, _ruas(senin_kamis), _ruas(jumat))


def _ruas(daftar):
    return tuple(tuple(dt.time.fromisoformat(t) for t in satu) for satu in daftar)
