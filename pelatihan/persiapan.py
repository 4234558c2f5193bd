"""Step 3, first half: the training's own data are completed, or taken from an earlier training."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from pelatihan.alur import LangkahDitolak, langkah, pastikan_terbaru
from pelatihan.models import DataDukung, Narahubung, Pelatihan
from pelatihan.sop import Aksi

ISIAN = [
    "kode_pelatihan",
    "jenis",
    "angkatan",
    "metode",
    "jp",
    "mulai",
    "selesai",
    "tempat",
    "kuota",
    "batas_konfirmasi",
    "batas_data_dukung",
    "batas_pengganti",
    "pemanggilan_nomor",
    "pemanggilan_tanggal",
]
# What a training may take over from another: everything but people and dates.
TERSALIN = ["kode_pelatihan", "jenis", "metode", "jp", "tempat", "kuota"]

WAJIB = {
    "kode_pelatihan": "kode pelatihan",
    "angkatan": "angkatan",
    "jenis": "jenis pelatihan",
    "metode": "metode",
    "tempat": "tempat",
    "batas_konfirmasi": "batas konfirmasi",
    "pemanggilan_nomor": "nomor surat pemanggilan",
    "pemanggilan_tanggal": "tanggal surat pemanggilan",
}


def lengkapi(pelatihan, *, oleh, isian, narahubung, data_dukung, dilihat=None):
    """Step 3: complete what the disposition left open.

    isian        dict of ISIAN, and `pemanggilan_berkas` (an upload) where one was sent
    narahubung   list of {"nama", "ponsel", "surel"}
    data_dukung  list of (kode, nama, wajib)
    dilihat      mark of the page that was filled in (alur.cap); newer data are not overwritten
    """
    with langkah(pelatihan, Aksi.LENGKAPI, oleh=oleh) as p:
        pastikan_terbaru(p, Aksi.LENGKAPI, dilihat)
        for nama in ISIAN:
            setattr(p, nama, isian[nama])
        if isian.get("pemanggilan_berkas"):
            p.pemanggilan_berkas = isian["pemanggilan_berkas"]
        _simpan(p)
        p.narahubung.all().delete()
        Narahubung.objects.bulk_create(Narahubung(pelatihan=p, **n) for n in narahubung)
        _ganti_data_dukung(p, data_dukung)


def salin(pelatihan, *, oleh, sumber):
    """Step 3: start from another training that `oleh` may see; people and dates stay behind."""
    with langkah(pelatihan, Aksi.LENGKAPI, oleh=oleh) as p:
        asal = Pelatihan.objects.terlihat_oleh(oleh).get(pk=sumber.pk)
        for nama in TERSALIN:
            setattr(p, nama, getattr(asal, nama))
        if kode_terpakai(p):  # the code is shared by several angkatan, never by one angkatan twice
            p.kode_pelatihan = ""
        if not p.narahubung.exists():
            Narahubung.objects.bulk_create(
                Narahubung(pelatihan=p, nama=n.nama, ponsel=n.ponsel, surel=n.surel)
                for n in asal.narahubung.all()
            )
        _ganti_data_dukung(p, asal.data_dukung.values_list("kode", "nama", "wajib"))
        p.tindakan = f"menyalin data pelatihan dari {asal.kode}"


def kode_terpakai(p):
    """Does another training of that year bear the same code and angkatan?"""
    sama = Pelatihan.objects.filter(
        kode_pelatihan=p.kode_pelatihan, angkatan=p.angkatan, tahun=p.tahun
    )
    return bool(p.kode_pelatihan) and sama.exclude(pk=p.pk).exists()


def _simpan(p):
    try:
        with transaction.atomic():
            p.save()
    except IntegrityError:  # another desk took the same code in this very moment
        raise LangkahDitolak(
            "Kode pelatihan, angkatan, dan tahun ini sudah dipakai pelatihan lain."
        ) from None


def _ganti_data_dukung(p, baris):
    baris = list(baris)
    p.data_dukung.all().delete()
    DataDukung.objects.bulk_create(
        DataDukung(pelatihan=p, kode=kode, nama=nama, wajib=wajib) for kode, nama, wajib in baris
    )


def salah_batas(batas, mulai):
    """What is wrong with a deadline of answers, as a sentence; empty when nothing is.

    batas  aware datetime; mulai  first day of the training
    """
    if batas <= timezone.now():
        return "Batas konfirmasi sudah lewat. Tetapkan batas yang baru."
    if timezone.localdate(batas) >= mulai:
        return "Batas konfirmasi harus sebelum tanggal mulai pelatihan."
    return ""


def kekurangan(p):
    """What the registration still lacks to be opened, as sentences; empty when it may."""
    kurang = [f"Lengkapi {label}." for nama, label in WAJIB.items() if not getattr(p, nama)]
    if p.batas_konfirmasi and (salah := salah_batas(p.batas_konfirmasi, p.mulai)):
        kurang.append(salah)
    if not p.narahubung.exists():
        kurang.append("Isi paling sedikit satu narahubung.")
    return kurang


def pastikan_lengkap(p):
    """Refuse with the first thing that is missing."""
    kurang = kekurangan(p)
    if kurang:
        raise LangkahDitolak(f"Registrasi belum dapat dibuka. {kurang[0]}")
