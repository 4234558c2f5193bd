"""*Minta tautan lagi*: the same link once more, for who knows the number and owns the address.

Whoever asks learns nothing: the page answers the same, after the same time, whether or not
anything matched. What leaves, leaves by letter to the address on the list.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from eregistrasi.alat.sandi import sidik_rahasia
from pelatihan.alur import catat_jejak
from pelatihan.models import Pelatihan
from peserta.identitas import rapikan_nomor
from peserta.models import Konfirmasi
from peserta.surat_permintaan import (
    kirim_tautan_lagi,
    surat_tautan_lagi,
    tulis_untuk_siapa_pun,
)

MAKS_SEHARI = 3  # letters of this kind to one person in 24 hours


def kirim(nomor, surel):
    """Write to the person with this number AND this address. Returns how many letters.

    Where nobody is found a letter is written all the same, and thrown away: it is most of the work.
    """
    cocok = _cocok(rapikan_nomor(nomor), surel.strip())
    if not cocok:
        tulis_untuk_siapa_pun()
    return sum(_satu(k) for k in cocok)


def _cocok(nomor, surel):
    """Their confirmations whose link still opens: on the list, the training not over."""
    if not nomor or not surel:
        return []
    pengenal = (
        Q(peserta__nip=nomor)
        | Q(peserta__nip="", peserta__nik_sidik=sidik_rahasia(nomor))
        | Q(peserta__nip="", peserta__nik_sidik="", peserta__nrp__iexact=nomor)
    )
    hari_ini = timezone.localdate()
    return list(
        Konfirmasi.objects.filter(
            pengenal,
            peserta__email__iexact=surel,
            peserta__dibatalkan_pada=None,
            peserta__pelatihan__selesai__gte=hari_ini,
        )
        .select_related("peserta")
        .order_by("pk")
    )


@transaction.atomic
def _satu(konfirmasi):
    pelatihan = Pelatihan.objects.kunci(konfirmasi.peserta.pelatihan_id)
    surat = surat_tautan_lagi(konfirmasi)
    sehari = timezone.now() - dt.timedelta(days=1)
    if surat.filter(dibuat_pada__gt=sehari).count() >= MAKS_SEHARI:
        return False
    kirim_tautan_lagi(pelatihan, konfirmasi, surat.count() + 1)
    catat_jejak(
        pelatihan,
        "tautan_lagi",
        f"meminta tautan {konfirmasi.peserta.nama_lengkap} dikirim lagi ke surel pada daftar",
        pelaku="Pemohon tautan",
        sebagai="Identitas Belum Dikenali",
    )
    return True
