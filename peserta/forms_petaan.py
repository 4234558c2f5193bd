"""Which column of a spreadsheet is what, as its owner says."""

from collections import defaultdict

from django import forms

from peserta.impor.kata import BIDANG, SEBUTAN, SUSUNAN

TIDAK_DIIMPOR = "Tidak diimpor"
SENDIRI = (
    "nip nik nama gelar_depan gelar_belakang tempat_lahir tanggal_lahir jenis_kelamin golongan "
    "jabatan unit_kerja instansi email hp"
).split()
#: fields whose heading alone does not say what stands below it
LABEL = {
    "ttl": "Tempat dan Tanggal Lahir",
    "kelamin_l": "Jenis Kelamin, tanda pada kolom L",
    "kelamin_p": "Jenis Kelamin, tanda pada kolom P",
    "pangkat": "Pangkat saja",
    "ruang": "Ruang saja",
    "no": "Nomor urut",
}
PASANGAN = {"kelamin_l", "kelamin_p"}


def label(bidang):
    """What a field is called in the choices."""
    if bidang not in LABEL and bidang in SUSUNAN:
        *depan, akhir = (SEBUTAN[b] for b in SUSUNAN[bidang])
        return f"{', '.join(depan)} dan {akhir}"
    return LABEL.get(bidang, SEBUTAN[bidang])


PILIHAN = [
    ("", TIDAK_DIIMPOR),
    ("Satu data", [(b, label(b)) for b in SENDIRI]),
    ("Beberapa data dalam satu kolom", [(b, label(b)) for b in BIDANG if b in SUSUNAN]),
    ("Lainnya", [(b, label(b)) for b in BIDANG if b not in (*SENDIRI, *SUSUNAN)]),
]


class PetakanForm(forms.Form):
    """One choice for each column of a sheet; `petaan()` gives the mapping.

    lembar   the sheet, as `peserta.impor.intip` describes it
    awal     {column: field} to begin with; else what the words of the headings say
    """

    def __init__(self, *args, lembar, dipilih=False, awal=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.lembar, self.dipilih = lembar, dipilih
        for k in lembar["kolom"]:
            nama = f"Kolom {k['huruf']}" + (f" ({k['judul']})" if k["judul"] else "")
            bidang = k["bidang"] if awal is None else awal.get(k["kolom"], "")
            self.fields[_nama(k["kolom"])] = forms.ChoiceField(
                label=f"{nama} diimpor sebagai",
                choices=PILIHAN,
                required=False,
                initial=bidang,
                widget=forms.Select(attrs={"class": "form-select"}),
                error_messages={"invalid_choice": "Pilih salah satu data dalam daftar."},
            )

    @property
    def baris(self):
        """(column, field of the form) for the table."""
        return [(k, self[_nama(k["kolom"])]) for k in self.lembar["kolom"]]

    def clean(self):
        kolom = defaultdict(list)
        for k in self.lembar["kolom"]:
            if bidang := self.cleaned_data.get(_nama(k["kolom"])):
                kolom[bidang].append(k)
        self._satu_saja(kolom)
        self._berpasangan(kolom)
        self._wajib(kolom)
        return self.cleaned_data

    def _satu_saja(self, kolom):
        for bidang, daftar in kolom.items():
            if len(daftar) > 1:
                huruf = " dan ".join(k["huruf"] for k in daftar)
                for k in daftar[1:]:
                    self.add_error(
                        _nama(k["kolom"]),
                        f"{label(bidang)} dipilih untuk kolom {huruf}. Pilih satu kolom saja.",
                    )

    def _berpasangan(self, kolom):
        ada = PASANGAN & kolom.keys()
        if len(ada) == 1:
            (bidang,) = ada
            (lain,) = PASANGAN - ada
            self.add_error(
                _nama(kolom[bidang][0]["kolom"]),
                f"{label(bidang)} berlaku bersama kolom yang satu lagi. Pilih juga {label(lain)}.",
            )

    def _wajib(self, kolom):
        ada = {b for bidang in kolom for b in (bidang, *SUSUNAN.get(bidang, ()))}
        if not {"nip", "nik"} & ada:
            self.add_error(None, "Belum ada kolom NIP atau NIK. Pilih kolom yang berisi nomor itu.")
        if "nama" not in ada:
            self.add_error(None, "Belum ada kolom Nama. Pilih kolom yang berisi nama peserta.")

    def petaan(self):
        """The mapping for `peserta.impor.periksa`: every field is named, be it as not there."""
        kolom = dict.fromkeys(BIDANG)
        for k in self.lembar["kolom"]:
            if bidang := self.cleaned_data[_nama(k["kolom"])]:
                kolom[bidang] = k["kolom"]
        judul = self.lembar["judul"]
        return {
            "lembar": self.lembar["nama"],
            "judul": judul["awal"],
            "dalam": judul["dalam"],
            "kolom": kolom,
            "dipilih": self.dipilih,
        }


def _nama(kolom):
    return f"kolom_{kolom}"
