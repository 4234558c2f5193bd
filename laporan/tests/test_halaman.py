"""The report's pages, as the people of the SOP meet them."""

import pytest
from django.utils import timezone

from laporan.bahan_contoh import contoh_peserta
from laporan.daftar_periksa import SOAL
from pelatihan.sop import Tahap
from pengguna.models import Keanggotaan

pytestmark = pytest.mark.django_db
KUERI = 19
SEMUA = list(SOAL)


def isian(**ubah):
    return {
        "nomor": "SDM.5-SM.02.01-512",
        "tanggal": timezone.localdate().isoformat(),
        "kendala": "Jaringan terbatas.",
        "tindak_lanjut": "",
        "saran": "",
        **ubah,
    }


def pesan(jawaban):
    return [str(m) for m in jawaban.context["messages"]]


def test_before_the_registration_is_closed_there_is_no_report(client, pelatihan_di, budi, citra):
    p = pelatihan_di(Tahap.REGISTRASI)
    client.force_login(budi)
    for cara, alamat in ((client.get, "susun/"), (client.post, "susun/"), (client.post, "ajukan/")):
        jawaban = cara(f"/pelatihan/{p.kode}/laporan/{alamat}", follow=True)
        assert pesan(jawaban) == [
            "Laporan belum dapat disampaikan karena registrasi belum ditutup. "
            "Tutup registrasi terlebih dahulu."
        ]
    assert "Belum ada laporan" in client.get(f"/pelatihan/{p.kode}/laporan/").content.decode()
    client.force_login(citra)
    assert client.get(f"/pelatihan/{p.kode}/laporan/susun/").status_code == 403


def test_the_draft_is_kept_and_comes_back(client, pelatihan_di, budi):
    p = pelatihan_di(Tahap.PENGOLAHAN)
    alamat = f"/pelatihan/{p.kode}/laporan/susun/"
    client.force_login(budi)
    jawaban = client.post(alamat, {"kendala": "Baru sebagian."}, follow=True)
    assert [t.startswith("Draf telah disimpan pada pukul ") for t in pesan(jawaban)] == [True]
    assert "Baru sebagian." in jawaban.content.decode()
    p.refresh_from_db()
    assert p.tahap == Tahap.PENGOLAHAN


@pytest.mark.parametrize(
    ("ubah", "galat"),
    [
        ({"nomor": ""}, {"nomor": ["Nomor Nota Dinas Laporan wajib diisi."]}),
        ({"tanggal": "kemarin"}, {"tanggal": None}),
        ({"tanggal": "2099-01-01"}, {"tanggal": ["Tanggal laporan berada di masa depan."]}),
        (
            {"tanggal": "2020-01-01"},
            {"tanggal": ["Tanggal laporan mendahului penutupan registrasi."]},
        ),
        ({"kendala": "x" * 4001}, {"kendala": None}),
        ({"saran": "\0"}, {"saran": None}),
    ],
)
def test_a_faulty_report_comes_back_with_what_was_typed(client, pelatihan_di, budi, ubah, galat):
    p = pelatihan_di(Tahap.PENGOLAHAN)
    client.force_login(budi)
    jawaban = client.post(f"/pelatihan/{p.kode}/laporan/ajukan/", isian(**ubah))
    form = jawaban.context["form"]
    assert set(form.errors) == set(galat)
    for nama, teks in galat.items():
        if teks:
            assert form.errors[nama] == teks
    assert "Jaringan terbatas." in jawaban.content.decode() or "kendala" in galat
    assert not p.laporan.exists()


def test_a_report_goes_back_with_a_note_and_returns_with_an_answer(
    client, pelatihan_di, citra, budi
):
    p = pelatihan_di(Tahap.PENGOLAHAN, peserta=contoh_peserta(12))
    laporan = f"/pelatihan/{p.kode}/laporan/"

    # Budi hands it in.
    client.force_login(budi)
    jawaban = client.post(f"{laporan}ajukan/", isian(), follow=True)
    assert pesan(jawaban) == ["Laporan telah disampaikan kepada Ketua Tim Kerja."]

    # Citra sees the figures and the checks, and sends it back; a note is asked for.
    client.force_login(citra)
    halaman = client.get(laporan)
    assert [a["nilai"] for a in halaman.context["angka"]] == [12, 8, 2, 2, 0, 0]
    assert [b["baik"] for b in halaman.context["setuju"].baris()] == [
        True, True, True, True, True,
    ]  # fmt: skip
    assert "Setujui dan Sampaikan kepada Kepala Pusat" in halaman.content.decode()
    tanpa = client.post(f"{laporan}kembalikan/", {"versi": 1, "catatan": " "})
    assert "Catatan perbaikan wajib diisi." in tanpa.content.decode()
    jawaban = client.post(
        f"{laporan}kembalikan/", {"versi": 1, "catatan": "Tulis saran."}, follow=True
    )
    assert pesan(jawaban) == ["Laporan telah dikembalikan kepada Tim Kerja untuk diperbaiki."]

    # Budi reads the note and must answer it.
    client.force_login(budi)
    halaman = client.get(f"{laporan}susun/").content.decode()
    assert "Tulis saran." in halaman
    assert "Jaringan terbatas." in halaman
    jawaban = client.post(f"{laporan}ajukan/", isian(saran="Lebih awal."))
    assert jawaban.context["form"].errors == {
        "tanggapan": ["Tuliskan tanggapan atas catatan perbaikan."]
    }
    jawaban = client.post(
        f"{laporan}ajukan/", isian(saran="Lebih awal.", tanggapan="Saran ditulis."), follow=True
    )
    assert pesan(jawaban) == ["Laporan telah disampaikan kepada Ketua Tim Kerja."]

    # Citra's old page is refused; on the new one she sees the answer and what changed.
    client.force_login(citra)
    jawaban = client.post(f"{laporan}sampaikan/", {"versi": 1, "centang": SEMUA})
    assert jawaban.status_code == 409
    assert jawaban.context["perbedaan"] == [("Saran", "", "Lebih awal.")]
    assert "Keputusan Anda atas versi 1 tidak disimpan." in jawaban.content.decode()
    halaman = client.get(laporan)
    assert "Saran ditulis." in halaman.content.decode()
    assert halaman.context["perbedaan"] == [("Saran", "", "Lebih awal.")]
    jawaban = client.post(
        f"{laporan}sampaikan/", {"versi": 2, "centang": SEMUA, "catatan": "Baik."}, follow=True
    )
    assert pesan(jawaban) == ["Laporan telah disampaikan kepada Kepala Pusat."]


def test_the_head_returns_a_report_once_and_then_receives_it(client, pelatihan_di, ratna, citra):
    p = pelatihan_di(Tahap.PENYAMPAIAN)
    laporan = f"/pelatihan/{p.kode}/laporan/"

    # Ratna returns it, Citra sees why, and passes it on again.
    client.force_login(ratna)
    assert f"proses registrasi {p} dinyatakan selesai" in client.get(laporan).content.decode()
    client.post(f"{laporan}kembalikan-ketua/", {"versi": 1, "catatan": "Jelaskan kuota."})
    client.force_login(citra)
    assert "Jelaskan kuota." in client.get(laporan).content.decode()
    client.post(f"{laporan}sampaikan/", {"versi": 1, "centang": SEMUA, "catatan": "Mohon arahan."})

    # Looking is not receiving; the button is.
    client.force_login(ratna)
    assert "Mohon arahan." in client.get(laporan).content.decode()
    p.refresh_from_db()
    assert p.tahap == Tahap.PENYAMPAIAN
    jawaban = client.post(f"{laporan}terima/", {"versi": 1, "arahan": "Lanjutkan."}, follow=True)
    assert pesan(jawaban) == ["Laporan telah diterima."]
    assert "Tanda Terima Laporan" in jawaban.content.decode()
    assert [(b["pelaku"].username, b["teks"]) for b in jawaban.context["riwayat"]] == [
        ("ratna", "menerima laporan versi 1"),
        ("citra", "menyetujui dan menyampaikan laporan versi 1"),
        ("ratna", "mengembalikan laporan versi 1 kepada Ketua Tim Kerja"),
        ("citra", "menyetujui dan menyampaikan laporan versi 1"),
        ("budi", "menyampaikan laporan versi 1 kepada Ketua Tim Kerja"),
    ]

    # A second press finds the case closed.
    jawaban = client.post(f"{laporan}terima/", {"versi": 1}, follow=True)
    assert pesan(jawaban) == [
        "Terima Laporan tidak dapat dilakukan. Tahap pelatihan ini sekarang: Laporan Diterima."
    ]


@pytest.mark.parametrize("versi", ["", "dua", "99999999999999999999"])
def test_a_decision_without_a_version_is_not_taken(client, pelatihan_di, ratna, versi):
    p = pelatihan_di(Tahap.PENYAMPAIAN)
    client.force_login(ratna)
    jawaban = client.post(f"/pelatihan/{p.kode}/laporan/terima/", {"versi": versi}, follow=True)
    assert jawaban.status_code == 200
    p.refresh_from_db()
    assert p.tahap == Tahap.PENYAMPAIAN


def test_the_writer_of_a_report_is_shown_no_decision(client, pelatihan_di, budi, citra):
    p = pelatihan_di(Tahap.PEMERIKSAAN)
    kini = timezone.now()
    Keanggotaan.objects.filter(pengguna__in=[citra, budi]).update(sampai=kini)
    Keanggotaan.objects.create(tim=p.tim_kerja, pengguna=budi, sebagai="ketua", mulai=kini)
    client.force_login(budi)
    halaman = client.get(f"/pelatihan/{p.kode}/laporan/").content.decode()
    assert "harus diperiksa oleh orang lain" in halaman
    assert f"/pelatihan/{p.kode}/laporan/sampaikan/" not in halaman


AKSI = {
    "ajukan/": (Tahap.PENGOLAHAN, "tim"),
    "susun/": (Tahap.PENGOLAHAN, "tim"),
    "sampaikan/": (Tahap.PEMERIKSAAN, "ketua"),
    "kembalikan/": (Tahap.PEMERIKSAAN, "ketua"),
    "terima/": (Tahap.PENYAMPAIAN, "kepala"),
    "kembalikan-ketua/": (Tahap.PENYAMPAIAN, "kepala"),
}


@pytest.mark.parametrize(("alamat", "tahap", "pemegang"), [(a, *t) for a, t in AKSI.items()])
def test_each_act_is_one_roles_alone(client, pelatihan_di, orang, alamat, tahap, pemegang):
    p = pelatihan_di(tahap)
    jawaban = {}
    for nama in ("kepala", "ketua", "tim", "ketua2", "tim2", "admin"):
        if nama != pemegang:
            client.force_login(getattr(orang, nama))
            jawaban[nama] = client.post(f"/pelatihan/{p.kode}/laporan/{alamat}").status_code
    semua = {"kepala": 403, "ketua": 403, "tim": 403, "ketua2": 404, "tim2": 404, "admin": 404}
    assert jawaban == {n: kode for n, kode in semua.items() if n != pemegang}


def test_the_lists_are_those_of_the_version(client, pelatihan_di, citra):
    p = pelatihan_di(Tahap.PEMERIKSAAN, peserta=contoh_peserta(12))
    client.force_login(citra)
    alamat = f"/pelatihan/{p.kode}/laporan/1/lampiran/"
    rekaman = p.laporan.get().rekaman
    for nomor in (1, 2, 3):
        halaman = client.get(f"{alamat}{nomor}/").context["halaman"]
        assert list(halaman) == rekaman[f"lampiran_{nomor}"]
    assert client.get(f"{alamat}4/").status_code == 404
    assert client.get(f"/pelatihan/{p.kode}/laporan/2/lampiran/1/").status_code == 404


@pytest.mark.parametrize("banyak", [1, 3])
def test_the_page_asks_the_same_number_of_questions(
    client, pelatihan_di, citra, budi, django_assert_num_queries, banyak
):
    p = pelatihan_di(Tahap.PEMERIKSAAN, peserta=contoh_peserta(banyak))
    laporan = f"/pelatihan/{p.kode}/laporan/"
    for versi in range(1, banyak):
        client.force_login(citra)
        client.post(f"{laporan}kembalikan/", {"versi": versi, "catatan": "Perbaiki."})
        client.force_login(budi)
        client.post(f"{laporan}ajukan/", isian(tanggapan="Sudah."))
    client.force_login(citra)
    client.get(laporan)
    with django_assert_num_queries(KUERI):
        client.get(laporan)


def test_opening_is_not_receiving(client, pelatihan_di, ratna):
    """Page, paper, workbook, and the very address of the act: whatever Ratna opens, it waits."""
    p = pelatihan_di(Tahap.PENYAMPAIAN)
    laporan = f"/pelatihan/{p.kode}/laporan/"
    client.force_login(ratna)
    buku = p.laporan.get().xlsx.get_absolute_url()
    dibuka = [laporan, f"{laporan}lampiran/1/", f"{laporan}1/perubahan/", f"{laporan}terima/", buku]
    status = [client.get(alamat).status_code for alamat in dibuka]
    assert status == [200, 404, 200, 405, 200]
    assert client.head(f"{laporan}terima/").status_code == 405
    p.refresh_from_db()
    assert (p.tahap, p.jejak.filter(aksi="terima_laporan").count()) == (Tahap.PENYAMPAIAN, 0)
    client.post(f"{laporan}terima/", {"versi": 1})
    assert p.jejak.filter(aksi="terima_laporan").count() == 1
