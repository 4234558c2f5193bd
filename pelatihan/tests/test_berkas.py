"""The case file and the list of trainings: what they show, to whom, at what cost."""

import re

import pytest

from laporan.bahan_contoh import contoh_peserta, isian_lengkap
from pelatihan import persiapan
from pelatihan.sop import Tahap
from peserta import alur as peserta

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("jumlah", [1, 6])
def test_the_list_costs_the_same_at_one_and_at_many(
    jumlah, client, pelatihan_di, citra, django_assert_num_queries
):
    for _ in range(jumlah):
        pelatihan_di(Tahap.PENYIAPAN)
    client.force_login(citra)
    client.get("/pelatihan/")
    with django_assert_num_queries(7):
        halaman = client.get("/pelatihan/")
    assert len(halaman.context["halaman"].object_list) == jumlah


@pytest.mark.parametrize("jumlah", [1, 12])
def test_the_case_file_costs_the_same_whatever_lies_in_it(
    jumlah, client, pelatihan_di, citra, django_assert_num_queries
):
    p = pelatihan_di(Tahap.PENGOLAHAN, peserta=contoh_peserta(jumlah))
    client.force_login(citra)
    client.get(p.get_absolute_url())
    with django_assert_num_queries(15):
        client.get(p.get_absolute_url())


def test_the_stepper_tells_what_is_done_what_is_now_and_what_comes(client, pelatihan_di, citra):
    p = pelatihan_di(Tahap.PEMERIKSAAN)
    client.force_login(citra)
    halaman = client.get(p.get_absolute_url())
    assert [r["keadaan"] for r in halaman.context["ruas"]] == [
        *["selesai"] * 4,
        "kini",
        "nanti",
    ]


def test_a_search_finds_by_name_and_code_and_keeps_other_teams_out(
    client, pelatihan_di, citra, erna
):
    p = pelatihan_di(Tahap.PENYIAPAN, nama="Pelatihan Fungsional Penyuluh Hukum")
    pelatihan_di(Tahap.PENYIAPAN, nama="Pelatihan Penyuluh HAM", ketua="ketua2", tim="tim2")
    client.force_login(citra)

    def hasil(q):
        return list(client.get("/pelatihan/", {"q": q}).context["halaman"].object_list)

    assert hasil("penyuluh") == [p]
    assert hasil(p.kode) == [p]
    assert hasil("analis") == []
    assert hasil("%") == []


@pytest.mark.parametrize("aneh", ["0", "-1", "abc", "1e9", "999999999999999999999", "1;DROP"])
def test_odd_page_numbers_show_a_page(aneh, client, pelatihan_di, citra):
    p = pelatihan_di(Tahap.PENYIAPAN)
    client.force_login(citra)
    assert client.get("/pelatihan/", {"halaman": aneh}).status_code == 200
    assert client.get(f"{p.get_absolute_url()}jejak/", {"halaman": aneh}).status_code == 200


@pytest.mark.parametrize(
    "alamat",
    ["/pelatihan/x/", "/pelatihan/%00/", "/pelatihan/-1/", "/pelatihan/999999999999999999999/"],
)
def test_an_address_that_names_nothing_is_not_found(alamat, client, citra):
    client.force_login(citra)
    assert client.get(alamat).status_code == 404


def test_a_closed_step_says_so_and_shows_the_way_back(client, pelatihan_di, citra):
    p = pelatihan_di(Tahap.PENYIAPAN)
    client.force_login(citra)
    halaman = client.post(f"{p.get_absolute_url()}tugaskan-tim/", {}, follow=True)
    assert halaman.redirect_chain == [(p.get_absolute_url(), 302)]
    assert (
        "Teruskan Disposisi tidak dapat dilakukan. Tahap pelatihan ini sekarang: Penyiapan Data."
        in halaman.content.decode()
    )


def test_budi_completes_the_training_and_copies_it_to_the_next(client, pelatihan_di, budi):
    lama = pelatihan_di(Tahap.REGISTRASI)
    baru = pelatihan_di(Tahap.PENYIAPAN)
    client.force_login(budi)

    client.post(f"{baru.get_absolute_url()}salin/", {"sumber": lama.pk})

    baru.refresh_from_db()
    assert (baru.tempat, baru.metode, baru.kode_pelatihan) == (lama.tempat, lama.metode, "PF-AHM")
    assert baru.batas_konfirmasi is None
    assert [n.nama for n in baru.narahubung.all()] == [n.nama for n in lama.narahubung.all()]
    assert [d.kode for d in baru.data_dukung.all()] == [d.kode for d in lama.data_dukung.all()]


def test_the_same_code_and_angkatan_twice_a_year_is_refused_by_name(client, pelatihan_di, budi):
    lama = pelatihan_di(Tahap.REGISTRASI)
    p = pelatihan_di(Tahap.PENYIAPAN)
    client.force_login(budi)
    isian = client.get(f"{p.get_absolute_url()}lengkapi/").context["form"].initial
    kirim = {k: v for k, v in isian.items() if v not in (None, "")} | {
        "kode_pelatihan": "PF-AHM",
        "angkatan": lama.angkatan,
        "jenis": "fungsional",
        "metode": "klasikal",
        "tempat": "Depok",
        "batas_konfirmasi": f"{p.mulai.replace(day=p.mulai.day):%Y-%m-%d}T08:00",
        "pemanggilan_nomor": "SDM-1",
        "pemanggilan_tanggal": "2026-01-02",
        "narahubung_1_nama": "Kadek",
        "narahubung_1_ponsel": "12",
    }

    halaman = client.post(f"{p.get_absolute_url()}lengkapi/", kirim)

    galat = {nama: list(isi) for nama, isi in halaman.context["form"].errors.items()}
    assert galat == {
        "kode_pelatihan": ["Kode pelatihan, angkatan, dan tahun ini sudah dipakai pelatihan lain."],
        "batas_konfirmasi": ["Batas konfirmasi harus sebelum tanggal mulai pelatihan."],
        "narahubung_1_ponsel": ["Nomor ponsel tidak sah. Contoh: 081234567890."],
    }
    assert 'value="SDM-1"' in halaman.content.decode()


@pytest.mark.parametrize("alamat", ["", "peserta/", "jejak/", "kendali/"])
def test_on_a_phone_every_tab_begins_with_what_it_holds(alamat, client, pelatihan_di, citra):
    """The tall path is folded into one line; the first tab tells its steps as a story."""
    p = pelatihan_di(Tahap.REGISTRASI)
    client.force_login(citra)
    halaman = client.get(f"{p.get_absolute_url()}{alamat}").content.decode()
    assert 'class="kotak jalur-lipat"' in halaman
    assert "<b>Konfirmasi dan pengolahan data</b>, Peserta dan Tim Kerja" in halaman


def test_the_case_file_is_one_story_from_the_nota_dinas_to_the_receipt(client, pelatihan_di, ratna):
    p = pelatihan_di(Tahap.SELESAI)
    client.force_login(ratna)
    halaman = client.get(p.get_absolute_url()).content.decode()
    bab = [
        f"Nota dinas {p.nota_dinas.nomor}",
        "Disposisi Kepala Pusat",
        "Disposisi Ketua Tim Kerja",
        " peserta</a> terdaftar",
        "Lihat konfirmasi",
        "Laporan Data Peserta Pelatihan",
        "Tanda Terima Laporan",
    ]
    letak = [halaman.index(kata) for kata in bab]
    assert letak == sorted(letak)


def test_the_filled_button_of_step_3_is_always_the_next_act(client, pelatihan_di, budi):
    p = pelatihan_di(Tahap.PENYIAPAN)
    client.force_login(budi)

    def tombol(alamat):
        return re.findall(
            r'class="btn btn-primary"[^>]*>(?:<svg.*?</svg>)?([^<]+)<',
            client.get(f"{p.get_absolute_url()}{alamat}").content.decode(),
        )

    assert tombol("") == ["Lengkapi Data Pelatihan"]
    persiapan.lengkapi(p, oleh=budi, **isian_lengkap(p, "PF-AHM"))
    assert tombol("") == ["Input Data Peserta"]
    assert tombol("peserta/") == ["Impor dari Excel"]
    peserta.catat(p, oleh=budi, data=contoh_peserta(1)[0])
    assert (tombol(""), tombol("peserta/")) == (["Buka Registrasi"], ["Buka Registrasi"])
