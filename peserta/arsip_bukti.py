"""The proofs of many people at once: a ZIP of the papers themselves, or all pages in one PDF."""

import io
import itertools
import tempfile
from contextlib import contextmanager
from pathlib import Path, PurePath

import pikepdf
from django.db import transaction

from eregistrasi.alat.pdf import PdfGagal
from pekerjaan import kemajuan
from pelatihan import terbitan
from pelatihan.alur import LangkahDitolak, catat_jejak
from pelatihan.models import Dokumen, Pelatihan
from peserta.arsip import alirkan, nama_unik
from peserta.models import BuktiRegistrasi

SERENTAK = 50  # papers that are joined at once; more would fill the memory


def bukti_berlaku(pelatihan, saringan):
    """The proofs in force of whoever the list shows, by their number.

    A proof that a cancelling has made void is not among them.
    """
    return (
        BuktiRegistrasi.objects.filter(
            pelatihan=pelatihan,
            berlaku=True,
            dokumen__status=Dokumen.Status.BERLAKU,
            konfirmasi__peserta__in=saringan.terapkan(pelatihan).order_by().values("pk"),
        )
        .select_related("konfirmasi__peserta")
        .order_by("konfirmasi__peserta__nomor_urut", "pk")
    )


def jumlah_bukti(pelatihan, saringan):
    """(how many, of how many the bytes are still to be made). Raises LangkahDitolak for none."""
    semua = bukti_berlaku(pelatihan, saringan).order_by()
    jumlah = semua.count()
    if not jumlah:
        raise LangkahDitolak(
            "Belum ada Bukti E-Registrasi yang berlaku pada daftar ini. Ubah saringan, atau tunggu "
            "sampai peserta menjawab."
        )
    return jumlah, semua.filter(dokumen__isi="").count()


@contextmanager
def arsip_bukti(pelatihan, saringan, bentuk, *, oleh, sebagai):
    """An open temporary file with the proofs, at its beginning; the trail names who took them.

    bentuk   a key of BENTUK
    sebagai  the title under which `oleh` takes them

    Raises LangkahDitolak for no proofs or one that cannot be printed, pdf.PdfTidakTersedia
    without Pango.
    """
    jumlah, _ = jumlah_bukti(pelatihan, saringan)
    tulis, sebutan, _ = BENTUK[bentuk]
    with tempfile.TemporaryFile() as berkas:
        tulis(_isi(pelatihan, saringan, jumlah), berkas)
        berkas.seek(0)
        _catat(
            pelatihan,
            f"mengunduh {jumlah} Bukti E-Registrasi sebagai {sebutan} "
            f"({saringan.keterangan(pelatihan.registrasi_ditutup)})"[:300],
            oleh=oleh,
            sebagai=sebagai,
        )
        yield berkas


def nama_berkas(pelatihan, bentuk):
    """What the file is called on the disk of whoever takes it."""
    return f"Bukti_E-Registrasi_{pelatihan.kode}.{bentuk}"


def _isi(pelatihan, saringan, jumlah):
    """(name, bytes) of each proof; one at a time is in memory."""
    terpakai = set()
    semua = list(bukti_berlaku(pelatihan, saringan))
    for bukti in kemajuan.hitung(semua, "Menyusun bukti", "bukti"):
        peserta = bukti.konfirmasi.peserta
        dokumen = Dokumen.objects.get(pk=bukti.dokumen_id)
        nama = nama_unik(peserta, peserta.unit_kerja, "pdf", terpakai)
        try:
            yield nama, terbitan.isi(dokumen)
        except PdfGagal:
            raise LangkahDitolak(
                f"Bukti {bukti.nomor} tidak dapat dicetak. Sampaikan nomor itu kepada "
                "Administrator Sistem."
            ) from None


def _tulis_zip(butir, berkas):
    for potong in alirkan(butir):
        berkas.write(potong)


def _tulis_pdf(butir, berkas):
    """All pages in one file for the printer, a bookmark for each person.

    The record and the seal travel only in the papers themselves: these pages are pictures of them,
    neither tagged nor archivable, and the check page does not know the file as a whole.
    """
    with tempfile.TemporaryDirectory() as folder:
        bagian, sisa = [], iter(butir)
        while tumpuk := list(itertools.islice(sisa, SERENTAK)):
            bagian.append(_gabung(tumpuk, Path(folder, f"{len(bagian)}.pdf")))
        with pikepdf.new() as pdf:
            with pdf.open_outline() as penanda:
                for jalur, judul in bagian:
                    awal = len(pdf.pages)
                    pdf.pages.extend(pikepdf.open(jalur).pages)
                    penanda.root += [pikepdf.OutlineItem(nama, awal + n) for nama, n in judul]
            pdf.Root.Lang = pikepdf.String("id")
            pdf.save(berkas)


def _gabung(tumpuk, tujuan):
    """Join a few papers into the file `tujuan`; returns it with (title, page) of each."""
    judul = []
    with pikepdf.new() as pdf:
        for nama, isi in tumpuk:
            judul.append((PurePath(nama).stem.replace("_", " "), len(pdf.pages)))
            satu = pikepdf.open(io.BytesIO(isi))
            for halaman in satu.pages:
                del halaman.StructParents  # leads into the tags, which stay behind
            pdf.pages.extend(satu.pages)
        pdf.save(tujuan)
    return tujuan, judul


# value of the button -> (writer, how the trail calls it, type)
BENTUK = {
    "zip": (_tulis_zip, "ZIP", "application/zip"),
    "pdf": (_tulis_pdf, "satu PDF", "application/pdf"),
}


@transaction.atomic
def _catat(pelatihan, tindakan, *, oleh, sebagai):
    """The case is held for this line alone: answers do not wait while a file is written."""
    catat_jejak(
        Pelatihan.objects.kunci(pelatihan.pk), "unduh_bukti", tindakan, oleh=oleh, sebagai=sebagai
    )
