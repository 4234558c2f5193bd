"""Judging a document that somebody handed in: is it what it says, and nothing more?

Pure functions over bytes. Nothing here knows Django; the file is opened in a process of its own.
"""

from peserta.periksa_berkas.hasil import Hasil
from peserta.periksa_berkas.pintu import gambar_halaman, jumlah_halaman, periksa

__all__ = ["Hasil", "gambar_halaman", "jumlah_halaman", "periksa"]
