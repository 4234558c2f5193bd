"""What the style guide shows: made-up rows in every state, kept nowhere."""

import datetime as dt
from dataclasses import dataclass

from django import forms

from pekerjaan.models import Pekerjaan
from pelatihan.berjalan import Berjalan
from pelatihan.meja import Tugas
from pelatihan.models import Dokumen, Jejak, NotaDinas, Pelatihan
from pelatihan.sop import Tahap
from pengguna.models import TimKerja

RUAS = [
    ("Menugaskan Ketua Tim Kerja", "Kepala Pusat", "selesai", 15, 11),
    ("Menugaskan Tim Kerja", "Ketua Tim Kerja", "selesai", 15, 9),
    ("Menginput data peserta", "Tim Kerja", "selesai", 30, 38),
    ("Konfirmasi dan pengolahan data", "Peserta dan Tim Kerja", "kini", 5, 4),
    ("Memeriksa laporan", "Ketua Tim Kerja", "nanti", 60, None),
    ("Menerima laporan", "Kepala Pusat", "nanti", 30, None),
]
LENCANA = [
    ("Belum Mengonfirmasi", "tunggu", "lingkaran"),
    ("Bersedia", "baik", "centang"),
    ("Tidak Bersedia", "tidak", "silang"),
    ("Tidak Mengonfirmasi", "netral", "jam"),
    ("Digantikan", "netral", "tukar"),
    ("Menunggu Verifikasi", "info", "jam"),
    ("Perlu Perbaikan", "bahaya", "peringatan"),
]


@dataclass(frozen=True)
class Pesan:
    """What a template asks of a Django message."""

    level_tag: str
    teks: str

    def __str__(self):
        return self.teks


PESAN = [
    Pesan("success", "Registrasi telah dibuka. Undangan sedang dikirim kepada 40 calon peserta."),
    Pesan("info", "Laporan disusun dari data pada 27 November 2026, pukul 13.50 WIB."),
    Pesan("warning", "Jenis kelamin atau tanggal lahir berbeda dari NIP. Periksa kembali."),
    Pesan("error", "Data telah diubah oleh Kadek Dwi Arsana Putra pada pukul 09.41 WIB."),
]


class ContohForm(forms.Form):
    """One field of each kind that the product uses."""

    nama = forms.CharField(
        label="Nama lengkap", help_text="Tanpa gelar, sesuai dengan penulisan pada SK."
    )
    nip = forms.RegexField(
        r"^\d{18}$", label="NIP/NI PPPK",
        error_messages={"invalid": "NIP harus 18 digit. Periksa kembali nomornya."},
    )  # fmt: skip
    golongan = forms.ChoiceField(
        label="Pangkat/Golongan",
        choices=[("", "Pilih pangkat/golongan"), ("III/a", "Penata Muda, III/a")],
        error_messages={"required": "Pilih pangkat/golongan."},
    )
    batas = forms.DateTimeField(
        label="Batas waktu",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        error_messages={"required": "Batas waktu wajib diisi."},
    )
    sifat = forms.ChoiceField(
        choices=[("biasa", "Biasa"), ("segera", "Segera"), ("sangat", "Sangat Segera")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih sifat."},
    )
    instruksi = forms.MultipleChoiceField(
        choices=[("a", "Untuk ditindaklanjuti"), ("b", "Siapkan bahan"), ("c", "Laporkan")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih instruksi."},
    )
    catatan = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    berkas = forms.FileField(
        label="Surat Tugas", help_text="PDF, paling besar 5 MB.", required=False
    )
    setuju = forms.BooleanField(label="Data yang diisi benar", required=False)


BERJALAN = Berjalan([], 8, 2, 2, dipanggil=66, menjawab=41, bersedia=62, terjawab=76)
ANGKA_KISAH = {"dipanggil": 40, "bersedia": 28, "tidak_bersedia": 3, "belum": 9}
BAGIAN = [
    ("Bersedia", 28, "i-baik", "baik", "centang"),
    ("Tidak Bersedia", 3, "i-tidak", "tidak", "silang"),
    ("Belum Mengonfirmasi", 9, "i-dasar", "tunggu", "lingkaran"),
]
TAB = [
    {"label": "Ringkasan", "url": "#", "aktif": True},
    {"label": "Data Peserta", "url": "#", "aktif": False, "hitung": 40},
    {"label": "Jejak", "url": "#", "aktif": False},
]


def ruas():
    """The six steps as the path draws them: done, now, still to come."""
    kunci = ("judul", "pelaku", "keadaan", "baku", "nyata")
    return [
        {"nomor": n, "waktu": "", "tingkat": "", **dict(zip(kunci, r, strict=True))}
        for n, r in enumerate(RUAS, 1)
    ]


def pelatihan(kini):
    """A training with an open registration, whose standard time ran out a little before `kini`."""
    p = Pelatihan(
        kode="2026-014",
        nama="Pelatihan Fungsional Analis Hukum Ahli Muda",
        angkatan="I",
        tahap=Tahap.REGISTRASI,
        tim_kerja=TimKerja(nama="Tim Kerja Pelatihan Fungsional"),
        mulai=(kini + dt.timedelta(days=9)).date(),
        selesai=(kini + dt.timedelta(days=20)).date(),
        batas_konfirmasi=kini + dt.timedelta(days=2),
        pemanggilan_nomor="SDM-SM.02.01-210",
        kuota=40,
        jam_merah=kini - dt.timedelta(minutes=25),
    )
    p.dipanggil, p.menjawab = 40, 31  # as a list annotates them
    return p


def tugas(kini):
    """Two rows of a desk: one that is late and unread, one with time."""
    p = pelatihan(kini)
    return [
        Tugas(p, "Disposisi baru: tugaskan Tim Kerja", "Teruskan Disposisi", "#", "disposisi",
              kini - dt.timedelta(minutes=12), belum_dibaca=True),
        Tugas(p, "Laporan menunggu pemeriksaan", "Periksa Laporan", "#", "laporan",
              kini + dt.timedelta(days=3)),
    ]  # fmt: skip


def jejak(kini):
    """Three lines of a trail, newest first."""
    isi = [
        ("jawab", "Ni Luh Putu Ayu Wirastiti", "Peserta Pelatihan", "menyatakan bersedia", ""),
        ("buka_registrasi", "Dadan Ramdani Sutisna, A.Md.", "Tim Kerja", "membuka registrasi", ""),
        ("tugaskan_tim", "Siti Ropiah Nasution, S.Ag.", "Ketua Tim Kerja",
         "meneruskan disposisi kepada Tim Kerja", "Mohon diperiksa NIP dari luar kementerian."),
    ]  # fmt: skip
    kolom = ("aksi", "pelaku", "sebagai", "tindakan", "catatan")
    return [
        Jejak(waktu=kini - dt.timedelta(hours=5 * n), **dict(zip(kolom, baris, strict=True)))
        for n, baris in enumerate(isi)
    ]


def dokumen(kini):
    """A report, its workbook, and one that another has replaced."""
    return [
        Dokumen(pk=1, jenis="laporan", nomor="SDM.5-SM.02.01-512", diterbitkan_pada=kini),
        Dokumen(pk=2, jenis="laporan_xlsx", nomor="SDM.5-SM.02.01-512", diterbitkan_pada=kini),
        Dokumen(
            pk=3, jenis="laporan", nomor="SDM.5-SM.02.01-498", diterbitkan_pada=kini,
            status="digantikan",
        ),
    ]  # fmt: skip


def nota(kini):
    """The paper that starts a case."""
    return NotaDinas(
        nomor="SDM.1-SM.02.01-455",
        tanggal=kini.date(),
        dari="Sekretaris BPSDM",
        hal="Registrasi Peserta Pelatihan melalui Laman E-Registrasi",
        diterima_pada=kini,
        agenda="0046/ND/2026",
    )


def pekerjaan():
    """A job that is most of the way through."""
    return Pekerjaan(pesan="Menyiapkan Bukti E-Registrasi", selesai_bagian=24, jumlah_bagian=33)
