"""What Tim Kerja sets about the letters to participants."""

from django import forms

from eregistrasi.alat.isian import KataWajib
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
