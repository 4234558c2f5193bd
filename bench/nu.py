"""Every page of the house through the Nu HTML checker (needs a Java runtime and npm).

    .venv/bin/python bench/nu.py

The pages are those that the tests of accessibility render (`eregistrasi/tests/pameran.py`): each
address and each state, as HTML files; vnu.jar of the npm package `vnu-jar` reads them all at once.
Printed are one line for each page (errors, warnings, name), each message once, and the total.
Exit status 1 when there is an error or a warning.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from laman import AKAR, tulis

VNU = "vnu-jar@26.9.27"
LUNAK = ("warning", "info")  # what is not an error
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
    return json.loads(hasil.stdout)["messages"]


def _jenis(p):
    return p.get("subType", p["type"])


def _berkas(p):
    return p.get("url", "").removeprefix("file:")


def tabel(nama, pesan):
    """One line for each page: its errors, its warnings, its name; the sums at the end."""
    jumlah = Counter((_berkas(p), j if (j := _jenis(p)) in LUNAK else "error") for p in pesan)
    for berkas, satu in nama.items():
        tulis(f"{jumlah[berkas, 'error']:5} {jumlah[berkas, 'warning']:5}  {satu}")
    return [sum(n for (_, j), n in jumlah.items() if j == jenis) for jenis in ("error", "warning")]


def utama():
    with tempfile.TemporaryDirectory() as folder:
        halaman(folder)
        pesan = periksa(folder)
        nama = {
            str(b.with_suffix(".html")): b.read_text() for b in sorted(Path(folder).glob("*.txt"))
        }
    tulis("galat  ingat  halaman")
    galat, peringatan = tabel(nama, pesan)
    semua = defaultdict(list)
    for p in pesan:
        semua[_jenis(p), p["message"]].append(p)
    for (jenis, kata), di in sorted(semua.items()):
        contoh = nama.get(_berkas(di[0]), "?")
        tulis(
            f"{jenis} ({len(di)} kali, misalnya {contoh}): {kata}\n    {di[0].get('extract', '')!r}"
        )
    tulis(f"{len(nama)} halaman, {galat} galat, {peringatan} peringatan.")
    raise SystemExit(bool(galat or peringatan))


if __name__ == "__main__":
    utama()
