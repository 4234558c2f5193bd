"""Columns named by a person instead of found by their words: now, or earlier for the same headings.

A mapping says {"lembar": name of the sheet, "judul": row of the heading (None: to be found by its
words; 0: there is none), "dalam": rows that the heading takes, "kolom": {field: column as number or
letter, or None: this field is in no column}}. Fields that it leaves out are found by their words.
"""

import hashlib
import unicodedata
from dataclasses import dataclass, field

from openpyxl.utils import column_index_from_string

from peserta.impor import batas, judul
from peserta.impor.hasil import JUDUL_SEBAB, BerkasDitolak


@dataclass(frozen=True)
class Petaan:
    """A mapping that may be applied. `dari` raises ValueError for one that makes no sense."""

    lembar: str
    judul: int | None = None
    dalam: int = 1
    kolom: dict[str, int | None] = field(default_factory=dict)

    @classmethod
    def dari(cls, isi):
        kolom = {bidang: _nomor(k) for bidang, k in isi.get("kolom", {}).items()}
        baris, dalam = isi.get("judul"), isi.get("dalam") or 1
        terpakai = [k for k in kolom.values() if k]
        if not kolom.keys() <= judul.BIDANG.keys() or len(set(terpakai)) < len(terpakai):
            raise ValueError("a field that does not exist, or one column for two fields")
        if baris is not None and not 0 <= baris <= batas.BARIS_PETAAN:
            raise ValueError("no heading can stand there")
        if not 1 <= dalam <= judul.PALING_DALAM:
            raise ValueError("no heading is that deep")
        return cls(isi["lembar"], baris, dalam, kolom)

    def kepala(self, lembar):
        """The heading of the sheet as this mapping wants it. Raises BerkasDitolak."""
        if self.judul is None:
            kepala = judul.cari(lembar)
        elif self.judul == 0:
            kepala = judul.Judul(0, 0)
        else:
            kepala = judul.susun(lembar, self.judul, self.dalam)
        if kepala is None:
            raise BerkasDitolak("TANPA_JUDUL")
        kepala.tetapkan(self.kolom)
        return kepala


def _nomor(kolom):
    """The number of a column; None stays None."""
    if kolom is None:
        return None
    nomor = column_index_from_string(kolom) if isinstance(kolom, str) else kolom
    if not 1 <= nomor <= batas.KOLOM:
        raise ValueError("no column is read there")
    return nomor


def sidik(kepala):
    """The fingerprint of a heading: its texts in order, blanks between them included.

    None when there is no text, or when it stands too far down for a heading to be looked for. The
    column that a marked workbook has more does not count.
    """
    teks = _teks(kepala)
    if not teks or kepala.awal > batas.BARIS_JUDUL:
        return None
    deret = [teks.get(k, "") for k in range(min(teks), max(teks) + 1)]
    return hashlib.sha256("\x1f".join([str(_dalam(kepala)), *deret]).encode()).hexdigest()


def _teks(kepala):
    rata = {
        k: " ".join(unicodedata.normalize("NFKC", t).casefold().split())
        for k, t in kepala.teks.items()
        if t != JUDUL_SEBAB
    }
    return {k: t for k, t in rata.items() if t}


def _dalam(kepala):
    return kepala.akhir - kepala.awal + 1


class Penunjuk:
    """Where the heading of each sheet stands: as told, as remembered, or as its words say.

    ingatan  [{"sidik", "kolom": {field: place, counted from the first heading, or None},
             "lembar": the sheet's name if it was chosen among several, else ""}]
    """

    def __init__(self, petaan=None, ingatan=()):
        self.petaan = Petaan.dari(petaan) if petaan else None
        self.ingatan = {i["sidik"]: i for i in ingatan}

    def layak(self, lembar):
        """Whether a sheet, by its first rows, is worth reading on."""
        if self.petaan:
            return lembar.nama == self.petaan.lembar
        return judul.ada_petunjuk(lembar) or (lembar.tampak and bool(self._ingat(lembar)))

    def berjudul(self, buku):
        """[(sheet, heading)] of the sheets that come into question."""
        tampak = [x for x in buku.lembar if x.tampak]
        if self.petaan:
            return [(x, self.petaan.kepala(x)) for x in tampak if x.nama == self.petaan.lembar][:1]
        dikenal = [(x, self._ingat(x) or judul.cari(x)) for x in tampak]
        dikenal = [(x, j) for x, j in dikenal if j]
        pernah_dipilih = [(x, j) for x, j in dikenal if self._pernah_dipilih(x, j)]
        return pernah_dipilih if len(pernah_dipilih) == 1 else dikenal

    def terpakai(self, lembar, kepala):
        """The mapping that this heading was read with, in full, or None: it was found by its words.

        With the fingerprint of the heading, its first column, and whether this was remembered.
        """
        tanda = sidik(kepala)
        ingat = not self.petaan and tanda in self.ingatan
        if not (self.petaan or ingat):
            return None
        disebut = self.petaan.kolom if self.petaan else self.ingatan[tanda]["kolom"]
        return {
            "lembar": lembar.nama,
            "judul": kepala.awal,
            "dalam": _dalam(kepala),
            "kolom": dict.fromkeys(disebut) | kepala.kolom,
            "sidik": tanda,
            "asal": min(_teks(kepala), default=1),
            "ingat": ingat,
        }

    def _ingat(self, lembar):
        """The heading of a sheet that was mapped before, or None."""
        if not self.ingatan:
            return None
        for kepala in judul.semua(lembar):
            if isi := self.ingatan.get(sidik(kepala)):
                asal = min(_teks(kepala))
                kolom = {b: k if k is None else k + asal for b, k in isi["kolom"].items()}
                if all(1 <= k <= batas.KOLOM for k in kolom.values() if k is not None):
                    kepala.tetapkan(kolom)
                    return kepala
        return None

    def _pernah_dipilih(self, lembar, kepala):
        return self.ingatan.get(sidik(kepala), {}).get("lembar") == lembar.nama
