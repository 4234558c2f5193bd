#!/usr/bin/env python3
"""The one command of the project. It makes its own environment, then hands over to Django.

    python3 manage.py jalankan     run it
    python3 manage.py uji          test it

Standard library only until it runs inside `.venv`. Whatever the set-up has to say goes to
stderr: stdout belongs to the command.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

AKAR = Path(__file__).resolve().parent
VENV = AKAR / ".venv"
PANGO = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
CHROMIUM = ["chromium", "chromium-browser", "google-chrome"]
TANPA_BASIS_DATA = {"", "help", "--help", "-h", "version", "--version", "collectstatic", "check"}


def kata(teks):
    sys.stderr.write(f"{teks}\n")
    sys.stderr.flush()


def berhenti(teks):
    kata(teks)
    raise SystemExit(2)


# --- The environment --------------------------------------------------------------------------


def python_venv():
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def syarat(untuk_uji):
    return AKAR / ("requirements-dev.txt" if untuk_uji else "requirements.txt")


def sidik(untuk_uji):
    """What an installed environment is made of: the pins and the Python under them."""
    isi = sys.version.encode()
    for berkas in {syarat(False), syarat(untuk_uji)}:
        isi += berkas.read_bytes()
    return hashlib.sha256(isi).hexdigest()


def cap(untuk_uji):
    return VENV / (".cap-uji" if untuk_uji else ".cap")


def siap(untuk_uji):
    berkas = cap(untuk_uji)
    return python_venv().exists() and berkas.exists() and berkas.read_text() == sidik(untuk_uji)


def siapkan_lingkungan(untuk_uji):
    """Make `.venv` with everything pinned; several processes at once make it once."""
    if siap(untuk_uji):
        return
    with (AKAR / ".venv.lock").open("w") as kunci:
        if os.name != "nt":
            import fcntl  # noqa: PLC0415 -- not on Windows

            fcntl.flock(kunci, fcntl.LOCK_EX)
        if siap(untuk_uji):
            return
        kata("Menyiapkan lingkungan Python dalam .venv (sekali saja, sekitar satu menit).")
        uv = shutil.which("uv")
        buat_venv(uv)
        pip = [uv, "pip", "install", "-q", "-p"] if uv else None
        perintah = (
            [*pip, str(python_venv()), "-r", str(syarat(untuk_uji))]
            if pip
            else [
                *(str(python_venv()), "-m", "pip", "install", "--disable-pip-version-check"),
                *("--progress-bar", "off", "-r", str(syarat(untuk_uji))),
            ]
        )
        if pantau(perintah, "Memasang pustaka"):
            berhenti("Pustaka tidak dapat dipasang. Periksa sambungan internet, lalu ulangi.")
        for sasaran in {False, untuk_uji}:
            cap(sasaran).write_text(sidik(sasaran))


def buat_venv(uv):
    if python_venv().exists():
        return
    if uv:
        perintah = [uv, "venv", "-q", "--allow-existing", "-p", sys.executable, str(VENV)]
        subprocess.run(perintah, check=True, stdout=sys.stderr)
        return
    perintah = [sys.executable, "-m", "venv", str(VENV)]
    if subprocess.run(perintah, stdout=subprocess.DEVNULL, check=False).returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if not apt(["python3-venv"], "modul venv"):
        berhenti(
            "Modul venv belum ada. Jalankan: sudo apt-get install -y python3-venv, lalu ulangi."
        )
    subprocess.run(perintah, check=True, stdout=sys.stderr)


def pantau(perintah, judul, batas=None):
    """Run a long command, telling what it does and that it goes on. Returns its exit status."""
    mulai = time.monotonic()
    proses = subprocess.Popen(
        perintah, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    ekor, kini = [], [""]

    def baca():
        for baris in proses.stdout:
            ekor.append(baris.rstrip())
            del ekor[:-30]
            bagian = baris.split()
            if bagian[:1] in (["Collecting"], ["Unpacking"]):
                kini[0] = f": {bagian[1]}"
            elif baris.startswith("Installing collected packages"):
                kini[0] = ": menyalin berkas"

    pembaca = threading.Thread(target=baca, daemon=True)
    pembaca.start()
    while True:
        try:
            keluar = proses.wait(timeout=4)
            break
        except subprocess.TimeoutExpired:
            lama = time.monotonic() - mulai
            kata(f"  {judul}{kini[0]} ({lama:.0f} detik, masih berjalan)")
            if batas and lama > batas:
                proses.kill()
    pembaca.join(timeout=5)
    if keluar:
        kata("\n".join(ekor))
    else:
        kata(f"  {judul}: selesai ({time.monotonic() - mulai:.0f} detik)")
    return keluar


def apt(paket, judul):
    """Install Debian packages as root. False where that is not possible."""
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    lingkungan = ["env", "DEBIAN_FRONTEND=noninteractive"]
    pantau([*lingkungan, "apt-get", "update", "-qq"], "Memperbarui daftar paket", 180)
    pasang = ["apt-get", "install", "-y", "--no-install-recommends", *paket]
    return pantau([*lingkungan, *pasang], f"Memasang {judul}", 600) == 0


def siapkan_pango():
    """What PDFs need. Without it everything else works, and PDFs say that they are unavailable."""
    if ada_pustaka():
        return
    if apt(PANGO, "Pango") and ada_pustaka():
        return
    cara = "brew install pango" if sys.platform == "darwin" else f"apt-get install {' '.join(PANGO)}"
    kata(f"Pango belum terpasang, jadi PDF belum dapat dibuat. Pasang dengan: {cara}")


def ada_pustaka():
    nama = (
        ["libpango-1.0.dylib", "/opt/homebrew/lib/libpango-1.0.dylib"]
        if sys.platform == "darwin"
        else ["libpango-1.0.so.0"]
    )
    for calon in nama:
        try:
            ctypes.CDLL(calon)
        except OSError:
            continue
        return True
    return False


# --- The database -----------------------------------------------------------------------------


def pakai_basis_data(perintah, isi):
    """Point DATABASE_URL at the embedded server, started, unless one is given or none is needed."""
    if os.environ.get("DATABASE_URL"):
        if perintah == "uji":
            os.environ.setdefault("EREG_SECRET_KEY", hashlib.sha256(os.urandom(32)).hexdigest())
        elif not os.environ.get("EREG_SECRET_KEY"):
            berhenti("DATABASE_URL disetel tanpa EREG_SECRET_KEY. Setel EREG_SECRET_KEY juga.")
        return
    if perintah == "basisdata" or not perlu_basis_data(perintah, isi):
        return
    from eregistrasi.alat.pg_lokal import PgGagal, PgLokal  # noqa: PLC0415 -- needs the venv

    try:
        server = PgLokal(AKAR / os.environ.get("EREG_DATA", ".data"))
        if not server.menjawab():
            kata("Menyalakan basis data tertanam.")
        os.environ["DATABASE_URL"] = server.pastikan()
    except PgGagal as sebab:
        berhenti(str(sebab))
    os.environ["EREG_BASISDATA_TERTANAM"] = "1"


def perlu_basis_data(perintah, isi):
    if perintah == "periksa_impor":
        return any(a.startswith("--pelatihan") for a in isi)
    return perintah not in TANPA_BASIS_DATA and not {"-h", "--help"} & set(isi)


# --- Handing over -----------------------------------------------------------------------------


def uji(isi):
    """Every test against a real PostgreSQL."""
    siapkan_pango()
    if not any(map(shutil.which, CHROMIUM)) and not os.environ.get("CHROMIUM"):
        apt(["chromium"], "Chromium")
    import pytest  # noqa: PLC0415 -- needs the venv

    os.chdir(AKAR)
    return pytest.main(isi)


def utama(argumen):
    perintah, isi = (argumen[1] if len(argumen) > 1 else ""), argumen[2:]
    if sys.version_info < (3, 11):
        berhenti("E-Registrasi memerlukan Python 3.11 atau yang lebih baru.")
    if Path(sys.prefix).resolve() != VENV.resolve() or not siap(perintah == "uji"):
        siapkan_lingkungan(untuk_uji=perintah == "uji")
        py = str(python_venv())
        os.execv(py, [py, str(Path(__file__).resolve()), *argumen[1:]])
    sys.path.insert(0, str(AKAR))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eregistrasi.settings")
    pakai_basis_data(perintah, isi)
    if perintah == "uji":
        return uji(isi)
    if perintah in ("jalankan", "pekerja"):
        siapkan_pango()
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- needs the venv

    execute_from_command_line(argumen)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(utama(sys.argv))
    except KeyboardInterrupt:
        sys.exit(130)
