"""The sending path, broken on purpose at every named place, with real workers that are killed.

What the server accepted is compared with what the outbox says: nothing may be lost, and nothing
doubled but what was under way when a worker died.
"""

import signal
import time
from collections import Counter

import pytest
from django.utils import timezone

from eregistrasi.tests.mesin import sampai
from surel import sambungan, titik
from surel.models import Status, Surel
from surel.tests.bahan_uji import cocok, habis, hitung, tulis
from surel.tests.pekerja_uji import berakhir, bunuh

pytestmark = pytest.mark.django_db(transaction=True)
PENGIRIMAN = [t for t in titik.SEMUA if t.startswith("surel.") and t != "surel.sesudah_pulih"]


@pytest.fixture(autouse=True)
def _tanpa_pekerjaan_lain(monkeypatch):
    monkeypatch.setattr(sambungan, "BERKALA", [])
    yield
    titik.pasang("")


def habis_juga_yang_menunggu():
    """`habis`, without waiting for what was in the hands of several dead workers."""
    Surel.objects.filter(status=Status.TUNDA).update(kirim_setelah=timezone.now())
    return habis()


def dalam_perjalanan():
    """Message-IDs of letters whose DATA was begun and not answered as far as the outbox knows."""
    baris = Surel.objects.exclude(data_mulai=None).filter(status=Status.DIKIRIM)
    return Counter(baris.values_list("pesan_id", flat=True))


def sewa_habis():
    Surel.objects.filter(status=Status.DIKIRIM).update(
        sewa_sampai=timezone.now() - timezone.timedelta(minutes=1)
    )


def periksa(server, jumlah, jalan):
    """Nothing lost; what came again was under way at a kill, once more for each, and says so."""
    ada = dict(Surel.objects.values_list("pesan_id", "status"))
    assert (len(ada), set(server.diterima)) == (jumlah, set(ada))
    lebih = {nama: kali - 1 - jalan[nama] for nama, kali in server.diterima.items()}
    assert {nama for nama, banyak in lebih.items() if banyak > 0} == set()
    ganda = {nama for nama, kali in server.diterima.items() if kali > 1}
    assert {ada[nama] for nama in ganda} <= {Status.TAK_PASTI}
    assert {s for nama, s in ada.items() if nama not in jalan} == {Status.TERKIRIM}


def test_f01_killed_at_every_named_place_nothing_is_lost_and_only_what_was_under_way_doubles(
    server, pekerja
):
    tulis(40)
    jalan = Counter()
    for nama in PENGIRIMAN:
        if nama != "surel.sesudah_pantulan":
            assert berakhir(pekerja(f"{nama}:mati@2")) == -signal.SIGKILL, nama
            jalan += dalam_perjalanan()
            sewa_habis()
    assert berakhir(pekerja("surel.sesudah_pulih:mati")) == -signal.SIGKILL
    jalan += dalam_perjalanan()
    sewa_habis()
    pekerja()
    assert sampai(habis_juga_yang_menunggu, 40)
    periksa(server, 40, jalan)
    assert any(kali == 2 for kali in server.diterima.values())


def test_f01_two_workers_killed_at_random_moments(server, pekerja):
    tulis(60)
    server.jeda_data = 0.02
    jalan = Counter()
    for jeda in (0.25, 0.31, 0.28, 0.35):
        dua = [pekerja(), pekerja()]
        time.sleep(jeda)
        for pid in dua:
            bunuh(pid)
        jalan += dalam_perjalanan()
        sewa_habis()
    pekerja()
    assert sampai(habis_juga_yang_menunggu, 40)
    periksa(server, 60, jalan)


def test_f02_told_to_end_a_worker_finishes_the_letters_in_its_hands(server, pekerja):
    tulis(6)
    server.jeda_data = 0.7
    pid = pekerja()
    assert sampai(lambda: sum(server.diterima.values()) >= 2, 10)
    awal = time.monotonic()
    assert bunuh(pid, signal.SIGTERM) == 0
    assert time.monotonic() - awal < 10
    assert hitung(Status.DIKIRIM) == 0
    assert hitung(Status.TERKIRIM) == sum(server.diterima.values()) < 6


def test_f03_a_thousand_letters_through_four_workers_once_each_and_none_mixed_up(server, pekerja):
    """T33: name, link and attachment of each letter belong to the person whom it went to."""
    tulis(1000, milik=True)
    for _ in range(4):
        pekerja()
    assert sampai(habis, 120)
    assert (cocok(server.surat), len(server.surat), hitung(Status.TERKIRIM)) == (1000, 1000, 1000)
    assert set(server.diterima.values()) == {1}
    assert len({w.partition("/")[0] for w in Surel.objects.values_list("pekerja", flat=True)}) > 1


def test_every_named_place_is_one_that_a_test_breaks():
    assert set(titik.SEMUA) == {*PENGIRIMAN, "surel.sesudah_pulih"}
    with pytest.raises(ValueError, match="tidak dikenal"):
        titik.pasang("surel.entah:mati")
