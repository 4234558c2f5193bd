#!/usr/bin/env python3
"""The one command of the project. It makes its own environment, then hands over to Django.

    python3 manage.py jalankan     run it
    python3 manage.py uji          test it

Standard library only until it runs inside `.venv`. Whatever the set-up has to say goes to
stderr: stdout belongs to the command.
"""

import os
import secrets
import sys
from pathlib import Path

AKAR = Path(__file__).resolve().parent
TANPA_BASIS_DATA = {
    *("", "help", "version", "--version", "--help", "-h"),
    *("basisdata", "check", "collectstatic", "findstatic", "diffsettings"),
}
# What a shell may hold for a site in use must not change what the tests say, or send a letter.
BUKAN_UNTUK_UJI = ("EREG_DEBUG", "EREG_HOSTS", "EREG_SITUS_URL", "EREG_PENGIRIM", "EMAIL_URL")


def berhenti(teks):
    """End with one line."""
    sys.stderr.write(f"{teks}\n")
    raise SystemExit(2)


def rapikan_variabel(perintah):
    """Settle what the variables ask for, before anything is installed or started."""
    for nama in ("DATABASE_URL", "EREG_SECRET_KEY"):
        if os.environ.get(nama) == "":  # as compose files pass what is not set
            del os.environ[nama]
    if os.environ.pop("EREG_BASISDATA_TERTANAM", "0") == "1":
        os.environ.pop("DATABASE_URL", None)  # from the manage.py that started this one
    if perintah == "uji":
        for nama in BUKAN_UNTUK_UJI:
            os.environ.pop(nama, None)
        if "DATABASE_URL" in os.environ:
            os.environ.setdefault("EREG_SECRET_KEY", secrets.token_urlsafe(48))
    if "DATABASE_URL" in os.environ and "EREG_SECRET_KEY" not in os.environ:
        berhenti("DATABASE_URL disetel tanpa EREG_SECRET_KEY. Setel EREG_SECRET_KEY juga.")


def masuk_lingkungan(perintah):
    """Go on inside `.venv`, made first if need be."""
    from eregistrasi.alat import lingkungan  # noqa: PLC0415 -- after the version was checked

    uji = perintah == "uji"
    siap = lingkungan.lengkap(untuk_uji=uji)
    if not siap:
        try:
            lingkungan.siapkan(untuk_uji=uji)
        except lingkungan.LingkunganGagal as sebab:
            berhenti(str(sebab))
    if siap and Path(sys.prefix).resolve() == lingkungan.VENV.resolve():
        return
    if sys.platform == "darwin":
        os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib")
    py = str(lingkungan.PYTHON)
    sys.stdout.flush()
    os.execv(py, [py, str(Path(__file__).resolve()), *sys.argv[1:]])  # noqa: S606 -- no shell wanted


def perlu_basis_data(perintah, isi):
    """Does this command open the database?"""
    if {"-h", "--help"} & set(isi):
        return False
    if perintah == "periksa_impor":
        return any(a == "--pelatihan" or a.startswith("--pelatihan=") for a in isi)
    return perintah not in TANPA_BASIS_DATA or "--database" in isi


def nyalakan_basis_data():
    """Point DATABASE_URL at the embedded server."""
    from eregistrasi.alat.lingkungan import kata  # noqa: PLC0415 -- as above
    from eregistrasi.alat.pg_lokal import PgGagal, PgLokal  # noqa: PLC0415 -- needs the venv

    try:
        server = PgLokal(AKAR / os.environ.get("EREG_DATA", ".data"))
        os.environ["DATABASE_URL"] = server.pastikan(kabar=kata)
    except PgGagal as sebab:
        berhenti(str(sebab))
    os.environ["EREG_BASISDATA_TERTANAM"] = "1"


def siapkan_mesin(perintah):
    """What the machine itself must have, for the commands that make papers or open pages."""
    from eregistrasi.alat import lingkungan, proses  # noqa: PLC0415 -- as above

    proses.ikut_induk()
    if perintah in ("jalankan", "pekerja", "uji"):
        lingkungan.siapkan_pango()
    if perintah == "uji":
        lingkungan.siapkan_alat_uji()


def uji(isi):
    """Every test, against a real PostgreSQL. Returns the exit status of pytest."""
    import pytest  # noqa: PLC0415 -- needs the venv

    os.chdir(AKAR)
    return pytest.main(isi)


def django(argumen):
    """Hand over; settings that cannot be read end in one line."""
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 -- needs the venv
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- as above

    try:
        execute_from_command_line(argumen)
    except ImproperlyConfigured as sebab:
        berhenti(f"Pengaturan tidak dapat dipakai: {sebab}")
    return 0


def utama(argumen):
    """Environment, database, command."""
    perintah, isi = (argumen[1] if len(argumen) > 1 else ""), argumen[2:]
    if sys.version_info < (3, 11):  # noqa: UP036 -- this is where an older one is told
        berhenti("E-Registrasi memerlukan Python 3.11 atau yang lebih baru.")
    if os.name == "nt":
        berhenti("E-Registrasi berjalan pada Linux dan macOS. Pada Windows, gunakan WSL.")
    rapikan_variabel(perintah)
    masuk_lingkungan(perintah)
    siapkan_mesin(perintah)
    if "DATABASE_URL" not in os.environ and perlu_basis_data(perintah, isi):
        nyalakan_basis_data()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eregistrasi.settings")
    return uji(isi) if perintah == "uji" else django(argumen)


if __name__ == "__main__":
    try:
        sys.exit(utama(sys.argv))
    except KeyboardInterrupt:
        sys.exit(130)
