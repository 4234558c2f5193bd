"""What the rooms above bring in: how each kind of job is done, and whether a worker lives.

Filled in `AppConfig.ready`.
"""

from collections.abc import Callable
from dataclasses import dataclass


class Ditolak(Exception):
    """The job cannot be done as things are. The message tells its owner why and how to mend it.

    ulang  False where trying again cannot help: *Coba Lagi* is not offered
    """

    def __init__(self, pesan, *, ulang=True):
        super().__init__(pesan)
        self.ulang = ulang


@dataclass(frozen=True)
class Pelaku:
    """How one kind of job is done; see `daftarkan`."""

    fungsi: Callable
    atomik: bool
    tolakan: tuple
    boleh: Callable | None
    bisa_batal: bool


PELAKU = {}  # kind -> Pelaku
PEKERJA_HIDUP = []  # functions () -> bool: was a worker heard of lately?


def daftarkan(jenis, fungsi, *, atomik=True, tolakan=(), boleh=None, bisa_batal=True):
    """Say how jobs of the kind `jenis` are done.

    fungsi      called by the worker as `fungsi(pekerjaan, lapor)`. It reads `pekerjaan.isi` and
                `pekerjaan.oleh`, calls `lapor(done, total, "stage in words")` as often as it
                likes (verbs further down may use `kemajuan.hitung` instead), and returns None or
                a dict: `url`, where its owner goes on, `pesan`, what was done, as a sentence,
                and `tautan`, [(words, address)] that stand behind it on the page at `url`.
                `pekerjaan.simpan_berkas` keeps a file (bytes, or open) for the owner.
    atomik      True: the function and the word *selesai* are one transaction, so whatever it
                writes is written exactly once, or not at all when the worker dies, the job is
                cancelled or the function raises. False: it opens its own transactions and must
                bear to be run again from the start.
    tolakan     exceptions whose message is meant for the owner, beside `Ditolak`
    boleh       `boleh(pekerjaan) -> bool`: may its owner still have the file? None: yes
    bisa_batal  False where a job that has begun cannot be stopped
    """
    PELAKU[jenis] = Pelaku(fungsi, atomik, (Ditolak, *tolakan), boleh, bisa_batal)


def pekerja_hidup():
    """Whether any worker has given a sign of life within the last minute."""
    return any(tanya() for tanya in PEKERJA_HIDUP)
