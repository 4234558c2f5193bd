"""Budi takes an import back: what it did goes, what others did since stays and is named."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pelatihan.sop import Tahap
from peserta import alur, urungan
from peserta.models import Peserta, Unggahan
from peserta.tests.berkas_keras import SARI, TOGAR, ganti
from peserta.tests.test_impor_ulang import RAHMA, banyak, impor, isi, kalimat
from peserta.tests.test_lomba import serentak

pytestmark = pytest.mark.django_db


@pytest.fixture
def p(pelatihan_di):
    return pelatihan_di(Tahap.PENYIAPAN)


@pytest.fixture
def meja(client, budi):
    client.force_login(budi)
    return client


def alamat(p, ekor):
    return f"/pelatihan/{p.kode}/peserta/impor/{ekor}"


def urungkan(meja, p, berkas=None):
    """Press the button of the newest import. Returns the page it leads to."""
    pk = (berkas or Unggahan.objects.latest("pk")).pk
    return meja.post(alamat(p, f"{pk}/urungkan/"), follow=True)


def test_an_import_that_did_nothing_offers_nothing_to_take_back(meja, p, budi):
    impor(meja, p, SARI)
    impor(meja, p, SARI)  # a second tab held the same preview
    (kosong, _) = meja.get(alamat(p, "riwayat/")).context["halaman"]
    assert (kosong.jumlah_baru, kosong.jumlah_berubah) == (0, 0)
    assert kosong.halangan == urungan.TANPA_ISI
    assert urungan.TANPA_ISI in kalimat(urungkan(meja, p, kosong))
    assert Peserta.objects.count() == 1


def test_a_wrong_list_is_taken_back_whole(meja, p, budi):
    impor(meja, p, SARI)
    sebelum = isi(p)
    daftar = impor(meja, p, ganti(SARI, unit="Kanwil NTT", tanggal="18-04-1990"), TOGAR, RAHMA)
    assert f'<a href="{alamat(p, "riwayat/")}">Riwayat Impor</a>' in kalimat(daftar)

    # The list of imports names both; the panel says what will happen before it happens.
    riwayat = meja.get(alamat(p, "riwayat/"))
    assert [(b.jumlah_baru, b.jumlah_berubah) for b in riwayat.context["halaman"]] == [
        (2, 1),
        (1, 0),
    ]
    berkas = Unggahan.objects.latest("pk")
    panel = kalimat(meja.get(alamat(p, f"{berkas.pk}/urungkan/")))
    assert "2 peserta yang ditambahkan oleh impor ini dihapus dari daftar." in panel
    assert "Data 1 peserta dikembalikan seperti sebelum impor." in panel
    assert Peserta.objects.count() == 3

    sesudah = urungkan(meja, p)
    assert isi(p) == sebelum
    assert (
        "Impor Daftar.xlsx telah diurungkan. 2 peserta dihapus dan data 1 peserta dikembalikan."
    ) in kalimat(sesudah)
    berkas.refresh_from_db()
    assert (berkas.diurungkan_oleh, berkas.perubahan) == (budi, None)
    assert p.jejak.last().tindakan == (
        "mengurungkan impor Daftar.xlsx: 2 peserta dihapus, data 1 peserta dikembalikan"
    )


def test_imports_are_taken_back_one_after_the_other_like_a_stack(meja, p):
    impor(meja, p, SARI, TOGAR)
    impor(meja, p, ganti(SARI, unit="Kanwil NTT"), TOGAR)
    kedua, pertama = Unggahan.objects.order_by("-pk")
    urungkan(meja, p, kedua)
    assert Peserta.objects.get(nip=SARI[0]).unit_kerja == "Kanwil Bali"
    urungkan(meja, p, pertama)
    assert Peserta.objects.count() == 0


def test_who_was_edited_or_cancelled_since_stays_and_is_named(meja, p, budi):
    impor(meja, p, SARI, TOGAR, RAHMA)
    sari, togar = Peserta.objects.get(nip=SARI[0]), Peserta.objects.get(nip=TOGAR[0])
    alur.ubah(sari, oleh=budi, data={"jabatan": "Penyuluh Hukum"})
    alur.batalkan(togar, oleh=budi, alasan="Mutasi")
    tetap = (
        "Tetap dalam daftar karena sudah diubah sesudah impor: Sari Wirastiti, S.H.; "
        "Togar Simanjuntak."
    )
    berkas = Unggahan.objects.get()
    assert tetap in kalimat(meja.get(alamat(p, f"{berkas.pk}/urungkan/")))
    assert tetap in kalimat(urungkan(meja, p))
    assert list(Peserta.objects.urut_nama()) == [sari, togar]


def test_a_cell_that_was_changed_again_keeps_the_newer_value(meja, p, budi):
    impor(meja, p, SARI)
    impor(meja, p, ganti(SARI, unit="Kanwil NTT", jabatan="Penyuluh Hukum"))
    sari = Peserta.objects.get()
    alur.ubah(sari, oleh=budi, data={"unit_kerja": "Kanwil Papua"})
    halaman = urungkan(meja, p)
    assert (
        "Tidak dikembalikan karena sudah diubah sesudah impor: Unit Kerja Sari Wirastiti, S.H."
    ) in kalimat(halaman)
    sari.refresh_from_db()
    assert (sari.unit_kerja, sari.jabatan) == ("Kanwil Papua", "Analis Hukum")


def test_where_everything_was_changed_since_nothing_is_taken_back(meja, p, budi):
    impor(meja, p, SARI)
    alur.ubah(Peserta.objects.get(), oleh=budi, data={"jabatan": "Penyuluh Hukum"})
    assert urungan.TANPA_SISA in kalimat(urungkan(meja, p))
    assert Unggahan.objects.get().diurungkan_pada is None


def test_a_person_taken_back_onto_the_list_is_off_it_again(meja, p, budi):
    impor(meja, p, SARI, TOGAR)
    alur.batalkan(Peserta.objects.get(nip=SARI[0]), oleh=budi, alasan="Mutasi")
    sebelum = isi(p)
    impor(meja, p, ganti(SARI, unit="Kanwil NTT"), TOGAR, aktifkan=[2])
    assert Peserta.objects.aktif().count() == 2
    urungkan(meja, p)
    assert isi(p) == sebelum


def test_a_second_click_is_told_and_changes_nothing(meja, p):
    impor(meja, p, SARI)
    urungkan(meja, p)
    impor(meja, p, SARI)
    pertama = Unggahan.objects.order_by("pk").first()
    assert urungan.SUDAH in kalimat(urungkan(meja, p, pertama))
    assert Peserta.objects.count() == 1
    assert p.jejak.filter(tindakan__startswith="mengurungkan").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_take_it_back_once(meja, p, budi):
    impor(meja, p, SARI, TOGAR)
    berkas = Unggahan.objects.get()
    hasil = serentak(lambda _: urungan.urungkan(berkas, oleh=budi), range(2))
    assert sum(isinstance(h, urungan.SudahDiurungkan) for h in hasil) == 1
    assert Peserta.objects.count() == 0


def test_once_somebody_was_invited_it_stays(meja, pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI)
    impor(meja, p, TOGAR)
    riwayat = meja.get(alamat(p, "riwayat/"))
    assert urungan.DIUNDANG in kalimat(riwayat)
    assert "urungkan/" not in kalimat(riwayat)
    assert urungan.DIUNDANG in kalimat(urungkan(meja, p))
    assert Peserta.objects.filter(nip=TOGAR[0]).exists()


def test_an_update_of_somebody_invited_stays_too(meja, pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI)
    impor(meja, p, TOGAR)
    impor(meja, p, ganti(TOGAR, unit="Kanwil NTT"))
    (b, _) = meja.get(alamat(p, "riwayat/")).context["halaman"]
    assert b.halangan == urungan.DIUNDANG
    urungkan(meja, p)
    assert Peserta.objects.get(nip=TOGAR[0]).unit_kerja == "Kanwil NTT"


def test_after_the_registration_the_history_can_be_read_and_nothing_taken_back(
    meja, p, budi, pelatihan_di
):
    lain = pelatihan_di(Tahap.PENGOLAHAN, kode="PF-PH")
    Unggahan.objects.create(
        pelatihan=lain,
        oleh=budi,
        nama_berkas="Lama.xlsx",
        disimpan_pada=timezone.now(),
        jumlah_baru=1,
    )
    riwayat = kalimat(meja.get(alamat(lain, "riwayat/")))
    assert "Data peserta tidak dapat lagi diubah pada tahap ini." in riwayat
    assert "tidak dapat dilakukan" in kalimat(urungkan(meja, lain))


def test_whose_it_is(client, meja, p, citra, dodi, pelatihan_di):
    impor(meja, p, SARI)
    pk = Unggahan.objects.get().pk
    lain = pelatihan_di(Tahap.PENYIAPAN, kode="PF-PH")
    assert meja.post(alamat(lain, f"{pk}/urungkan/")).status_code == 404
    kode = {}
    for siapa in (citra, dodi):
        client.force_login(siapa)
        kode[siapa.username] = (
            client.get(alamat(p, "riwayat/")).status_code,
            client.post(alamat(p, f"{pk}/urungkan/")).status_code,
        )
    assert kode == {"citra": (403, 403), "dodi": (404, 404)}
    assert Peserta.objects.count() == 1


def test_a_preview_that_was_never_saved_is_no_import(meja, p, budi):
    berkas = Unggahan.objects.create(pelatihan=p, oleh=budi, nama_berkas="Belum.xlsx")
    assert meja.post(alamat(p, f"{berkas.pk}/urungkan/")).status_code == 404
    assert "Belum ada impor" in kalimat(meja.get(alamat(p, "riwayat/")))


def test_the_history_costs_as_little_for_many_imports(meja, pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI)
    ongkos = []
    for unit in ("A", "B", "C", "D"):
        impor(meja, p, *banyak(3, unit=unit))
        with CaptureQueriesContext(connection) as kueri:
            meja.get(alamat(p, "riwayat/"))
        ongkos.append(len(kueri))
    assert ongkos[1] == ongkos[3]
