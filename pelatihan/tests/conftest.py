"""What only the stories of this room need."""

import pytest
import time_machine

from laporan.contoh import Perjalanan
from pelatihan.tests.dinding import saat


@pytest.fixture
def jalan(orang):
    """A training that walks by the clock of a wall: `di(day, "09.00", verb)`."""
    with time_machine.travel(saat(20, "15.00"), tick=False) as kini:
        rute = Perjalanan(
            orang,
            nama="Pelatihan Fungsional Analis Hukum Ahli Muda",
            kode="PF-AHM",
            angkatan="I",
            peserta=[],
        )
        rute.isian["nota_diterima_pada"] = saat(20, "16.20")

        def di(hari, pukul, langkah, *args, **kwargs):
            kini.move_to(saat(hari, pukul))
            hasil = langkah(*args, **kwargs)
            rute.p.refresh_from_db()
            return hasil

        rute.di = di
        yield rute
