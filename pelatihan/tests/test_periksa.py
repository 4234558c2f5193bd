"""The public check page: who holds a paper learns whether it stands, and little else."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from eregistrasi.alat import bahasa
from eregistrasi.alat import kode as alat_kode
from pelatihan import kendali, terbitan
from pelatihan.models import Dokumen, Jejak
from pelatihan.sop import Tahap

NIP = "199004172015032901"


@pytest.fixture(autouse=True)
def _jeda_baru():
    cache.clear()


@pytest.fixture
def bukti(pelatihan_di):
    """A Bukti as step 4 issues it: everything on the paper is in the snapshot."""
    p = pelatihan_di(Tahap.PENYIAPAN)
    return terbitan.terbitkan(
        p,
        Dokumen.Jenis.BUKTI,
        nomor="ER/PF-AHM/I/2026/0017",
        nama_berkas="Bukti.pdf",
        rekaman={
            "jawaban": "bersedia",
            "revisi": 0,
            "pelatihan": {"nama": "Pelatihan HAM", "angkatan": "I", "tahun": 2026},
            "peserta": {
                "nama": "Ni Luh Putu Ayu Wirastiti, S.H., M.Kn.",
                "nip": NIP,
                "identitas_label": "NIP/NI PPPK",
                "unit_kerja": "Kantor Wilayah Bali",
                "ponsel": "081200000010",
                "surel": "ni.luh@contoh.example",
            },
            "waktu": "2026-11-24T03:17:32+00:00",
        },
    )


def baca(respons):
    """The page as a person reads it: no tags, single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", respons.content.decode()))


def fakta(respons):
    """What the page says of the paper, as {label: value}."""
    pasang = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", respons.content.decode(), re.S)
    return {label: re.sub(r"<[^>]*>", "", isi).strip() for label, isi in pasang}


def test_a_stranger_with_the_paper_in_hand_sees_exactly_what_may_be_seen(client, bukti):
    respons = client.get(f"/v/{bukti.kode}/")

    assert respons.status_code == 200
    assert fakta(respons) == {
        "Jenis dokumen": "Bukti E-Registrasi",
        "Nomor registrasi": "ER/PF-AHM/I/2026/0017",
        "Nama": "Ni Luh Putu Ayu Wirastiti, S.H., M.Kn.",
        "NIP/NI PPPK": "19900417••••••••0119900417, angka di tengah disembunyikan, 01",
        "Unit Kerja": "Kantor Wilayah Bali",
        "Pelatihan": "Pelatihan HAM Angkatan I Tahun 2026",
        "Jawaban": "Bersedia mengikuti pelatihan",
        "Waktu registrasi": "Selasa, 24 November 2026, pukul 10.17.32 WIB",
        "Kode verifikasi": alat_kode.kelompok(bukti.kode),
    }
    assert "Bukti E-Registrasi ini berlaku" in baca(respons)
    for rahasia in (NIP, "201503", "081200000010", "ni.luh@contoh.example"):
        assert rahasia not in respons.content.decode()


@pytest.mark.parametrize(
    ("status", "judul"),
    [
        ("berlaku", "Bukti E-Registrasi ini berlaku"),
        ("digantikan", "Bukti E-Registrasi ini sudah digantikan"),
        ("dibatalkan", "Bukti E-Registrasi ini dibatalkan"),
    ],
)
def test_the_page_says_whether_the_paper_still_stands(client, bukti, status, judul):
    Dokumen.objects.filter(pk=bukti.pk).update(status=status)

    respons = client.get(f"/v/{bukti.kode}/")

    assert respons.status_code == 200
    assert judul in baca(respons)
    assert f"Status dokumen {status.capitalize()}" in baca(respons)


def test_a_person_without_a_nip_shows_none(client, bukti):
    lain = terbitan.terbitkan(
        bukti.pelatihan,
        Dokumen.Jenis.BUKTI,
        nomor="ER/PF-AHM/I/2026/0018",
        nama_berkas="Bukti.pdf",
        rekaman={
            **bukti.rekaman,
            "revisi": 2,
            "jawaban": "tidak_bersedia",
            "peserta": {**bukti.rekaman["peserta"], "nip": "", "identitas_label": ""},
        },
    )

    dilihat = fakta(client.get(f"/v/{lain.kode}/"))

    assert "NIP/NI PPPK" not in dilihat
    assert dilihat["Nomor registrasi"] == "ER/PF-AHM/I/2026/0018 (Revisi ke-2)"
    assert dilihat["Jawaban"] == "Tidak bersedia mengikuti pelatihan"


def test_the_papers_of_the_office_are_checked_without_a_name_on_the_page(
    client, pelatihan_di, ratna
):
    p = pelatihan_di(Tahap.SELESAI)
    kendali.terbitkan(p, oleh=ratna)

    dilihat = {d.jenis: fakta(client.get(f"/v/{d.kode}/")) for d in p.dokumen.all()}
    halaman = " ".join(
        client.get(f"/v/{d.kode}/").content.decode() for d in p.dokumen.exclude(jenis="bukti")
    )

    assert set(dilihat) == set(Dokumen.Jenis.values)
    assert list(dilihat["lembar_disposisi"]) == [
        "Jenis dokumen",
        "Nomor agenda",
        "Pelatihan",
        "Atas nota dinas",
        "Disposisi dari",
        "Waktu dikirim",
        "Kode verifikasi",
    ]
    assert dilihat["laporan"]["Nomor laporan"] == "SDM.5-SM.02.01-512"
    assert dilihat["laporan_xlsx"]["Jenis dokumen"] == "Lampiran Laporan (Excel)"
    assert dilihat["tanda_terima"]["Diterima oleh"] == "Kepala Pusat"
    for nama in ("Wulandari", "Lestari", "Santoso", "Contoh"):
        assert nama not in halaman


def test_a_paper_whose_bytes_exist_shows_how_its_hash_begins(client, pelatihan_di):
    d = pelatihan_di(Tahap.SELESAI).dokumen.get(jenis="laporan_xlsx")
    terbitan.isi(d)
    d.refresh_from_db()

    assert fakta(client.get(f"/v/{d.kode}/"))["Sidik berkas (SHA-256)"] == f"{d.sha256[:12]}…"


def test_an_unknown_code_is_a_page_of_its_own(client, db):
    respons = client.get(f"/v/{alat_kode.buat_kode()}/")

    assert respons.status_code == 404
    assert (
        "Dokumen tidak ditemukan atau kode verifikasi tidak sesuai. "
        "Periksa kembali kode yang tercetak pada dokumen." in baca(respons)
    )


@pytest.mark.parametrize(
    ("ubah", "keluhan"),
    [
        (lambda k: k[:-1] + ("0" if k[-1] != "0" else "1"), "Ada huruf atau angka yang keliru"),
        (lambda k: k[:-1], "terdiri atas 17 huruf dan angka, sedangkan yang diketik 16"),
        (lambda k: "U*" + k[2:], "Kode verifikasi tidak memuat *, U."),
        (lambda k: "\x00" * 17, "Kode verifikasi tidak memuat"),
        (lambda k: "<script>", "Kode verifikasi tidak memuat &lt;, &gt;"),
    ],
)
def test_a_code_that_was_never_issued_is_told_apart_without_asking_the_database(
    client, db, ubah, keluhan
):
    rusak = ubah(alat_kode.buat_kode())
    with CaptureQueriesContext(connection) as tanya:
        respons = client.get("/v/", {"kode": rusak})

    assert respons.status_code == 404
    assert not [q for q in tanya if Dokumen._meta.db_table in q["sql"]]
    assert keluhan in respons.content.decode()


@pytest.mark.parametrize(
    "ketik",
    [
        str.lower,
        lambda k: f"  {alat_kode.kelompok(k)} ",
        lambda k: " ".join(k),
        lambda k: k.replace("0", "o").replace("1", "l"),
        lambda k: f"http://testserver/v/{k}/?x=1",
    ],
)
def test_what_was_typed_loosely_is_forgiven_and_led_to_the_right_address(client, bukti, ketik):
    respons = client.get("/v/", {"kode": ketik(bukti.kode)})

    assert (respons.status_code, respons["Location"]) == (303, f"/v/{bukti.kode}/")


def test_an_address_typed_loosely_is_led_to_the_right_one(client, bukti):
    respons = client.get(f"/v/{alat_kode.kelompok(bukti.kode).lower()}/")

    assert (respons.status_code, respons["Location"]) == (303, f"/v/{bukti.kode}/")


def test_a_wrong_code_stays_in_the_field_to_be_mended(client, db):
    respons = client.get("/v/", {"kode": "7kqm-3xtp"})

    assert 'value="7kqm-3xtp"' in respons.content.decode()


def test_the_empty_page_asks_for_a_code_and_names_the_right_address(client, db):
    respons = client.get("/v/")

    assert respons.status_code == 200
    assert "Periksa dokumen E-Registrasi" in baca(respons)
    assert "http://testserver/v/" in baca(respons)


def test_after_ten_misses_in_a_minute_guessing_waits_but_real_papers_do_not(client, bukti):
    for _ in range(10):
        assert client.get(f"/v/{alat_kode.buat_kode()}/").status_code == 404

    tebakan = f"/v/{alat_kode.buat_kode()}/"
    respons = client.get(tebakan)

    assert (respons.status_code, respons["Retry-After"]) == (429, "60")
    assert client.get(tebakan, REMOTE_ADDR="10.0.0.9").status_code == 404
    assert client.get(f"/v/{bukti.kode}/").status_code == 200


def test_an_office_may_check_as_many_real_papers_as_it_holds(client, bukti):
    assert {client.get(f"/v/{bukti.kode}/").status_code for _ in range(30)} == {200}


def test_a_forged_forwarding_header_does_not_fool_the_throttle(client, db):
    kode = [
        client.get(f"/v/{alat_kode.buat_kode()}/", HTTP_X_FORWARDED_FOR=f"1.2.3.{n}").status_code
        for n in range(12)
    ]

    assert kode == [404] * 10 + [429] * 2


def test_looking_changes_nothing_and_nobody_keeps_a_copy(client, bukti):
    sebelum = list(Jejak.objects.values_list("pk", flat=True))

    respons = client.get(f"/v/{bukti.kode}/")

    assert list(Jejak.objects.values_list("pk", flat=True)) == sebelum
    assert respons["Cache-Control"] == "no-store, private"
    assert respons["X-Robots-Tag"] == "noindex, nofollow"
    assert 'name="robots" content="noindex"' in respons.content.decode()
    assert client.post(f"/v/{bukti.kode}/").status_code == 405


def test_the_page_needs_no_script_and_no_style_of_its_own(client, bukti):
    halaman = client.get(f"/v/{bukti.kode}/").content.decode()

    assert "<script" not in halaman
    assert "style=" not in halaman
    assert finders.find("css/peserta.css")


def test_the_page_says_when_it_was_asked(client, bukti):
    halaman = baca(client.get(f"/v/{bukti.kode}/"))

    assert f"Diperiksa {bahasa.hari_tanggal(timezone.localdate())}, pukul" in halaman
