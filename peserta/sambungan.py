"""What the post asks of this room: the personal link, made at the moment of sending or showing.

The check page of papers tells it which proof was looked up.
"""

import datetime as dt
import time

from django.utils import timezone

from pelatihan import cocokkan, kendali
from pelatihan.models import Dokumen
from pelatihan.sop import Tahap
from peserta import (
    kalender,
    pemindaian,
    pengingat,
    rekap_pagi,
    sesi,
    surat_tim,
    surat_uji,
    surat_unit,
    unggahan,
)
from peserta.models import BuktiRegistrasi, Hitungan, Konfirmasi, PemeriksaanBukti
from surel import sambungan

JEDA_PADATKAN = 60  # seconds between two tidyings of the kept figures
JEDA_PENGINGAT = 60  # seconds between two looks for reminders that are due
_terakhir = {"padat": -JEDA_PADATKAN, "pengingat": -JEDA_PENGINGAT, "rekap": None}


def _tautan(pk):
    konfirmasi = Konfirmasi.objects.select_related("peserta__pelatihan").get(pk=pk)
    if konfirmasi.peserta.dibatalkan_pada:
        raise sambungan.TidakBerlaku("Kepesertaan penerima telah dibatalkan.")
    if konfirmasi.peserta.pelatihan.tahap == Tahap.DIBATALKAN:
        raise sambungan.TidakBerlaku("Pelatihan telah dibatalkan.")
    return konfirmasi.tautan


def _tautan_pengingat(pk):
    """The link of a reminder, which has no purpose once there is an answer or none can be given."""
    tautan = _tautan(pk)
    konfirmasi = Konfirmasi.objects.select_related("peserta__pelatihan").get(pk=pk)
    p = konfirmasi.peserta.pelatihan
    if konfirmasi.jawaban_kini:
        raise sambungan.TidakBerlaku("Penerima sudah menyampaikan konfirmasi.")
    if p.tahap != Tahap.REGISTRASI or konfirmasi.batas <= timezone.now():
        raise sambungan.TidakBerlaku("Batas konfirmasi telah lewat atau registrasi telah ditutup.")
    return tautan


def _kalender(isi, **lain):
    """The calendar entry of one proof, as it was when the letter was written.

    isi  `<pk>`, `<pk>:<times>`, or `<pk>:<times>:<first day>:<last day>`
    """
    pk, _, ekor = isi.partition(":")
    kali, *jadwal = (ekor or "0").split(":")
    bukti = BuktiRegistrasi.objects.select_related("dokumen").get(pk=pk)
    hari = [dt.date.fromisoformat(h) for h in jadwal]
    return kalender.kalender(bukti, kali=int(kali), jadwal=hari, **lain)


def _kalender_batal(isi):
    """The same entry taken back, for who was coming and was struck off the list."""
    return _kalender(isi, dicabut=True)


def padatkan():
    """The figures of a training become one row again. At most every minute."""
    if time.monotonic() - _terakhir["padat"] >= JEDA_PADATKAN:
        _terakhir["padat"] = time.monotonic()
        Hitungan.objects.padatkan()


def ingatkan():
    """Reminders and the figures of the morning are written where due. At most every minute."""
    if time.monotonic() - _terakhir["pengingat"] >= JEDA_PENGINGAT:
        _terakhir["pengingat"] = time.monotonic()
        pengingat.kirim_jatuh_tempo()
        if _terakhir["rekap"] != timezone.localdate() and rekap_pagi.kirim() is not None:
            _terakhir["rekap"] = timezone.localdate()


def daftarkan():
    sambungan.BERKAS["kalender"] = _kalender
    sambungan.BERKAS["kalender_batal"] = _kalender_batal
    sambungan.TAUTAN["konfirmasi"] = _tautan
    cocokkan.DIPERIKSA[Dokumen.Jenis.BUKTI] = PemeriksaanBukti.catat
    kendali.SESI["peserta"] = sesi.sesi
    sambungan.TAUTAN["pengingat"] = _tautan_pengingat
    sambungan.TAUTAN["uji"] = surat_uji.tautan
    sambungan.TAUTAN["unit"] = surat_unit.alamat_tautan
    sambungan.BERKALA += [
        unggahan.bersihkan,
        padatkan,
        ingatkan,
        pemindaian.pindai_yang_menunggu,
        surat_tim.tutup_gabungan,
    ]
