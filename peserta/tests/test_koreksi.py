"""Sari corrects what is on record about her, by her link; Budi sees what was there before."""

import pytest
from django.utils import timezone

from pelatihan.alur import LangkahDitolak
from pelatihan.models import Jejak
from pelatihan.sop import Tahap
from peserta import jawaban, koreksi
from peserta.forms_permintaan import KoreksiForm
from peserta.models import BuktiRegistrasi, KoreksiPeserta, Peserta
from peserta.tests.pengunjung import Pengunjung, undangan
from peserta.tests.test_jawab import batas_dari_sekarang
from surel.models import Surel

pytestmark = pytest.mark.django_db


@pytest.fixture
def pelatihan(pelatihan_di):
    return pelatihan_di(Tahap.REGISTRASI)


@pytest.fixture
def sari(pelatihan):
    orang = Pengunjung(undangan(pelatihan)[0])
    orang.kenalkan()
    return orang


def isian(peserta, **ubah):
    form = KoreksiForm(peserta=peserta)
    return {n: form[n].value() or "" for n in form.fields if n != "versi"} | ubah


def perbaiki(sari, **ubah):
    sari.lihat(sari.alamat("data/"))
    return sari.kirim(isian(Peserta.objects.get(), **ubah))


def test_sari_corrects_her_data_and_the_trail_names_the_fields_not_the_values(sari):
    lama = Peserta.objects.get()
    perbaiki(sari, jabatan="Analis Hukum Ahli Madya", hp="0812-0000-7777")
    assert "Data telah disimpan." in sari.teks
    baru = Peserta.objects.get()
    assert (baru.jabatan, baru.diisi_peserta) == ("Analis Hukum Ahli Madya", ["hp", "jabatan"])
    assert sorted(KoreksiPeserta.objects.values_list("kolom", "lama", "baru")) == [
        ("hp", lama.hp, baru.hp),
        ("jabatan", lama.jabatan, "Analis Hukum Ahli Madya"),
    ]
    jejak = Jejak.objects.get(aksi="koreksi_peserta")
    assert jejak.tindakan == "memperbaiki data sendiri: jabatan, nomor ponsel"
    assert (jejak.pelaku, jejak.sebagai) == (baru.nama_lengkap, "Peserta Pelatihan")


def test_nothing_changed_leaves_no_trace(sari):
    perbaiki(sari)
    assert (KoreksiPeserta.objects.count(), Peserta.objects.get().diisi_peserta) == (0, [])


def test_the_number_of_identity_and_what_follows_from_it_cannot_be_sent(sari):
    lama = Peserta.objects.get()
    perbaiki(sari, nip="199001012015011001", tanggal_lahir="1990-01-01", status="non_asn")
    baru = Peserta.objects.get()
    assert (baru.nip, baru.tanggal_lahir, baru.status) == (
        lama.nip,
        lama.tanggal_lahir,
        lama.status,
    )
    assert "tanggal_lahir" not in KoreksiForm(peserta=baru).fields


@pytest.mark.parametrize(
    ("isi", "keluhan"),
    [
        pytest.param({"hp": "0812abcd"}, "Nomor ponsel tidak sah", id="K33-huruf"),
        pytest.param({"hp": "08" + "1" * 38}, "Nomor ponsel tidak sah", id="K33-40-digit"),
        pytest.param({"email": "sari@"}, "Alamat surel tidak sah", id="surel"),
        pytest.param({"email": ""}, "Surel wajib diisi.", id="surel-kosong"),
        pytest.param({"nama": "\u00a0\u200b"}, "Nama", id="nama-kosong"),
        pytest.param({"jabatan": "x" * 501}, "paling banyak 500", id="panjang"),
        pytest.param({"golongan": "Z/z"}, "", id="golongan"),
    ],
)
def test_a_faulty_field_comes_back_with_its_fault_and_nothing_is_saved(sari, isi, keluhan):
    perbaiki(sari, unit_kerja="Unit yang diketik", **isi)
    assert sari.halaman.status_code == 422
    assert keluhan in sari.teks
    assert "Unit yang diketik" in sari.teks
    assert KoreksiPeserta.objects.count() == 0


def test_a_date_that_is_not_in_the_calendar_is_told_at_the_field(sari):
    """K34: who has no NIP has a date of birth of their own to correct."""
    Peserta.objects.update(nip="", nrp="12345678", status="tni_polri")
    sari.konfirmasi.peserta.refresh_from_db()
    perbaiki(sari, tanggal_lahir="31-02-1985")
    assert sari.halaman.status_code == 422
    assert "Tanggal tidak sah" in sari.teks
    assert 'value="31-02-1985"' in sari.teks
    perbaiki(sari, tanggal_lahir="28-02-1985")
    assert KoreksiPeserta.objects.get().baru == "28 Februari 1985"


def test_line_ends_in_a_field_of_one_line_become_a_space(sari):
    """K11."""
    perbaiki(sari, jabatan="Analis\r\nHukum\x0b Ahli  Muda")
    assert Peserta.objects.get().jabatan == "Analis Hukum Ahli Muda"


def test_a_new_address_is_told_to_the_old_one_without_a_link(sari):
    lama = Peserta.objects.get().email
    perbaiki(sari, email="Sari.Baru@Contoh.Example")
    surat = Surel.objects.get(jenis="surel_diubah")
    assert (surat.kepada, surat.tautan) == (lama, "")
    assert Peserta.objects.get().email == "sari.baru@contoh.example"
    assert "sari.baru" not in surat.teks + surat.html
    assert "/k/" not in surat.teks
    assert "Tautan di atas" not in surat.teks


def test_a_proof_keeps_its_data_and_a_new_answer_shows_the_new_ones(sari):
    jawaban.jawab(sari.konfirmasi, pilihan="bersedia")
    sari.lihat(sari.alamat("data/"))
    assert "tetap memuat data lama" in sari.teks
    perbaiki(sari, jabatan="Kepala Seksi")
    lama = BuktiRegistrasi.objects.get()
    assert lama.dokumen.rekaman["peserta"]["jabatan"] != "Kepala Seksi"
    sari.lihat(sari.alamat("jawaban/"))
    sari.jawab("bersedia")
    baru = BuktiRegistrasi.objects.get(berlaku=True)
    assert (baru.revisi, baru.dokumen.rekaman["peserta"]["jabatan"]) == (1, "Kepala Seksi")
    jawaban.jawab(sari.konfirmasi, pilihan="bersedia", dilihat=baru.jawaban_id)
    assert BuktiRegistrasi.objects.count() == 2  # nothing was corrected since


def test_after_the_deadline_nothing_is_corrected(sari):
    sari.lihat(sari.alamat("data/"))
    batas_dari_sekarang(-1)
    sari.kirim(isian(Peserta.objects.get(), jabatan="Terlambat"))
    assert sari.halaman.status_code == 409
    assert "Registrasi telah ditutup" in sari.teks
    with pytest.raises(LangkahDitolak, match="Registrasi telah ditutup"):
        koreksi.perbaiki(sari.konfirmasi, data={"jabatan": "X"}, dilihat=timezone.now())


def test_newer_data_of_the_team_are_not_overwritten(sari, pelatihan):
    sari.lihat(sari.alamat("data/"))
    orang = Peserta.objects.get()
    orang.unit_kerja = "Kanwil Jawa Barat"
    orang.save()
    sari.kirim(isian(orang, unit_kerja="Kanwil Banten"))
    assert sari.halaman.status_code == 422
    assert "Data telah diubah dari halaman lain" in sari.teks
    assert Peserta.objects.get().unit_kerja == "Kanwil Jawa Barat"


def test_budi_sees_old_and_new_and_a_mark_in_the_list(sari, pelatihan, client, budi, ratna):
    perbaiki(sari, jabatan="Kepala Seksi Pelayanan")
    orang = Peserta.objects.get()
    client.force_login(budi)
    halaman = client.get(orang.get_absolute_url()).content.decode()
    assert "Diperbarui oleh Peserta" in halaman
    assert halaman.count("Kepala Seksi Pelayanan") == 2  # among the facts, and as what it became
    daftar = client.get(f"/pelatihan/{pelatihan.kode}/peserta/").content.decode()
    assert "Diperbarui oleh peserta" in daftar
    client.force_login(ratna)
    assert "Sebagian data telah diperbaiki" in client.get(orang.get_absolute_url()).content.decode()
