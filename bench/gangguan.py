"""The sending path under fire: real workers killed by their pid, the database restarted under them.

python3 bench/gangguan.py [letters] [kills] [seed]

Three workers of four lanes send to a server on this machine that writes down every letter before
it says so, drops some lines in mid-letter, greylists, and takes its time. Workers die all the
while: half of them at a named place in the code, half whenever it pleases. At the end the
server's journal is compared with the outbox. Then a thousand letters go through four workers, and
name, link and attachment of each are compared.
"""

import itertools
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from _bersama import AKAR, mulai, tulis
from surel_bersama import Server, siapkan

PEKERJA, SEWA, BATAS_DETIK = 3, 12, 1800
DATA = Path(AKAR / os.environ.get("EREG_DATA", ".data"))


class Medan:
    """The workers alive, the kills so far, and what was under way at each of them."""

    def __init__(self, benih):
        self.acak = random.Random(benih)  # noqa: S311 -- a run that can be repeated
        self.hidup, self.jalan = {}, Counter()
        self.bunuh = self.mati_sendiri = 0

    def lahirkan(self, *, tenang=False):
        from surel.tests.pekerja_uji import lahirkan
        from surel.titik import SEMUA

        nama = self.acak.choice([t for t in SEMUA if "pantulan" not in t])
        ke = 1 if "pulih" in nama or "sambung" in nama else self.acak.randint(1, 60)
        titik = f"{nama}:mati@{ke}" if not tenang and self.acak.random() < 0.5 else ""
        self.hidup[lahirkan(titik)] = time.monotonic()

    def kubur(self):
        """Take note of workers that died by themselves."""
        for pid in list(self.hidup):
            selesai, _ = os.waitpid(pid, os.WNOHANG)
            if selesai:
                self.mati_sendiri += 1
                self._catat(pid)

    def pukul(self):
        """Kill one that has had the time to begin."""
        tua = [p for p, lahir in self.hidup.items() if time.monotonic() - lahir > 0.4]
        if tua:
            pid = self.acak.choice(tua)
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            self.bunuh += 1
            self._catat(pid)

    def _catat(self, pid):
        from surel.models import Status, Surel

        del self.hidup[pid]
        baris = Surel.objects.filter(status=Status.DIKIRIM, pekerja__contains=f":{pid}:")
        self.jalan.update(baris.exclude(data_mulai=None).values_list("pesan_id", flat=True))

    def akhiri(self):
        for pid in list(self.hidup):
            os.kill(pid, signal.SIGTERM)
        for pid in list(self.hidup):
            os.waitpid(pid, 0)

    @property
    def korban(self):
        return self.bunuh + self.mati_sendiri


def nyalakan_ulang(cara):
    """Restart PostgreSQL under everybody: `fast`, or `immediate`, as after a crash."""
    from django.db import connections

    from eregistrasi.alat.pg_lokal import PgLokal

    connections.close_all()
    pg = PgLokal(DATA)
    pg._jalankan("pg_ctl", "-D", pg.pgdata, "-m", cara, "-w", "stop")
    pg.pastikan(kabar=lambda teks: None)


def sisa():
    from surel.models import Status, Surel

    return Surel.objects.filter(status__in=[Status.ANTRE, Status.TUNDA, Status.DIKIRIM]).count()


def bertempur(medan, server, jumlah, sasaran):
    """Kill until the letters are sent and enough workers have died. Returns how many letters."""
    from surel.tests.bahan_uji import tulis as tulis_surat

    semua, awal = jumlah, time.monotonic()
    ulang = [(sasaran // 3, "fast"), (sasaran * 2 // 3, "immediate")]
    for n in itertools.count():
        if time.monotonic() - awal > BATAS_DETIK:
            raise SystemExit("Tidak selesai dalam 30 menit.")
        medan.kubur()
        while len(medan.hidup) < PEKERJA:
            medan.lahirkan()
        time.sleep(medan.acak.uniform(0.1, 0.5))
        medan.pukul()
        if medan.korban in ulang:
            nyalakan_ulang(ulang.pop(medan.korban))
        server.atur(
            putus_tiap=medan.acak.choice([0, 0, 97]), jeda_data=medan.acak.choice([0, 0.01])
        )
        tersisa = sisa()
        if n % 40 == 0:
            tulis(
                f"  {time.monotonic() - awal:5.0f} s: {medan.korban} mati, {tersisa} surel tersisa"
            )
        if medan.korban >= sasaran:
            break
        if tersisa < 400:
            tulis_surat(1000, awal=semua)
            semua += 1000
    return semua


def tenang(medan, server):
    """Workers that nobody kills finish what is left."""
    from surel.models import Status, Surel

    server.atur(putus_tiap=0, jeda_data=0)
    medan.akhiri()
    medan.hidup.clear()
    for _ in range(PEKERJA):
        medan.lahirkan(tenang=True)
    akhir = time.monotonic() + 600
    while sisa() and time.monotonic() < akhir:
        Surel.objects.filter(status=Status.TUNDA).update(kirim_setelah="2026-01-01T00:00:00Z")
        time.sleep(0.5)
    medan.akhiri()


def nilai(medan, jurnal, jumlah):
    """Print the figures; False where the promise was broken."""
    from surel.models import Status, Surel

    diterima = Counter(baris.split("\t")[0] for baris in jurnal.read_text().splitlines())
    putus = Counter(
        baris.split("\t")[0] for baris in jurnal.read_text().splitlines() if "PUTUS" in baris
    )
    ada = dict(Surel.objects.values_list("pesan_id", "status"))
    hilang = [nama for nama in ada if not diterima[nama]]
    asing = set(diterima) - set(ada)
    ganda = {n: k - 1 for n, k in diterima.items() if k > 1}
    boleh = medan.jalan + putus
    luar = {n: k for n, k in ganda.items() if k > boleh[n]}
    tanpa_tanda = [n for n in ganda if ada[n] != Status.TAK_PASTI]
    menggantung = [n for n, s in ada.items() if s not in (Status.TERKIRIM, Status.TAK_PASTI)]
    tulis(f"\nsurel: {jumlah}, dalam kotak keluar: {len(ada)}")
    tulis(
        f"pekerja mati: {medan.korban} ({medan.bunuh} dibunuh sewaktu-waktu, "
        f"{medan.mati_sendiri} pada titik bernama); sambungan diputus setelah DATA: {putus.total()}"
    )
    tulis(f"hilang: {len(hilang)}; tidak dikenal: {len(asing)}; belum selesai: {len(menggantung)}")
    tulis(
        f"ganda: {len(ganda)} surel, {sum(ganda.values())} salinan lebih, Message-ID sama; "
        f"sedang berjalan saat pekerja mati: {len(medan.jalan)}"
    )
    tulis(f"ganda di luar yang sedang berjalan: {len(luar)}; ganda tanpa tanda: {len(tanpa_tanda)}")
    return not (hilang or asing or luar or tanpa_tanda or menggantung) and len(ada) == jumlah


def tertukar(jumlah):
    """Letters with a link and a file each through four workers; False where one is mixed up."""
    from django.conf import settings

    from surel.models import Surel
    from surel.tests.bahan_uji import cocok
    from surel.tests.bahan_uji import tulis as tulis_surat
    from surel.tests.server_uji import ServerSurel

    server = ServerSurel(simpan=True).mulai()
    settings.EMAIL_URL = f"smtp://127.0.0.1:{server.port}"
    Surel.objects.all().delete()
    tulis_surat(jumlah, milik=True)
    medan = Medan(0)
    for _ in range(4):
        medan.lahirkan(tenang=True)
    while sisa():
        time.sleep(0.3)
    medan.akhiri()
    benar = cocok(server.surat)
    tulis(f"nama, tautan, dan lampiran milik orang yang sama: {benar}/{jumlah}, empat pekerja")
    return benar == len(server.surat) == jumlah


def utama(jumlah=12_000, sasaran=400, benih=1):
    mulai()
    with tempfile.TemporaryDirectory() as folder:
        jurnal = Path(folder) / "jurnal"
        server = Server(jurnal)
        lulus = _lari(server, jurnal, jumlah, sasaran, benih)
        server.tutup()
        lulus = tertukar(1000) and lulus
    os._exit(0 if lulus else 1)


def _lari(server, jurnal, jumlah, sasaran, benih):
    from django.conf import settings

    from surel import sambungan

    settings.EMAIL_URL = f"smtp://127.0.0.1:{server.port}"
    settings.SUREL_SEWA_DETIK = SEWA
    sambungan.BERKALA.clear()
    tulis(f"benih {benih}; {jumlah} surel, sasaran {sasaran} pekerja mati")
    siapkan(jumlah)
    medan = Medan(benih)
    try:
        semua = bertempur(medan, server, jumlah, sasaran)
        tenang(medan, server)
    finally:
        for pid in medan.hidup:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
    return nilai(medan, jurnal, semua)


if __name__ == "__main__":
    utama(*map(int, sys.argv[1:]))
