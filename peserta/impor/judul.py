"""Finding the heading row by its words: any order, any place, one row or several."""

from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from peserta.aturan.teks import bersih
from peserta.impor import batas
from peserta.impor.hasil import BerkasDitolak
from peserta.impor.kata import (
    BIDANG,
    ORANG,
    PILIH,
    SUSUNAN,
    UTAMA,
    kata_bukan,
    kenali,
    normal,
)

__all__ = ["BIDANG", "SUSUNAN", "Judul", "ada_petunjuk", "cari", "kenali", "nama_kolom", "normal"]

#: two columns to tick, which mean nothing one without the other
_PASANGAN = {"kelamin_l", "kelamin_p"}
PALING_DALAM = 3


@dataclass
class Judul:
    """A heading found: the rows it takes, the column of each field, and what was not known."""

    awal: int
    akhir: int
    kolom: dict[str, int] = field(default_factory=dict)
    ganda: list[str] = field(default_factory=list)
    lain: list[str] = field(default_factory=list)
    bagian: dict[int, set] = field(default_factory=dict)
    teks: dict[int, str] = field(default_factory=dict)

    @property
    def nilai(self):
        return len(self.kolom.keys() - {"no"})

    @property
    def layak(self):
        """Whether these really are headings of a list of people."""
        return self.nilai >= (2 if ORANG & self.kolom.keys() else 3)

    @property
    def hilang(self):
        """The required columns that are not there."""
        ada = self.tersedia
        return [
            BIDANG[bidang]
            for bidang, cukup in (("nip", {"nip", "nik"}), ("nama", {"nama"}))
            if not cukup & ada
        ]

    @property
    def tersedia(self):
        """The fields that have a column, be it shared with others."""
        return {b for bidang in self.kolom for b in (bidang, *SUSUNAN.get(bidang, ()))}

    def tetapkan(self, kolom):
        """Let these fields ({field: column or None}) stand where a person says that they stand."""
        pasti = {bidang: k for bidang, k in kolom.items() if k}
        diambil = set(pasti.values())
        self.kolom = {
            b: k for b, k in self.kolom.items() if b not in kolom and k not in diambil
        } | pasti
        self.ganda = [nama for nama in self.ganda if nama not in {BIDANG[b] for b in kolom}]
        self._catat_lain()

    def _catat_lain(self):
        terpakai = set(self.kolom.values())
        self.lain = [teks for k, teks in self.teks.items() if k not in terpakai and teks]

    def pastikan_tunggal(self):
        if self.ganda:
            raise BerkasDitolak("KOLOM_GANDA", kolom=", ".join(self.ganda))


def ada_petunjuk(lembar):
    """Whether a visible sheet may be a list: somewhere at its top a heading of people stands."""
    return lembar.tampak and any(
        (arti := kenali(sel.teks)) and arti.bidang in ORANG
        for baris in lembar.baris.values()
        for sel in baris.values()
    )


def cari(lembar):
    """The best heading in the first rows of a sheet, or None."""
    calon = (j for j in semua(lembar) if j.layak)
    return max(calon, key=lambda j: (j.nilai, not j.hilang, -len(j.ganda)), default=None)


def semua(lembar):
    """Every way to take one to three of the first rows for a heading."""
    rata = _rata(lembar)
    return [
        _susun(lembar, nomor, dalam, rata)
        for dalam in range(1, PALING_DALAM + 1)
        for nomor in lembar.baris
        if nomor <= batas.BARIS_JUDUL
    ]


def susun(lembar, awal, dalam):
    """The heading that starts in this row, whatever it says."""
    return _susun(lembar, awal, dalam, _rata(lembar))


def _rata(lembar):
    """Where text stands above several columns, for headings in several rows."""
    return {
        (r1, kolom): c1
        for c1, r1, c2, _ in lembar.gabungan
        if r1 <= batas.BARIS_PETAAN and c2 > c1
        for kolom in range(c1, min(c2, batas.KOLOM) + 1)
    }


def _susun(lembar, awal, dalam, rata):
    judul = Judul(awal, awal + dalam - 1)
    baris = [(nomor, lembar.baris.get(nomor, {})) for nomor in range(awal, awal + dalam)]
    arti = {}
    for kolom in sorted({k for _, b in baris for k in b}):
        tumpukan = _tumpukan(baris, kolom, rata)
        teks = bersih(" ".join(t for t, _ in tumpukan))
        judul.bagian[kolom] = {normal(t) for t in (*(t for t, _ in tumpukan), teks)}
        judul.teks[kolom] = teks
        arti[kolom] = (_kenali_tumpukan(tumpukan), teks)
    _bagikan(judul, arti)
    return judul


def _tumpukan(baris, kolom, rata):
    """The texts over a column, top down, each with whether it stands over others too."""
    tumpukan = []
    for urutan, (nomor, sel) in enumerate(baris):
        berlanjut = any(kolom in bawah for _, bawah in baris[urutan + 1 :])
        induk = rata.get((nomor, kolom), kolom) if berlanjut else kolom
        if induk in sel:
            tumpukan.append((sel[induk].teks, (nomor, kolom) in rata))
    return tumpukan


def _kenali_tumpukan(tumpukan):
    """What the texts say together; else what they say below the title of their group."""
    semua = " ".join(t for t, _ in tumpukan)
    if (arti := kenali(semua)) or kata_bukan(semua):
        return arti
    for urutan, (_, kelompok) in enumerate(tumpukan[:-1]):
        if not kelompok:
            return None
        if arti := kenali(" ".join(t for t, _ in tumpukan[urutan + 1 :])):
            return arti
    return None


def _bagikan(judul, arti):
    """Give each field its column; of several candidates the better name wins, or none does."""
    for bidang in dict.fromkeys(a.bidang for a, _ in arti.values() if a):
        calon = sorted(
            (a.mutu, a.urutan if bidang in PILIH else 0, kolom)
            for kolom, (a, _) in arti.items()
            if a and a.bidang == bidang
        )
        judul.kolom[bidang] = calon[0][2]
        sama = [c for c in calon[1:] if c[:2] == calon[0][:2] and c[0] == UTAMA]
        if sama and bidang != "no":
            judul.ganda.append(BIDANG[bidang])
    if not judul.kolom.keys() >= _PASANGAN or "jenis_kelamin" in judul.kolom:
        for bidang in _PASANGAN:
            judul.kolom.pop(bidang, None)
    judul._catat_lain()


def nama_kolom(nomor):
    """How a column without a heading is called."""
    return f"kolom {get_column_letter(nomor)}"
