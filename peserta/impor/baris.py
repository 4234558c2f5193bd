"""The rules on one row: every fault and every warning in one pass."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from peserta import aturan
from peserta.aturan import Salah
from peserta.impor import batas
from peserta.impor.hasil import Baris, Catatan
from peserta.impor.kata import BIDANG, SUSUNAN
from peserta.impor.kosongkan import kosongkan
from peserta.impor.lembar import SEL_KOSONG
from peserta.impor.susun import pisah

KOLOM_DATA = (
    "nip",
    "nama",
    "tempat_lahir",
    "tanggal_lahir",
    "jenis_kelamin",
    "golongan",
    "jabatan",
    "unit_kerja",
    "instansi",
    "email",
    "hp",
)
_TEKS = ("tempat_lahir", "jabatan", "unit_kerja", "instansi")


@dataclass
class Pemeriksa:
    """Examines one row. A field that a formula has spoilt is reported once, not judged again."""

    isi: dict
    hasil: Baris
    hari_ini: dt.date
    epoch_1904: bool

    def __post_init__(self):
        self.hasil.data = dict.fromkeys(KOLOM_DATA, "")
        self.identitas = None
        self.rusak = set()

    def periksa(self):
        self._rumus()
        kosongkan(self.isi, self.hasil)
        self._pecah()
        for langkah in (self._identitas, self._nama, self._lahir, self._kelamin, self._teks):
            langkah()
        self._golongan()
        self._surel()
        self._ponsel()
        self._mentah()
        return self.hasil

    def _sel(self, bidang):
        return SEL_KOSONG if bidang in self.rusak else self.isi.get(bidang, SEL_KOSONG)

    def _mentah(self):
        """For the preview: the words in the cells whose value was refused."""
        for bidang, lain in (("nip", "nik"), ("nama", "nama"), ("email", "email")):
            teks = aturan.bersih(self._sel(bidang).teks or self._sel(lain).teks)
            if teks and not self.hasil.data[bidang]:
                self.hasil.mentah[bidang] = teks[:100]

    def _rumus(self):
        for bidang, sel in self.isi.items():
            if sel.galat:
                self.hasil.tolak("RUMUS_GALAT", kolom=BIDANG[bidang], galat=sel.nilai)
            elif sel.rumus and sel.nilai is None:
                self.hasil.tolak("RUMUS_TANPA_NILAI", kolom=BIDANG[bidang])
            else:
                if sel.rumus:
                    self.hasil.ingatkan("W_RUMUS")
                continue
            self.rusak.add(bidang)

    def _tolak(self, salah):
        self.hasil.tolak_dengan(*(Catatan(kode, pesan) for kode, pesan in salah.semua))

    def _pecah(self):
        """Take apart the cells that hold several fields; a column of its own goes before."""
        for bidang, isi in SUSUNAN.items():
            if bidang in self.rusak:
                self.rusak.update(isi)
            elif not (sel := self._sel(bidang)).kosong:
                for nama, nilai in pisah(bidang, sel).items():
                    self.isi.setdefault(nama, SEL_KOSONG._replace(nilai=nilai))

    def _identitas(self):
        if "nip" in self.rusak or ("nik" in self.rusak and "nip" not in self.isi):
            return
        sel = self._sel("nip")
        if "nik" in self.isi and not any(map(str.isdigit, sel.teks.strip("0 "))):
            sel = self._sel("nik")  # the column NIP says "-" or "Non ASN"
        try:
            nomor = self._nomor(sel.nilai)
            self.identitas = aturan.identitas(nomor, hari_ini=self.hari_ini)
        except Salah as salah:
            self._tolak(salah)
        else:
            self.hasil.data["nip"] = self.identitas.nomor

    def _nomor(self, nilai):
        if isinstance(nilai, bool | dt.date):
            raise Salah("NIP_KARAKTER")
        if isinstance(nilai, int | float) and nilai:
            nomor = aturan.nip_dari_angka(nilai)
            self.hasil.ingatkan("W_NIP_ANGKA")
            return nomor
        return nilai or ""

    def _nama(self):
        if "nama" in self.rusak:
            return
        nilai = self._sel("nama").nilai
        try:
            if not isinstance(nilai, str | None):
                raise Salah("NAMA_KARAKTER")
            nama = aturan.nama(nilai or "")
        except Salah as salah:
            self._tolak(salah)
            return
        nama = self._bergelar(nama)
        if max(map(len, aturan.pisah_gelar(nama))) > batas.GELAR:
            self.hasil.tolak("NAMA_PANJANG")
        self.hasil.data["nama"] = nama
        if aturan.nama_pendek(nama):
            self.hasil.ingatkan("W_NAMA_PENDEK")
        if aturan.aksara_campur(nama):
            self.hasil.ingatkan("W_AKSARA")

    def _bergelar(self, nama):
        """The name with the degrees that stand in columns of their own."""
        depan, belakang = (
            _rapi(teks)
            for teks in (self._sel("gelar_depan").teks, self._sel("gelar_belakang").teks)
        )
        return (f"{depan} " if depan else "") + nama + (f", {belakang}" if belakang else "")

    def _lahir(self):
        if "tanggal_lahir" in self.rusak:
            return
        nilai, nip = self._sel("tanggal_lahir").nilai, self.identitas
        dari_nip = nip.tanggal_lahir if nip else None
        if nilai is None or (isinstance(nilai, str) and aturan.kosong(nilai)):
            self._lahir_kosong(dari_nip)
            return
        try:
            lahir = aturan.tanggal(
                nilai,
                hari_ini=self.hari_ini,
                epoch_1904=self.epoch_1904,
                tahun_nip=dari_nip.year if dari_nip else None,
            )
        except Salah as salah:
            self._tolak(salah)
            return
        self.hasil.data["tanggal_lahir"] = lahir.isoformat()
        if not aturan.usia_wajar(lahir, self.hari_ini):
            self.hasil.tolak("TANGGAL_BATAS")
        elif dari_nip and dari_nip != lahir:
            self.hasil.ingatkan("W_NIP_TGL_BEDA")

    def _lahir_kosong(self, dari_nip):
        if dari_nip:
            self.hasil.data["tanggal_lahir"] = dari_nip.isoformat()
            self.hasil.ingatkan("W_TGL_DARI_NIP")
        elif self.identitas:
            self.hasil.tolak("TANGGAL_KOSONG")

    def _kelamin(self):
        if "jenis_kelamin" in self.rusak:
            return
        teks = self._sel("jenis_kelamin").teks or self._tercentang()
        nip = self.identitas if self.identitas and self.identitas.jenis == "nip" else None
        if aturan.kosong(teks):
            if nip:
                self.hasil.data["jenis_kelamin"] = nip.jenis_kelamin
                self.hasil.ingatkan("W_JK_DARI_NIP")
            return
        try:
            kode = aturan.jenis_kelamin(teks)
        except Salah as salah:
            self._tolak(salah)
            return
        self.hasil.data["jenis_kelamin"] = kode
        if nip and nip.jenis_kelamin != kode:
            self.hasil.ingatkan("W_NIP_JK_BEDA")

    def _tercentang(self):
        """The one that is ticked of two columns, L and P."""
        centang = [
            kode
            for kode, bidang in (("L", "kelamin_l"), ("P", "kelamin_p"))
            if not aturan.kosong(self._sel(bidang).teks)
        ]
        return "/".join(centang)

    def _isi_teks(self, bidang):
        teks = self._sel(bidang).teks
        if len(teks) > batas.TEKS:
            self.hasil.tolak("TEKS_PANJANG", kolom=BIDANG[bidang])
            return ""
        return _rapi(teks)

    def _teks(self):
        for bidang in _TEKS:
            self.hasil.data[bidang] = self._isi_teks(bidang)

    def _golongan(self):
        """The canonical code where it is recognised, else what the office wrote."""
        teks, pangkat = self._isi_teks("golongan"), self._isi_teks("pangkat")
        if ruang := self._isi_teks("ruang"):
            teks = f"{teks}/{ruang}" if teks else ruang
        kode = aturan.golongan(teks) or aturan.golongan(pangkat)
        self.hasil.data["golongan"] = kode or teks or pangkat
        tertulis = self.hasil.data["golongan"]
        lain = self.identitas and self.identitas.jenis == "nik"  # ranks of their own: Polri, TNI
        if not (kode or lain or aturan.kosong(tertulis)):
            self.hasil.ingatkan("W_GOLONGAN")

    def _surel(self):
        if "email" in self.rusak:
            return
        teks = self._sel("email").teks
        if aturan.kosong(teks):
            self.hasil.ingatkan("W_EMAIL_KOSONG")
            return
        try:
            self.hasil.data["email"] = aturan.surel(teks)
        except Salah as salah:
            self._tolak(salah)

    def _ponsel(self):
        teks = self._isi_teks("hp")
        nomor = aturan.ponsel(teks)
        self.hasil.data["hp"] = nomor or teks
        if teks and not nomor:
            self.hasil.ingatkan("W_HP")


@lru_cache(4096)
def _rapi(teks):
    """The text on one line, blank for what offices write instead of nothing.

    Most of a list is the same few posts, units and institutions.
    """
    return "" if aturan.kosong(teks) else aturan.bersih(teks)


def periksa_baris(nomor, isi, *, hari_ini, epoch_1904=False):
    """The verdict on one row of cells by field."""
    return Pemeriksa(dict(isi), Baris(nomor), hari_ini, epoch_1904).periksa()
