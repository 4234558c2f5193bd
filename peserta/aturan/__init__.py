"""The rules on a participant's data, shared by the forms and the spreadsheet import.

Pure functions: text in, the stored value out, or `Salah` with a sentence that says how to mend it.
"""

from peserta.aturan.golongan import golongan, pangkat_golongan
from peserta.aturan.kode import KODE, Salah, kalimat
from peserta.aturan.nama import aksara_campur, kunci_nama, nama, nama_pendek, pisah_gelar
from peserta.aturan.nomor import Identitas, identitas, nip_dari_angka, ponsel
from peserta.aturan.tanggal import tanggal, usia, usia_wajar
from peserta.aturan.teks import bersih, jenis_kelamin, kosong, surel
from peserta.aturan.zona import zona

__all__ = [
    "KODE",
    "Identitas",
    "Salah",
    "aksara_campur",
    "bersih",
    "golongan",
    "identitas",
    "jenis_kelamin",
    "kalimat",
    "kosong",
    "kunci_nama",
    "nama",
    "nama_pendek",
    "nip_dari_angka",
    "pangkat_golongan",
    "pisah_gelar",
    "ponsel",
    "surel",
    "tanggal",
    "usia",
    "usia_wajar",
    "zona",
]
