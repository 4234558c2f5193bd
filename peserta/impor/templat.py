"""The workbook that Tim Kerja sends out to be filled in: it asks for what the import reads."""

import io

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins

from peserta.aturan.golongan import PNS, PPPK
from peserta.aturan.teks import bersih
from peserta.impor import batas
from peserta.impor.baris import KOLOM_DATA
from peserta.impor.judul import BIDANG

VERSI = "1"
BARIS_TEKS = 1_000
LEBAR = (24, 34, 18, 15, 15, 26, 34, 34, 26, 30, 18)
#: kept as text to the last row: Excel would round a NIP and eat the zero of a phone number
KOLOM_TEKS = ("nip", "tanggal_lahir", "hp")
CONTOH = {
    "nip": "198501122010011001",
    "nama": "CONTOH: Nama Lengkap, S.H., M.H.",
    "tempat_lahir": "Depok",
    "tanggal_lahir": "12-01-1985",
    "jenis_kelamin": "L",
    "golongan": "Penata (III/c)",
    "jabatan": "Analis Hukum Ahli Muda",
    "unit_kerja": "Kantor Wilayah Jawa Barat",
    "instansi": "Kementerian Hukum",
    "email": "nama@instansi.go.id",
    "hp": "081234567890",
}
CATATAN = {
    "nip": "Wajib. NIP/NI PPPK 18 digit. Peserta yang bukan ASN memakai NIK 16 digit.",
    "nama": "Wajib. Nama lengkap; gelar boleh disertakan.",
    "tempat_lahir": "Boleh dikosongkan.",
    "tanggal_lahir": "Hari-bulan-tahun, misalnya 12-01-1985. Jika kosong, diisi dari NIP; "
    "wajib untuk peserta yang memakai NIK.",
    "jenis_kelamin": "L atau P. Jika kosong, diisi dari NIP.",
    "golongan": "Pilih dari daftar. Boleh juga III/c atau IX.",
    "jabatan": "Nama jabatan beserta jenjangnya.",
    "unit_kerja": "Unit kerja tempat peserta bertugas.",
    "instansi": "Kementerian, lembaga, atau pemerintah daerah.",
    "email": "Alamat surel untuk undangan. Boleh kosong; undangan lalu dikirim dengan cara lain.",
    "hp": "Nomor ponsel (WhatsApp), misalnya 081234567890.",
}
PETUNJUK = (
    "Isikan data peserta pada lembar Data, satu baris untuk satu orang, mulai baris 3.",
    "Baris 2 adalah contoh. Baris itu dilewati saat diunggah; boleh dihapus.",
    "Kolom wajib: NIP (atau NIK) dan Nama. Kolom lain boleh dikosongkan jika datanya belum ada.",
    "Ketik NIP 18 digit tanpa spasi. Kolom NIP sudah berformat Teks; jangan diubah menjadi Angka, "
    "karena Excel membulatkan digit terakhirnya.",
    "Saat menyalin dari berkas lain, gunakan Tempel Nilai (Paste Values) agar format kolom tetap.",
    "Tanggal Lahir ditulis hari-bulan-tahun, misalnya 12-01-1985.",
    "Satu alamat surel dan satu nomor ponsel untuk tiap orang.",
    "Jika peserta sudah terdaftar, sel kosong tidak mengubah datanya. Untuk menghapus isi kolom "
    "yang tidak wajib, ketik [kosong] pada selnya; NIP dan Nama tidak dapat dihapus.",
    "Jangan mengubah judul kolom. Paling banyak 5.000 baris dan 5 MB untuk satu berkas.",
    "Setelah diunggah, setiap baris diperiksa dan hasilnya ditampilkan sebelum data disimpan.",
)
_HURUF = "Calibri"
_GARIS = Side(style="thin", color="B8C2CC")
_KEPALA = PatternFill("solid", fgColor="1F3A5F")
_WAJIB = PatternFill("solid", fgColor="7A1F2B")
_ABU = PatternFill("solid", fgColor="EEF1F4")


def templat(nama_pelatihan, *, instansi=()):
    """The bytes of the .xlsx. Untouched it holds no participant, and the import says so."""
    buku = Workbook()
    data = buku.active
    data.title = "Data"
    _petunjuk(buku.create_sheet("Petunjuk"), nama_pelatihan)
    _acuan(buku.create_sheet("Ref"), instansi)
    _judul(data)
    _isian(data)
    _pilihan(data, len(instansi))
    buku.properties.title = f"Templat data peserta {bersih(nama_pelatihan)}"
    buku.properties.creator = "E-Registrasi"
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def _judul(data):
    for nomor, (bidang, lebar) in enumerate(zip(KOLOM_DATA, LEBAR, strict=True), start=1):
        sel = data.cell(1, nomor, BIDANG[bidang])
        sel.font = Font(name=_HURUF, bold=True, color="FFFFFF")
        sel.fill = _WAJIB if bidang in ("nip", "nama") else _KEPALA
        sel.alignment = Alignment(vertical="center", wrap_text=True)
        sel.border = Border(bottom=_GARIS)
        sel.comment = Comment(CATATAN[bidang], "E-Registrasi", height=90, width=280)
        data.column_dimensions[get_column_letter(nomor)].width = lebar
    data.row_dimensions[1].height = 24
    data.freeze_panes = "C2"
    data.page_setup.orientation = "landscape"
    _cetak(data)
    data.print_title_rows = "1:1"


def _isian(data):
    for bidang in KOLOM_TEKS:
        kolom = KOLOM_DATA.index(bidang) + 1
        for nomor in range(2, BARIS_TEKS + 2):
            data.cell(nomor, kolom).number_format = "@"
    for nomor, bidang in enumerate(KOLOM_DATA, start=1):
        sel = data.cell(2, nomor, CONTOH[bidang])
        sel.font = Font(name=_HURUF, italic=True, color="5B6770")
        sel.fill = _ABU


def _pilihan(data, jumlah_instansi):
    """Lists to choose from; typing something else is still allowed, save for the sex."""
    daftar = [
        ("jenis_kelamin", '"L,P"', True),
        ("golongan", f"Ref!$A$1:$A${len(PNS) + len(PPPK)}", False),
    ]
    if jumlah_instansi:
        daftar.append(("instansi", f"Ref!$B$1:$B${jumlah_instansi}", False))
    for bidang, sumber, tegas in daftar:
        huruf = get_column_letter(KOLOM_DATA.index(bidang) + 1)
        aturan = DataValidation("list", formula1=sumber, allow_blank=True, showErrorMessage=tegas)
        aturan.errorTitle, aturan.error = BIDANG[bidang], "Pilih salah satu dari daftar."
        aturan.add(f"{huruf}2:{huruf}{BARIS_TEKS + 1}")
        data.add_data_validation(aturan)


def _acuan(ref, instansi):
    """The values of the lists, out of sight, and the version of this template."""
    for nomor, baris in enumerate((*PNS.values(), *PPPK.values()), start=1):
        ref.cell(nomor, 1, baris["label"])
    for nomor, nama in enumerate(instansi, start=1):
        ref.cell(nomor, 2, bersih(nama)[: batas.TEKS]).data_type = "s"
    ref.cell(1, 3, f"versi {VERSI}")
    ref.sheet_state = "hidden"


def _petunjuk(lembar, nama_pelatihan):
    lembar.column_dimensions["A"].width = 5
    lembar.column_dimensions["B"].width = 96
    lembar["A1"] = "Petunjuk pengisian data peserta"
    lembar["A1"].font = Font(name=_HURUF, bold=True, size=14)
    lembar["A2"] = bersih(nama_pelatihan)
    lembar["A2"].data_type = "s"  # a name that begins with "=" is no formula
    for nomor, kalimat in enumerate(PETUNJUK, start=1):
        lembar.cell(nomor + 3, 1, f"{nomor}.").alignment = Alignment(vertical="top")
        lembar.row_dimensions[nomor + 3].height = 16 * (1 + len(kalimat) // 100)
        lembar.cell(nomor + 3, 2, kalimat).alignment = Alignment(wrap_text=True, vertical="top")
    _cetak(lembar)


def _cetak(lembar):
    """A4, as wide as the paper allows."""
    lembar.page_setup.paperSize = lembar.PAPERSIZE_A4
    lembar.page_setup.fitToHeight = 0
    lembar.sheet_properties.pageSetUpPr.fitToPage = True
    lembar.page_margins = PageMargins(left=0.4, right=0.4, top=0.6, bottom=0.6)
