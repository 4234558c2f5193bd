"""The style guide: every component in every state on one page. Only while DEBUG is on."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse

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
        label="Batas waktu", widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
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


def gaya(request):
    """Show all components; the one form comes with its faults named."""
    kunci = ("judul", "pelaku", "keadaan", "baku", "nyata")
    isi = {
        "pesan": PESAN,
        "lencana": LENCANA,
        "ruas": [
            {"nomor": n, "waktu": "", **dict(zip(kunci, r, strict=True))}
            for n, r in enumerate(RUAS, 1)
        ],
        "form": ContohForm({"nama": "Antung Norhalimah", "nip": "19920229 201712 29"}),
        "form_kosong": ContohForm(auto_id="kosong_%s"),
        "angka": [
            {"label": "Dipanggil", "nilai": 40},
            {"label": "Bersedia", "nilai": 28, "dari": 40, "ket": "70,0%"},
            {"label": "Tidak Bersedia", "nilai": 3, "dari": 40, "ket": "7,5%"},
            {"label": "Belum Mengonfirmasi", "nilai": 9, "dari": 40, "ket": "22,5%"},
        ],
        "bagian": [
            ("Bersedia", 28, "i-baik", "baik", "centang"),
            ("Tidak Bersedia", 3, "i-tidak", "tidak", "silang"),
            ("Belum Mengonfirmasi", 9, "i-dasar", "tunggu", "lingkaran"),
        ],
        "tab": [
            {"label": "Ringkasan", "url": "#", "aktif": True},
            {"label": "Data Peserta", "url": "#", "aktif": False, "hitung": 40},
            {"label": "Jejak", "url": "#", "aktif": False},
        ],
        "halaman": Paginator(range(400), 25).page(7),
        "beranda": reverse("beranda"),
    }
    return render(request, "gaya.html", isi)
