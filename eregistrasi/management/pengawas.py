"""Child processes kept alive until somebody says stop, and ended in order then."""

import os
import signal
import subprocess
import time

from eregistrasi.alat.proses import VARIABEL

BERHENTI_DETIK = 25
JATUH_MAKS = 5  # a child that falls this often within a minute will not come up
JEDA = 0.2


class AnakGagal(Exception):
    """A child falls again and again. The message names it."""


class DimintaBerhenti(Exception):
    """A signal asked for the end."""


class Anak:
    """One child: started, watched, started again, ended.

    nama       for messages
    perintah   its command line
    warisan    file descriptors that it keeps open
    """

    def __init__(self, nama, perintah, *, folder, lingkungan, warisan=()):
        self.nama, self.perintah, self.folder = nama, perintah, folder
        self.lingkungan = {**lingkungan, VARIABEL: str(os.getpid())}
        self.warisan = warisan
        self.proses, self.jatuh, self.mulai_lagi = None, [], 0

    def mulai(self):
        # A session of its own: Ctrl-C reaches the parent, which ends its children in order.
        self.proses = subprocess.Popen(
            self.perintah,
            cwd=self.folder,
            env=self.lingkungan,
            stdin=subprocess.DEVNULL,
            pass_fds=self.warisan,
            start_new_session=True,
        )

    def hidup(self):
        return self.proses is not None and self.proses.poll() is None

    def jaga(self, kabar):
        """Start it again if it fell, later each time. Raises AnakGagal when that is no use."""
        kini = time.monotonic()
        if self.hidup():
            return
        if self.proses is not None:
            self._catat_jatuh(kini, kabar)
        if kini >= self.mulai_lagi:
            self.mulai()

    def _catat_jatuh(self, kini, kabar):
        self.jatuh = [j for j in self.jatuh if kini - j < 60] + [kini]
        if len(self.jatuh) > JATUH_MAKS:
            raise AnakGagal(f"Proses {self.nama} berulang kali berhenti. Lihat pesan di atas.")
        kabar(f"Proses {self.nama} berhenti ({self.proses.returncode}); dijalankan lagi.")
        self.proses, self.mulai_lagi = None, kini + len(self.jatuh) - 1

    def tunggu_henti(self, akhir):
        """Wait until `akhir` (monotonic) for a child that was asked to end; then insist."""
        try:
            self.proses.wait(max(0.1, akhir - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.proses.pid, signal.SIGKILL)
            self.proses.wait()


class Pengawas:
    """Several children, and what else is to be looked after meanwhile.

    kabar    told, in words, what happened
    selingan called every two seconds
    """

    def __init__(self, anak, *, kabar, selingan=lambda: None):
        self.anak, self.kabar, self.selingan = anak, kabar, selingan

    def __enter__(self):
        for tanda in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(tanda, _minta_berhenti)
        return self

    def __exit__(self, *_):
        """Ask all, then wait for each. Another Ctrl-C does not wait."""
        for tanda in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(tanda, signal.SIG_IGN)
        hidup = [anak for anak in self.anak if anak.hidup()]
        akhir = time.monotonic() + BERHENTI_DETIK
        signal.signal(signal.SIGINT, lambda *_: [anak.proses.kill() for anak in hidup])
        for anak in hidup:
            anak.proses.terminate()
        for anak in hidup:
            anak.tunggu_henti(akhir)

    def jaga(self):
        """Keep everything alive until a signal comes. Raises DimintaBerhenti, AnakGagal."""
        berikut = 0
        while True:
            for anak in self.anak:
                anak.jaga(self.kabar)
            if time.monotonic() >= berikut:
                self.selingan()
                berikut = time.monotonic() + 2
            time.sleep(JEDA)


def _minta_berhenti(*_):
    raise DimintaBerhenti
