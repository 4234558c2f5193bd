"""Lighthouse on the pages that matter: five runs each, the median of each score.

    manage.py jalankan --port 8000      # in another window, with the demo data
    .venv/bin/python bench/lighthouse.py [http://127.0.0.1:8000] [--kali 5]

Needs npm and a Chromium. Pages behind the door are asked for with the cookie of whoever is signed
in. The simulated phone of Lighthouse (slow 4G, a CPU four times slower) is what it starts with.
SEO counts only where a page is meant to be found: the door, and the check of papers.
"""

import json
import os
import statistics
import subprocess
import tempfile
from pathlib import Path

from bobot import peramban
from laman import Situs, pilihan, tulis

LIGHTHOUSE = "lighthouse@13.5.0"
ULANG = 3  # Lighthouse now and then loses the trace of a page and asks to be run again
BAGIAN = {"performance": 0.98, "accessibility": 1, "best-practices": 1, "seo": 1}


def jalankan(alamat, kuki, folder, n):
    """(scores, what was marked down) of one run."""
    hasil = Path(folder) / f"{n}.json"
    tambahan = Path(folder) / "kepala.json"
    tambahan.write_text(json.dumps({"Cookie": kuki} if kuki else {}), encoding="utf-8")
    perintah = [
        *("npx", "--yes", LIGHTHOUSE, alamat, "--quiet", "--output=json"),
        f"--output-path={hasil}",
        f"--only-categories={','.join(BAGIAN)}",
        f"--extra-headers={tambahan}",
        "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage",
    ]
    lingkungan = {**os.environ, "CHROME_PATH": peramban()}
    for ke in range(ULANG):
        usai = subprocess.run(perintah, check=ke == ULANG - 1, env=lingkungan)
        if not usai.returncode:
            break
    isi = json.loads(hasil.read_text(encoding="utf-8"))
    nilai = {b: isi["categories"][b]["score"] for b in BAGIAN}
    kurang = {
        r["id"]
        for b in BAGIAN
        for r in isi["categories"][b]["auditRefs"]
        if r["weight"]
        and (isi["audits"][r["id"]]["score"] or 0) < (0.9 if b == "performance" else 1)
        and isi["audits"][r["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual")
    }
    return nilai, kurang


def utama():
    pilih = pilihan(__doc__, kali=5)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        browser = p.chromium.launch(
            executable_path=peramban(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        kantor = Situs(browser, pilih.situs).masuk("tim")
        berkas, jalan, kuki = kantor.berkas("Analis+Hukum"), kantor.undangan(), kantor.kuki
        tamu = Situs(browser, pilih.situs)
        tamu.page.goto(tamu.alamat + jalan)
        pribadi, kuki_tamu = tamu.page.url.removeprefix(tamu.alamat), tamu.kuki
        browser.close()
    tulis(f"{'halaman':26}" + "".join(f"{b:>16}" for b in BAGIAN))
    for nama, alamat, punya in (
        ("masuk", "/masuk/", ""),
        ("periksa dokumen", "/v/", ""),
        ("beranda", "/", kuki),
        ("berkas pelatihan", berkas, kuki),
        ("daftar peserta", f"{berkas}peserta/", kuki),
        ("peserta: identitas", pribadi, kuki_tamu),
    ):
        with tempfile.TemporaryDirectory() as folder:
            semua = [
                jalankan(pilih.situs.rstrip("/") + alamat, punya, folder, n)
                for n in range(pilih.kali)
            ]
        tengah = {b: statistics.median(nilai[b] for nilai, _ in semua) for b in BAGIAN}
        kurang = set().union(*(k for _, k in semua))
        tulis(f"{nama:26}" + "".join(f"{tengah[b]:16.2f}" for b in BAGIAN))
        if kurang:
            tulis(f"{'':26}  {', '.join(sorted(kurang))}")


if __name__ == "__main__":
    utama()
