"""The live view: parts add up to the whole, and every number opens the list it counts."""

import random
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.utils import timezone

from laporan import pantauan, sigi
from laporan.bahan_contoh import contoh_peserta
from pelatihan.sop import Tahap
from peserta import alur, jawaban, pencatatan
from peserta.daftar import Saringan
from peserta.models import Cara, Konfirmasi, Pilihan
from peserta.tests import berkas_jahat as jahat

pytestmark = pytest.mark.django_db
KUERI = 8
GAMBAR = jahat.gambar("PNG")


def acak(p, benih, budi):
    """People answer, refuse, are written down by the team, struck off, or stay silent."""
    nasib = random.Random(benih)  # noqa: S311 -- a story, not a secret
    for k in Konfirmasi.objects.lengkap().filter(peserta__pelatihan=p).order_by("pk"):
        apa = nasib.choice(["ya", "ya", "tidak", "diam", "petugas", "batal"])
        if apa == "ya":
            jawaban.jawab(k, pilihan=Pilihan.BERSEDIA)
        elif apa == "tidak":
            jawaban.jawab(k, pilihan=Pilihan.TIDAK_BERSEDIA, alasan="TUGAS_BELAJAR")
        elif apa == "petugas":
            pencatatan.catat(
                k.peserta,
                oleh=budi,
                dilihat=None,
                berkas=("layar.png", GAMBAR),
                pilihan=Pilihan.BERSEDIA,
                alasan="",
                keterangan="",
                cara=Cara.TELEPON,
                tanggal_sumber=timezone.localdate(),
                catatan_petugas="Ditelepon.",
            )
        elif apa == "batal":
            alur.batalkan(k.peserta, oleh=budi, alasan="Pensiun.")


def orang_di(p, url):
    """How many people the list behind an address holds."""
    bagian = urlsplit(url)
    isian = QueryDict(bagian.query)
    if bagian.path.endswith("/pantau/daftar/"):
        semua = sigi.orang(p, isian["ukur"], isian.get("menurut", ""), isian.get("nilai", ""))
        return semua.count()
    return Saringan.dari(isian).terapkan(p).count()


@pytest.mark.parametrize("benih", [1, 2])
def test_parts_add_up_and_every_number_opens_its_list(pelatihan_di, budi, benih):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(10))
    acak(p, benih, budi)
    s = sigi.sigi(p)
    semua = ("dipanggil", "bersedia", "tidak_bersedia", "belum")

    # the same as the kept figures of the training
    assert {k: s.jumlah[k] for k in semua} == {k: p.peserta.hitung()[k] for k in semua}
    for angka in (
        s.jumlah,
        *s.pohon.values(),
        *(a for k in s.kelompok.values() for a in k.values()),
    ):
        assert sum(angka[k] for k in semua[1:]) == angka["dipanggil"]
    for kelompok in (*s.kelompok.values(), s.pohon):
        for k in semua:
            assert sum(a[k] for a in kelompok.values()) == s.jumlah[k]
    assert sum(a["menjawab"] for a in s.hari.values()) == s.jumlah["menjawab"]
    assert s.jumlah["lengkap"] + s.jumlah["kurang"] == s.jumlah["bersedia"]

    isi = pantauan.susun(p)
    angka = [*isi["corong"], *isi["jawaban"], *isi["di_antaranya"], *isi["dukung"]]
    kelompok = [sel for k in isi["kelompok"] for b in k["baris"] for sel in b["sel"]]
    kelompok += [sel for b in isi["pohon"] if b["tunggal"] for sel in b["sel"]]
    angka += random.Random(benih).sample(kelompok, 30)  # noqa: S311 -- as above
    assert [(b["url"], orang_di(p, b["url"])) for b in angka] == [(b["url"], b["n"]) for b in angka]


@pytest.mark.parametrize("banyak", [1, 12])
def test_the_page_asks_the_same_number_of_questions(
    client, pelatihan_di, budi, django_assert_num_queries, banyak
):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(banyak))
    client.force_login(budi)
    alamat = f"/pelatihan/{p.kode}/laporan/pantau/"
    client.get(alamat)
    with django_assert_num_queries(KUERI):
        halaman = client.get(alamat)
    assert " style=" not in halaman.content.decode()


def test_the_list_behind_a_number_names_who_is_counted(client, pelatihan_di, citra):
    p = pelatihan_di(Tahap.PENGOLAHAN, peserta=contoh_peserta(12))
    client.force_login(citra)
    alamat = f"/pelatihan/{p.kode}/laporan/pantau/daftar/"
    halaman = client.get(alamat, {"ukur": "bersedia", "menurut": "zona", "nilai": "WITA"})
    assert {o.zona for o in halaman.context["halaman"]} == {"WITA"}
    assert "Zona waktu: WITA. " in halaman.content.decode()
    for salah in ({}, {"ukur": "x"}, {"ukur": "belum", "menurut": "nama"}):
        assert client.get(alamat, salah).status_code == 404


@pytest.mark.parametrize("ekor", ["", "daftar/?ukur=bersedia"])
def test_the_live_view_has_a_tab_of_its_own(client, pelatihan_di, orang, ekor):
    """Lit where it is open, there for everybody who may see the case, and nowhere else."""
    p = pelatihan_di(Tahap.REGISTRASI)
    alamat = f"/pelatihan/{p.kode}/laporan/pantau/"
    for akun in (orang.kepala, orang.ketua, orang.tim):
        client.force_login(akun)
        tab = f'<a href="{alamat}" aria-current="page">Angka Terkini</a>'
        assert tab in client.get(alamat + ekor).content.decode()
        berkas = client.get(p.get_absolute_url()).content.decode()
        assert f'<a href="{alamat}">Angka Terkini</a>' in berkas
