"""Issuing papers: a snapshot and a number inside the step, the bytes once, outside any lock."""

import base64
import json
import logging
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from eregistrasi.alat import kode as alat_kode
from eregistrasi.alat import pdf, ruang, segel, xlsx
from eregistrasi.alat.cap_pdf import cap
from eregistrasi.alat.simpanan import sidik
from pelatihan import rantai
from pelatihan.models import Dokumen
from pelatihan.sop import Tahap
from pengguna.models import Organisasi

catatan = logging.getLogger("eregistrasi.dokumen")

PENUTUP = (
    "Dokumen ini diterbitkan secara otomatis oleh sistem E-Registrasi dan sah tanpa tanda tangan "
    "basah. Keabsahan dokumen dapat diperiksa dengan memindai kode QR atau memasukkan kode "
    "verifikasi {kode} pada halaman {situs}."
)
REKAMAN, TANDA = "rekaman.json", "rekaman.json.sig"  # the files that travel inside a paper
PENCETAK = {}  # jenis -> function(dokumen, what is printed, files inside) -> PDF, instead of ours
PEMBUAT = {}  # jenis -> function(rekaman) -> bytes, for papers that are not PDFs
GAGAL = set()  # papers that this worker could not print; the next start tries them again
MIME = {"pdf": "application/pdf", "xlsx": xlsx.MIME}
GAMBAR = {".svg": "svg+xml", ".jpg": "jpeg", ".jpeg": "jpeg"}  # anything else is a PNG
#: why a paper no longer stands, as it is printed across its copies
SEBAB = {
    Dokumen.Status.BERLAKU: "",
    Dokumen.Status.DIGANTIKAN: "Digantikan oleh dokumen yang lebih baru",
    Dokumen.Status.DIBATALKAN: "Dibatalkan",
}
# Papers that carry the head of the trail's chain (a Bukti is issued by the thousand).
BERJANGKAR = set(Dokumen.Jenis) - {Dokumen.Jenis.BUKTI}
SATU_HALAMAN = {
    Dokumen.Jenis.BUKTI,
    Dokumen.Jenis.LEMBAR_DISPOSISI,
    Dokumen.Jenis.TANDA_TERIMA,
    Dokumen.Jenis.KENDALI_SOP,
}


def kop():
    """The letterhead in force today, as it will stand on the paper for ever."""
    organisasi = Organisasi.kini() or Organisasi()
    return {
        "kementerian": organisasi.kementerian,
        "badan": organisasi.badan,
        "pusat": organisasi.pusat,
        "alamat": organisasi.alamat,
        "laman": organisasi.laman,
        "kota": organisasi.kota,
        "logo": organisasi.logo.name or "",  # stored bytes never change: the name is enough
    }


def terbitkan(pelatihan, jenis, *, nomor, nama_berkas, rekaman):
    """Issue a paper: its snapshot and its code now, its bytes when first wanted. See `siapkan`."""
    dokumen = siapkan(pelatihan, jenis, nomor=nomor, nama_berkas=nama_berkas, rekaman=rekaman)
    dokumen.save(force_insert=True)
    return dokumen


def siapkan(pelatihan, jenis, *, nomor, nama_berkas, rekaman):
    """The same paper, not written yet: whoever asks for it writes it.

    rekaman  plain JSON; what every paper carries (letterhead, code, address of the check
             page, time) is added here.
    """
    kode = alat_kode.buat_kode()
    situs = ruang.situs().partition("://")[2]
    tampak = alat_kode.kelompok(kode)
    waktu = timezone.now()
    dasar = {
        "kop": kop(),
        "nomor": nomor,
        "kode": tampak,
        "url_periksa": f"{ruang.situs()}/v/{kode}/",
        "situs": f"{situs}/v/",
        "terbit": waktu.isoformat(),
        "penutup": PENUTUP.format(kode=tampak, situs=f"{situs}/v/"),
    }
    if ruang.kini():
        dasar["latihan"] = True
    if jenis in BERJANGKAR:
        dasar["jejak"] = rantai.kepala(pelatihan)
    return Dokumen(
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
    with default_storage.open(dokumen.isi.name) as berkas:
        return berkas.read()


def isi_tampak(dokumen, *, asli=False):
    """(bytes, file name) for whoever fetches a paper: one that no longer stands says so across.

    The stored bytes stay as they are, and `asli` gets them: their hash proves what was issued. A
    workbook has no page to write across; its name says it.
    """
    data, sebab = isi(dokumen), "" if asli else tidak_berlaku(dokumen)
    if not sebab:
        return data, dokumen.nama_berkas
    if mime(dokumen) == MIME["pdf"]:
        data = cap(data, "TIDAK BERLAKU", sebab)
    return data, f"TIDAK_BERLAKU_{dokumen.nama_berkas}"


def tidak_berlaku(dokumen):
    """Why this paper no longer stands, in a few words; empty while it does."""
    sebab = SEBAB[dokumen.status]
    batal = dokumen.pelatihan.tahap == Tahap.DIBATALKAN
    if batal and not sebab and dokumen.jenis != Dokumen.Jenis.KENDALI_SOP:
        return "Pelatihan dibatalkan"  # but the record of how it went stays true
    return sebab


def _buat(dokumen):
    if dokumen.jenis in PEMBUAT:
        return PEMBUAT[dokumen.jenis](dokumen.rekaman)
    return _cetak(dokumen)


def _cetak(dokumen):
    r = dokumen.rekaman
    tertutup = rekaman_json(r)
    tampak = {**r, "segel": sidik(tertutup), "kop": {**r["kop"], "logo": logo(r["kop"]["logo"])}}
    if dokumen.jenis in PENCETAK:
        return PENCETAK[dokumen.jenis](dokumen, tampak, _lampiran(dokumen, tertutup))
    return pdf.buat_pdf(
        render_to_string(f"dokumen/{dokumen.jenis}.html", {"r": tampak}),
        judul=str(dokumen),
        pengenal=dokumen.kode,
        satu_halaman=dokumen.jenis in SATU_HALAMAN,
        lampiran=_lampiran(dokumen, tertutup),
    )


def _lampiran(dokumen, tertutup):
    """The record and the seal over it: whoever holds the paper can check both without us."""
    kunci = segel.sidik_kunci(segel.kunci_publik())
    return [
        (REKAMAN, tertutup, f"Rekaman {dokumen} yang dapat dibaca mesin", "Data"),
        (
            TANDA,
            segel.tanda(tertutup),
            f"Segel {segel.ALGORITMA} atas {REKAMAN}, kunci {kunci}",
            "Supplement",
        ),
    ]


def rekaman_json(rekaman):
    """The snapshot as the canonical JSON that travels inside the PDF; its SHA-256 is the seal."""
    return json.dumps(rekaman, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def logo(nama):
    """The emblem as an image that carries itself, for a page that may fetch nothing."""
    if not nama:
        return ""
    with default_storage.open(nama) as berkas:
        isi = base64.b64encode(berkas.read()).decode()
    jenis = GAMBAR.get(PurePosixPath(nama).suffix.lower(), "png")
    return f"data:image/{jenis};base64,{isi}"


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
    """Make the bytes of papers that nobody has asked for yet (the worker calls this).

    A paper that cannot be printed is named in the log and does not keep the others waiting.
    """
    if not pdf.tersedia():
        return
    for dokumen in Dokumen.objects.filter(isi="").exclude(pk__in=GAGAL).order_by("-pk")[:batas]:
        try:
            isi(dokumen)
        except pdf.PdfGagal:
            GAGAL.add(dokumen.pk)
            catatan.exception("Dokumen %s tidak dapat dicetak", dokumen.pk)
