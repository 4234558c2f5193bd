"""The SOP on one page: the stages, the steps between them, and who may take each.

Pure data. Nothing here touches the database, so models, views, templates and tests
can all read the same table.
"""

from dataclasses import dataclass

from django.db.models import TextChoices

from pengguna.models import Peran


class Tahap(TextChoices):
    DISPOSISI_KEPALA = "disposisi_kepala", "Menunggu Disposisi Kepala Pusat"
    DISPOSISI_KETUA = "disposisi_ketua", "Menunggu Disposisi Ketua Tim Kerja"
    PENYIAPAN = "penyiapan", "Penyiapan Data"
    REGISTRASI = "registrasi", "Registrasi Dibuka"
    PENGOLAHAN = "pengolahan", "Pengolahan Data"
    PEMERIKSAAN = "pemeriksaan", "Laporan Diperiksa"
    PENYAMPAIAN = "penyampaian", "Laporan Disampaikan"
    SELESAI = "selesai", "Laporan Diterima"
    DITUNDA = "ditunda", "Pelatihan Ditunda"
    DIBATALKAN = "dibatalkan", "Pelatihan Dibatalkan"


class Aksi(TextChoices):
    SERAHKAN_DRAF = "serahkan_draf", "Serahkan kepada Kepala Pusat"
    TUGASKAN_KETUA = "tugaskan_ketua", "Kirim Disposisi"
    TARIK_DARI_KETUA = "tarik_dari_ketua", "Tarik Kembali"
    TUGASKAN_TIM = "tugaskan_tim", "Teruskan Disposisi"
    TARIK_DARI_TIM = "tarik_dari_tim", "Tarik Kembali"
    ALIHKAN_TIM = "alihkan_tim", "Alihkan Penugasan"
    LENGKAPI = "lengkapi", "Lengkapi Data Pelatihan"
    CATAT_PESERTA = "catat_peserta", "Input Data Peserta"
    ATUR_SURAT = "atur_surat", "Atur Surel"
    BUKA_REGISTRASI = "buka_registrasi", "Buka Registrasi"
    KIRIM_PENGINGAT = "kirim_pengingat", "Kirim Pengingat"
    KIRIM_ULANG = "kirim_ulang", "Kirim Ulang Undangan"
    SERAHKAN_TAUTAN = "serahkan_tautan", "Serahkan Tautan"
    PERPANJANG_BATAS = "perpanjang_batas", "Perpanjang Batas Konfirmasi"
    PUTUSKAN_PERMINTAAN = "putuskan_permintaan", "Putuskan Permintaan Dibuka Kembali"
    CATAT_JAWABAN = "catat_jawaban", "Catat Konfirmasi"
    TANGGAPI_SANGGAHAN = "tanggapi_sanggahan", "Tanggapi Sanggahan"
    PERIKSA_DUKUNG = "periksa_dukung", "Verifikasi Data Dukung"
    TUTUP_REGISTRASI = "tutup_registrasi", "Tutup Registrasi"
    SUSUN_LAPORAN = "susun_laporan", "Susun Laporan"
    AJUKAN_LAPORAN = "ajukan_laporan", "Sampaikan kepada Ketua Tim Kerja"
    KEMBALIKAN_LAPORAN = "kembalikan_laporan", "Kembalikan untuk Perbaikan"
    SAMPAIKAN_LAPORAN = "sampaikan_laporan", "Setujui dan Sampaikan kepada Kepala Pusat"
    KEMBALIKAN_KEPADA_KETUA = "kembalikan_kepada_ketua", "Kembalikan kepada Ketua Tim Kerja"
    CATAT_PEMERIKSAAN = "catat_pemeriksaan", "Beri Catatan"
    MINTA_PENJELASAN = "minta_penjelasan", "Minta Penjelasan"
    JAWAB_PENJELASAN = "jawab_penjelasan", "Jawab Penjelasan"
    TERIMA_LAPORAN = "terima_laporan", "Terima Laporan"
    TUNDA = "tunda", "Tunda Pelatihan"
    LANJUTKAN = "lanjutkan", "Lanjutkan Pelatihan"
    BATALKAN_PELATIHAN = "batalkan_pelatihan", "Batalkan Pelatihan"


@dataclass(frozen=True)
class Langkah:
    """One edge of the SOP: its step number, where it may start, where it ends, whose it is.

    `ke` is None for a step that leaves the stage as it is, or leads back to where the training
    stood before it was postponed (`semula`).
    """

    nomor: int
    dari: frozenset
    ke: Tahap | None
    peran: Peran
    semula: bool = False


def _langkah(nomor, dari, ke, peran):
    return Langkah(nomor, frozenset(dari), ke, peran)


KEPALA, KETUA, TIM = Peran.KEPALA_PUSAT, Peran.KETUA_TIM, Peran.TIM_KERJA
T = Tahap
#: stages at which a training rests for good or for a while; where it stood is `tahap_semula`
HENTI = frozenset({T.DITUNDA, T.DIBATALKAN})
#: stages from the first disposition to the report: what may be postponed
BERJALAN = frozenset(Tahap) - HENTI - {T.DISPOSISI_KEPALA, T.SELESAI}

SOP = {
    # Whoever prepares a draft for the Kepala Pusat does Tim Kerja's work, a Ketua too.
    Aksi.SERAHKAN_DRAF: _langkah(1, [T.DISPOSISI_KEPALA], None, TIM),
    Aksi.TUGASKAN_KETUA: _langkah(1, [T.DISPOSISI_KEPALA], T.DISPOSISI_KETUA, KEPALA),
    Aksi.TARIK_DARI_KETUA: _langkah(1, [T.DISPOSISI_KETUA], T.DISPOSISI_KEPALA, KEPALA),
    Aksi.TUGASKAN_TIM: _langkah(2, [T.DISPOSISI_KETUA], T.PENYIAPAN, KETUA),
    Aksi.TARIK_DARI_TIM: _langkah(2, [T.PENYIAPAN], T.DISPOSISI_KETUA, KETUA),
    Aksi.ALIHKAN_TIM: _langkah(2, [T.PENYIAPAN, T.REGISTRASI, T.PENGOLAHAN], None, KETUA),
    Aksi.LENGKAPI: _langkah(3, [T.PENYIAPAN], None, TIM),
    Aksi.CATAT_PESERTA: _langkah(3, [T.PENYIAPAN, T.REGISTRASI], None, TIM),
    Aksi.ATUR_SURAT: _langkah(3, [T.PENYIAPAN, T.REGISTRASI], None, TIM),
    Aksi.BUKA_REGISTRASI: _langkah(3, [T.PENYIAPAN], T.REGISTRASI, TIM),
    Aksi.KIRIM_PENGINGAT: _langkah(4, [T.REGISTRASI], None, TIM),
    Aksi.KIRIM_ULANG: _langkah(4, [T.REGISTRASI], None, TIM),
    Aksi.SERAHKAN_TAUTAN: _langkah(4, [T.REGISTRASI], None, TIM),
    Aksi.PERPANJANG_BATAS: _langkah(4, [T.REGISTRASI], None, TIM),
    Aksi.PUTUSKAN_PERMINTAAN: _langkah(4, [T.REGISTRASI], None, TIM),
    # Until the report is on the leader's desk: what is checked there must stay as it was told.
    Aksi.CATAT_JAWABAN: _langkah(4, [T.REGISTRASI, T.PENGOLAHAN], None, TIM),
    Aksi.TANGGAPI_SANGGAHAN: _langkah(
        4, [T.REGISTRASI, T.PENGOLAHAN, T.PEMERIKSAAN, T.PENYAMPAIAN, T.SELESAI, *HENTI], None, TIM
    ),
    # Documents outlive the report: their deadline is the training's, not the registration's.
    Aksi.PERIKSA_DUKUNG: _langkah(
        4, [T.REGISTRASI, T.PENGOLAHAN, T.PEMERIKSAAN, T.PENYAMPAIAN, T.SELESAI], None, TIM
    ),
    Aksi.TUTUP_REGISTRASI: _langkah(4, [T.REGISTRASI], T.PENGOLAHAN, TIM),
    Aksi.SUSUN_LAPORAN: _langkah(4, [T.PENGOLAHAN], None, TIM),
    Aksi.AJUKAN_LAPORAN: _langkah(4, [T.PENGOLAHAN], T.PEMERIKSAAN, TIM),
    Aksi.CATAT_PEMERIKSAAN: _langkah(5, [T.PEMERIKSAAN], None, KETUA),
    Aksi.KEMBALIKAN_LAPORAN: _langkah(5, [T.PEMERIKSAAN], T.PENGOLAHAN, KETUA),
    Aksi.SAMPAIKAN_LAPORAN: _langkah(5, [T.PEMERIKSAAN], T.PENYAMPAIAN, KETUA),
    # A question leaves the report where it is; until it is answered the clock of step 6 stands.
    Aksi.MINTA_PENJELASAN: _langkah(6, [T.PENYAMPAIAN], None, KEPALA),
    Aksi.JAWAB_PENJELASAN: _langkah(6, [T.PENYAMPAIAN], None, KETUA),
    Aksi.KEMBALIKAN_KEPADA_KETUA: _langkah(6, [T.PENYAMPAIAN], T.PEMERIKSAAN, KEPALA),
    Aksi.TERIMA_LAPORAN: _langkah(6, [T.PENYAMPAIAN], T.SELESAI, KEPALA),
    Aksi.TUNDA: _langkah(1, BERJALAN, T.DITUNDA, KEPALA),
    Aksi.LANJUTKAN: Langkah(1, frozenset({T.DITUNDA}), None, KEPALA, semula=True),
    Aksi.BATALKAN_PELATIHAN: _langkah(
        1, BERJALAN | {T.DISPOSISI_KEPALA, T.DITUNDA}, T.DIBATALKAN, KEPALA
    ),
}

# The step of the SOP that a stage belongs to (domain: the six rows of the SOP's table).
NOMOR_TAHAP = {
    T.DISPOSISI_KEPALA: 1,
    T.DISPOSISI_KETUA: 2,
    T.PENYIAPAN: 3,
    T.REGISTRASI: 4,
    T.PENGOLAHAN: 4,
    T.PEMERIKSAAN: 5,
    T.PENYAMPAIAN: 6,
    T.SELESAI: 6,
    T.DITUNDA: 1,  # of a training that rests, its former stage is asked
    T.DIBATALKAN: 1,
}

SESUDAH_REGISTRASI = frozenset({T.PENGOLAHAN, T.PEMERIKSAAN, T.PENYAMPAIAN, T.SELESAI})

# The desk a stage lies on. While the registration is open it lies on the participants',
# and comes back to the team when all have answered or the deadline has passed.
PEMEGANG = {
    T.DISPOSISI_KEPALA: KEPALA,
    T.DISPOSISI_KETUA: KETUA,
    T.PENYIAPAN: TIM,
    T.REGISTRASI: TIM,
    T.PENGOLAHAN: TIM,
    T.PEMERIKSAAN: KETUA,
    T.PENYAMPAIAN: KEPALA,
}


@dataclass(frozen=True)
class BarisSOP:
    """One row of the SOP's own table, as printed (SOP 1.8)."""

    nomor: int
    judul: str
    pelaku: str
    kelengkapan: str
    menit: int
    output: str


BARIS_SOP = [
    BarisSOP(1, "Menugaskan Ketua Tim Kerja", "Kepala Pusat", "Nota dinas", 15, "Disposisi"),
    BarisSOP(2, "Menugaskan Tim Kerja", "Ketua Tim Kerja", "Nota dinas", 15, "Disposisi"),
    BarisSOP(
        3, "Menginput data peserta", "Tim Kerja", "Data Peserta Pelatihan", 30, "Laman E-Registrasi"
    ),
    BarisSOP(
        4,
        "Konfirmasi dan pengolahan data",
        "Peserta dan Tim Kerja",
        "Laman E-Registrasi",
        5,
        "Bukti E-Registrasi",
    ),
    BarisSOP(
        5, "Memeriksa laporan", "Ketua Tim Kerja", "Bukti E-Registrasi", 60, "Bukti E-Registrasi"
    ),
    BarisSOP(
        6,
        "Menerima laporan",
        "Kepala Pusat",
        "Laporan data peserta pelatihan",
        30,
        "Laporan diterima",
    ),
]
