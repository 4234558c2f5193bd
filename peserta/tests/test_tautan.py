"""The link in the letter: what opens, what does not, and what each page tells its reader."""

import datetime as dt
import secrets
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.utils import timezone

from pelatihan.models import Pelatihan
from pelatihan.sop import Tahap
from peserta import alur
from peserta.models import Jawaban, Konfirmasi
from peserta.models.token import TOKEN_MAKS
from peserta.tests.pengunjung import Pengunjung, undangan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tanpa_hitungan():
    """Nobody's earlier misses count here."""
    cache.clear()


@pytest.fixture
def pelatihan(pelatihan_di):
    return pelatihan_di(Tahap.REGISTRASI)


@pytest.fixture
def sari(pelatihan):
    return Pengunjung(undangan(pelatihan)[0])


def test_a_link_is_short_signed_and_always_the_same(sari):
    token = sari.konfirmasi.token
    assert token == Konfirmasi.objects.get().token
    assert len(token) <= TOKEN_MAKS
    publik, versi, tanda = token.split(".")
    assert (publik, versi, len(tanda)) == (sari.konfirmasi.id_publik, "1", 32)


def test_a_good_link_becomes_a_cookie_and_an_address_without_the_token(sari):
    jawaban = sari.klien.get(f"/k/{sari.konfirmasi.token}/")
    assert (jawaban.status_code, jawaban["Location"]) == (303, sari.alamat())
    kuki = jawaban.cookies[f"k-{sari.konfirmasi.id_publik}"]
    assert (kuki["httponly"], kuki["samesite"], kuki["path"], kuki["secure"]) == (
        True,
        "Lax",
        "/",
        "",
    )
    assert sari.konfirmasi.token not in kuki.value
    for halaman in (jawaban, sari.buka()):
        assert halaman["Referrer-Policy"] == "no-referrer"
        assert halaman["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in halaman["Cache-Control"]
        assert sari.konfirmasi.token not in halaman.content.decode()


def test_under_https_the_cookie_belongs_to_this_host_alone(sari, settings):
    settings.SITUS_HTTPS = True
    jawaban = sari.klien.get(f"/k/{sari.konfirmasi.token}/")
    kuki = jawaban.cookies[f"__Host-k-{sari.konfirmasi.id_publik}"]
    assert (kuki["secure"], kuki["path"], kuki["domain"]) == (True, "/", "")


@pytest.mark.parametrize(
    "ekor", ["", "/", ".", "/.", ",", ">", "/>", ")", "%20", "%0A", "%0D%0A", "…"]
)
def test_what_mail_programs_glue_to_a_link_is_dropped(sari, ekor):
    jawaban = sari.klien.get(f"/k/{sari.konfirmasi.token}{ekor}")
    assert (jawaban.status_code, jawaban.get("Location")) == (303, sari.alamat())


def test_a_token_encoded_twice_is_understood_once(sari):
    ganda = quote(sari.konfirmasi.token.replace(".", "%2E"))
    assert sari.klien.get(f"/k/{ganda}/").status_code == 303
    tiga = quote(ganda.replace("%", "%25"))
    assert sari.klien.get(f"/k/{tiga}/").status_code == 404


def palsu(token):
    publik, _, tanda = token.split(".")
    return {
        "kosong": "",
        "terpotong": token[:-1],
        "huruf besar": token.upper(),
        "huruf kecil": token.lower(),
        "versi lain": f"{publik}.2.{tanda}",
        "tanpa tanda": f"{publik}.1",
        "orang lain": f"{'A' * 22}.1.{tanda}",
        "angka arab": f"{publik}.١.{tanda}",
        "NUL": f"{token}%00",
        "CRLF": f"{publik}%0d%0a.1.{tanda}",
        "naik folder": "%2e%2e%2f%2e%2e%2fetc",
        "utf-8 rusak": "%c0%ae%c0%ae",
        "unicode": "🙏" * 20,
        "panjang": "a" * 10_000,
        "skrip": "<script>alert(1)</script>",
    }


@pytest.mark.parametrize("nama", list(palsu("a.b.c")))
def test_a_link_that_was_never_sent_is_unknown_and_costs_no_look_at_participants(
    sari, nama, django_assert_max_num_queries
):
    with django_assert_max_num_queries(1) as tanya:  # at most: whom to ask at the Pusat
        jawaban = sari.klien.get(f"/k/{palsu(sari.konfirmasi.token)[nama]}/")
    assert jawaban.status_code == 404
    assert "Tautan tidak lengkap atau tidak dikenal" in jawaban.content.decode()
    assert not [q for q in tanya.captured_queries if "konfirmasi" in q["sql"]]
    assert not jawaban.cookies


def test_what_is_too_long_to_be_a_link_asks_the_database_nothing(sari, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert sari.klien.get(f"/k/{'a' * (TOKEN_MAKS + 1)}/").status_code == 404


def test_the_page_of_an_unknown_link_names_the_pusat_and_nobody_else(sari):
    sari.lihat("/k/salah/")
    assert "(021) 7540077" in sari.teks
    assert "081200000029" not in sari.teks


def test_a_link_signed_with_another_key_is_unknown(sari, settings):
    token = sari.konfirmasi.token
    settings.SECRET_KEY = "kunci situs lain"  # noqa: S105 -- the point of the test
    assert sari.klien.get(f"/k/{token}/").status_code == 404


def test_guesses_all_look_alike_and_soon_have_to_wait(sari):
    jawaban = [
        sari.klien.get(f"/k/{secrets.token_urlsafe(16)}.1.{secrets.token_urlsafe(24)}/")
        for _ in range(32)
    ]
    assert [j.status_code for j in jawaban] == [404] * 30 + [429] * 2
    assert len({len(j.content) for j in jawaban[:30]}) == 1
    assert jawaban[-1]["Retry-After"] == "60"
    # Whoever holds a real link comes in from the same office all the same.
    assert sari.klien.get(f"/k/{sari.konfirmasi.token}/").status_code == 303


def test_a_revoked_link_is_told_so_and_its_cookie_ends_with_it(sari):
    lama = sari.konfirmasi.tautan
    sari.kenalkan()
    Konfirmasi.objects.update(versi=2)
    for alamat in (sari.alamat(), sari.alamat("jawaban/"), lama.removeprefix("http://testserver")):
        sari.lihat(alamat)
        assert sari.halaman.status_code == 410
        assert "Tautan ini telah dicabut" in sari.teks
        assert "081200000029" in sari.teks
        assert sari.konfirmasi.peserta.nama not in sari.teks
    sari.buka(Konfirmasi.objects.get().tautan)
    assert "Mulai Registrasi" in sari.teks


def test_the_link_opens_until_the_last_day_of_the_training(sari, pelatihan):
    hari = timezone.localdate()
    Pelatihan.objects.update(mulai=hari - dt.timedelta(days=4), selesai=hari)
    assert sari.buka().status_code == 200
    Pelatihan.objects.update(selesai=hari - dt.timedelta(days=1))
    for alamat in (sari.konfirmasi.tautan, sari.alamat()):
        sari.buka(alamat)
        assert sari.halaman.status_code == 410
        assert "Masa berlaku tautan ini telah berakhir" in sari.teks
        assert "081200000029" in sari.teks
        assert sari.konfirmasi.peserta.nama not in sari.teks


def test_who_was_taken_off_the_list_is_told_so(sari, budi):
    sari.kenalkan()
    alur.batalkan(sari.konfirmasi.peserta, oleh=budi, alasan="Beralih tugas")
    for alamat in (sari.konfirmasi.tautan, sari.alamat(), sari.alamat("bukti.pdf")):
        sari.buka(alamat)
        assert sari.halaman.status_code == 410
        assert "Kepesertaan ini telah dibatalkan" in sari.teks
    assert "Beralih tugas" not in sari.teks


@pytest.mark.parametrize("ekor", ["", "jawaban/", "kirim/", "bukti.pdf", "surat-pemanggilan.pdf"])
@pytest.mark.parametrize("siapa", ["sari", "tak ada", "NUL"])
def test_without_the_cookie_every_address_says_to_open_the_link_again(sari, ekor, siapa):
    publik = {"sari": sari.konfirmasi.id_publik, "tak ada": "A" * 22, "NUL": "%00" * 22}[siapa]
    jawaban = sari.klien.get(f"/konfirmasi/{publik}/{ekor}")
    assert jawaban.status_code == 403
    assert "Buka kembali tautan dari undangan" in jawaban.content.decode()
    assert sari.konfirmasi.peserta.nama not in jawaban.content.decode()


@pytest.mark.parametrize("nilai", ["1.9999999999", "1.0:abc:def", "", "x" * 4000])
def test_a_forged_cookie_opens_nothing(sari, nilai):
    sari.klien.cookies[f"k-{sari.konfirmasi.id_publik}"] = nilai
    assert sari.klien.get(sari.alamat()).status_code == 403


def test_one_participants_cookie_does_not_open_anothers_page(pelatihan_di):
    p = pelatihan_di(
        Tahap.REGISTRASI,
        peserta=[{"nama": n, "nrp": n, "email": "a@contoh.example"} for n in ("Sari", "Dewi")],
    )
    sari, dewi = (Pengunjung(k) for k in undangan(p))
    sari.kenalkan()
    nilai = sari.klien.cookies[f"k-{sari.konfirmasi.id_publik}"].value
    dewi.klien.cookies[f"k-{dewi.konfirmasi.id_publik}"] = nilai
    assert dewi.klien.get(dewi.alamat()).status_code == 403


@pytest.mark.parametrize("metode", ["get", "head", "options"])
def test_scanners_may_follow_every_link_and_change_nothing(sari, metode):
    sari.kenalkan()
    alamat = ["", "jawaban/", "kirim/", "surat-pemanggilan.pdf"]
    sebelum = Konfirmasi.objects.values().get()
    for _ in range(20):
        getattr(sari.klien, metode)(f"/k/{sari.konfirmasi.token}/")
        for ekor in alamat:
            getattr(sari.klien, metode)(sari.alamat(ekor))
    assert Konfirmasi.objects.values().get() == sebelum
    assert not Jawaban.objects.exists()


def test_a_scanner_that_only_opens_the_link_is_not_taken_for_its_reader(sari):
    for _ in range(20):
        sari.buka()
        sari.kirim({})
    konfirmasi = Konfirmasi.objects.get()
    assert (konfirmasi.dibuka_pada, konfirmasi.salah_coba, konfirmasi.jawaban_kini) == (None, 0, "")


def test_opening_the_link_again_does_not_ask_for_the_nip_again(sari):
    sari.kenalkan()
    sari.buka()
    assert "Apakah Anda bersedia" in sari.teks


def test_the_pages_ask_little_of_the_database(sari, django_assert_num_queries):
    sari.buka()
    with django_assert_num_queries(1):  # the confirmation, with whom to ask
        sari.lihat(sari.alamat())
    sari.kirim({"nomor": sari.nomor})
    with django_assert_num_queries(1):  # and whether documents are asked for
        sari.lihat(sari.alamat())
