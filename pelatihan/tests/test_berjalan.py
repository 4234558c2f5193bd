"""How my trainings are doing: the figures of the first page."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from laporan.bahan_contoh import contoh_peserta
from pelatihan.berjalan import Berjalan, berjalan
from pelatihan.models import Kedudukan
from pelatihan.sop import Tahap
from peserta import jawaban
from peserta.models import Konfirmasi

pytestmark = pytest.mark.django_db


def milik(akun):
    return berjalan(akun, Kedudukan.dari(akun))


def test_ratna_sees_what_her_trainings_add_up_to(pelatihan_di, ratna, dodi):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(4))
    pelatihan_di(Tahap.SELESAI)
    q = pelatihan_di(Tahap.DISPOSISI_KETUA)
    satu, dua, tiga, _ = Konfirmasi.objects.filter(peserta__pelatihan=p).order_by("pk")
    for k in (satu, dua):
        jawaban.jawab(k, pilihan="bersedia")
    jawaban.jawab(tiga, pilihan="tidak_bersedia", alasan="TUGAS_BELAJAR")
    semua = milik(ratna)
    assert semua.baris == [q, p]
    assert (semua.jumlah, semua.lewat, semua.dibuka) == (2, 0, 1)
    assert (semua.menjawab, semua.dipanggil, semua.bersedia, semua.terjawab) == (3, 4, 2, 3)
    assert milik(dodi) == Berjalan([])


def test_what_is_late_is_counted_and_found(client, pelatihan_di, ratna):
    with time_machine.travel(timezone.now() - dt.timedelta(days=7), tick=True):
        lama = pelatihan_di(Tahap.DISPOSISI_KETUA)
    baru = pelatihan_di(Tahap.DISPOSISI_KETUA)
    assert milik(ratna).lewat == 1
    client.force_login(ratna)
    assert "waktu=lewat" in client.get("/").content.decode()
    halaman = client.get("/pelatihan/?waktu=lewat")
    assert list(halaman.context["halaman"]) == [lama]
    assert baru.kode not in halaman.content.decode()


def test_the_figures_are_of_all_though_the_rows_are_ten(pelatihan_di, ratna):
    for _ in range(11):
        pelatihan_di(Tahap.DISPOSISI_KEPALA)
    semua = milik(ratna)
    assert (len(semua.baris), semua.jumlah) == (10, 11)
