"""Forms of the administrator's window: people, offices, teams, the letterhead."""

import io
import itertools

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from PIL import Image, UnidentifiedImageError

from eregistrasi.alat.isian import IsianTanggal, IsianWaktu, KataWajib
from eregistrasi.alat.warna import WarnaDitolak, periksa
from pengguna.models import Keanggotaan, KepalaPusat, Organisasi, Pengguna

LOGO_MAKS_BYTE = 1024 * 1024


class PenggunaForm(KataWajib, forms.ModelForm):
    """An account. There is no password here: its owner chooses one by a link."""

    nip = forms.CharField(
        label="NIP",
        max_length=30,
        required=False,
        help_text="18 digit. Spasi boleh ditulis. Kosongkan jika tidak ada.",
    )

    class Meta:
        model = Pengguna
        fields = ["username", "nama", "nip", "jabatan", "email", "is_active", "is_superuser"]
        labels = {"username": "Nama Pengguna", "is_superuser": "Administrator Sistem"}
        help_texts = {
            "username": "Dipakai untuk masuk. Huruf, angka, dan @/./+/-/_ saja.",
            "email": "Undangan dan pemberitahuan tugas dikirim ke alamat ini.",
            "is_active": "Nonaktifkan akun orang yang pindah tugas; akun tidak pernah dihapus.",
            "is_superuser": "Mengelola pengguna dan organisasi. Tidak memberi akses ke pelatihan.",
        }

    def clean_email(self):
        alamat = self.cleaned_data["email"]
        lain = Pengguna.objects.filter(email__iexact=alamat).exclude(pk=self.instance.pk)
        if lain.exists():
            raise ValidationError("Alamat surel ini sudah dipakai akun lain.")
        return alamat

    def clean_nip(self):
        nip = "".join(self.cleaned_data["nip"].split())
        if nip and not (nip.isascii() and nip.isdigit() and len(nip) == 18):
            raise ValidationError("NIP harus 18 digit. Periksa kembali nomornya.")
        return nip

    def clean(self):
        isi = super().clean()
        tetap = isi.get("is_active") and isi.get("is_superuser")
        lain = Pengguna.objects.filter(is_active=True, is_superuser=True)
        terakhir = not lain.exclude(pk=self.instance.pk).exists()
        if self.initial.get("is_superuser") and not tetap and terakhir:
            raise ValidationError(
                "Ini Administrator Sistem terakhir yang aktif. Tetapkan administrator lain dahulu."
            )
        return isi


def widget_waktu():
    """One field to the second, so that a period read from the database comes back unchanged."""
    return forms.DateTimeInput(
        attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S"
    )


class MasaForm(KataWajib, forms.ModelForm):
    """A record with a period; its faults stand at the day that is wrong."""

    mulai = IsianWaktu(label="Berlaku mulai", initial=timezone.now, widget=widget_waktu())
    sampai = IsianWaktu(label="Berlaku sampai", required=False, widget=widget_waktu())

    def clean(self):
        isi = super().clean()
        if isi.get("mulai") and isi.get("sampai") and isi["sampai"] <= isi["mulai"]:
            self.add_error("sampai", "Akhir masa berlaku harus setelah awalnya.")
        return isi


class KepalaPusatForm(MasaForm):
    """An office for a time; a clash with another holder is told at the first day."""

    class Meta:
        model = KepalaPusat
        fields = ["pengguna", "awalan", "nomor_sk", "mulai", "sampai"]
        labels = {"awalan": "Sebutan"}

    sampai = IsianWaktu(
        label="Berlaku sampai",
        required=False,
        widget=widget_waktu(),
        help_text="Kosong: sampai ada perubahan. Isi saat pejabat diganti, lalu tambahkan "
        "penggantinya mulai saat yang sama.",
    )

    def clean(self):
        isi = super().clean()
        lain = KepalaPusat.objects.exclude(pk=self.instance.pk).filter(awalan=isi.get("awalan", ""))
        if isi.get("mulai") and any(_bertumpuk(isi, vars(j)) for j in lain):
            self.add_error("mulai", "Masa berlakunya bertumpuk dengan pejabat lain.")
        if isi.get("awalan"):
            self._penugasan(isi)
        return isi

    def _penugasan(self, isi):
        """Whoever acts for the holder does so by a decree, and for a time."""
        for nama, kurang in (
            ("nomor_sk", "Isi nomor surat keputusan yang menugaskan Plh. atau Plt."),
            ("sampai", "Isi akhir masa tugas Plh. atau Plt.; haknya berakhir pada menit itu."),
        ):
            if nama not in self.errors and not isi.get(nama):
                self.add_error(nama, kurang)


class KeanggotaanForm(MasaForm):
    """One seat. Clashes are judged among all rows of the team together, by the formset."""

    class Meta:
        model = Keanggotaan
        fields = ["pengguna", "sebagai", "mulai", "sampai", "diteruskan_kepada"]

    def clean(self):
        isi = super().clean()
        if isi.get("diteruskan_kepada") and isi["diteruskan_kepada"] == isi.get("pengguna"):
            self.add_error("diteruskan_kepada", "Pilih orang lain untuk melanjutkan tugasnya.")
        return isi


def _bertumpuk(a, b):
    """Do two periods (from, until or None) share a moment?"""
    return _sebelum(b["mulai"], a.get("sampai")) and _sebelum(a["mulai"], b.get("sampai"))


def _sebelum(saat, akhir):
    return akhir is None or saat < akhir


class KeanggotaanFormSet(BaseInlineFormSet):
    """All seats of one team: a Ketua may be ended and followed by another in one go."""

    def clean(self):
        super().clean()
        baris = [
            (f, dict(f.cleaned_data))  # add_error takes the value out of cleaned_data
            for f in self.forms
            if not f.errors and f.cleaned_data.get("pengguna")
        ]
        for (_, ini), (b, itu) in itertools.combinations(baris, 2):
            if not _bertumpuk(ini, itu):
                continue
            if ini["pengguna"] == itu["pengguna"]:
                b.add_error("mulai", "Orang ini sudah menjadi bagian tim pada masa tersebut.")
            elif ini["sebagai"] == itu["sebagai"] == Keanggotaan.Sebagai.KETUA:
                b.add_error("mulai", "Tim ini sudah mempunyai Ketua pada masa tersebut.")

    def save_existing_objects(self, commit=True):
        """Seats that are given up go first, so no row meets the one it makes way for."""
        n = self.initial_form_count()
        self.forms[:n] = sorted(
            self.forms[:n],
            key=lambda f: (f.instance.sebagai == Keanggotaan.Sebagai.KETUA, not f.instance.sampai),
        )
        return super().save_existing_objects(commit)


class OrganisasiForm(KataWajib, forms.ModelForm):
    """The letterhead from a day on. The emblem is judged by its bytes, not by its name."""

    berlaku_mulai = IsianTanggal(
        label="Berlaku mulai",
        help_text="Dokumen yang terbit sejak tanggal ini memakai kop ini. Jika nama organisasi "
        "berubah, tambahkan catatan baru; jangan mengubah yang lama.",
    )
    hapus_logo = forms.BooleanField(label="Hapus logo", required=False)

    class Meta:
        model = Organisasi
        fields = [
            "berlaku_mulai", "kementerian", "badan", "pusat", "alamat", "kota", "telepon",
            "surel", "laman", "kontak_pdp", "logo", "hapus_logo", "warna",
        ]  # fmt: skip
        help_texts = {
            "warna": "Warna kepala halaman, tombol, dan tautan, misalnya #1b3f6b. Kosong: warna "
            "bawaan. Warna yang membuat tulisan sukar dibaca ditolak.",
        }
        widgets = {"logo": forms.FileInput(attrs={"accept": "image/png,image/jpeg"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ada = "Logo sudah tersimpan. " if self.instance.logo else ""
        self.fields["logo"].help_text = f"{ada}PNG atau JPEG, paling besar 1 MB."
        self.fields["hapus_logo"].disabled = not self.instance.logo

    def clean_warna(self):
        warna = self.cleaned_data["warna"].strip()
        try:
            return periksa(warna) if warna else ""
        except WarnaDitolak as sebab:
            raise ValidationError(str(sebab)) from sebab

    def clean_logo(self):
        logo = self.cleaned_data["logo"]
        if not logo or logo == self.instance.logo:
            return logo
        if logo.size > LOGO_MAKS_BYTE:
            raise ValidationError(
                "Ukuran berkas melebihi 1 MB. Perkecil berkas, lalu unggah kembali."
            )
        isi = logo.read()
        logo.seek(0)
        try:
            with Image.open(io.BytesIO(isi), formats=["PNG", "JPEG"]) as gambar:
                gambar.verify()
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as sebab:
            raise ValidationError("Jenis berkas tidak didukung. Gunakan PNG atau JPEG.") from sebab
        return logo

    def clean(self):
        isi = super().clean()
        if isi.get("hapus_logo") and "logo" not in self.files:
            isi["logo"] = ""
        return isi
