"""What may happen around the moment in which a list is saved: all of it is there, or none."""

import contextlib
import datetime as dt
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from eregistrasi.alat.pg_lokal import PgLokal
from laporan.bahan_contoh import isian_lengkap
from pelatihan import penugasan, persiapan
from pelatihan.alur import LangkahDitolak
from pelatihan.sop import Tahap
from pengguna.models import Keanggotaan
from peserta import alur, imporan, latar
from peserta.models import Konfirmasi, Peserta, Unggahan
from peserta.tests.berkas_keras import SARI
from peserta.tests.test_impor_ulang import banyak, impor, jumlah, kalimat, simpan, unggah
from peserta.tests.test_lomba import serentak

pytestmark = pytest.mark.django_db
BANYAK = 5000
BENGKEL = """
import os, sys, django
django.setup()
from peserta import imporan
from peserta.models import Unggahan
for baris in sys.stdin:
    pid = os.fork()
    if pid == 0:
        berkas = Unggahan.objects.select_related("pelatihan", "oleh").get(pk=int(baris))
        imporan.simpan(berkas, oleh=berkas.oleh)
        os._exit(0)
    print(pid, flush=True)
    os.waitpid(pid, 0)
    print("usai", flush=True)
"""


@pytest.fixture
def p(pelatihan_di):
    return pelatihan_di(Tahap.PENYIAPAN)


@pytest.fixture
def meja(client, budi):
    client.force_login(budi)
    return client


def tertampung(p, oleh, banyaknya):
    """A staged list of so many newcomers, as the reader leaves it."""
    kosong = {"status": "terima", "galat": [], "peringatan": [], "mentah": {}, "kosongkan": []}
    baris = [
        kosong
        | {
            "baris": n + 2,
            "data": {
                "nip": f"19900417{2015 + n // 900}03{n // 900 % 2 + 1}{n % 900 + 1:03}",
                "nama": f"Peserta {n}, S.H.",
                "tanggal_lahir": "1990-04-17",
                "unit_kerja": "Kanwil Bali",
                "email": f"p{n}@contoh.example",
            },
        }
        for n in range(banyaknya)
    ]
    return Unggahan.objects.create(
        pelatihan=p,
        oleh=oleh,
        nama_berkas="Besar.xlsx",
        hasil={"penolakan": [], "peringatan_berkas": [], "baris": baris},
    )


def alamat_simpan(berkas):
    return f"/pelatihan/{berkas.pelatihan.kode}/peserta/impor/{berkas.pk}/simpan/"


# --- S1, S2: the same list twice, one after the other and at once -------------------------------


def test_the_same_list_uploaded_twice_adds_its_people_once(meja, p):
    daftar = banyak(20)
    assert jumlah(unggah(meja, p, *daftar)) == {"baru": 20}
    assert "20 peserta telah disimpan." in kalimat(simpan(meja, p))
    assert jumlah(unggah(meja, p, *daftar)) == {"sama": 20}
    assert "Tidak ada yang disimpan" in kalimat(simpan(meja, p))
    assert [u.jumlah_baru for u in Unggahan.objects.order_by("pk")] == [20, 0]
    assert Peserta.objects.count() == 20


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_save_the_same_list_at_one_instant(p, citra, budi, dodi):
    kemarin = timezone.now() - dt.timedelta(days=1)
    Keanggotaan.objects.create(tim=p.tim_kerja, pengguna=dodi, sebagai="anggota", mulai=kemarin)
    penugasan.alihkan_tim(p, oleh=citra, kepada=[budi, dodi], instruksi=["Bantu"], sifat="biasa")
    berkas = [tertampung(p, oleh, 20) for oleh in (budi, dodi)]
    hasil = serentak(lambda b: imporan.simpan(b, oleh=b.oleh), berkas)
    assert sorted(h.baru for h in hasil) == [0, 20]
    assert Peserta.objects.count() == 20


# --- S3: the process dies -----------------------------------------------------------------------


@pytest.fixture
def bengkel():
    """A process that saves staged lists in processes of its own, one line of input each."""
    url = urlsplit(settings.DATABASE_URL)._replace(path=f"/{connection.settings_dict['NAME']}")
    rahasia = {"EREG_SECRET_KEY": settings.SECRET_KEY, "DATABASE_URL": url.geturl()}
    lingkungan = os.environ | rahasia | {"DJANGO_SETTINGS_MODULE": "eregistrasi.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", BENGKEL],
        env=lingkungan,
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as proses:
        yield proses
        proses.stdin.close()


def lalu_bunuh(bengkel, berkas, setelah):
    """Let a process save the list, and kill it after so many seconds."""
    bengkel.stdin.write(f"{berkas.pk}\n")
    bengkel.stdin.flush()
    pid = int(bengkel.stdout.readline())
    time.sleep(setelah)
    with contextlib.suppress(ProcessLookupError):  # it was done before
        os.kill(pid, signal.SIGKILL)
    assert bengkel.stdout.readline() == "usai\n"
    _tunggu_sepi()


def _tunggu_sepi():
    """Until the database has noticed that nobody is there any more."""
    akhir = time.monotonic() + 10
    with connection.cursor() as kursor:
        while time.monotonic() < akhir:
            kursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            if kursor.fetchone() == (0,):
                return
            time.sleep(0.02)


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_at_a_random_moment_leaves_everybody_or_nobody(p, budi, bengkel):
    berkas = tertampung(p, budi, BANYAK)
    for _ in range(5):
        lalu_bunuh(bengkel, berkas, random.uniform(0.05, 1.2))  # noqa: S311 -- no secret
        ada = Peserta.objects.count()
        assert ada in (0, BANYAK)
        if ada:
            break
    with contextlib.suppress(LangkahDitolak):  # the last of them may have got as far as the end
        imporan.simpan(berkas, oleh=budi)
    assert Peserta.objects.count() == BANYAK
    assert p.jejak.filter(aksi="catat_peserta").count() == 1
    with pytest.raises(LangkahDitolak):
        imporan.simpan(berkas, oleh=budi)


# --- S4: the database goes away -----------------------------------------------------------------


@pytest.fixture
def server_sendiri():
    """A server that may be stopped: nobody else's data are on it."""
    folder = Path(tempfile.mkdtemp(prefix="ereg-uji-"))
    folder.chmod(0o755)
    server = PgLokal(folder)
    server.pastikan()
    yield server
    server.henti()
    shutil.rmtree(folder)


@contextlib.contextmanager
def pindah(server):
    """Everything that the test database holds, on another server, for as long as this lasts."""
    asal = urlsplit(settings.DATABASE_URL)._replace(path=f"/{connection.settings_dict['NAME']}")
    with subprocess.Popen(
        [server.bin / "pg_dump", asal.geturl()], stdout=subprocess.PIPE, cwd="/"
    ) as dump:
        subprocess.run(
            [server.bin / "psql", "-q", "-v", "ON_ERROR_STOP=1", server.url()],
            stdin=dump.stdout,
            stdout=subprocess.DEVNULL,
            check=True,
            cwd="/",
        )
    connection.close()
    semula = dict(connection.settings_dict)
    baru = dj_database_url.parse(server.url())
    pilihan = semula["OPTIONS"] | baru.get("OPTIONS", {})
    tempat = {k: baru[k] for k in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    connection.settings_dict.update(tempat, OPTIONS=pilihan)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(semula)


@pytest.mark.django_db(transaction=True)
def test_a_database_restarted_in_the_middle_is_said_and_nothing_is_saved(
    meja, p, budi, server_sendiri, monkeypatch
):
    monkeypatch.setattr(latar, "SIMPAN_LANGSUNG", BANYAK)  # by the page, not by the worker
    berkas = tertampung(p, budi, BANYAK)
    putus = []

    def nyalakan_ulang(jalankan, sql, params, banyak, konteks):
        hasil = jalankan(sql, params, banyak, konteks)
        if sql.startswith('INSERT INTO "peserta_peserta"'):
            putus.append(server_sendiri.henti())
            server_sendiri.pastikan()
        return hasil

    with pindah(server_sendiri):
        with connection.execute_wrapper(nyalakan_ulang):
            halaman = meja.post(alamat_simpan(berkas))
        connection.close()  # as the next request finds it
        assert putus == [True]
        assert halaman.status_code == 503
        assert "Basis data tidak menjawab. Coba lagi beberapa saat lagi." in kalimat(halaman)
        assert "Isian terakhir tidak disimpan." in kalimat(halaman)
        assert Peserta.objects.count() == 0

        meja.post(alamat_simpan(berkas))
        assert Peserta.objects.count() == BANYAK


# --- S5, S6: the preview is of yesterday's world -------------------------------------------------


def test_a_training_closed_in_the_meantime_takes_nobody(meja, p, budi):
    unggah(meja, p, SARI)
    alur.catat(p, oleh=budi, data={"nama": "Suparno", "nip": "198501122010011001"})
    persiapan.lengkapi(p, oleh=budi, **isian_lengkap(p, "PF-AHM"))
    alur.buka_registrasi(p, oleh=budi)
    alur.tutup_registrasi(p, oleh=budi)
    halaman = simpan(meja, p)
    assert (
        "Input Data Peserta tidak dapat dilakukan. Tahap pelatihan ini sekarang: Pengolahan Data."
    ) in kalimat(halaman)
    assert not Peserta.objects.filter(nip=SARI[0]).exists()
    assert Konfirmasi.objects.count() == 1


def test_a_training_given_to_others_in_the_meantime_is_not_found(meja, p, citra, dodi):
    unggah(meja, p, SARI)
    kemarin = timezone.now() - dt.timedelta(days=1)
    Keanggotaan.objects.create(tim=p.tim_kerja, pengguna=dodi, sebagai="anggota", mulai=kemarin)
    penugasan.alihkan_tim(p, oleh=citra, kepada=[dodi], instruksi=["Lanjutkan"], sifat="biasa")
    halaman = simpan(meja, p)
    assert halaman.status_code == 404
    assert Peserta.objects.count() == 0


def test_a_training_that_is_gone_is_not_found(meja, p):
    unggah(meja, p, SARI)
    berkas = Unggahan.objects.select_related("pelatihan").get()
    with transaction.atomic():
        with connection.cursor() as kursor:  # no page deletes a training; SQL by hand may
            kursor.execute("SET LOCAL session_replication_role = replica")
            kursor.execute("DELETE FROM peserta_unggahan")
            kursor.execute("DELETE FROM pelatihan_pelatihan WHERE id = %s", [p.pk])
            kursor.execute("SET LOCAL session_replication_role = origin")
        halaman = meja.post(alamat_simpan(berkas))
        assert halaman.status_code == 404
        assert "tidak ditemukan" in kalimat(halaman)
        assert Peserta.objects.count() == 0
        transaction.set_rollback(True)  # what belonged to the training is still there


def test_a_preview_of_25_hours_ago_saves_nobody(meja, budi, p):
    unggah(meja, p, SARI)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=25)):
        meja.force_login(budi)
        halaman = simpan(meja, p)
    assert "telah kedaluwarsa. Unggah kembali berkasnya." in kalimat(halaman)
    assert Peserta.objects.count() == 0


def test_a_preview_of_another_team_saves_nobody(client, meja, p, dodi):
    unggah(meja, p, SARI)
    client.force_login(dodi)
    assert simpan(client, p).status_code == 404
    assert Peserta.objects.count() == 0


def test_a_preview_that_was_saved_saves_nobody_again(meja, p):
    impor(meja, p, SARI)
    Peserta.objects.all().delete()
    assert "sudah disimpan pada" in kalimat(simpan(meja, p))
    assert Peserta.objects.count() == 0
