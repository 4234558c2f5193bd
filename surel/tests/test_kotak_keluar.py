"""*Kotak keluar*: who may read which letter, and who sees the link in it."""

import pytest

from eregistrasi.alat import pdf
from pelatihan.models import Dokumen
from pelatihan.sop import Tahap
from pengguna import surat as surat_pengguna
from peserta.alur import batalkan
from peserta.models import Konfirmasi
from surel.models import Kelas, Status, Surel

pytestmark = pytest.mark.django_db
# session, person, two of their seats, two of the badge, two of the list, two of the frame, the sign
KUERI = 8


@pytest.fixture
def undangan(pelatihan_di):
    """Citra's and Budi's training has sent one invitation."""
    pelatihan_di(Tahap.REGISTRASI)
    return Surel.objects.get(jenis="undangan")


def judul(client):
    return [s.jenis for s in client.get("/kotak-keluar/").context["halaman"]]


def test_everybody_sees_the_letters_of_their_own_trainings(
    client, undangan, ratna, citra, budi, dodi, erna, anna
):
    terlihat = {}
    for orang in (ratna, citra, budi, dodi, erna, anna):
        client.force_login(orang)
        terlihat[orang.username] = judul(client)
    semua = ["undangan", "disposisi_tim", "disposisi_ketua"]
    assert terlihat == {
        "ratna": semua,
        "citra": semua,
        "budi": semua,
        "dodi": [],
        "erna": [],
        "anna": [],
    }


def test_letters_about_accounts_are_the_administrators_alone(client, undangan, budi, ratna, anna):
    surat_pengguna.undang(budi)
    akun = Surel.objects.get(jenis="akun_undangan")

    client.force_login(anna)
    assert judul(client) == ["akun_undangan"]
    assert client.get(f"/kotak-keluar/{akun.pk}/").status_code == 200
    for orang in (budi, ratna):
        client.force_login(orang)
        assert client.get(f"/kotak-keluar/{akun.pk}/").status_code == 404


@pytest.mark.parametrize("alamat", ["", "isi/", "lampiran/1/"])
def test_a_letter_of_others_does_not_exist(client, undangan, dodi, alamat):
    client.force_login(dodi)
    assert client.get(f"/kotak-keluar/{undangan.pk}/{alamat}").status_code == 404


@pytest.mark.parametrize("alamat", ["", "isi/"])
def test_only_tim_kerja_sees_the_personal_link(client, undangan, ratna, citra, budi, alamat):
    tautan = Konfirmasi.objects.get().tautan
    lihat = {}
    for orang in (ratna, citra, budi):
        client.force_login(orang)
        lihat[orang.username] = (
            tautan in client.get(f"/kotak-keluar/{undangan.pk}/{alamat}").content.decode()
        )
    assert lihat == {"ratna": False, "citra": False, "budi": True}


def test_the_html_stands_in_a_frame_that_can_do_nothing(client, undangan, budi):
    client.force_login(budi)
    halaman = client.get(f"/kotak-keluar/{undangan.pk}/")
    isi = client.get(f"/kotak-keluar/{undangan.pk}/isi/")
    assert f'src="/kotak-keluar/{undangan.pk}/isi/"' in halaman.content.decode()
    assert "'unsafe-inline'" not in halaman.headers["Content-Security-Policy"]
    aturan = dict(
        bagian.strip().partition(" ")[::2]
        for bagian in isi.headers["Content-Security-Policy"].split(";")
    )
    assert aturan == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "data:",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'",
        "sandbox": "",
    }
    assert isi.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.skipif(not pdf.tersedia(), reason="Pango tidak tersedia")
def test_an_attachment_is_the_stored_paper(client, pelatihan_di, citra):
    pelatihan_di(Tahap.DISPOSISI_KETUA)
    surel = Surel.objects.get()
    client.force_login(citra)
    jawaban = client.get(f"/kotak-keluar/{surel.pk}/lampiran/1/")
    with Dokumen.objects.get().isi.open() as berkas:
        assert jawaban.content == berkas.read()
    assert jawaban.headers["Content-Type"] == "application/pdf"
    assert client.get(f"/kotak-keluar/{surel.pk}/lampiran/2/").status_code == 404


def test_search_and_state_narrow_the_list(client, undangan, budi):
    client.force_login(budi)
    Surel.objects.filter(pk=undangan.pk).update(
        status=Status.GAGAL, kelas=Kelas.ALAMAT, sebab="550 5.1.1 No such user"
    )

    def cari(**isian):
        return [s.jenis for s in client.get("/kotak-keluar/", isian).context["halaman"]]

    assert cari(q=undangan.kepada) == ["undangan"]
    assert cari(q="disposisi") == ["disposisi_tim", "disposisi_ketua"]
    assert (cari(status="alamat"), cari(status="gagal")) == (["undangan"], [])
    assert cari(q="zzz\0", status="entah") == []
    assert "Alamat Tidak Ada" in client.get("/kotak-keluar/?status=alamat").content.decode()


def test_the_case_file_shows_its_own_letters(client, pelatihan_di, ratna, dodi):
    satu, dua = pelatihan_di(Tahap.DISPOSISI_KETUA), pelatihan_di(Tahap.DISPOSISI_KETUA)
    client.force_login(ratna)
    halaman = client.get(f"/kotak-keluar/?pelatihan={satu.kode}")
    assert [s.kelompok for s in halaman.context["halaman"]] == [f"pelatihan:{satu.pk}"]
    assert "Jalur SOP" in halaman.content.decode()
    client.force_login(dodi)
    assert client.get(f"/kotak-keluar/?pelatihan={dua.kode}").status_code == 404


@pytest.mark.parametrize("jumlah", [1, 5])
def test_the_list_asks_the_same_number_of_questions(
    client, pelatihan_di, ratna, django_assert_num_queries, jumlah
):
    for _ in range(jumlah):
        pelatihan_di(Tahap.DISPOSISI_KETUA)
    client.force_login(ratna)
    client.get("/kotak-keluar/")
    with django_assert_num_queries(KUERI):
        client.get("/kotak-keluar/")


def test_a_letter_whose_link_is_no_longer_in_force_still_opens(client, undangan, budi):
    batalkan(Konfirmasi.objects.get().peserta, oleh=budi, alasan="Pindah tugas.")
    client.force_login(budi)
    for alamat in ("", "isi/"):
        isi = client.get(f"/kotak-keluar/{undangan.pk}/{alamat}").content.decode()
        assert "[tautan pribadi disembunyikan]" in isi
        assert "/k/" not in isi
