"""Form fields that speak Indonesian: dates typed day first, PDF uploads judged by content."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH

TAHUN_AWAL, TAHUN_AKHIR = 1900, 2100  # beyond them a year is a slip of the finger
FORMAT_TANGGAL = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]
GARIS = BLANK_CHOICE_DASH[0][1]
BAWAAN = forms.Field.default_error_messages["required"]


class KataWajib:
    """A form whose empty fields are named: `Hal wajib diisi.`, `Pilih sifat.`

    A field with words of its own for the case keeps them.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for nama, isian in self.fields.items():
            _pilihan_kosong(isian)
            if isian.error_messages.get("required") != BAWAAN:
                continue
            label = str(isian.label or nama.replace("_", " ").capitalize())
            isian.error_messages["required"] = (
                f"Pilih {label if ' ' in label else label.lower()}."
                if isinstance(isian, forms.ChoiceField)
                else f"{label} wajib diisi."
            )


def _pilihan_kosong(isian):
    """The empty choice of a list says what to choose instead of showing a row of dashes."""
    if getattr(isian, "empty_label", None) == GARIS:
        isian.empty_label = "Pilih"
    elif isinstance(isian, forms.ChoiceField) and not isinstance(isian, forms.ModelChoiceField):
        isian.choices = [(n, "Pilih" if label == GARIS else label) for n, label in isian.choices]


def _tahun_wajar(nilai):
    """Refuse a year that nobody means; in another time zone it might not even exist."""
    if nilai and not TAHUN_AWAL <= nilai.year <= TAHUN_AKHIR:
        raise ValidationError(
            f"Tahun harus antara {TAHUN_AWAL} dan {TAHUN_AKHIR}. Periksa kembali tahunnya."
        )
    return nilai


class IsianTanggal(forms.DateField):
    """A day. The picker of the browser sends ISO; a person may type 23-11-2026."""

    def __init__(self, **kwargs):
        kwargs.setdefault("input_formats", FORMAT_TANGGAL)
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("error_messages", {})
        kwargs["error_messages"].setdefault(
            "invalid", "Tanggal tidak sah. Tulis dengan urutan hari-bulan-tahun: 23-11-2026."
        )
        super().__init__(**kwargs)

    def to_python(self, value):
        return _tahun_wajar(super().to_python(value))


class IsianWaktu(forms.DateTimeField):
    """A moment in WIB."""

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "input_formats",
            [
                f"{t}{p}{j}"
                for t in FORMAT_TANGGAL
                for p in ("T", " ")
                for j in ("%H:%M", "%H.%M", "%H:%M:%S")
            ],
        )
        kwargs.setdefault(
            "widget",
            forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        )
        kwargs.setdefault("error_messages", {})
        kwargs["error_messages"].setdefault(
            "invalid", "Tanggal atau jam tidak sah. Contoh: 27-11-2026 12.00."
        )
        super().__init__(**kwargs)

    def to_python(self, value):
        try:
            return _tahun_wajar(super().to_python(value))
        except OverflowError:  # a moment that the time zone moves out of the calendar
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class IsianPdf(forms.FileField):
    """A PDF upload, up to `maks` bytes, judged by its first bytes and not by its name."""

    def __init__(self, *, maks, **kwargs):
        self.maks = maks
        kwargs.setdefault(
            "widget", forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"})
        )
        super().__init__(**kwargs)
        self.error_messages["empty"] = (
            "Berkas kosong atau rusak. Periksa berkas, lalu unggah kembali."
        )

    def clean(self, data, initial=None):
        berkas = super().clean(data, initial)
        if berkas and hasattr(berkas, "read") and berkas is not initial:
            if berkas.size > self.maks:
                raise ValidationError(
                    f"Ukuran berkas melebihi {self.maks // 2**20} MB. "
                    "Perkecil berkas, lalu unggah kembali."
                )
            berkas.seek(0)
            if b"%PDF-" not in berkas.read(1024):
                raise ValidationError("Jenis berkas tidak didukung. Gunakan PDF.")
            berkas.seek(0)
        return berkas
