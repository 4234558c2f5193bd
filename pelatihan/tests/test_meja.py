"""The desk: what waits for whom at every stage, and a badge that never lies."""

import datetime as dt
import re

import pytest
import time_machine
from django.utils import timezone

from laporan import alur as laporan
from laporan.bahan_contoh import contoh_peserta
from pelatihan.meja import tugas_saya
from pelatihan.models import Petugas
from pelatihan.sop import Tahap
from peserta import alur as peserta
from peserta import jawaban
from peserta.models import Konfirmasi

pytestmark = pytest.mark.django_db
SEMUA_ORANG = ["kepala", "ketua", "tim", "ketua2", "tim2", "admin"]

MEJA = {
    Tahap.DISPOSISI_KEPALA: {"kepala": ["Buat Disposisi"]},
    Tahap.DISPOSISI_KETUA: {"ketua": ["Teruskan Disposisi"]},
    Tahap.PENYIAPAN: {"tim": ["Lengkapi Data Pelatihan"]},
    Tahap.REGISTRASI: {},  # it lies on the participants' desks
    Tahap.PENGOLAHAN: {"tim": ["Susun Laporan"]},
    Tahap.PEMERIKSAAN: {"ketua": ["Periksa Laporan"]},
    Tahap.PENYAMPAIAN: {"kepala": ["Terima Laporan"]},
    Tahap.SELESAI: {},
    Tahap.DITUNDA: {},
    Tahap.DIBATALKAN: {},
}


@pytest.mark.parametrize("tahap", Tahap)
def test_at_each_stage_one_desk_holds_the_training(tahap, pelatihan_di, orang):
    pelatihan_di(tahap)
    meja = {nama: [t.aksi for t in tugas_saya(getattr(orang, nama))] for nama in SEMUA_ORANG}
    assert meja == {nama: MEJA[tahap].get(nama, []) for nama in SEMUA_ORANG}


@pytest.mark.parametrize("nama", SEMUA_ORANG)
def test_the_badge_equals_the_rows_in_every_state(nama, client, pelatihan_di, orang):
    for tahap in Tahap:
        pelatihan_di(tahap)
        pelatihan_di(tahap, ketua="ketua2", tim="tim2")
    akun = getattr(orang, nama)
    client.force_login(akun)

    halaman = client.get("/")

    lencana = halaman.context["navigasi"]["utama"][0]["hitung"]
    baris = halaman.content.decode().count('class="tugas-ikon"')
    sendiri = {"kepala": 4, "ketua": 2, "tim": 2, "ketua2": 2, "tim2": 2, "admin": 0}
    assert (lencana, baris) == (sendiri[nama], sendiri[nama])


@pytest.mark.parametrize("nama", ["kepala", "ketua", "tim"])
def test_every_row_of_the_desk_leads_to_a_page_that_opens(nama, client, pelatihan_di, orang):
    for tahap in Tahap:
        pelatihan_di(tahap)
    akun = getattr(orang, nama)
    client.force_login(akun)
    tugas = tugas_saya(akun)
    assert {t.aksi: client.get(t.url).status_code for t in tugas} == {t.aksi: 200 for t in tugas}
    assert tugas


def test_the_registration_comes_back_to_budi_when_all_have_answered(pelatihan_di, budi):
    pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(2))
    pertama, kedua = Konfirmasi.objects.order_by("pk")
    jawaban.jawab(pertama, pilihan="bersedia")
    assert tugas_saya(budi) == []
    jawaban.jawab(kedua, pilihan="tidak_bersedia", alasan="TUGAS_BELAJAR")
    assert [(t.aksi, t.judul) for t in tugas_saya(budi)] == [
        ("Tutup Registrasi", "Semua peserta telah mengonfirmasi")
    ]


def test_a_report_that_came_back_says_so(pelatihan_di, budi, citra, ratna):
    """Its stage alone does not tell: the desk does, at both tables."""
    p = pelatihan_di(Tahap.PENYAMPAIAN)
    laporan.kembalikan_kepada_ketua(p, oleh=ratna, versi=1, catatan="Jelaskan kuota.")
    assert [t.judul for t in tugas_saya(citra)] == ["Laporan dikembalikan oleh Kepala Pusat"]
    laporan.kembalikan(p, oleh=citra, versi=1, catatan="Jelaskan kuota.")
    assert [t.judul for t in tugas_saya(budi)] == ["Laporan dikembalikan untuk diperbaiki"]
    isian = laporan.isian_awal(p) | {"tanggapan": "Sudah dijelaskan."}
    laporan.ajukan(p, oleh=budi, isian=isian)
    assert [t.judul for t in tugas_saya(citra)] == ["Laporan menunggu pemeriksaan"]


@pytest.mark.parametrize("alamat", ["/", "/pelatihan/"])
def test_an_open_registration_tells_how_many_have_answered(
    alamat, client, pelatihan_di, citra, budi
):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(4))
    satu, dua, tiga, _ = Konfirmasi.objects.order_by("pk")
    jawaban.jawab(satu, pilihan="bersedia")
    jawaban.jawab(dua, pilihan="tidak_bersedia", alasan="TUGAS_BELAJAR")
    peserta.batalkan(tiga.peserta, oleh=budi, alasan="Mutasi")
    pelatihan_di(Tahap.PENYIAPAN)
    client.force_login(citra)
    halaman = client.get(alamat).content.decode()
    assert set(re.findall(r"\d+ dari \d+ menjawab \([^)]+\)", halaman)) == {
        "2 dari 3 menjawab (66,7%)"
    }
    assert p.kode in halaman


def test_the_nearest_deadline_stands_first(pelatihan_di, budi):
    lama = pelatihan_di(Tahap.PENYIAPAN)
    with time_machine.travel(timezone.now() - dt.timedelta(days=2), tick=True):
        dekat = pelatihan_di(Tahap.PENYIAPAN)
    assert [t.pelatihan for t in tugas_saya(budi)] == [dekat, lama]


def test_a_case_that_nobody_works_on_lands_on_citras_desk(pelatihan_di, citra):
    p = pelatihan_di(Tahap.PENYIAPAN)
    Petugas.objects.filter(pelatihan=p).update(sampai=timezone.now())
    assert [t.aksi for t in tugas_saya(citra)] == ["Alihkan Penugasan"]


@pytest.mark.parametrize("jumlah", [1, 6])
def test_the_desk_costs_the_same_at_one_and_at_many(
    jumlah, client, pelatihan_di, citra, django_assert_num_queries
):
    for _ in range(jumlah):
        pelatihan_di(Tahap.DISPOSISI_KETUA)
    client.force_login(citra)
    client.get("/")
    with django_assert_num_queries(6):
        client.get("/")
