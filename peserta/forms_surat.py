"""What Tim Kerja sets about the letters to participants."""

from django import forms

from eregistrasi.alat.isian import KataWajib
from peserta import templat
from peserta.pengingat import nama_hari

PILIHAN_HARI = (7, 5, 3, 2, 1, 0)
MAKS_OTOMATIS = 3  # reminders that nobody has asked for


class PengingatForm(KataWajib, forms.Form):
    """Whether participants are reminded by themselves, and how long before the deadline."""

    aktif = forms.BooleanField(label="Kirim pengingat otomatis", required=False)
    hari = forms.TypedMultipleChoiceField(
        label="Waktu Pengingat",
        required=False,
        coerce=int,
        choices=[
            (n, f"{nama_hari(n)} ({n} hari sebelum batas)" if n else "Hari-H (pagi hari batas)")
            for n in PILIHAN_HARI
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text=f"Pilih paling banyak {MAKS_OTOMATIS}.",
    )

    def clean(self):
        data = super().clean()
        hari = data.get("hari") or []
        if data.get("aktif") and not hari and "hari" not in self.errors:
            self.add_error("hari", "Pilih waktu pengingat, atau matikan pengingat otomatis.")
        if len(hari) > MAKS_OTOMATIS:
            self.add_error("hari", f"Pilih paling banyak {MAKS_OTOMATIS} waktu pengingat.")
        return data


class TemplatForm(KataWajib, forms.Form):
    """Subject and text of a letter; what may not stand in them, or is missing, is told."""

    dilihat = forms.IntegerField(
        min_value=0,
        widget=forms.HiddenInput,
        error_messages={"required": "Muat ulang halaman ini, lalu coba lagi."},
    )
    judul = forms.CharField(
        label="Judul",
        max_length=200,
        help_text="Diawali [E-Registrasi] dengan sendirinya.",
    )
    isi = forms.CharField(
        label="Isi",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text="Baris kosong memisahkan paragraf. Salam pembuka, penutup, dan narahubung pada "
        "kaki surel ditambahkan dengan sendirinya.",
    )

    def clean_judul(self):
        return " ".join(self.cleaned_data["judul"].split())

    def clean_isi(self):
        return self.cleaned_data["isi"].replace("\r\n", "\n").strip()

    def clean(self):
        data = super().clean()
        for nama, kalimat in templat.kesalahan(data.get("judul", ""), data.get("isi", "")):
            if nama in data:
                self.add_error(nama, kalimat)
        return data


class PilihanKabarForm(forms.Form):
    """What one member of the team wants to be told; the page tells what always comes besides."""

    segera = forms.BooleanField(
        label="Kirim segera setiap jawaban tidak bersedia dan yang kembali bersedia",
        required=False,
        help_text="Di atas lima kabar dalam satu jam, selebihnya digabung dalam satu surel. Jika "
        "tidak dicentang, jawaban itu hanya tampil dalam rekap pagi dan pada laman.",
    )
    rekap = forms.BooleanField(
        label="Kirim rekap pagi pukul 07.30 pada hari kerja",
        required=False,
        help_text="Hanya jika ada jawaban baru, surel yang tidak sampai, atau batas konfirmasi "
        "yang dekat pada pelatihan yang Anda tangani.",
    )
