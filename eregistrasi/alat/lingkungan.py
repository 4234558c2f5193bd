"""The project's own `.venv`, and the Debian packages beside it.

Standard library only: `manage.py` runs this before anything is installed. Nothing is ever put
outside `.venv`, so the system's Python stays as it is (PEP 668). All talk goes to stderr.
"""

import ctypes
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

AKAR = Path(__file__).resolve().parents[2]
VENV = AKAR / ".venv"
PYTHON = VENV / "bin/python"
JEDA_KABAR = 4  # seconds between two lines of a long command
PANGO = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
PUSTAKA_PANGO = ["libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"]
PUSTAKA_MAC = ["libpango-1.0.dylib", "/opt/homebrew/lib/libpango-1.0.dylib"]
CHROMIUM = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


class LingkunganGagal(Exception):
    """The environment could not be made. The message says what to do, in one line."""


def kata(teks):
    """Say something to the person at the terminal."""
    sys.stderr.write(f"{teks}\n")
    sys.stderr.flush()


# --- .venv ------------------------------------------------------------------------------------


def lengkap(*, untuk_uji):
    """Was `.venv` made of just these pins, by a Python that is still there?"""
    try:
        return PYTHON.exists() and _cap(untuk_uji).read_text() == _sidik(untuk_uji)
    except OSError:
        return False


def siapkan(*, untuk_uji):
    """Make `.venv` with everything pinned. Processes that come at once wait for the first.

    Raises LingkunganGagal when it cannot be done.
    """
    if lengkap(untuk_uji=untuk_uji):
        return
    with (AKAR / ".venv.lock").open("w") as kunci:
        fcntl.flock(kunci, fcntl.LOCK_EX)
        if lengkap(untuk_uji=untuk_uji):
            return
        kata("Menyiapkan lingkungan Python dalam .venv (sekali saja, sekitar satu menit).")
        if not _dengan_uv(_syarat(untuk_uji)):
            _dengan_pip(_syarat(untuk_uji))
        for sasaran in {False, untuk_uji}:
            _cap(sasaran).write_text(_sidik(sasaran))


def _syarat(untuk_uji):
    return AKAR / ("requirements-dev.txt" if untuk_uji else "requirements.txt")


def _cap(untuk_uji):
    return VENV / (".cap-uji" if untuk_uji else ".cap")


def _sidik(untuk_uji):
    """The pins, and the Python under them: another one behind the same name counts as new."""
    isi = (VENV / "pyvenv.cfg").read_bytes() + os.fsencode(PYTHON.resolve())
    for berkas in sorted({_syarat(False), _syarat(untuk_uji)}):
        isi += berkas.read_bytes()
    return hashlib.sha256(isi).hexdigest()


def _dengan_uv(syarat):
    """Faster where uv is at hand. False if it is not, or does not see what pip is set to see."""
    uv = shutil.which("uv")
    if uv is None:
        return False
    buat = [uv, "venv", "--quiet", "--clear", "--python", _python_dasar(), str(VENV)]
    pasang = [uv, "pip", "install", "--python", str(PYTHON), "-r", str(syarat)]
    return (_utuh(pip=False) or not pantau(buat, "Membuat .venv", 300)) and not pantau(
        pasang, "Memasang pustaka", 1800
    )


def _dengan_pip(syarat):
    if not _utuh(pip=True):
        _buat_venv()
    pasang = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    if pantau([*pasang, "--progress-bar", "off", "-r", str(syarat)], "Memasang pustaka", 1800):
        raise LingkunganGagal("Pustaka tidak dapat dipasang. Periksa sambungan, lalu ulangi.")


def _utuh(*, pip):
    """Can the environment that is there be used again, or was its Python moved from under it?"""
    try:
        versi = dict(
            baris.split(" = ", 1) for baris in (VENV / "pyvenv.cfg").read_text().splitlines()
        )
        dibuat = (versi.get("version") or versi["version_info"]).split(".")[:2]
        tanya = "import sys; print(*sys.version_info[:2], sep='.')"
        perintah = [str(PYTHON), "-c", tanya + ("; import pip" if pip else "")]
        hasil = subprocess.run(perintah, capture_output=True, text=True, check=True)
    except (OSError, KeyError, ValueError, subprocess.CalledProcessError):
        return False
    return hasil.stdout.strip() == ".".join(dibuat)


def _python_dasar():
    return getattr(sys, "_base_executable", None) or sys.executable


def _buat_venv():
    perintah = [_python_dasar(), "-m", "venv", "--clear", str(VENV)]
    if pantau(perintah, "Membuat .venv", 300, bising=False) == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if not apt(["python3-venv"], "modul venv") or pantau(perintah, "Membuat .venv", 300):
        raise LingkunganGagal(
            "Modul venv belum ada. Jalankan: sudo apt-get install -y python3-venv, lalu ulangi."
        )


# --- Long commands ----------------------------------------------------------------------------


def pantau(perintah, judul, batas, *, bising=True):
    """Run a long command, telling every few seconds what it is at. Returns its exit status.

    batas   seconds after which it is ended
    bising  show the end of its output when it fails
    """
    mulai = time.monotonic()
    with tempfile.TemporaryFile("w+", errors="replace") as keluaran:
        with subprocess.Popen(
            perintah,
            stdin=subprocess.DEVNULL,
            stdout=keluaran,
            stderr=subprocess.STDOUT,
            env=_lingkungan_bersih(),
        ) as proses:
            try:
                _tunggu(proses, mulai, batas, lambda: f"{judul}{_baris_kini(keluaran)}")
            except BaseException:
                proses.terminate()
                raise
        if proses.returncode == 0:
            kata(f"  {judul}: selesai ({time.monotonic() - mulai:.0f} detik)")
        elif bising:
            kata(_ekor(keluaran, 3000))
    return proses.returncode


def _tunggu(proses, mulai, batas, kabar):
    while True:
        try:
            proses.wait(timeout=JEDA_KABAR)
            return
        except subprocess.TimeoutExpired:
            lama = time.monotonic() - mulai
            kata(f"  {kabar()} ({lama:.0f} detik, masih berjalan)")
            if lama > batas:
                proses.terminate()


def _lingkungan_bersih():
    """Settings by which pip would install elsewhere than into `.venv` do not reach it."""
    buang = {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PYTHONHOME", "PYTHONPATH"}
    return {k: v for k, v in os.environ.items() if k not in buang} | {
        "DEBIAN_FRONTEND": "noninteractive"
    }


def _ekor(keluaran, panjang):
    akhir = os.fstat(keluaran.fileno()).st_size
    teks = os.pread(keluaran.fileno(), panjang, max(0, akhir - panjang))
    return teks.decode(errors="replace").strip()


def _baris_kini(keluaran):
    """The last thing said, warnings left aside: they stay in what is shown when it fails."""
    baris = [b for b in _ekor(keluaran, 3000).splitlines() if not b.startswith("WARNING")]
    return f": {baris[-1].strip()[:60]}" if baris else ""


# --- Debian packages --------------------------------------------------------------------------


def apt(paket, judul):
    """Install Debian packages as root. False where that cannot be done."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    pantau(["apt-get", "update", "-q"], "Memperbarui daftar paket", 180, bising=False)
    pasang = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *paket]
    return pantau(pasang, f"Memasang {judul}", 600) == 0


def siapkan_pango():
    """What PDFs need. Without it everything else works, and PDFs say that they are unavailable."""
    if _termuat(*PUSTAKA_PANGO) or (sys.platform == "darwin" and any(map(_termuat, PUSTAKA_MAC))):
        return
    if apt(PANGO, "Pango") or _termuat(*PUSTAKA_PANGO[:2]):
        return
    mac = sys.platform == "darwin"
    cara = "brew install pango" if mac else f"sudo apt-get install -y {' '.join(PANGO)}"
    kata(f"Pango belum terpasang, jadi PDF belum dapat dibuat. Pasang dengan: {cara}")


def siapkan_alat_uji():
    """What tests look through: a browser, a reader of paper. Without them they are skipped."""
    kurang = []
    if not os.environ.get("CHROMIUM") and not any(map(shutil.which, CHROMIUM)):
        kurang.append("chromium")
    if not shutil.which("pdftoppm"):
        kurang.append("poppler-utils")
    if kurang:
        apt(kurang, " dan ".join(kurang))


def _termuat(*nama):
    try:
        for pustaka in nama:
            ctypes.CDLL(pustaka)
    except OSError:
        return False
    return True
