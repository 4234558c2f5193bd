"""Sari was struck off by mistake: Budi brings her back, by hand or with the next list."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from pelatihan.models import Dokumen
from pelatihan.sop import Tahap
from peserta import alur, jawaban, pemulihan
from peserta.models import Jawaban, Konfirmasi, Peserta
from peserta.tests.berkas_keras import SARI, TOGAR, ganti
from peserta.tests.pengunjung import Pengunjung
from peserta.tests.test_impor_ulang import impor, jumlah, kalimat, simpan, unggah
from surel.models import Status, Surel

pytestmark = pytest.mark.django_db
SURAT_BATAL = "kepesertaan_dibatalkan"


@pytest.fixture
def meja(client, budi):
    client.force_login(budi)
    return client


@pytest.fixture
def p(pelatihan_di):
    """A training with an open registration and Sari on its list, invited."""
    return pelatihan_di(Tahap.REGISTRASI)


@pytest.fixture
def sari(meja, p):
    impor(meja, p, SARI)
    return Peserta.objects.get(nip=SARI[0])


def surat_terkirim():
    Surel.objects.filter(status=Status.ANTRE).update(status=Status.TERKIRIM)


def aktifkan(meja, orang, alasan="Salah orang"):
    return meja.post(f"{orang.get_absolute_url()}aktifkan/", {"alasan": alasan}, follow=True)


def test_an_invited_person_comes_back_and_the_old_link_opens_again(meja, budi, sari, p):
    surat_terkirim()
    konfirmasi = sari.konfirmasi
    alur.batalkan(sari, oleh=budi, alasan="Mutasi")
    surat_terkirim()
    assert Pengunjung(konfirmasi).buka().status_code == 410
    assert "Aktifkan Kembali" in kalimat(meja.get(sari.get_absolute_url()))

    halaman = aktifkan(meja, sari)

    assert "telah diaktifkan kembali." in kalimat(halaman)
    assert "Batalkan Kepesertaan" in kalimat(halaman)
    sari.refresh_from_db()
    assert (sari.dibatalkan_pada, sari.alasan_batal) == (None, "")
    assert Pengunjung(konfirmasi).buka().status_code == 200
    undangan = Surel.objects.filter(jenis="undangan", kepada=sari.email).order_by("pk")
    assert [s.status for s in undangan] == [Status.TERKIRIM, Status.ANTRE]
    assert not Surel.objects.filter(jenis="kepesertaan_diaktifkan").exists()
    jejak = p.jejak.last()
    assert (jejak.tindakan, jejak.catatan) == (
        "mengaktifkan kembali kepesertaan Sari Wirastiti, S.H.",
        "Salah orang",
    )


def test_an_answer_and_its_proof_stand_again_and_she_is_told(meja, budi, sari):
    bukti = jawaban.jawab(sari.konfirmasi, pilihan="bersedia")
    alur.batalkan(sari, oleh=budi, alasan="Mutasi")
    surat_terkirim()
    assert Dokumen.objects.get(pk=bukti.dokumen_id).status == "dibatalkan"
    undangan = Surel.objects.filter(jenis="undangan").count()

    aktifkan(meja, sari)

    assert Dokumen.objects.get(pk=bukti.dokumen_id).status == "berlaku"
    assert Jawaban.objects.get().pilihan == "bersedia"
    assert Konfirmasi.objects.get(peserta=sari).jawaban_kini == "bersedia"
    surat = Surel.objects.get(jenis="kepesertaan_diaktifkan")
    assert (surat.kepada, surat.judul) == (
        sari.email,
        "[E-Registrasi] Kepesertaan Diaktifkan Kembali",
    )
    assert f"Bukti E-Registrasi Nomor {bukti.nomor} berlaku kembali" in surat.teks
    assert Surel.objects.filter(jenis="undangan").count() == undangan


def test_a_replaced_proof_stays_replaced(meja, budi, sari):
    lama = jawaban.jawab(sari.konfirmasi, pilihan="bersedia")
    baru = jawaban.jawab(
        sari.konfirmasi, pilihan="tidak_bersedia", alasan="CUTI", dilihat=lama.jawaban_id
    )
    alur.batalkan(sari, oleh=budi, alasan="Mutasi")
    aktifkan(meja, sari)
    status = dict(Dokumen.objects.filter(jenis="bukti").values_list("pk", "status"))
    assert (status[lama.dokumen_id], status[baru.dokumen_id]) == ("digantikan", "berlaku")


def test_who_never_heard_of_the_cancelling_does_not_hear_of_the_return(meja, budi, sari):
    jawaban.jawab(sari.konfirmasi, pilihan="bersedia")
    alur.batalkan(sari, oleh=budi, alasan="Mutasi")
    aktifkan(meja, sari)  # at once: the letter has not left yet
    assert Surel.objects.get(jenis=SURAT_BATAL).status == Status.DITAHAN
    assert not Surel.objects.filter(jenis="kepesertaan_diaktifkan").exists()


def test_a_second_cancelling_is_told_again(meja, budi, sari):
    alur.batalkan(sari, oleh=budi, alasan="Mutasi")
    surat_terkirim()
    aktifkan(meja, sari)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=5)):
        alur.batalkan(sari, oleh=budi, alasan="Pensiun")
    assert Surel.objects.filter(jenis=SURAT_BATAL).count() == 2


def test_who_was_cancelled_before_the_invitations_is_invited_now(meja, budi, pelatihan_di, client):
    p = pelatihan_di(Tahap.REGISTRASI)
    orang = Peserta.objects.create(
        pelatihan=p, nama="Suparno", nip="198501122010011001", email="suparno@contoh.example"
    )
    orang.dibatalkan_pada, orang.alasan_batal = orang.dibuat_pada, "Mutasi"
    orang.save()
    aktifkan(meja, orang)
    assert Konfirmasi.objects.filter(peserta=orang).exists()
    assert Surel.objects.get(jenis="undangan", kepada=orang.email).status == Status.ANTRE


def test_while_the_list_is_being_prepared_nobody_is_written_to(meja, budi, pelatihan_di):
    p = pelatihan_di(Tahap.PENYIAPAN)
    impor(meja, p, SARI)
    orang = Peserta.objects.get()
    alur.batalkan(orang, oleh=budi, alasan="Mutasi")
    surat = Surel.objects.count()
    aktifkan(meja, orang)
    assert Peserta.objects.aktif().get() == orang
    assert (Surel.objects.count(), Konfirmasi.objects.count()) == (surat, 0)


def test_a_reason_is_asked_for_and_a_second_click_is_told(meja, budi, sari):
    alur.batalkan(sari, oleh=budi, alasan="Mutasi")
    tanpa = aktifkan(meja, sari, alasan=" ")
    assert "Alasan Pengaktifan Kembali wajib diisi." in kalimat(tanpa)
    assert not Peserta.objects.aktif().filter(pk=sari.pk).exists()
    aktifkan(meja, sari)
    assert "sudah aktif." in kalimat(aktifkan(meja, sari))
    with pytest.raises(pemulihan.LangkahDitolak, match="sudah aktif"):
        pemulihan.aktifkan(sari, oleh=budi, alasan="x")


def test_after_the_registration_nobody_comes_back(meja, pelatihan_di):
    p = pelatihan_di(Tahap.PENGOLAHAN)
    orang = p.peserta.first()
    Peserta.objects.filter(pk=orang.pk).update(
        dibatalkan_pada=timezone.now(), alasan_batal="Mutasi"
    )
    assert "Aktifkan Kembali" not in kalimat(meja.get(orang.get_absolute_url()))
    assert "tidak dapat dilakukan" in kalimat(aktifkan(meja, orang))


def test_a_list_brings_a_cancelled_person_back_only_where_that_was_ticked(meja, budi, sari, p):
    impor(meja, p, TOGAR)
    togar = Peserta.objects.get(nip=TOGAR[0])
    for orang in (sari, togar):
        alur.batalkan(orang, oleh=budi, alasan="Mutasi")
    daftar = (ganti(SARI, unit="Kanwil NTT"), TOGAR)

    putaran = Konfirmasi.objects.get(peserta=sari).putaran

    # Both are listed with a box that is not ticked; nothing happens to who stays unticked.
    halaman = unggah(meja, p, *daftar)
    assert jumlah(halaman) == {"lewati": 2}
    assert "2 baris menyebut orang yang kepesertaannya dibatalkan." in kalimat(halaman)
    assert [(b["nomor"], b["batal"]) for b in halaman.context["halaman"]] == [(2, True), (3, True)]
    assert 'name="aktifkan" value="2"' in kalimat(halaman)
    assert "checked" not in kalimat(halaman).partition("</main>")[0]
    assert "2 kepesertaan yang dibatalkan tetap dibatalkan." in kalimat(simpan(meja, p))
    assert not Peserta.objects.aktif().filter(pk__in=[sari.pk, togar.pk]).exists()

    # Sari's box is ticked: she is back, with what the list says of her.
    unggah(meja, p, *daftar)
    sesudah = kalimat(simpan(meja, p, aktifkan=[2]))
    assert "1 kepesertaan telah diaktifkan kembali." in sesudah
    assert "1 kepesertaan yang dibatalkan tetap dibatalkan." in sesudah
    sari.refresh_from_db()
    togar.refresh_from_db()
    assert (sari.dibatalkan_pada, sari.unit_kerja) == (None, "Kanwil NTT")
    assert togar.dibatalkan_pada is not None
    assert Konfirmasi.objects.get(peserta=sari).putaran == putaran + 1
    assert p.jejak.last().tindakan == (
        "memperbarui data 1 peserta dan mengaktifkan kembali 1 kepesertaan dari berkas Daftar.xlsx"
    )


@pytest.mark.parametrize("aneh", ["x", "-1", "", "9" * 30, "²"])
def test_a_box_that_no_page_has_ticks_nobody(meja, budi, sari, p, aneh):
    alur.batalkan(sari, oleh=budi, alasan="Mutasi")
    impor(meja, p, SARI, aktifkan=[aneh])
    assert not Peserta.objects.aktif().filter(pk=sari.pk).exists()


def test_all_boxes_stand_on_one_page(meja, budi, pelatihan_di):
    p = pelatihan_di(Tahap.PENYIAPAN)
    semua = [ganti(SARI, nip=f"19900417201503{n % 2 + 1}{n + 1:03}") for n in range(60)]
    impor(meja, p, *semua)
    Peserta.objects.update(dibatalkan_pada=timezone.now(), alasan_batal="Mutasi")
    halaman = unggah(meja, p, *semua)
    assert len(halaman.context["halaman"]) == 60
