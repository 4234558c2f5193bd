"""Budi hears of what participants ask and decide: one letter each, and one for a flood."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from eregistrasi.alat.bahasa import waktu
from laporan.bahan_contoh import contoh_peserta
from pelatihan.models import Petugas
from pelatihan.sop import Tahap
from peserta import jawaban, pencatatan, surat_tim
from peserta.models import CalonPengganti, PilihanKabar
from peserta.models.konfirmasi import KonfirmasiManager
from peserta.tests.pengunjung import Pengunjung, undangan
from peserta.tests.test_jawab import batas_dari_sekarang
from peserta.tests.test_pencatatan import dicatat
from peserta.tests.test_tenggat import minta
from surel.models import Surel

pytestmark = pytest.mark.django_db
#: a quarter past: whatever a story does lies within one hour
SEPEREMPAT = timezone.localtime().replace(minute=15, second=0, microsecond=0)


@pytest.fixture
def pelatihan(pelatihan_di):
    return pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(8))


@pytest.fixture
def sari(pelatihan):
    return Pengunjung(undangan(pelatihan)[0])


@pytest.fixture
def jam(monkeypatch):
    """The database's clock, a quarter past the hour; `jam.maju(menit=…)` moves it on."""

    class Jam:
        kini = SEPEREMPAT

        def maju(self, **lama):
            self.kini += dt.timedelta(**lama)

    jam = Jam()
    for modul in (jawaban, pencatatan):
        monkeypatch.setattr(modul, "jam_basis_data", lambda: jam.kini)
    for nama in ("bernomor", "terkunci_dengan_pelatihan"):  # where it is read with the row
        monkeypatch.setattr(KonfirmasiManager, nama, _pada(getattr(KonfirmasiManager, nama), jam))
    return jam


def _pada(baca, jam):
    def dibaca(*isi, **lain):
        konfirmasi = baca(*isi, **lain)
        konfirmasi.jam = jam.kini
        return konfirmasi

    return dibaca


def surat(orang, jenis="kabar_tim"):
    return [s.judul for s in Surel.objects.filter(jenis=jenis, kepada=orang.email).order_by("pk")]


def menolak(konfirmasi):
    return jawaban.jawab(konfirmasi, pilihan="tidak_bersedia", alasan="SAKIT")


def test_a_refusal_is_told_to_who_is_in_charge_without_the_illness(sari, budi, citra, pelatihan):
    sari.kenalkan()
    sari.lihat(sari.alamat("jawaban/"))
    sari.jawab("tidak_bersedia", alasan="SAKIT")

    satu = Surel.objects.get(jenis="kabar_tim")
    nama = sari.konfirmasi.peserta.nama_lengkap
    assert (satu.kepada, satu.nama) == (budi.email, "Budi Santoso, S.Kom.")
    assert satu.judul == f"[E-Registrasi] Tidak Bersedia: {nama}, {pelatihan}"
    assert "dengan alasan: Alasan kesehatan." in satu.teks
    assert f"http://testserver/pelatihan/{pelatihan.kode}/peserta/pengganti/" in satu.teks
    assert satu.tautan == ""  # nobody's personal link
    assert surat(citra) == []


def test_who_comes_is_no_news_but_who_comes_after_all_is(sari, budi):
    sari.kenalkan()
    sari.lihat(sari.alamat("jawaban/"))
    sari.jawab("bersedia")
    assert surat(budi) == []
    sari.lihat(sari.alamat("jawaban/"))
    sari.jawab("tidak_bersedia", alasan="CUTI")
    sari.lihat(sari.alamat("jawaban/"))
    sari.jawab("bersedia")
    assert [j.split(":")[0] for j in surat(budi)] == [
        "[E-Registrasi] Tidak Bersedia",
        "[E-Registrasi] Kembali Bersedia",
    ]


def test_a_request_is_told_with_its_reason_and_the_page_to_decide_it(sari, budi, pelatihan):
    batas_dari_sekarang(-60)
    minta(sari, "Baru kembali, lihat www.contoh.com")
    teks = Surel.objects.get(jenis="kabar_tim", kepada=budi.email).teks
    assert "dibuka kembali dengan alasan: Baru kembali, lihat www.\u2060contoh.\u2060com" in teks
    assert f"http://testserver/pelatihan/{pelatihan.kode}/peserta/permintaan/" in teks


def test_an_objection_is_told_and_what_budi_wrote_down_himself_is_not(sari, budi):
    dicatat(sari, budi, pilihan="tidak_bersedia", alasan="CUTI")
    assert surat(budi) == []
    sari.kenalkan()
    sari.lihat(sari.alamat("sanggah/"))
    sari.kirim({"isi": "Saya tidak pernah menelepon."})
    [judul] = surat(budi)
    assert judul.startswith("[E-Registrasi] Sanggahan: ")


def test_a_flood_of_refusals_is_five_letters_and_one_that_tells_all(jam, budi, pelatihan):
    *mereka, rekan = undangan(pelatihan)
    for konfirmasi in mereka:
        menolak(konfirmasi)
        jam.maju(minutes=1)
    dicatat(Pengunjung(rekan), budi, pilihan="tidak_bersedia", alasan="CUTI")  # he knows of that
    assert len(surat(budi)) == 5
    gabungan = Surel.objects.get(jenis="kabar_gabungan", kepada=budi.email)
    assert "- 6 jawaban tidak bersedia" in gabungan.teks
    tepat = SEPEREMPAT.replace(minute=0) + dt.timedelta(hours=1)
    with time_machine.travel(tepat - dt.timedelta(seconds=1)):
        surat_tim.tutup_gabungan()  # too early: more may come
        assert not Surel.objects.siap().filter(pk=gabungan.pk).exists()
    with time_machine.travel(tepat + dt.timedelta(seconds=1)):
        surat_tim.tutup_gabungan()
        surat_tim.tutup_gabungan()
        siap = Surel.objects.siap().get(pk=gabungan.pk)
    assert "- 7 jawaban tidak bersedia" in siap.teks
    assert f"http://testserver/pelatihan/{pelatihan.kode}/" in siap.teks
    assert Surel.objects.filter(jenis="kabar_gabungan").count() == 1


def test_the_next_hour_begins_anew(jam, budi, pelatihan):
    *awal, akhir = undangan(pelatihan)
    for konfirmasi in awal[:6]:
        menolak(konfirmasi)
    jam.maju(hours=1)
    menolak(akhir)
    assert (len(surat(budi)), len(surat(budi, "kabar_gabungan"))) == (6, 1)


def test_without_the_worker_the_letter_leaves_late_and_says_until_when(jam, budi, pelatihan):
    for konfirmasi in undangan(pelatihan)[:6]:
        menolak(konfirmasi)
    nanti = SEPEREMPAT.replace(minute=0) + dt.timedelta(hours=1) + surat_tim.TENGGANG
    siap = Surel.objects.siap(nanti).get(jenis="kabar_gabungan")
    assert f"sampai dengan {waktu(SEPEREMPAT)} diterima" in siap.teks
    assert "- 6 jawaban tidak bersedia" in siap.teks


def test_whoever_takes_over_hears_of_it_and_whoever_left_does_not(budi, dodi, pelatihan):
    Petugas.objects.filter(pelatihan=pelatihan).update(sampai=timezone.now())
    Petugas.objects.create(pelatihan=pelatihan, pengguna=dodi)
    menolak(undangan(pelatihan)[0])
    assert (len(surat(budi)), len(surat(dodi))) == (0, 1)


def test_who_keeps_answers_for_the_morning_gets_the_letter_of_a_flood_only_with_a_request_in_it(
    jam, budi, citra, pelatihan
):
    """Budi keeps them, Citra does not; what asks for a decision is told to both."""
    Petugas.objects.create(pelatihan=pelatihan, pengguna=citra)
    PilihanKabar.objects.create(pengguna=budi, segera=False)
    mereka = undangan(pelatihan)
    for konfirmasi in mereka[:7]:
        menolak(konfirmasi)
    assert [len(surat(o)) for o in (budi, citra)] == [0, 5]
    assert [len(surat(o, "kabar_gabungan")) for o in (budi, citra)] == [0, 1]
    usul = CalonPengganti(pelatihan=pelatihan, nama="Dewi", untuk=mereka[0].peserta)
    usul.dibuat_pada = jam.kini
    for _ in range(2):
        surat_tim.beritahu_usul(pelatihan, usul)
    assert [len(surat(o, "kabar_gabungan")) for o in (budi, citra)] == [1, 1]
