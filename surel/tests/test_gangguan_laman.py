"""A mail server that hangs, seen from the pages: they never speak to it, so never wait for it."""

import ast
import socket

import pytest
from django.conf import settings as atur
from django.utils import timezone

from laporan.bahan_contoh import contoh_peserta
from pelatihan.sop import Tahap
from peserta.models import Konfirmasi
from peserta.tests.pengunjung import Pengunjung
from surel.models import Detak, Status, Surel

pytestmark = pytest.mark.django_db
#: what opens a line to a mail server, and the only modules that may know of it
PENGIRIM = {"smtplib", "surel.pos", "surel.tukang", "surel.jalur", "django.core.mail.send_mail"}
PENGIRIM |= {f"django.core.mail.{n}" for n in ("get_connection", "send_mass_mail", "backends")}
PEKERJA = {"surel.pos", "surel.tukang", "surel.jalur", "surel.management.commands.pekerja"}
RUANG = ("eregistrasi", "pengguna", "pekerjaan", "surel", "pelatihan", "peserta", "laporan")


@pytest.fixture
def bisu(settings):
    """A mail server that takes every line and says nothing. Gives the lines it was offered."""
    with socket.create_server(("127.0.0.1", 0)) as dengar:
        dengar.settimeout(0)
        settings.EMAIL_URL = f"smtp://127.0.0.1:{dengar.getsockname()[1]}"
        yield lambda: _tamu(dengar)


def _tamu(dengar):
    tamu = 0
    while True:
        try:
            dengar.accept()[0].close()
        except BlockingIOError:
            return tamu
        tamu += 1


@pytest.fixture
def tanpa_soket(monkeypatch):
    """No line is opened from here; who tries is written down."""
    dicoba = []

    def tolak(soket, alamat):
        dicoba.append(alamat)
        raise OSError("Tidak ada sambungan dari laman.")

    monkeypatch.setattr(socket.socket, "connect", tolak)
    return dicoba


def test_f05_f06_pages_and_acts_never_open_a_line_to_a_server_that_hangs(
    client, bisu, tanpa_soket, pelatihan_di, budi
):
    """Opening a round, asking anew, reminding, a trial letter, a password, an answer, the pages."""
    p = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(2))
    Surel.objects.update(dibuat_pada=timezone.now() - timezone.timedelta(hours=1))
    sari, dewi = Konfirmasi.objects.lengkap().order_by("pk")
    client.force_login(budi)
    berkas = f"/pelatihan/{p.kode}/"
    for alamat in ("/", "/kotak-keluar/", f"{berkas}peserta/", f"{berkas}peserta/neraca/"):
        assert client.get(alamat).status_code == 200, alamat
    client.post(f"{berkas}peserta/{dewi.peserta.pk}/kirim-ulang/")
    client.post(f"{berkas}peserta/kirim-pengingat/", {"dilihat": 2})
    uji = {"judul": "Coba", "isi": "{tautan_konfirmasi} {batas_konfirmasi}", "dilihat": 0, "uji": 1}
    client.post(f"{berkas}peserta/templat-surel/undangan/", uji)
    client.logout()
    client.post("/kata-sandi/lupa/", {"email": budi.email})
    tamu = Pengunjung(sari)
    tamu.kenalkan()
    tamu.lihat(tamu.alamat("jawaban/"))
    tamu.jawab("tidak_bersedia", alasan="CUTI")
    assert "Terima kasih" in tamu.teks

    tertulis = set(Surel.objects.values_list("jenis", flat=True))
    semua = {"undangan", "pengingat", "uji", "kata_sandi", "bukti_tidak_bersedia", "kabar_tim"}
    assert semua <= tertulis
    assert set(Surel.objects.values_list("status", flat=True)) <= {Status.ANTRE, Status.DITAHAN}
    assert (bisu(), tanpa_soket) == (0, [])


def test_f05_only_the_worker_knows_how_to_speak_to_a_mail_server():
    """So that whatever page or act is added: none of them can wait for one."""
    tahu = {}
    for ruang in RUANG:
        for berkas in (atur.BASE_DIR / ruang).rglob("*.py"):
            nama = ".".join(berkas.relative_to(atur.BASE_DIR).with_suffix("").parts)
            if ".tests." not in nama and (pakai := _dipakai(berkas) & PENGIRIM):
                tahu[nama] = pakai
    assert set(tahu) == PEKERJA, tahu


def _dipakai(berkas):
    pakai = set()
    for simpul in ast.walk(ast.parse(berkas.read_text())):
        if isinstance(simpul, ast.Import):
            pakai |= {n.name for n in simpul.names}
        elif isinstance(simpul, ast.ImportFrom) and simpul.module:
            pakai |= {simpul.module, *(f"{simpul.module}.{n.name}" for n in simpul.names)}
    return pakai


def test_f05_f11_the_page_tells_how_many_letters_wait_and_for_what(client, budi, tulis, settings):
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    tulis("sari", status=Status.TUNDA)
    sebab = "server tidak menawarkan TLS atau cara masuk yang diminta"
    Detak.objects.create(pekerja="mesin:7", kabar=f"Server surel tidak dapat dipakai ({sebab})")
    client.force_login(budi)
    isi = client.get("/kotak-keluar/").content.decode()
    assert sebab in isi
    assert "Surel tertunda" in isi
