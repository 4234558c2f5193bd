"""What is typed about deadlines, requests, corrections and answers told to the team."""

from django import forms
from django.utils import timezone

from eregistrasi.alat.isian import IsianTanggal, IsianWaktu, KataWajib
from peserta import alasan as daftar_alasan
from peserta import aturan
from peserta.forms import PesertaForm
from peserta.forms_publik import KETERANGAN_MAKS, IsianKeterangan, periksa_alasan
from peserta.identitas import rapikan_nomor
from peserta.jawaban import jam_basis_data
from peserta.koreksi import KOLOM
from peserta.models import Cara, Pilihan
from peserta.periksa_berkas.batas import UKURAN_BERKAS
from peserta.periksa_berkas.hasil import KATA
from peserta.tenggat import salah_batas_baru, salah_perpanjangan

ALASAN_MIN = 5
CARA = [("", "Pilih"), *(c for c in Cara.choices if c[0] != Cara.MANDIRI)]


class _Satu(KataWajib, forms.Form):
    """One text of at least a few letters."""

    def _cukup(self, nama):
        teks = self.cleaned_data[nama]
        if len(teks) < ALASAN_MIN:
            label = self.fields[nama].label
            raise forms.ValidationError(f"{label} paling sedikit {ALASAN_MIN} karakter.")
        return teks


class AlasanForm(_Satu):
    """Why registration should be opened again, in the participant's words."""

    alasan = IsianKeterangan(label="Alasan", max_length=300)

    def clean_alasan(self):
        return self._cukup("alasan")


class SanggahForm(_Satu):
    isi = IsianKeterangan(label="Sanggahan", max_length=500)

    def clean_isi(self):
        return self._cukup("isi")


class TanggapiForm(_Satu):
    tanggapan = IsianKeterangan(
        label="Tanggapan", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_tanggapan(self):
        return self._cukup("tanggapan")


class TolakBukaForm(_Satu):
    catatan = IsianKeterangan(
        label="Catatan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dikirim kepada peserta.",
    )

    def clean_catatan(self):
        return self._cukup("catatan")


class BatasForm(KataWajib, forms.Form):
    """A new deadline for one person."""

    batas = IsianWaktu(label="Batas Baru", help_text="Dalam WIB.")
    salah = staticmethod(salah_batas_baru)

    def __init__(self, *args, pelatihan, **kwargs):
        self.pelatihan = pelatihan
        super().__init__(*args, **kwargs)

    def clean_batas(self):
        batas = self.cleaned_data["batas"]
        if salah := self.salah(self.pelatihan, batas, jam_basis_data()):
            raise forms.ValidationError(salah)
        return batas


class PerpanjangForm(BatasForm):
    """A new deadline for everybody, with the reason."""

    salah = staticmethod(salah_perpanjangan)
    alasan = IsianKeterangan(
        label="Alasan Perpanjangan", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class AlasanUnduhForm(_Satu):
    """Why personal links leave the house as a file."""

    alasan = IsianKeterangan(
        label="Alasan Pengunduhan", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_alasan(self):
        return self._cukup("alasan")


class TautanLagiForm(forms.Form):
    """The number and the address; whether they belong together is told to nobody."""

    nomor = forms.CharField(
        max_length=60, error_messages={"required": "NIP/NI PPPK, NIK, atau NRP wajib diisi."}
    )
    surel = forms.CharField(max_length=254, error_messages={"required": "Surel wajib diisi."})

    def clean_nomor(self):
        nomor = rapikan_nomor(self.cleaned_data["nomor"])
        if not nomor:
            raise forms.ValidationError("NIP/NI PPPK, NIK, atau NRP wajib diisi.")
        return nomor

    def clean_surel(self):
        try:
            return aturan.surel(self.cleaned_data["surel"])
        except aturan.Salah:
            raise forms.ValidationError(
                "Alamat surel tidak sah. Contoh: nama@instansi.go.id."
            ) from None


class KoreksiForm(PesertaForm):
    """What a participant may correct in their own data: the rules are those of the team's form."""

    status = nip = nik = nrp = jenis_kelamin = zona = dilihat = None
    versi = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    field_order = [*KOLOM]

    def __init__(self, *args, peserta, **kwargs):
        super().__init__(*args, pelatihan=peserta.pelatihan, peserta=peserta, **kwargs)
        if peserta.nip:  # it holds the date of birth
            del self.fields["tanggal_lahir"]
        self.fields["nama"].help_text = "Tanpa gelar."
        self.fields["email"].help_text = "Surel tentang pelatihan ini dikirim ke alamat ini."
        for nama, isian in self.fields.items():
            if nama in KOLOM:
                isian.required = bool(getattr(peserta, nama)) and nama not in (
                    "gelar_depan", "gelar_belakang", "golongan", "tempat_lahir",
                )  # fmt: skip
                isian.error_messages["required"] = f"{isian.label} wajib diisi."

    @classmethod
    def _awal(cls, peserta):
        isian = {nama: getattr(peserta, nama) for nama in KOLOM}
        return isian | {"versi": peserta.diubah_pada.isoformat()}

    def clean(self):
        data = super().clean()
        for nama in KOLOM:  # one line each, whatever was pasted
            if isinstance(data.get(nama), str):
                data[nama] = aturan.bersih(data[nama])
        return data

    def untuk_verba(self):
        return {n: v for n, v in self.cleaned_data.items() if n in KOLOM}


class CatatJawabanForm(KataWajib, forms.Form):
    """An answer told to the team: what, how, when, and the paper that shows it."""

    dilihat = forms.IntegerField(required=False, widget=forms.HiddenInput)
    pilihan = forms.ChoiceField(
        label="Jawaban",
        choices=Pilihan.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih bersedia atau tidak bersedia."},
    )
    alasan = forms.ChoiceField(
        label="Alasan",
        required=False,
        choices=[("", "Pilih alasan"), *daftar_alasan.pilihan()],
        help_text="Hanya untuk tidak bersedia.",
    )
    keterangan = IsianKeterangan(
        label="Keterangan Alasan",
        required=False,
        max_length=KETERANGAN_MAKS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    cara = forms.ChoiceField(label="Cara Penyampaian", choices=CARA)
    tanggal_sumber = IsianTanggal(label="Tanggal Penyampaian")
    catatan_petugas = IsianKeterangan(
        label="Catatan Petugas",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Siapa yang dihubungi dan apa yang disampaikan; sesudah batas konfirmasi, juga "
        "mengapa jawabannya dicatat atau diubah.",
    )
    berkas = forms.FileField(
        label="Berkas Bukti",
        allow_empty_file=True,
        help_text="Tangkapan layar, surat, atau catatan telepon: PDF, JPG, PNG, atau HEIC, paling "
        "besar 5 MB.",
        error_messages={"required": "Pilih berkas bukti."},
    )

    def clean_tanggal_sumber(self):
        hari = self.cleaned_data["tanggal_sumber"]
        if hari > timezone.localdate():
            raise forms.ValidationError("Tanggal penyampaian berada di masa depan.")
        return hari

    def clean_berkas(self):
        berkas = self.cleaned_data["berkas"]
        if berkas.size > UKURAN_BERKAS:
            raise forms.ValidationError(KATA["BESAR"])
        return berkas

    def clean(self):
        data = super().clean()
        if data.get("pilihan") == Pilihan.TIDAK_BERSEDIA:
            periksa_alasan(self, data)
        else:
            data["alasan"] = data["keterangan"] = ""
            self.errors.pop("alasan", None)
            self.errors.pop("keterangan", None)
        return data

    def untuk_verba(self):
        """The arguments of peserta.pencatatan.catat."""
        isi = dict(self.cleaned_data)
        berkas = isi.pop("berkas")
        return isi | {"berkas": (berkas.name or "", berkas.read())}
