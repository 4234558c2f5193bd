"""What is typed about documents: a file from a phone, and the team's reason."""

from django import forms

from eregistrasi.alat.isian import KataWajib
from pelatihan.daftar import alasan_perbaikan
from peserta.periksa_berkas.batas import UKURAN_BERKAS
from peserta.periksa_berkas.hasil import KATA

TERIMA = (
    "application/pdf,image/jpeg,image/png,image/heic,image/heif,.pdf,.jpg,.jpeg,.png,.heic,.heif"
)
ALASAN_MAKS = 300


class BerkasForm(forms.Form):
    """One file; `ganti` lets it take the place of what nobody has checked yet."""

    berkas = forms.FileField(
        allow_empty_file=True,
        error_messages={"required": "Pilih berkas, lalu unggah kembali."},
    )
    ganti = forms.BooleanField(required=False)

    def clean_berkas(self):
        berkas = self.cleaned_data["berkas"]
        if berkas.size > UKURAN_BERKAS:  # only as much as a usable file has was kept
            raise forms.ValidationError(KATA["BESAR"])
        return berkas

    def isi(self):
        """The arguments of peserta.dukung.serahkan."""
        berkas = self.cleaned_data["berkas"]
        return {
            "isi": berkas.read(),
            "nama": berkas.name or "",
            "ganti": self.cleaned_data["ganti"],
        }


class PerbaikanForm(KataWajib, forms.Form):
    """Why a file will not do: a reason from the list, in words of one's own, or both."""

    alasan = forms.ChoiceField(label="Alasan", required=False)
    keterangan = forms.CharField(
        label="Keterangan",
        required=False,
        max_length=ALASAN_MAKS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Dibaca oleh peserta. Boleh kosong jika alasan di atas sudah jelas.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["alasan"].choices = [
            ("", "Pilih"),
            *((teks, teks) for teks in alasan_perbaikan()),
        ]

    def clean(self):
        data = super().clean()
        if not self.errors and not (data.get("alasan") or data.get("keterangan")):
            self.add_error("alasan", "Pilih alasan atau tulis keterangan perbaikan.")
        return data

    def catatan(self):
        """Both as one sentence for the participant."""
        d = self.cleaned_data
        keterangan = " ".join(d["keterangan"].split())
        return ". ".join(b for b in (d["alasan"], keterangan) if b)
