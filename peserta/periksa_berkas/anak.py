"""The process that opens a document: bounded in time and memory, and alone with it.

Stdin: one line of JSON, then the bytes. Stdout: one line of JSON, then bytes. Whatever goes wrong
is a verdict too.
"""

import contextlib
import json
import os
import sys
import warnings

from peserta.periksa_berkas import batas
from peserta.periksa_berkas.hasil import Ditolak


def batasi():
    """Bound this process in time and memory, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 -- absent on Windows

        resource.setrlimit(resource.RLIMIT_CPU, (batas.DETIK_PROSES, batas.DETIK_PROSES + 1))
        resource.setrlimit(resource.RLIMIT_AS, (batas.MEMORI_PROSES, batas.MEMORI_PROSES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def utama(masuk, keluar):
    kepala = json.loads(masuk.readline())
    jawab, isi = _kerjakan(kepala, masuk.read())
    keluar.write(json.dumps(jawab).encode() + b"\n" + isi)


def _kerjakan(kepala, isi):
    try:
        if kepala["tugas"] != "periksa":
            return _halaman(isi, kepala.get("halaman"))
        return _periksa(isi, kepala["jenis"])
    except Ditolak as penolakan:
        return {"kode": penolakan.kode, "rinci": penolakan.rinci}, b""
    except MemoryError:
        raise
    except RecursionError:
        return {"kode": "BOM"}, b""
    except Exception as galat:
        sys.stderr.write(f"{type(galat).__name__}: {galat}\n")
        return {"kode": "RUSAK"}, b""


def _periksa(isi, jenis):
    """Each library is loaded only for what it opens."""
    if jenis == "pdf":
        from peserta.periksa_berkas import pdf  # noqa: PLC0415 -- after the bounds

        pdf.periksa(isi)
        return {"jenis": "pdf"}, b""
    from peserta.periksa_berkas import gambar  # noqa: PLC0415 -- after the bounds

    jenis, isi = gambar.periksa(isi, jenis)
    return {"jenis": jenis}, isi


def _halaman(isi, nomor):
    """How many pages there are, and a picture of one of them where `nomor` names one."""
    from peserta.periksa_berkas import halaman  # noqa: PLC0415 -- after the bounds

    if nomor is None:
        return {"jumlah": halaman.jumlah(isi)}, b""
    jumlah, gambar = halaman.gambar(isi, nomor)
    return {"jumlah": jumlah}, gambar


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    batasi()
    try:
        utama(sys.stdin.buffer, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except MemoryError:  # too little is left to say so in words
        os._exit(batas.KELUAR_MEMORI)
