"""What the virus scanner has not seen yet, shown to it once it is back."""

import time

from django.conf import settings
from django.db import transaction

from eregistrasi.alat.pemindai import PemindaiDiam, pindai
from pelatihan.alur import catat_jejak
from peserta.dukung import BERBAHAYA, kunci
from peserta.models import BerkasDukung, KeadaanBerkas
from peserta.surat_dukung import kirim_perbaikan

JEDA_PINDAI = 60  # seconds between two looks of one worker
SEKALI = 50  # files of one look
_terakhir = {"pindai": -JEDA_PINDAI}


def pindai_yang_menunggu():
    """Show the scanner what it has not seen, once it is back. Called by the worker, often."""
    if not settings.PEMINDAI or time.monotonic() - _terakhir["pindai"] < JEDA_PINDAI:
        return
    _terakhir["pindai"] = time.monotonic()
    for pk in list(_belum_dipindai().values_list("pk", flat=True)[:SEKALI]):
        try:
            _pindai_ulang(pk)
        except PemindaiDiam:
            return


def _belum_dipindai():
    return BerkasDukung.objects.filter(keadaan=KeadaanBerkas.PINDAI, digantikan=False)


def _pindai_ulang(pk):
    """Ask outside the lock; write inside it, if the file is still there."""
    berkas = _belum_dipindai().select_related("konfirmasi__peserta").filter(pk=pk).first()
    if berkas is None:
        return
    with berkas.berkas.open() as isi:
        temuan = pindai(isi.read(), settings.PEMINDAI)
    with transaction.atomic():
        pelatihan, konfirmasi = kunci(berkas.konfirmasi)
        baris = _belum_dipindai().select_related("data_dukung").filter(pk=pk).first()
        if baris is None:
            return
        if not temuan:
            baris.keadaan = KeadaanBerkas.MENUNGGU
            baris.save(update_fields=["keadaan"])
            return
        baris.berkas.delete(save=False)
        baris.keadaan, baris.catatan = KeadaanBerkas.KARANTINA, temuan
        baris.save(update_fields=["keadaan", "catatan", "berkas"])
        catat_jejak(
            pelatihan,
            "karantina",
            f"menemukan {temuan} dalam {baris.dokumen} milik "
            f"{konfirmasi.peserta.nama_lengkap}; berkas dihapus",
            pelaku="Pemindai Virus",
            sebagai="Sistem",
        )
        baris.catatan = BERBAHAYA
        kirim_perbaikan(pelatihan, konfirmasi, [baris], baris)
