"""Wulan, of the office that sends three of the participants, looks after her own people."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from laporan.bahan_contoh import contoh_peserta
from pelatihan.sop import Tahap
from peserta import tautan_unit
from peserta.models import CalonPengganti, Peserta, TautanUnit
from peserta.tests.pengunjung import Pengunjung
from surel.models import Surel

UNIT = "Kantor Wilayah Bali"
CALON = {
    "nama": "Made Wirawan, S.H.",
    "nip": "199001012015031002",
    "jabatan": "Analis Hukum",
    "golongan": "III/b",
    "unit_kerja": UNIT,
    "instansi": "Kementerian Hukum",
    "email": "made@contoh.example",
    "hp": "081234567890",
    "persetujuan_atasan": "1",
}


@pytest.fixture
def pelatihan(pelatihan_di):
    """Three people of Wulan's unit, one of another."""
    orang = [
        {**o, "unit_kerja": UNIT if n < 3 else "Lapas Lain", "email": f"orang{n}@contoh.example"}
        for n, o in enumerate(contoh_peserta(4))
    ]
    return pelatihan_di(Tahap.REGISTRASI, peserta=orang)


@pytest.fixture
def pegawai(pelatihan):
    return list(pelatihan.peserta.order_by("pk"))


@pytest.fixture
def jendela(client, pelatihan, budi):
    """Budi makes the link at his desk."""
    client.force_login(budi)
    client.post(
        f"{pelatihan.get_absolute_url()}peserta/unit/buat/",
        {
            "unit": f"unit_kerja:{UNIT}",
            "nama_pic": "Wulan Sari",
            "email": "wulan@contoh.example",
            "hp": "081299990000",
            "berlaku_sampai": pelatihan.selesai.isoformat(),
        },
    )
    return TautanUnit.objects.get()


def jalan(tautan):
    return tautan.tautan.removeprefix("http://testserver")


def buka(tautan, klien=None):
    """(browser, page) after the link was opened."""
    klien = klien or Client(enforce_csrf_checks=True)
    return klien, klien.get(jalan(tautan), follow=True)


def tolak(peserta):
    """This person declines, for a reason that is nobody's business."""
    sari = Pengunjung(peserta.konfirmasi)
    sari.kenalkan()
    sari.jawab("tidak_bersedia", alasan="SAKIT", keterangan="Rawat inap di rumah sakit.")


def kirim_usul(klien, tautan, pk, **ubah):
    alamat = f"/unit/{tautan.id_publik}/pengganti/{pk}/"
    klien.get(alamat)
    kuki = klien.cookies.get("csrftoken") or klien.cookies.get("__Host-csrftoken")
    tanda = {"csrfmiddlewaretoken": kuki.value} if kuki else {}
    return klien.post(alamat, {**CALON, **tanda, **ubah})


def test_the_pic_sees_the_own_people_and_neither_reasons_nor_ways_to_reach_them(jendela, pegawai):
    tolak(pegawai[0])
    klien = Client()
    tukar = klien.get(jalan(jendela))
    respons = klien.get(tukar["Location"])
    teks = respons.content.decode()

    assert (tukar.status_code, tukar["Location"]) == (303, f"/unit/{jendela.id_publik}/")
    assert [o.nama_lengkap in teks for o in pegawai] == [True, True, True, False]
    rahasia = [o.nip for o in pegawai] + [o.email for o in pegawai] + [o.hp for o in pegawai]
    assert [r for r in [*rahasia, "Rawat inap", "SAKIT", "Sakit"] if r and r in teks] == []
    assert respons.context["angka"] == {
        "": 3,
        "bersedia": 0,
        "tidak_bersedia": 1,
        "belum": 2,
        "perlu": 1,
    }
    assert respons["Cache-Control"] == "no-store, private"
    assert respons["X-Robots-Tag"] == "noindex, nofollow"
    assert respons["Referrer-Policy"] == "same-origin"
    assert tukar["Referrer-Policy"] == "no-referrer"


def test_looking_is_written_down_once_an_hour(pelatihan, jendela):
    klien, _ = buka(jendela)
    klien.get(f"/unit/{jendela.id_publik}/")
    klien.head(f"/unit/{jendela.id_publik}/")
    garis = pelatihan.jejak.filter(aksi="lihat_unit")
    assert [(g.pelaku, g.sebagai) for g in garis] == [("Wulan Sari", "Narahubung Unit Pengirim")]

    TautanUnit.objects.update(dibuka_pada=timezone.now() - dt.timedelta(hours=2))
    klien.get(f"/unit/{jendela.id_publik}/")
    assert garis.all().count() == 2


def test_a_substitute_is_proposed_marked_and_decided_by_the_team(
    client, pelatihan, jendela, pegawai, budi
):
    tolak(pegawai[0])
    klien, halaman = buka(jendela)
    assert "Usulkan Pengganti" in halaman.content.decode()

    respons = kirim_usul(klien, jendela, pegawai[0].pk)

    calon = CalonPengganti.objects.get()
    assert respons.status_code == 303
    assert (calon.asal, calon.untuk, calon.lewat) == ("unit", pegawai[0], jendela)
    assert Surel.objects.filter(
        kepada=budi.email, jenis="kabar_tim", teks__contains="narahubung Kantor Wilayah Bali"
    ).exists()
    baris = pelatihan.jejak.get(aksi="usul_pengganti")
    assert (baris.pelaku, baris.sebagai) == ("Wulan Sari", "Narahubung Unit Pengirim")
    lagi = klien.get(f"/unit/{jendela.id_publik}/").content.decode()
    assert "menunggu keputusan Tim Kerja" in lagi
    assert "Usulkan Pengganti" not in lagi
    client.force_login(budi)
    meja = client.get(f"{pelatihan.get_absolute_url()}peserta/pengganti/").content.decode()
    assert "diusulkan Wulan Sari, narahubung Kantor Wilayah Bali" in meja

    ditolak = kirim_usul(klien, jendela, pegawai[0].pk, nip="199202022016041003")
    assert ditolak.status_code == 422
    assert CalonPengganti.objects.count() == 1


def test_the_scope_cannot_be_widened(pelatihan, pelatihan_di, jendela, pegawai):
    """Another unit's person, somebody who comes, another training: nothing is within reach."""
    tolak(pegawai[3])
    lain = pelatihan_di(Tahap.REGISTRASI)
    klien, _ = buka(jendela)
    klien.get(f"/unit/{jendela.id_publik}/pengganti/{pegawai[1].pk}/")  # brings the form's token
    jauh = [pegawai[3].pk, lain.peserta.first().pk, 10**9]
    assert [kirim_usul(klien, jendela, pk).status_code for pk in jauh] == [404, 404, 404]
    assert kirim_usul(klien, jendela, pegawai[1].pk).status_code == 422  # may still answer
    assert CalonPengganti.objects.count() == 0
    # the same browser with the id of a link it has not opened
    asing = TautanUnit.objects.create(
        pelatihan=lain,
        lingkup="unit_kerja",
        nilai=lain.peserta.first().unit_kerja,
        nama_pic="Orang Lain",
        berlaku_sampai=lain.selesai,
        dibuat_oleh=jendela.dibuat_oleh,
    )
    assert klien.get(f"/unit/{asing.id_publik}/").status_code == 404
    potong = jendela.token[:-1]
    palsu = f"{asing.id_publik}.1.{jendela.token.rpartition('.')[2]}"
    assert [klien.get(f"/u/{t}/").status_code for t in (potong, palsu, "x", "\x00")] == [404] * 4


def test_revoked_expired_and_unknown_links_look_the_same(client, pelatihan, jendela, budi):
    lama, (klien, _) = jalan(jendela), buka(jendela)
    alamat = f"{pelatihan.get_absolute_url()}peserta/unit/{jendela.pk}/"
    client.force_login(budi)
    client.post(f"{alamat}cabut/")

    def teks(jalur):
        respons = klien.get(jalur)
        assert respons.status_code == 404
        return respons.content.decode()

    tidak_dikenal = teks("/u/tidak-ada/")
    assert teks(lama) == tidak_dikenal
    assert teks(f"/unit/{jendela.id_publik}/") == tidak_dikenal

    # renewed after a revocation it is another link; the old one stays dead
    besok = timezone.localdate() + dt.timedelta(days=1)
    client.post(f"{alamat}perbarui/", {"berlaku_sampai": besok.isoformat()})
    jendela.refresh_from_db()
    assert jalan(jendela) != lama
    assert teks(lama) == tidak_dikenal
    assert buka(jendela)[1].status_code == 200

    TautanUnit.objects.update(berlaku_sampai=timezone.localdate() - dt.timedelta(days=1))
    assert teks(jalan(jendela)) == tidak_dikenal
    garis = pelatihan.jejak.filter(aksi__contains="tautan_unit").order_by("pk")
    assert [g.aksi for g in garis] == ["cabut_tautan_unit", "perbarui_tautan_unit"]


def test_the_link_is_written_to_the_pic_and_shown_to_the_team_alone(
    client, pelatihan, jendela, budi, citra
):
    surat = Surel.objects.get(jenis="tautan_unit")
    assert (surat.kepada, surat.tautan) == ("wulan@contoh.example", f"unit:{jendela.pk}")
    assert jendela.token not in surat.teks  # no table holds the key
    alamat = f"{pelatihan.get_absolute_url()}peserta/unit/"
    client.force_login(budi)
    teks = client.post(f"{alamat}{jendela.pk}/tautan/").content.decode()
    assert (jendela.tautan in teks, "https://wa.me/6281299990000?" in teks) == (True, True)
    client.force_login(citra)
    assert jendela.token not in client.get(alamat).content.decode()
    assert client.post(f"{alamat}{jendela.pk}/tautan/").status_code == 403


def test_a_unit_that_is_not_there_and_a_day_after_the_training_are_refused(client, pelatihan, budi):
    client.force_login(budi)
    sesudah = pelatihan.selesai + dt.timedelta(days=1)
    respons = client.post(
        f"{pelatihan.get_absolute_url()}peserta/unit/buat/",
        {"unit": "unit_kerja:Lain", "nama_pic": "W", "berlaku_sampai": sesudah.isoformat()},
    )
    assert respons.status_code == 422
    assert set(respons.context["form"].errors) == {"unit", "berlaku_sampai"}
    assert TautanUnit.objects.count() == 0


@pytest.mark.parametrize("banyak", [1, 40])
def test_the_page_asks_the_database_as_often_for_one_as_for_many(
    banyak, pelatihan, jendela, django_assert_num_queries
):
    Peserta.objects.bulk_create(
        Peserta(pelatihan=pelatihan, nama=f"Orang {n}", nrp=f"{n:08}", unit_kerja=UNIT)
        for n in range(banyak)
    )
    klien, _ = buka(jendela)
    with django_assert_num_queries(8):
        klien.get(f"/unit/{jendela.id_publik}/")


def test_nobody_proposes_when_the_time_is_over(pelatihan, jendela, pegawai):
    tolak(pegawai[0])
    klien, _ = buka(jendela)
    pelatihan.batas_pengganti = timezone.now() - dt.timedelta(minutes=1)
    pelatihan.save()
    respons = kirim_usul(klien, jendela, pegawai[0].pk)
    assert respons.status_code == 422
    assert "Batas usul pengganti telah lewat" in respons.content.decode()
    jendela.pelatihan.refresh_from_db()
    assert tautan_unit.halangan_usul_unit(jendela, timezone.now())
