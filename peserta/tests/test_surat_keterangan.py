"""Sari cannot come, and adds the letter of her doctor to the answer."""

import pytest

from laporan.bahan_contoh import contoh_peserta
from pelatihan.sop import Tahap
from peserta import jawaban
from peserta.arsip import jumlah_arsip
from peserta.daftar_dukung import SARING, SaringanDukung
from peserta.models import BerkasDukung
from peserta.tests import berkas_jahat as jahat
from peserta.tests.pengunjung import undangan
from peserta.tests.penyerah import Penyerah

KODE = "SURAT_KETERANGAN"


@pytest.fixture
def pelatihan(pelatihan_di):
    return pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(2))


@pytest.fixture
def sari(pelatihan):
    konfirmasi = undangan(pelatihan)[0]
    jawaban.jawab(konfirmasi, pilihan="tidak_bersedia", alasan="SAKIT")
    return Penyerah.masuk(konfirmasi)


def test_the_letter_is_offered_taken_and_taken_back(sari):
    assert "Surat Keterangan (opsional)" in sari.lihat(sari.alamat()).content.decode()
    sari.unggah(dokumen=KODE)
    (surat,) = sari.halaman.context["dokumen"]
    assert "Surat keterangan: berkas telah diterima." in sari.teks
    assert (surat.kode, surat.lencana[0]) == (KODE, "Diterima")
    sama = sari.unggah(dokumen=KODE)
    assert "Berkas yang sama sudah diunggah" in sama.context["salah"][0][1]
    tolak = sari.unggah(b"<html>", dokumen=KODE, nama="surat.pdf")
    assert (tolak.status_code, len(sari.berkas)) == (422, 1)
    sari.hapus(1)
    assert sari.berkas == []


def test_who_comes_has_no_place_for_it(pelatihan):
    k = undangan(pelatihan)[1]
    jawaban.jawab(k, pilihan="bersedia")
    tono = Penyerah.masuk(k)
    assert KODE not in [d.kode for d in tono.halaman.context["dokumen"]]
    tolak = tono.unggah(dokumen=KODE)
    assert (tolak.status_code, tono.berkas) == (409, [])
    assert "hanya diterima dari peserta yang menyatakan tidak bersedia" in tono.teks


def test_only_those_who_work_on_it_may_read_it_and_no_list_or_archive_holds_it(
    sari, pelatihan, client, orang
):
    """Also after she has found that she can come."""
    sari.unggah(dokumen=KODE)
    (berkas,) = sari.berkas
    alamat = f"/pelatihan/{pelatihan.kode}/data-dukung/{berkas.pk}/"
    semua = [alamat, f"{alamat}gambar/", f"{alamat}unduh/"]

    def status(nama):
        client.force_login(getattr(orang, nama))
        return [client.get(a).status_code for a in semua]

    assert {n: status(n) for n in ("tim", "ketua", "kepala", "tim2")} == {
        "tim": [200] * 3,
        "ketua": [200] * 3,
        "kepala": [404] * 3,
        "tim2": [404] * 3,
    }
    client.force_login(orang.tim)
    assert "Nyatakan Sesuai" not in client.get(alamat).content.decode()
    assert client.post(f"{alamat}sesuai/").status_code == 404
    rincian = client.get(sari.konfirmasi.peserta.get_absolute_url()).content.decode()
    assert alamat in rincian
    client.force_login(orang.kepala)
    rincian = client.get(sari.konfirmasi.peserta.get_absolute_url()).content.decode()
    assert alamat not in rincian
    garis = pelatihan.jejak.filter(aksi="lihat_dukung")
    assert {g.pelaku for g in garis} == {str(orang.tim), str(orang.ketua)}

    k = undangan(pelatihan)[0]
    jawaban.jawab(k, pilihan="bersedia", dilihat=k.bukti_berlaku.jawaban_id)
    saring = SaringanDukung()
    assert [b.dokumen.kode for b in BerkasDukung.objects.all()] == [KODE]
    assert list(saring.berkas(pelatihan)) == []
    assert {n: saring.hitung(pelatihan)[n] for n in SARING} == {
        "": 1,
        "periksa": 0,
        "perbaikan": 0,
        "kurang": 1,
        "lengkap": 0,
    }
    with pytest.raises(Exception, match="Belum ada berkas"):
        jumlah_arsip(pelatihan, saring)


def test_two_letters_may_stand(sari):
    sari.unggah(dokumen=KODE)
    sari.unggah(jahat.pdf(2), dokumen=KODE)
    assert [b.urut for b in sari.berkas] == [1, 2]
