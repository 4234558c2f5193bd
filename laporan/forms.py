"""Forms turn text into domain values; they never save, mail or move."""

from django import forms
from django.utils import timezone

from eregistrasi.alat.isian import IsianTanggal, KataWajib
from laporan.daftar_periksa import SOAL, belum
from laporan.models import Urutan

TAK_TERBACA = "Versi laporan tidak terbaca. Muat ulang halaman, lalu putuskan."


def _uraian(label, bantuan=""):
    return forms.CharField(
        label=label,
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=bantuan,
    )


class LaporanForm(KataWajib, forms.Form):
    """The narrative of a report. `draf` asks for nothing; a returned version asks for an answer.

    sejak    the day on which the registration was closed; no report is dated before it
    butir    the remarks of the last return, each with an answer of its own
    """

    dilihat = forms.IntegerField(required=False, widget=forms.HiddenInput)
    tanggapan = _uraian("Tanggapan atas Catatan Perbaikan", "Jelaskan apa yang telah diperbaiki.")
    nomor = forms.CharField(
        label="Nomor Nota Dinas Laporan",
        max_length=80,
        help_text="Contoh: SDM.5-SM.02.01-512.",
    )
    tanggal = IsianTanggal(label="Tanggal Laporan")
    urutan = forms.ChoiceField(
        label="Urutan Daftar Peserta",
        choices=Urutan.choices,
        required=False,
        help_text="Berlaku untuk lampiran dan berkas Excel.",
    )
    kendala = _uraian("Kendala", "Boleh dikosongkan jika tidak ada.")
    tindak_lanjut = _uraian("Tindak Lanjut", "Apa yang telah dilakukan atas kendala tersebut.")
    saran = _uraian("Saran")

    def __init__(self, *args, draf=False, perlu_tanggapan=False, sejak=None, butir=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.sejak, self.butir = sejak, list(butir)
        awal = (kwargs.get("initial") or {}).get("tanggapan_butir") or {}
        for b in self.butir:
            self.fields[_nama(b)] = _tanggapan(b, awal.get(str(b.pk), ""), wajib=not draf)
        if not perlu_tanggapan:
            del self.fields["tanggapan"]
        elif not draf:
            self.fields["tanggapan"].required = True
            self.fields["tanggapan"].error_messages["required"] = (
                "Tuliskan tanggapan atas catatan perbaikan."
            )
        if draf:
            self.fields["nomor"].required = self.fields["tanggal"].required = False

    def clean_tanggal(self):
        hari = self.cleaned_data["tanggal"]
        if hari and hari > timezone.localdate():
            raise forms.ValidationError("Tanggal laporan berada di masa depan.")
        if hari and self.sejak and hari < self.sejak:
            raise forms.ValidationError("Tanggal laporan mendahului penutupan registrasi.")
        return hari or timezone.localdate()

    def clean_urutan(self):
        return self.cleaned_data["urutan"] or Urutan.GOLONGAN

    def clean(self):
        data = super().clean()
        data.setdefault("tanggapan", "")
        data["tanggapan_butir"] = {str(b.pk): data.get(_nama(b), "") for b in self.butir}
        return data

    def isian_butir(self):
        """(remark, its bound field) of every remark that wants an answer."""
        return [(b, self[_nama(b)]) for b in self.butir]


def _nama(butir):
    return f"tanggapan_{butir.pk}"


def _tanggapan(butir, awal, *, wajib):
    isian = _uraian("Tanggapan")
    isian.required, isian.initial, isian.widget.attrs["rows"] = wajib, awal, 2
    isian.error_messages["required"] = f"Tuliskan tanggapan atas catatan: {butir.teks[:80]}"
    return isian


class VersiForm(KataWajib, forms.Form):
    """Every decision names the version that its page showed."""

    versi = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": TAK_TERBACA, "invalid": TAK_TERBACA},
    )


class PutusanForm(VersiForm):
    """Pass on, or send back. `wajib`: sending back needs a note."""

    catatan = forms.CharField(
        label="Catatan",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Catatan perbaikan wajib diisi."},
    )

    def __init__(self, *args, wajib=False, **kwargs):
        super().__init__(*args, **kwargs)
        if wajib:
            self.fields["catatan"].required = True
            self.fields["catatan"].label = "Catatan Perbaikan"


class SetujuForm(PutusanForm):
    """Pass on. What counting has found right is ticked already; the rest the Ketua has to tick.

    butir  the checklist, as `daftar_periksa.butir` tells it
    """

    centang = forms.MultipleChoiceField(
        label="Daftar Periksa",
        choices=list(SOAL.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Butir daftar periksa tidak dikenal. Muat ulang halaman."
        },
    )

    def __init__(self, *args, butir=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.butir = list(butir)
        if not self.is_bound:
            self.initial["centang"] = [b["kunci"] for b in self.butir if b["baik"]]

    def clean_centang(self):
        centang = self.cleaned_data["centang"]
        if sisa := belum(centang):
            raise forms.ValidationError(
                f"Centang setiap butir yang telah diperiksa. Belum dicentang: {', '.join(sisa)}."
            )
        return centang

    def baris(self):
        """The checklist with the state of each box, for the page."""
        centang = set(self["centang"].value() or ())
        return [b | {"dicentang": b["kunci"] in centang} for b in self.butir]


class CatatanForm(VersiForm):
    """A remark on a participant of the version (`peserta`), or on the whole."""

    peserta = forms.IntegerField(required=False, widget=forms.HiddenInput)
    teks = forms.CharField(
        label="Catatan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dikirim kepada Tim Kerja saat laporan dikembalikan.",
    )


class TanyaForm(VersiForm):
    """A question of the Kepala Pusat about the version."""

    tanya = forms.CharField(
        label="Pertanyaan", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class JawabForm(KataWajib, forms.Form):
    """The answer of the Ketua."""

    isi = forms.CharField(
        label="Penjelasan", max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class TerimaForm(VersiForm):
    """Receive, with or without a direction."""

    arahan = forms.CharField(
        label="Catatan atau Arahan (opsional)",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
