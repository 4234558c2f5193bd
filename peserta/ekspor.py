"""The list as a file: exactly who stands on the page, in the same order, and a line in the trail.

The first lines of the file say what was filtered, when, and by whom it was taken.
"""

import csv
import io
import tempfile

from django.db import transaction
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from eregistrasi.alat import ruang, xlsx_alir
from eregistrasi.alat.bahasa import nip_berspasi, nip_tersamar, waktu, waktu_pendek
from eregistrasi.alat.xlsx import MIME, RUMUS
from pekerjaan import kemajuan
from pelatihan.alur import catat_jejak
from pelatihan.models import Pelatihan
from peserta.aturan import pangkat_golongan
from peserta.tampilan import keadaan_dari

POTONG = 2000  # rows that are fetched at once
DALAM_MEMORI = 1_000_000  # bytes; a longer file goes to the disk until it is sent
# heading, width in the workbook
KOLOM = [
    ("No.", 6),
    ("Nama", 32),
    ("NIP/NI PPPK", 20),
    ("NRP", 10),
    ("Pangkat/Golongan", 20),
    ("Jabatan", 28),
    ("Unit Kerja", 28),
    ("Instansi", 22),
    ("Status Konfirmasi", 18),
    ("Waktu Konfirmasi", 20),
    ("Nomor Bukti", 24),
]
NILAI = [
    *("gelar_depan", "nama", "gelar_belakang", "nip", "nrp", "golongan", "jabatan"),
    *("unit_kerja", "instansi", "dibatalkan_pada"),
]


def ekspor(pelatihan, saringan, jenis, *, oleh, sebagai, nip_penuh):
    """Write the participants that `saringan` shows to a file and note it in the trail.

    jenis      a key of JENIS
    sebagai    the title under which `oleh` takes the file
    nip_penuh  whole numbers, or masked as on the page

    Returns the open file, at its beginning; whoever gets it closes it.
    """
    saring = saringan.keterangan(pelatihan.registrasi_ditutup)
    pembuka = [
        f"Data Peserta: {pelatihan.nama_tahun}",
        f"Saringan: {saring}.",
        f"Diekspor pada {waktu(timezone.now())} oleh {oleh} ({sebagai}).",
    ]
    tulis, sebutan = JENIS[jenis][:2]
    berkas = tempfile.SpooledTemporaryFile(DALAM_MEMORI)  # noqa: SIM115 -- the answer closes it
    hitung = _Hitung(_baris(pelatihan, saringan, nip_penuh))
    tulis(berkas, pembuka, hitung)
    berkas.seek(0)
    _catat(
        pelatihan,
        "ekspor_peserta",
        f"mengekspor data {hitung.jumlah} peserta ke {sebutan} ({saring})",
        oleh=oleh,
        sebagai=sebagai,
    )
    return berkas


def nama_berkas(pelatihan, jenis):
    """What the file is called, with the minute in which it was taken."""
    saat = timezone.localtime()
    return f"Data_Peserta_{pelatihan.kode}_{saat:%Y%m%d_%H%M}.{JENIS[jenis][2]}"


def catat_nip(peserta, *, oleh, sebagai):
    """A whole number was shown on request: the trail names who asked and whose it is."""
    nomor = "NIP/NI PPPK" if peserta.nip else "NRP"
    tindakan = f"menampilkan {nomor} lengkap {peserta.nama_lengkap}"
    _catat(peserta.pelatihan, "lihat_nip", tindakan, oleh=oleh, sebagai=sebagai)


@transaction.atomic
def _catat(pelatihan, aksi, tindakan, *, oleh, sebagai):
    """The case is held for this line alone: answers do not wait while a file is written."""
    catat_jejak(Pelatihan.objects.kunci(pelatihan.pk), aksi, tindakan, oleh=oleh, sebagai=sebagai)


class _Hitung:
    """Rows on their way, counted."""

    def __init__(self, baris):
        self.baris, self.jumlah = baris, 0

    def __iter__(self):
        for satu in self.baris:
            self.jumlah += 1
            kemajuan.maju(self.jumlah)
            yield [self.jumlah, *satu]


def _baris(pelatihan, saringan, nip_penuh):
    """One query, read in pieces as the file grows."""
    nomor = (lambda n: n) if nip_penuh else nip_tersamar
    semua = (
        saringan.terapkan(pelatihan)
        .alias(
            bukti=FilteredRelation(
                "konfirmasi__bukti", condition=Q(konfirmasi__bukti__berlaku=True)
            )
        )
        .annotate(
            jawaban=F("konfirmasi__jawaban_kini"),
            pada=F("konfirmasi__dijawab_pada"),
            nomor_bukti=F("bukti__nomor"),
        )
        .values_list(*NILAI, "jawaban", "pada", "nomor_bukti")
    )
    for (
        depan,
        nama,
        belakang,
        nip,
        nrp,
        gol,
        *tempat,
        batal,
        jawaban,
        pada,
        bukti,
    ) in semua.iterator(POTONG):
        lengkap = " ".join(b for b in (depan, nama) if b)
        yield [
            f"{lengkap}, {belakang}" if belakang else lengkap,
            nomor(nip),
            nomor(nrp),
            pangkat_golongan(gol) if gol else "",
            *tempat,
            keadaan_dari(batal, jawaban, pelatihan.registrasi_ditutup)[0],
            waktu_pendek(pada),
            bukti or "",
        ]


def _xlsx(berkas, pembuka, baris):
    xlsx_alir.tulis(
        berkas,
        nama="Data Peserta",
        pembuka=pembuka,
        kepala=[judul for judul, _ in KOLOM],
        lebar=[lebar for _, lebar in KOLOM],
        baris=baris,
    )


def _csv(berkas, pembuka, baris):
    """With the mark that tells Excel the encoding, and the semicolon that it expects here."""
    teks = io.TextIOWrapper(berkas, "utf-8-sig", newline="", write_through=True)
    penulis = csv.writer(teks, delimiter=";")
    penulis.writerows([_aman(b)] for b in (ruang.bertanda(pembuka[0]), *pembuka[1:]))
    penulis.writerow([])
    penulis.writerow([judul for judul, _ in KOLOM])
    for n, nama, nip, *lain in baris:
        # Spaces make a number text in every program; a bare one would be rounded.
        penulis.writerow([n, *map(_aman, (nama, nip_berspasi(nip), *lain))])
    teks.detach()


def _aman(nilai):
    """What begins like a formula is kept from being one by the apostrophe that people type."""
    bersih = xlsx_alir.bersih(nilai)
    return f"'{bersih}" if bersih.startswith(RUMUS) else bersih


# value of the button -> (writer, how the trail calls it, ending, type)
JENIS = {
    "xlsx": (_xlsx, "Excel", "xlsx", MIME),
    "csv": (_csv, "CSV", "csv", "text/csv; charset=utf-8"),
}
