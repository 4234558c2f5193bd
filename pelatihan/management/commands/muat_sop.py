"""`manage.py muat_sop BERKAS --berlaku HARI`: a new version of the SOP for new trainings."""

import datetime as dt
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Max

from pelatihan.kendali import URUT
from pelatihan.models import VersiSOP

KEPALA = {"nama", "langkah", "jam", "pelaksana", "dasar_hukum", "disahkan_oleh"}
BARIS = {"no", "kegiatan", "pelaksana", "kelengkapan", "waktu_menit", "output"}
JAM = {"langkah", "mulai", "selesai", "pemilik", "menit", "jeda"}


class Command(BaseCommand):
    help = (
        "Memuat versi baru SOP dari berkas JSON (bentuknya seperti pelatihan/acuan/sop.json). "
        "Pelatihan yang sudah dimulai tetap menurut versi saat dimulai."
    )

    def add_arguments(self, parser):
        parser.add_argument("berkas", help="berkas JSON")
        parser.add_argument("--berlaku", required=True, help="mulai berlaku, misalnya 2027-01-01")

    def handle(self, *, berkas, berlaku, **_):
        try:
            naskah = json.loads(Path(berkas).read_text(encoding="utf-8"))
            hari = dt.date.fromisoformat(berlaku)
            periksa(naskah)
        except (OSError, ValueError) as sebab:
            raise CommandError(f"{berkas}: {sebab}") from sebab
        VersiSOP.pertama()
        terakhir = VersiSOP.objects.aggregate(n=Max("versi"))["n"]
        versi = VersiSOP.objects.create(versi=terakhir + 1, berlaku_mulai=hari, naskah=naskah)
        self.stdout.write(f"{versi} dimuat, berlaku mulai {hari:%d-%m-%Y}.")


def periksa(naskah):
    """Raises ValueError with what is missing; a version that is stored can never be mended."""
    _lengkap("naskah", KEPALA, naskah)
    if _tiap(naskah["langkah"], "no") != [1, 2, 3, 4, 5, 6]:
        raise ValueError('"langkah" harus memuat enam baris bernomor 1 sampai 6.')
    if _tiap(naskah["jam"], "langkah") != URUT:
        raise ValueError(f'"jam" harus memuat langkah {", ".join(URUT)}.')
    for b in naskah["langkah"]:
        _lengkap(f"langkah {b['no']}", BARIS, b)
    for j in naskah["jam"]:
        _lengkap(f"jam langkah {j['langkah']}", JAM, j)
        if j["menit"] is not None and (not isinstance(j["menit"], int) or j["menit"] < 1):
            raise ValueError(f"Menit langkah {j['langkah']} harus bilangan bulat atau null.")


def _tiap(daftar, nama):
    """That value of each line; None where there is no list of lines."""
    if isinstance(daftar, list) and all(isinstance(b, dict) for b in daftar):
        return [b.get(nama) for b in daftar]
    return None


def _lengkap(apa, perlu, isi):
    if not isinstance(isi, dict):
        raise ValueError(f"{apa} harus berbentuk {{...}}.")
    if kurang := sorted(perlu - set(isi)):
        raise ValueError(f"{apa}: tidak ada {', '.join(kurang)}.")
