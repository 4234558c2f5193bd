"""A job from the click to its end, as its owner sees it; and what is nobody else's business."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from pekerjaan import antrean, kemajuan, sambungan
from pekerjaan.antrean import ambil, antrekan, bersihkan
from pekerjaan.models import BerkasPekerjaan, Keadaan, Pekerjaan
from pekerjaan.penjaga import Berhenti
from pekerjaan.tests.kerja import kerjakan_semua
from pekerjaan.tukang import SISTEM, kerjakan
from pengguna.models import Pengguna
from surel.models import Detak

pytestmark = pytest.mark.django_db


class Penuh(Exception):
    """A refusal of some room."""


@pytest.fixture
def jenis(monkeypatch):
    """Register kinds of jobs for one story: `jenis(nama=fungsi)`."""
    monkeypatch.setattr(sambungan, "PELAKU", sambungan.PELAKU)
    ada = set(sambungan.PELAKU)

    def daftar(nama, fungsi, **lain):
        sambungan.daftarkan(nama, fungsi, **lain)

    yield daftar
    for nama in set(sambungan.PELAKU) - ada:
        del sambungan.PELAKU[nama]


@pytest.fixture
def pekerja_hidup(db):
    Detak.objects.create(pekerja="uji")


def minta(oleh, jenis="hitung", **lain):
    return antrekan(jenis, oleh=oleh, judul="Hitung semua baris", **lain)


def test_budi_watches_a_job_and_is_led_on_to_its_result(client, budi, jenis, pekerja_hidup):
    terlihat = []
    client.force_login(budi)

    def hitung(p, lapor):
        lapor(1_240, 5_000, "Menghitung")
        terlihat.append(client.get(p.get_absolute_url()).content.decode())
        return {"url": "/pelatihan/", "pesan": f"{p.isi['n']} baris telah dihitung."}

    jenis("hitung", hitung)
    p = minta(budi, isi={"n": 5_000})
    menunggu = client.get(p.get_absolute_url())
    assert menunggu.headers["Refresh"] == "2"
    assert "no-store" in menunggu.headers["Cache-Control"]
    assert "Menunggu giliran." in menunggu.content.decode()

    kerjakan_semua()

    (halaman,) = terlihat
    assert "Menghitung: 1.240 dari 5.000 baris" in halaman
    assert '<progress class="maju"' in halaman
    jawab = client.get(p.get_absolute_url(), follow=True)
    assert jawab.redirect_chain == [("/pelatihan/", 302)]
    assert "5000 baris telah dihitung." in jawab.content.decode()
    assert "Refresh" not in client.get("/pekerjaan/").headers


def test_nobody_else_sees_it(client, budi, citra, anna, jenis):
    jenis("hitung", lambda p, lapor: p.simpan_berkas(b"x", "a.txt", "text/plain"))
    p = minta(budi)
    kerjakan_semua()
    alamat = p.get_absolute_url()
    for orang in (citra, anna):
        client.force_login(orang)
        assert {
            client.get(alamat).status_code,
            client.get(f"{alamat}berkas/").status_code,
            client.post(f"{alamat}batalkan/").status_code,
            client.post(f"{alamat}ulangi/").status_code,
        } == {404}
        assert p.judul not in client.get("/pekerjaan/").content.decode()
    client.force_login(budi)
    assert client.get("/pekerjaan/%00/").status_code == 404


def test_a_file_lies_ready_for_a_day_and_is_unreadable_in_the_table(client, budi, jenis):
    jenis("hitung", lambda p, lapor: p.simpan_berkas(b"rahasia", "data.csv", "text/csv"))
    p = minta(budi)
    kerjakan_semua()
    client.force_login(budi)

    assert "data.csv" in client.get(p.get_absolute_url()).content.decode()
    jawab = client.get(f"{p.get_absolute_url()}berkas/")
    assert jawab.content == b"rahasia"
    assert jawab.headers["Content-Disposition"] == 'attachment; filename="data.csv"'
    mentah = BerkasPekerjaan.objects.extra(select={"m": "isi"}).values_list("m", flat=True).get()
    assert b"rahasia" not in bytes(mentah)

    antrean._terakhir["bersih"] = -antrean.JEDA_BERSIHKAN
    with time_machine.travel(timezone.now() + dt.timedelta(hours=25)):
        bersihkan()
    assert not Pekerjaan.objects.exists()
    assert not BerkasPekerjaan.objects.exists()


def test_a_file_is_kept_from_whoever_lost_the_right_to_it(client, budi, jenis):
    boleh = [True]
    jenis(
        "hitung",
        lambda p, lapor: p.simpan_berkas(b"x", "a.txt", "text/plain"),
        boleh=lambda p: boleh[0],
    )
    p = minta(budi)
    kerjakan_semua()
    client.force_login(budi)
    assert client.get(f"{p.get_absolute_url()}berkas/").status_code == 200
    boleh[0] = False
    assert client.get(f"{p.get_absolute_url()}berkas/").status_code == 404


@pytest.mark.parametrize(
    ("galat", "kalimat"),
    [
        (Penuh("Kuota sudah penuh."), "Kuota sudah penuh."),
        (sambungan.Ditolak("Berkas kosong."), "Berkas kosong."),
        (PermissionDenied(), "Anda tidak lagi berwenang"),
        (Pengguna.DoesNotExist(), "Data itu tidak ada lagi"),
        (ValueError("Siti 1990"), SISTEM.partition("{")[0]),
    ],
)
def test_a_failure_says_why_changes_nothing_and_may_be_tried_again(
    galat, kalimat, client, budi, jenis, caplog
):
    rusak = [True]

    def ubah(p, lapor):
        Pengguna.objects.filter(pk=budi.pk).update(nama="Diubah")
        if rusak:
            raise galat

    jenis("hitung", ubah, tolakan=(Penuh,))
    p = minta(budi)
    (p,) = kerjakan_semua()
    assert p.keadaan == Keadaan.GAGAL
    assert p.pesan.startswith(kalimat)
    budi.refresh_from_db()
    assert budi.nama == "Budi Santoso, S.Kom."
    assert "Siti" not in caplog.text
    client.force_login(budi)
    halaman = client.get(p.get_absolute_url()).content.decode()
    assert kalimat in halaman
    assert "Coba Lagi" in halaman

    rusak.clear()
    client.post(f"{p.get_absolute_url()}ulangi/")
    kerjakan_semua()
    budi.refresh_from_db()
    assert budi.nama == "Diubah"
    assert Pekerjaan.objects.get().keadaan == Keadaan.SELESAI
    client.post(f"{p.get_absolute_url()}ulangi/")
    assert kerjakan_semua() == []


def test_a_second_click_finds_the_job_of_the_first(budi, jenis):
    jenis("hitung", lambda p, lapor: None)
    assert minta(budi, kunci="simpan:7") == minta(budi, kunci="simpan:7")
    kerjakan_semua()
    minta(budi, kunci="simpan:7")
    assert Pekerjaan.objects.count() == 2


def test_a_waiting_job_is_cancelled_at_once(client, budi, jenis):
    jenis("hitung", lambda p, lapor: pytest.fail("ran"))
    p = minta(budi)
    client.force_login(budi)
    client.post(f"{p.get_absolute_url()}batalkan/")
    assert kerjakan_semua() == []
    assert "Tidak ada data yang berubah" in client.get(p.get_absolute_url()).content.decode()


def test_a_running_job_is_cancelled_at_its_next_breath(client, budi, jenis):
    client.force_login(budi)

    def ubah(p, lapor):
        Pengguna.objects.filter(pk=budi.pk).update(nama="Diubah")
        client.post(f"{p.get_absolute_url()}batalkan/")
        assert "Pembatalan sedang diproses" in client.get(p.get_absolute_url()).content.decode()
        lapor(1, 2)
        pytest.fail("went on")

    jenis("hitung", ubah, atomik=False)
    minta(budi)
    (p,) = kerjakan_semua()
    assert p.keadaan == Keadaan.DIBATALKAN
    assert p.diselesaikan_pada is not None


def test_who_lost_the_lease_writes_nothing(budi, jenis):
    """The first worker is slow; the second takes the job up, and its outcome counts."""
    ikut = []

    def ubah(p, lapor):
        ikut.append(p.sewa)
        if len(ikut) == 1:
            with time_machine.travel(timezone.now() + dt.timedelta(seconds=16)):
                kerjakan(ambil("kedua"))
        return {"pesan": p.sewa}

    jenis("hitung", ubah, atomik=False)
    p = minta(budi)
    kerjakan(ambil("pertama"))
    p.refresh_from_db()
    assert (p.keadaan, p.pesan) == (Keadaan.SELESAI, ikut[1])
    assert ikut[1].startswith("kedua:")


def test_a_worker_that_ends_puts_its_job_back(budi, jenis):
    jatuh = [Berhenti]

    def hitung(p, lapor):
        if jatuh:
            raise jatuh.pop()

    jenis("hitung", hitung)
    p = minta(budi)
    kerjakan(ambil("pertama"))
    p.refresh_from_db()
    assert (p.keadaan, p.percobaan, p.sewa) == (Keadaan.ANTRE, 0, "")
    (p,) = kerjakan_semua()
    assert p.keadaan == Keadaan.SELESAI


def test_a_job_that_takes_every_worker_down_is_given_up(budi, jenis):
    jenis("hitung", lambda p, lapor: None)
    minta(budi)
    saat = timezone.now()
    for _ in range(antrean.MAKS_PERCOBAAN + 1):
        with time_machine.travel(saat := saat + dt.timedelta(minutes=1)):
            p = ambil("jatuh")
    assert (p.keadaan, p.pesan) == (Keadaan.GAGAL, antrean.TERHENTI)


def test_the_page_says_when_no_worker_lives(client, budi, jenis, pekerja_hidup):
    jenis("hitung", lambda p, lapor: None)
    p = minta(budi)
    client.force_login(budi)
    assert "Menunggu pekerja latar" not in client.get(p.get_absolute_url()).content.decode()
    Detak.objects.update(terakhir=timezone.now() - dt.timedelta(minutes=2))
    for alamat in (p.get_absolute_url(), "/pekerjaan/"):
        assert "Menunggu pekerja latar" in client.get(alamat).content.decode()


def test_the_sign_in_the_head_leads_to_what_runs(client, budi, jenis, django_assert_num_queries):
    jenis("hitung", lambda p, lapor: None)
    client.force_login(budi)
    assert 'class="kerja"' not in client.get("/pekerjaan/").content.decode()
    p = minta(budi)
    assert f'class="kerja" href="{p.get_absolute_url()}"' in client.get("/").content.decode()
    minta(budi)
    assert 'class="kerja" href="/pekerjaan/"' in client.get("/").content.decode()


def test_what_is_counted_deep_inside_is_seen_outside(budi, jenis):
    dilihat = []

    def hitung(p, lapor):
        for _ in kemajuan.hitung("abc", "Menulis surel", "surel"):
            p.refresh_from_db()
            dilihat.append(f"{p.pesan}: {p.kemajuan}")

    jenis("hitung", hitung)
    minta(budi)
    kerjakan_semua()
    assert dilihat == [f"Menulis surel: {n} dari 3 surel" for n in range(3)]
    assert list(kemajuan.berpotong([1, 2, 3], 2, "Menyimpan")) == [[1, 2], [3]]  # told to nobody
