"""Template tags for every page of the case file."""

import datetime as dt

from django import template
from django.urls import reverse
from django.utils import timezone

from eregistrasi.alat.bahasa import sisa, waktu_pendek
from pelatihan import jam
from pelatihan.kendali import menit
from pelatihan.persiapan import kekurangan
from pelatihan.sop import BARIS_SOP, SOP, Tahap

register = template.Library()


@register.simple_tag
def rantai(pelatihan):
    """The six steps for `komponen/jalur_sop.html`: done, now, still to come."""
    kini, tutup = pelatihan.nomor_langkah, pelatihan.tahap == Tahap.SELESAI
    terukur = _terukur(pelatihan)
    return [
        {
            "nomor": b.nomor,
            "judul": b.judul,
            "pelaku": b.pelaku,
            "keadaan": keadaan,
            "baku": b.menit,
            **(_kini(pelatihan) if keadaan == "kini" else {"waktu": "", "tingkat": ""}),
            "nyata": terukur.get(str(b.nomor)) if keadaan == "selesai" else None,
        }
        for b in BARIS_SOP
        for keadaan in [_keadaan(b.nomor, kini, tutup)]
    ]


def _keadaan(nomor, kini, tutup):
    if nomor < kini or tutup:
        return "selesai"
    return "kini" if nomor == kini else "nanti"


def _terukur(pelatihan):
    """Minutes of work by finished step; the case file's page has them at hand."""
    waktu = getattr(pelatihan, "waktu_langkah", None)
    if waktu is None:
        waktu = type(pelatihan).objects.filter(pk=pelatihan.pk).dengan_waktu().get().waktu_langkah
    return {w["langkah"]: menit(w["detik"]) for w in waktu}


@register.filter
def jam_baku(pelatihan):
    """{"waktu", "tingkat"} of the clock that runs, for a row of the desk: amber and red only."""
    jamnya = _kini(pelatihan)
    return jamnya if jamnya["tingkat"] else None


def _kini(pelatihan):
    """Words and colour of the clock that runs now; nothing where none does."""
    kuning, merah = pelatihan.jam_kuning, pelatihan.jam_merah
    tingkat = jam.tingkat(kuning, merah)
    if tingkat == "merah":
        return {"waktu": f"Waktu baku terlampaui sejak {waktu_pendek(merah)}", "tingkat": tingkat}
    if merah:
        return {"waktu": f"Waktu baku sampai {waktu_pendek(merah)}", "tingkat": tingkat}
    return {"waktu": "", "tingkat": ""}


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
        ("pantau", "Angka Terkini", reverse("laporan:pantau", args=[kode])),
        ("laporan", "Laporan", reverse("laporan:lihat", args=[kode])),
        ("kendali", "Kendali SOP", reverse("pelatihan:kendali", args=[kode])),
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
