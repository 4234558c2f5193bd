"""Issuing papers: a snapshot and a number inside the step, the bytes once, outside any lock."""

import base64
import logging

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from eregistrasi.alat import kode as alat_kode
from eregistrasi.alat import pdf
from eregistrasi.alat.simpanan import sidik
from pelatihan.models import Dokumen
from pengguna.models import Organisasi

catatan = logging.getLogger("eregistrasi.dokumen")

PENUTUP = (
    "Dokumen ini diterbitkan secara otomatis oleh sistem E-Registrasi dan sah tanpa tanda tangan "
    "basah. Keabsahan dokumen dapat diperiksa dengan memindai kode QR atau memasukkan kode "
    "verifikasi {kode} pada halaman {situs}."
)
PEMBUAT = {}  # jenis -> function(rekaman) -> bytes, for papers that are not PDFs
MIME = {"pdf": "application/pdf"}
MIME["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def kop():
    """The letterhead in force today, as it will stand on the paper for ever."""
    organisasi = Organisasi.kini() or Organisasi()
    logo = ""
    if organisasi.logo:
        with organisasi.logo.open() as berkas:
            jenis = "svg+xml" if organisasi.logo.name.endswith(".svg") else "png"
            logo = f"data:image/{jenis};base64,{base64.b64encode(berkas.read()).decode()}"
    return {
        "kementerian": organisasi.kementerian,
        "badan": organisasi.badan,
        "pusat": organisasi.pusat,
        "alamat": organisasi.alamat,
        "laman": organisasi.laman,
        "kota": organisasi.kota,
        "logo": logo,
    }


def terbitkan(pelatihan, jenis, *, nomor, nama_berkas, rekaman):
    """Issue a paper: its snapshot and its code now, its bytes when first wanted.

    rekaman  plain JSON; what every paper carries (letterhead, code, address of the check
             page, time) is added here.
    """
    kode = alat_kode.buat_kode()
    situs = settings.SITUS_URL.partition("://")[2]
    tampak = alat_kode.kelompok(kode)
    waktu = timezone.now()
    dasar = {
        "kop": kop(),
        "nomor": nomor,
        "kode": tampak,
        "url_periksa": f"{settings.SITUS_URL}/v/{kode}/",
        "situs": f"{situs}/v/",
        "terbit": waktu.isoformat(),
        "penutup": PENUTUP.format(kode=tampak, situs=f"{situs}/v/"),
    }
    return Dokumen.objects.create(
        pelatihan=pelatihan,
        jenis=jenis,
        nomor=nomor,
        kode=kode,
        nama_berkas=nama_berkas,
        rekaman={**rekaman, **dasar},
        diterbitkan_pada=waktu,
    )


def isi(dokumen):
    """The stored bytes of a paper; made now, by whoever comes first, if nobody asked before.

    Two who come at once both make them (the same bytes, from the same snapshot); the first to
    store wins and both get what was stored. Raises pdf.PdfTidakTersedia without Pango.
    """
    if not dokumen.isi:
        _simpan(dokumen, _buat(dokumen))
        dokumen.refresh_from_db()
    with dokumen.isi.open() as berkas:
        return berkas.read()


def _buat(dokumen):
    if dokumen.jenis in PEMBUAT:
        return PEMBUAT[dokumen.jenis](dokumen.rekaman)
    html = render_to_string(f"dokumen/{dokumen.jenis}.html", {"r": dokumen.rekaman})
    return pdf.buat_pdf(html, judul=str(dokumen), pengenal=dokumen.kode)


@transaction.atomic
def _simpan(dokumen, isi):
    baris = Dokumen.objects.select_for_update().get(pk=dokumen.pk)
    if baris.isi:
        return
    nama = default_storage.save(f"dokumen/{baris.nama_berkas}", ContentFile(isi))
    baris.isi, baris.sha256, baris.ukuran = nama, sidik(isi), len(isi)
    baris.save(update_fields=["isi", "sha256", "ukuran"])


def mime(dokumen):
    return MIME[dokumen.nama_berkas.rpartition(".")[2]]


def buat_yang_belum(batas=20):
    """Make the bytes of papers that nobody has asked for yet (the worker calls this)."""
    if not pdf.tersedia():
        return
    for dokumen in Dokumen.objects.filter(isi="")[:batas]:
        isi(dokumen)
