"""manage.py as a person meets it: one line where something is missing, nothing else on stdout."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import Workbook

from eregistrasi.tests.mesin import manage

PAKET = settings.BASE_DIR / "eregistrasi"


@pytest.mark.parametrize("perintah", ["jalankan", "migrate", "pekerja", "createsuperuser"])
def test_a_database_without_a_secret_key_is_refused_in_one_line(perintah, folder_data):
    hasil = manage(folder_data, perintah, DATABASE_URL="postgresql://a@127.0.0.1:9/tak-ada")
    assert (hasil.returncode, hasil.stdout, hasil.stderr) == (
        2,
        "",
        "DATABASE_URL disetel tanpa EREG_SECRET_KEY. Setel EREG_SECRET_KEY juga.\n",
    )


def test_a_switch_that_says_neither_yes_nor_no_is_refused_in_one_line(folder_data):
    hasil = manage(folder_data, "basisdata", "status", EREG_DEBUG="ya")
    assert (hasil.returncode, hasil.stderr.count("\n")) == (2, 1)
    assert hasil.stderr.endswith("EREG_DEBUG harus 0 atau 1, bukan 'ya'.\n")


def test_a_database_that_is_away_is_named_in_one_line(folder_data):
    hasil = manage(
        folder_data,
        *("jalankan", "--port", "0"),
        DATABASE_URL="postgresql://a@127.0.0.1:9/tak-ada",
        EREG_SECRET_KEY="k" * 50,
    )
    assert (hasil.returncode, hasil.stdout) == (1, "")
    assert hasil.stderr.startswith("CommandError: Basis data tidak terjangkau:")
    assert "Traceback" not in hasil.stderr


def test_an_import_is_checked_without_a_database_and_stdout_is_json_alone(tmp_path):
    buku = Workbook()
    buku.active.append(["Nama", "NIP"])
    buku.active.append(["Sari Dewi", "199001012015032001"])
    buku.save(tmp_path / "peserta.xlsx")
    hasil = manage(tmp_path, "periksa_impor", str(tmp_path / "peserta.xlsx"))
    assert isinstance(json.loads(hasil.stdout), dict)
    assert not (tmp_path / "pgdata").exists()


@pytest.mark.parametrize(
    "isi", [["basisdata", "status"], ["basisdata", "henti"], ["help"], ["migrate", "--help"]]
)
def test_what_needs_no_database_starts_none_and_empty_variables_count_as_unset(isi, tmp_path):
    hasil = manage(tmp_path, *isi, DATABASE_URL="", EREG_SECRET_KEY="")
    assert (hasil.returncode, hasil.stderr) == (0, "")
    assert hasil.stdout
    assert not (tmp_path / "pgdata").exists()


def test_the_database_is_started_and_found_and_stopped_by_its_command(folder_data):
    url = manage(folder_data, "basisdata", "url")
    status = manage(folder_data, "basisdata", "status")
    henti = manage(folder_data, "basisdata", "henti")
    assert url.stdout.startswith("postgresql://postgres@/eregistrasi?host=")
    assert url.stderr == "Menyalakan basis data tertanam.\n"
    assert status.stdout.startswith("Basis data tertanam menyala (pid ")
    assert henti.stdout == "Basis data dihentikan.\n"
    assert manage(folder_data, "basisdata", "status").stdout.startswith("Basis data tertanam mati")


@pytest.fixture
def proyek(tmp_path):
    """A project of the same make, whose list of packages is empty."""
    alat = tmp_path / "eregistrasi/alat"
    alat.mkdir(parents=True)
    for nama in ("__init__.py", "alat/__init__.py", "alat/lingkungan.py"):
        shutil.copy(PAKET / nama, tmp_path / "eregistrasi" / nama)
    for nama in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / nama).write_text("")
    return tmp_path


def siapkan(proyek):
    perintah = "from eregistrasi.alat import lingkungan as l; l.siapkan(untuk_uji=False)"
    return subprocess.Popen(
        [sys.executable, "-c", perintah], cwd=proyek, stderr=subprocess.PIPE, text=True
    )


def test_the_environment_is_made_once_and_again_when_its_python_is_gone(proyek):
    pertama, kedua = siapkan(proyek), siapkan(proyek)
    kata = [p.communicate(timeout=240)[1] for p in (pertama, kedua)]
    assert (pertama.returncode, kedua.returncode) == (0, 0)
    assert sum("Menyiapkan lingkungan" in k for k in kata) == 1

    assert siapkan(proyek).communicate(timeout=60)[1] == ""
    (proyek / "requirements.txt").write_text("# another list\n")
    assert "Membuat .venv" not in siapkan(proyek).communicate(timeout=240)[1]

    python = proyek / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/tak/ada/python3")
    assert "Membuat .venv: selesai" in siapkan(proyek).communicate(timeout=240)[1]
    assert os.access(python, os.X_OK)


def test_the_requirements_are_pinned():
    for nama in ("requirements.txt", "requirements-dev.txt"):
        baris = (settings.BASE_DIR / nama).read_text().splitlines()
        longgar = [b for b in baris if b and not b.startswith(("#", "-r")) and "==" not in b]
        assert longgar == [], Path(nama)
