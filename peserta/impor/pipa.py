"""How far the process of its own is: two numbers on a line of a pipe, and nothing else is heard."""

import contextvars
import os
import re
import threading

from pekerjaan import kemajuan

SETIAP = 100  # rows between two lines
_BARIS = re.compile(rb"(\d{1,7}) (\d{1,7})\n")
_PANJANG = 16  # of the longest line


class Pendengar:
    """The parent's end, for a `with` block around the child: gives the end that the child holds.

    What is heard goes to the job that this is a part of. When that one was cancelled meanwhile,
    leaving the block says so, as `kemajuan.maju` would have done.
    """

    def __enter__(self):
        self.baca, self.ujung = os.pipe()
        self.galat = None
        lari = contextvars.copy_context().run
        self.utas = threading.Thread(target=lari, args=(self._dengarkan,), daemon=True)
        self.utas.start()
        return self.ujung

    def __exit__(self, *_):
        os.close(self.ujung)  # the last one: the child has ended, and so does the listening
        self.utas.join()
        os.close(self.baca)
        if self.galat:
            raise self.galat

    def _dengarkan(self):
        sisa = b""
        while potong := os.read(self.baca, 4096):
            sisa += potong
            if not self.galat and (baris := _BARIS.findall(sisa)):
                self._teruskan(*map(int, baris[-1]))
            sisa = sisa[-_PANJANG:]

    def _teruskan(self, selesai, jumlah):
        try:
            kemajuan.maju(selesai, jumlah, "Memeriksa baris", "baris")
        except Exception as galat:
            self.galat = galat


def penutur(ujung):
    """What the child reports to (see `kemajuan.kepada`): now and then a line for the parent.

    ujung  its end of the pipe; None where nobody listens
    """

    def lapor(selesai, jumlah, *_):
        if jumlah is not None:
            lapor.jumlah = jumlah
        if ujung is not None and selesai % SETIAP == 0:
            os.write(ujung, b"%d %d\n" % (selesai, lapor.jumlah))

    lapor.jumlah = 0
    return lapor
