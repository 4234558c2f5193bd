"""The list as an address asks for it: filters, order, search, pages from either end."""

import datetime as dt
import itertools

import pytest
from django.core.cache import cache
from django.core.paginator import Paginator
from django.utils import timezone

from eregistrasi.alat.statistik import kenali
from laporan.contoh import contoh_peserta
from pelatihan.sop import Tahap
from peserta import alur, jawaban, massal
from peserta import ikhtisar as ikhtisar_daftar
from peserta.daftar import SURAT, Saringan
from peserta.halaman_daftar import PaginatorTimbal
from peserta.ikhtisar import ikhtisar
from peserta.models import Konfirmasi, Peserta, Pilihan
from surel.models import Status, Surel

pytestmark = pytest.mark.django_db


def orang(n, **ubah):
    nip = f"19900417201503{n % 2 + 1}{n + 1:03}"
    return contoh_peserta(1)[0] | {"nip": nip, "email": f"o{n}@contoh.example"} | ubah


@pytest.fixture
def p(pelatihan_di):
    """Four people of two units and two institutions; Dewi has no address."""
    data = [
        orang(0, nama="Zulkarnain", unit_kerja="Kanwil Riau", instansi="Kementerian Hukum"),
        orang(1, nama="Ayu Wirastiti", unit_kerja="Kanwil Bali", instansi="Kementerian Hukum"),
        orang(2, nama="Dewi", unit_kerja="Kanwil Riau", instansi="Kemenimipas", email=""),
        orang(3, nama="Eko", unit_kerja="Kanwil Bali", instansi="Kemenimipas"),
    ]
    p = pelatihan_di(Tahap.REGISTRASI, peserta=data)
    for nama in ("Ayu Wirastiti", "Zulkarnain"):
        konfirmasi = Konfirmasi.objects.lengkap().get(peserta__nama=nama)
        jawaban.jawab(konfirmasi, pilihan=Pilihan.BERSEDIA)
    return p


@pytest.fixture
def lihat(client, budi, p):
    """Budi opens the list under an address; told are the names that stand there, in order."""
    client.force_login(budi)

    def buka(**isian):
        halaman = client.get(f"/pelatihan/{p.kode}/peserta/", isian)
        assert halaman.status_code == 200
        return [o.nama for o in halaman.context["halaman"]]

    return buka


def test_unit_and_institution_filter_together_with_answer_and_search(lihat):
    assert lihat(unit="Kanwil Riau") == ["Dewi", "Zulkarnain"]
    assert lihat(instansi="Kemenimipas") == ["Dewi", "Eko"]
    assert lihat(unit="Kanwil Riau", instansi="Kemenimipas") == ["Dewi"]
    assert lihat(unit="Kanwil Bali", jawaban="bersedia") == ["Ayu Wirastiti"]
    assert lihat(unit="Kanwil Bali", q="ek") == ["Eko"]
    assert lihat(unit="tidak ada") == []


def test_the_choices_are_what_this_training_holds_and_the_tabs_keep_them(client, budi, p, lihat):
    isi = client.get(f"/pelatihan/{p.kode}/peserta/", {"unit": "Kanwil Bali", "urut": "waktu"})
    pilihan = {nama: (kini, [n for n, _ in isi]) for nama, _, kini, isi in isi.context["pilihan"]}
    assert pilihan["unit"] == ("Kanwil Bali", ["", "Kanwil Bali", "Kanwil Riau"])
    assert pilihan["instansi"] == ("", ["", "Kemenimipas", "Kementerian Hukum"])
    assert pilihan["urut"] == ("waktu", ["", "unit", "waktu"])
    assert isi.context["tab_jawaban"][1]["url"] == (
        f"/pelatihan/{p.kode}/peserta/?jawaban=bersedia&unit=Kanwil+Bali&urut=waktu"
    )


def test_no_filter_is_offered_that_could_leave_nobody_out(client, budi, pelatihan_di):
    p = pelatihan_di(Tahap.PENYIAPAN, peserta=[orang(0)])
    Peserta.objects.bulk_create([Peserta(pelatihan=p, **orang(1))])
    client.force_login(budi)
    isi = client.get(f"/pelatihan/{p.kode}/peserta/").context["pilihan"]
    assert [(nama, [n for n, _ in pilih]) for nama, _, _, pilih in isi] == [
        ("surat", ["", "tanpa_surel"]),
        ("urut", ["", "unit"]),
        ("ukuran", ["25", "50", "100"]),
    ]


def test_the_newest_invitation_tells_its_state(p, lihat, budi):
    status = {"Zulkarnain": Status.TERKIRIM, "Ayu Wirastiti": Status.GAGAL, "Eko": Status.TUNDA}
    for nama, nilai in status.items():
        k = Konfirmasi.objects.get(peserta__nama=nama)
        Surel.objects.filter(kunci=f"undangan:{k.pk}:1").update(status=nilai)
    assert {n: lihat(surat=n) for n in SURAT} == {
        "antre": [],
        "diterima": ["Zulkarnain"],
        "tertunda": ["Eko"],
        "tak_pasti": [],
        "alamat": [],
        "penuh": [],
        "gagal": ["Ayu Wirastiti"],
        "ditahan": [],
        "kirim_ulang": [],
        "tanpa_surel": ["Dewi"],
    }
    # Eko's link is revoked: what counts is the invitation that replaces the one that was delayed.
    alur.cabut_tautan(p.peserta.get(nama="Eko"), oleh=budi)
    assert (lihat(surat="tertunda"), lihat(surat="antre")) == ([], ["Eko"])


def test_the_order_is_one_of_three_and_anything_else_is_the_usual(lihat):
    biasa = ["Ayu Wirastiti", "Dewi", "Eko", "Zulkarnain"]
    assert lihat(urut="unit") == ["Ayu Wirastiti", "Eko", "Dewi", "Zulkarnain"]
    # Zulkarnain answered last; who did not answer stands behind, by name.
    assert lihat(urut="waktu") == ["Zulkarnain", "Ayu Wirastiti", "Dewi", "Eko"]
    for nilai in ("", "nip", "-nama", "pelatihan__kode", "\0"):
        assert lihat(urut=nilai) == biasa
    assert lihat(surat="apa-saja", ukuran="7", jawaban="x") == biasa


def test_a_proof_is_found_by_its_number_or_a_part_of_it(p, lihat):
    nomor = p.bukti.get(konfirmasi__peserta__nama="Ayu Wirastiti").nomor
    assert lihat(q=nomor) == ["Ayu Wirastiti"]
    assert lihat(q=nomor.lower()) == ["Ayu Wirastiti"]
    assert lihat(q=nomor.rpartition("/")[0]) == ["Ayu Wirastiti", "Zulkarnain"]
    assert lihat(q="ER/XX/9") == []


def test_short_words_and_whole_numbers_are_found_as_well(p, lihat):
    assert lihat(q="Wi") == lihat(q="wi ay") == ["Ayu Wirastiti"]
    assert lihat(q="yu") == []  # two letters begin a word
    assert lihat(q="yu", urut="unit") == []
    assert lihat(q="19900417 201503 2 002") == ["Ayu Wirastiti"]
    assert lihat(q="199004172015032002999") == []


def test_no_row_is_lost_or_doubled_between_the_pages(p):
    Peserta.objects.bulk_create(
        Peserta(pelatihan=p, **orang(n, nama=f"Nama {n % 7}")) for n in range(10, 71)
    )
    for urut, ukuran in itertools.product(("", "unit", "waktu"), (1, 7, 25, 100)):
        semua = Saringan(urut=urut).terapkan(p)
        isi = ikhtisar(p, Saringan(urut=urut))
        timbal = PaginatorTimbal(p, Saringan(urut=urut), isi, ukuran)
        biasa = Paginator(semua, ukuran)
        assert timbal.num_pages == biasa.num_pages
        for n in timbal.page_range:
            assert list(timbal.page(n)) == list(biasa.page(n))


def test_the_choices_hold_each_value_once_and_no_empty_one(p, pelatihan_di):
    Peserta.objects.bulk_create(
        Peserta(pelatihan=p, **orang(n, unit_kerja=unit))
        for n, unit in enumerate(["", "a", "B", "a", "Kanwil Bali"], 10)
    )
    ada = ikhtisar(p, Saringan()).ada
    assert ada["unit_kerja"] == ["a", "B", "Kanwil Bali", "Kanwil Riau"]


def test_one_letter_finds_nobody_in_particular_and_the_page_says_so(client, budi, p, lihat):
    assert lihat(q="w") == lihat() == ["Ayu Wirastiti", "Dewi", "Eko", "Zulkarnain"]
    isi = client.get(f"/pelatihan/{p.kode}/peserta/", {"q": "w"}).content.decode()
    assert "Ketik paling sedikit 2 huruf untuk mencari." in isi
    assert 'value="w"' in isi
    assert Saringan(q="w").keterangan(False) == "semua peserta. Urut menurut nama"


def test_a_search_shows_the_first_thousand_and_says_that_there_are_more(
    client, budi, p, lihat, monkeypatch
):
    monkeypatch.setattr(ikhtisar_daftar, "CARI_MAKS", 60)
    Peserta.objects.bulk_create(
        Peserta(pelatihan=p, **orang(n, nama=f"Wayan {n:03}")) for n in range(100, 160)
    )
    semua = [f"Wayan {n:03}" for n in range(100, 160)]
    assert lihat(q="wayan", ukuran="50") + lihat(q="wayan", ukuran="50", halaman="2") == semua
    isi = client.get(f"/pelatihan/{p.kode}/peserta/", {"q": "wayan"}).content.decode()
    assert "60 peserta sesuai saringan." in isi
    Peserta.objects.create(pelatihan=p, **orang(99, nama="Wayan Zed"))
    assert lihat(q="wayan", ukuran="50") + lihat(q="wayan", ukuran="50", halaman="2") == semua
    isi = client.get(f"/pelatihan/{p.kode}/peserta/", {"q": "wayan"}).content.decode()
    assert "Lebih dari 60 peserta sesuai pencarian" in isi
    assert "1–25 dari 60 pertama" in isi


@pytest.mark.parametrize("jumlah", [1, 60, 6000])
def test_the_list_asks_the_same_eight_questions_of_one_and_of_thousands(
    client, budi, p, jumlah, django_assert_num_queries
):
    p.peserta.filter(nama="Eko").update(nama="Orang Eko")
    baru = Peserta.objects.bulk_create(
        Peserta(pelatihan=p, **_banyak(n)) for n in range(jumlah - 1)
    )
    Konfirmasi.objects.bulk_create(Konfirmasi(peserta=o) for o in baru)
    kenali(jumlah, Peserta, Konfirmasi)  # as an import and an opening do
    client.force_login(budi)
    cache.clear()
    for isian in (
        {},
        {"jawaban": "belum", "ukuran": "100"},
        {"unit": "Kanwil Bali", "instansi": "Kemenimipas", "surat": "antre", "urut": "waktu"},
        {"unit": "Kanwil Bali", "ukuran": "50"},
        {"dukung": "kurang", "urut": "unit"},
        {"q": "orang", "ukuran": "100"},
        {"q": "or", "jawaban": "belum"},
        {"q": "tidak ada"},
    ):
        client.get("/")  # the name of the office is asked for once a minute
        # session, person, seats, the case, head of the list, page, jobs, badge
        with django_assert_num_queries(8 - (isian.get("q") == "tidak ada")):
            client.get(f"/pelatihan/{p.kode}/peserta/", isian)


def _banyak(n):
    unik = {"nip": "", "nrp": f"N{n}", "nama": f"Orang {n}", "unit_kerja": "Kanwil Bali"}
    return orang(0, instansi="Kemenimipas", email=f"x{n}@contoh.example") | unik


@pytest.mark.parametrize(
    "saringan",
    [
        Saringan(),
        Saringan(jawaban="belum"),
        Saringan(jawaban="bersedia"),
        Saringan(jawaban="dibatalkan"),
        Saringan(unit="Kanwil Riau"),
        Saringan(surat="gagal"),
        Saringan(q="de"),
    ],
)
def test_the_number_on_the_button_is_that_of_the_page_behind_it(p, budi, saringan):
    Surel.objects.update(dibuat_pada=timezone.now() - dt.timedelta(hours=1))
    baru = [Peserta(pelatihan=p, **orang(n, nama=f"Dewa {n}")) for n in range(10, 16)]
    alur.undang(p, Peserta.objects.bulk_create(baru))
    for n, status in ((10, Status.GAGAL), (11, Status.DITAHAN), (12, Status.TERKIRIM)):
        k = Konfirmasi.objects.get(peserta__nama=f"Dewa {n}")
        lama = timezone.now() - dt.timedelta(hours=1)
        Surel.objects.filter(kunci=f"undangan:{k.pk}:1").update(status=status, dibuat_pada=lama)
    alur.batalkan(p.peserta.get(nama="Eko"), oleh=budi, alasan="Pindah tugas")
    ada = ikhtisar(p, saringan, surat=True).surat
    sasaran = massal.Sasaran(saringan)
    assert ada == tuple(massal.rencana(p, sasaran, ulang=ulang).jumlah for ulang in (False, True))
