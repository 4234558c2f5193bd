"""Personal links on paper and in a file, for people whom no letter reaches.

Both hold the key to somebody's page: they are made when they are asked for, kept nowhere, and the
trail says who took whose. Only this training's Tim Kerja may.
"""

import csv
import io

from django.template.loader import render_to_string
from django.utils import timezone

from eregistrasi.alat import pdf
from eregistrasi.alat.xlsx import RUMUS
from pekerjaan import kemajuan
from pelatihan.alur import LangkahDitolak, langkah
from pelatihan.sop import Aksi
from pelatihan.terbitan import kop
from peserta.models import Konfirmasi

KOLOM = ["No.", "Nama", "Unit Kerja", "Nomor Ponsel", "Batas Konfirmasi", "Tautan Pribadi"]


def tanpa_surel(pelatihan):
    """Who was asked, has not answered, and has no address."""
    return (
        Konfirmasi.objects.filter(
            peserta__pelatihan=pelatihan,
            peserta__email="",
            peserta__dibatalkan_pada=None,
            jawaban_kini="",
        )
        .select_related("peserta__pelatihan")
        .order_by("peserta__nama", "pk")
    )


def slip_satu(konfirmasi, *, oleh):
    """The slip of one person as a PDF."""
    nama = konfirmasi.peserta.nama_lengkap
    with langkah(konfirmasi.peserta.pelatihan, Aksi.SERAHKAN_TAUTAN, oleh=oleh) as p:
        p.tindakan = f"mengunduh slip tautan pribadi {nama}"
    return _cetak(konfirmasi.peserta.pelatihan, [konfirmasi], satu=True)


def slip_banyak(pelatihan, *, oleh, alasan):
    """The slips of everybody without an address, four to a page. Returns (PDF, how many)."""
    orang = _ambil(pelatihan, oleh, alasan, "slip tautan pribadi")
    return _cetak(pelatihan, orang), len(orang)


def daftar_tautan(pelatihan, *, oleh, alasan):
    """Name, telephone and link of everybody without an address, as CSV (bytes)."""
    orang = _ambil(pelatihan, oleh, alasan, "daftar tautan pribadi (CSV)")
    teks = io.StringIO(newline="")
    penulis = csv.writer(teks, delimiter=";")
    penulis.writerow(KOLOM)
    for n, k in enumerate(orang, 1):
        o, batas = k.peserta, timezone.localtime(k.batas)
        isi = (o.nama_lengkap, o.unit_kerja, o.hp, f"{batas:%d-%m-%Y %H.%M} WIB", k.tautan)
        penulis.writerow([n, *map(_aman, isi)])
    return teks.getvalue().encode("utf-8-sig")


def _ambil(pelatihan, oleh, alasan, benda):
    """Everybody concerned, and the line in the trail: together or not at all."""
    with langkah(pelatihan, Aksi.SERAHKAN_TAUTAN, oleh=oleh, catatan=alasan) as p:
        orang = list(tanpa_surel(p))
        if not orang:
            raise LangkahDitolak(
                "Semua calon peserta yang belum mengonfirmasi punya surel. Tidak ada tautan yang "
                "perlu disampaikan dengan cara ini."
            )
        p.tindakan = f"mengunduh {benda} {len(orang)} calon peserta yang belum punya surel"
    return orang


def _cetak(pelatihan, konfirmasi, *, satu=False):
    kini = timezone.now()
    konteks = {
        "kop": kop(),
        "p": pelatihan,
        "narahubung": list(pelatihan.narahubung.all()),
        "slip": kemajuan.hitung(konfirmasi, "Menyusun slip", "slip"),
        "satu": satu,
        "kini": kini.isoformat(),
    }
    judul = f"Slip tautan konfirmasi {pelatihan.kode}"
    return pdf.buat_pdf(
        render_to_string("dokumen/slip.html", konteks), judul=judul, pengenal=judul, dibuat=kini
    )


def _aman(nilai):
    """What begins like a formula stays text; a telephone number keeps its plus sign so."""
    return f"'{nilai}" if nilai.startswith(RUMUS) else nilai
