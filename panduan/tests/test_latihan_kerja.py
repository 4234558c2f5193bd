"""What keeps a rehearsal going: the band that leads, long work, and the way out."""

import datetime as dt

import pytest
from django.db import OperationalError
from django.utils import timezone

from eregistrasi.alat import ruang
from panduan import latihan as verba
from panduan import layanan
from panduan.models import Latihan
from panduan.pemandu import arahan
from panduan.tests.langkah import dasar_ruang, sampai_dibuka
from pekerjaan.antrean import antrekan
from pekerjaan.models import Keadaan, Pekerjaan
from pekerjaan.sambungan import PELAKU, Pelaku

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
