"""Every page of the house through the Nu HTML checker (needs a Java runtime and npm).

    .venv/bin/python bench/nu.py

The pages are those that the tests of accessibility render (`eregistrasi/tests/pameran.py`): each
address and each state, as HTML files; vnu.jar of the npm package `vnu-jar` reads them all at once.
Exit status 1 when there is an error or a warning.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from laman import AKAR, tulis

VNU = "vnu-jar@26.9.27"
KUMPULKAN = """
import pathlib, os
def test_pages_for_the_checker(pameran):
    for n, satu in enumerate(pameran.lembar):
        berkas = pathlib.Path(os.environ["EREG_HALAMAN"]) / f"{n:03}.html"
        berkas.write_text(satu.html, encoding="utf-8")
        berkas.with_suffix(".txt").write_text(satu.nama, encoding="utf-8")
test_pages_for_the_checker.pytestmark = [__import__("pytest").mark.django_db]
"""


def halaman(folder):
    """Render the pages into files."""
    uji = AKAR / "eregistrasi" / "tests" / "test_halaman_untuk_nu.py"
    uji.write_text(KUMPULKAN, encoding="utf-8")
    try:
        subprocess.run(
            [sys.executable, "manage.py", "uji", "-q", str(uji)],
            cwd=AKAR,
            env={**os.environ, "EREG_HALAMAN": str(folder)},
            check=True,
        )
    finally:
        uji.unlink()


def periksa(folder):
    """The checker's messages, as it gives them."""
    unduh = [shutil.which("npm"), "install", "--silent", "--prefix", folder, VNU]
    subprocess.run(unduh, check=True)
    jar = next(Path(folder).rglob("vnu.jar"))
    semua = sorted(map(str, Path(folder).glob("*.html")))
    hasil = subprocess.run(
        [shutil.which("java"), "-Xss4m", "-jar", jar, "--format", "json", "--stdout", *semua],
        capture_output=True,
        text=True,
        check=False,
    )
    return len(semua), json.loads(hasil.stdout)["messages"]


def utama():
    with tempfile.TemporaryDirectory() as folder:
        halaman(folder)
        jumlah, pesan = periksa(folder)
        semua = defaultdict(list)
        for p in pesan:
            berkas = Path(p["url"].removeprefix("file:")).with_suffix(".txt")
            jenis = p.get("subType", p["type"])
            semua[jenis, p["message"]].append((berkas.read_text(), p.get("extract", "")))
    for (jenis, kata), di in sorted(semua.items()):
        tulis(f"{jenis} ({len(di)} halaman, misalnya {di[0][0]}): {kata}\n    {di[0][1]!r}")
    salah = sum(len(di) for (jenis, _), di in semua.items() if jenis != "info")
    tulis(f"{jumlah} halaman, {salah} galat dan peringatan.")
    raise SystemExit(bool(salah))


if __name__ == "__main__":
    utama()
