"""Real processes for the tests that need them: the commands as a person types them."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

MANAGE = settings.BASE_DIR / "manage.py"


def lingkungan(data, **ubah):
    """The variables of a shell in which nothing of ours is set but the folder of the data."""
    bersih = {
        k: v for k, v in os.environ.items() if not k.startswith("EREG_") and k != "DATABASE_URL"
    }
    return bersih | {"EREG_DATA": str(data)} | ubah


def manage(data, *isi, **ubah):
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, str(MANAGE), *isi],
        env=lingkungan(data, **ubah),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def port_bebas():
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        return soket.getsockname()[1]


def tanya(port, alamat):
    """(status, text) of a page; (None, "") when nobody answers."""
    sambungan = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        sambungan.request("GET", alamat)
        jawab = sambungan.getresponse()
        return jawab.status, jawab.read().decode()
    except (OSError, http.client.HTTPException):
        return None, ""
    finally:
        sambungan.close()


def sampai(benar, detik=60):
    """Wait until `benar()` is true. False if that did not happen in time."""
    akhir = time.monotonic() + detik
    while time.monotonic() < akhir:
        if benar():
            return True
        time.sleep(0.1)
    return False


def keturunan(pid):
    """The pids of all processes below one, as Linux shows them."""
    anak = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            sisa = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        anak.setdefault(int(sisa[1]), []).append(int(stat.parent.name))
    hasil, antre = [], [pid]
    while antre:
        antre += (baru := anak.get(antre.pop(), []))
        hasil += baru
    return hasil


def hidup(pid):
    """Is it there, and no zombie?"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
