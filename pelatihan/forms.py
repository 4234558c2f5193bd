"""Forms turn text into domain values; they never save, mail or move."""

import datetime as dt
import uuid

from django import forms
from django.conf import settings
from django.utils import timezone

from eregistrasi.alat.isian import IsianPdf, IsianTanggal, IsianWaktu, KataWajib
from pelatihan import daftar
from pelatihan.models import Pelatihan, Sifat
from pengguna.jabatan import anggota_dari, tim_berketua
from pengguna.models import Pengguna, TimKerja


class PilihTim(forms.ModelChoiceField):
    def label_from_instance(self, tim):
        return f"{tim.nama_ketua} ({tim})"


class PilihOrang(forms.ModelMultipleChoiceField):
    def label_from_instance(self, orang):
        return f"{orang}, {orang.jabatan}" if orang.jabatan else str(orang)


class LembarForm(KataWajib, forms.Form):
    """The half of a Lembar Disposisi that both steps share."""

    tingkat = 1
    instruksi = forms.MultipleChoiceField(
        label="Instruksi",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu instruksi."},
    )
    catatan = forms.CharField(
        label="Catatan", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    sifat = forms.ChoiceField(label="Sifat", choices=Sifat.choices, initial=Sifat.SEGERA)
    batas_waktu = IsianWaktu(
        label="Batas Waktu", required=False, help_text="Dalam WIB. Boleh dikosongkan."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        baku = daftar.instruksi(self.tingkat)
        self.fields["instruksi"].choices = [(teks, teks) for teks in baku]

    def clean_batas_waktu(self):
        batas = self.cleaned_data["batas_waktu"]
        if batas and batas <= timezone.now():
            raise forms.ValidationError("Batas waktu sudah lewat. Pilih waktu yang akan datang.")
        return batas


class PenugasanForm(LembarForm):
    """Step 1 on one page: the nota dinas, the training, whom, what. `draf` asks for a name only."""

    field_order = [
        "permintaan",
        "nota_nomor",
        "nota_tanggal",
        "nota_dari",
        "nota_diterima_pada",
        "nota_hal",
        "nota_berkas",
        "nama",
        "angkatan",
        "tahun",
        "mulai",
        "selesai",
        "tim_kerja",
    ]  # fmt: skip -- as on the page, so that the summary of faults reads downwards
    permintaan = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"required": "Muat ulang halaman ini, lalu coba lagi."},
    )
    nota_nomor = forms.CharField(label="Nomor Nota Dinas", max_length=80)
    nota_tanggal = IsianTanggal(label="Tanggal Nota Dinas")
    nota_dari = forms.CharField(label="Dari", max_length=150)
    nota_hal = forms.CharField(label="Hal", max_length=250)
    nota_diterima_pada = IsianWaktu(label="Waktu Diterima", help_text="Dalam WIB.")
    nota_berkas = IsianPdf(
        label="Pindaian Nota Dinas",
        required=False,
        maks=settings.NOTA_DINAS_MAKS_BYTE,
        help_text="PDF, paling besar 10 MB. Boleh dikosongkan.",
    )
    nama = forms.CharField(label="Nama Pelatihan", max_length=200)
    angkatan = forms.RegexField(
        r"^[IVXLCivxlc]{1,10}$",
        label="Angkatan",
        max_length=10,
        help_text="Angka Romawi: I, II, IV.",
        error_messages={"invalid": "Tulis angkatan dengan angka Romawi, misalnya IV."},
    )
    tahun = forms.IntegerField(label="Tahun Anggaran", min_value=2000, max_value=2100)
    mulai = IsianTanggal(label="Tanggal Mulai")
    selesai = IsianTanggal(label="Tanggal Selesai")
    tim_kerja = PilihTim(
        label="Ketua Tim Kerja",
        queryset=TimKerja.objects.none(),
        empty_label="Pilih Ketua Tim Kerja",
    )

    def __init__(self, *args, draf=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tim_kerja"].queryset = tim_berketua()
        if draf:
            for nama, field in self.fields.items():
                field.required = nama in ("nama", "permintaan")

    def clean_angkatan(self):
        return self.cleaned_data["angkatan"].upper()

    def clean_nota_tanggal(self):
        hari = self.cleaned_data["nota_tanggal"]
        if hari and hari > timezone.localdate():
            raise forms.ValidationError("Tanggal nota dinas berada di masa depan.")
        return hari

    def clean(self):
        data = super().clean()
        mulai, selesai = data.get("mulai"), data.get("selesai")
        if mulai and selesai and selesai < mulai:
            self.add_error("selesai", "Tanggal selesai tidak boleh mendahului tanggal mulai.")
        diterima, tanggal = data.get("nota_diterima_pada"), data.get("nota_tanggal")
        if diterima and diterima > timezone.now() + dt.timedelta(minutes=5):
            self.add_error("nota_diterima_pada", "Waktu diterima berada di masa depan.")
        elif diterima and tanggal and timezone.localdate(diterima) < tanggal:
            self.add_error(
                "nota_diterima_pada", "Nota dinas tidak mungkin diterima sebelum tanggalnya."
            )
        return data

    @classmethod
    def awal(cls, pelatihan=None):
        """Initial values: an empty page for a new letter, or the draft as it was left."""
        kini = timezone.localtime().replace(second=0, microsecond=0)
        if pelatihan is None:
            return {"permintaan": uuid.uuid4(), "nota_diterima_pada": kini, "tahun": kini.year}
        nota = pelatihan.nota_dinas
        lembar = pelatihan.disposisi.filter(tingkat=1, ditarik_pada=None).first()
        isian = {
            n: getattr(pelatihan, n) for n in ("nama", "angkatan", "tahun", "mulai", "selesai")
        }
        isian |= {"permintaan": pelatihan.permintaan or uuid.uuid4()}
        isian |= {"tim_kerja": pelatihan.tim_kerja_id}
        for n in ("nomor", "tanggal", "dari", "hal", "diterima_pada"):
            isian[f"nota_{n}"] = getattr(nota, n)
        for n in ("instruksi", "catatan", "sifat", "batas_waktu"):
            isian[n] = getattr(lembar, n)
        return isian


class TeruskanForm(LembarForm):
    """Step 2: to one or more members of the Ketua's own team."""

    tingkat = 2
    kepada = PilihOrang(
        label="Diteruskan kepada",
        queryset=Pengguna.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu anggota Tim Kerja."},
    )
    field_order = ["kepada"]

    def __init__(self, *args, tim, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kepada"].queryset = anggota_dari(tim)


class SalinForm(KataWajib, forms.Form):
    """Step 3: start from an earlier training."""

    sumber = forms.ModelChoiceField(
        label="Salin dari", queryset=Pelatihan.objects.none(), empty_label="Pilih pelatihan"
    )

    def __init__(self, *args, pilihan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sumber"].queryset = pilihan
