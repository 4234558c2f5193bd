"""Steps 1 and 2 as the Kepala Pusat and the Ketua live them: sent, read, withdrawn, handed over."""

import datetime as dt
import uuid
from pathlib import Path

import pytest
from django.utils import timezone

from laporan.bahan_contoh import isian_penugasan
from pelatihan import penugasan, serah_terima
from pelatihan.models import Pelatihan, Petugas
from pelatihan.sop import Tahap
from pengguna.models import Keanggotaan, KepalaPusat, Pengguna, TimKerja
from surel.models import Surel

pytestmark = pytest.mark.django_db


def formulir(ubah=None, **lain):
    """What Ratna's browser sends for step 1."""
    tim = TimKerja.objects.get(nama="Tim Kerja Pelatihan Fungsional")
    isian = isian_penugasan("Pelatihan Fungsional Analis Hukum Ahli Muda", tim.pk)
    for nama in ("nota_tanggal", "mulai", "selesai"):
        isian[nama] = isian[nama].isoformat()
    for nama in ("nota_diterima_pada", "batas_waktu"):
        isian[nama] = timezone.localtime(isian[nama]).strftime("%Y-%m-%dT%H:%M")
    del isian["nota_berkas"]
    return {**isian, "permintaan": str(uuid.uuid4()), **(ubah or {}), **lain}


def test_ratna_sends_a_training_of_her_own_to_citra(client, ratna, citra):
    client.force_login(ratna)
    jawab = client.post("/pelatihan/baru/", formulir(kirim="1"))

    p = Pelatihan.objects.get()
    assert (jawab.status_code, jawab.url) == (302, p.get_absolute_url())
    assert p.tahap == Tahap.DISPOSISI_KETUA
    lembar = p.disposisi.get()
    assert [t.pengguna for t in lembar.penerima.all()] == [citra]
    tahun = timezone.localdate().year
    assert p.nota_dinas.agenda == f"0001/ND/{tahun}"
    assert lembar.dokumen.nomor == f"0001/ND/{tahun}"
    surat = Surel.objects.get()
    assert (surat.kepada, surat.judul) == (
        "citra@contoh.example",
        "[E-Registrasi] Disposisi Baru: Registrasi Peserta Pelatihan Fungsional Analis Hukum "
        "Ahli Muda melalui Laman E-Registrasi",
    )
    assert surat.berkas == [f"dokumen:{lembar.dokumen_id}"]
    assert [str(j) for j in p.jejak.all()] == [
        "Dr. Ratna Wulandari, S.H., M.H. (Kepala Pusat) mengirim disposisi kepada "
        "Citra Lestari, S.H., M.Si."
    ]


def test_a_letter_of_the_year_one_is_a_slip_of_the_keys(client, ratna):
    client.force_login(ratna)
    isian = formulir(kirim="1", nota_tanggal="0001-01-01", nota_diterima_pada="0001-01-01T00:00")
    jawab = client.post("/pelatihan/baru/", isian)
    assert jawab.status_code == 200
    assert {nama: len(salah) for nama, salah in jawab.context["form"].errors.items()} == {
        "nota_tanggal": 1,
        "nota_diterima_pada": 1,
    }
    assert not Pelatihan.objects.exists()


def test_the_same_page_sent_twice_makes_one_training_and_says_so(client, ratna):
    client.force_login(ratna)
    isian = formulir(kirim="1")
    client.post("/pelatihan/baru/", isian)
    p = Pelatihan.objects.get()

    jawab = client.post("/pelatihan/baru/", isian, follow=True)

    assert Pelatihan.objects.count() == 1
    assert Surel.objects.count() == 1
    assert jawab.redirect_chain == [(p.get_absolute_url(), 302)]
    assert "Penugasan ini sudah dikirim." in jawab.content.decode()


def test_a_faulty_page_comes_back_with_every_fault_and_all_that_was_typed(client, ratna):
    client.force_login(ratna)
    besok = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    kirim = formulir(
        kirim="1",
        nota_nomor="",
        angkatan="4",
        nota_tanggal=besok,
        instruksi=[],
        selesai="2020-01-01",
    )

    halaman = client.post("/pelatihan/baru/", kirim)

    assert Pelatihan.objects.count() == 0
    galat = halaman.context["form"].errors
    assert {nama: list(isi) for nama, isi in galat.items()} == {
        "nota_nomor": ["Nomor Nota Dinas wajib diisi."],
        "angkatan": ["Tulis angkatan dengan angka Romawi, misalnya IV."],
        "nota_tanggal": ["Tanggal nota dinas berada di masa depan."],
        "instruksi": ["Pilih paling sedikit satu instruksi."],
        "selesai": ["Tanggal selesai tidak boleh mendahului tanggal mulai."],
    }
    assert kirim["nota_hal"] in halaman.content.decode()


def test_a_draft_waits_for_ratna_alone_and_is_sent_later(client, ratna, citra):
    client.force_login(ratna)
    client.post("/pelatihan/baru/", formulir({"nota_nomor": "", "tim_kerja": ""}, draf="1"))
    p = Pelatihan.objects.get()
    assert p.tahap == Tahap.DISPOSISI_KEPALA
    assert Surel.objects.count() == 0
    client.force_login(citra)
    assert client.get(p.get_absolute_url()).status_code == 404

    client.force_login(ratna)
    alamat = f"{p.get_absolute_url()}tugaskan-ketua/"
    assert client.get(alamat).context["form"].initial["nama"] == p.nama
    client.post(alamat, formulir(kirim="1", permintaan=str(p.permintaan)))

    p.refresh_from_db()
    assert p.tahap == Tahap.DISPOSISI_KETUA


def test_a_scan_that_is_no_pdf_is_refused_in_words(client, ratna):
    client.force_login(ratna)
    with Path(__file__).open("rb") as bukan_pdf:
        halaman = client.post("/pelatihan/baru/", formulir(kirim="1", nota_berkas=bukan_pdf))
    assert halaman.context["form"].errors["nota_berkas"] == [
        "Jenis berkas tidak didukung. Gunakan PDF."
    ]


def test_citra_hands_it_on_to_budi_with_the_same_nota_dinas(client, pelatihan_di, citra, budi):
    p = pelatihan_di(Tahap.DISPOSISI_KETUA)
    client.force_login(citra)
    client.post(
        f"{p.get_absolute_url()}tugaskan-tim/",
        {"kepada": [budi.pk], "instruksi": ["Laporkan hasilnya"], "sifat": "segera"},
    )

    p.refresh_from_db()
    assert p.tahap == Tahap.PENYIAPAN
    pertama, kedua = p.disposisi.order_by("tingkat")
    assert kedua.induk == pertama
    assert pertama.dokumen.rekaman["nota"] == kedua.dokumen.rekaman["nota"]
    assert (pertama.dokumen.nomor, pertama.penerima.get().status[0]) == (
        kedua.dokumen.nomor,
        "Selesai Ditindaklanjuti",
    )
    assert Surel.objects.get(jenis="disposisi_tim").kepada == "budi@contoh.example"


def test_dodi_of_the_other_team_cannot_be_chosen(client, pelatihan_di, citra, dodi):
    p = pelatihan_di(Tahap.DISPOSISI_KETUA)
    client.force_login(citra)
    halaman = client.post(
        f"{p.get_absolute_url()}tugaskan-tim/",
        {"kepada": [dodi.pk], "instruksi": ["Laporkan hasilnya"], "sifat": "segera"},
    )
    assert list(halaman.context["form"].errors) == ["kepada"]


def test_reading_is_stamped_once_and_only_for_the_recipient(client, pelatihan_di, ratna, citra):
    p = pelatihan_di(Tahap.DISPOSISI_KETUA)
    lembar = p.disposisi.get()
    client.force_login(ratna)
    client.get(lembar.get_absolute_url())
    client.force_login(citra)
    client.get("/")
    client.get(p.get_absolute_url())
    assert lembar.penerima.get().status[0] == "Belum Dibaca"

    client.get(lembar.get_absolute_url())
    dibaca = lembar.penerima.get().dibaca_pada
    client.get(lembar.get_absolute_url())

    assert lembar.penerima.get().status[0] == "Sudah Dibaca"
    assert lembar.penerima.get().dibaca_pada == dibaca


@pytest.fixture
def sari(orang, citra):
    """Sari joins Citra's team."""
    akun = Pengguna.objects.create_user("sari", "sari@contoh.example", "x", nama="Sari Dewi, S.H.")
    tim = Keanggotaan.objects.get(pengguna=citra).tim
    Keanggotaan.objects.create(tim=tim, pengguna=akun, mulai=timezone.now() - dt.timedelta(days=1))
    return akun


def test_work_is_reassigned_and_both_are_told(pelatihan_di, citra, budi, sari):
    p = pelatihan_di(Tahap.REGISTRASI)
    penugasan.alihkan_tim(
        p, oleh=citra, kepada=[sari], instruksi=["Laporkan hasilnya"], sifat="segera"
    )

    assert [t.pengguna for t in p.petugas.filter(sampai=None)] == [sari]
    assert not Pelatihan.objects.terlihat_oleh(budi).exists()
    surat = Surel.objects.filter(jenis__in=["penugasan_dialihkan", "disposisi_tim"])
    assert sorted(surat.values_list("jenis", "kepada")) == [
        ("disposisi_tim", "budi@contoh.example"),
        ("disposisi_tim", "sari@contoh.example"),
        ("penugasan_dialihkan", "budi@contoh.example"),
    ]


def test_budi_leaves_and_his_open_tasks_pass_to_sari_by_name(pelatihan_di, budi, sari):
    p = pelatihan_di(Tahap.PENYIAPAN)
    duduk = Keanggotaan.objects.get(pengguna=budi)
    duduk.sampai, duduk.diteruskan_kepada = timezone.now(), sari
    duduk.save()

    serah_terima.jalankan()
    serah_terima.jalankan()

    assert [t.pengguna for t in Petugas.objects.filter(sampai=None)] == [sari]
    assert p.jejak.last().tindakan == (
        "meneruskan tugas Tim Kerja dari Budi Santoso, S.Kom. kepada Sari Dewi, S.H."
    )
    assert Surel.objects.filter(jenis="serah_terima").count() == 1


def test_a_new_ketua_takes_over_what_the_old_one_left(pelatihan_di, citra, sari, budi):
    p = pelatihan_di(Tahap.PEMERIKSAAN)
    lama = Keanggotaan.objects.get(pengguna=citra)
    lama.sampai = timezone.now()
    lama.save()
    Keanggotaan.objects.filter(pengguna=sari).update(sampai=lama.sampai)
    Keanggotaan.objects.create(tim=lama.tim, pengguna=sari, sebagai="ketua", mulai=lama.sampai)

    serah_terima.jalankan()

    assert not Pelatihan.objects.terlihat_oleh(citra).exists()
    assert list(Pelatihan.objects.terlihat_oleh(sari)) == [p]
    assert p.jejak.last().tindakan == (
        "meneruskan tugas Ketua Tim Kerja dari Citra Lestari, S.H., M.Si. kepada Sari Dewi, S.H."
    )


def test_a_plh_acts_in_their_own_name_and_not_a_minute_longer(client, orang, erna, citra):
    kini = timezone.now()
    jabatan = KepalaPusat.objects.create(
        pengguna=erna, awalan="Plh.", mulai=kini - dt.timedelta(hours=1), nomor_sk="SEK-12/2026"
    )
    client.force_login(erna)
    client.post("/pelatihan/baru/", formulir(kirim="1"))
    p = Pelatihan.objects.get()
    lembar = p.disposisi.get()
    assert (lembar.dari, lembar.sebagai) == (erna, "Plh. Kepala Pusat")
    assert lembar.dokumen.rekaman["dari"]["jabatan"] == "Plh. Kepala Pusat"
    assert lembar.dokumen.rekaman["dari"]["sk"] == "SEK-12/2026"
    assert p.jejak.last().mewakili == "Dr. Ratna Wulandari, S.H., M.H."

    jabatan.sampai = timezone.now()
    jabatan.save()

    # the same form now only prepares: nothing leaves it in anybody's name
    client.post("/pelatihan/baru/", formulir(kirim="1"))
    assert Pelatihan.objects.exclude(pk=p.pk).get().tahap == Tahap.DISPOSISI_KEPALA
    assert client.get(p.get_absolute_url()).status_code == 404
