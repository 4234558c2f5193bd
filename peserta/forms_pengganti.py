"""What is typed about substitutes: who they are, for whose seat, until when."""

from django import forms

from eregistrasi.alat.isian import IsianWaktu, KataWajib
from peserta import aturan
from peserta.forms import GOLONGAN, KontakMixin, terapkan_aturan
from peserta.models import Peserta

NIP = 18


class CalonForm(KontakMixin, KataWajib, forms.Form):
    """A candidate for a seat: the same rules as for a participant. Only who has a NIP."""

    nama = forms.CharField(
        label="Nama Lengkap dan Gelar", max_length=300, help_text="Contoh: Dr. Siti Aminah, S.H."
    )
    nip = forms.CharField(
        label="NIP/NI PPPK",
        max_length=60,
        help_text="18 digit. Spasi boleh ditulis.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    jabatan = forms.CharField(label="Jabatan", max_length=500)
    golongan = forms.ChoiceField(label="Pangkat/Golongan", required=False, choices=GOLONGAN)
    unit_kerja = forms.CharField(label="Unit Kerja", max_length=500)
    instansi = forms.CharField(label="Instansi", max_length=500, required=False)
    email = forms.CharField(
        label="Surel",
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    hp = forms.CharField(
        label="Nomor Ponsel (WhatsApp)",
        max_length=40,
        required=False,
        help_text="Contoh: 081234567890.",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def clean_nama(self):
        return terapkan_aturan(aturan.nama, self.cleaned_data["nama"])

    def clean_nip(self):
        nip = terapkan_aturan(aturan.identitas, self.cleaned_data["nip"]).nomor
        if len(nip) != NIP:
            raise forms.ValidationError("NIP harus 18 digit. Periksa kembali nomornya.")
        return nip

    def clean(self):
        data = super().clean()
        if not self.errors and not (data.get("email") or data.get("hp")):
            self.add_error("email", "Isi surel atau nomor ponsel agar calon dapat diundang.")
        return data

    def untuk_verba(self):
        return {n: v for n, v in self.cleaned_data.items() if n in CalonForm.base_fields}


class UsulForm(CalonForm):
    """A participant's own proposal, with the approval of the superior."""

    persetujuan_atasan = forms.BooleanField(
        label="Atasan langsung telah menyetujui usul ini.",
        error_messages={"required": "Centang persetujuan atasan untuk melanjutkan."},
    )

    def untuk_verba(self):
        return super().untuk_verba() | {"persetujuan_atasan": True}


class CadanganForm(CalonForm):
    """Entered by Tim Kerja: for the reserve, or as a unit's proposal for one seat."""

    untuk = forms.ModelChoiceField(
        label="Peserta yang Digantikan",
        queryset=Peserta.objects.none(),
        required=False,
        empty_label="Daftar cadangan (belum untuk siapa pun)",
    )

    def __init__(self, *args, kursi, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["untuk"].queryset = kursi


class PanggilForm(KataWajib, forms.Form):
    """For whose seat, and until when the answer is awaited."""

    untuk = forms.ModelChoiceField(
        label="Peserta yang Digantikan", queryset=Peserta.objects.none(), empty_label="Pilih"
    )
    batas = IsianWaktu(label="Batas Konfirmasi Pengganti (WIB)")
    alasan = forms.CharField(
        label="Alasan",
        required=False,
        max_length=300,
        help_text="Wajib jika yang dipanggil bukan urutan berikutnya.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, kursi, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["untuk"].queryset = kursi


class TolakForm(KataWajib, forms.Form):
    alasan = forms.CharField(
        label="Alasan", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
