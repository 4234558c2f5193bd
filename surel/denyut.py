"""The worker's sign of life, and the round of whoever mends what a dead one left."""

import datetime as dt

from django.db.models.functions import Now

from surel import antrean
from surel.models import Detak

JEDA = 5  # seconds between signs of life
SIMPAN = dt.timedelta(days=1)


class Denyut:
    """Heartbeat of one worker. `papan` tells what it is at; None where no letters are sent."""

    def __init__(self, nama, papan):
        self.nama, self.papan = nama, papan

    def satu(self):
        """One beat. Returns the seconds until the next."""
        papan = self.papan
        nilai = {
            "terakhir": Now(),
            "kabar": papan.kabar() if papan else "Server surel belum diatur",
            "terkirim": papan.terkirim if papan else 0,
        }
        Detak.objects.update_or_create(pekerja=self.nama, defaults=nilai)
        Detak.objects.filter(terakhir__lt=Now() - SIMPAN).delete()
        antrean.pulihkan()
        return JEDA
