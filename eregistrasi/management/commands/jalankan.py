"""Run the whole site on one machine: migrate, fill an empty demo, serve, and carry the letters."""

import contextlib
import http.client
import os
import socket
import sys
import time

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from eregistrasi.alat import pdf
from eregistrasi.alat.pg_lokal import PgGagal, PgLokal
from eregistrasi.management import persiapan
from eregistrasi.management.pengawas import Anak, AnakGagal, DimintaBerhenti, Pengawas

SEMUA = {"0.0.0.0", "::"}  # noqa: S104 -- compared, never bound unasked
TUNGGU_WEB = 60
AKUN = {
    "kepala": "Kepala Pusat",
    "ketua": "Ketua Tim Kerja",
    "tim": "Tim Kerja",
    "ketua2": "Ketua Tim Kerja dari tim lain",
    "tim2": "Tim Kerja dari tim lain",
    "admin": "Administrator Sistem",
}


class Command(BaseCommand):
    help = "Menjalankan situs: basis data, web, dan pekerja surel, sampai Ctrl-C."
    requires_system_checks = []  # what they find was found by the tests; a start should be quick

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="bawaan 8000")
        parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0: juga dari mesin lain")
        parser.add_argument("--tanpa-contoh", action="store_true", help="jangan isi data contoh")
        parser.add_argument("--pekerja-web", type=int, default=2, help="jumlah pekerja gunicorn")

    def handle(self, *, port, host, tanpa_contoh, pekerja_web, **_):
        if pekerja_web < 1:
            raise CommandError("Jumlah pekerja gunicorn paling sedikit 1.")
        with _dengar(host, port) as pintu:
            self._catat_alamat(host, port)
            try:
                persiapan.siapkan_tabel(self._kabar, self.stderr, contoh=not tanpa_contoh)
            except OperationalError as sebab:
                raise CommandError(f"Basis data tidak terjangkau: {sebab}") from None
            persiapan.siapkan_statis(self._kabar)
            kata = self._kata_pembuka()
            connection.close()
            self._layani(self._anak(host, pintu, pekerja_web), pintu, kata)

    def _kabar(self, teks):
        self.stderr.write(teks)
        self.stderr.flush()

    def _catat_alamat(self, host, port):
        """Links in letters and QR codes lead to where the site is served now."""
        self.alamat = f"http://{_nama_tampak(host)}:{port}"
        if os.environ.get("EREG_SITUS_URL"):
            return
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        (settings.DATA_DIR / "situs_url").write_text(self.alamat)
        settings.SITUS_URL = self.alamat

    def _anak(self, host, pintu, pekerja_web):
        """Web and worker. The door is ours: it stays open while the web server is started again."""
        umum = {"folder": settings.BASE_DIR, "lingkungan": _lingkungan(host)}
        gunicorn = [
            *(sys.executable, "-m", "gunicorn", "--config", "python:eregistrasi.gunicorn_conf"),
            *("--bind", f"fd://{pintu.fileno()}", "--workers", str(pekerja_web)),
            "eregistrasi.wsgi",
        ]
        pekerja = [sys.executable, str(settings.BASE_DIR / "manage.py"), "pekerja"]
        return [
            Anak("web", gunicorn, warisan=(pintu.fileno(),), **umum),
            Anak("pekerja surel", pekerja, **umum),
        ]

    def _layani(self, anak, pintu, kata):
        pengawas = Pengawas(anak, kabar=self._kabar, selingan=self._jaga_basis_data)
        try:
            with pengawas:
                for satu in anak:
                    satu.mulai()
                _tunggu_web(anak[0], pintu)
                for baris in kata:
                    self.stdout.write(baris)
                self.stdout.flush()
                pengawas.jaga()
        except DimintaBerhenti:
            self._kabar("E-Registrasi berhenti.")
        except AnakGagal as sebab:
            raise CommandError(str(sebab)) from None

    def _jaga_basis_data(self):
        """An embedded server that was killed comes back; one that was stopped stays so."""
        if not settings.BASISDATA_TERTANAM:
            return
        try:
            server = PgLokal(settings.DATA_DIR)
            if server.jatuh():
                server.pastikan(self._kabar)
        except PgGagal as sebab:
            self._kabar(str(sebab))

    def _kata_pembuka(self):
        """What the person at the terminal needs to know, line by line."""
        orang = get_user_model().objects.filter(is_active=True)
        ada = set(orang.filter(username__in=AKUN).values_list("username", flat=True))
        kata = ["", f"E-Registrasi berjalan di {self.alamat}/"]
        if os.environ.get("EREG_SITUS_URL"):
            kata.append(f"Alamat dalam surat dan kode QR: {settings.SITUS_URL}/")
        if settings.DEMO_BOLEH and ada:
            kata.append("Akun contoh, kata sandi semuanya: eregistrasi")
            kata += [f"  {nama:8} {siapa}" for nama, siapa in AKUN.items() if nama in ada]
        if not orang.filter(is_superuser=True).exists():
            kata.append(
                "Belum ada Administrator Sistem. Buat dengan: python3 manage.py createsuperuser"
            )
        if not settings.EMAIL_URL:
            kata.append("EMAIL_URL tidak disetel: surat tetap di Kotak Keluar.")
        if not pdf.tersedia():
            kata.append("PDF belum dapat dibuat: Pango tidak terpasang.")
        return [*kata, "Tekan Ctrl-C untuk berhenti.", ""]


def _dengar(host, port):
    """The listening socket; whoever comes while we are still starting waits in its queue."""
    pintu = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    pintu.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        pintu.bind((host, port))
        pintu.listen(2048)
    except (OSError, OverflowError) as sebab:
        pintu.close()
        raise CommandError(
            f"Alamat {host}:{port} tidak dapat dipakai: {getattr(sebab, 'strerror', sebab)}. "
            "Hentikan yang memakainya, atau pilih --port lain."
        ) from None
    return pintu


def _tunggu_web(web, pintu):
    """Wait for the first answer. Raises AnakGagal if none comes."""
    nama, port = pintu.getsockname()[:2]
    nama = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(nama, nama)  # noqa: S104 -- as above
    akhir = time.monotonic() + TUNGGU_WEB
    while time.monotonic() < akhir:
        sambungan = http.client.HTTPConnection(nama, port, timeout=1)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(sambungan):
            sambungan.request("GET", "/sehat/hidup", headers={"Host": "127.0.0.1"})
            sambungan.getresponse().read()
            return
        if not web.hidup():
            raise AnakGagal("Server web tidak dapat dijalankan. Lihat pesan di atas.")
    raise AnakGagal(f"Server web tidak menjawab dalam {TUNGGU_WEB} detik.")


def _nama_tampak(host):
    """The name to open: for all addresses, the one by which this machine is known outside."""
    if host not in SEMUA:
        return f"[{host}]" if ":" in host else host
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as soket:
        soket.connect(("192.0.2.1", 9))  # sends nothing: only asks which way it would go
        return soket.getsockname()[0]
    return "127.0.0.1"


def _lingkungan(host):
    """A site that listens on all addresses answers to all names of this machine."""
    lingkungan = {**os.environ, "PYTHONUNBUFFERED": "1"}
    if host in SEMUA and not os.environ.get("EREG_HOSTS"):
        nama = {_nama_tampak(host), "localhost", "127.0.0.1", "[::1]", socket.gethostname()}
        with contextlib.suppress(OSError):
            nama |= set(socket.gethostbyname_ex(socket.gethostname())[2])
        lingkungan["EREG_HOSTS"] = ",".join(sorted(nama))
    return lingkungan
