"""Who is on the list: found by name, number or address, and shown as far as the role may see."""

import pytest

from laporan.bahan_contoh import contoh_peserta
from pelatihan.sop import Tahap
from peserta import alur, jawaban
from peserta.models import Konfirmasi, Peserta, Pilihan

pytestmark = pytest.mark.django_db
SESI = 9  # session, person, seats, the case, badge, the office, head of the list, page, jobs


def alamat(p, ekor=""):
    return f"/pelatihan/{p.kode}/peserta/{ekor}"


def teks(halaman):
    return " ".join(halaman.content.decode().split())


def nama(halaman):
    return [o.nama for o in halaman.context["halaman"]]


def orang_baru(n, **ubah):
    """Somebody with a NIP of their own."""
    nip = f"19900417201503{n % 2 + 1}{n + 1:03}"
    return contoh_peserta(1)[0] | {"nip": nip, "email": f"o{n}@contoh.example"} | ubah


def jawab(peserta, **isi):
    return jawaban.jawab(Konfirmasi.objects.lengkap().get(peserta=peserta), **isi)


@pytest.fixture
def p(pelatihan_di):
    """Three people are on the list; two have answered, one of them for reasons of health."""
    data = [
        orang_baru(0, nama="zulkarnain Ma'ruf", gelar_depan="H.", unit_kerja="Siak"),
        orang_baru(1, nama="Ayu Wirastiti", gelar_belakang="S.H., M.Kn."),
        orang_baru(2, nama="Dewi", gelar_depan="Dr.", gelar_belakang="", email=""),
    ]
    p = pelatihan_di(Tahap.REGISTRASI, peserta=data)
    zul, ayu, _ = p.peserta.order_by("pk")
    jawab(ayu, pilihan=Pilihan.BERSEDIA)
    jawab(zul, pilihan=Pilihan.TIDAK_BERSEDIA, alasan="SAKIT", keterangan="Rawat inap")
    return p


def test_people_stand_by_bare_name_and_capitals_do_not_matter(client, budi, p):
    client.force_login(budi)
    assert nama(client.get(alamat(p))) == ["Ayu Wirastiti", "Dewi", "zulkarnain Ma'ruf"]


@pytest.mark.parametrize(
    ("dicari", "ketemu"),
    [
        ("ayu", ["Ayu Wirastiti"]),
        ("wirastiti ayu", ["Ayu Wirastiti"]),
        ("ma'ruf", ["zulkarnain Ma'ruf"]),
        ("19900417 201503 2 002", ["Ayu Wirastiti"]),
        ("O1@contoh", ["Ayu Wirastiti"]),
        ("1990", ["Ayu Wirastiti", "Dewi", "zulkarnain Ma'ruf"]),
        ("%", []),
        ("\0", ["Ayu Wirastiti", "Dewi", "zulkarnain Ma'ruf"]),
    ],
)
def test_the_search_takes_a_part_of_the_name_a_number_or_an_address(
    client, budi, p, dicari, ketemu
):
    client.force_login(budi)
    assert nama(client.get(alamat(p), {"q": dicari})) == ketemu


def test_the_answers_filter_and_their_counts_add_up(client, budi, p):
    client.force_login(budi)
    alur.batalkan(p.peserta.get(nama="Dewi"), oleh=budi, alasan="Pindah tugas")
    saring = {
        nilai: nama(client.get(alamat(p), {"jawaban": nilai}))
        for nilai in ("", "bersedia", "tidak_bersedia", "belum", "dibatalkan", "apa-saja")
    }
    assert saring == {
        "": ["Ayu Wirastiti", "zulkarnain Ma'ruf"],
        "bersedia": ["Ayu Wirastiti"],
        "tidak_bersedia": ["zulkarnain Ma'ruf"],
        "belum": [],
        "dibatalkan": ["Dewi"],
        "apa-saja": ["Ayu Wirastiti", "zulkarnain Ma'ruf"],
    }
    tab = client.get(alamat(p)).context["tab_jawaban"]
    assert [(t["label"], t["hitung"]) for t in tab] == [
        ("Semua", 2),
        ("Bersedia", 1),
        ("Tidak Bersedia", 1),
        ("Belum Mengonfirmasi", 0),
        ("Dibatalkan", 1),
    ]


def test_the_number_is_masked_until_whoever_works_with_it_asks_and_the_trail_says_so(
    client, p, budi, citra, ratna, dodi
):
    ayu = p.peserta.get(nama="Ayu Wirastiti")
    terlihat = {}
    for siapa in (budi, citra, ratna):
        client.force_login(siapa)
        for ekor in ("", f"{ayu.pk}/"):
            halaman = teks(client.get(alamat(p, ekor)))
            assert "19900417••••••••02" in halaman
            assert ayu.nip not in halaman.replace(" ", "")
        terlihat[siapa.username] = (ayu.email in halaman, "Tampilkan NIP" in halaman)
    assert terlihat == {"budi": (True, True), "citra": (True, True), "ratna": (False, False)}

    status = {}
    for siapa in (budi, citra, ratna, dodi):
        client.force_login(siapa)
        jawab = client.post(alamat(p, f"{ayu.pk}/nip/"))
        status[siapa.username] = (jawab.status_code, "19900417 201503 2 002" in teks(jawab))
    assert status == {
        "budi": (200, True),
        "citra": (200, True),
        "ratna": (403, False),
        "dodi": (404, False),
    }
    assert [
        (j.oleh, j.sebagai, j.tindakan) for j in p.jejak.filter(aksi="lihat_nip").order_by("pk")
    ] == [
        (budi, "Tim Kerja", "menampilkan NIP/NI PPPK lengkap Ayu Wirastiti, S.H., M.Kn."),
        (citra, "Ketua Tim Kerja", "menampilkan NIP/NI PPPK lengkap Ayu Wirastiti, S.H., M.Kn."),
    ]


def test_a_reason_of_health_is_told_to_the_team_alone(client, p, budi, citra, ratna):
    zul = p.peserta.get(gelar_depan="H.")
    penuh = {}
    for siapa in (budi, citra, ratna):
        client.force_login(siapa)
        for ekor in ("konfirmasi/", f"{zul.pk}/"):
            halaman = teks(client.get(alamat(p, ekor)))
            assert "Alasan kesehatan" in halaman or siapa == budi
            penuh[siapa.username, ekor != "konfirmasi/"] = "Rawat inap" in halaman
    assert penuh == {
        ("budi", False): True,
        ("budi", True): True,
        ("citra", False): False,
        ("citra", True): False,
        ("ratna", False): False,
        ("ratna", True): False,
    }


def test_the_answers_are_counted_with_what_they_are_a_part_of_and_lead_to_their_proof(
    client, p, ratna
):
    client.force_login(ratna)
    halaman = client.get(alamat(p, "konfirmasi/"))
    assert "2 dari 3 menjawab (66,7%)" in teks(halaman)
    ayu = p.peserta.get(nama="Ayu Wirastiti").konfirmasi.bukti_berlaku
    assert f'href="/pelatihan/{p.kode}/dokumen/{ayu.dokumen_id}/">{ayu.nomor}</a>' in teks(halaman)


def test_only_the_team_is_offered_acts_and_only_while_they_are_open(client, p, budi, citra, ratna):
    tombol = {}
    for siapa in (budi, citra, ratna):
        client.force_login(siapa)
        tombol[siapa.username] = "Impor dari Excel" in teks(client.get(alamat(p)))
    alur.tutup_registrasi(p, oleh=budi)
    client.force_login(budi)
    tombol["setelah ditutup"] = "Impor dari Excel" in teks(client.get(alamat(p)))
    assert tombol == {"budi": True, "citra": False, "ratna": False, "setelah ditutup": False}


def test_whoever_leaves_a_filtered_list_for_one_person_comes_back_to_it(client, budi, p):
    client.force_login(budi)
    tanya = "?jawaban=belum&urut=unit&halaman=1&kembali=https://lain.example/"
    dewi = p.peserta.get(nama="Dewi")
    asal = "?jawaban=belum&urut=unit"
    halaman = teks(client.get(alamat(p, tanya)))
    assert f'href="{alamat(p, dewi.pk)}/{asal}"'.replace("&", "&amp;") in halaman
    for ekor in ("", "ubah/", "batalkan/", "catat-konfirmasi/"):
        halaman = teks(client.get(alamat(p, f"{dewi.pk}/{ekor}{tanya}")))
        assert asal.replace("&", "&amp;") in halaman
        assert "lain.example" not in halaman.partition("<main")[2]
    batal = client.post(alamat(p, f"{dewi.pk}/batalkan/{tanya}"), {"alasan": "Mutasi"})
    assert batal.headers["Location"] == alamat(p, asal)
    aktif = client.post(alamat(p, f"{dewi.pk}/aktifkan/?halaman=2"), {"alasan": "Keliru"})
    assert aktif.headers["Location"] == alamat(p, f"{dewi.pk}/?halaman=2")


def test_an_empty_list_says_what_comes_next(client, budi, ratna, pelatihan_di):
    p = pelatihan_di(Tahap.PENYIAPAN)
    client.force_login(budi)
    assert "Impor daftar dari Excel, atau input satu per satu." in teks(client.get(alamat(p)))
    client.force_login(ratna)
    assert "Daftar diisi oleh Tim Kerja pada langkah 3." in teks(client.get(alamat(p)))


@pytest.mark.parametrize("halaman", ["", "konfirmasi/"])
@pytest.mark.parametrize("jumlah", [1, 30])
def test_the_lists_ask_the_database_as_little_for_thirty_as_for_one(
    client, budi, pelatihan_di, jumlah, halaman, django_assert_max_num_queries
):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=[orang_baru(n) for n in range(jumlah)])
    for peserta in p.peserta.all():
        jawab(peserta, pilihan=Pilihan.BERSEDIA)
    client.force_login(budi)
    # of the answers three more: the count, the proofs, how answers came
    with django_assert_max_num_queries(SESI + 3 * bool(halaman)):
        isi = client.get(alamat(p, halaman))
    assert len(isi.context["halaman"]) == min(jumlah, 25)


def test_fifty_or_a_hundred_stand_on_a_page_when_asked_and_nothing_else(client, budi, pelatihan_di):
    p = pelatihan_di(Tahap.PENYIAPAN)
    Peserta.objects.bulk_create(Peserta(pelatihan=p, **orang_baru(n)) for n in range(60))
    client.force_login(budi)
    panjang = {
        ukuran: len(client.get(alamat(p), {"ukuran": ukuran}).context["halaman"])
        for ukuran in ("", "25", "50", "100", "5000", "-1", "x")
    }
    assert panjang == {"": 25, "25": 25, "50": 50, "100": 60, "5000": 25, "-1": 25, "x": 25}


def test_the_link_is_shown_to_the_team_on_request_and_the_trail_says_so(
    client, p, budi, citra, ratna, dodi
):
    dewi = p.peserta.get(nama="Dewi")
    tautan = dewi.konfirmasi.tautan
    status = {}
    for siapa in (citra, ratna, dodi):
        client.force_login(siapa)
        status[siapa.username] = client.post(alamat(p, f"{dewi.pk}/tautan/")).status_code
    assert status == {"citra": 403, "ratna": 403, "dodi": 404}

    # Budi's page of her does not hold the link before he asks for it.
    client.force_login(budi)
    assert tautan not in teks(client.get(alamat(p, f"{dewi.pk}/")))
    halaman = teks(client.post(alamat(p, f"{dewi.pk}/tautan/")))
    assert f'value="{tautan}"' in halaman
    assert "Yth. Bapak/Ibu Dr. Dewi" in halaman
    assert 'href="https://wa.me/62' in halaman
    baris = p.jejak.last()
    assert (baris.aksi, baris.oleh, baris.tindakan) == (
        "lihat_tautan",
        budi,
        "membuka tautan pribadi Dr. Dewi untuk disampaikan",
    )
    assert tautan not in baris.tindakan


def test_after_closing_the_link_is_no_longer_handed_out(client, p, budi):
    dewi = p.peserta.get(nama="Dewi")
    alur.tutup_registrasi(p, oleh=budi)
    client.force_login(budi)
    halaman = client.post(alamat(p, f"{dewi.pk}/tautan/"), follow=True)
    assert "Konfirmasi tidak dapat lagi disampaikan melalui tautan ini." in teks(halaman)
    assert "Salin Tautan" not in teks(halaman)
    assert p.jejak.filter(aksi="lihat_tautan").count() == 0
