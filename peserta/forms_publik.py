"""What a participant types: the number that proves who they are, and the answer."""

import re
from functools import cache

from django import forms

from peserta import alasan
from peserta.aturan.teks import TAK_TERLIHAT
from peserta.identitas import rapikan_nomor
from peserta.models import Jawaban, Pilihan

KETERANGAN_MAKS = Jawaban._meta.get_field("keterangan").max_length
KETERANGAN_MIN = 5
_KENDALI = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_TEPI = rf"[\s{TAK_TERLIHAT}]+"
_TEPI = re.compile(rf"\A{_TEPI}|{_TEPI}\Z")
PANJANG = {"NIP/NI PPPK": 18, "NIK": 16}  # an NRP has no length of its own


class IdentitasForm(forms.Form):
    """The full number of `label` (a name in Peserta.pengenal)."""

    nomor = forms.CharField(max_length=60)

    def __init__(self, data=None, *, label):
        super().__init__(data)
        isian = self.fields["nomor"]
        self.label_nomor, self.panjang = label, PANJANG.get(label)
        isian.error_messages |= {
            "required": f"{label} wajib diisi.",
            "max_length": self._keluhan(),
        }

    def _keluhan(self):
        if self.panjang is None:
            return f"{self.label_nomor} tidak sah. Periksa kembali nomornya."
        pendek = self.label_nomor.partition("/")[0]
        return f"{pendek} harus {self.panjang} digit. Periksa kembali nomornya."

    def clean_nomor(self):
        """Digits without spaces; full-width digits count, those of other scripts do not."""
        nomor = rapikan_nomor(self.cleaned_data["nomor"])
        if not nomor:
            raise forms.ValidationError(f"{self.label_nomor} wajib diisi.")
        if self.panjang and not re.fullmatch("[0-9]+", nomor):
            raise forms.ValidationError(f"Tulis {self.label_nomor} dengan angka 0–9 saja.")
        if self.panjang and len(nomor) != self.panjang:
            raise forms.ValidationError(self._keluhan())
        return nomor


class IsianKeterangan(forms.CharField):
    """Free text: line ends as LF, no control characters, nothing but blanks counts as empty."""

    widget = forms.Textarea

    def to_python(self, value):
        teks = super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
        return _TEPI.sub("", _KENDALI.sub("", teks))


def periksa_alasan(form, data):
    """A refusal has a reason, and words of one's own where the reason asks for them."""
    kode, teks = data.get("alasan"), data.get("keterangan")
    if not kode and "alasan" not in form.errors:
        form.add_error("alasan", "Pilih alasan.")
    if teks and "\ufffd" in teks:
        form.add_error(
            "keterangan",
            "Sebagian keterangan tidak terbaca (�). Hapus tanda itu, lalu kirim kembali.",
        )
    if kode and alasan.wajib_keterangan(kode) and teks is not None and len(teks) < KETERANGAN_MIN:
        form.add_error(
            "keterangan", f"Isi keterangan alasan paling sedikit {KETERANGAN_MIN} karakter."
        )


class JawabanForm(forms.Form):
    """Willing or not, with all that belongs to either. `isi()` is what the verb takes."""

    jawaban = forms.ChoiceField(
        choices=Pilihan.choices,
        error_messages={
            "required": "Pilih bersedia atau tidak bersedia.",
            "invalid_choice": "Pilih bersedia atau tidak bersedia.",
        },
    )
    alasan = forms.ChoiceField(
        choices=[("", "Pilih alasan"), *alasan.pilihan()],
        required=False,
        error_messages={"invalid_choice": "Pilih alasan."},
    )
    keterangan = IsianKeterangan(
        required=False,
        max_length=KETERANGAN_MAKS,
        error_messages={
            "max_length": f"Keterangan paling banyak {KETERANGAN_MAKS} karakter; "
            "yang ditulis %(show_value)d karakter. Ringkas keterangannya."
        },
    )
    tata_tertib = forms.BooleanField(required=False)
    atasan = forms.BooleanField(required=False)
    benar = forms.BooleanField(required=False)
    privasi = forms.BooleanField(required=False)

    @classmethod
    @cache
    def kosong(cls):
        """The form as everybody first sees it: one for all, since nothing is ever put into it."""
        return cls()

    def clean(self):
        data = super().clean()
        if hasattr(self.data, "getlist") and len(self.data.getlist("jawaban")) > 1:
            self.add_error("jawaban", "Pilih salah satu: bersedia atau tidak bersedia.")
        if data.get("jawaban") == Pilihan.TIDAK_BERSEDIA:
            periksa_alasan(self, data)
        else:
            self._tanpa_alasan(data)
        self._periksa_centang(data)
        return data

    def _tanpa_alasan(self, data):
        """Whoever comes gives no reason; what was left in these fields is dropped."""
        for nama in ("alasan", "keterangan"):
            data[nama] = ""
            self.errors.pop(nama, None)

    def _periksa_centang(self, data):
        if not data.get("benar"):
            self.add_error("benar", "Centang pernyataan kebenaran data untuk melanjutkan.")
        if not data.get("privasi"):
            self.add_error(
                "privasi", "Centang persetujuan pemrosesan data pribadi untuk melanjutkan."
            )
        if data.get("jawaban") != Pilihan.BERSEDIA:
            return
        if not data.get("tata_tertib"):
            self.add_error("tata_tertib", "Centang pernyataan tata tertib untuk melanjutkan.")
        if not data.get("atasan"):
            self.add_error(
                "atasan", "Centang pernyataan penyampaian surat kepada atasan untuk melanjutkan."
            )

    def isi(self):
        """The arguments of peserta.jawaban.jawab."""
        d = self.cleaned_data
        return {"pilihan": d["jawaban"], "alasan": d["alasan"], "keterangan": d["keterangan"]}
