"""`jalankan` against what happens to processes: stopped, killed, robbed of a child or a port."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from eregistrasi.alat import proses
from eregistrasi.tests.mesin import (
    MANAGE,
    hidup,
    keturunan,
    lingkungan,
    manage,
    port_bebas,
    sampai,
    tanya,
)

pytestmark = pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="memerlukan /proc untuk melihat proses anak"
)


class Situs:
    """A site that is being served, and the terminal it was started from."""

    def __init__(self, data, tmp_path):
        self.data, self.port = data, port_bebas()
        self.keluar, self.galat = tmp_path / "stdout", tmp_path / "stderr"
        with self.keluar.open("w") as keluar, self.galat.open("w") as galat:
            self.proses = subprocess.Popen(
                [sys.executable, str(MANAGE), "jalankan", "--tanpa-contoh", f"--port={self.port}"],
                env=lingkungan(data),
                stdout=keluar,
                stderr=galat,
            )

    def melayani(self):
        return sampai(lambda: "Ctrl-C" in self.keluar.read_text(), 180)

    def anak(self, kata):
        return [pid for pid in keturunan(self.proses.pid) if kata in proses.tampak(pid)[1]]

    def siap(self):
        return tanya(self.port, "/sehat/siap")[0]


@pytest.fixture
def situs(folder_data, tmp_path):
    situs = Situs(folder_data, tmp_path)
    try:
        assert situs.melayani(), situs.galat.read_text()
        yield situs
    finally:
        situs.proses.kill()
        situs.proses.wait()


def port_lepas(port):
    with socket.socket() as soket:
        soket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return soket.connect_ex(("127.0.0.1", port)) != 0


def test_it_says_where_and_who_and_ends_in_order_when_told_to(situs):
    kata = situs.keluar.read_text()
    assert f"E-Registrasi berjalan di http://127.0.0.1:{situs.port}/" in kata
    assert "createsuperuser" in kata
    assert "Akun contoh" not in kata
    assert (situs.data / "situs_url").read_text() == f"http://127.0.0.1:{situs.port}"
    assert tanya(situs.port, "/sehat/hidup") == (200, "hidup")

    bentrok = manage(situs.data, "jalankan", f"--port={situs.port}")
    assert (bentrok.returncode, bentrok.stderr.count("\n")) == (1, 1)
    assert f"Alamat 127.0.0.1:{situs.port} tidak dapat dipakai" in bentrok.stderr

    anak = keturunan(situs.proses.pid)
    situs.proses.terminate()
    assert situs.proses.wait(timeout=60) == 0
    assert [pid for pid in anak if hidup(pid)] == []
    assert port_lepas(situs.port)
    assert manage(situs.data, "basisdata", "status").stdout.startswith(
        "Basis data tertanam menyala"
    )


def test_nothing_is_left_of_it_when_it_is_killed(situs):
    # server, two of its workers, the worker of the letters
    assert sampai(lambda: len(keturunan(situs.proses.pid)) == 4)
    anak = keturunan(situs.proses.pid)
    situs.proses.kill()
    situs.proses.wait()
    assert sampai(lambda: not any(map(hidup, anak)), 30)
    assert port_lepas(situs.port)


@pytest.mark.parametrize("kata", ["gunicorn", "pekerja"])
def test_a_child_that_falls_is_started_again(kata, situs):
    lama = situs.anak(kata)
    os.kill(lama[0], signal.SIGKILL)
    assert sampai(lambda: "dijalankan lagi" in situs.galat.read_text())
    assert sampai(lambda: (baru := situs.anak(kata)) and not set(lama) & set(baru))
    assert sampai(lambda: situs.siap() == 200)


def test_a_database_that_was_killed_comes_back_and_one_that_was_stopped_does_not(situs):
    sebelum = manage(situs.data, "basisdata", "status").stdout
    os.kill(int(sebelum.split("pid ")[1].split(")")[0]), signal.SIGKILL)
    assert sampai(
        lambda: (
            "menyala" in (kini := manage(situs.data, "basisdata", "status").stdout)
            and kini != sebelum
        )
    )
    assert sampai(lambda: situs.siap() == 200)

    manage(situs.data, "basisdata", "henti")
    status, isi = tanya(situs.port, "/sehat/siap")
    assert (status, json.loads(isi)["basis_data"]) == (503, "tidak terjangkau")
    assert tanya(situs.port, "/sehat/hidup") == (200, "hidup")
    assert tanya(situs.port, "/masuk/")[0] in (200, 503)
    assert not sampai(lambda: situs.siap() != 503, 5)

    manage(situs.data, "migrate", "--check")
    assert sampai(lambda: situs.siap() == 200)


@pytest.mark.parametrize("jumlah", [0, -1])
def test_a_site_without_anybody_to_serve_it_is_refused_at_once(jumlah):
    with pytest.raises(CommandError, match="paling sedikit 1"):
        call_command("jalankan", pekerja_web=jumlah)
