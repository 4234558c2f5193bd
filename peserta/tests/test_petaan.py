"""Budi names the columns of a list whose headings say too little, and is not asked again."""

import datetime as dt
import io
import secrets

import pytest
import time_machine
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from pelatihan import penugasan
from pelatihan.alur import LangkahDitolak
from pelatihan.sop import Tahap
from pengguna.models import Keanggotaan
from peserta import pembacaan
from peserta.impor import intip, periksa
from peserta.impor.hasil import JUDUL_SEBAB
from peserta.models import Peserta, PetaanKolom, Unggahan
from peserta.tests.berkas_keras import JUDUL, SARI, TOGAR, buku, ganti
from peserta.tests.test_impor_halaman import alamat, teks, unggah

pytestmark = pytest.mark.django_db
#: headings that no vocabulary can know
ASING = ("Kode A", "Kode B", "Kode C")
ORANG = ((SARI[0], "Sari Wirastiti", "Denpasar"), (TOGAR[0], "Togar Nasution", "Medan"))


@pytest.fixture
def p(pelatihan_di):
    """A training in preparation that has nobody on its list yet."""
    return pelatihan_di(Tahap.PENYIAPAN)


@pytest.fixture
def meja(client, budi):
    client.force_login(budi)
    return client


def kolom(p, pk=None):
    return alamat(p, f"impor/{pk or Unggahan.objects.latest('pk').pk}/kolom/")


def banyak_lembar(**lembar):
    """A workbook with these sheets, each given as its rows."""
    wb = Workbook()
    wb.remove(wb.active)
    for nama, baris in lembar.items():
        ws = wb.create_sheet(nama)
        for isi in baris:
            ws.append(isi)
    keluar = io.BytesIO()
    wb.save(keluar)
    return keluar.getvalue()


def petakan(meja, p, halaman, **pilihan):
    """Send the page's own form with these choices changed."""
    form = halaman.context["form"]
    isi = {isian.html_name: isian.value() or "" for _, isian in form.baris}
    judul = halaman.context["lembar"]["judul"]
    isi |= {"lembar": halaman.context["nomor"], "judul": f"{judul['awal']}-{judul['dalam']}"}
    return meja.post(kolom(p), isi | pilihan, follow=True)


def test_unknown_headings_are_named_by_hand_and_never_asked_for_again(meja, p):
    # No word of these headings is known. Nothing is lost: the page says why, and shows the values.
    halaman = unggah(meja, p, buku(ASING, *ORANG))
    assert halaman.redirect_chain == [(kolom(p), 302)]
    assert "Baris judul kolom tidak ditemukan pada 20 baris pertama." in teks(halaman)
    lembar = halaman.context["lembar"]
    assert lembar["judul"] == {"awal": 1, "dalam": 1, "ada": False, "diingat": True}
    assert [(k["judul"], k["bidang"], k["contoh"]) for k in lembar["kolom"]] == [
        ("Kode A", "nip", [SARI[0], TOGAR[0]]),
        ("Kode B", "", ["Sari Wirastiti", "Togar Nasution"]),
        ("Kode C", "", ["Denpasar", "Medan"]),
    ]
    assert Unggahan.objects.get().keadaan == "petakan"

    # He names two more columns and sees the preview.
    pratinjau = petakan(meja, p, halaman, kolom_2="nama", kolom_3="tempat_lahir")
    assert pratinjau.context["jumlah"]["baru"] == 2
    assert "Pemetaan kolom yang Anda simpan" not in teks(pratinjau)
    meja.post(alamat(p, f"impor/{Unggahan.objects.get().pk}/simpan/"))
    sari = Peserta.objects.get(nip=SARI[0])
    assert (sari.nama, sari.tempat_lahir) == ("Sari Wirastiti", "Denpasar")

    # The same headings with other people, a column further to the right, are read at once.
    lain = ganti(SARI, nip="199207302017121904")[0]
    lagi = unggah(meja, p, buku(("", *ASING), ("", lain, "Ni Luh Ayu", "Bangli")))
    assert lagi.redirect_chain == [(alamat(p, f"impor/{Unggahan.objects.first().pk}/"), 302)]
    assert lagi.context["jumlah"]["baru"] == 1
    saat = lagi.context["petaan_sejak"]
    assert saat <= timezone.now()
    assert "Pemetaan kolom yang Anda simpan pada" in teks(lagi)
    assert "dipakai untuk berkas ini." in teks(lagi)
    assert PetaanKolom.objects.get().dipakai_pada > saat


def test_another_person_is_asked_for_himself(client, meja, p, budi, citra, dodi):
    halaman = unggah(meja, p, buku(ASING, *ORANG))
    petakan(meja, p, halaman, kolom_2="nama")
    kemarin = timezone.now() - dt.timedelta(days=1)
    Keanggotaan.objects.create(tim=p.tim_kerja, pengguna=dodi, sebagai="anggota", mulai=kemarin)
    penugasan.alihkan_tim(p, oleh=citra, kepada=[budi, dodi], instruksi=["Bantu"], sifat="biasa")
    client.force_login(dodi)
    assert unggah(client, p, buku(ASING, *ORANG)).context["unggahan"].keadaan == "petakan"


def test_a_missing_column_is_pointed_out_and_one_without_a_heading_may_be_it(meja, p):
    isi = buku(("NIP", "", "Jabatan"), (SARI[0], "Sari Wirastiti", "Advokat"))
    halaman = unggah(meja, p, isi)
    assert "Kolom wajib tidak ditemukan: Nama." in teks(halaman)
    galat = petakan(meja, p, halaman)
    assert "Belum ada kolom Nama. Pilih kolom yang berisi nama peserta." in teks(galat)
    assert petakan(meja, p, halaman, kolom_2="nama").context["jumlah"]["baru"] == 1
    assert unggah(meja, p, isi).context["jumlah"]["baru"] == 1


def test_two_columns_of_one_name_are_told_apart(meja, p):
    isi = buku(
        ("NIP", "Nama", "Nama", "Email", "Email"),
        (SARI[0], "Sari", "Sari Wirastiti", "a@contoh.example", "b@contoh.example"),
    )
    halaman = unggah(meja, p, isi)
    assert "Kolom Nama, Email muncul lebih dari satu kali." in teks(halaman)
    hasil = petakan(meja, p, halaman, kolom_2="", kolom_3="nama", kolom_4="", kolom_5="email")
    (baris,) = hasil.context["halaman"]
    assert (baris["data"]["nama"], baris["data"]["email"]) == ("Sari Wirastiti", "b@contoh.example")


def test_one_of_several_sheets_is_chosen_and_chosen_again(meja, p):
    isi = banyak_lembar(Lama=[JUDUL, TOGAR], Baru=[JUDUL, SARI])
    halaman = unggah(meja, p, isi)
    assert "Lebih dari satu lembar berisi data peserta: Lama, Baru." in teks(halaman)
    assert [x["nama"] for x in halaman.context["semua"]] == ["Lama", "Baru"]
    kedua = meja.get(kolom(p), {"lembar": "1"})
    assert kedua.context["lembar"]["nama"] == "Baru"
    for hasil in (petakan(meja, p, kedua), unggah(meja, p, isi)):
        assert [b["data"]["nip"] for b in hasil.context["halaman"]] == [SARI[0]]
        assert "Data diambil dari lembar Baru." in teks(hasil)
    # In a file with other sheets the choice says nothing.
    lain = banyak_lembar(Gelombang1=[JUDUL, TOGAR], Gelombang2=[JUDUL, SARI])
    assert unggah(meja, p, lain).context["unggahan"].keadaan == "petakan"


def test_a_heading_below_other_rows_is_chosen(meja, p):
    isi = buku(("Laporan", "bulan ini"), ("versi", "dua"), ASING, *ORANG)
    halaman = unggah(meja, p, isi)
    assert [c["teks"] for c in halaman.context["lembar"]["calon"]][:3] == [
        "Laporan · bulan ini",
        "versi · dua",
        "Kode A · Kode B · Kode C",
    ]
    ketiga = meja.get(kolom(p), {"lembar": "0", "judul": "3-1"})
    assert [k["judul"] for k in ketiga.context["lembar"]["kolom"]] == list(ASING)
    assert petakan(meja, p, ketiga, kolom_2="nama").context["jumlah"]["baru"] == 2


def test_a_list_without_any_heading_is_read_from_its_first_row_and_marked(meja, p):
    halaman = unggah(meja, p, buku(*ORANG, ("1234", "Ratih", "Solo")))
    assert halaman.context["lembar"]["judul"]["awal"] == 0
    hasil = petakan(meja, p, halaman, kolom_1="nip", kolom_2="nama")
    assert (hasil.context["jumlah"]["baru"], hasil.context["jumlah"]["salah"]) == (2, 1)
    assert not PetaanKolom.objects.exists()  # there is nothing to know such a file again by
    berkas = meja.get(alamat(p, f"impor/{Unggahan.objects.get().pk}/perbaikan/"))
    ws = load_workbook(io.BytesIO(berkas.content)).active
    assert [ws.cell(n, 1).value for n in (1, 2, 3)] == [SARI[0], TOGAR[0], "1234"]
    assert ws.cell(3, 1).comment is not None


def test_a_marked_workbook_comes_back_under_the_same_mapping(meja, p):
    halaman = unggah(meja, p, buku(ASING, *ORANG, ("1234", "Ratih", "Solo")))
    petakan(meja, p, halaman, kolom_1="nip", kolom_2="nama")
    berkas = meja.get(alamat(p, f"impor/{Unggahan.objects.get().pk}/perbaikan/")).content
    ws = load_workbook(io.BytesIO(berkas)).active
    assert ws.cell(1, 4).value == JUDUL_SEBAB
    assert unggah(meja, p, berkas).context["jumlah"]["salah"] == 1


def test_a_mapping_may_be_forgotten(meja, p):
    isi = buku(("NIP", "Nama", "Jabatan"), (SARI[0], "Sari", "Sari Wirastiti"))
    unggah(meja, p, isi)
    salah = petakan(meja, p, meja.get(kolom(p)), kolom_2="", kolom_3="nama")
    assert [b["data"]["nama"] for b in salah.context["halaman"]] == ["Sari Wirastiti"]
    assert "Atur Ulang" in teks(meja.get(kolom(p)))
    benar = meja.post(kolom(p), {"atur_ulang": "1"}, follow=True)
    assert [b["data"]["nama"] for b in benar.context["halaman"]] == ["Sari"]
    assert not PetaanKolom.objects.exists()
    assert "Atur Ulang" not in teks(meja.get(kolom(p)))


def test_what_was_saved_meanwhile_is_not_read_again(meja, p):
    halaman = unggah(meja, p, buku(JUDUL, SARI))
    Unggahan.objects.update(disimpan_pada=timezone.now())
    with pytest.raises(LangkahDitolak, match="sudah disimpan"):
        pembacaan.tunjuk(halaman.context["unggahan"], None)
    assert "sudah disimpan pada" in teks(meja.get(kolom(p), follow=True))


def test_a_column_that_the_words_know_may_be_left_out(meja, p):
    unggah(meja, p, buku(JUDUL, SARI))
    halaman = meja.get(kolom(p))
    assert {k["yakin"] for k in halaman.context["lembar"]["kolom"] if k["bidang"]} == {True}
    surel = next(k for k, _ in halaman.context["form"].baris if k["bidang"] == "email")
    hasil = petakan(meja, p, halaman, **{f"kolom_{surel['kolom']}": ""})
    (baris,) = hasil.context["halaman"]
    assert baris["data"]["email"] == ""
    assert "Kolom tidak dikenali dan tidak diimpor" in teks(hasil)


def test_faults_of_a_mapping_are_named_where_they_are_and_choices_kept(meja, p):
    halaman = unggah(meja, p, buku(ASING, *ORANG))
    galat = petakan(meja, p, halaman, kolom_1="nama", kolom_2="nama", kolom_3="kelamin_l")
    assert galat.status_code == 200
    assert galat.context["form"].errors == {
        "kolom_2": ["Nama dipilih untuk kolom A dan B. Pilih satu kolom saja."],
        "kolom_3": [
            "Jenis Kelamin, tanda pada kolom L berlaku bersama kolom yang satu lagi. Pilih juga "
            "Jenis Kelamin, tanda pada kolom P."
        ],
        "__all__": ["Belum ada kolom NIP atau NIK. Pilih kolom yang berisi nomor itu."],
    }
    assert [isian.value() for _, isian in galat.context["form"].baris] == [
        "nama",
        "nama",
        "kelamin_l",
    ]
    assert Unggahan.objects.get().keadaan == "petakan"


def test_a_mapping_that_finds_nobody_is_told_so_on_its_page(meja, p):
    halaman = unggah(meja, p, buku(ASING, ("catatan", "lain", "lagi")))
    hasil = petakan(meja, p, halaman, kolom_1="nip", kolom_3="nama")
    assert hasil.redirect_chain == [(kolom(p), 302)]
    assert "Tidak ada data peserta di bawah judul kolom." in teks(hasil)
    assert [isian.value() for _, isian in hasil.context["form"].baris] == ["nip", "", "nama"]
    assert not PetaanKolom.objects.exists()
    simpan = meja.post(alamat(p, f"impor/{Unggahan.objects.get().pk}/simpan/"), follow=True)
    assert "Pratinjau ini sudah disimpan atau telah kedaluwarsa." in teks(simpan)


def test_a_sheet_without_any_content_is_refused(meja, p):
    assert "Baris judul kolom tidak ditemukan" in teks(unggah(meja, p, buku()))
    assert not Unggahan.objects.exists()


@pytest.mark.parametrize("isi", [{"lembar": "99"}, {"lembar": "0", "judul": "999-3"}, {"x": "y"}])
def test_a_made_up_address_shows_the_page_as_it_is(meja, p, isi):
    unggah(meja, p, buku(ASING, *ORANG))
    halaman = meja.get(kolom(p), isi)
    assert halaman.context["nomor"] == 0
    assert halaman.context["lembar"]["judul"]["awal"] == 1
    palsu = meja.post(kolom(p), {"kolom_1": "bukan_data", "kolom_2": "nama"})
    assert palsu.context["form"].errors["kolom_1"] == ["Pilih salah satu data dalam daftar."]


def test_the_page_is_its_owners_alone_and_for_a_day(meja, p, client, citra, ratna, dodi, budi):
    unggah(meja, p, buku(ASING, *ORANG))
    lihat, kode = kolom(p), {}
    for siapa in (citra, ratna, dodi):
        client.force_login(siapa)
        kode[siapa.username] = (client.get(lihat).status_code, client.post(lihat).status_code)
    assert kode == {"citra": (403, 403), "ratna": (403, 403), "dodi": (404, 404)}
    with time_machine.travel(timezone.now() + dt.timedelta(hours=24, minutes=1)):
        client.force_login(budi)
        assert client.get(lihat).status_code == 404


def test_a_mapping_leaves_other_fields_to_their_words():
    isi = buku(("NIP", "Nama", "Jabatan"), (SARI[0], "Sari", "Sari Wirastiti"))
    hasil = periksa(isi, petaan={"lembar": "Data", "kolom": {"nama": "C"}})
    assert [(b.data["nip"], b.data["nama"], b.data["jabatan"]) for b in hasil.baris] == [
        (SARI[0], "Sari Wirastiti", "")
    ]
    assert periksa(isi, petaan=None).petaan is None


@pytest.mark.parametrize("salah", [{"gaji": 1}, {"nip": 0}, {"nip": 51}, {"nip": 1, "nama": "A"}])
def test_a_mapping_that_makes_no_sense_is_refused(salah):
    hasil = periksa(buku(JUDUL, SARI), petaan={"lembar": "Data", "kolom": salah})
    assert [c.kode for c in hasil.penolakan] == ["RUSAK"]


def test_what_is_shown_of_a_file_is_bounded():
    lebar = [secrets.token_hex(200) for _ in range(60)]
    (lembar,) = intip(buku(*[lebar] * 200))
    assert len(lembar["kolom"]) == 50
    assert {len(c) for k in lembar["kolom"] for c in k["contoh"]} == {80}
    assert {len(k["contoh"]) for k in lembar["kolom"]} == {3}
    assert len(lembar["calon"]) == 60
    assert intip(b"") == intip(b"PK bukan buku kerja") == []
