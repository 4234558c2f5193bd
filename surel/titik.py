"""Named places in the sending path where a test may break it; elsewhere they do nothing.

`EREG_TITIK_GAGAL="surel.sesudah_data:mati@17"` kills the process the seventeenth time it comes
there. Actions: `mati` (SIGKILL to itself), `galat` (an exception), `tidur-2` (two seconds).
"""

import itertools
import os
import signal
import time

SEMUA = (
    "surel.sesudah_ambil",
    "surel.sesudah_sambung",
    "surel.sebelum_tanda",
    "surel.sesudah_tanda",
    "surel.sesudah_data",
    "surel.sesudah_hasil",
    "surel.sesudah_pulih",
    "surel.sesudah_pantulan",
)


class TitikGagal(Exception):
    """Raised on purpose at a named place."""


class _Aturan:
    def __init__(self):
        self.pasang(os.environ.get("EREG_TITIK_GAGAL", ""))

    def pasang(self, teks):
        """Arm one place (`name:action@n`), or none. Raises ValueError for what is no place."""
        self.nama, _, sisa = teks.partition(":")
        self.aksi, _, ke = sisa.partition("@")
        if self.nama and (self.nama not in SEMUA or not self.aksi):
            raise ValueError(f"EREG_TITIK_GAGAL tidak dikenal: {teks}")
        self.ke, self.hitung = int(ke or 1), itertools.count(1)


_aturan = _Aturan()
pasang = _aturan.pasang


def titik(nama):
    """Come to the place `nama`."""
    if _aturan.nama != nama or next(_aturan.hitung) != _aturan.ke:
        return
    if _aturan.aksi == "mati":
        os.kill(os.getpid(), signal.SIGKILL)
    elif _aturan.aksi.startswith("tidur-"):
        time.sleep(float(_aturan.aksi.removeprefix("tidur-")))
    else:
        raise TitikGagal(nama)
