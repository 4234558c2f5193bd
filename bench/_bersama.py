"""What every bench shares: the project's own environment, a database of its own, a stopwatch."""

import os
import statistics
import sys
import time
from pathlib import Path

AKAR = Path(__file__).resolve().parent.parent
BASIS = "ereg_bench"


def mulai():
    """Go on inside the project's `.venv`, with the embedded PostgreSQL and a database made new.

    Nothing that the site holds is touched: the bench works in a database of another name.
    """
    sys.path.insert(0, str(AKAR))
    from eregistrasi.alat import lingkungan

    if Path(sys.prefix).resolve() != lingkungan.VENV.resolve():
        lingkungan.siapkan(untuk_uji=False)
        os.execv(lingkungan.PYTHON, [str(lingkungan.PYTHON), *sys.argv])  # noqa: S606 -- no shell wanted
    import psycopg2

    from eregistrasi.alat.pg_lokal import PgLokal

    alamat = PgLokal(AKAR / os.environ.get("EREG_DATA", ".data")).pastikan(kabar=tulis)
    sambungan = psycopg2.connect(alamat)
    sambungan.autocommit = True
    with sambungan.cursor() as kursor:
        kursor.execute(f"DROP DATABASE IF EXISTS {BASIS} WITH (FORCE)")
        kursor.execute(f"CREATE DATABASE {BASIS}")
    sambungan.close()
    os.environ["DATABASE_URL"] = alamat.replace("/eregistrasi", f"/{BASIS}")
    os.environ["EREG_BASISDATA_TERTANAM"] = "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "eregistrasi.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    if connection.settings_dict["NAME"] != BASIS:
        raise SystemExit(f"Bench menolak basis data {connection.settings_dict['NAME']}.")
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    call_command("migrate", verbosity=0)


def siapkan_pelatihan(tahap):
    """(training at that stage, its Tim Kerja), reached through the real steps."""
    from laporan.bahan_contoh import Orang, buat_organisasi, buat_tim
    from laporan.contoh import majukan

    buat_organisasi()
    nama = ["kepala", "ketua", "tim", "ketua2", "tim2", "admin"]
    orang = buat_tim(Orang(**{n: (n, f"Bench {n.title()}") for n in nama}), sandi="bench-bench-1")
    return majukan(tahap, orang), orang.tim


def orang(n, pelatihan=None):
    """The n-th participant: one of 200 units and 12 institutions, each with a NIP of their own."""
    from peserta.models import Peserta

    depan = ("Ahmad", "Siti", "Putu", "Dewi", "Budi", "Ratna", "Yohanes", "Nur", "Agus", "Maria")
    tengah = ("Rahman", "Lestari", "Wirawan", "Puspita", "Hidayat", "Simanjuntak", "Halim")
    akhir = "".join(chr(97 + n * 7919 // 26**i % 26) for i in range(5))
    hari, bulan, tahun = n % 28 + 1, n // 28 % 12 + 1, 1966 + n // 336 % 35
    return Peserta(
        pelatihan=pelatihan,
        nama=f"{depan[n % 10]} {tengah[n % 7]} {akhir.capitalize()}",
        nip=f"{tahun}{bulan:02}{hari:02}202001{n % 2 + 1}{n // 11760 % 900 + 100:03}",
        golongan="III/a",
        jabatan="Analis Hukum Ahli Muda",
        unit_kerja=f"Kantor Wilayah {n * 13 % 200:03}",
        instansi=f"Instansi {n * 31 % 12:02}",
        email=f"peserta{n}@contoh.example",
        hp="+6281200000000",
    )


def berselang(putaran, **kerja):
    """Run the pieces of work in turn, so that a busy moment hits all of them.

    Returns {name: (median, worst)} in milliseconds.
    """
    ukur = {n: [] for n in kerja}
    for fungsi in kerja.values():
        fungsi()
    for _ in range(putaran):
        for nama, fungsi in kerja.items():
            awal = time.perf_counter()
            fungsi()
            ukur[nama].append((time.perf_counter() - awal) * 1000)
    return {n: (statistics.median(v), max(v)) for n, v in ukur.items()}


def tabel(judul, acuan, hasil, **catatan):
    """Both sides and the ratio of their medians, one line each."""
    tulis(f"\n{judul}")
    for nama, (tengah, lama) in hasil.items():
        rasio = tengah / hasil[acuan][0]
        tulis(
            f"  {nama:24} {tengah:10.1f} ms  (terlama {lama:8.1f})  {rasio:6.2f}x "
            f"{catatan.get(nama, '')}"
        )


def tulis(teks):
    sys.stdout.write(f"{teks}\n")
    sys.stdout.flush()
