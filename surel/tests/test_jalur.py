"""One lane beside a server that behaves as badly as servers do, letter by letter."""

import itertools
import threading
import time

import pytest
from django.db import connection
from django.utils import timezone

from surel import jalur, pos, utas
from surel.models import Keran, Status, Surel
from surel.tests.bahan_uji import hitung, tulis

pytestmark = pytest.mark.django_db
sendiri = pytest.mark.django_db(transaction=True)  # a line to the database that may be cut


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


def tiba():
    """Whatever waits is due now."""
    Surel.objects.update(kirim_setelah=timezone.now() - timezone.timedelta(seconds=1))


def test_f10_a_line_that_is_dropped_after_data_sends_once_more(server, satu_jalur):
    tulis(40)
    server.putus_tiap = 9
    kuras(satu_jalur)
    server.putus_tiap = 0
    tiba()
    kuras(satu_jalur)
    assert (hitung(Status.TERKIRIM), hitung(Status.TAK_PASTI)) == (36, 4)
    assert sorted(server.diterima.values()) == [1] * 36 + [2] * 4


def test_f07_f08_greylisting_refusals_and_good_addresses_side_by_side(server, satu_jalur):
    """Of 121 every eleventh does not exist: those fail at once, the others come on the retry."""
    tulis(121)
    server.abu = True
    salah = {f"orang{n}@contoh.example": ["550 5.1.1 Unknown"] for n in range(0, 121, 11)}
    server.tolak = dict(salah)
    kuras(satu_jalur)
    assert (hitung(Status.TUNDA), hitung(Status.GAGAL), len(server.diterima)) == (110, 11, 0)
    tiba()
    kuras(satu_jalur)
    assert (hitung(Status.TERKIRIM), hitung(Status.GAGAL)) == (110, 11)
    assert set(server.diterima.values()) == {1}
    gagal = Surel.objects.filter(status=Status.GAGAL)
    assert set(gagal.values_list("kepada", flat=True)) == set(salah)
    assert set(gagal.values_list("percobaan", "kelas", "sebab")) == {
        (1, "alamat", "550 5.1.1 Unknown")
    }


def test_f09_a_server_that_takes_twenty_then_says_421_gets_all_of_two_hundred(server, satu_jalur):
    """Each 421 makes the worker rest; that no time passes in between is all that is not real."""
    tulis(200)
    server.batas = 20
    for n in range(1, 11):
        kuras(satu_jalur)
        assert satu_jalur.papan.sisa() > 0 or n == 10
        assert len(server.diterima) == 20 * n
        satu_jalur.papan.berikut = 0  # the rest is over
        tiba()
    assert (hitung(Status.TERKIRIM), set(server.diterima.values())) == (200, {1})


def test_f09_the_common_rate_slows_and_never_drops(server, satu_jalur):
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


def test_f06_a_silent_server_stops_its_own_lane_only_for_the_time_out(
    server, satu_jalur, monkeypatch
):
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


def test_f06_f10_a_server_that_takes_a_letter_and_says_nothing_leaves_a_doubt(
    server, satu_jalur, settings
):
    """The word is waited for as long as the lease allows; then it goes once more, and says so."""
    settings.SUREL_SEWA_DETIK = 1
    tulis(1)
    server.jeda_data = 30
    awal = time.monotonic()
    satu_jalur.satu()
    assert 0.7 < time.monotonic() - awal < 5
    assert hitung(Status.TUNDA) == 1
    server.jeda_data = 0
    tiba()
    kuras(satu_jalur)
    assert (hitung(Status.TAK_PASTI), list(server.diterima.values())) == (1, [2])


@pytest.mark.parametrize(
    ("ubah", "sebab"),
    [
        ({"tls": "dicabut"}, "server tidak menawarkan TLS atau cara masuk yang diminta"),
        ({"kacau": True}, "server menolak dipakai"),
        ({"tutup": True}, "421 server menolak dipakai"),
    ],
)
def test_f05_f11_a_server_that_cannot_be_trusted_gets_no_letter(server, settings, ubah, sebab):
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


@pytest.mark.parametrize("kata", [b"\xff\xfe???\r\n", b"250 " + b"x" * 9000 + b"\r\n"])
def test_a_word_on_a_letter_that_nobody_can_read_leaves_a_doubt(server, satu_jalur, kata):
    """It may mean yes: the letter goes once more under the same name, and says so."""
    tulis(1)
    server.kata_data = kata
    kuras(satu_jalur)
    assert hitung(Status.TUNDA) == 1
    server.kata_data = b""
    tiba()
    kuras(satu_jalur)
    assert (hitung(Status.TAK_PASTI), list(server.diterima.values())) == (1, [2])


@pytest.mark.parametrize("kode", ["550", "552", "554"])
def test_a_refusal_in_eight_bits_is_read_all_the_same(server, satu_jalur, kode):
    tulis(1)
    server.kata_data = kode.encode() + b" 5.7.1 Pesan ditolak \xe2\x80\x93 \xff\r\n"
    kuras(satu_jalur)
    surel = Surel.objects.get()
    assert surel.status == Status.GAGAL
    assert surel.sebab.startswith(f"{kode} 5.7.1 Pesan ditolak –")


def test_f05_the_rest_grows_from_ten_seconds_to_a_quarter_of_an_hour():
    papan, jeda = jalur.Papan(), []
    for _ in range(9):
        papan.istirahat("sambungan ditolak")
        papan.istirahat("sambungan ditolak")  # the next lane says the same: nothing is added
        jeda.append(papan.sisa())
        papan.berikut = 0
    assert 7 < jeda[0] < 13
    assert all(500 < j < 1081 for j in jeda[-2:])
    papan.dijawab(diterima=True)
    assert papan.putus == 0


@sendiri
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


@sendiri
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
