"""A process killed in mid-step leaves the whole step or none of it."""

import os
import signal

import pytest
from django.db import connection

from laporan import alur as alur_laporan
from laporan.bahan_contoh import isian_lengkap
from laporan.models import Penerimaan
from pelatihan import penugasan, persiapan
from pelatihan.models import Dokumen, Jejak
from pelatihan.sop import Tahap
from peserta import alur as alur_peserta
from peserta.models import Konfirmasi
from surel.models import Surel

pytestmark = pytest.mark.django_db(transaction=True)


def mati_di(monkeypatch, sasaran, langkah):
    """Run `langkah` in a process of its own that is killed when it comes to `sasaran`."""
    pid = os.fork()
    if pid == 0:  # pragma: no branch
        connection.connect()
        monkeypatch.setattr(sasaran, lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL))
        try:
            langkah()
        finally:
            os._exit(3)  # the step never came to the place where it should have died
    _, keluar = os.waitpid(pid, 0)
    assert os.WTERMSIG(keluar) == signal.SIGKILL


def isi_rumah(p):
    p.refresh_from_db()
    return p.tahap, *(m.objects.count() for m in (Jejak, Surel, Dokumen, Konfirmasi, Penerimaan))


@pytest.fixture(autouse=True)
def _sambungan_sendiri(db):
    """The child must not share the parent's line to the database."""
    yield
    connection.close()


def test_killed_while_the_letters_of_step_2_are_written(pelatihan_di, citra, budi, monkeypatch):
    p = pelatihan_di(Tahap.DISPOSISI_KETUA)
    sebelum = isi_rumah(p)
    connection.close()

    mati_di(
        monkeypatch,
        "pelatihan.penugasan.kabari",
        lambda: penugasan.tugaskan_tim(
            p, oleh=citra, kepada=[budi], instruksi=["Laporkan hasilnya"], sifat="segera"
        ),
    )

    assert isi_rumah(p) == sebelum


def test_killed_while_the_invitations_are_written(pelatihan_di, budi, monkeypatch):
    p = pelatihan_di(Tahap.PENYIAPAN)
    persiapan.lengkapi(p, oleh=budi, **isian_lengkap(p, "PF-AHM"))
    alur_peserta.catat(p, oleh=budi, data={"nama": "Suparno", "nip": "198501122010011001"})
    sebelum = isi_rumah(p)
    connection.close()

    mati_di(
        monkeypatch,
        "peserta.alur.tindak_lanjuti",
        lambda: alur_peserta.buka_registrasi(p, oleh=budi),
    )

    assert isi_rumah(p) == sebelum
    alur_peserta.buka_registrasi(p, oleh=budi)
    assert Konfirmasi.objects.count() == 1


def test_killed_while_the_receipt_is_issued(pelatihan_di, ratna, monkeypatch):
    p = pelatihan_di(Tahap.PENYAMPAIAN)
    sebelum = isi_rumah(p)
    connection.close()

    mati_di(
        monkeypatch,
        "laporan.alur._surat",
        lambda: alur_laporan.terima(p, oleh=ratna, versi=1),
    )

    assert isi_rumah(p) == sebelum
