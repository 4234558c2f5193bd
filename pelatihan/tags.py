"""Template tags for every page of the case file."""

import datetime as dt

from django import template
from django.urls import reverse
from django.utils import timezone

from eregistrasi.alat.bahasa import sisa
from pelatihan.persiapan import kekurangan
from pelatihan.sop import BARIS_SOP, SOP, Tahap

register = template.Library()


@register.simple_tag
def rantai(pelatihan):
    """The six steps for `komponen/jalur_sop.html`: done, now, still to come."""
    kini, tutup = pelatihan.nomor_langkah, pelatihan.tahap == Tahap.SELESAI
    return [
        {
            "nomor": b.nomor,
            "judul": b.judul,
            "pelaku": b.pelaku,
            "keadaan": "selesai"
            if b.nomor < kini or tutup
            else "kini"
            if b.nomor == kini
            else "nanti",
            "baku": b.menit,
            "waktu": "",
            "nyata": None,
        }
        for b in BARIS_SOP
    ]


@register.simple_tag
def enam_langkah():
    """The six rows of the SOP, for pages that show the way without a training at hand."""
    return BARIS_SOP


@register.filter
def boleh(pelatihan, aksi):
    """`{% if pelatihan|boleh:"buka_registrasi" %}`: is this step open to this person now?"""
    langkah = SOP[aksi]
    return langkah.peran in pelatihan.peran_saya and pelatihan.tahap in langkah.dari


@register.simple_tag
def persiapan_kini(pelatihan):
    """What step 3 asks for next: `lengkapi`, then `peserta`, then `buka`; two small questions."""
    if kekurangan(pelatihan):
        return "lengkapi"
    return "buka" if pelatihan.peserta.filter(dibatalkan_pada=None).exists() else "peserta"


@register.simple_tag
def tab_berkas(pelatihan, aktif):
    """The tabs of the case file, as `komponen/tab.html` wants them."""
    kode = pelatihan.kode
    tab = [
        ("ringkasan", "Ringkasan", reverse("pelatihan:berkas", args=[kode])),
        ("peserta", "Data Peserta", reverse("peserta:daftar", args=[kode])),
        ("konfirmasi", "Konfirmasi", reverse("peserta:konfirmasi", args=[kode])),
        ("dukung", "Data Dukung", reverse("dukung:daftar", args=[kode])),
        ("surel", "Surel", f"{reverse('surel:kotak')}?pelatihan={kode}"),
        ("laporan", "Laporan", reverse("laporan:lihat", args=[kode])),
        ("jejak", "Jejak", reverse("pelatihan:jejak", args=[kode])),
    ]
    return [{"label": label, "url": url, "aktif": nama == aktif} for nama, label, url in tab]


@register.filter
def kelas_tenggat(saat):
    """`lewat`, `dekat` (within a day) or nothing: the colour that follows the words."""
    kini = timezone.now()
    if saat <= kini:
        return "lewat"
    return "dekat" if saat - kini < dt.timedelta(days=1) else ""


@register.filter
def sisa_tenggat(saat):
    """`1 hari 2 jam lagi`, or `Lewat 12 menit`."""
    kini = timezone.now()
    return f"Lewat {sisa(kini, saat)}" if saat <= kini else f"{sisa(saat, kini)} lagi"
