"""After every act, whoever does it: badge and rows are one, parts add up, clocks hold.

`EREG_JELAJAH=300 EREG_BENIH=1,2,3` walks further: that many steps from each of these seeds.
"""

import datetime as dt
import os

import pytest
import time_machine
from django.utils import timezone

from laporan.bahan_contoh import contoh_peserta
from laporan.tests import saksi
from laporan.tests.jelajah import Jelajah
from pelatihan.models import Pelatihan
from pelatihan.sop import Tahap

pytestmark = pytest.mark.django_db
LANGKAH = int(os.environ.get("EREG_JELAJAH", "12"))
BENIH = [int(n) for n in os.environ.get("EREG_BENIH", "7").split(",")]


@pytest.mark.parametrize("benih", BENIH)
def test_badge_rows_sums_and_clocks_agree_after_every_act(orang, pelatihan_di, settings, benih):
    settings.SESSION_COOKIE_AGE = 10**7
    selesai = {}
    with time_machine.travel(timezone.now(), tick=True) as kini:
        for tahap in (Tahap.REGISTRASI, Tahap.PEMERIKSAAN):
            pelatihan_di(tahap, peserta=contoh_peserta(2))
        j = Jelajah(orang, benih)
        for _ in range(LANGKAH):
            _, kode, _ = j.langkah()
            baris = saksi.periksa_meja(j)
            if baris:
                u, alamat = j.pilih(baris)
                assert j.klien[u].get(alamat).status_code == 200, (u, alamat)
            for p in Pelatihan.objects.filter(kode=kode):
                saksi.periksa_angka(p)
                saksi.periksa_jam(p, selesai)
            kini.shift(dt.timedelta(minutes=j.pilih([0, 1, 1, 4, 9, 25])))
        for p in Pelatihan.objects.all():
            saksi.periksa_angka(p)
            saksi.periksa_jam(p, selesai)


@pytest.mark.parametrize("tahap", Tahap)
def test_figures_and_clocks_hold_at_every_stage(tahap, pelatihan_di):
    p = pelatihan_di(tahap, peserta=contoh_peserta(3))
    saksi.periksa_angka(p)
    saksi.periksa_jam(p, {})
