"""What the import says about a file: a verdict for each row, or one for the whole file."""

from dataclasses import dataclass, field
from functools import lru_cache

from peserta.aturan import kalimat

TERIMA, TOLAK, LEWATI = "terima", "tolak", "lewati"
#: heading of the column in which a marked workbook says what is wrong
JUDUL_SEBAB = "Yang Perlu Diperbaiki"


class BerkasDitolak(Exception):
    """The whole file is refused, for one reason."""

    def __init__(self, kode, **isi):
        self.catatan = Catatan.dari(kode, **isi)
        super().__init__(self.catatan.pesan)


@dataclass(frozen=True, slots=True)
class Catatan:
    """One code with its words."""

    kode: str
    pesan: str

    @classmethod
    def dari(cls, kode, **isi):
        return cls(kode, kalimat(kode, **isi)) if isi else _tetap(kode)


@lru_cache
def _tetap(kode):
    """The note of a code whose words are always the same."""
    return Catatan(kode, kalimat(kode))


@dataclass(slots=True)
class Baris:
    """One row of the sheet, by its Excel row number. `data` holds what could be read of it,
    also when the row is refused; `mentah` what stands in the cells that could not be; `kosongkan`
    names the fields whose cell asks for them to be cleared."""

    baris: int
    status: str = TERIMA
    galat: list[Catatan] = field(default_factory=list)
    peringatan: list[Catatan] = field(default_factory=list)
    data: dict[str, str] = field(default_factory=dict)
    mentah: dict[str, str] = field(default_factory=dict)
    kosongkan: list[str] = field(default_factory=list)

    def tolak(self, kode, **isi):
        self.tolak_dengan(Catatan.dari(kode, **isi))

    def tolak_dengan(self, *catatan):
        self.status = TOLAK
        self.galat += [c for c in catatan if c not in self.galat]

    def lewati(self, kode):
        self.status = LEWATI
        self.galat.append(Catatan.dari(kode))

    def ingatkan(self, kode):
        catatan = Catatan.dari(kode)
        if catatan not in self.peringatan:
            self.peringatan.append(catatan)

    @property
    def identitas(self):
        """The NIP or NIK, once it is known to be one."""
        return self.data.get("nip", "")

    def bungkus(self):
        """The row as plain values; written out, for `asdict` copies every text anew."""
        return {
            "baris": self.baris,
            "status": self.status,
            "galat": _polos(self.galat),
            "peringatan": _polos(self.peringatan),
            "data": self.data,
            "mentah": self.mentah,
            "kosongkan": self.kosongkan,
        }

    def sebagai_json(self):
        isi = {
            "baris": self.baris,
            "status": self.status,
            "kode": [c.kode for c in self.galat],
            "peringatan": [c.kode for c in self.peringatan],
            "pesan": [c.pesan for c in (*self.galat, *self.peringatan)],
        }
        return isi | {"data": self.data} if self.status == TERIMA else isi


@dataclass(slots=True)
class Hasil:
    """The verdict: `penolakan` for a refused file, else the rows; `petaan` when a mapping of the
    columns was used (see `Penunjuk.terpakai`)."""

    penolakan: list[Catatan] = field(default_factory=list)
    peringatan_berkas: list[Catatan] = field(default_factory=list)
    baris: list[Baris] = field(default_factory=list)
    petaan: dict | None = None

    @classmethod
    def tolak(cls, kode, **isi):
        return cls(penolakan=[Catatan.dari(kode, **isi)])

    @property
    def ditolak(self):
        return bool(self.penolakan)

    def sebagai_json(self):
        """The object that the command prints."""
        return {
            "hasil": "ditolak" if self.ditolak else "baris",
            "kode": [c.kode for c in self.penolakan],
            "pesan": [c.pesan for c in self.penolakan],
            "peringatan_berkas": [c.kode for c in self.peringatan_berkas],
            "baris": [b.sebagai_json() for b in self.baris],
        }

    def bungkus(self):
        """Everything, as plain values: what the parsing process hands over."""
        return {
            "penolakan": _polos(self.penolakan),
            "peringatan_berkas": _polos(self.peringatan_berkas),
            "baris": [b.bungkus() for b in self.baris],
            "petaan": self.petaan,
        }

    @classmethod
    def buka(cls, isi):
        return cls(
            penolakan=_catatan(isi["penolakan"]),
            peringatan_berkas=_catatan(isi["peringatan_berkas"]),
            baris=[
                Baris(
                    b["baris"],
                    b["status"],
                    _catatan(b["galat"]),
                    _catatan(b["peringatan"]),
                    b["data"],
                    b["mentah"],
                    b.get("kosongkan", []),
                )
                for b in isi["baris"]
            ],
            petaan=isi.get("petaan"),
        )


def _polos(daftar):
    return [{"kode": c.kode, "pesan": c.pesan} for c in daftar]


def _catatan(daftar):
    return [Catatan(c["kode"], c["pesan"]) for c in daftar]
