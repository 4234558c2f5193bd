"""The case file, the people at its desks, and the papers in it."""

from pelatihan.models.berkas import (
    DataDukung,
    Narahubung,
    Pelatihan,
    PelatihanQuerySet,
    diminta,
    kunci_pelatihan,
    versi_baris,
)
from pelatihan.models.jejak import AWAL, Jejak, RantaiJejak, TambatanJejak
from pelatihan.models.kedudukan import Kedudukan, Petugas
from pelatihan.models.naskah import (
    Disposisi,
    Dokumen,
    NomorUrut,
    NotaDinas,
    PenerimaDisposisi,
    Sifat,
)
from pelatihan.models.waktu import HariLibur, JamKerja, RuasWaktu, TahunKerja, VersiSOP

__all__ = [
    "AWAL",
    "DataDukung",
    "Disposisi",
    "Dokumen",
    "HariLibur",
    "JamKerja",
    "Jejak",
    "Kedudukan",
    "Narahubung",
    "NomorUrut",
    "NotaDinas",
    "Pelatihan",
    "PelatihanQuerySet",
    "PenerimaDisposisi",
    "Petugas",
    "RantaiJejak",
    "RuasWaktu",
    "Sifat",
    "TahunKerja",
    "TambatanJejak",
    "VersiSOP",
    "diminta",
    "kunci_pelatihan",
    "versi_baris",
]
