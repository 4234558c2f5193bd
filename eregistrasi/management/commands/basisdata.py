"""The embedded PostgreSQL: is it running, where, and stop it."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from eregistrasi.alat.pg_lokal import PgGagal, PgLokal


class Command(BaseCommand):
    help = "Basis data tertanam: status, henti, atau url (menyalakannya bila perlu)."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("tindakan", choices=["status", "henti", "url"])

    def handle(self, *, tindakan, **_):
        if settings.DATABASE_URL and not settings.BASISDATA_TERTANAM:
            raise CommandError("DATABASE_URL disetel: basis data tertanam tidak dipakai.")
        try:
            self.stdout.write(getattr(self, tindakan)(PgLokal(settings.DATA_DIR)))
        except PgGagal as sebab:
            raise CommandError(str(sebab)) from None

    def status(self, server):
        keadaan = f"menyala (pid {server.pid()})" if server.menjawab() else "mati"
        return f"Basis data tertanam {keadaan}; data dalam {server.pgdata}"

    def henti(self, server):
        return "Basis data dihentikan." if server.henti() else "Basis data memang tidak menyala."

    def url(self, server):
        """Whoever asks for the address wants to connect."""
        return server.pastikan(self.stderr.write)
