"""A process that ends with the one that started it, even when that one was killed with -9."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

VARIABEL = "EREG_INDUK"
PR_SET_PDEATHSIG = 1


def ikut_induk():
    """End, with SIGTERM, when the process named in EREG_INDUK is no longer the parent.

    Does nothing where nobody asked for it. Linux tells at once; elsewhere a thread looks.
    """
    induk = os.environ.pop(VARIABEL, "")
    if induk.isdigit():
        ikut(int(induk))


def ikut(induk):
    """End when `induk` (the pid of the parent) does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != induk:  # it was quicker
            os.kill(os.getpid(), signal.SIGTERM)
    else:
        threading.Thread(target=_amati, args=(induk,), daemon=True).start()


def _amati(induk):
    while os.getppid() == induk:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def tampak(pid):
    """(state, command line) of a process as the system shows it; two empty texts if there is none.

    Read from /proc, for a bare Debian has no `ps`; from `ps` where there is no /proc.
    """
    if Path("/proc/self/stat").exists():
        try:
            keadaan = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            perintah = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return "", ""
        return keadaan, perintah.replace(b"\0", b" ").decode(errors="replace")
    hasil = subprocess.run(
        ["ps", "-o", "stat=,args=", "-p", str(pid)],  # noqa: S607 -- ps of the system
        capture_output=True,
        text=True,
        check=False,
    )
    keadaan, _, perintah = hasil.stdout.strip().partition(" ")
    return keadaan[:1], perintah
