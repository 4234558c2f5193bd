"""All documents of a training as one ZIP: names that are ours, bytes that only pass through."""

import zipfile

from django.db import transaction
from django.db.models import Sum

from pelatihan.alur import LangkahDitolak, catat_jejak
from pelatihan.models import Pelatihan
from peserta.aturan.berkas import nama_arsip
from peserta.models import KeadaanBerkas

MAKS = 2 * 1024**3  # bytes of one archive
PANJANG_NAMA = 80  # characters of a name inside it: some disks and programs take few


def berkas_arsip(pelatihan, saringan):
    """The files of an archive, by number of the person; what nobody may open yet stays out."""
    return (
        saringan.berkas(pelatihan)
        .exclude(keadaan=KeadaanBerkas.PINDAI)
        .select_related("konfirmasi__peserta", "data_dukung")
        .order_by("konfirmasi__peserta__nomor_urut", "data_dukung", "urut")
    )


def jumlah_arsip(pelatihan, saringan):
    """How many files it will hold. Raises LangkahDitolak where there are none, or too many."""
    semua = berkas_arsip(pelatihan, saringan).order_by()
    jumlah, ukuran = semua.count(), semua.aggregate(n=Sum("ukuran"))["n"] or 0
    if not jumlah:
        raise LangkahDitolak("Belum ada berkas yang dapat diunduh.")
    if ukuran > MAKS:
        raise LangkahDitolak(
            f"Ukuran semua berkas melebihi {MAKS // 2**30} GB. Saring menurut dokumen, "
            "lalu unduh satu per satu."
        )
    return jumlah


def nama_dalam_arsip(berkas, terpakai):
    """`003_Nama_SURAT_TUGAS.pdf` of a document; see `nama_unik`."""
    return nama_unik(berkas.konfirmasi.peserta, berkas.dokumen.kode, berkas.jenis, terpakai)


def nama_unik(peserta, lain, jenis, terpakai):
    """`003_Nama_Lain.pdf`: at most 80 characters, safe on every disk, never twice.

    lain      told after the name; may be empty
    terpakai  set of the names so far, added to
    """
    bagian = [nama_arsip(peserta.nama), *([nama_arsip(lain)] if lain else [])]
    muat = PANJANG_NAMA - len(f"{peserta.nomor_urut or 0:03}___9999.{jenis}")
    ekor = "_".join(["", *bagian[1:]])[: max(muat - len(bagian[0]), muat // 3)].rstrip("_")
    dasar = f"{peserta.nomor_urut or 0:03}_{bagian[0][: muat - len(ekor)].rstrip('_')}{ekor}"
    nama, n = f"{dasar}.{jenis}", 1
    while nama.casefold() in terpakai:
        n += 1
        nama = f"{dasar}_{n}.{jenis}"
    terpakai.add(nama.casefold())
    return nama


class _Pipa:
    """Takes what the archive writes until it is sent on."""

    def __init__(self):
        self.isi = bytearray()

    def write(self, potong):
        self.isi += potong
        return len(potong)

    def flush(self):
        """There is nothing below."""

    def ambil(self):
        potong, self.isi = bytes(self.isi), bytearray()
        return potong


def alirkan(butir):
    """The archive piece by piece, as it is made: one document at a time is in memory.

    butir  (name, bytes) of each
    """
    pipa = _Pipa()
    with zipfile.ZipFile(pipa, "w", zipfile.ZIP_STORED) as arsip:
        for nama, isi in butir:
            arsip.writestr(nama, isi)
            yield pipa.ambil()
    yield pipa.ambil()


def isi_arsip(pelatihan, saringan):
    """(name, bytes) of each document, for `alirkan`."""
    terpakai = set()
    for berkas in berkas_arsip(pelatihan, saringan).iterator(200):
        with berkas.berkas.open() as isi:
            yield nama_dalam_arsip(berkas, terpakai), isi.read()


def nama_berkas(pelatihan, saringan):
    """How the archive is called on the disk of whoever takes it."""
    dokumen = f"_{nama_arsip(saringan.dokumen.kode)}" if saringan.dokumen else ""
    return f"Data_Dukung_{pelatihan.kode}{dokumen}.zip"


@transaction.atomic
def catat(pelatihan, jumlah, saringan, *, oleh, sebagai):
    """The trail names who took how many documents away."""
    dokumen = f" ({saringan.dokumen})" if saringan.dokumen else ""
    catat_jejak(
        Pelatihan.objects.kunci(pelatihan.pk),
        "unduh_dukung",
        f"mengunduh {jumlah} berkas data dukung{dokumen}",
        oleh=oleh,
        sebagai=sebagai,
    )
