"""Real workers in processes of their own, quickly: children of this one, killed by their pid."""

import os
import signal
import time

from django.core.management import call_command
from django.db import connections

from surel import titik


def lahirkan(titik_gagal=""):
    """Start `pekerja` in a child process with a place where it is to break. Returns its pid.

    The child shares no line to the database with its parent.
    """
    connections.close_all()
    pid = os.fork()
    if pid:
        return pid
    kode = 1
    try:
        tinggal = list(map(_lepaskan, connections))  # noqa: F841 -- closing it would hang up on the parent
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        titik.pasang(titik_gagal)
        call_command("pekerja")
        kode = 0
    finally:
        os._exit(kode)


def _lepaskan(nama):
    """Leave a line behind that the parent could not close, and return it.

    While a browser of Playwright is open the parent lives in an event loop, where it has lines of
    its own; those from before it was opened come to light in the child, where no loop runs.
    """
    lama = connections[nama]
    del connections[nama]
    return lama


def berakhir(pid, detik=20):
    """How a child ended: minus the signal, or its exit code; None when it still lives then."""
    akhir = time.monotonic() + detik
    while time.monotonic() < akhir:
        selesai, keadaan = os.waitpid(pid, os.WNOHANG)
        if selesai:
            return os.waitstatus_to_exitcode(keadaan)
        time.sleep(0.01)
    return None


def bunuh(pid, tanda=signal.SIGKILL):
    """End a child that this process started, and wait for it."""
    os.kill(pid, tanda)
    return berakhir(pid)
