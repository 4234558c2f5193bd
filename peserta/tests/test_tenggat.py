"""More time: for everybody, when Budi moves the deadline; for one person, who asks for it."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.utils import timezone

from laporan.bahan_contoh import contoh_peserta
from pekerjaan.tests.kerja import kerjakan_semua
from pelatihan.alur import LangkahDitolak
from pelatihan.meja import tugas_saya
from pelatihan.models import Jejak
from pelatihan.sop import Tahap
from peserta import alur, jawaban, latar, tenggat
from peserta.models import Jawaban, PermintaanBuka, Peserta
from peserta.tests.pengunjung import Pengunjung, undangan
from peserta.tests.test_jawab import batas_dari_sekarang
from surel import sambungan
from surel.models import Surel

pytestmark = pytest.mark.django_db
SEHARI = dt.timedelta(days=1)


@pytest.fixture
def pelatihan(pelatihan_di):
    return pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(3))


@pytest.fixture
def sari(pelatihan):
    return Pengunjung(undangan(pelatihan)[0])


def lewat(pelatihan):
    batas_dari_sekarang(-60)
    pelatihan.refresh_from_db()


def minta(sari, alasan="Baru kembali dari dinas luar"):
    if sari.halaman is None:
        sari.kenalkan()
    sari.lihat(sari.alamat("minta-buka/"))
    return sari.kirim({"alasan": alasan})


# --- For everybody -------------------------------------------------------------------------


def test_budi_extends_and_only_the_silent_are_written_to_once(pelatihan, budi, client):
    satu, _, tiga = undangan(pelatihan)
    jawaban.jawab(satu, pilihan="bersedia")
    Peserta.objects.filter(pk=tiga.peserta_id).update(email="")
    lewat(pelatihan)
    baru = timezone.localtime(tenggat.batas_terakhir(pelatihan)).replace(hour=12, minute=0)
    client.force_login(budi)
    alamat = f"/pelatihan/{pelatihan.kode}/peserta/perpanjang-batas/"
    assert "1 calon peserta yang belum mengonfirmasi" in client.get(alamat).content.decode()
    isi = {"batas": f"{baru:%Y-%m-%dT%H:%M}", "alasan": "Jaringan terganggu"}
    client.post(alamat, isi)
    pelatihan.refresh_from_db()
    assert pelatihan.batas_konfirmasi == baru
    assert Surel.objects.filter(jenis="perpanjangan_batas").count() == 1
    jejak = Jejak.objects.get(aksi="perpanjang_batas")
    assert jejak.catatan == "Jaringan terganggu"
    assert client.post(alamat, isi).status_code == 422  # the same moment is no extension
    assert Surel.objects.filter(jenis="perpanjangan_batas").count() == 1


@pytest.mark.parametrize(
    ("geser", "sebab"),
    [
        (lambda p: p.batas_konfirmasi, "harus sesudah batas sekarang"),
        (lambda p: tenggat.batas_terakhir(p) + dt.timedelta(minutes=1), "sesudah hari pertama"),
    ],
)
def test_the_deadline_only_moves_on_and_never_beyond_the_first_day(pelatihan, budi, geser, sebab):
    with pytest.raises(LangkahDitolak, match=sebab):
        tenggat.perpanjang(pelatihan, oleh=budi, batas=geser(pelatihan), alasan="Uji")
    assert Surel.objects.filter(jenis="perpanjangan_batas").count() == 0


def test_a_moment_that_has_passed_is_no_deadline(pelatihan, budi):
    batas_dari_sekarang(-7200)
    pelatihan.refresh_from_db()
    batas = timezone.now() - dt.timedelta(hours=1)
    with pytest.raises(LangkahDitolak, match="sudah lewat"):
        tenggat.perpanjang(pelatihan, oleh=budi, batas=batas, alasan="Uji")


def test_the_letter_stays_here_if_the_answer_comes_first(pelatihan, budi):
    satu = undangan(pelatihan)[0]
    tenggat.perpanjang(pelatihan, oleh=budi, batas=tenggat.batas_terakhir(pelatihan), alasan="Uji")
    jawaban.jawab(satu, pilihan="bersedia")
    surat = Surel.objects.get(jenis="perpanjangan_batas", tautan=f"pengingat:{satu.pk}")
    with pytest.raises(sambungan.TidakBerlaku):
        sambungan.tautan(surat.tautan)


def test_many_are_written_to_by_the_worker(pelatihan, budi, client, monkeypatch):
    monkeypatch.setattr(latar, "UNDANG_LANGSUNG", 1)
    client.force_login(budi)
    batas = timezone.localtime(tenggat.batas_terakhir(pelatihan))
    alamat = f"/pelatihan/{pelatihan.kode}/peserta/perpanjang-batas/"
    isi = {"batas": f"{batas:%Y-%m-%dT%H:%M}", "alasan": "Uji"}
    tujuan = client.post(alamat, isi).headers["Location"]
    assert tujuan.startswith("/pekerjaan/")
    kerjakan_semua()
    pelatihan.refresh_from_db()
    assert pelatihan.batas_konfirmasi == batas
    assert Surel.objects.filter(jenis="perpanjangan_batas").count() == 3


def test_an_earlier_deadline_of_ones_own_rules_until_all_are_given_more_time(pelatihan, budi):
    satu = undangan(pelatihan)[0]
    satu.batas_sendiri = timezone.now() - dt.timedelta(minutes=1)
    satu.save()
    with pytest.raises(LangkahDitolak, match="Registrasi telah ditutup"):
        jawaban.jawab(satu, pilihan="bersedia")
    batas = tenggat.batas_terakhir(pelatihan)
    tenggat.perpanjang(pelatihan, oleh=budi, batas=batas, alasan="Uji")
    jawaban.jawab(satu, pilihan="bersedia")
    assert Jawaban.objects.count() == 1


def test_the_desk_says_close_or_extend(pelatihan, budi):
    lewat(pelatihan)
    assert [(t.judul, t.aksi) for t in tugas_saya(budi)] == [
        ("Batas konfirmasi telah lewat: tutup registrasi atau perpanjang batas", "Tutup Registrasi")
    ]


# --- For one person ------------------------------------------------------------------------


def test_before_the_deadline_there_is_nothing_to_ask(sari):
    sari.kenalkan()
    sari.lihat(sari.alamat("minta-buka/"))
    assert "Batas konfirmasi belum lewat" in sari.teks
    assert "<form" not in sari.teks


def test_sari_asks_budi_grants_with_one_click_and_she_answers(pelatihan, sari, budi, client):
    lewat(pelatihan)
    sari.kenalkan()
    assert "Minta Dibuka Kembali" in sari.teks
    minta(sari)
    assert "menunggu keputusan Tim Kerja" in sari.teks
    assert ("1 permintaan dibuka kembali menunggu keputusan", "Lihat Permintaan") in [
        (t.judul, t.aksi) for t in tugas_saya(budi)
    ]
    permintaan = PermintaanBuka.objects.get()
    client.force_login(budi)
    for alamat in (
        f"/pelatihan/{pelatihan.kode}/peserta/permintaan/",
        sari.konfirmasi.peserta.get_absolute_url(),
    ):
        halaman = client.get(alamat).content.decode()
        assert f"/permintaan/{permintaan.pk}/buka/" in halaman
        assert "Baru kembali dari dinas luar" in halaman
    client.post(f"/pelatihan/{pelatihan.kode}/peserta/permintaan/{permintaan.pk}/buka/")
    permintaan.refresh_from_db()
    lama = permintaan.batas - permintaan.diputus_pada
    assert abs(lama - SEHARI) < dt.timedelta(seconds=5)
    surat = Surel.objects.get(jenis="buka_dikabulkan")
    assert surat.tautan == f"konfirmasi:{sari.konfirmasi.pk}"
    sari.lihat(sari.alamat())
    assert "Apakah Anda bersedia" in sari.teks
    sari.jawab("bersedia")
    assert Jawaban.objects.get().pilihan == "bersedia"
    _, dua, _ = undangan(pelatihan)  # for the others the time is over all the same
    with pytest.raises(LangkahDitolak, match="Registrasi telah ditutup"):
        jawaban.jawab(dua, pilihan="bersedia")


def test_one_request_at_a_time(pelatihan, sari):
    lewat(pelatihan)
    minta(sari)
    with pytest.raises(LangkahDitolak, match="sudah diterima"):
        tenggat.minta_buka(sari.konfirmasi, alasan="Sekali lagi")
    with pytest.raises(IntegrityError):
        PermintaanBuka.objects.create(
            pelatihan=pelatihan, konfirmasi=sari.konfirmasi, alasan="Lewat belakang"
        )


def test_without_identity_nobody_asks(pelatihan, sari):
    lewat(pelatihan)
    sari.buka()
    sari.lihat(sari.alamat("minta-buka/"))
    assert "Cek identitas" in sari.teks


def test_a_reason_is_needed(pelatihan, sari):
    lewat(pelatihan)
    minta(sari, alasan="\u00a0 \u200b")
    assert sari.halaman.status_code == 422
    assert "Alasan wajib diisi." in sari.teks
    assert PermintaanBuka.objects.count() == 0


def test_budi_declines_with_a_note_that_sari_reads(pelatihan, sari, budi, client):
    lewat(pelatihan)
    minta(sari)
    permintaan = PermintaanBuka.objects.get()
    client.force_login(budi)
    alamat = f"/pelatihan/{pelatihan.kode}/peserta/permintaan/{permintaan.pk}/tolak/"
    assert client.post(alamat, {"catatan": ""}).status_code == 422
    client.post(alamat, {"catatan": "Kursi sudah terisi."})
    surat = Surel.objects.get(jenis="buka_ditolak")
    assert "Kursi sudah terisi." in surat.teks
    sari.lihat(sari.alamat("minta-buka/"))
    assert "tidak dikabulkan. Kursi sudah terisi." in sari.teks
    with pytest.raises(LangkahDitolak, match="sudah diputuskan"):
        tenggat.kabulkan(permintaan, oleh=budi)


def test_another_deadline_may_be_set_but_not_after_the_first_day(pelatihan, sari, budi, client):
    lewat(pelatihan)
    minta(sari)
    permintaan = PermintaanBuka.objects.get()
    client.force_login(budi)
    alamat = f"/pelatihan/{pelatihan.kode}/peserta/permintaan/{permintaan.pk}/buka/"
    terlambat = timezone.localtime(tenggat.batas_terakhir(pelatihan) + SEHARI)
    jawab = client.post(alamat, {"batas": f"{terlambat:%Y-%m-%dT%H:%M}"})
    assert jawab.status_code == 422
    tepat = timezone.localtime(tenggat.batas_terakhir(pelatihan))
    client.post(alamat, {"batas": f"{tepat:%Y-%m-%dT%H:%M}"})
    sari.konfirmasi.refresh_from_db()
    assert sari.konfirmasi.batas_sendiri == tepat


def test_while_somebody_has_time_the_case_lies_with_them_and_a_request_blocks_closing(
    pelatihan, sari, budi, client
):
    lewat(pelatihan)
    minta(sari)
    with pytest.raises(LangkahDitolak, match="Putuskan dahulu"):
        alur.tutup_registrasi(pelatihan, oleh=budi)
    tenggat.kabulkan(PermintaanBuka.objects.get(), oleh=budi)
    assert tugas_saya(budi) == []
    client.force_login(budi)
    halaman = client.get(f"/pelatihan/{pelatihan.kode}/peserta/tutup-registrasi/").content.decode()
    assert "Masih ada peserta dengan batas sendiri" in halaman
    alur.tutup_registrasi(pelatihan, oleh=budi)
    with pytest.raises(LangkahDitolak, match="Registrasi telah ditutup"):
        jawaban.jawab(sari.konfirmasi, pilihan="bersedia")


def test_extending_for_all_answers_the_requests_too(pelatihan, sari, budi):
    jawaban.jawab(sari.konfirmasi, pilihan="bersedia")  # she wants to change her answer
    lewat(pelatihan)
    minta(sari)
    tenggat.perpanjang(pelatihan, oleh=budi, batas=tenggat.batas_terakhir(pelatihan), alasan="Uji")
    assert PermintaanBuka.objects.get().batas == tenggat.batas_terakhir(pelatihan)
    assert Surel.objects.filter(jenis="buka_dikabulkan").count() == 1


def test_a_closed_list_is_not_opened_for_anybody(pelatihan, sari, budi):
    lewat(pelatihan)
    alur.tutup_registrasi(pelatihan, oleh=budi)
    sari.kenalkan()
    assert "Minta Dibuka Kembali" not in sari.teks
    with pytest.raises(LangkahDitolak, match="tidak dapat dibuka kembali"):
        tenggat.minta_buka(sari.konfirmasi, alasan="Terlambat sekali")
