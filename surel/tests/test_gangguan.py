"""The sending path, broken on purpose at every named place, with real workers that are killed.

What the server accepted is compared with what the outbox says: nothing may be lost, and nothing
doubled but what was under way when a worker died.
"""

import itertools
import signal
import threading
import time
from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone

from eregistrasi.tests.mesin import sampai
from surel import jalur, pos, sambungan, titik, utas
from surel.models import Keran, Status, Surel
from surel.tests.bahan_uji import cocok, tulis
from surel.tests.pekerja_uji import berakhir, bunuh, lahirkan
from surel.tests.server_uji import ServerSurel

pytestmark = pytest.mark.django_db(transaction=True)
PENGIRIMAN = [t for t in titik.SEMUA if t.startswith("surel.") and t != "surel.sesudah_pulih"]


@pytest.fixture(autouse=True)
def _tanpa_pekerjaan_lain(monkeypatch):
    monkeypatch.setattr(sambungan, "BERKALA", [])
    yield
    titik.pasang("")


@pytest.fixture
def server(settings):
    server = ServerSurel(simpan=True).mulai()
    settings.EMAIL_URL = f"smtp://127.0.0.1:{server.port}"
    settings.SUREL_PENGIRIM = "E-Registrasi <e-registrasi@contoh.example>"
    settings.SUREL_JALUR = 2
    yield server
    server.henti()


@pytest.fixture
def pekerja():
    """Start workers; none of them outlives the story."""
    semua = []

    def mulai(titik_gagal=""):
        semua.append(lahirkan(titik_gagal))
        return semua[-1]

    yield mulai
    for pid in semua:
        try:
            bunuh(pid)
        except (ProcessLookupError, ChildProcessError):
            continue


def hitung(*status):
    return Surel.objects.filter(status__in=status).count()


def habis():
    return not hitung(Status.ANTRE, Status.TUNDA, Status.DIKIRIM)


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


def test_killed_at_every_named_place_nothing_is_lost_and_only_what_was_under_way_doubles(
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


def test_two_workers_killed_at_random_moments(server, pekerja):
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


def test_told_to_end_a_worker_finishes_the_letters_in_its_hands(server, pekerja):
    tulis(6)
    server.jeda_data = 0.7
    pid = pekerja()
    assert sampai(lambda: sum(server.diterima.values()) >= 2, 10)
    awal = time.monotonic()
    assert bunuh(pid, signal.SIGTERM) == 0
    assert time.monotonic() - awal < 10
    assert hitung(Status.DIKIRIM) == 0
    assert hitung(Status.TERKIRIM) == sum(server.diterima.values()) < 6


def test_name_link_and_attachment_of_each_letter_belong_to_one_person(server, pekerja):
    """Many letters through four workers (a thousand of them in bench/gangguan.py)."""
    tulis(160, milik=True)
    for _ in range(4):
        pekerja()
    assert sampai(habis, 30)
    assert (cocok(server.surat), len(server.surat), hitung(Status.TERKIRIM)) == (160, 160, 160)


@pytest.fixture
def satu_jalur(server):
    """One lane in this process, to be driven letter by letter."""
    papan = jalur.Papan()
    lajur = jalur.Jalur("uji:1:ab/1", papan)
    yield lajur
    lajur.tutup()


def kuras(lajur):
    for _ in itertools.takewhile(lambda jeda: not jeda, (lajur.satu() for _ in range(500))):
        pass


def tiba(detik=7200):
    """Whatever waits is due now."""
    Surel.objects.update(kirim_setelah=timezone.now() - timezone.timedelta(seconds=1))


def test_a_line_that_is_dropped_after_data_sends_once_more(server, satu_jalur):
    tulis(40)
    server.putus_tiap = 9
    kuras(satu_jalur)
    server.putus_tiap = 0
    tiba()
    kuras(satu_jalur)
    assert (hitung(Status.TERKIRIM), hitung(Status.TAK_PASTI)) == (36, 4)
    assert sorted(server.diterima.values()) == [1] * 36 + [2] * 4


def test_greylisting_refusals_and_good_addresses_side_by_side(server, satu_jalur):
    tulis(30)
    server.abu = True
    server.tolak = {f"orang{n}@contoh.example": ["550 5.1.1 Unknown"] for n in (3, 7)}
    kuras(satu_jalur)
    assert (hitung(Status.TUNDA), hitung(Status.GAGAL), len(server.diterima)) == (28, 2, 0)
    tiba()
    kuras(satu_jalur)
    assert (hitung(Status.TERKIRIM), hitung(Status.GAGAL)) == (28, 2)
    assert set(server.diterima.values()) == {1}


def test_a_server_that_takes_a_few_on_a_line_slows_the_post_and_loses_nothing(server, satu_jalur):
    tulis(25)
    server.batas = 10
    for _ in range(4):
        kuras(satu_jalur)
        satu_jalur.papan.berikut = 0  # the rest is over
        tiba()
    assert (hitung(Status.TERKIRIM), set(server.diterima.values())) == (25, {1})


def test_the_common_rate_slows_and_never_drops(server, satu_jalur):
    """Twenty a minute for all together; the clock is the database's, so the bucket is aged."""
    tulis(5)
    Keran.objects.create(pk=1, per_menit=20, isi=1)
    lain = jalur.Jalur("uji:1:ab/2", satu_jalur.papan)
    kuras(satu_jalur)
    assert 0 < lain.satu() <= 3
    assert len(server.diterima) == 1
    for n in range(2, 6):
        Keran.objects.update(diisi_pada=timezone.now() - timezone.timedelta(seconds=4))
        kuras(satu_jalur if n % 2 else lain)
        kuras(lain)
        assert len(server.diterima) == n
    lain.tutup()
    assert hitung(Status.TERKIRIM) == 5


def test_a_silent_server_stops_its_own_lane_only_for_the_time_out(server, satu_jalur, monkeypatch):
    tulis(1)
    satu_jalur.pos.timeout = 0.3
    server.diam = {"MAIL"}
    awal = time.monotonic()
    satu_jalur.satu()
    assert time.monotonic() - awal < 3
    surel = Surel.objects.get()
    assert (surel.status, surel.sebab) == (
        Status.TUNDA,
        "Sambungan terputus: SMTPServerDisconnected",
    )


@pytest.mark.parametrize(
    ("ubah", "sebab"),
    [
        ({"tls": "dicabut"}, "server tidak menawarkan TLS atau cara masuk yang diminta"),
        ({"kacau": True}, "server menolak dipakai"),
        ({"tutup": True}, "421 server menolak dipakai"),
    ],
)
def test_a_server_that_cannot_be_trusted_gets_no_letter(server, settings, ubah, sebab):
    """STARTTLS taken away, garbled answers, a closed door: the letter waits, the worker rests."""
    tulis(1)
    settings.EMAIL_URL += "/?tls=1" if "tls" in ubah else ""
    for nama, nilai in ubah.items():
        setattr(server, nama, nilai)
    papan = jalur.Papan()
    jalur.Jalur("uji:1:ab/1", papan).satu()
    surel = Surel.objects.get()
    assert (surel.status, surel.sebab) == (
        Status.TUNDA,
        f"Server surel tidak dapat dipakai: {sebab}",
    )
    assert (not server.diterima, papan.sisa() > 5) == (True, True)
    assert papan.kabar().startswith("Server surel tidak dapat dipakai")


def test_the_rest_grows_from_ten_seconds_to_a_quarter_of_an_hour():
    papan, jeda = jalur.Papan(), []
    for _ in range(9):
        papan.istirahat("sambungan ditolak")
        papan.istirahat("sambungan ditolak")  # the next lane says the same: nothing is added
        jeda.append(papan.sisa())
        papan.berikut = 0
    assert 7 < jeda[0] < 13
    assert all(500 < j < 1081 for j in jeda[-2:])
    papan.berhasil()
    assert papan.putus == 0


def test_the_word_of_the_server_outlives_a_lost_database(server, satu_jalur, monkeypatch):
    """PostgreSQL goes away between the 250 and our writing: that waits until it is back."""
    tulis(1)
    galat = []

    def data(self, pesan):
        hasil = asli_data(self, pesan)
        galat.append(connection.connection.closed)
        connection.connection.close()
        return hasil

    asli_data = pos._SMTP.data
    monkeypatch.setattr(pos._SMTP, "data", data)
    monkeypatch.setattr("surel.antrean.time.sleep", lambda detik: None)
    satu_jalur.satu()
    satu_jalur.buku.tuntaskan()
    assert galat == [0]
    assert (hitung(Status.TERKIRIM), list(server.diterima.values())) == (1, [1])


def test_a_thread_of_the_worker_outlives_whatever_happens_in_it(caplog):
    kali, henti = itertools.count(), threading.Event()

    def kerja():
        n = next(kali)
        if n == 0:
            connection.ensure_connection()
            connection.connection.close()
            Surel.objects.count()
        if n == 2:
            henti.set()
        return 0

    henti.wait = lambda detik: None
    utas.ulangi("Uji", kerja, henti)
    assert next(kali) == 3
    assert "Uji: basis data tidak terjangkau" in caplog.text


def test_every_named_place_is_one_that_a_test_breaks():
    assert set(titik.SEMUA) == {*PENGIRIMAN, "surel.sesudah_pulih"}
    with pytest.raises(ValueError, match="tidak dikenal"):
        titik.pasang("surel.entah:mati")
