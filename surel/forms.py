"""What is typed about sending: why it is stopped, and how fast it may go."""

from django import forms

from eregistrasi.alat.isian import KataWajib
from surel.models import Kelas

ALASAN_MIN = 5
LAJU_MAKS = 60_000


class HentikanForm(KataWajib, forms.Form):
    """Why the letters are not to leave for now."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=300,
        min_length=ALASAN_MIN,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Terlihat oleh semua yang membuka Kotak Keluar ini.",
        error_messages={
            "min_length": f"Alasan paling sedikit {ALASAN_MIN} karakter.",
            "max_length": "Alasan paling banyak 300 karakter.",
        },
    )

    def clean_alasan(self):
        return " ".join(self.cleaned_data["alasan"].split())


class LajuForm(KataWajib, forms.Form):
    """Letters a minute, all workers together."""

    per_menit = forms.IntegerField(
        label="Batas surel per menit",
        min_value=0,
        max_value=LAJU_MAKS,
        help_text="Untuk semua pekerja bersama-sama. 0: tanpa batas.",
        error_messages={
            "invalid": "Batas surel per menit harus bilangan bulat, misalnya 60.",
            "min_value": "Batas surel per menit tidak boleh kurang dari 0.",
            "max_value": f"Batas surel per menit paling banyak {LAJU_MAKS}.",
        },
    )


class TerpentalForm(KataWajib, forms.Form):
    """Why a letter came back, as its bounce says."""

    kelas = forms.ChoiceField(
        label="Sebab",
        choices=[
            ("", "Pilih"),
            (Kelas.ALAMAT, "Alamat tidak ada"),
            (Kelas.PENUH, "Kotak penuh"),
            (Kelas.TEKNIS, "Lainnya"),
        ],
    )
