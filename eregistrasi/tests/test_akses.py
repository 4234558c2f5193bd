"""Who gets through which door: every address, walked by everybody who has no business there."""

import itertools

import pytest
from django.apps import apps
from django.test import Client

from eregistrasi.tests.peta import semua_alamat
from pelatihan.sop import Tahap

pytestmark = pytest.mark.django_db

# What is meant to be open to the world. A new page is private until it is written down here.
TERBUKA = {
    "masuk",
    "lupa_sandi",
    "atur_sandi",
    "warna",
    "tautan",
    "konfirmasi:lihat",
    "konfirmasi:jawaban",
    "konfirmasi:kirim",
    "konfirmasi:data",
    "konfirmasi:minta_buka",
    "konfirmasi:sanggah",
    "tautan_lagi",
    "tautan_uji",
    "konfirmasi:bukti",
    "konfirmasi:surat",
    "konfirmasi:dukung",
    "konfirmasi:unggah",
    "konfirmasi:berkas",
    "konfirmasi:tarik",
    "konfirmasi:kalender",
    "konfirmasi:usul",
    "panduan:peserta",
    "panduan:peserta_pdf",
    "tautan_unit",
    "unit:lihat",
    "unit:usul",
    "pelatihan:periksa",
    "pelatihan:periksa_kode",
    "pelatihan:cocokkan",
    "pelatihan:kunci",
    "pelatihan:kunci_pem",
    "sehat_hidup",
    "sehat_siap",
    "favicon.ico",
    "robots.txt",
    "aksesibilitas",
}


def milik_pelatihan(p):
    return [(n, a) for n, a in semua_alamat(p) if a.startswith(f"/pelatihan/{p.kode}/")]


def test_a_stranger_is_sent_to_the_sign_in_page_from_all_but_the_open_pages(client, pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI)
    terbuka = set()
    for nama, alamat in semua_alamat(p):
        jawab = client.get(alamat)
        tujuan = jawab.headers.get("Location", "")
        if not tujuan.startswith("/masuk/?next="):
            terbuka.add(nama)
        assert jawab.status_code < 500, alamat
    assert terbuka == TERBUKA


@pytest.mark.parametrize("tahap", [Tahap.DISPOSISI_KEPALA, Tahap.REGISTRASI, Tahap.PENYAMPAIAN])
@pytest.mark.parametrize("nama", ["ketua2", "tim2", "admin"])
def test_nothing_of_another_team_exists_for_outsiders(nama, tahap, client, pelatihan_di, orang):
    p = pelatihan_di(tahap)
    client.force_login(getattr(orang, nama))
    jawab = {
        (cara, alamat): getattr(client, cara)(alamat).status_code
        for (_, alamat), cara in itertools.product(milik_pelatihan(p), ("get", "post"))
    }
    assert {k: v for k, v in jawab.items() if v not in (404, 405)} == {}
    # for each address one of the two methods got as far as the door and was told "not found"
    assert {a for (_, a), v in jawab.items() if v == 404} == {a for _, a in milik_pelatihan(p)}


def test_a_draft_exists_for_the_kepala_alone(client, pelatihan_di, orang):
    p = pelatihan_di(Tahap.DISPOSISI_KEPALA)
    for akun in (orang.ketua, orang.tim):
        client.force_login(akun)
        assert client.get(p.get_absolute_url()).status_code == 404


STAF = {"kepala", "ketua", "tim"}
# The address of each act, the stage at which it is open, and whose it is (one or more).
TINDAKAN = {
    "tugaskan-ketua/": (Tahap.DISPOSISI_KEPALA, "kepala"),
    "tunda/": (Tahap.REGISTRASI, "kepala"),
    "lanjutkan/": (Tahap.DITUNDA, "kepala"),
    "batalkan/": (Tahap.REGISTRASI, "kepala"),
    "siapkan-draf/": (Tahap.PENYIAPAN, "tim"),
    "tugaskan-tim/": (Tahap.DISPOSISI_KETUA, "ketua"),
    "alihkan-tim/": (Tahap.PENYIAPAN, "ketua"),
    "lengkapi/": (Tahap.PENYIAPAN, "tim"),
    "salin/": (Tahap.PENYIAPAN, "tim"),
    "peserta/tambah/": (Tahap.PENYIAPAN, "tim"),
    "peserta/impor/": (Tahap.PENYIAPAN, "tim"),
    "peserta/buka-registrasi/": (Tahap.PENYIAPAN, "tim"),
    "peserta/{orang}/ubah/": (Tahap.REGISTRASI, "tim"),
    "peserta/{orang}/batalkan/": (Tahap.REGISTRASI, "tim"),
    "peserta/{orang}/aktifkan/": (Tahap.REGISTRASI, "tim"),
    "peserta/impor/1/urungkan/": (Tahap.PENYIAPAN, "tim"),
    "peserta/{orang}/tautan/": (Tahap.REGISTRASI, "tim"),
    "peserta/{orang}/cabut-tautan/": (Tahap.REGISTRASI, "tim"),
    "peserta/{orang}/kirim-ulang/": (Tahap.REGISTRASI, "tim"),
    "peserta/{orang}/slip/": (Tahap.REGISTRASI, "tim"),
    "peserta/{orang}/catat-konfirmasi/": (Tahap.REGISTRASI, "tim"),
    "peserta/tautan/": (Tahap.REGISTRASI, "tim"),
    "peserta/perpanjang-batas/": (Tahap.REGISTRASI, "tim"),
    "peserta/permintaan/0/buka/": (Tahap.REGISTRASI, "tim"),
    "peserta/permintaan/0/tolak/": (Tahap.REGISTRASI, "tim"),
    "peserta/sanggahan/0/": (Tahap.REGISTRASI, "tim"),
    "peserta/pengingat-otomatis/atur/": (Tahap.REGISTRASI, "tim"),
    "peserta/batalkan-pengiriman/": (Tahap.REGISTRASI, "tim"),
    "peserta/templat-surel/undangan/": (Tahap.REGISTRASI, "tim"),
    "peserta/kirim-pengingat/": (Tahap.REGISTRASI, "tim"),
    "peserta/kirim-ulang/": (Tahap.REGISTRASI, "tim"),
    "peserta/batalkan/": (Tahap.REGISTRASI, "tim"),
    "peserta/pengganti/tambah/": (Tahap.REGISTRASI, "tim"),
    "peserta/pengganti/0/panggil/": (Tahap.REGISTRASI, "tim"),
    "peserta/pengganti/0/tolak/": (Tahap.REGISTRASI, "tim"),
    "peserta/pengganti/0/naik/": (Tahap.REGISTRASI, "tim"),
    "peserta/unit/buat/": (Tahap.REGISTRASI, "tim"),
    "peserta/unit/0/tautan/": (Tahap.REGISTRASI, "tim"),
    "peserta/unit/0/perbarui/": (Tahap.REGISTRASI, "tim"),
    "peserta/unit/0/cabut/": (Tahap.REGISTRASI, "tim"),
    "peserta/{orang}/nip/": (Tahap.REGISTRASI, "tim ketua"),
    "disposisi/{lembar}/tarik/": (Tahap.DISPOSISI_KETUA, "kepala"),
    "data-dukung/0/sesuai/": (Tahap.REGISTRASI, "tim"),
    "data-dukung/0/perbaikan/": (Tahap.REGISTRASI, "tim"),
    "peserta/tutup-registrasi/": (Tahap.REGISTRASI, "tim"),
    "laporan/susun/": (Tahap.PENGOLAHAN, "tim"),
    "laporan/ajukan/": (Tahap.PENGOLAHAN, "tim"),
    "laporan/pratinjau/": (Tahap.PENGOLAHAN, "tim"),
    "laporan/sampaikan/": (Tahap.PEMERIKSAAN, "ketua"),
    "laporan/kembalikan/": (Tahap.PEMERIKSAAN, "ketua"),
    "laporan/catatan/": (Tahap.PEMERIKSAAN, "ketua"),
    "laporan/catatan/0/hapus/": (Tahap.PEMERIKSAAN, "ketua"),
    "laporan/minta-penjelasan/": (Tahap.PENYAMPAIAN, "kepala"),
    "laporan/jawab-penjelasan/": (Tahap.PENYAMPAIAN, "ketua"),
    "laporan/terima/": (Tahap.PENYAMPAIAN, "kepala"),
    "laporan/kembalikan-ketua/": (Tahap.PENYAMPAIAN, "kepala"),
}


@pytest.mark.parametrize("alamat", TINDAKAN)
def test_another_role_in_the_same_training_is_told_it_may_not(alamat, client, pelatihan_di, orang):
    tahap, pelaku = TINDAKAN[alamat]
    lain = STAF - set(pelaku.split())
    p = pelatihan_di(tahap)
    isi = {"orang": getattr(p.peserta.first(), "pk", 0), "lembar": p.disposisi.first().pk}
    jawab = {}
    for nama in lain:
        client.force_login(getattr(orang, nama))
        jawab[nama] = client.post(p.get_absolute_url() + alamat.format(**isi)).status_code
    tersembunyi = {nama: 404 for nama in STAF if tahap == Tahap.DISPOSISI_KEPALA} | (
        {"tim": 404} if tahap == Tahap.DISPOSISI_KETUA else {}
    )
    assert jawab == {nama: tersembunyi.get(nama, 403) for nama in lain}


def test_no_form_is_taken_without_its_token(pelatihan_di, orang):
    p = pelatihan_di(Tahap.REGISTRASI)
    client = Client(enforce_csrf_checks=True)
    client.force_login(orang.tim)
    # who has lost the link may have lost the cookies, and that form is bound to no browser
    semua = [(n, a) for n, a in semua_alamat(p) if n != "tautan_lagi"]
    status = {alamat: client.post(alamat).status_code for _, alamat in semua}
    assert {a: s for a, s in status.items() if s not in (403, 405)} == {}


LEWATI = {"Session", "AccessAttempt", "AccessLog", "Detak", "Pengguna"}  # Pengguna: last_login

TAK_DIBANDINGKAN = {"dibaca_pada", "isi"}  # the receipt of reading; bytes stand beside their hash


def isi_basis_data():
    """Every row of every table, but for what a GET may write."""
    semua = {}
    for m in apps.get_models():
        if m.__name__ not in LEWATI:
            kolom = [f.attname for f in m._meta.concrete_fields if f.name not in TAK_DIBANDINGKAN]
            semua[m._meta.label] = sorted(map(str, m.objects.values_list(*kolom)))
    return semua


@pytest.mark.parametrize("tahap", [Tahap.PENYIAPAN, Tahap.REGISTRASI, Tahap.SELESAI])
def test_looking_at_pages_changes_nothing(tahap, client, pelatihan_di, orang):
    p = pelatihan_di(tahap)
    for d in p.dokumen.all():  # a paper is made by whoever asks first; that has happened
        client.force_login(orang.kepala)
        client.get(d.get_absolute_url())
    sebelum = isi_basis_data()
    for nama in ("kepala", "ketua", "tim", "admin"):
        client.force_login(getattr(orang, nama))
        for cara in ("get", "head"):
            for _, alamat in semua_alamat(p):
                assert getattr(client, cara)(alamat).status_code < 500, alamat
    assert isi_basis_data() == sebelum
