"""Pangkat and golongan: seventeen grades of a PNS, seventeen of a PPPK."""

import json
import re
import unicodedata

from peserta.aturan.kode import ACUAN

_DAFTAR = json.loads((ACUAN / "golongan.json").read_text("utf-8"))
PNS = {baris["kode"]: baris for baris in _DAFTAR["pns"]}
PPPK = {baris["kode"]: baris for baris in _DAFTAR["pppk"]}
_ROMAWI = {str(angka): kode for angka, kode in enumerate(PPPK, start=1)}
_PANGKAT = {baris["pangkat"].casefold(): kode for kode, baris in PNS.items()}
_RUANG = re.compile(r"(?<![a-z0-9])(iv|i{1,3}|[1-4])[\s/.\\-]*\(?([a-e])(?![a-z0-9])")
_TUNGGAL = re.compile(
    r"(?:pppk|golongan|gol|ruang|[\s./:()-])*(x?(?:ix|iv|v?i{0,3})|[0-9]{1,2})(?:pppk|[\s.()-])*"
)


def golongan(teks):
    """The canonical code ("III/a", "IX") in what offices write for it, or None."""
    rata = " ".join(unicodedata.normalize("NFKC", str(teks)).casefold().split())
    if cocok := _RUANG.search(rata):
        tingkat = _ROMAWI.get(cocok[1], cocok[1].upper())
        kode = f"{tingkat}/{cocok[2]}"
        return kode if kode in PNS else None
    if cocok := _TUNGGAL.fullmatch(rata):
        kode = _ROMAWI.get(cocok[1].lstrip("0"), cocok[1].upper())
        return kode if kode in PPPK else None
    return _PANGKAT.get(re.sub(r"\b(?:tk|tkt)\b\.?\s*(?:i|1)\b|\btingkat 1\b", "tingkat i", rata))


def pangkat_golongan(kode):
    """ "Penata Muda (III/a)" or "Golongan IX"; whatever else stands there stays as it is."""
    return (PNS.get(kode) or PPPK.get(kode) or {"label": kode})["label"]
