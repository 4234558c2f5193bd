"""Who is behind a link: the number that only the person and the team know, and its five tries."""

import datetime as dt
import math
import re
import unicodedata

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare

from pelatihan.alur import LangkahDitolak, catat_jejak
from pelatihan.models import Pelatihan
from peserta.aturan.teks import TAK_TERLIHAT
from peserta.jawaban import jam_basis_data
from peserta.models import Konfirmasi
from peserta.surat_tim import beritahu_jeda

_PEMISAH = re.compile(rf"[\s{TAK_TERLIHAT}.'\-‐-―−]")


def rapikan_nomor(teks):
    """An identity number as it is compared: NFKC, without spaces, dots, hyphens, and what nobody
    sees. Full-width digits become digits; those of other scripts stay what they are.
    """
    return _PEMISAH.sub("", unicodedata.normalize("NFKC", teks)).casefold()


def cocokkan_identitas(konfirmasi, nomor):
    """Is `nomor` the number of this person? Counts wrong tries; five bring a pause.

    Returns (match, tries left). Raises LangkahDitolak during the pause, which the team
    finds in the trail.
    """
    cocok, kesempatan = _coba_identitas(konfirmasi, nomor)
    if not cocok and not kesempatan:
        _laporkan_jeda(konfirmasi)
    return cocok, kesempatan


@transaction.atomic
def _coba_identitas(konfirmasi, nomor):
    baris = Konfirmasi.objects.select_for_update().get(pk=konfirmasi.pk)
    kini = jam_basis_data()
    if baris.terkunci_sampai and baris.terkunci_sampai > kini:
        lama = baris.terkunci_sampai - kini
        raise LangkahDitolak(keluhan_jeda(math.ceil(lama.total_seconds() / 60)))
    benar = rapikan_nomor(konfirmasi.peserta.pengenal[1])
    if benar and constant_time_compare(rapikan_nomor(nomor), benar):
        baris.salah_coba, baris.terkunci_sampai = 0, None
        baris.dibuka_pada = baris.dibuka_pada or kini
        baris.save(update_fields=["salah_coba", "terkunci_sampai", "dibuka_pada"])
        return True, settings.IDENTITAS_MAKS_COBA
    baris.salah_coba += 1
    kesempatan = settings.IDENTITAS_MAKS_COBA - baris.salah_coba
    if kesempatan <= 0:
        baris.salah_coba = kesempatan = 0
        baris.terkunci_sampai = kini + dt.timedelta(minutes=settings.IDENTITAS_JEDA_MENIT)
    baris.save(update_fields=["salah_coba", "terkunci_sampai"])
    return False, kesempatan


@transaction.atomic
def _laporkan_jeda(konfirmasi):
    """After the try itself is on record: the trail belongs to the training, whose lock is first."""
    pelatihan = Pelatihan.objects.kunci(konfirmasi.peserta.pelatihan_id)
    konfirmasi = Konfirmasi.objects.lengkap().get(pk=konfirmasi.pk)
    beritahu_jeda(pelatihan, konfirmasi)
    catat_jejak(
        pelatihan,
        "identitas_dijeda",
        f"{settings.IDENTITAS_MAKS_COBA} kali mengisi identitas yang tidak sesuai pada tautan "
        f"{konfirmasi.peserta.nama_lengkap}",
        pelaku="Pemegang tautan",
        sebagai="Identitas Belum Dikenali",
    )


def keluhan_jeda(menit):
    return f"Terlalu banyak percobaan. Coba lagi setelah {menit} menit atau hubungi narahubung."


def keluhan_identitas(kesempatan):
    """What a wrong number is answered with."""
    if not kesempatan:
        return keluhan_jeda(settings.IDENTITAS_JEDA_MENIT)
    return (
        "Data yang diisi tidak sesuai dengan daftar calon peserta. Periksa kembali, lalu coba "
        f"lagi. Kesempatan tersisa: {kesempatan} kali."
    )
