"""Participants, what they are asked, what they answer, and the proof of it."""

from peserta.models.calon import CalonPengganti
from peserta.models.dukung import BerkasDukung, KeadaanBerkas
from peserta.models.hitungan import Hitungan
from peserta.models.jawaban import BuktiRegistrasi, Cara, Jawaban
from peserta.models.kabar import PilihanKabar
from peserta.models.konfirmasi import Konfirmasi, Pilihan
from peserta.models.pemeriksaan import PemeriksaanBukti
from peserta.models.pengingat import AturanPengingat, RondePengingat
from peserta.models.permintaan import KoreksiPeserta, PermintaanBuka, Sanggahan
from peserta.models.peserta import Peserta, PesertaQuerySet
from peserta.models.templat import TemplatSurel
from peserta.models.unggahan import BerkasUnggahan, PetaanKolom, Unggahan
from peserta.models.unit import TautanUnit

__all__ = [
    "AturanPengingat",
    "BerkasDukung",
    "BerkasUnggahan",
    "BuktiRegistrasi",
    "CalonPengganti",
    "Cara",
    "Hitungan",
    "Jawaban",
    "KeadaanBerkas",
    "Konfirmasi",
    "KoreksiPeserta",
    "PemeriksaanBukti",
    "PermintaanBuka",
    "Peserta",
    "PesertaQuerySet",
    "PetaanKolom",
    "Pilihan",
    "PilihanKabar",
    "RondePengingat",
    "Sanggahan",
    "TautanUnit",
    "TemplatSurel",
    "Unggahan",
]
