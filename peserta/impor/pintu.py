"""The one door of the import. The file itself is opened only in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from peserta.aturan.tanggal import hari_ini_di_jakarta
from peserta.impor import batas
from peserta.impor.hasil import LEWATI, Hasil
from peserta.impor.pipa import Pendengar

AKAR = Path(__file__).resolve().parent.parent.parent
#: lxml and a tuned allocator are kept out: the same parser reads every file on every machine
_LINGKUNGAN = {"OPENPYXL_LXML": "False", "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}


def periksa(
    isi,
    *,
    nama_berkas="",
    hari_ini=None,
    sudah_ada=frozenset(),
    sidik=None,
    petaan=None,
    ingatan=(),
):
    """The verdict on the bytes of a file. Never raises for what the file holds.

    sudah_ada  the identities that the training already has; those which are kept only as
               fingerprints are met through `sidik`, the function that makes one
    petaan     sheet, heading and columns named by hand (see `peserta.impor.petaan`)
    ingatan    mappings of earlier files, for the same headings (see `Penunjuk`)
    """
    if penolakan := _ukuran(isi):
        return penolakan
    hasil = _dalam_proses_sendiri(
        isi,
        tugas="periksa",
        nama_berkas=nama_berkas,
        hari_ini=(hari_ini or hari_ini_di_jakarta()).isoformat(),
        petaan=petaan,
        ingatan=list(ingatan),
    )
    hasil = Hasil.buka(hasil)
    _tandai_terdaftar(hasil, sudah_ada, sidik)
    return hasil


def intip(isi, *, nama_berkas="", pilihan=None):
    """The sheets, headings, columns and first values of a file, for mapping them by hand.

    See `peserta.impor.intipan.intip`. Empty when nothing can be shown; never raises for what the
    file holds.
    """
    if _ukuran(isi):
        return []
    return _dalam_proses_sendiri(isi, tugas="intip", nama_berkas=nama_berkas, pilihan=pilihan).get(
        "lembar", []
    )


def _ukuran(isi):
    """The refusal of a file by its size alone, or None."""
    if not isi:
        return Hasil.tolak("BERKAS_KOSONG")
    return Hasil.tolak("BERKAS_BESAR") if len(isi) > batas.UKURAN_BERKAS else None


def lingkungan():
    """The environment of a process that opens a file: nothing of the site's secrets is in it."""
    warisan = {k: os.environ[k] for k in ("PATH", "TZ", "SYSTEMROOT") if k in os.environ}
    return warisan | _LINGKUNGAN


def _dalam_proses_sendiri(isi, **kepala):
    """What the process of its own prints, or the refusal that its end amounts to."""
    try:
        with Pendengar() as ujung:
            kepala = json.dumps(kepala | {"kabar": ujung})
            proses = subprocess.run(
                [sys.executable, "-m", "peserta.impor.anak"],
                input=kepala.encode() + b"\n" + isi,
                capture_output=True,
                timeout=batas.DETIK_TUNGGU,
                cwd=AKAR,
                env=lingkungan(),
                pass_fds=(ujung,),
                check=False,
            )
    except subprocess.TimeoutExpired:
        return Hasil.tolak("BOM_ZIP").bungkus()
    if proses.returncode:
        kehabisan = proses.returncode < 0 or proses.returncode == batas.KELUAR_MEMORI
        return Hasil.tolak("BOM_ZIP" if kehabisan else "RUSAK").bungkus()
    return json.loads(proses.stdout)


def _tandai_terdaftar(hasil, sudah_ada, sidik):
    """Who is already on the list is not added again."""
    if not sudah_ada:
        return
    for baris in hasil.baris:
        nomor = baris.identitas
        if baris.status == LEWATI or not nomor:
            continue
        if nomor in sudah_ada or (sidik and sidik(nomor) in sudah_ada):
            baris.tolak("DUPLIKAT_BASIS_DATA")
