"""The list of participants as somebody asked for it: filters, search and order out of an address.

Page and export read the same address, so a file holds exactly what the screen showed.
"""

from dataclasses import dataclass, fields, replace

from django.db.models import F
from django.db.models.functions import Lower
from django.http import QueryDict

from peserta.cari import cari_peserta, rapikan, satu_huruf
from peserta.daftar_dukung import SARING, syarat
from peserta.tampilan import saringan_keadaan
from peserta.undangan import SURAT, menurut_surat

UKURAN = ("25", "50", "100")
# of those who come, by what became of their documents
DUKUNG = {n: SARING[n] for n in ("lengkap", "kurang", "periksa", "perbaikan")}
# value -> (words, order); who shares a place stands by bare name
URUT = {
    "": ("Nama", ()),
    "unit": ("Unit kerja", (Lower("unit_kerja"),)),
    "waktu": (
        "Waktu konfirmasi terbaru",
        (F("dijawab_pada").desc(nulls_last=True),),
    ),
}


def asal_daftar(isian):
    """The query string of the list from which a page was reached, from that page's own QueryDict.

    Nothing but filters and the number of a page comes through, so it leads to the list and
    nowhere else.
    """
    halaman = isian.get("halaman", "")
    nomor = halaman if halaman.isascii() and halaman.isdigit() and len(halaman) < 7 else ""
    return alamat_halaman(Saringan.dari(isian), nomor)


def alamat_rincian(peserta, isian):
    """The page of one person, which keeps the way back to the list; `isian` as in `asal_daftar`."""
    return peserta.get_absolute_url() + asal_daftar(isian)


def alamat_halaman(saringan, nomor):
    """The query string of one page of a list; the first needs no number."""
    isian = QueryDict(mutable=True)
    isian.update(saringan.isian() + ([("halaman", nomor)] if str(nomor) not in ("", "1") else []))
    return f"?{isian.urlencode()}" if isian else ""


@dataclass(frozen=True)
class Saringan:
    """What an address asks of the list. Values that mean nothing count as not asked."""

    jawaban: str = ""
    q: str = ""
    unit: str = ""
    instansi: str = ""
    surat: str = ""
    dukung: str = ""
    urut: str = ""
    ukuran: str = UKURAN[0]

    @classmethod
    def dari(cls, isian):
        """From a QueryDict that anybody may have typed."""
        ada = {
            "jawaban": {nilai for nilai, _, _ in saringan_keadaan(False)},
            "surat": SURAT,
            "dukung": DUKUNG,
            "urut": URUT,
            "ukuran": UKURAN,
        }
        nilai = {}
        for f in fields(cls):
            teks = isian.get(f.name, "").replace("\0", "").strip()[:500]
            if f.name not in ada or teks in ada[f.name]:
                nilai[f.name] = teks
        return cls(**nilai | {"q": rapikan(nilai["q"])})

    @property
    def dicari(self):
        """What is searched for: `q`, unless that is one letter, which half of a list holds."""
        return "" if satu_huruf(self.q) else self.q

    @property
    def menyaring(self):
        """Does it leave anybody out, beyond the tab of the answer?"""
        return bool(self.dicari or self.unit or self.instansi or self.surat or self.dukung)

    def isian(self, **ubah):
        """(name, value) of what is asked, with some values changed; nothing stands for no wish."""
        semua = [(f.name, ubah.get(f.name, getattr(self, f.name)), f.default) for f in fields(self)]
        return [(nama, nilai) for nama, nilai, bawaan in semua if nilai != bawaan]

    def alamat(self, **ubah):
        """The query string of `isian`."""
        isian = QueryDict(mutable=True)
        for nama, nilai in self.isian(**ubah):
            isian[nama] = nilai
        return f"?{isian.urlencode()}" if isian else ""

    @property
    def urutan(self):
        """What it is ordered by; nobody shares a place with anybody."""
        return (*URUT[self.urut][1], Lower("nama"), "pk")

    @property
    def bentuk(self):
        """The same with a stand-in for every value: lists of one shape are asked for alike."""
        return replace(self, q="", ukuran=UKURAN[0], **dict.fromkeys(self.nilai, "-"))

    @property
    def nilai(self):
        """{name: value} of what may hold any value, as far as it is asked for."""
        return {n: getattr(self, n) for n in ("unit", "instansi") if getattr(self, n)}

    def terapkan(self, pelatihan):
        """The participants asked for, in order."""
        return self.saring(pelatihan.peserta.all())

    def saring(self, semua):
        """Those of `semua` who are asked for, in order."""
        semua = semua.menurut_jawaban(self.jawaban)
        if self.unit:
            semua = semua.filter(unit_kerja=self.unit)
        if self.instansi:
            semua = semua.filter(instansi=self.instansi)
        if self.surat:
            semua = menurut_surat(semua, self.surat)
        if self.dukung:
            semua = semua.filter(syarat(self.dukung), jawaban_kini="bersedia")
        if self.dicari:
            semua = cari_peserta(semua, self.dicari)
        return semua.order_by(*self.urutan)

    def keterangan(self, tutup):
        """In words, for the head of a file: `Konfirmasi: Bersedia; Unit kerja: …`."""
        jawaban = {nilai: label for nilai, label, _ in saringan_keadaan(tutup)}
        bagian = [
            ("Konfirmasi", self.jawaban and jawaban[self.jawaban]),
            ("Pencarian", self.dicari),
            ("Unit kerja", self.unit),
            ("Instansi", self.instansi),
            ("Undangan", self.surat and SURAT[self.surat][0]),
            ("Data dukung", self.dukung and DUKUNG[self.dukung]),
        ]
        saring = "; ".join(f"{label}: {isi}" for label, isi in bagian if isi)
        return f"{saring or 'semua peserta'}. Urut menurut {URUT[self.urut][0].lower()}"
