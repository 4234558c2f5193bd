"""The one door: what can be told from name and size is told here, the rest in a child process."""

import json
import os
import subprocess
import sys
from pathlib import Path

from peserta.periksa_berkas import batas, jenis
from peserta.periksa_berkas.hasil import Ditolak, Hasil

AKAR = Path(__file__).resolve().parent.parent.parent
_LINGKUNGAN = {"PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}


def periksa(isi, nama, *, hanya_gambar=False):
    """The verdict on the bytes of a file. Never raises for what the file holds.

    nama          as its owner calls it; the type that a browser declares is not asked
    hanya_gambar  a PDF will not do (a photograph is asked for)
    """
    try:
        macam = _macam(isi, nama, hanya_gambar)
    except Ditolak as penolakan:
        return Hasil.tolak(penolakan.kode, penolakan.rinci)
    jawab, keluaran = _dalam_proses_sendiri({"tugas": "periksa", "jenis": macam}, isi)
    if kode := jawab.get("kode"):
        return Hasil.tolak(kode, jawab.get("rinci", ""))
    return Hasil(jenis=jawab["jenis"], isi=keluaran or isi)


def gambar_halaman(isi, nomor=1):
    """(number of pages, JPEG) of one page of a PDF, or (0, b"") where it cannot be drawn."""
    jawab, keluaran = _dalam_proses_sendiri({"tugas": "halaman", "halaman": nomor}, isi)
    return jawab.get("jumlah", 0), keluaran


def jumlah_halaman(isi):
    """Number of pages of a PDF; 0 where it cannot be read."""
    jawab, _ = _dalam_proses_sendiri({"tugas": "halaman"}, isi)
    return jawab.get("jumlah", 0)


def _macam(isi, nama, hanya_gambar):
    if not isi:
        raise Ditolak("KOSONG")
    if len(isi) > batas.UKURAN_BERKAS:
        raise Ditolak("BESAR")
    keluarga = jenis.akhiran(nama, isi)
    macam = jenis.menurut_isi(isi)
    jenis.cocokkan(keluarga, macam)
    if hanya_gambar and macam == "pdf":
        raise Ditolak("BUKAN_GAMBAR")
    return macam


def _dalam_proses_sendiri(kepala, isi):
    """(answer, bytes) of the child; one that was cut off by its bounds met a bomb."""
    try:
        proses = subprocess.run(
            [sys.executable, "-m", "peserta.periksa_berkas.anak"],
            input=json.dumps(kepala).encode() + b"\n" + isi,
            capture_output=True,
            timeout=batas.DETIK_TUNGGU,
            cwd=AKAR,
            env=lingkungan(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"kode": "BOM"}, b""
    if proses.returncode:
        kehabisan = proses.returncode < 0 or proses.returncode == batas.KELUAR_MEMORI
        return {"kode": "BOM" if kehabisan else "RUSAK"}, b""
    jawab, _, keluaran = proses.stdout.partition(b"\n")
    return json.loads(jawab), keluaran


def lingkungan():
    """The environment of a process that opens a file: nothing of the site's secrets is in it."""
    warisan = {k: os.environ[k] for k in ("PATH", "TZ", "SYSTEMROOT") if k in os.environ}
    return warisan | _LINGKUNGAN
