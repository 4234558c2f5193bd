"""The case file, the people at its desks, and the papers in it."""

from pelatihan.models.berkas import DataDukung, Narahubung, Pelatihan, PelatihanQuerySet
from pelatihan.models.kedudukan import Kedudukan, Petugas
from pelatihan.models.naskah import (
    Disposisi,
    Dokumen,
    Jejak,
    NomorUrut,
    NotaDinas,
    PenerimaDisposisi,
    Sifat,
)

__all__ = [
    "DataDukung",
    "Disposisi",
    "Dokumen",
    "Jejak",
    "Kedudukan",
    "Narahubung",
    "NomorUrut",
    "NotaDinas",
    "Pelatihan",
    "PelatihanQuerySet",
    "PenerimaDisposisi",
    "Petugas",
    "Sifat",
]
