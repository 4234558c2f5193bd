"""Check the seal of a paper without the site: no database is opened, nothing is sent."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from eregistrasi.alat import segel
from pelatihan.terbitan import REKAMAN, TANDA


class Command(BaseCommand):
    help = (
        "Memeriksa segel Ed25519 di dalam PDF yang diterbitkan sistem ini, dengan kunci publik "
        "yang dimuat pada /v/kunci/. Mencetak rekaman yang disegel."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("berkas", type=Path)
        parser.add_argument("--kunci", type=Path, required=True, help="berkas kunci publik (.pem)")

    def handle(self, *args, berkas, kunci, **lain):
        rekaman, tanda = _lampiran(berkas)
        try:
            baik = segel.cocok(rekaman, tanda, _baca(kunci).decode("ascii", "replace"))
        except ValueError as galat:
            raise CommandError(f"Kunci publik tidak dapat dibaca: {galat}") from None
        if not baik:
            raise CommandError(
                "SEGEL TIDAK COCOK: rekaman di dalam berkas ini bukan yang diterbitkan dengan "
                "kunci itu. Jangan gunakan berkas ini."
            )
        self.stdout.write("SEGEL COCOK. Bandingkan rekaman berikut dengan yang tercetak:")
        self.stdout.write(json.dumps(json.loads(rekaman), ensure_ascii=False, indent=1))


def _baca(berkas):
    try:
        return berkas.read_bytes()
    except OSError as galat:
        raise CommandError(f"Berkas tidak dapat dibaca: {galat}") from None


def _lampiran(berkas):
    """The record and its seal, as they travel in the PDF."""
    import pikepdf  # noqa: PLC0415 -- slow to import, and wanted by nobody else who lists commands

    try:
        with pikepdf.open(berkas) as pdf:
            return tuple(pdf.attachments[n].get_file().read_bytes() for n in (REKAMAN, TANDA))
    except OSError as galat:
        raise CommandError(f"Berkas tidak dapat dibaca: {galat}") from None
    except pikepdf.PdfError:
        raise CommandError("Berkas ini bukan PDF yang utuh.") from None
    except KeyError:
        raise CommandError("PDF ini tidak membawa rekaman dan segel dari sistem ini.") from None
