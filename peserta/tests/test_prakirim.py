"""Before many are written to: what Budi is shown, what he types, and how he takes it back."""

import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from laporan.bahan_contoh import isian_lengkap
from pelatihan import persiapan
from pelatihan.models import HariLibur, Petugas
from pelatihan.sop import Tahap
from peserta import alur, forms_massal, jeda_kirim, massal, prakirim
from peserta.models import Konfirmasi, Peserta
from peserta.tests.test_lomba import serentak
from peserta.tests.test_massal import BELUM, orang
from surel import antrean
from surel.models import Kelas, Status, Surel

pytestmark = pytest.mark.django_db


def teks(halaman):
    return " ".join(halaman.content.decode().split())


@pytest.fixture
def siap(pelatihan_di, budi):
    """A training that may be opened, with people on its list."""

    def _siap(*orangnya, **ubah):
        p = pelatihan_di(Tahap.PENYIAPAN)
        lengkap = isian_lengkap(p, "PF-AHM")
        lengkap["isian"] |= ubah
        persiapan.lengkapi(p, oleh=budi, **lengkap)
        Peserta.objects.bulk_create(Peserta(pelatihan=p, **o) for o in orangnya)
        p.refresh_from_db()
        return p

    return _siap


@pytest.fixture
def meja(client, budi):
    client.force_login(budi)
    return client


def alamat(p, ekor="buka-registrasi/"):
    return f"/pelatihan/{p.kode}/peserta/{ekor}"


def test_the_page_names_who_cannot_be_reached_as_they_are(meja, siap):
    p = siap(
        orang(0),
        orang(1, email="", hp="+6281200000031"),
        orang(2, email="o2@gmial.com"),
        orang(3, email="tiada@contoh.example"),
        orang(4, email="Bersama@contoh.example"),
        orang(5, email="bersama@contoh.example"),
        kuota=5,
    )
    Surel.objects.create(
        kunci="x", kepada="tiada@contoh.example", status=Status.GAGAL, kelas=Kelas.ALAMAT
    )
    HariLibur.objects.create(
        tanggal=timezone.localdate(p.batas_konfirmasi), jenis="libur", nama="Libur"
    )
    isi = teks(meja.get(alamat(p)))
    for kata in (
        "6 orang (kuota 5)",
        "5 surel",
        "Batas konfirmasi jatuh pada hari libur",
        "Jumlah calon peserta (6) melebihi kuota (5).",
        "1 orang belum punya surel",
        "(+6281200000031)",
        "o2@gmial.com, mungkin gmail.com",
        "1 alamat surel pernah dinyatakan tidak ada",
        "2 orang memakai alamat surel yang juga dipakai orang lain",
    ):
        assert kata in isi
    assert Konfirmasi.objects.count() == 0


def test_looking_asks_as_little_for_many_as_for_few(siap):
    tanya = []
    for n in (1, 30):
        p = siap(*(orang(i, email=f"o{i // 2}@gmial.com") for i in range(n * 2)))
        with CaptureQueriesContext(connection) as kueri:
            periksa = prakirim.periksa(p)
            assert [str(o.get_absolute_url()) for t in periksa.temuan for o, _ in t.orang]
        tanya.append(len(kueri))
    assert tanya[0] == tanya[1]


@pytest.fixture
def sedikit(monkeypatch):
    """A round of more than two people is a large one."""
    monkeypatch.setattr(jeda_kirim, "MULAI", 2)
    monkeypatch.setattr(forms_massal, "KETIK_MULAI", 2)


def test_a_large_round_is_typed_waits_and_can_be_taken_back_once(meja, siap, sedikit, budi):
    p = siap(orang(0), orang(1), orang(2))
    assert "Ketik 3 untuk memastikan jumlahnya" in teks(meja.get(alamat(p)))
    for isian in ({}, {"dilihat": 3}, {"dilihat": 3, "ketik": 2}, {"dilihat": 2, "ketik": 2}):
        assert meja.post(alamat(p), isian).status_code == 422
    assert Konfirmasi.objects.count() == 0

    neraca = teks(meja.post(alamat(p), {"dilihat": 3, "ketik": 3}, follow=True))
    assert "3 surel berangkat pukul" in neraca
    assert "Batalkan Pengiriman" in neraca
    assert not Surel.objects.filter(jenis="undangan").siap().exists()

    sesudah = teks(meja.post(alamat(p, "batalkan-pengiriman/"), follow=True))
    assert "Pengiriman 3 surel telah dibatalkan." in sesudah
    assert set(Surel.objects.filter(jenis="undangan").values_list("status", flat=True)) == {
        "ditahan"
    }
    assert p.jejak.order_by("pk").last().tindakan == (
        "membatalkan pengiriman 3 surel sebelum berangkat"
    )
    lagi = teks(meja.post(alamat(p, "batalkan-pengiriman/"), follow=True))
    assert "waktu untuk membatalkan pengiriman sudah lewat" in lagi

    assert massal.undang_ulang(p, BELUM, oleh=budi, paling_banyak=3) == 3
    assert Surel.objects.filter(jenis="undangan", status=Status.ANTRE).count() == 3
    assert set(Konfirmasi.objects.values_list("putaran", flat=True)) == {2}


def test_after_five_minutes_the_letters_leave_and_stay_gone(siap, sedikit, budi):
    p = siap(orang(0), orang(1), orang(2))
    alur.buka_registrasi(p, oleh=budi)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=5, seconds=1)):
        assert Surel.objects.filter(jenis="undangan").siap().count() == 3
        with pytest.raises(alur.LangkahDitolak):
            jeda_kirim.batalkan(p, oleh=budi)
    assert Surel.objects.filter(status=Status.DITAHAN).count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_open_at_one_instant_write_to_everybody_once(siap, budi, citra):
    """Both stood on the page; one opened, the other is told what has happened meanwhile."""
    p = siap(*(orang(n) for n in range(6)))
    Petugas.objects.create(pelatihan=p, pengguna=citra)
    meja = []
    for petugas in (budi, citra):
        meja.append(Client())
        meja[-1].force_login(petugas)

    def buka(client):
        return teks(client.post(alamat(p), {"dilihat": 6}, follow=True))

    halaman = serentak(buka, meja)
    assert sum("Registrasi telah dibuka." in isi for isi in halaman) == 1
    surel = Surel.objects.filter(jenis="undangan")
    assert sorted(surel.values_list("kepada", flat=True)) == sorted(
        f"o{n}@contoh.example" for n in range(6)
    )
    assert p.jejak.filter(aksi="buka_registrasi").count() == 1


@pytest.mark.django_db(transaction=True)
def test_taken_back_at_the_last_instant_each_letter_either_leaves_or_stays(
    siap, sedikit, budi, monkeypatch
):
    """The page still says *a moment*, the worker's clock says *now*: no letter is in both hands."""
    p = siap(*(orang(n) for n in range(40)))
    alur.buka_registrasi(p, oleh=budi)
    tepat = timezone.now()
    undangan = Surel.objects.filter(jenis="undangan")
    Surel.objects.exclude(jenis="undangan").update(status=Status.TERKIRIM)
    undangan.update(kirim_setelah=tepat)
    sedikit_lagi = SimpleNamespace(now=lambda: tepat - dt.timedelta(milliseconds=1))
    monkeypatch.setattr(jeda_kirim, "timezone", sedikit_lagi)

    def batal(_):
        try:
            return jeda_kirim.batalkan(p, oleh=budi)
        except alur.LangkahDitolak:
            return 0

    def ambil(_):
        return sum(len(antrean.ambil(f"mesin:1:ab/{n}", 5)) for n in range(8))

    ditahan, diambil = serentak(lambda kerja: kerja(None), [batal, ambil])
    assert ditahan + diambil == 40
    assert undangan.filter(status=Status.DITAHAN).count() == ditahan
    assert undangan.filter(status=Status.DIKIRIM).count() == diambil


def test_a_small_round_leaves_at_once(siap, sedikit, budi):
    p = siap(orang(0), orang(1))
    alur.buka_registrasi(p, oleh=budi)
    assert Surel.objects.filter(jenis="undangan").siap().count() == 2
