"""Real workers that write by themselves: two at once, none for a while, one with a dumb server."""

import datetime as dt
import time

import pytest
import time_machine
from django.utils import timezone

from eregistrasi.tests.mesin import sampai
from pekerjaan.antrean import antrekan as minta
from pekerjaan.models import Keadaan, Pekerjaan
from pekerjaan.sambungan import PELAKU, Pelaku
from pelatihan.kalender import WIB
from pelatihan.sop import Tahap
from peserta import sambungan as sambungan_peserta
from peserta.tests.test_hitungan import orang
from surel import pos, sambungan
from surel.models import Detak, Status, Surel
from surel.pos import kotak_pos
from surel.tests.bahan_uji import habis, hitung, tulis
from surel.tests.pekerja_uji import bunuh

pytestmark = pytest.mark.django_db(transaction=True)


def pada(hari, jam, menit=0):
    return time_machine.travel(dt.datetime(2026, 12, hari, jam, menit, tzinfo=WIB), tick=True)


@pytest.fixture
def jadwal(monkeypatch):
    """Only what writes letters by itself runs, at once in every worker that is started."""
    monkeypatch.setattr(sambungan, "BERKALA", [sambungan_peserta.ingatkan])
    awal = {"pengingat": -(10**9), "rekap": None}
    monkeypatch.setattr(sambungan_peserta, "_terakhir", {**sambungan_peserta._terakhir, **awal})


@pytest.fixture
def p(pelatihan_di):
    """Opened on Tuesday, 1 December for eight people; answers until Friday, 11 December."""
    with pada(1, 10):
        p = pelatihan_di(Tahap.REGISTRASI, peserta=[orang(n) for n in range(8)])
        p.batas_konfirmasi = dt.datetime(2026, 12, 11, 12, tzinfo=WIB)
        p.save()
    Surel.objects.update(status=Status.TERKIRIM)
    return p


def test_f04_two_schedulers_and_tasks_put_in_three_times_write_each_letter_once(
    server, pekerja, jadwal, p
):
    """A day before: two workers look for what is due at one instant, and so do the next two."""
    with pada(10, 8):
        for _ in range(3):
            tulis(6)
        awal = Surel.objects.count()
        for _ in range(2):
            sambungan_peserta._terakhir["pengingat"] = -(10**9)
            dua = [pekerja(), pekerja()]
            assert sampai(lambda: Surel.objects.filter(jenis="rekap_pagi").exists(), 10)
            assert sampai(lambda: Surel.objects.count() == awal + 9 and habis(), 20)
            for pid in dua:
                bunuh(pid)
    assert Surel.objects.filter(jenis="pengingat").count() == 8
    assert Surel.objects.filter(jenis="rekap_pagi").count() == 1
    assert (len(server.diterima), set(server.diterima.values())) == (6 + 8 + 1, {1})


def test_f29_a_scheduler_dead_for_twenty_minutes_is_told_of_and_what_was_due_leaves_once(
    client, server, pekerja, jadwal, p, budi, monkeypatch
):
    with pada(10, 7, 29):
        pid = pekerja()
        assert sampai(Detak.objects.exists, 10)
        bunuh(pid)
    mati = dt.datetime(2026, 12, 10, 7, 45, tzinfo=WIB)
    Detak.objects.update(terakhir=mati)  # it beats by the database's clock, which no test can turn
    with pada(10, 8, 5):
        tulis(3)
        client.force_login(budi)
        isi = client.get("/kotak-keluar/").content.decode()
        assert "Pekerja surel sedang tidak berjalan" in isi
        assert "07.45" in isi
        siap = client.get("/sehat/siap")
        assert (siap.status_code, siap.json()["basis_data"]) == (200, "siap")
        assert "pekerja surel tidak terdengar" in siap.json()["menurun"]
        assert hitung(Status.ANTRE) == 3
        pekerja()
        assert sampai(lambda: Surel.objects.filter(jenis="pengingat").count() == 8 and habis(), 20)
    assert (len(server.diterima), set(server.diterima.values())) == (3 + 8 + 1, {1})
    # It beats again, by the clock of the database: the site says so at this moment.
    assert "pekerja surel tidak terdengar" not in client.get("/sehat/siap").json()["menurun"]


def test_f06_beside_a_server_that_says_nothing_jobs_and_schedules_go_on(
    server, pekerja, budi, monkeypatch
):
    """Two lanes wait for a word; the job is done and the round made while they do."""

    def berkala():
        Detak.objects.get_or_create(pekerja="berkala")

    monkeypatch.setattr(sambungan, "BERKALA", [berkala])
    hitung_baris = Pelaku(
        lambda p, lapor: None, atomik=True, tolakan=(), boleh=None, bisa_batal=True
    )
    monkeypatch.setitem(PELAKU, "hitung", hitung_baris)
    assert kotak_pos().timeout == pos.TENGGAT == 20
    server.diam = {"MAIL"}
    tulis(20)
    pekerja()
    assert sampai(lambda: server.sambungan == 2, 10)
    awal = time.monotonic()
    minta("hitung", oleh=budi, judul="Hitung semua baris")
    assert sampai(Pekerjaan.objects.filter(keadaan=Keadaan.SELESAI).exists, 10)
    assert Detak.objects.filter(pekerja="berkala").exists()
    assert time.monotonic() - awal < pos.TENGGAT / 2
    assert (hitung(Status.TERKIRIM), hitung(Status.DIKIRIM, Status.ANTRE)) == (0, 20)
    assert timezone.now() < Surel.objects.filter(status=Status.DIKIRIM).first().sewa_sampai
