"""The embedded PostgreSQL against what happens to machines: power cuts, reboots, haste."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings

from eregistrasi.alat.pg_lokal import PgGagal, PgLokal
from eregistrasi.tests.mesin import hidup, sampai

linux = pytest.mark.skipif(not Path("/proc/self").exists(), reason="memerlukan /proc")


def kerjakan(url, perintah):
    """Run one statement; the first row of what it gives."""
    with contextlib.closing(psycopg2.connect(url)) as sambungan:
        sambungan.autocommit = True
        with sambungan.cursor() as kursor:
            kursor.execute(perintah)
            return kursor.fetchone() if kursor.description else None


@pytest.fixture
def server(folder_data):
    """One server that is up."""
    server = PgLokal(folder_data)
    server.pastikan()
    return server


def bunuh(server):
    pid = server.pid()
    os.kill(pid, signal.SIGKILL)
    assert sampai(lambda: server.pid() is None, 10)


def test_what_was_committed_survives_a_power_cut(server):
    kerjakan(server.url(), "CREATE TABLE IF NOT EXISTS catatan (isi text)")
    kerjakan(server.url(), "INSERT INTO catatan VALUES ('bersedia')")
    bunuh(server)
    assert (server.menjawab(), server.jatuh()) == (False, True)
    server.pastikan()
    assert kerjakan(server.url(), "SELECT count(*) FROM catatan") == (1,)
    kerjakan(server.url(), "DROP TABLE catatan")


def test_after_a_reboot_the_old_pid_may_belong_to_somebody_else(server):
    berkas = server.pgdata / "postmaster.pid"
    isi = berkas.read_text().split("\n")
    server.henti()
    berkas.write_text("\n".join([str(os.getpid()), *isi[1:]]))
    if server.sebagai:
        os.chown(berkas, server.sebagai["user"], server.sebagai["group"])
    assert server.jatuh()
    server.pastikan()
    assert server.pid() not in (None, os.getpid())


@pytest.mark.parametrize("isi", ["", "bukan angka\n"])
def test_a_pid_file_that_was_cut_off_is_no_obstacle(server, isi):
    server.henti()
    (server.pgdata / "postmaster.pid").write_text(isi)
    server.pastikan()
    assert server.menjawab()


def test_a_server_that_was_told_to_stop_has_not_fallen(server):
    assert server.henti()
    assert (server.menjawab(), server.jatuh(), server.henti()) == (False, False, False)


def test_processes_that_come_at_once_share_one_server(folder_data):
    PgLokal(folder_data).henti()
    mulai = "import sys; from eregistrasi.alat.pg_lokal import PgLokal as P;"
    perintah = [sys.executable, "-c", f"{mulai} s = P(sys.argv[1]); print(s.pastikan(), s.pid())"]
    proses = [
        subprocess.Popen(
            [*perintah, str(folder_data)],
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    kata = {p.communicate(timeout=180) for p in proses}
    server = PgLokal(folder_data)
    assert kata == {(f"{server.url()} {server.pid()}\n", "")}


def test_data_of_another_version_are_left_alone_and_named(server):
    server.henti()
    berkas = server.pgdata / "PG_VERSION"
    asli = berkas.read_text()
    berkas.write_text("9\n")
    try:
        with pytest.raises(PgGagal, match="Data dibuat oleh PostgreSQL 9"):
            PgLokal(server.data).pastikan()
    finally:
        berkas.write_text(asli)


@pytest.fixture
def folder_baru():
    folder = Path(tempfile.mkdtemp(prefix="ereg-uji-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def rapikan():
    """Servers that a test started elsewhere, ended and removed after it."""
    server = []
    yield server.append
    for satu in server:
        satu.henti()
        shutil.rmtree(satu.data, ignore_errors=True)
        shutil.rmtree(satu.soket, ignore_errors=True)


def test_an_initdb_that_was_cut_off_begins_anew_below_a_path_of_any_length(folder_baru, rapikan):
    data = folder_baru / ("folder dengan nama 'panjang' " * 4).strip()
    (data / "pgdata.baru").mkdir(parents=True)
    (data / "pgdata.baru/PG_VERSION").write_text("18\n")
    (data / "pgdata").mkdir()
    (data / "pgdata/milik-saya").write_text("jangan dibuang")
    server = PgLokal(data)
    rapikan(server)
    assert kerjakan(server.pastikan(), "SELECT current_database()") == ("eregistrasi",)
    assert server.soket.parent == Path("/tmp")  # noqa: S108 -- the fallback itself
    assert [p.read_text() for p in data.glob("pgdata.rusak-*/milik-saya")] == ["jangan dibuang"]


@linux
@pytest.mark.skipif(os.geteuid() != 0, reason="hanya root yang menurunkan hak")
def test_root_lends_the_server_to_another_account_and_opens_no_folder_of_its_own(
    folder_baru, rapikan
):
    folder_baru.chmod(0o700)
    server = PgLokal(folder_baru / "data")
    rapikan(server)
    server.pastikan()
    assert Path(f"/proc/{server.pid()}").stat().st_uid == server.pgdata.stat().st_uid != 0
    assert folder_baru.stat().st_mode & 0o777 == 0o700
    # the same folder finds the same data again; a folder made anew finds none
    assert PgLokal(folder_baru / "data").data == server.data
    shutil.rmtree(folder_baru / "data")
    lain = PgLokal(folder_baru / "data")
    rapikan(lain)
    assert lain.data != server.data


@linux
def test_ctrl_c_at_the_terminal_does_not_reach_the_server(server):
    assert os.getsid(server.pid()) != os.getsid(0)
    assert hidup(server.pid())
