"""What keeps a rehearsal going: the band that leads, long work, and the way out."""

import datetime as dt
import threading

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from eregistrasi.alat import ruang
from panduan import latihan as verba
from panduan import layanan
from panduan.models import Latihan
from panduan.pemandu import arahan
from panduan.tests.langkah import dasar_ruang, isian_draf, sampai_dibuka
from pekerjaan.antrean import antrekan
from pekerjaan.models import Keadaan, Pekerjaan
from pekerjaan.sambungan import PELAKU, Pelaku
from pelatihan.models import Pelatihan
from surel import antrean
from surel.jalur import Papan
from surel.models import Keran, Surel
from surel.tests.conftest import pos, tulis  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db
TOMBOL, DI_SINI = 'class="latihan-utama"', "Kerjakan pada halaman ini."


def test_the_band_points_to_where_it_is_done_and_no_farther(budi, mulai):
    latihan, client = mulai(budi)
    kirim = f"{dasar_ruang(latihan)}pelatihan/{verba.KODE}/tugaskan-ketua/"

    def pita(client, jalan):
        halaman = client.get(jalan, follow=True).content.decode()
        return halaman.partition('<aside class="latihan"')[2].partition("</aside>")[0]

    meja, di_sini = pita(client, dasar_ruang(latihan)), pita(client, kirim)
    assert (TOMBOL in meja, DI_SINI in meja) == (True, False)
    assert (TOMBOL in di_sini, DI_SINI in di_sini) == (False, True)
    sampai_dibuka(latihan, client, budi)
    with ruang.dalam(latihan.ruang):
        ajakan = arahan()
    # the link leads on to a page of another address; the way back to the link is no next step
    halaman_peserta = pita(client, ajakan.url)
    assert (TOMBOL in halaman_peserta, DI_SINI in halaman_peserta) == (False, True)


def test_long_work_of_a_rehearsal_is_done_in_its_room_alone(budi, mulai, monkeypatch):
    latihan, _ = mulai(budi)
    dikerjakan = []
    uji = Pelaku(lambda p, _: dikerjakan.append((ruang.kini(), p.oleh_id)), True, (), None, True)
    monkeypatch.setitem(PELAKU, "uji", uji)
    with ruang.dalam(latihan.ruang):
        antrekan("uji", oleh=budi, judul="Uji")
    assert not Pekerjaan.objects.exists()
    assert layanan.layani() == layanan.JEDA
    assert dikerjakan == [(latihan.ruang, budi.pk)]
    with ruang.dalam(latihan.ruang):
        assert Pekerjaan.objects.get().keadaan == Keadaan.SELESAI


def test_a_rehearsal_that_is_broken_keeps_no_other_waiting(budi, dodi, mulai, pos, monkeypatch):  # noqa: F811
    rusak, _ = mulai(budi)
    sehat, client = mulai(dodi)
    draf = isian_draf(client, sehat)
    client.post(draf[0], draf[1] | {"kirim": "1"})
    dilayani, asli = [], antrean.pulihkan

    def macet(*_):
        dilayani.append(ruang.kini())
        if ruang.kini() == rusak.ruang:
            raise ValueError
        return asli()

    monkeypatch.setattr(layanan, "satu", macet)
    monkeypatch.setattr(antrean, "pulihkan", macet)
    layanan.layani()
    assert dilayani[:2] == [rusak.ruang, sehat.ruang]
    assert [s["To"] for s in pos.diterima] == [dodi.email]


def test_under_a_common_rate_the_letters_of_the_site_leave_first(budi, mulai, pos, tulis):  # noqa: F811
    latihan, client = mulai(budi)
    draf = isian_draf(client, latihan)
    client.post(draf[0], draf[1] | {"kirim": "1"})
    Keran.objects.create(pk=1, per_menit=60, isi=1)
    tulis("ratna")
    layanan.kirim_surat()
    assert pos.diterima == []
    Surel.objects.update(status="ditahan", selesai_pada=timezone.now())
    layanan.kirim_surat()
    assert [s["Subject"][:9] for s in pos.diterima] == ["[LATIHAN]"]
    assert antrean.jatah() == antrean.JEDA_KOSONG
    assert Keran.objects.get().isi < 1


def test_a_server_that_is_away_is_not_asked_by_rehearsals_every_five_seconds(
    budi, mulai, settings, monkeypatch
):
    latihan, client = mulai(budi)
    draf = isian_draf(client, latihan)
    client.post(draf[0], draf[1] | {"kirim": "1"})
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    monkeypatch.setattr(layanan, "PAPAN", Papan())
    layanan.kirim_surat()
    assert layanan.PAPAN.sisa() > layanan.JEDA
    monkeypatch.setattr(layanan, "_di", lambda *_: pytest.fail("asked again"))
    layanan.kirim_surat()


@pytest.mark.django_db(transaction=True)
def test_a_line_that_broke_in_a_rehearsal_never_leads_to_the_site(budi, mulai):
    """The room goes while nobody holds it; who was inside then reads nothing in its stead."""
    latihan, _ = mulai(budi)

    def hapus():
        verba.hapus(latihan)
        connection.close()

    with ruang.dalam(latihan.ruang):
        connection.close()
        utas = threading.Thread(target=hapus)
        utas.start()
        utas.join()
        for _ in range(2):  # the second try must not find an open line
            with pytest.raises(ruang.RuangHilang):
                Pelatihan.objects.count()
    assert Pelatihan.objects.count() == 0


def test_a_rehearsal_in_use_is_not_removed_and_says_so(budi, mulai, monkeypatch):
    latihan, client = mulai(budi)

    class Menunggu(Exception):
        pgcode = "55P03"

    def terpakai(_):
        raise OperationalError from Menunggu

    monkeypatch.setattr(ruang, "buang", terpakai)
    jawab = client.post(f"/panduan/latihan/{latihan.kode}/hapus/", follow=True)
    assert "Latihan sedang dipakai" in jawab.content.decode()
    Latihan.objects.filter(pk=latihan.pk).update(dibuat_pada=timezone.now() - dt.timedelta(days=15))
    verba.sapu()
    assert Latihan.objects.get() == latihan
