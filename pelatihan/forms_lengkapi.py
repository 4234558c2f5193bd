"""The form of step 3: everything about the training that the disposition left open."""

import re

from django import forms
from django.conf import settings
from django.utils import timezone

from eregistrasi.alat.isian import IsianPdf, IsianTanggal, IsianWaktu, KataWajib
from pelatihan import daftar
from pelatihan.alur import cap
from pelatihan.models import Pelatihan
from pelatihan.persiapan import ISIAN, kode_terpakai, salah_batas
from pelatihan.sop import Aksi

PONSEL = re.compile(r"^(?:\+?62|0)8\d{7,11}$")

#: headings in capitals, as everywhere on the forms; the model's own names stand in sentences
JUDUL = {
    "kode_pelatihan": "Kode Pelatihan",
    "jp": "Jam Pelajaran (JP)",
    "pemanggilan_nomor": "Nomor Surat Pemanggilan",
}


class LengkapiForm(KataWajib, forms.ModelForm):
    """One page; `narahubung` and `data_dukung` come out of it as lists for the verb."""

    dilihat = forms.IntegerField(required=False, widget=forms.HiddenInput)
    mulai = IsianTanggal(label="Tanggal Mulai")
    selesai = IsianTanggal(label="Tanggal Selesai")
    batas_konfirmasi = IsianWaktu(label="Batas Konfirmasi", help_text="Dalam WIB.")
    batas_data_dukung = IsianWaktu(
        label="Batas Data Dukung",
        required=False,
        help_text="Kosong: sampai dengan hari pertama pelatihan.",
    )
    batas_pengganti = IsianWaktu(label="Batas Usul Pengganti", required=False)
    pemanggilan_tanggal = IsianTanggal(label="Tanggal Surat Pemanggilan")
    pemanggilan_berkas = IsianPdf(
        label="Berkas Surat Pemanggilan",
        required=False,
        maks=settings.NOTA_DINAS_MAKS_BYTE,
        help_text="PDF, paling besar 10 MB. Peserta dapat mengunduhnya.",
    )
    narahubung_1_nama = forms.CharField(label="Narahubung", max_length=150)
    narahubung_1_ponsel = forms.CharField(label="Nomor Ponsel (WhatsApp)", max_length=20)
    narahubung_2_nama = forms.CharField(
        label="Narahubung Kedua", max_length=150, required=False, help_text="Boleh dikosongkan."
    )
    narahubung_2_ponsel = forms.CharField(
        label="Nomor Ponsel (WhatsApp) Narahubung Kedua", max_length=20, required=False
    )
    dokumen = forms.MultipleChoiceField(
        label="Data Dukung yang Diminta",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Disebut dalam undangan dan diunggah peserta. Yang wajib menentukan kelengkapan.",
    )
    wajib = forms.MultipleChoiceField(
        label="Data Dukung yang Wajib", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Pelatihan
        fields = [*ISIAN]
        labels = JUDUL

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for isian in ("dokumen", "wajib"):
            self.fields[isian].choices = [(kode, nama) for kode, nama, _ in daftar.data_dukung()]
        wajib = ["kode_pelatihan", "jenis", "angkatan", "metode", "tempat", "pemanggilan_nomor"]
        for nama in wajib:
            self.fields[nama].required = True
        self.fields["kode_pelatihan"].help_text = "Singkat, tanpa spasi, misalnya PF-AHM."
        self.fields["kuota"].help_text = "Jumlah peserta paling banyak. Boleh dikosongkan."
        if not self.is_bound:
            self.initial |= self._awal()

    def _awal(self):
        p = self.instance
        awal = {"dilihat": cap(p, Aksi.LENGKAPI)}
        diminta = dict(p.data_dukung.values_list("kode", "wajib"))
        bawaan = {kode: wajib for kode, _, wajib in daftar.data_dukung()}
        if not diminta and not p.kode_pelatihan:
            diminta = {kode: True for kode, wajib in bawaan.items() if wajib}
        awal["dokumen"] = list(diminta)
        awal["wajib"] = [kode for kode, wajib in (bawaan | diminta).items() if wajib]
        for n, hubung in enumerate(p.narahubung.all()[:2], 1):
            awal[f"narahubung_{n}_nama"] = hubung.nama
            awal[f"narahubung_{n}_ponsel"] = hubung.ponsel
        return awal

    def clean_kode_pelatihan(self):
        kode = self.cleaned_data["kode_pelatihan"].strip().upper()
        if not re.fullmatch(r"[A-Z0-9][A-Z0-9-]{0,19}", kode):
            raise forms.ValidationError(
                "Kode hanya boleh berisi huruf, angka, dan tanda hubung, misalnya PF-AHM."
            )
        return kode

    def clean_angkatan(self):
        angkatan = self.cleaned_data["angkatan"].strip().upper()
        if not re.fullmatch(r"[IVXLC]{1,10}", angkatan):
            raise forms.ValidationError("Tulis angkatan dengan angka Romawi, misalnya IV.")
        return angkatan

    def clean_narahubung_1_ponsel(self):
        return self._ponsel("narahubung_1_ponsel")

    def clean_narahubung_2_ponsel(self):
        return self._ponsel("narahubung_2_ponsel")

    def _ponsel(self, nama):
        nomor = re.sub(r"[\s().-]", "", self.cleaned_data[nama])
        if nomor and not PONSEL.match(nomor):
            raise forms.ValidationError("Nomor ponsel tidak sah. Contoh: 081234567890.")
        return nomor

    def clean(self):
        data = super().clean()
        mulai, selesai = data.get("mulai"), data.get("selesai")
        if mulai and selesai and selesai < mulai:
            self.add_error("selesai", "Tanggal selesai tidak boleh mendahului tanggal mulai.")
        batas = data.get("batas_konfirmasi")
        if batas and mulai and (salah := salah_batas(batas, mulai)):
            self.add_error("batas_konfirmasi", salah)
        self._batas_lain(data, batas)
        if bool(data.get("narahubung_2_nama")) != bool(data.get("narahubung_2_ponsel")):
            self.add_error("narahubung_2_nama", "Isi nama dan nomor ponsel narahubung kedua.")
        return data

    def _batas_lain(self, data, batas):
        """The later deadlines lie between the deadline of answers and the training's last day."""
        for nama in ("batas_data_dukung", "batas_pengganti"):
            lain = data.get(nama)
            if lain and batas and lain < batas:
                self.add_error(nama, "Batas ini tidak boleh mendahului batas konfirmasi.")
            elif lain and data.get("selesai") and timezone.localdate(lain) > data["selesai"]:
                self.add_error(nama, "Batas ini tidak boleh melewati tanggal selesai pelatihan.")

    def baris_dokumen(self):
        """(code, name, asked for?, required?) of every document, for the table of the page."""
        dokumen, wajib = self["dokumen"].value() or [], self["wajib"].value() or []
        return [
            (kode, nama, kode in dokumen, kode in wajib) for kode, nama, _ in daftar.data_dukung()
        ]

    def _post_clean(self):
        """The year is not on this form, so Django leaves this constraint unchecked."""
        super()._post_clean()
        if "kode_pelatihan" not in self.errors and kode_terpakai(self.instance):
            self.add_error(
                "kode_pelatihan",
                "Kode pelatihan, angkatan, dan tahun ini sudah dipakai pelatihan lain.",
            )

    def untuk_verba(self):
        """The keyword arguments of pelatihan.persiapan.lengkapi()."""
        data = self.cleaned_data
        isian = {nama: data[nama] for nama in ISIAN} | {
            "pemanggilan_berkas": data.get("pemanggilan_berkas")
            if "pemanggilan_berkas" in self.files
            else None
        }
        narahubung = [
            {
                "nama": data[f"narahubung_{n}_nama"],
                "ponsel": data[f"narahubung_{n}_ponsel"],
                "surel": "",
            }
            for n in (1, 2)
            if data[f"narahubung_{n}_nama"]
        ]
        dokumen = [
            (kode, nama, kode in data["wajib"])
            for kode, nama, _ in daftar.data_dukung()
            if kode in data["dokumen"]
        ]
        return {
            "isian": isian,
            "narahubung": narahubung,
            "data_dukung": dokumen,
            "dilihat": data["dilihat"],
        }
