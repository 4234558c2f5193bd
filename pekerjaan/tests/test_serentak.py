"""Real threads, real processes: what is visible meanwhile, and what is left when one dies."""

import os
import signal
import subprocess
import sys
import threading
import time
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from eregistrasi.tests.mesin import MANAGE, lingkungan, sampai
from laporan.bahan_contoh import isian_lengkap
from pekerjaan import pelayan, sambungan
from pekerjaan.antrean import ambil, antrekan, batalkan
from pekerjaan.models import Keadaan, Pekerjaan
from pekerjaan.pelayan import Pelayan
from pekerjaan.tukang import kerjakan
from pelatihan import persiapan
from pelatihan.sop import Tahap
from pengguna.models import Pengguna
from peserta import latar
from peserta.models import Konfirmasi, Peserta
from surel.models import Surel

pytestmark = pytest.mark.django_db(transaction=True)
BANYAK = 400


@pytest.fixture
def jenis():
    """Register kinds of jobs for one story."""
    ada = set(sambungan.PELAKU)
    yield sambungan.daftarkan
    for nama in set(sambungan.PELAKU) - ada:
        del sambungan.PELAKU[nama]


@pytest.fixture
def pelayan_hidup():
    """The job threads of a worker, running."""
    semua = Pelayan("uji")
    semua.mulai()
    yield semua
    semua.tutup()


def keadaan(p):
    p.refresh_from_db()
    return p.keadaan


def nama(budi):
    budi.refresh_from_db()
    return budi.nama


def hitung_terus(p, lapor):
    """Changes something, then counts until it is told to stop."""
    Pengguna.objects.filter(pk=p.oleh_id).update(nama="Diubah")
    for n in range(1, 100_000):
        lapor(n, 100_000)
        time.sleep(0.01)


def test_progress_is_seen_while_the_work_is_not_and_cancelling_undoes_it(
    budi, jenis, pelayan_hidup
):
    jenis("hitung", hitung_terus)
    p = antrekan("hitung", oleh=budi, judul="Hitung")
    assert sampai(lambda: Pekerjaan.objects.get().selesai_bagian > 10)
    assert nama(budi) == "Budi Santoso, S.Kom."
    assert batalkan(p)
    assert sampai(lambda: keadaan(p) == Keadaan.DIBATALKAN)
    assert nama(budi) == "Budi Santoso, S.Kom."


def test_a_short_job_does_not_wait_for_a_long_one(budi, jenis, pelayan_hidup):
    jenis("hitung", hitung_terus)
    jenis("kilat", lambda p, lapor: {"pesan": "Sudah."})
    panjang = antrekan("hitung", oleh=budi, judul="Hitung")
    assert sampai(lambda: keadaan(panjang) == Keadaan.BERJALAN)
    kilat = antrekan("kilat", oleh=budi, judul="Kilat")
    assert sampai(lambda: keadaan(kilat) == Keadaan.SELESAI)
    batalkan(panjang)
    assert sampai(lambda: keadaan(panjang) == Keadaan.DIBATALKAN)


def test_a_worker_told_to_end_puts_back_what_it_cannot_finish(budi, jenis, monkeypatch):
    monkeypatch.setattr(pelayan, "TUNTAS_DETIK", 0.2)
    jenis("hitung", hitung_terus)
    p = antrekan("hitung", oleh=budi, judul="Hitung")
    semua = Pelayan("uji")
    semua.mulai()
    assert sampai(lambda: keadaan(p) == Keadaan.BERJALAN)
    semua.tutup()
    assert (keadaan(p), p.percobaan, p.sewa, nama(budi)) == (
        *(Keadaan.ANTRE, 0, ""),
        "Budi Santoso, S.Kom.",
    )


def test_whoever_lost_the_lease_leaves_nothing_behind(budi, jenis):
    """The first worker slept too long; the second did the work, and the first undoes its own."""
    oleh = []

    def ubah(p, lapor):
        oleh.append(p.sewa.partition(":")[0])
        if len(oleh) == 1:
            kedua = threading.Thread(target=_ambil_alih)
            kedua.start()
            kedua.join()
        Pengguna.objects.filter(pk=budi.pk).update(nama=f"oleh {p.sewa.partition(':')[0]}")
        return {"pesan": f"oleh {p.sewa.partition(':')[0]}"}

    def _ambil_alih():
        Pekerjaan.objects.update(sewa_sampai="2026-01-01T00:00:00Z")
        kerjakan(ambil("kedua"))
        connection.close()

    jenis("hitung", ubah)
    p = antrekan("hitung", oleh=budi, judul="Hitung")
    kerjakan(ambil("pertama"))
    assert oleh == ["pertama", "kedua"]
    assert (keadaan(p), p.pesan, nama(budi)) == (Keadaan.SELESAI, "oleh kedua", "oleh kedua")


def test_a_database_that_goes_away_is_survived(budi, jenis):
    putus = [True]

    def ubah(p, lapor):
        Pengguna.objects.filter(pk=budi.pk).update(nama="Diubah")
        if putus.pop():
            putus.append(False)
            with connection.cursor() as kursor:
                kursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    jenis("hitung", ubah)
    p = antrekan("hitung", oleh=budi, judul="Hitung")
    kerjakan(ambil("uji"))
    assert (keadaan(p), p.percobaan, nama(budi)) == (Keadaan.ANTRE, 1, "Budi Santoso, S.Kom.")
    Pekerjaan.objects.update(mulai_setelah=p.dibuat_pada)
    kerjakan(ambil("uji"))
    assert (keadaan(p), nama(budi)) == (Keadaan.SELESAI, "Diubah")


@pytest.fixture
def pekerja(tmp_path):
    """Start real workers on this story's database; none of them outlives it."""
    semua = []
    server = urlsplit(os.environ["DATABASE_URL"])
    alamat = server._replace(path=f"/{connection.settings_dict['NAME']}").geturl()

    def mulai():
        proses = subprocess.Popen(
            [sys.executable, str(MANAGE), "pekerja"],
            env=lingkungan(tmp_path, DATABASE_URL=alamat, EREG_SECRET_KEY=settings.SECRET_KEY),
        )
        semua.append(proses)
        return proses

    yield mulai
    for proses in semua:
        if proses.poll() is None:
            proses.kill()
        proses.wait()


def test_a_worker_killed_in_mid_job_is_replaced_and_everything_is_done_once(
    pekerja, pelatihan_di, budi
):
    """Two workers, one job: one has it; it is killed with -9; the other begins anew."""
    p = pelatihan_di(Tahap.PENYIAPAN)
    persiapan.lengkapi(p, oleh=budi, **isian_lengkap(p, "PF-AHM"))
    Peserta.objects.bulk_create(
        Peserta(pelatihan=p, nama=f"Calon {n}", nrp=f"{n:08}", email=f"calon{n}@contoh.example")
        for n in range(BANYAK)
    )
    kerja = latar.minta_buka(p, oleh=budi, jumlah=BANYAK)
    dua = {proses.pid: proses for proses in (pekerja(), pekerja())}
    assert sampai(lambda: Pekerjaan.objects.get().selesai_bagian > 20)
    kerja.refresh_from_db()
    pemegang = int(kerja.sewa.split(":")[1])
    os.kill(pemegang, signal.SIGKILL)
    dua.pop(pemegang).wait()
    assert (Konfirmasi.objects.count(), Surel.objects.filter(jenis="undangan").count()) == (0, 0)

    assert sampai(lambda: keadaan(kerja) == Keadaan.SELESAI, 120)
    assert kerja.percobaan == 2
    assert Konfirmasi.objects.count() == BANYAK
    assert Surel.objects.filter(jenis="undangan").count() == BANYAK
    assert p.jejak.filter(aksi="buka_registrasi").count() == 1

    (sisa,) = dua.values()
    awal = time.monotonic()
    sisa.terminate()
    assert sisa.wait(30) == 0
    assert time.monotonic() - awal < 30
