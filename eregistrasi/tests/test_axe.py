"""Every page in every state, met with other eyes, other hands, a small window, large letters."""

from pathlib import Path

import pytest
from django.conf import settings

from eregistrasi.tests.kaca import Kaca, laci, ringkas
from eregistrasi.tests.peta import nama_alamat

pytestmark = pytest.mark.peramban
BAGIAN = 20
TEMPLAT = Path(settings.BASE_DIR) / "templates"
#: files, signs of life, acts without a page of their own
BUKAN_HALAMAN = """
panduan:mulai panduan:hapus panduan:daftar_rekaan panduan:peserta_pdf panduan:panduan_pdf
panduan:tutup_petunjuk
dukung:arsip dukung:berikut dukung:gambar dukung:sesuai dukung:unduh favicon.ico keluar
konfirmasi:berkas konfirmasi:kalender konfirmasi:surat konfirmasi:tarik laporan:ajukan
laporan:cetak laporan:daftar_akhir laporan:hapus_catatan laporan:jawab_penjelasan
laporan:kembalikan laporan:kembalikan_ketua laporan:minta_penjelasan laporan:pratinjau
laporan:sementara laporan:terima pekerjaan:batalkan pekerjaan:berkas pekerjaan:ulangi
pelatihan:dokumen pelatihan:kunci_pem pelatihan:salin pelatihan:tarik
pelatihan:terbitkan_kendali pelatihan:unggahan peserta:atur_pengingat
peserta:batalkan_pengiriman peserta:cabut_tautan peserta:ekspor peserta:kirim_ulang
peserta:naikkan_calon peserta:nip peserta:perbaikan peserta:simpan_impor peserta:slip
peserta:sumber peserta:tautan peserta:templat peserta:unduh_bukti robots.txt sehat_hidup
sehat_siap hapus_saringan hapus_saringan_di peserta:cabut_unit peserta:perbarui_unit
surel:isi surel:laju surel:lampiran surel:lanjutkan surel:terpental warna
""".split()


@pytest.fixture(scope="module")
def kaca(browser):
    """One window for all pages: what was measured once is not measured again."""
    with laci() as alamat:
        k = Kaca(browser, alamat)
        yield k
        k.konteks.close()


@pytest.mark.django_db  # so that there is a database to build the site in
def test_no_page_is_left_out(pameran):
    """A new template, or a new address that shows one, has to be seen by the tests below.

    Papers and letters (whose text lies beside them) are no pages; the admin's are Django's.
    """
    semua = TEMPLAT.rglob("*.html")
    ada = {str(f.relative_to(TEMPLAT)) for f in semua if not f.with_suffix(".txt").exists()}
    lain = {t for t in ada if t.startswith(("dokumen/", "admin/"))}
    lain |= {"surel/dasar_surel.html", "surel/_disposisi.html", "surel/_tombol.html"}
    lain |= {"panduan/_pita.html", "panduan/_hapus.html"}  # of a rehearsal
    terlihat = frozenset().union(*(satu.templat for satu in pameran.lembar))
    assert ada - lain - terlihat == set()
    assert set(nama_alamat()) - pameran.rute - set(BUKAN_HALAMAN) == set()


@pytest.mark.parametrize("bagian", range(BAGIAN))
def test_pages_have_no_fault_that_axe_knows_and_fit_small_windows_and_large_letters(
    bagian, pameran, kaca
):
    temuan = []
    for lembar in pameran.lembar[bagian::BAGIAN]:
        kaca.pasang(lembar.html)
        salah = kaca.axe()
        if kaca.baru or "panjang" in lembar.nama:
            salah += kaca.muat()
        temuan += [(lembar.nama, satu) for satu in salah]
    assert ringkas(temuan) == {}


def test_axe_sees_a_fault_where_there_is_one(pameran, kaca):
    """Were the style missing or the rules off, all of the above would pass for nothing."""
    kaca.pasang(
        '<!doctype html><html lang="id"><title>Uji</title><link rel="stylesheet" '
        'href="/static/css/peserta.css"><main><h1>Uji</h1><input><p class="redup uji-warna" '
        'style="color:#999">Redup</p><p style="width:2000px">Lebar</p></main>'
    )
    nama = {satu.removeprefix("light: ").partition(":")[0] for satu in kaca.axe()}
    assert {"label", "color-contrast"} <= nama
    assert [s.partition(" ")[0] for s in kaca.muat()] == ["lebar", "320", "1280"]


@pytest.mark.parametrize("nama", ["masuk", "pertanyaan", "peserta:daftar (registrasi, tim)"])
def test_with_forced_colours_controls_keep_their_edge_and_the_focus_is_seen(nama, pameran, kaca):
    (lembar,) = [satu for satu in pameran.lembar if satu.nama == nama]
    kaca.pasang(lembar.html)
    kaca.page.emulate_media(forced_colors="active")
    try:
        assert kaca.tanpa_tepi() == []
        assert kaca.tanpa_fokus() == []
    finally:
        kaca.page.emulate_media(forced_colors="none")
