"""The process that opens the file: bounded in time and memory, and alone with it.

Stdin: one line of JSON, then the bytes. Stdout: the verdict as JSON. Whatever goes wrong is a
verdict too.
"""

import contextlib
import datetime as dt
import json
import os
import sys
import warnings

from pekerjaan import kemajuan
from peserta.impor.batas import KELUAR_MEMORI
from peserta.impor.pipa import penutur

# openpyxl takes NumPy along where it finds it, which costs time and memory and helps nothing here
sys.modules["numpy"] = None


def batasi():
    """Bound this process in time and memory, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 -- absent on Windows

        from peserta.impor import batas  # noqa: PLC0415 -- beside its only use

        resource.setrlimit(resource.RLIMIT_CPU, (batas.DETIK_PROSES, batas.DETIK_PROSES + 1))
        resource.setrlimit(resource.RLIMIT_AS, (batas.MEMORI_PROSES, batas.MEMORI_PROSES))


def utama(masuk, keluar):
    kepala = json.loads(masuk.readline())
    with kemajuan.kepada(penutur(kepala.pop("kabar", None))):
        jawaban = _jawaban(kepala, masuk.read())
    keluar.write(json.dumps(jawaban, ensure_ascii=False).encode())


def _jawaban(kepala, isi):
    from peserta.impor.hasil import BerkasDitolak, Hasil  # noqa: PLC0415 -- after the bounds

    try:
        return TUGAS[kepala.pop("tugas")](isi, **kepala)
    except BerkasDitolak as penolakan:
        return Hasil(penolakan=[penolakan.catatan]).bungkus()
    except RecursionError:
        return Hasil.tolak("BOM_ZIP").bungkus()
    except MemoryError:
        raise
    except Exception as galat:
        sys.stderr.write(f"{type(galat).__name__}: {galat}\n")
        return Hasil.tolak("RUSAK").bungkus()


def _periksa(isi, *, nama_berkas, hari_ini, petaan, ingatan):
    from peserta.impor.petaan import Penunjuk  # noqa: PLC0415 -- after the bounds
    from peserta.impor.putusan import putuskan  # noqa: PLC0415 -- after the bounds

    return putuskan(
        isi,
        nama_berkas=nama_berkas,
        hari_ini=dt.date.fromisoformat(hari_ini),
        penunjuk=Penunjuk(petaan, ingatan),
    ).bungkus()


def _intip(isi, **pilihan):
    from peserta.impor.intipan import intip  # noqa: PLC0415 -- after the bounds

    return {"lembar": intip(isi, **pilihan)}


TUGAS = {"periksa": _periksa, "intip": _intip}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    batasi()
    try:
        utama(sys.stdin.buffer, sys.stdout.buffer)
    except MemoryError:  # too little is left to say so in words
        os._exit(KELUAR_MEMORI)
