"""Forms of Tim Kerja: a participant by hand, a spreadsheet. They turn text into domain values."""

import re

from django import forms
from django.utils import timezone

from eregistrasi.alat.isian import IsianTanggal, KataWajib
from eregistrasi.alat.xlsx import MIME as XLSX
from pengguna.models import Organisasi
from peserta import aturan
from peserta.aturan.golongan import PNS, PPPK
from peserta.aturan.nomor import NIK_PEREMPUAN
from peserta.models import Peserta

Status = Peserta.Status
GOLONGAN = [
    ("", "Tidak diisi"),
    ("PNS", [(kode, baris["label"]) for kode, baris in PNS.items()]),
    ("PPPK", [(kode, baris["label"]) for kode, baris in PPPK.items()]),
]
BEDA_NIP = (
    "Jenis kelamin atau tanggal lahir berbeda dari NIP. Periksa kembali; data tetap dapat disimpan."
)
BEDA_NIK = (
    "Tanggal lahir pada NIK berbeda dari tanggal lahir yang diisi. Abaikan peringatan ini jika NIK "
    "sudah sesuai dengan KTP-el."
)
BERSAMAAN = "NIP ini juga terdaftar pada pelatihan lain yang waktunya bersamaan."
TAK_TERHUBUNGI = (
    "Surel dan nomor ponsel belum diisi. Tautan konfirmasi hanya dapat disampaikan secara langsung."
)
GELAR_MAKS = Peserta._meta.get_field("gelar_depan").max_length
SALAH_SUREL = {
    "EMAIL_TIDAK_SAH": "Alamat surel tidak sah. Contoh: nama@instansi.go.id.",
    "EMAIL_LEBIH_DARI_SATU": "Tertulis lebih dari satu alamat. Isi satu alamat surel saja.",
}
NRP = re.compile(r"[0-9A-Z/.-]{4,20}")


def terapkan_aturan(fungsi, teks):
    """Apply a rule of the domain; its refusal becomes the field's message."""
    try:
        return fungsi(teks)
    except aturan.Salah as salah:
        raise forms.ValidationError([pesan for _, pesan in salah.semua]) from None


class KontakMixin:
    """The rules of `email` and `hp`, for every form by which somebody can be reached."""

    def clean_email(self):
        alamat = self.cleaned_data["email"]
        try:
            return "" if aturan.kosong(alamat) else aturan.surel(alamat)
        except aturan.Salah as salah:  # its own words name the column of a spreadsheet
            raise forms.ValidationError(SALAH_SUREL[salah.kode]) from None

    def clean_hp(self):
        teks = self.cleaned_data["hp"]
        nomor = "" if aturan.kosong(teks) else aturan.ponsel(teks)
        if nomor is None:
            raise forms.ValidationError("Nomor ponsel tidak sah. Contoh: 081234567890.")
        return nomor


class PesertaForm(KontakMixin, KataWajib, forms.Form):
    """One participant; `untuk_verba()` gives the fields of Peserta, `peringatan` what to check."""

    status = forms.ChoiceField(
        label="Status Kepegawaian", choices=Status.choices, initial=Status.PNS
    )
    nip = forms.CharField(
        label="NIP/NI PPPK",
        required=False,
        max_length=60,
        help_text="18 digit, untuk PNS dan PPPK. Spasi dan titik boleh ikut ditempel.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    nik = forms.CharField(
        label="NIK",
        required=False,
        max_length=60,
        help_text="16 digit, hanya untuk Non-ASN.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    nrp = forms.CharField(
        label="NRP", required=False, max_length=30, help_text="Hanya untuk TNI/Polri."
    )
    gelar_depan = forms.CharField(
        label="Gelar Depan", required=False, max_length=60, help_text="Contoh: Dr. Hj."
    )
    nama = forms.CharField(
        label="Nama Lengkap",
        max_length=300,
        help_text="Gelar yang ikut ditulis di sini dipisahkan saat disimpan.",
    )
    gelar_belakang = forms.CharField(
        label="Gelar Belakang", required=False, max_length=100, help_text="Contoh: S.H., M.H."
    )
    tempat_lahir = forms.CharField(label="Tempat Lahir", required=False, max_length=500)
    tanggal_lahir = IsianTanggal(
        label="Tanggal Lahir", required=False, help_text="Jika kosong, diisi dari NIP."
    )
    jenis_kelamin = forms.ChoiceField(
        label="Jenis Kelamin",
        required=False,
        choices=[("", "Sesuai NIP"), ("L", "Laki-laki"), ("P", "Perempuan")],
    )
    golongan = forms.ChoiceField(label="Pangkat/Golongan", required=False, choices=GOLONGAN)
    jabatan = forms.CharField(label="Jabatan", max_length=500)
    unit_kerja = forms.CharField(label="Unit Kerja", max_length=500)
    instansi = forms.CharField(label="Instansi", max_length=500)
    zona = forms.ChoiceField(label="Zona Waktu", choices=Peserta.Zona.choices, initial="WIB")
    email = forms.CharField(
        label="Surel",
        required=False,
        max_length=254,
        help_text="Undangan dikirim ke alamat ini. Boleh dikosongkan.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    hp = forms.CharField(
        label="Nomor Ponsel (WhatsApp)",
        required=False,
        max_length=40,
        help_text="Contoh: 081234567890.",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    dilihat = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, pelatihan, peserta=None, **kwargs):
        self.pelatihan, self.peserta, self.peringatan = pelatihan, peserta, []
        kwargs.setdefault("initial", self._awal(peserta))
        super().__init__(*args, **kwargs)
        lama = peserta.golongan if peserta else ""
        if lama and lama not in PNS and lama not in PPPK:  # as an office wrote it in its list
            self.fields["golongan"].choices = [*GOLONGAN, (lama, lama)]

    @classmethod
    def _awal(cls, peserta):
        if peserta is None:
            return {"instansi": getattr(Organisasi.kini(), "kementerian", "")}
        isian = {nama: getattr(peserta, nama) for nama in cls.base_fields if nama != "dilihat"}
        return isian | {"dilihat": peserta.diubah_pada.isoformat()}

    def clean_nip(self):
        return self._nomor("nip", {Status.PNS, Status.PPPK}, 18)

    def clean_nik(self):
        return self._nomor("nik", {Status.NON_ASN}, 16)

    def clean_nrp(self):
        if not self._berlaku("nrp", {Status.TNI_POLRI}):
            return ""
        nrp = re.sub(r"\s", "", self.cleaned_data["nrp"]).upper()
        if not nrp:
            raise forms.ValidationError("NRP wajib diisi.")
        if not NRP.fullmatch(nrp):
            raise forms.ValidationError("NRP tidak sah. Isi 4–20 huruf atau angka.")
        return nrp

    def _nomor(self, bidang, status, digit):
        """The number that this status asks for."""
        if not self._berlaku(bidang, status):
            return ""
        label, teks = self.fields[bidang].label, self.cleaned_data[bidang]
        if aturan.kosong(teks):
            raise forms.ValidationError(f"{label} wajib diisi.")
        self.identitas = terapkan_aturan(aturan.identitas, teks)
        if len(self.identitas.nomor) != digit:
            raise forms.ValidationError(
                f"{label.partition('/')[0]} harus {digit} digit. Periksa kembali nomornya."
            )
        return self.identitas.nomor

    def _berlaku(self, bidang, status):
        """Does this status bear such a number? One typed under another is not dropped silently."""
        pilihan = self.cleaned_data.get("status")
        if pilihan and pilihan not in status and not aturan.kosong(self.cleaned_data[bidang]):
            sebutan = " dan ".join(s.label for s in Status if s in status)
            raise forms.ValidationError(
                f"{self.fields[bidang].label} hanya untuk {sebutan}. Kosongkan, atau ubah Status "
                "Kepegawaian."
            )
        return pilihan in status

    def clean_nama(self):
        return terapkan_aturan(aturan.nama, self.cleaned_data["nama"])

    def clean(self):
        data = super().clean()
        self._gelar(data)
        self._dari_nip(data)
        self._lahir(data)
        self._nik_dan_lahir(data)
        self._ganda(data)
        if not (data.get("email") or data.get("hp")):
            self.peringatan.append(TAK_TERHUBUNGI)
        return data

    def _gelar(self, data):
        """Degrees typed into the name join those in their own fields."""
        if not data.get("nama"):
            return
        depan, data["nama"], belakang = aturan.pisah_gelar(data["nama"])
        for bidang, gelar, sela in (
            ("gelar_depan", depan, " "),
            ("gelar_belakang", belakang, ", "),
        ):
            tertulis = aturan.bersih(data.get(bidang) or "").strip(",")
            baru = gelar if gelar.casefold() not in tertulis.casefold() else ""
            data[bidang] = sela.join(b for b in (tertulis, baru) if b)[:GELAR_MAKS]

    def _dari_nip(self, data):
        if not data.get("nip"):
            return
        nip = self.identitas
        data["status"] = Status.PPPK if nip.pns_atau_pppk == "pppk" else Status.PNS
        if "tanggal_lahir" not in self.errors:
            data["tanggal_lahir"] = data.get("tanggal_lahir") or nip.tanggal_lahir
        data["jenis_kelamin"] = data.get("jenis_kelamin") or nip.jenis_kelamin
        sama = (nip.tanggal_lahir, nip.jenis_kelamin)
        if (data.get("tanggal_lahir"), data["jenis_kelamin"]) != sama:
            self.peringatan.append(BEDA_NIP)

    def _lahir(self, data):
        lahir = data.get("tanggal_lahir")
        if lahir and not aturan.usia_wajar(lahir, timezone.localdate()):
            self.add_error("tanggal_lahir", aturan.kalimat("TANGGAL_BATAS"))
        if data.get("nik") and not lahir and "tanggal_lahir" not in self.errors:
            self.add_error("tanggal_lahir", aturan.kalimat("TANGGAL_KOSONG"))

    def _nik_dan_lahir(self, data):
        """A NIK is never corrected, so a date that differs is no fault (PP 40/2019, article 30)."""
        nik, lahir = data.get("nik"), data.get("tanggal_lahir")
        if nik and lahir:
            hari = int(nik[6:8]) % NIK_PEREMPUAN
            if f"{hari:02}{nik[8:12]}" != f"{lahir:%d%m%y}":
                self.peringatan.append(BEDA_NIK)

    def _ganda(self, data):
        """Said at the field, before the database has to refuse it."""
        contoh = Peserta(pelatihan=self.pelatihan)
        contoh.nik = data.get("nik") or ""
        lain = self.pelatihan.peserta.exclude(pk=self.peserta and self.peserta.pk)
        for bidang, kolom, nilai in (
            ("nip", "nip", data.get("nip")),
            ("nik", "nik_sidik", contoh.nik_sidik),
            ("nrp", "nrp", data.get("nrp")),
        ):
            ganda = lain.filter(**{kolom: nilai}).first() if nilai else None
            if ganda:
                batal = ", kepesertaan dibatalkan" if ganda.dibatalkan_pada else ""
                self.add_error(
                    bidang,
                    f"{bidang.upper()} ini sudah terdaftar pada pelatihan ini "
                    f"({ganda.nama_lengkap}{batal}).",
                )
        if data.get("nip") and Peserta.objects.bersamaan(data["nip"], self.pelatihan).exists():
            self.peringatan.append(BERSAMAAN)

    def untuk_verba(self):
        """Fields of Peserta with their values; the NIK in clear."""
        return {nama: self.cleaned_data[nama] for nama in self.base_fields if nama != "dilihat"}


class BatalkanForm(KataWajib, forms.Form):
    alasan = forms.CharField(
        label="Alasan Pembatalan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AktifkanForm(KataWajib, forms.Form):
    alasan = forms.CharField(
        label="Alasan Pengaktifan Kembali",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ImporForm(forms.Form):
    """The spreadsheet as the office sent it; what it holds is judged by peserta.impor."""

    berkas = forms.FileField(
        label="Berkas Excel",
        allow_empty_file=True,
        help_text=".xlsx, paling besar 5 MB dan 5.000 baris.",
        widget=forms.ClearableFileInput(attrs={"accept": f".xlsx,{XLSX}"}),
        error_messages={"required": "Pilih berkas Excel yang akan diimpor."},
    )
