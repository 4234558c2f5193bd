"""Answers told to Budi by telephone or letter: with evidence, told to Sari, open to objection."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.utils import timezone

from laporan import alur as alur_laporan
from laporan.bahan_contoh import contoh_peserta, isian_lengkap
from pelatihan import persiapan
from pelatihan.alur import LangkahDitolak
from pelatihan.meja import tugas_saya
from pelatihan.models import Jejak
from pelatihan.sop import Tahap
from peserta import alur, jawaban, pencatatan
from peserta.models import BuktiRegistrasi, Jawaban, Sanggahan
from peserta.tests import berkas_jahat as jahat
from peserta.tests.pengunjung import Pengunjung, undangan
from peserta.tests.test_jawab import batas_dari_sekarang
from surel.models import Surel

pytestmark = pytest.mark.django_db
LAPORAN = {
    "nomor": "SDM.5-1",
    "tanggal": timezone.localdate(),
    **dict.fromkeys(("kendala", "tindak_lanjut", "saran", "tanggapan"), "Tidak ada."),
}


@pytest.fixture
def pelatihan(pelatihan_di):
    return pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(2))


@pytest.fixture
def sari(pelatihan):
    return Pengunjung(undangan(pelatihan)[0])


@pytest.fixture
def meja(client, budi):
    client.force_login(budi)
    return client


def isian(**ubah):
    return {
        "dilihat": "",
        "pilihan": "tidak_bersedia",
        "alasan": "TUGAS_BELAJAR",
        "cara": "telepon",
        "tanggal_sumber": f"{timezone.localdate():%d-%m-%Y}",
        "catatan_petugas": "Menelepon yang bersangkutan pukul 10.00.",
        "berkas": SimpleUploadedFile("Catatan telepon.pdf", jahat.pdf()),
    } | ubah


def alamat(sari):
    o = sari.konfirmasi.peserta
    return f"{o.get_absolute_url()}catat-konfirmasi/"


def dicatat(sari, budi, **ubah):
    isi = {
        "pilihan": "bersedia",
        "alasan": "",
        "keterangan": "",
        "cara": "whatsapp",
        "tanggal_sumber": timezone.localdate(),
        "catatan_petugas": "Pesan WhatsApp terlampir.",
        "berkas": ("layar.png", jahat.gambar("PNG")),
        "dilihat": None,
    }
    return pencatatan.catat(sari.konfirmasi.peserta, oleh=budi, **isi | ubah)


def test_budi_records_what_sari_told_and_everything_says_so(sari, meja, budi, pelatihan):
    """K39: an act of its own, with reason and evidence, on record, and the receipt says so."""
    assert meja.post(alamat(sari), isian()).status_code == 302
    j = Jawaban.objects.get()
    assert (j.cara, j.dicatat_oleh, j.pilihan, j.alasan) == (
        "telepon", budi, "tidak_bersedia", "TUGAS_BELAJAR",
    )  # fmt: skip
    assert (j.persetujuan, j.lama_detik) == ("", None)
    rekaman = BuktiRegistrasi.objects.get().dokumen.rekaman
    assert (rekaman["cara"], rekaman["petugas"]["sumber"]) == ("telepon", "Telepon")
    jejak = Jejak.objects.get(aksi="catat_jawaban")
    assert "mencatat konfirmasi tidak bersedia dari" in jejak.tindakan
    assert "melalui telepon" in jejak.tindakan
    assert (jejak.oleh, jejak.catatan) == (budi, "Menelepon yang bersangkutan pukul 10.00.")
    surat = Surel.objects.get(jenis="dicatat_petugas")
    assert "dapat menyanggahnya paling lambat" in surat.teks
    assert surat.berkas == [f"dokumen:{BuktiRegistrasi.objects.get().dokumen_id}"]
    halaman = meja.get(sari.konfirmasi.peserta.get_absolute_url()).content.decode()
    assert "Dicatat petugas: Budi Santoso" in halaman
    tab = meja.get(f"/pelatihan/{pelatihan.kode}/peserta/konfirmasi/").content.decode()
    assert "Mandiri <b>0</b> · dicatat petugas <b>1</b>" in tab


def test_the_evidence_is_kept_and_handed_to_the_team_alone(sari, meja, budi, citra, client):
    dicatat(sari, budi)
    j = Jawaban.objects.get()
    url = f"{sari.konfirmasi.peserta.get_absolute_url()}sumber/{j.pk}/"
    jawab = meja.get(url)
    assert jawab.headers["Content-Type"] == "image/png"
    assert jawab.headers["Content-Disposition"].startswith("attachment")
    client.force_login(citra)
    assert client.get(url).status_code == 403


@pytest.mark.parametrize(
    ("ubah", "keluhan"),
    [
        ({"pilihan": ""}, "Pilih bersedia atau tidak bersedia."),
        ({"alasan": ""}, "Pilih alasan."),
        ({"alasan": "LAINNYA", "keterangan": "x"}, "paling sedikit 5 karakter"),
        ({"cara": "mandiri"}, ""),
        ({"cara": ""}, "Pilih"),
        ({"tanggal_sumber": "31-02-2026"}, "Tanggal tidak sah"),
        ({"tanggal_sumber": "01-01-2099"}, "berada di masa depan"),
        ({"catatan_petugas": " "}, "Catatan Petugas wajib diisi."),
        ({"berkas": ""}, "Pilih berkas bukti."),
        ({"berkas": SimpleUploadedFile("a.pdf", b"<html>")}, "Jenis berkas tidak didukung"),
        ({"berkas": SimpleUploadedFile("a.pdf", b"")}, "Berkas kosong atau rusak"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_recorded(sari, meja, ubah, keluhan):
    jawab = meja.post(alamat(sari), isian(**ubah))
    assert jawab.status_code == 422
    assert keluhan in jawab.content.decode()
    assert Jawaban.objects.count() == 0
    assert Surel.objects.filter(jenis="dicatat_petugas").count() == 0


def test_after_the_deadline_budi_may_still_change_an_answer_until_the_report_is_handed_on(
    sari, budi, pelatihan
):
    lama = jawaban.jawab(sari.konfirmasi, pilihan="bersedia")
    batas_dari_sekarang(-1)
    baru = dicatat(sari, budi, pilihan="tidak_bersedia", alasan="CUTI", dilihat=lama.jawaban_id)
    lama.refresh_from_db()
    assert (lama.berlaku, baru.nomor, baru.revisi) == (False, lama.nomor, 1)
    alur.tutup_registrasi(pelatihan, oleh=budi)
    lagi = dicatat(sari, budi, dilihat=baru.jawaban_id)
    assert lagi.revisi == 2
    alur_laporan.ajukan(pelatihan, oleh=budi, isian=LAPORAN)
    with pytest.raises(LangkahDitolak, match="tidak dapat dilakukan"):
        dicatat(sari, budi, pilihan="tidak_bersedia", alasan="CUTI", dilihat=lagi.jawaban_id)


def test_an_answer_that_came_meanwhile_is_not_written_over(sari, budi):
    jawaban.jawab(sari.konfirmasi, pilihan="bersedia")
    with pytest.raises(LangkahDitolak, match="berubah sejak halaman dibuka"):
        dicatat(sari, budi, dilihat=None)
    assert Jawaban.objects.count() == 1


def test_sari_may_still_answer_with_her_own_hand(sari, budi):
    dicatat(sari, budi)
    sari.kenalkan()
    assert "dicatat oleh petugas" in sari.teks
    sari.lihat(sari.alamat("jawaban/"))
    sari.jawab("bersedia")
    assert [j.cara for j in Jawaban.objects.order_by("pk")] == ["whatsapp", "mandiri"]


def test_sari_objects_budi_answers(sari, budi, meja):
    dicatat(sari, budi)
    sari.kenalkan()
    sari.lihat(sari.alamat("sanggah/"))
    sari.kirim({"isi": "Saya tidak pernah mengirim pesan itu."})
    assert "Menunggu tanggapan Tim Kerja." in sari.teks
    assert [t.aksi for t in tugas_saya(budi)] == ["Tanggapi Sanggahan"]
    s = Sanggahan.objects.get()
    halaman = meja.get(sari.konfirmasi.peserta.get_absolute_url()).content.decode()
    assert "Saya tidak pernah mengirim pesan itu." in halaman
    url = f"/pelatihan/{sari.konfirmasi.peserta.pelatihan.kode}/peserta/sanggahan/{s.pk}/"
    assert meja.post(url, {"tanggapan": ""}).status_code == 422
    meja.post(url, {"tanggapan": "Catatan kami perbaiki hari ini."})
    assert tugas_saya(budi) == []
    assert "Catatan kami perbaiki" in Surel.objects.get(jenis="sanggahan_ditanggapi").teks
    sari.lihat(sari.alamat("sanggah/"))
    assert "Catatan kami perbaiki hari ini." in sari.teks
    with pytest.raises(LangkahDitolak, match="sudah ditanggapi"):
        pencatatan.tanggapi(s, oleh=budi, tanggapan="Dua kali")


def test_an_objection_comes_once_and_within_three_days(sari, budi):
    dicatat(sari, budi)
    j = Jawaban.objects.get()
    sampai = pencatatan.sanggah_sampai(j)
    assert sampai - j.waktu == dt.timedelta(days=3)
    assert pencatatan.halangan_sanggah(j, sampai) != ""
    assert pencatatan.halangan_sanggah(j, sampai - dt.timedelta(seconds=1)) == ""
    pencatatan.sanggah(sari.konfirmasi, isi="Keliru sekali")
    with pytest.raises(LangkahDitolak, match="sudah kami terima"):
        pencatatan.sanggah(sari.konfirmasi, isi="Keliru lagi")


def test_nobody_objects_to_their_own_answer(sari):
    jawaban.jawab(sari.konfirmasi, pilihan="bersedia")
    with pytest.raises(LangkahDitolak, match="Anda sampaikan sendiri"):
        pencatatan.sanggah(sari.konfirmasi, isi="Berubah pikiran")


def test_an_objection_stays_on_the_desk_after_the_report_was_handed_on(sari, budi, pelatihan):
    dicatat(sari, budi)
    alur.tutup_registrasi(pelatihan, oleh=budi)
    alur_laporan.ajukan(pelatihan, oleh=budi, isian=LAPORAN)
    pencatatan.sanggah(sari.konfirmasi, isi="Saya tidak bersedia.")
    assert [t.aksi for t in tugas_saya(budi)] == ["Tanggapi Sanggahan"]


def test_seats_beyond_the_quota_are_marked_never_refused(sari, budi, pelatihan, meja):
    pelatihan.kuota = 1
    pelatihan.save()
    _, dua = undangan(pelatihan)
    pertama = jawaban.jawab(sari.konfirmasi, pilihan="bersedia")
    kedua = jawaban.jawab(dua, pilihan="bersedia")
    assert (pertama.jawaban.di_atas_kuota, kedua.jawaban.di_atas_kuota) == (False, True)
    assert kedua.dokumen.rekaman["di_atas_kuota"] is True
    for url in ("", "konfirmasi/", f"{dua.peserta_id}/"):
        halaman = meja.get(f"/pelatihan/{pelatihan.kode}/peserta/{url}").content.decode()
        assert "i atas kuota" in halaman
    jawaban.jawab(
        sari.konfirmasi, pilihan="tidak_bersedia", alasan="CUTI", dilihat=pertama.jawaban_id
    )
    # the seat is free now: whoever answers anew has it, and who had one keeps it
    ulang = jawaban.jawab(dua, pilihan="tidak_bersedia", alasan="CUTI", dilihat=kedua.jawaban_id)
    lagi = jawaban.jawab(dua, pilihan="bersedia", dilihat=ulang.jawaban_id)
    assert lagi.jawaban.di_atas_kuota is False


def test_the_time_of_an_own_answer_runs_from_the_proved_identity(sari, meja, pelatihan):
    kini = timezone.now()
    with time_machine.travel(kini, tick=False) as jam:
        sari.kenalkan()
        jam.shift(200)
        sari.isi("bersedia")
        jam.shift(12)
        sari.kirim({})
    j = Jawaban.objects.get()
    assert j.lama_detik == 212
    with time_machine.travel(kini + dt.timedelta(hours=1), tick=False) as jam:
        sari.lihat(sari.alamat("jawaban/"))  # a change is measured from its own page
        jam.shift(400)
        sari.jawab("tidak_bersedia", alasan="CUTI")
    assert Jawaban.objects.order_by("-pk")[0].lama_detik == 400
    tab = meja.get(f"/pelatihan/{pelatihan.kode}/peserta/konfirmasi/").content.decode()
    assert "median 5 menit 6 detik; 50,0% selesai dalam 5 menit (1 dari 2 jawaban)" in tab
    satu = meja.get(sari.konfirmasi.peserta.get_absolute_url()).content.decode()
    assert "Waktu pengisian 3 menit 32 detik" in satu


def test_opening_warns_of_a_list_longer_than_the_quota(pelatihan_di, meja):
    p = pelatihan_di(Tahap.PENYIAPAN)
    isi = isian_lengkap(p, "PF-AHM")
    isi["isian"]["kuota"] = 1
    budi = p.petugas.get().pengguna
    persiapan.lengkapi(p, oleh=budi, **isi)
    for data in contoh_peserta(2):
        alur.catat(p, oleh=budi, data=data)
    halaman = meja.get(f"/pelatihan/{p.kode}/peserta/buka-registrasi/").content.decode()
    assert "melebihi kuota (1)" in halaman


def test_the_database_refuses_an_answer_of_the_team_without_its_source(sari, budi):
    with pytest.raises(IntegrityError):
        Jawaban.objects.create(
            konfirmasi=sari.konfirmasi, pilihan="bersedia", cara="telepon", waktu=timezone.now()
        )
