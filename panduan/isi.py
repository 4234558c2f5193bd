"""The words of the guides: data, read once."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

from pelatihan.sop import Tahap

ACUAN = Path(__file__).parent / "acuan"
PESERTA = "peserta"


@dataclass(frozen=True)
class Gambar:
    """A picture that `potret_panduan` takes: `static/panduan/<kode>.webp`."""

    kode: str
    lebar: int
    tinggi: int
    alt: str

    @property
    def jalur(self):
        return f"panduan/{self.kode}.webp"

    @property
    def berkas(self):
        """Where it lies on this machine."""
        return Path(finders.find(self.jalur))

    @property
    def ponsel(self):
        return self.tinggi > self.lebar


@dataclass(frozen=True)
class Bagian:
    """One thing to do: a heading, numbered sentences, what to know besides, a picture."""

    kode: str
    judul: str
    langkah: int | None
    butir: tuple
    catatan: tuple
    gambar: Gambar | None


@dataclass(frozen=True)
class Panduan:
    """The guide of one role."""

    kode: str
    judul: str
    untuk: str
    pengantar: str
    bagian: tuple

    @property
    def nama_berkas(self):
        return f"Panduan_{self.judul.replace(' ', '_')}.pdf"

    @property
    def umum(self):
        """Is it for people without an account?"""
        return self.kode == PESERTA

    @classmethod
    def semua(cls):
        return list(_semua().values())

    @classmethod
    def ambil(cls, kode):
        """Raises KeyError."""
        return _semua()[kode]


@cache
def potret():
    """{code: {"lebar", "tinggi", "alamat", …}} of the pictures that were taken."""
    return json.loads((ACUAN / "potret.json").read_text(encoding="utf-8"))


@cache
def _semua():
    isi = json.loads((ACUAN / "panduan.json").read_text(encoding="utf-8"))
    return {kode: _panduan(kode, data) for kode, data in isi.items()}


def _panduan(kode, data):
    bagian = tuple(_bagian(b) for b in data["bagian"])
    return Panduan(kode, data["judul"], data["untuk"], data["pengantar"], bagian)


def _bagian(b):
    return Bagian(
        b["kode"],
        b["judul"],
        b.get("langkah"),
        tuple(b["butir"]),
        tuple(b.get("catatan", ())),
        _gambar(b["gambar"]) if "gambar" in b else None,
    )


def _gambar(g):
    ukuran = potret()[g["kode"]]
    return Gambar(g["kode"], ukuran["lebar"], ukuran["tinggi"], g["alt"])


#: stage -> the guide and the part of it that tell what to do there
BANTUAN = {
    Tahap.DISPOSISI_KEPALA: ("kepala-pusat", "disposisi"),
    Tahap.DISPOSISI_KETUA: ("ketua-tim", "teruskan"),
    Tahap.REGISTRASI: ("tim-kerja", "konfirmasi"),
    Tahap.PENGOLAHAN: ("tim-kerja", "laporan"),
    Tahap.PEMERIKSAAN: ("ketua-tim", "periksa"),
    Tahap.PENYAMPAIAN: ("kepala-pusat", "terima"),
    Tahap.DITUNDA: ("kepala-pusat", "henti"),
}


def bantuan(pelatihan):
    """{"panduan", "bagian"} for where this training stands, asked of no table; None at its end."""
    tahap = pelatihan.tahap
    if tahap == Tahap.PENYIAPAN:
        lengkap = pelatihan.batas_konfirmasi and pelatihan.kode_pelatihan
        kode, nama = "tim-kerja", "impor" if lengkap else "lengkapi"
    elif tahap in BANTUAN:
        kode, nama = BANTUAN[tahap]
    else:
        return None
    panduan = Panduan.ambil(kode)
    return {"panduan": panduan, "bagian": next(b for b in panduan.bagian if b.kode == nama)}
