"""A mail server on this machine that keeps what it accepts and can be told to misbehave."""

import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.core.management import call_command

from surel.kotak import antrekan
from surel.models import Surel
from surel.tests.pekerja_uji import bunuh, lahirkan
from surel.tests.server_uji import ServerSurel


class Penerima:
    """Accepts everything. `tolak`: address -> replies to RCPT, used up one by one.

    `putus`: how many times the line is dropped after the letter was taken and before the 250.
    """

    def __init__(self):
        self.diterima, self.tolak, self.putus, self.sambungan = [], {}, 0, set()

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802 -- aiosmtpd's name
        self.sambungan.add(session.peer)
        if self.tolak.get(address):
            return self.tolak[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- aiosmtpd's name
        self.diterima.append(message_from_bytes(envelope.content, policy=policy.default))
        if self.putus:
            self.putus -= 1
            server.transport.abort()
        return "250 OK"


def pelabuhan_kosong():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.fixture
def pos(settings):
    """The server, running, with EMAIL_URL pointing at it."""
    penerima = Penerima()
    pengendali = Controller(penerima, hostname="127.0.0.1", port=pelabuhan_kosong())
    pengendali.start()
    settings.EMAIL_URL = f"smtp://127.0.0.1:{pengendali.port}"
    settings.SUREL_PENGIRIM = "E-Registrasi <e-registrasi@contoh.example>"
    yield penerima
    pengendali.stop()


@pytest.fixture
def tulis(db):
    """Write a letter to somebody at contoh.example, with nothing attached."""

    class P:
        pk, tim_kerja, nama_tahun = 7, None, "Pelatihan Contoh Angkatan I Tahun 2026"

        def __str__(self):
            return "Pelatihan Contoh Angkatan I"

    def jalan(nama, **ubah):
        return antrekan(
            "penugasan_dialihkan",
            **{
                "kunci": f"uji:{nama}",
                "kelompok": "pelatihan:7",
                "kepada": f"{nama}@contoh.example",
                "nama": nama.title(),
                "konteks": {"p": P(), "penerima": nama.title()},
                **ubah,
            },
        )

    return jalan


@pytest.fixture
def bekerja():
    """One round of the worker, then the letters' states by address."""

    def jalan():
        call_command("pekerja", sekali=True)
        return {s.kepada.partition("@")[0]: s.status for s in Surel.objects.all()}

    return jalan


@pytest.fixture
def server(settings):
    """The journal-keeping server, running, with EMAIL_URL pointing at it."""
    server = ServerSurel(simpan=True).mulai()
    settings.EMAIL_URL = f"smtp://127.0.0.1:{server.port}"
    settings.SUREL_PENGIRIM = "E-Registrasi <e-registrasi@contoh.example>"
    settings.SUREL_JALUR = 2
    yield server
    server.henti()


@pytest.fixture
def pekerja():
    """Start workers; none of them outlives the story."""
    semua = []

    def mulai(titik_gagal=""):
        semua.append(lahirkan(titik_gagal))
        return semua[-1]

    yield mulai
    for pid in semua:
        try:
            bunuh(pid)
        except (ProcessLookupError, ChildProcessError):
            continue
