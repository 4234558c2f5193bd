"""Reasons and dates of whoever withdraws a sheet, postpones, resumes or cancels a training."""

from django import forms
from django.utils import timezone

from eregistrasi.alat.isian import IsianTanggal, IsianWaktu, KataWajib
from pelatihan.sop import Tahap


class AlasanForm(KataWajib, forms.Form):
    """A reason that others will read."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Alasan ini tercatat pada jejak dan disampaikan kepada pihak terkait.",
    )


class LanjutkanForm(KataWajib, forms.Form):
    """New dates; a new deadline where the registration is open."""

    mulai = IsianTanggal(label="Tanggal Mulai")
    selesai = IsianTanggal(label="Tanggal Selesai")
    batas_konfirmasi = IsianWaktu(label="Batas Konfirmasi", help_text="Dalam WIB.")

    def __init__(self, *args, pelatihan, **kwargs):
        super().__init__(*args, **kwargs)
        if pelatihan.tahap_semula != Tahap.REGISTRASI:
            del self.fields["batas_konfirmasi"]

    def clean_mulai(self):
        mulai = self.cleaned_data["mulai"]
        if mulai <= timezone.localdate():
            raise forms.ValidationError("Tanggal mulai harus setelah hari ini.")
        return mulai

    def clean(self):
        data = super().clean()
        if data.get("mulai") and data.get("selesai") and data["selesai"] < data["mulai"]:
            self.add_error("selesai", "Tanggal selesai tidak boleh mendahului tanggal mulai.")
        return data
