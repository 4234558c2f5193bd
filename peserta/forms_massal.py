"""What an act on many participants asks before it is done."""

import re

from django import forms

from eregistrasi.alat.isian import KataWajib
from peserta import jeda_kirim
from peserta.forms import BatalkanForm

KETIK_MULAI = jeda_kirim.MULAI  # more people than this, and their number has to be typed


class MassalForm(KataWajib, forms.Form):
    """The number of people that the page spoke of; above KETIK_MULAI it is typed once more."""

    selalu = False  # is the number typed however small it is?

    dilihat = forms.IntegerField(
        min_value=1,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value"), "Muat ulang halaman ini, lalu coba lagi."
        ),
    )
    ketik = forms.CharField(
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def untuk(self, jumlah):
        """Word the question for `jumlah` people; returns the form."""
        self.fields["ketik"].label = f"Ketik {jumlah} untuk memastikan jumlahnya"
        if not self._perlu(jumlah):
            del self.fields["ketik"]
        return self

    def clean(self):
        data = super().clean()
        dilihat, ketik = data.get("dilihat"), re.sub(r"[.\s]", "", data.get("ketik") or "")
        if dilihat and self._perlu(dilihat) and ketik != str(dilihat):
            self.add_error("ketik", f"Ketik {dilihat}, yaitu jumlah orang pada halaman ini.")
        return data

    def _perlu(self, jumlah):
        return self.selalu or jumlah > KETIK_MULAI

    def untuk_verba(self):
        return {"paling_banyak": self.cleaned_data["dilihat"]}


class BukaForm(MassalForm):
    """Opening a registration: a page that spoke of fewer people opens nothing."""

    def __init__(self, *args, jumlah, **kwargs):
        super().__init__(*args, **kwargs)
        self.jumlah = jumlah
        self.fields["dilihat"].required = self._perlu(jumlah)

    def clean_dilihat(self):
        dilihat = self.cleaned_data["dilihat"]
        if dilihat and dilihat < self.jumlah:
            raise forms.ValidationError(
                f"Jumlahnya bertambah dari {dilihat} menjadi {self.jumlah} orang sejak halaman "
                "dibuka. Periksa kembali, lalu ulangi."
            )
        return dilihat


class BatalkanBanyakForm(MassalForm):
    """One reason for everybody that was ticked."""

    selalu = True
    field_order = ["dilihat", "alasan", "ketik"]

    alasan = BatalkanForm.base_fields["alasan"]

    def untuk_verba(self):
        return super().untuk_verba() | {"alasan": self.cleaned_data["alasan"]}
