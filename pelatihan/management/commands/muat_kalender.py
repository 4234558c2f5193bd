"""`manage.py muat_kalender BERKAS`: the days off of a year, out of its decree."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from pelatihan import tahun_kerja


class Command(BaseCommand):
    help = (
        "Memuat hari libur nasional, cuti bersama, dan masa Ramadan satu tahun dari berkas JSON: "
        '{"tahun": 2027, "dasar": "SKB ...", "libur": [{"tanggal": "2027-01-01", "jenis": '
        '"libur_nasional", "nama": "..."}], "ramadan": {"mulai": "...", "sampai": "..."}}. '
        "Memuat tahun yang sama sekali lagi menggantikan daftarnya; waktu langkah yang sudah "
        "selesai tidak berubah."
    )

    def add_arguments(self, parser):
        parser.add_argument("berkas", help="berkas JSON")

    def handle(self, *, berkas, **_):
        try:
            isi = json.loads(Path(berkas).read_text(encoding="utf-8"))
            tahun = tahun_kerja.muat(isi)
        except (OSError, ValueError) as sebab:
            raise CommandError(f"{berkas}: {sebab}") from sebab
        self.stdout.write(f"Kalender {tahun.tahun} dimuat: {len(isi['libur'])} hari libur.")
