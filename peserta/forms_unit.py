"""What is typed about the windows of sending units."""

from django import forms
from django.utils import timezone

from eregistrasi.alat.bahasa import tanggal
from eregistrasi.alat.isian import IsianTanggal, KataWajib
from peserta.forms import KontakMixin
from peserta.forms_pengganti import UsulForm
from peserta.models import TautanUnit

PISAH = ":"  # between the column and the value of a unit


class MasaForm(KataWajib, forms.Form):
    """Until when the link opens: a day from today to the training's last."""

    berlaku_sampai = IsianTanggal(
        label="Akhir Masa Berlaku", help_text="Paling lambat hari terakhir pelatihan."
    )

    def __init__(self, *args, pelatihan, **kwargs):
        kwargs.setdefault("initial", {"berlaku_sampai": pelatihan.selesai})
        super().__init__(*args, **kwargs)
        self.pelatihan = pelatihan

    def clean_berlaku_sampai(self):
        hari, awal, akhir = (
            self.cleaned_data["berlaku_sampai"],
            timezone.localdate(),
            self.pelatihan.selesai,
        )
        if not awal <= hari <= akhir:
            raise forms.ValidationError(
                f"Pilih tanggal dari hari ini sampai dengan {tanggal(akhir)}, hari terakhir "
                "pelatihan."
            )
        return hari


class TautanUnitForm(KontakMixin, MasaForm):
    """For which of the units present, and to whom the link is handed."""

    unit = forms.ChoiceField(label="Unit Pengirim")
    nama_pic = forms.CharField(
        label="Nama Narahubung Unit",
        max_length=150,
        help_text="Pegawai unit pengirim yang memantau calon pesertanya.",
    )
    email = forms.CharField(
        label="Surel Narahubung Unit",
        max_length=254,
        required=False,
        help_text="Jika diisi, tautan langsung dikirim.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    hp = forms.CharField(
        label="Nomor Ponsel Narahubung Unit (WhatsApp)",
        max_length=40,
        required=False,
        help_text="Contoh: 081234567890.",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    field_order = ["unit", "nama_pic", "email", "hp", "berlaku_sampai"]

    def __init__(self, *args, pilihan, **kwargs):
        super().__init__(*args, **kwargs)
        kelompok = [
            (lingkup.label, [(f"{lingkup}{PISAH}{n}", f"{n} ({j} orang)") for n, j in unit])
            for lingkup, unit in pilihan
            if unit
        ]
        self.fields["unit"].choices = [("", "Pilih"), *kelompok]

    def isi(self):
        """As `tautan_unit.buat` takes it."""
        data = dict(self.cleaned_data)
        lingkup, _, nilai = data.pop("unit").partition(PISAH)
        return {**data, "lingkup": TautanUnit.Lingkup(lingkup), "nilai": nilai}


class UsulUnitForm(UsulForm):
    """A proposal by the unit, whose head has approved it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        setuju = self.fields["persetujuan_atasan"]
        setuju.label = "Pimpinan unit telah menyetujui usul ini."
        setuju.error_messages["required"] = "Centang persetujuan pimpinan untuk melanjutkan."
