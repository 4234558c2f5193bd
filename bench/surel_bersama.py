"""What the benches about letters share: the mail server in a process of its own, and letters."""

import multiprocessing
import time


def _server(pipa, jurnal):
    from surel.tests.server_uji import ServerSurel

    server = ServerSurel(jurnal).mulai()
    pipa.send(server.port)
    while (ubah := pipa.recv()) is not None:
        for nama, nilai in ubah.items():
            setattr(server, nama, nilai)
        pipa.send((server.diterima.total(), max(server.diterima.values(), default=0)))


class Server:
    """The journal-keeping server of the tests, in a process of its own."""

    def __init__(self, jurnal=None):
        self.pipa, anak = multiprocessing.Pipe()
        proses = multiprocessing.get_context("fork").Process
        self.proses = proses(target=_server, args=(anak, jurnal), daemon=True)
        self.proses.start()
        self.port = self.pipa.recv()

    def atur(self, **ubah):
        """Tell it how to behave. Returns (letters accepted, most copies of one)."""
        self.pipa.send(ubah)
        return self.pipa.recv()

    def tutup(self):
        self.pipa.send(None)
        self.proses.join(5)


def siapkan(jumlah):
    """Write a round of letters and forget those of before. Returns the seconds that took."""
    from surel.models import Surel
    from surel.tests.bahan_uji import tulis

    Surel.objects.all().delete()
    awal = time.perf_counter()
    tulis(jumlah)
    return time.perf_counter() - awal
