"""`manage.py periksa_jejak`: does every line of the trail still say what it said?"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from pelatihan import rantai
from pelatihan.models import Jejak, Pelatihan

MAKS = 20  # breaks that are named; one is enough to worry


class Command(BaseCommand):
    help = "Memeriksa rantai SHA-256 jejak aktivitas dan menyebut baris pertama yang putus."

    def add_arguments(self, parser):
        parser.add_argument(
            "--tuang",
            metavar="BERKAS",
            help="tuang jejak sebagai teks, untuk diperiksa dengan docs/periksa_jejak_teks.py",
        )

    def handle(self, *, tuang=None, **_):
        if tuang:
            try:
                with Path(tuang).open("w", encoding="utf-8", newline="\n") as berkas:
                    rantai.tuang(berkas)
            except OSError as galat:
                raise CommandError(f"Jejak tidak dapat dituang: {galat}") from None
            self.stdout.write(f"Jejak dituang ke {tuang}.")
        putus = rantai.periksa()
        if putus:
            for satu in putus[:MAKS]:
                self.stderr.write(str(satu))
            raise CommandError(f"Rantai jejak putus. Baris pertama: {putus[0]}")
        self.stdout.write(
            f"Rantai jejak utuh: {Jejak.objects.count()} baris pada "
            f"{Pelatihan.objects.exclude(jejak=None).distinct().count()} pelatihan."
        )
