"""Say what the import would make of a spreadsheet, without writing a row."""

import datetime as dt
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from peserta.impor import periksa


class Command(BaseCommand):
    help = "Memeriksa berkas Excel peserta dan mencetak putusannya sebagai JSON, tanpa menyimpan."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("berkas", type=Path)
        parser.add_argument("--pelatihan", help="bandingkan dengan peserta pelatihan berkode ini")
        parser.add_argument(
            "--hari-ini", type=dt.date.fromisoformat, help="anggap hari ini YYYY-MM-DD"
        )

    def handle(self, *args, berkas, pelatihan, hari_ini, **lain):
        try:
            isi = berkas.read_bytes()
        except OSError as galat:
            raise CommandError(f"Berkas tidak dapat dibaca: {galat}") from None
        terdaftar = _terdaftar(pelatihan) if pelatihan is not None else {}
        hasil = periksa(isi, nama_berkas=berkas.name, hari_ini=hari_ini, **terdaftar)
        self.stdout.write(json.dumps(hasil.sebagai_json(), ensure_ascii=False, indent=1))


def _terdaftar(kode):
    """Only now is a database needed. An unknown code is no training without participants."""
    from eregistrasi.alat.sandi import sidik_rahasia  # noqa: PLC0415 -- without it no database
    from pelatihan.models import Pelatihan  # noqa: PLC0415 -- without it no database
    from peserta.models import Peserta  # noqa: PLC0415 -- without it no database

    if not Pelatihan.objects.filter(kode=kode).exists():
        raise CommandError(f"Tidak ada pelatihan berkode {kode}. Periksa kembali --pelatihan.")
    return {"sudah_ada": Peserta.objects.untuk_kode(kode).identitas(), "sidik": sidik_rahasia}
