"""The search of the office: who finds whom, by what, and who never does."""

import unicodedata

import pytest
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from eregistrasi.alat.kode import kelompok
from eregistrasi.alat.rata import Rata, rata
from laporan.bahan_contoh import contoh_peserta
from pelatihan.models import Pelatihan
from pelatihan.sop import Tahap
from pengguna.models import Pengguna
from peserta import jawaban
from peserta.cari import PESERTA_MAKS, cari_peserta
from peserta.models import Konfirmasi, Peserta, Pilihan

pytestmark = pytest.mark.django_db
NIK = "3174056504920004"


def orang(n, **ubah):
    """Somebody with a NIP of their own."""
    nip = f"19900417201503{n % 2 + 1}{n + 1:03}"
    return contoh_peserta(1)[0] | {"nip": nip, "email": f"o{n}@contoh.example"} | ubah


@pytest.fixture
def p(pelatihan_di):
    """A training of Budi's with three people; Siti has answered."""
    data = [
        orang(0, nama="R. Siti M’barak", gelar_depan="Dr.", gelar_belakang="S.H., M.H."),
        orang(1, nama="Nur'aini Latuconsina", email="nur.aini@maluku.example"),
        orang(2, nama="José Álvares", nip="", nrp="85041234"),
    ]
    p = pelatihan_di(Tahap.REGISTRASI, peserta=data, nama="Pelatihan Penyuluh Hukum")
    Peserta.objects.filter(nama="José Álvares").update(diubah_pada="2026-01-01T00:00Z")
    k = Konfirmasi.objects.lengkap().get(peserta__nama="R. Siti M’barak")
    jawaban.jawab(k, pilihan=Pilihan.BERSEDIA)
    return p


@pytest.fixture
def cari(client):
    """Somebody types into the box in the head; told are the names found, and the trainings."""

    def ketik(siapa, teks):
        client.force_login(siapa)
        halaman = client.get("/cari/", {"q": teks})
        assert halaman.status_code == 200
        temuan = halaman.context["temuan"]
        if temuan is None:
            return None
        return [o.nama for o in temuan.peserta], [q.pk for q in temuan.pelatihan]

    return ketik


@pytest.mark.parametrize(
    "teks",
    [
        "siti mbarak",
        "SITI M'BARAK",
        "mbar iti",
        "M`barak",
        "Mʼba",
        "mb si",
        "Dr. R. Siti M’barak, S.H., M.H.",
        "1990 0417 201503 1 001",
        "19900417.201503.1.001",
        "o0@contoh",
    ],
)
def test_budi_finds_siti_by_whatever_he_has_of_her(teks, cari, budi, p):
    assert cari(budi, teks) == (["R. Siti M’barak"], [])


@pytest.mark.parametrize(
    ("teks", "nama"),
    [
        ("nuraini", "Nur'aini Latuconsina"),
        ("Nur’aini", "Nur'aini Latuconsina"),
        ("nur.aini@maluku", "Nur'aini Latuconsina"),
        ("jose alvares", "José Álvares"),
        ("JOSÉ", "José Álvares"),
        ("Jose\u0301", "José Álvares"),
        ("8504 1234", "José Álvares"),
    ],
)
def test_accents_and_apostrophes_make_no_difference(teks, nama, cari, budi, p):
    assert cari(budi, teks) == ([nama], [])


def test_a_nik_is_found_only_when_it_is_whole(cari, budi, p):
    siti = p.peserta.get(nip="199004172015031001")
    siti.nik = NIK
    siti.save()
    assert cari(budi, NIK) == cari(budi, "3174 0565 0492 0004") == (["R. Siti M’barak"], [])
    assert cari(budi, NIK[:-1]) == cari(budi, NIK[1:]) == cari(budi, NIK[:-1] + "5") == ([], [])


def test_a_proof_is_found_by_its_number_and_by_its_code_however_typed(cari, budi, erna, p):
    bukti = p.bukti.get()
    kode = bukti.dokumen.kode
    for teks in (
        bukti.nomor,
        bukti.nomor.lower(),
        kode,
        kelompok(kode),
        kelompok(kode).lower().replace("-", " "),
        f"http://testserver/v/{kode}/",
    ):
        assert cari(budi, teks) == (["R. Siti M’barak"], [])
        assert cari(erna, teks) == ([], [])


def test_a_training_is_found_by_name_code_and_the_numbers_of_its_papers(
    cari, budi, citra, ratna, erna, pelatihan_di
):
    p = pelatihan_di(Tahap.SELESAI, nama="Pelatihan Pengélola Arsip", peserta=[orang(0)])
    lain = pelatihan_di(Tahap.PENYIAPAN, nama="Pelatihan Lain")
    Pelatihan.objects.filter(pk=p.pk).update(pemanggilan_nomor="SDM.5-UM.01.01-77")
    for teks in (
        "pengelola arsip",
        str(p),
        p.nama_tahun,
        p.kode,
        p.kode_pelatihan + " arsip",
        "UM.01.01-77",
        "SM.02.01-512",  # of the report
        p.dokumen.get(jenis="tanda_terima").kode,
        kelompok(p.dokumen.filter(jenis="laporan").first().kode),
    ):
        for siapa in (budi, citra, ratna):
            assert cari(siapa, teks) == ([], [p.pk]), teks
        assert cari(erna, teks) == ([], []), teks
    assert cari(budi, p.nota_dinas.nomor)[1] == [lain.pk, p.pk]  # the demo's have one number


def test_nobody_of_another_team_is_found_and_the_administrator_finds_nobody(
    client, cari, budi, erna, dodi, anna, p, pelatihan_di
):
    tetangga = pelatihan_di(
        Tahap.REGISTRASI, ketua="ketua2", tim="tim2", peserta=[orang(7, nama="Siti Rahma")]
    )
    nip = "199004172015031001"
    for teks in ("siti", nip, "pelatihan", p.kode, tetangga.kode):
        assert cari(anna, teks) == ([], [])
    assert cari(budi, "siti") == (["R. Siti M’barak"], [])
    assert cari(dodi, "siti") == cari(erna, "siti") == (["Siti Rahma"], [])
    assert cari(erna, nip) == ([], [])
    assert cari(erna, p.kode) == ([], [])
    # Anna, whose work has no search, is not shown the box.
    client.force_login(anna)
    assert "cari-atas" not in client.get("/pelatihan/").content.decode()
    client.force_login(erna)
    assert "cari-atas" in client.get("/pelatihan/").content.decode()


def test_a_draft_of_the_kepala_is_found_by_the_kepala_alone(cari, ratna, citra, pelatihan_di):
    p = pelatihan_di(Tahap.DISPOSISI_KEPALA, nama="Pelatihan Rahasia")
    assert cari(ratna, "rahasia") == ([], [p.pk])
    assert cari(citra, "rahasia") == ([], [])


def test_who_is_on_two_trainings_stands_there_twice_with_each_answer(client, budi, p, pelatihan_di):
    lain = pelatihan_di(Tahap.PENYIAPAN, nama="Pelatihan Lain", peserta=[])
    Peserta.objects.create(pelatihan=lain, **orang(0, nama="R. Siti M'barak"))
    client.force_login(budi)
    halaman = client.get("/cari/", {"q": "mbarak"})
    hasil = [(o.pelatihan, o.keadaan[0]) for o in halaman.context["temuan"].peserta]
    assert sorted(hasil, key=lambda x: x[0].pk) == [(p, "Bersedia"), (lain, "Belum Diundang")]
    isi = " ".join(halaman.content.decode().split())
    siti = p.peserta.get(nip="199004172015031001")
    assert f'href="/pelatihan/{p.kode}/peserta/{siti.pk}/"' in isi
    assert "199004172015031001" not in isi  # the number is shown on request only
    assert "Pelatihan Penyuluh Hukum Angkatan I" in isi
    assert halaman["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("", "Ketik yang ingin ditemukan"),
        ("  \0 ", "Ketik yang ingin ditemukan"),
        ("s", "Ketik paling sedikit 2 huruf"),
        ("' ’", "Ketik paling sedikit 2 huruf"),
        ("tidak ada", "Tidak ada yang sesuai dengan"),
        ("%", "Ketik paling sedikit 2 huruf"),
        ("%%", "Tidak ada yang sesuai dengan"),
        ("__ \\", "Tidak ada yang sesuai dengan"),
        ("9" * 300, "Tidak ada yang sesuai dengan"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ],
)
def test_whatever_is_typed_is_answered_with_what_to_do(client, budi, p, teks, kalimat):
    client.force_login(budi)
    halaman = client.get("/cari/", {"q": teks})
    assert halaman.status_code == 200
    assert kalimat in halaman.content.decode()


def test_more_than_fifty_are_too_many_and_the_page_says_so(client, budi, p):
    Peserta.objects.bulk_create(
        Peserta(pelatihan=p, **orang(n, nama=f"Made {n:03}")) for n in range(10, 10 + PESERTA_MAKS)
    )
    client.force_login(budi)
    assert f"{PESERTA_MAKS} ditemukan" in client.get("/cari/", {"q": "made"}).content.decode()
    Peserta.objects.create(pelatihan=p, **orang(99, nama="Made 999"))
    halaman = client.get("/cari/", {"q": "made"})
    assert len(halaman.context["temuan"].peserta) == PESERTA_MAKS
    assert "persempit pencarian" in halaman.content.decode()


def test_the_search_asks_the_database_as_little_for_fifty_as_for_one(client, budi, p):
    """session, person, two for the seats, three of the frame, people, trainings"""
    Peserta.objects.bulk_create(
        Peserta(pelatihan=p, **orang(n, nama=f"Made {n:03}")) for n in range(10, 10 + PESERTA_MAKS)
    )
    client.force_login(budi)
    client.get("/cari/")  # the name of the office is asked for once per process
    hitung = {}
    for kata in ("tidak ada", "latuconsina", "made", "19900417", "pelatihan"):
        with CaptureQueriesContext(connection) as kueri:
            client.get("/cari/", {"q": kata})
        hitung[kata] = len(kueri)
    assert len(set(hitung.values())) == 1, hitung
    assert hitung["made"] <= 9


def test_the_flattening_of_the_database_is_that_of_the_program(anna):
    """Every letter, mark and sign that a name in Latin letters may hold, one by one."""
    rentang = [(1, 0x590), (0x1E00, 0x2070), (0x20A0, 0x2200), (0xFB00, 0xFB07), (0xFE00, 0xFFF0)]
    huruf = [
        chr(n)
        for awal, akhir in rentang
        for n in range(awal, akhir)
        if unicodedata.category(chr(n)) != "Cn"
    ]
    satu = Pengguna.objects.filter(pk=anna.pk)
    for n in range(0, len(huruf), 50):
        teks = "".join(f"a{h}B" for h in huruf[n : n + 50])
        assert satu.values_list(Rata(Value(teks)), flat=True).get() == rata(teks)


@pytest.mark.parametrize(
    ("teks", "rataan"),
    [
        ("José", "jose"),
        ("Jose\u0301 ÑANDÚ", "jose nandu"),
        ("M'barak M’barak M‘barak Mʼbarak M`barak M´barak M＇barak", " ".join(["mbarak"] * 7)),
        ("Đặng Łukasz Øyvind Strauß Æsop", "dang lukasz oyvind strauss aesop"),
        ("Basik–Basik Basik‑Basik", "basik-basik basik-basik"),
        ("Ke\u00adtut Ma\u200bde", "ketut made"),
        ("a\u00a0b,c", "a b c"),
    ],
)
def test_names_written_in_many_ways_are_one(teks, rataan):
    assert rata(teks) == rataan


@pytest.mark.parametrize(
    ("teks", "terpakai"),
    [("latuconsina", True), ("nur", True), ("nu", True), ("s.h", False), ("nur ai", True)],
)
def test_only_what_holds_a_trigram_reads_the_index_of_the_search(p, teks, terpakai):
    with connection.cursor() as kursor:
        kursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    rencana = cari_peserta(Peserta.objects.order_by(), teks).explain()
    assert ("peserta_cari" in rencana) is terpakai, rencana
