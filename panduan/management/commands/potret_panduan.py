"""Take the pictures of the guides anew: the demo in a throw-away database, a browser, WebP."""

import io
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from laporan.bahan_contoh import Orang, contoh_peserta
from laporan.contoh import Perjalanan
from panduan.isi import ACUAN, potret
from pelatihan.models import Pelatihan
from pengguna.models import Pengguna
from peserta.models import Konfirmasi

TUJUAN = settings.BASE_DIR / "static" / "panduan"
KANTOR = {"viewport": {"width": 1120, "height": 720}}
LAYAR = {
    "admin": {"viewport": {"width": 1120, "height": 400}},
    "peserta": {
        "viewport": {"width": 412, "height": 880},
        "device_scale_factor": 1.5,
        "is_mobile": True,
    },
}
UMUM = {
    "locale": "id-ID",
    "color_scheme": "light",
    "reduced_motion": "reduce",
    "bypass_csp": True,  # for PERAMBAN_ID alone
}
MUTU = 72
SANDI = "eregistrasi"  # of every account of the demo
TUNGGU_DETIK = 300
PERAMBAN = ("chromium", "chromium-browser", "google-chrome")
GULIR = "e => window.scrollTo(0, e.getBoundingClientRect().top + window.scrollY - 76)"
# Chromium of a server speaks English only; what an Indonesian browser draws itself is drawn here.
PERAMBAN_ID = (Path(__file__).parent / "peramban_id.js").read_text(encoding="utf-8")
CENTANG = ("benar", "privasi", "tata_tertib", "atasan")


class Command(BaseCommand):
    help = (
        "Memotret ulang gambar panduan dari data contoh (memerlukan requirements-dev dan Chromium)."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--bahan",
            action="store_true",
            help="hanya menambah satu pelatihan pada data contoh dan menyebut alamatnya (JSON)",
        )

    def handle(self, *, bahan, **_):
        if bahan:
            if not settings.DEMO_BOLEH:
                raise CommandError("Hanya untuk data contoh.")
            self.stdout.write(json.dumps(_bahan()))
            return
        chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PERAMBAN)), "")
        if not chromium:
            raise CommandError("Chromium tidak ditemukan. Pasang dengan: apt-get install chromium")
        with tempfile.TemporaryDirectory(prefix="ereg-potret-") as data:
            Path(data).chmod(0o755)
            with _situs(data) as (situs, lingkungan):
                isi = json.loads(_manage("potret_panduan", "--bahan", lingkungan=lingkungan))
                gambar = _potret(chromium, situs, isi)
        self._simpan(gambar)

    def _simpan(self, gambar):
        TUJUAN.mkdir(parents=True, exist_ok=True)
        daftar = {kode: dict(isi) for kode, isi in potret().items()}
        for kode, png in gambar.items():
            berkas = TUJUAN / f"{kode}.webp"
            with Image.open(io.BytesIO(png)) as asal:
                asal.convert("RGB").save(berkas, "WEBP", quality=MUTU, method=6)
                daftar[kode] |= {"lebar": asal.width, "tinggi": asal.height}
            daftar[kode]["diambil"] = timezone.localtime().isoformat(timespec="seconds")
            self.stdout.write(f"{berkas.name}: {berkas.stat().st_size // 1024} KB")
        baris = [f"  {json.dumps(k)}: {json.dumps(isi)}" for k, isi in daftar.items()]
        (ACUAN / "potret.json").write_text("{\n" + ",\n".join(baris) + "\n}\n", encoding="utf-8")


def _bahan():
    """Addresses of the office's pictures in the demo, and a participant who has not answered."""
    kode = dict(Pelatihan.objects.order_by("-pk").values_list("tahap", "kode"))
    kode["siap"] = _siap_dibuka()
    alamat = {
        nama: reverse(
            p["alamat"], args=[kode[p.get("keadaan", p["tahap"])]] if "tahap" in p else []
        )
        for nama, p in potret().items()
        if p["akun"] != "peserta"
    }
    nip = {o["nip"] for o in contoh_peserta() if o["nip"]}
    belum = Konfirmasi.objects.filter(
        jawaban_kini="", peserta__nip__in=nip, peserta__pelatihan__tahap="registrasi"
    )
    k = belum.select_related("peserta__pelatihan").order_by("pk").first()
    return {
        "alamat": alamat,
        "tautan": reverse("tautan", args=[f"{k.token}/"]),
        "nip": k.peserta.nip,
    }


def _siap_dibuka():
    """The code of a training of which nothing is wanting before its registration is opened."""
    orang = Orang(**{f: Pengguna.objects.get(username=f) for f in Orang.__dataclass_fields__})
    jalan = Perjalanan(
        orang,
        nama="Pelatihan Fungsional Arsiparis Ahli Muda",
        kode="PF-ARS",
        angkatan="II",
        peserta=contoh_peserta()[:12],
    )
    with transaction.atomic():
        jalan.tugaskan_ketua()
        jalan.tugaskan_tim()
        jalan.siapkan()
    return jalan.p.kode


class _situs:  # noqa: N801 -- used as a function is
    """The demo, served from `data` for as long as the block lasts."""

    def __init__(self, data):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        buang = ("DATABASE_URL", "EREG_BASISDATA_TERTANAM", "EREG_SECRET_KEY", "EMAIL_URL")
        self.lingkungan = {k: v for k, v in os.environ.items() if k not in buang}
        self.lingkungan |= {"EREG_DATA": data}

    def __enter__(self):
        perintah = ["jalankan", "--port", str(self.port), "--pekerja-web", "1"]
        self.proses = subprocess.Popen(_perintah(*perintah), env=self.lingkungan)
        situs = f"http://127.0.0.1:{self.port}"
        akhir = time.monotonic() + TUNGGU_DETIK
        while not _siap(situs):
            if self.proses.poll() is not None or time.monotonic() > akhir:
                self.__exit__()
                raise CommandError("Situs contoh tidak dapat dijalankan.")
            time.sleep(1)
        return situs, self.lingkungan

    def __exit__(self, *_):
        self.proses.terminate()
        self.proses.wait(60)
        _manage("basisdata", "henti", lingkungan=self.lingkungan)


def _perintah(*argumen):
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), *argumen]


def _manage(*argumen, lingkungan):
    hasil = subprocess.run(_perintah(*argumen), env=lingkungan, capture_output=True, text=True)
    return hasil.stdout


def _siap(situs):
    try:
        with urllib.request.urlopen(f"{situs}/sehat/siap", timeout=10) as jawab:  # noqa: S310 -- ours
            return jawab.status == 200
    except (URLError, OSError):
        return False


def _potret(chromium, situs, bahan):
    """{code: PNG} of every picture."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- a tool of developers
    except ImportError as sebab:
        raise CommandError("Pasang alat pengembang: pip install -r requirements-dev.txt") from sebab
    hasil = {}
    with sync_playwright() as pw:
        peramban = pw.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        for akun in dict.fromkeys(p["akun"] for p in potret().values()):
            konteks = peramban.new_context(**UMUM, **LAYAR.get(akun, KANTOR))
            halaman = konteks.new_page()
            if akun == "peserta":
                hasil |= _peserta(halaman, situs, bahan)
            else:
                hasil |= _kantor(halaman, situs, akun, bahan["alamat"])
            konteks.close()
        peramban.close()
    return hasil


def _kantor(halaman, situs, akun, alamat):
    halaman.goto(f"{situs}/masuk/")
    halaman.fill("[name=username]", akun)
    halaman.fill("[name=password]", SANDI)
    halaman.click("main button[type=submit]")
    halaman.wait_for_url(f"{situs}/")
    hasil = {}
    for kode, p in potret().items():
        if p["akun"] == akun:
            halaman.goto(situs + alamat[kode])
            halaman.evaluate(PERAMBAN_ID)
            if "gulir" in p:
                halaman.locator(p["gulir"]).first.evaluate(GULIR)
            hasil[kode] = halaman.screenshot()
    return hasil


def _peserta(halaman, situs, bahan):
    """From the link to the proof, as on a phone."""
    halaman.goto(situs + bahan["tautan"])
    hasil = {"peserta-identitas": halaman.screenshot()}
    halaman.fill("[name=nomor]", bahan["nip"])
    halaman.click("button[type=submit]")
    halaman.wait_for_selector("[name=jawaban]")
    hasil["peserta-jawaban"] = halaman.screenshot()
    halaman.check("[name=jawaban][value=bersedia]")
    for nama in CENTANG:
        halaman.check(f"[name={nama}]:visible")
    halaman.click("form:has([name=jawaban]) button[type=submit]")
    halaman.get_by_role("button", name="Kirim Konfirmasi").click()
    halaman.get_by_role("link", name="Unduh Bukti E-Registrasi").wait_for()
    return hasil | {"peserta-selesai": halaman.screenshot()}
