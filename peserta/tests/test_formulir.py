"""Budi types one participant in, corrects one, and strikes one off."""

import datetime as dt
import re

import pytest

from laporan.bahan_contoh import contoh_peserta
from pelatihan.sop import Tahap
from peserta import alur, jawaban
from peserta.models import Konfirmasi, Peserta, Pilihan
from peserta.tests.test_lomba import serentak
from surel.models import Status, Surel

pytestmark = pytest.mark.django_db
SARI = {
    "status": "pns",
    "nip": "19900417 201503.2 901",
    "nik": "",
    "nrp": "",
    "nama": "Dr. Sari Wirastiti, S.H., M.Kn.",
    "gelar_depan": "",
    "gelar_belakang": "",
    "tempat_lahir": "Denpasar",
    "tanggal_lahir": "",
    "jenis_kelamin": "",
    "golongan": "III/c",
    "jabatan": "Analis Hukum",
    "unit_kerja": "Kantor Wilayah Bali",
    "instansi": "Kementerian Hukum",
    "zona": "WITA",
    "email": "Sari@Contoh.example",
    "hp": "0812-0000-0010",
}
RAHMA = SARI | {
    "status": "non_asn",
    "nip": "",
    "nik": "3276 0152 0485 0002",
    "nama": "Rahmawati",
    "tanggal_lahir": "1985-04-12",
    "jenis_kelamin": "P",
    "golongan": "",
}
WAYAN = SARI | {"status": "tni_polri", "nip": "", "nrp": "9001 0203", "nama": "Wayan Sukma"}


@pytest.fixture
def p(pelatihan_di):
    return pelatihan_di(Tahap.PENYIAPAN)


@pytest.fixture
def meja(client, budi):
    client.force_login(budi)
    return client


def alamat(p, ekor="tambah/"):
    return f"/pelatihan/{p.kode}/peserta/{ekor}"


def teks(halaman):
    return " ".join(halaman.content.decode().split())


def keluhan(meja, p, **isi):
    """The faults that the form names, field by field."""
    form = meja.post(alamat(p), SARI | isi).context["form"]
    return {bidang: list(pesan) for bidang, pesan in form.errors.items()}


def test_a_name_with_degrees_and_a_spaced_number_become_a_tidy_participant(meja, p):
    halaman = meja.post(alamat(p), SARI, follow=True)
    assert halaman.redirect_chain == [(alamat(p, ""), 302)]
    assert "Data telah disimpan." in teks(halaman)
    sari = Peserta.objects.get()
    assert (sari.gelar_depan, sari.nama, sari.gelar_belakang) == (
        "Dr.",
        "Sari Wirastiti",
        "S.H., M.Kn.",
    )
    assert (sari.nip, sari.status, sari.email, sari.hp, sari.zona) == (
        "199004172015032901",
        "pns",
        "sari@contoh.example",
        "+6281200000010",
        "WITA",
    )
    # Birth date and sex, left empty, come from the NIP.
    assert (sari.tanggal_lahir, sari.jenis_kelamin) == (dt.date(1990, 4, 17), "P")
    assert p.jejak.last().tindakan == ("menginput data peserta Dr. Sari Wirastiti, S.H., M.Kn.")


def test_degrees_in_their_own_fields_are_joined_never_doubled(meja, p):
    meja.post(alamat(p), SARI | {"gelar_depan": "Hj.", "gelar_belakang": "S.H., M.Kn."})
    sari = Peserta.objects.get()
    assert sari.nama_lengkap == "Hj. Dr. Sari Wirastiti, S.H., M.Kn."


def test_a_nik_is_kept_encrypted_and_shown_masked(meja, p):
    meja.post(alamat(p), RAHMA)
    rahma = Peserta.objects.get()
    assert (rahma.nip, rahma.nik, rahma.status) == ("", "3276015204850002", "non_asn")
    assert "3276015204850002" not in rahma.nik_sandi + rahma.nik_sidik
    assert "3276••••••••0002" in teks(meja.get(alamat(p, f"{rahma.pk}/")))


def test_soldiers_and_police_come_by_nrp(meja, p):
    meja.post(alamat(p), WAYAN)
    wayan = Peserta.objects.get()
    assert (wayan.status, wayan.nrp, wayan.nip) == ("tni_polri", "90010203", "")


def test_save_and_add_another_keeps_the_form_open(meja, p):
    halaman = meja.post(alamat(p), SARI | {"lagi": "1"}, follow=True)
    assert halaman.redirect_chain == [(alamat(p), 302)]
    assert halaman.context["form"]["nama"].value() is None


@pytest.mark.parametrize(
    ("isi", "bidang", "pesan"),
    [
        ({"nip": ""}, "nip", "NIP/NI PPPK wajib diisi."),
        (
            {"nip": "19900417201503290"},
            "nip",
            "NIP harus 18 digit (NIK 16 digit); tertulis 17 digit. Periksa kembali nomornya.",
        ),
        ({"nip": "3276015204850002"}, "nip", "NIP harus 18 digit. Periksa kembali nomornya."),
        (
            {"nip": "131110468"},
            "nip",
            "Tertulis NIP lama (9 digit). Ganti dengan NIP 18 digit.",
        ),
        (
            {"nip": "199002302015032901"},
            "nip",
            "Delapan digit pertama NIP bukan tanggal lahir yang sah. Periksa kembali NIP.",
        ),
        (
            {"status": "non_asn", "nip": "", "nik": ""},
            "nik",
            "NIK wajib diisi.",
        ),
        (
            {"status": "non_asn"},
            "nip",
            "NIP/NI PPPK hanya untuk PNS dan PPPK. Kosongkan, atau ubah Status Kepegawaian.",
        ),
        ({"status": "tni_polri", "nip": ""}, "nrp", "NRP wajib diisi."),
        (
            {"status": "tni_polri", "nip": "", "nrp": "?"},
            "nrp",
            "NRP tidak sah. Isi 4–20 huruf atau angka.",
        ),
        ({"status": "raja"}, "status", None),
        ({"nama": ""}, "nama", "Nama Lengkap wajib diisi."),
        (
            {"nama": "Sari <b>"},
            "nama",
            "Nama memuat karakter yang tidak diperbolehkan. Gunakan huruf dan tanda baca yang "
            "lazim pada nama.",
        ),
        ({"jabatan": ""}, "jabatan", "Jabatan wajib diisi."),
        ({"email": "sari@"}, "email", "Alamat surel tidak sah. Contoh: nama@instansi.go.id."),
        (
            {"email": "sari@contoh.example; budi@contoh.example"},
            "email",
            "Tertulis lebih dari satu alamat. Isi satu alamat surel saja.",
        ),
        ({"hp": "021-7540077"}, "hp", "Nomor ponsel tidak sah. Contoh: 081234567890."),
        (
            {"tanggal_lahir": "31-02-1990"},
            "tanggal_lahir",
            "Tanggal tidak sah. Tulis dengan urutan hari-bulan-tahun: 23-11-2026.",
        ),
        (
            {"tanggal_lahir": "2020-01-01"},
            "tanggal_lahir",
            "Tanggal Lahir menghasilkan usia di luar 17–80 tahun. Periksa kembali tahun lahirnya.",
        ),
    ],
)
def test_every_fault_is_named_at_its_field(meja, p, isi, bidang, pesan):
    salah = keluhan(meja, p, **isi)
    assert bidang in salah
    assert pesan is None or pesan in salah[bidang]
    assert not Peserta.objects.exists()


def test_several_faults_come_at_once_and_what_was_typed_stays(meja, p):
    isi = {"nip": "123", "email": "sari@", "jabatan": "", "unit_kerja": "Kanwil <Bali>"}
    halaman = meja.post(alamat(p), SARI | isi)
    assert set(halaman.context["form"].errors) == {"nip", "email", "jabatan"}
    form = halaman.context["form"]
    assert {n: form[n].value() for n in SARI} == SARI | isi
    assert 'value="Kanwil &lt;Bali&gt;"' in teks(halaman)
    assert "Periksa kembali 3 isian" in teks(halaman)


@pytest.mark.parametrize(("isian", "kata"), [(SARI, "NIP"), (RAHMA, "NIK"), (WAYAN, "NRP")])
def test_the_same_person_twice_is_refused_by_name(meja, p, isian, kata):
    meja.post(alamat(p), isian)
    halaman = meja.post(alamat(p), isian)
    lengkap = Peserta.objects.get().nama_lengkap
    assert f"{kata} ini sudah terdaftar pada pelatihan ini ({lengkap})." in teks(halaman)
    assert Peserta.objects.count() == 1


def test_a_number_that_disagrees_with_the_date_is_warned_of_and_saved(meja, p):
    halaman = meja.post(alamat(p), SARI | {"tanggal_lahir": "1991-04-17"}, follow=True)
    assert (
        "Jenis kelamin atau tanggal lahir berbeda dari NIP. Periksa kembali; data tetap dapat "
        "disimpan."
    ) in teks(halaman)
    assert Peserta.objects.get().tanggal_lahir == dt.date(1991, 4, 17)
    halaman = meja.post(alamat(p), RAHMA | {"tanggal_lahir": "1985-04-13"}, follow=True)
    assert "Tanggal lahir pada NIK berbeda dari tanggal lahir yang diisi." in teks(halaman)


def test_who_cannot_be_reached_and_who_is_busy_elsewhere_is_pointed_out(
    meja, p, pelatihan_di, budi
):
    lain = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(1))
    nip = lain.peserta.get().nip
    halaman = meja.post(alamat(p), SARI | {"nip": nip, "email": "", "hp": "-"}, follow=True)
    assert "Surel dan nomor ponsel belum diisi." in teks(halaman)
    assert "NIP ini juga terdaftar pada pelatihan lain yang waktunya bersamaan." in teks(halaman)


def test_correcting_changes_the_data_and_the_trail_names_whose(meja, p):
    meja.post(alamat(p), SARI)
    sari = Peserta.objects.get()
    ubah = alamat(p, f"{sari.pk}/ubah/")
    awal = meja.get(ubah).context["form"]
    isian = {n: awal[n].value() or "" for n in awal.fields}
    halaman = meja.post(ubah, isian | {"jabatan": "Analis Hukum Ahli Muda"}, follow=True)
    assert halaman.redirect_chain == [(alamat(p, f"{sari.pk}/"), 302)]
    sari.refresh_from_db()
    assert sari.jabatan == "Analis Hukum Ahli Muda"
    assert p.jejak.last().tindakan == ("mengubah data peserta Dr. Sari Wirastiti, S.H., M.Kn.")


def test_a_page_older_than_the_data_overwrites_nothing(meja, p):
    meja.post(alamat(p), SARI)
    sari = Peserta.objects.get()
    ubah = alamat(p, f"{sari.pk}/ubah/")
    halaman = meja.get(ubah)
    awal = halaman.context["form"]
    isian = {n: awal[n].value() or "" for n in awal.fields}
    tersembunyi = re.search(r'name="dilihat" value="([^"]+)"', halaman.content.decode())
    assert tersembunyi
    isian["dilihat"] = tersembunyi[1]  # as it stands on the page
    assert meja.post(ubah, isian | {"jabatan": "Penyuluh Hukum"}).status_code == 302
    halaman = meja.post(ubah, isian | {"unit_kerja": "Kantor Wilayah Aceh"})
    assert "Data telah diubah dari halaman lain pada" in teks(halaman)
    assert halaman.context["form"]["unit_kerja"].value() == "Kantor Wilayah Aceh"
    sari.refresh_from_db()
    assert (sari.jabatan, sari.unit_kerja) == ("Penyuluh Hukum", "Kantor Wilayah Bali")


@pytest.mark.django_db(transaction=True)
def test_the_same_person_typed_at_two_desks_at_once_is_one_participant(p, budi):
    data = contoh_peserta(1)[0]
    hasil = serentak(lambda _: alur.catat(p, oleh=budi, data=data), range(2))
    assert "NIP ini sudah terdaftar pada pelatihan ini." in map(str, hasil)
    assert Peserta.objects.count() == 1


def test_while_the_registration_is_open_a_newcomer_is_asked_at_once(meja, pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI)
    meja.post(alamat(p), SARI | {"nip": "199004172015032902"})
    sari = p.peserta.get(nama="Sari Wirastiti")
    assert Surel.objects.get(jenis="undangan", kepada="sari@contoh.example").tautan == (
        f"konfirmasi:{sari.konfirmasi.pk}"
    )


@pytest.mark.parametrize("sudah_menjawab", [False, True])
def test_a_corrected_address_gets_the_letter_that_went_astray(budi, pelatihan_di, sudah_menjawab):
    p = pelatihan_di(Tahap.REGISTRASI)
    sari = p.peserta.get()
    tautan = sari.konfirmasi.tautan
    if sudah_menjawab:
        jawaban.jawab(Konfirmasi.objects.lengkap().get(), pilihan=Pilihan.BERSEDIA)
    alur.ubah(sari, oleh=budi, data={"email": "benar@contoh.example"})
    surat = Surel.objects.filter(jenis="undangan").order_by("pk").values_list("kepada", "status")
    if sudah_menjawab:
        assert list(surat) == [(sari.email, Status.ANTRE)]
    else:
        assert list(surat) == [
            (sari.email, Status.DITAHAN),
            ("benar@contoh.example", Status.ANTRE),
        ]
    assert Konfirmasi.objects.get().tautan == tautan


def test_striking_off_wants_a_reason_voids_the_proof_and_tells_the_person(meja, pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI)
    sari = p.peserta.get()
    bukti = jawaban.jawab(Konfirmasi.objects.lengkap().get(), pilihan=Pilihan.BERSEDIA)
    batalkan = alamat(p, f"{sari.pk}/batalkan/")
    assert "Batalkan kepesertaan" in teks(meja.get(batalkan))
    assert "Alasan Pembatalan wajib diisi." in teks(meja.post(batalkan, {"alasan": " "}))
    halaman = meja.post(batalkan, {"alasan": "Pindah tugas"}, follow=True)
    assert f"Kepesertaan {sari} telah dibatalkan." in teks(halaman)
    bukti.dokumen.refresh_from_db()
    assert bukti.dokumen.status == "dibatalkan"
    surat = Surel.objects.get(jenis="kepesertaan_dibatalkan")
    assert "Pindah tugas" in surat.teks
    assert bukti.nomor in surat.teks
    assert p.jejak.last().catatan == "Pindah tugas"
    for lagi in (batalkan, alamat(p, f"{sari.pk}/ubah/")):
        halaman = meja.post(lagi, {"alasan": "Lagi"}, follow=True)
        assert halaman.redirect_chain == [(sari.get_absolute_url(), 302)]
        assert f"Kepesertaan {sari} sudah dibatalkan." in teks(halaman)
    assert p.jejak.last().catatan == "Pindah tugas"


def test_an_invitation_that_has_not_left_is_held_back_from_who_was_struck_off(budi, pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI)
    alur.batalkan(p.peserta.get(), oleh=budi, alasan="Pindah tugas")
    assert Surel.objects.get(jenis="undangan").status == Status.DITAHAN


def test_only_the_team_may_enter_correct_and_strike_off(client, pelatihan_di, citra, ratna, dodi):
    p = pelatihan_di(Tahap.REGISTRASI)
    pk = p.peserta.get().pk
    ekor = ("tambah/", "impor/", "templat/", f"{pk}/ubah/", f"{pk}/batalkan/")
    status = {}
    for siapa in (citra, ratna, dodi):
        client.force_login(siapa)
        status[siapa.username] = {client.get(alamat(p, e)).status_code for e in ekor} | {
            client.post(alamat(p, e), SARI).status_code for e in ekor if e != "templat/"
        }
    assert status == {"citra": {403}, "ratna": {403}, "dodi": {404}}


def test_a_participant_of_another_training_is_not_found_here(meja, pelatihan_di):
    p, lain = pelatihan_di(Tahap.REGISTRASI), pelatihan_di(Tahap.REGISTRASI, kode="PF-PH")
    pk = lain.peserta.get().pk
    for ekor in (f"{pk}/", f"{pk}/ubah/", f"{pk}/batalkan/"):
        assert meja.get(alamat(p, ekor)).status_code == 404
    assert meja.post(alamat(p, f"{pk}/tautan/")).status_code == 404
