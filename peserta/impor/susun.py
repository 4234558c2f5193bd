"""Cells that hold several fields: a name with its number and grade, birth place and date,
grade and post, address and phone. What cannot be told apart stays together, and nothing is lost."""

import re

from peserta import aturan
from peserta.aturan.golongan import PNS
from peserta.aturan.tanggal import BULAN_DULU, NAMA_HARI
from peserta.impor.kata import SUSUNAN

_TANGGAL_DI_UJUNG = re.compile(
    rf"(?P<tempat>.*?)[\s,/;:-]*(?:\b{NAMA_HARI})?"
    r"(?P<tanggal>\d{1,2}[-/. ]+\w+[-/. ]+\d{2,4}|\d{4}-\d{2}-\d{2}|\d{8}"
    rf"|\b{BULAN_DULU})",
    re.IGNORECASE,
)
#: a NIP or NIK with its label, and the marks that set it off
_NOMOR = re.compile(
    r"[\s/,;:|(\[–-]*(?:\b(?:NIP|NIK|NI\s?PPPK|NIPPPK)\b[\s.:/-]*)?(?<!\d)(\d[\d\s.-]{7,}\d)(?!\d)[)\]]?",
    re.IGNORECASE,
)
_SEPERTI_NOMOR = 9
_PANGKAT = "|".join(
    re.escape(p).replace("Tingkat\\ I", r"(?:Tingkat|Tkt?\.?)\s*(?:I|1)\b")
    for p in sorted({baris["pangkat"] for baris in PNS.values()}, key=len, reverse=True)
)
#: "Penata Muda Tk. I (III/b)", "III.b", "Gol. III/b": the letter must stand beside its figure
_GOLONGAN = re.compile(
    rf"(?:\b(?:{_PANGKAT})[\s,/(–-]*)?(?:\bGol(?:ongan|\.)?\s*(?:Ruang)?[\s.:/]*)?"
    r"(?<!\w)\(?(?:IV|I{1,3})\s?[/.\\-]?\s?[a-e]\b\)?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\s*(?:Nama|Pangkat[^:\n]{0,20}|Gol[^:\n]{0,12}|Jabatan|Jab\.?)\s*:\s*", re.IGNORECASE
)
#: a grade in the line of the name: behind a mark or with its words, for "I.B." may be a name
_SETELAH_NAMA = re.compile(rf"[/,;(|–-]\s*$|\A(?:{_PANGKAT}|Gol)", re.IGNORECASE)
_TEPI = " /,;|-–"


def pisah(bidang, sel):
    """{field: value} out of the cell of a column that holds several."""
    nilai = sel.nilai
    if bidang == "ttl":
        tempat, tanggal = _pisah_ttl(nilai) if isinstance(nilai, str) else ("", nilai)
        return {"tempat_lahir": tempat, "tanggal_lahir": tanggal}
    if not isinstance(nilai, str):  # a bare number: its digits are judged where numbers are
        return {"nip": nilai} if "nip" in SUSUNAN[bidang] else {SUSUNAN[bidang][-1]: sel.teks}
    if "email" in SUSUNAN[bidang]:
        return _pisah_surel(nilai)
    return _pisah_orang(SUSUNAN[bidang], nilai.strip())


def _pisah_ttl(teks):
    """(place, date) from one text; what cannot be told apart is left to the rule on dates."""
    teks = aturan.bersih(teks)
    if cocok := _TANGGAL_DI_UJUNG.fullmatch(teks):
        return cocok["tempat"], cocok["tanggal"]
    if any(map(str.isdigit, teks)):
        tempat, _, tanggal = teks.rpartition(",")
        return tempat, tanggal
    return teks, ""


def _pisah_surel(teks):
    potong = re.split(r"[\s/,;|]+(?=\S*@)|(?<=\w)[\s/,;|]+(?=[\d+(])", teks)
    surel = [p for p in potong if "@" in p]
    return {
        "email": " ".join(surel),
        "hp": " ".join(p for p in potong if p not in surel).strip(_TEPI),
    }


def _pisah_orang(bidang, teks):
    hasil = {}
    if "nip" in bidang:
        hasil["nip"], teks = _ambil_nomor(teks)
    potongan, golongan = [], []
    for baris in (_LABEL.sub("", b, count=1).lstrip(_TEPI).rstrip() for b in teks.splitlines()):
        sisa, kode = _ambil_golongan(baris, nama="nama" in bidang and not potongan)
        golongan += [kode] if kode else []
        potongan += filter(None, sisa)
    if bidang[0] == "golongan":
        golongan += [] if "jabatan" in bidang else potongan
    if golongan:
        hasil["golongan"] = " ".join(golongan)
    return hasil | _bagikan(bidang, potongan)


def _ambil_nomor(teks):
    """(the number, the rest); several numbers are all kept, for the rule that refuses them."""
    cocok = [m for m in _NOMOR.finditer(teks) if sum(map(str.isdigit, m[1])) >= _SEPERTI_NOMOR]
    if len(cocok) != 1:
        return " / ".join(m[1] for m in cocok), teks
    awal, akhir = cocok[0].span()
    return cocok[0][1], f"{teks[:awal]}\n{teks[akhir:]}"


def _ambil_golongan(baris, *, nama):
    """([what stands before and behind the grade], the grade as written).

    nama  whether this is the line of the name
    """
    cocok = _GOLONGAN.search(baris)
    if cocok and nama and not _SETELAH_NAMA.search(baris[: cocok.start()] or cocok[0]):
        cocok = None
    if cocok:
        sisa = (baris[: cocok.start()], baris[cocok.end() :])
        return [s.strip(_TEPI + "(") for s in sisa], cocok[0].strip()
    return ([], baris) if not nama and aturan.golongan(baris) else ([baris], "")


def _bagikan(bidang, potongan):
    """The lines that are left, to the name first and then to the post."""
    hasil = {}
    if "nama" in bidang:
        sampai = len(potongan)
        if "jabatan" in bidang:
            sampai = next((n for n, p in enumerate(potongan, 1) if not p.endswith(",")), 1)
        nama, potongan = potongan[:sampai], potongan[sampai:]
        hasil["nama"] = " ".join(nama).strip(_TEPI + "(")
    if "jabatan" in bidang:
        hasil["jabatan"] = " ".join(potongan).strip(_TEPI)
    return hasil
