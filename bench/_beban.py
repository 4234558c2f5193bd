"""Real gunicorn workers before a bench's own pages, and threads that ask them without pause."""

import contextlib
import http.client
import os
import socket
import statistics
import subprocess
import sys
import threading
import time

from _bersama import AKAR

TUNGGU = 60  # seconds for the workers to come up


@contextlib.contextmanager
def gunicorn(aplikasi, *pilihan):
    """Serve `aplikasi` (module:name, found in bench/ too); gives the port.

    pilihan  further words of gunicorn's command line, after the site's own configuration
    """
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as pintu:
        port = pintu.getsockname()[1]
        lingkungan = {
            **os.environ,
            "EREG_SITUS_URL": f"http://127.0.0.1:{port}",
            "PYTHONPATH": f"{AKAR / 'bench'}:{AKAR}",
        }
        perintah = [
            *(sys.executable, "-m", "gunicorn", "--config", "python:eregistrasi.gunicorn_conf"),
            *("--bind", f"fd://{pintu.fileno()}", *pilihan, aplikasi),
        ]
        anak = subprocess.Popen(
            perintah, cwd=AKAR, env=lingkungan, pass_fds=[pintu.fileno()], stdin=subprocess.DEVNULL
        )
        try:
            _tunggu(port, anak)
            yield port
        finally:
            anak.terminate()
            anak.wait()


def _tunggu(port, anak):
    akhir = time.monotonic() + TUNGGU
    while time.monotonic() < akhir and anak.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            saluran = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            saluran.request("GET", "/sehat/hidup")
            if saluran.getresponse().status == 200:
                return
        time.sleep(0.2)
    raise SystemExit("gunicorn tidak menjawab.")


class Saluran:
    """One persistent connection to the site."""

    def __init__(self, port):
        self.port = port
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def minta(self, metode, alamat, isi=None, kepala=None):
        """(status, milliseconds, body, headers). A connection that was closed is made anew."""
        awal = time.perf_counter()
        for percobaan in (1, 2):
            try:
                self.http.request(metode, alamat, isi, kepala or {})
                jawab = self.http.getresponse()
                teks = jawab.read()
                break
            except (http.client.RemoteDisconnected, ConnectionResetError):
                self.http.close()
                if percobaan == 2:
                    raise
        return jawab.status, (time.perf_counter() - awal) * 1000, teks, jawab.headers


def beban(port, permintaan, saluran, detik=None):
    """Send requests on so many connections at once.

    permintaan  iterator of (method, address, body, headers), shared by all
    detik       stop after so long; None: when `permintaan` ends

    Returns (requests a second, milliseconds of each, statuses).
    """
    kunci, lama, status = threading.Lock(), [], []
    akhir = time.monotonic() + (detik or 1e9)
    garis = threading.Barrier(saluran + 1)

    def lari():
        s = Saluran(port)
        garis.wait()
        while time.monotonic() < akhir:
            with kunci:
                satu = next(permintaan, None)
            if satu is None:
                break
            kode, ms, _, _ = s.minta(*satu)
            lama.append(ms)
            status.append(kode)

    utas = [threading.Thread(target=lari) for _ in range(saluran)]
    for u in utas:
        u.start()
    garis.wait()
    awal = time.perf_counter()
    for u in utas:
        u.join()
    return len(lama) / (time.perf_counter() - awal), lama, status


def persentil(lama, p):
    return statistics.quantiles(lama, n=100, method="inclusive")[p - 1]
