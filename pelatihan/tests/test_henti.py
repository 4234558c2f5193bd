"""A training that is postponed, goes on, or will not take place; and who is told."""

import datetime as dt

import pytest
from django.utils import timezone

from laporan.bahan_contoh import contoh_peserta
from pekerjaan.models import Pekerjaan
from pelatihan import kendali, penghentian
from pelatihan.alur import LangkahDitolak
from pelatihan.meja import tugas_saya
from pelatihan.sop import Tahap
from peserta import jawaban, surat_henti
from peserta.models import Konfirmasi
from surel.models import Surel

pytestmark = pytest.mark.django_db


@pytest.fixture
def empat(pelatihan_di):
    """Four were asked; one comes, one does not, two have said nothing."""
    p = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(4))
    satu, dua, *_ = Konfirmasi.objects.order_by("pk")
    jawaban.jawab(satu, pilihan="bersedia")
    jawaban.jawab(dua, pilihan="tidak_bersedia", alasan="TUGAS_BELAJAR")
    return p


def penerima(jenis):
    return set(Surel.objects.filter(jenis=jenis).values_list("kepada", flat=True))


def peserta(*urut):
    semua = list(Konfirmasi.objects.order_by("pk").select_related("peserta"))
    return {semua[n].peserta.email for n in urut}


def test_all_concerned_hear_of_a_postponement_and_nothing_can_be_done(
    empat, client, ratna, citra, budi
):
    client.force_login(ratna)
    client.post(f"{empat.get_absolute_url()}tunda/", {"alasan": "Anggaran belum tersedia"})
    empat.refresh_from_db()
    assert (empat.tahap, empat.nomor_langkah) == (Tahap.DITUNDA, 4)
    assert penerima("pelatihan_ditunda") == {citra.email, budi.email} | peserta(0, 2, 3)
    surat = Surel.objects.filter(jenis="pelatihan_ditunda").first().teks
    assert "dengan alasan: Anggaran belum tersedia. Jadwal yang baru" in surat
    assert [tugas_saya(o) for o in (ratna, citra, budi)] == [[], [], []]
    konfirmasi = Konfirmasi.objects.order_by("pk")[2]
    with pytest.raises(LangkahDitolak):
        jawaban.jawab(konfirmasi, pilihan="bersedia")
    halaman = client.get(konfirmasi.tautan)
    assert halaman.status_code == 410
    assert "Anggaran belum tersedia" in halaman.content.decode()
    assert client.get(f"{empat.get_absolute_url()}kendali/").status_code == 200


def test_it_goes_on_where_it_stood_with_new_dates(empat, client, ratna, citra, budi):
    penghentian.tunda(empat, oleh=ratna, alasan="Anggaran")
    client.force_login(ratna)
    alamat = f"{empat.get_absolute_url()}lanjutkan/"
    hari = timezone.localdate() + dt.timedelta(days=60)
    isian = {"mulai": hari, "selesai": hari + dt.timedelta(days=5)}
    tanpa = client.post(alamat, isian)
    assert "Batas Konfirmasi wajib diisi." in tanpa.content.decode()
    terlambat = client.post(alamat, isian | {"batas_konfirmasi": f"{hari}T12:00"})
    assert "Batas konfirmasi harus sebelum" in terlambat.content.decode()
    batas = hari - dt.timedelta(days=7)
    client.post(alamat, isian | {"batas_konfirmasi": f"{batas}T12:00"})
    empat.refresh_from_db()
    assert (empat.tahap, empat.mulai, empat.henti_pada) == (Tahap.REGISTRASI, hari, None)
    assert penerima("pelatihan_dilanjutkan") == {citra.email, budi.email} | peserta(0, 2, 3)
    jawaban.jawab(Konfirmasi.objects.order_by("pk")[2], pilihan="bersedia")


def test_a_cancelled_training_stays_to_be_read_and_takes_no_more_steps(empat, client, ratna, budi):
    penghentian.tunda(empat, oleh=ratna, alasan="Anggaran")
    penghentian.batalkan(empat, oleh=ratna, alasan="Tidak jadi dilaksanakan.")
    empat.refresh_from_db()
    assert (empat.tahap, empat.tahap_semula) == (Tahap.DIBATALKAN, Tahap.REGISTRASI)
    with pytest.raises(LangkahDitolak, match="Pelatihan Dibatalkan"):
        penghentian.lanjutkan(empat, oleh=ratna, mulai=empat.mulai, selesai=empat.selesai)
    client.force_login(budi)
    for ekor in ("", "peserta/", "kendali/", "jejak/", "laporan/"):
        assert client.get(f"{empat.get_absolute_url()}{ekor}").status_code == 200
    assert "Tidak jadi dilaksanakan." in client.get(empat.get_absolute_url()).content.decode()


def test_the_clock_rests_while_a_training_waits(jalan, ratna):
    p = jalan.p
    jalan.di(23, "07.40", jalan.tugaskan_ketua)
    jalan.di(23, "07.45", penghentian.tunda, p, oleh=ratna, alasan="Anggaran")
    assert p.jam_merah is None
    jalan.di(24, "09.00", penghentian.lanjutkan, p, oleh=ratna, mulai=p.mulai, selesai=p.selesai)
    jalan.di(24, "09.06", jalan.tugaskan_tim)
    assert kendali.susun(p)["baris"][1]["kerja"] == 11


def test_a_draft_is_given_up_without_a_word_to_anybody(pelatihan_di, ratna, citra):
    p = pelatihan_di(Tahap.DISPOSISI_KEPALA)
    penghentian.batalkan(p, oleh=ratna, alasan="Salah buat")
    assert not Surel.objects.exists()
    assert tugas_saya(ratna) == []
    assert not type(p).objects.terlihat_oleh(citra).exists()


def test_hundreds_are_told_by_the_worker(empat, ratna, monkeypatch):
    monkeypatch.setattr(surat_henti, "SEKALIGUS", 2)
    penghentian.batalkan(empat, oleh=ratna, alasan="Anggaran")
    antre = Pekerjaan.objects.get()
    assert penerima("pelatihan_dibatalkan") & peserta(0, 2, 3) == set()
    surat_henti._kerjakan(antre, None)
    assert penerima("pelatihan_dibatalkan") >= peserta(0, 2, 3)
