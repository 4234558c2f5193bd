"""What asks for a decision is told at once; the rest as each likes it, and in the morning."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from pelatihan.kalender import WIB
from pelatihan.models import HariLibur, Petugas
from pelatihan.sop import Tahap
from peserta import rekap_pagi, surat_tim
from peserta.models import Konfirmasi, PermintaanBuka, PilihanKabar
from peserta.tests.test_hitungan import jawab, orang
from surel.models import Surel

pytestmark = pytest.mark.django_db


def pada(hari, jam, menit=0):
    return time_machine.travel(dt.datetime(2026, 12, hari, jam, menit, tzinfo=WIB), tick=False)


@pytest.fixture(autouse=True)
def _desember():
    with pada(1, 9):
        yield


@pytest.fixture
def p(pelatihan_di):
    return pelatihan_di(Tahap.REGISTRASI, peserta=[orang(n, nama=f"Orang {n}") for n in range(3)])


def menjawab(p, nama, **isi):
    """The answer comes now: its moment is told by the database's own clock, not this one."""
    jawab(p.peserta.get(nama=nama), **isi)
    Konfirmasi.objects.filter(peserta__nama=nama).update(dijawab_pada=timezone.now())


def menolak(p, nama):
    menjawab(p, nama, pilihan="tidak_bersedia", alasan="CUTI")


def surat(jenis):
    return list(Surel.objects.filter(jenis=jenis).values_list("kepada", flat=True))


def test_the_morning_after_an_answer_the_officer_gets_figures_once(p, budi):
    with pada(1, 15):
        menjawab(p, "Orang 0", pilihan="bersedia")
        menolak(p, "Orang 1")
    with pada(2, 7, 29):
        assert rekap_pagi.kirim() is None
    with pada(2, 7, 30):
        assert [rekap_pagi.kirim() for _ in range(2)] == [1, 1]  # asked twice, written once
    [isi] = Surel.objects.filter(jenis="rekap_pagi")
    assert isi.kepada == budi.email
    assert "Jawaban baru: 1 bersedia, 1 tidak bersedia" in isi.teks
    assert "Belum mengonfirmasi: 1 orang" in isi.teks
    with pada(3, 8):
        assert rekap_pagi.kirim() == 0  # nothing is new
    with pada(3, 12, 1):
        assert rekap_pagi.kirim() is None


def test_after_days_off_the_figures_reach_back_to_the_last_working_morning(p):
    HariLibur.objects.create(tanggal=dt.date(2026, 12, 2), jenis="libur", nama="Libur")
    with pada(1, 15):
        menjawab(p, "Orang 0", pilihan="bersedia")
    with pada(2, 8):
        assert rekap_pagi.kirim() is None
    with pada(3, 8):
        assert rekap_pagi.kirim() == 1


def test_who_chose_so_is_told_of_answers_in_the_morning_only(client, p, budi, citra):
    Petugas.objects.create(pelatihan=p, pengguna=citra)
    client.force_login(budi)
    client.post("/pemberitahuan/", {"rekap": "on"})
    assert PilihanKabar.objects.get().segera is False
    menolak(p, "Orang 0")
    assert surat("kabar_tim") == [citra.email]
    client.force_login(citra)
    client.post("/pemberitahuan/", {"segera": "on"})
    with pada(2, 8):
        rekap_pagi.kirim()
    assert surat("rekap_pagi") == [budi.email]


def test_a_request_is_told_whatever_somebody_chose(p, budi):
    PilihanKabar.objects.create(pengguna=budi, segera=False, rekap=False)
    jawaban = Konfirmasi.objects.lengkap().get(peserta__nama="Orang 0")
    with time_machine.travel(p.batas_konfirmasi + dt.timedelta(hours=1), tick=False):
        buka = PermintaanBuka.objects.create(
            pelatihan=p, konfirmasi=jawaban, alasan="Sakit", diminta_pada=timezone.now()
        )
        surat_tim.beritahu_minta_buka(p, buka)
    assert surat("kabar_tim") == [budi.email]


def test_a_link_in_a_letter_outlives_the_sign_in(client, p, budi):
    with pada(1, 15):
        menolak(p, "Orang 1")
    budi.set_password("rahasia-uji")
    budi.save()
    tuju = p.get_absolute_url()
    masuk = client.get(tuju)
    assert masuk.headers["Location"] == f"/masuk/?next={tuju}"
    jawab_ = client.post(masuk.headers["Location"], {"username": "budi", "password": "rahasia-uji"})
    assert jawab_.headers["Location"] == tuju
