"""The administrator's window: who sees it, whom it invites, what it refuses."""

import datetime as dt
import io

import pytest
from django.utils import timezone
from PIL import Image

from pengguna.jabatan import ketua_dari
from pengguna.models import Keanggotaan, KepalaPusat, Organisasi, Pengguna
from surel.models import Surel

pytestmark = pytest.mark.django_db

RUANG = ["pengguna/pengguna", "pengguna/kepalapusat", "pengguna/timkerja", "pengguna/organisasi"]


@pytest.fixture
def meja(client, anna):
    """Anna at her desk."""
    client.force_login(anna)
    return client


def galat(jawab):
    return jawab.context["adminform"].form.errors


def isi_saat(nama, hari):
    """The field as a browser sends it, `hari` days from now; nothing for None."""
    if hari is None:
        return {}
    return {nama: f"{timezone.localtime() + dt.timedelta(days=hari):%Y-%m-%dT%H:%M:%S}"}


@pytest.mark.parametrize("alamat", ["", "login/", "logout/", *(f"{r}/" for r in RUANG)])
def test_the_window_does_not_exist_for_anybody_else(client, orang, alamat):
    assert client.get(f"/admin/{alamat}").status_code == 404
    for siapa in (orang.kepala, orang.ketua, orang.tim):
        client.force_login(siapa)
        assert client.get(f"/admin/{alamat}").status_code == 404


def test_anna_sees_people_and_the_organisation_and_nothing_of_participants(meja):
    daftar = [
        m["object_name"] for a in meja.get("/admin/").context["app_list"] for m in a["models"]
    ]
    assert sorted(daftar) == ["KepalaPusat", "Organisasi", "Pengguna", "TimKerja"]
    assert [meja.get(f"/admin/{r}/").status_code for r in RUANG] == [200] * 4
    assert [meja.get(f"/admin/{r}/add/").status_code for r in RUANG] == [200] * 4


def test_anna_invites_sari_who_chooses_her_own_password(meja):
    isi = {
        "username": "sari", "nama": "Sari Dewi, S.H.", "nip": "19900417 201503 2 901",
        "email": "sari@contoh.example", "is_active": "on",
    }  # fmt: skip
    halaman = meja.post("/admin/pengguna/pengguna/add/", isi, follow=True).content.decode()
    assert "Undangan untuk mengatur kata sandi akan dikirim ke sari@contoh.example." in halaman
    sari = Pengguna.objects.get(username="sari")
    assert (sari.nip, sari.has_usable_password()) == ("199004172015032901", False)
    surel = Surel.objects.get()
    assert (surel.jenis, surel.kepada, surel.kelompok) == (
        "akun_undangan", "sari@contoh.example", f"akun:{sari.pk}",
    )  # fmt: skip
    aksi = {"action": "kirim_undangan", "_selected_action": [sari.pk]}
    assert "kurang dari 15 menit" in meja.post(
        "/admin/pengguna/pengguna/", aksi, follow=True
    ).content.decode().replace("\n", " ")
    assert Surel.objects.count() == 1


def test_a_wrong_nip_and_a_used_address_are_named(meja, budi):
    isi = {"username": "sari", "nama": "Sari", "nip": "123", "email": "BUDI@contoh.example"}
    jawab = meja.post("/admin/pengguna/pengguna/add/", isi)
    assert galat(jawab) == {
        "nip": ["NIP harus 18 digit. Periksa kembali nomornya."],
        "email": ["Alamat surel ini sudah dipakai akun lain."],
    }


def test_the_last_administrator_cannot_shut_herself_out(meja, anna):
    isi = {"username": "anna", "nama": anna.nama, "email": anna.email, "is_active": "on"}
    jawab = meja.post(f"/admin/pengguna/pengguna/{anna.pk}/change/", isi)
    assert galat(jawab)["__all__"][0].startswith("Ini Administrator Sistem terakhir")


def test_nothing_can_be_deleted(meja, budi):
    alamat = [f"/admin/pengguna/pengguna/{budi.pk}/delete/"]
    for model in (KepalaPusat, Organisasi):
        alamat.append(
            f"/admin/pengguna/{model._meta.model_name}/{model.objects.first().pk}/delete/"
        )
    assert [meja.post(a, {"post": "yes"}).status_code for a in alamat] == [403] * 3
    assert "delete_selected" not in meja.get("/admin/pengguna/pengguna/").content.decode()


def test_two_heads_at_one_time_are_refused_at_the_field(meja, citra):
    isi = {"pengguna": citra.pk, "awalan": "", **isi_saat("mulai", -1)}
    jawab = meja.post("/admin/pengguna/kepalapusat/add/", isi)
    assert galat(jawab) == {"mulai": ["Masa berlakunya bertumpuk dengan pejabat lain."]}


def test_a_plh_may_act_beside_the_holder(meja, citra):
    isi = {"pengguna": citra.pk, "awalan": "Plh.", **isi_saat("mulai", -1)}
    kurang = meja.post("/admin/pengguna/kepalapusat/add/", isi).content.decode()
    assert "Isi nomor surat keputusan" in kurang
    assert "Isi akhir masa tugas" in kurang
    isi |= {"nomor_sk": "SEK-12.KP.04.01 Tahun 2026", **isi_saat("sampai", 5)}
    assert meja.post("/admin/pengguna/kepalapusat/add/", isi).status_code == 302
    assert KepalaPusat.objects.get(awalan="Plh.").sebutan == "Plh. Kepala Pusat"


def baris(n, pk, pengguna, sebagai, mulai, sampai=None):
    isi = {"id": pk or "", "pengguna": pengguna.pk, "sebagai": sebagai}
    isi |= isi_saat("mulai", mulai) | isi_saat("sampai", sampai)
    return {f"keanggotaan-{n}-{k}": v for k, v in isi.items()}


def tim_form(tim, baris_lama, *baris_baru):
    isi = {"nama": tim.nama, "aktif": "on"}
    isi |= {
        "keanggotaan-TOTAL_FORMS": len(baris_lama) + len(baris_baru),
        "keanggotaan-INITIAL_FORMS": len(baris_lama),
    }
    for b in (*baris_lama, *baris_baru):
        isi |= b
    return isi


def susunan(citra):
    tim = citra.keanggotaan.get().tim
    return tim, list(Keanggotaan.objects.filter(tim=tim).order_by("pk"))


def test_citra_is_followed_by_another_ketua_in_one_go_and_hands_over(
    meja, citra, ratna, pelatihan_di, django_capture_on_commit_callbacks
):
    p = pelatihan_di("penyiapan")
    tim, lama = susunan(citra)
    ketua = next(k for k in lama if k.sebagai == "ketua")
    isi = tim_form(
        tim,
        [
            baris(n, k.pk, k.pengguna, k.sebagai, -100, -0.001 if k == ketua else None)
            for n, k in enumerate(lama)
        ],
        baris(len(lama), None, ratna, "ketua", -0.001),
    )
    with django_capture_on_commit_callbacks(execute=True):
        jawab = meja.post(f"/admin/pengguna/timkerja/{tim.pk}/change/", isi)
    assert jawab.status_code == 302
    assert ketua_dari(tim) == ratna
    assert p.jejak.latest("pk").tindakan == (
        f"meneruskan tugas Ketua Tim Kerja dari {citra} kepada {ratna}"
    )
    assert Surel.objects.filter(jenis="serah_terima", kepada=ratna.email).count() == 1


def test_two_ketua_at_one_time_are_refused_at_the_field(meja, citra, ratna):
    tim, lama = susunan(citra)
    isi = tim_form(
        tim,
        [baris(n, k.pk, k.pengguna, k.sebagai, -100) for n, k in enumerate(lama)],
        baris(len(lama), None, ratna, "ketua", 0),
    )
    jawab = meja.post(f"/admin/pengguna/timkerja/{tim.pk}/change/", isi)
    kumpulan = jawab.context["inline_admin_formsets"][0].formset
    assert kumpulan.forms[len(lama)].errors == {
        "mulai": ["Tim ini sudah mempunyai Ketua pada masa tersebut."]
    }


def gambar(jenis):
    isi = io.BytesIO()
    Image.new("RGB", (8, 8)).save(isi, jenis)
    isi.seek(0)
    isi.name = "lambang.png"
    return isi


@pytest.mark.parametrize(
    ("berkas", "keluhan"),
    [
        (lambda: gambar("PNG"), None),
        (lambda: gambar("JPEG"), None),
        (lambda: gambar("GIF"), "Jenis berkas tidak didukung. Gunakan PNG atau JPEG."),
    ],
)
def test_the_emblem_is_judged_by_its_bytes(meja, berkas, keluhan):
    kini = Organisasi.kini()
    isi = {
        f: getattr(kini, f)
        for f in ("kementerian", "badan", "pusat", "alamat", "kota", "telepon", "laman")
    } | {"berlaku_mulai": "01-01-2025", "logo": berkas()}
    alamat = f"/admin/pengguna/organisasi/{kini.pk}/change/"
    jawab = meja.post(alamat, isi)
    if keluhan:
        assert galat(jawab) == {"logo": [keluhan]}
        return
    assert jawab.status_code == 302
    assert Organisasi.objects.get(pk=kini.pk).logo
    assert meja.get(alamat).status_code == 200
    meja.post(alamat, {k: v for k, v in isi.items() if k != "logo"} | {"hapus_logo": "on"})
    assert not Organisasi.objects.get(pk=kini.pk).logo


def test_the_window_has_no_second_way_out_and_no_second_password_page(meja):
    assert meja.get("/admin/password_change/").headers["Location"] == "/kata-sandi/ubah/"
    assert meja.get("/admin/logout/").status_code == 405
    assert meja.post("/admin/logout/").headers["Location"] == "/masuk/"


def test_the_window_speaks_the_words_of_the_house(meja):
    """No *berhasil di…*, no *superuser*, no *email*; the way out has the words of the menu."""
    isi = {"username": "sari", "nama": "Sari Dewi, S.H.", "email": "sari", "is_active": "on"}
    salah = meja.post("/admin/pengguna/pengguna/add/", isi).content.decode()
    assert "Periksa kembali isian di bawah." in salah
    assert "Alamat surel tidak sah. Contoh: nama@instansi.go.id." in salah
    benar = isi | {"email": "sari@contoh.example"}
    daftar = meja.post("/admin/pengguna/pengguna/add/", benar, follow=True).content.decode()
    assert "Sari Dewi, S.H.” telah ditambahkan." in daftar.replace("</a>", "")
    assert [kata for kata in ("berhasil", "status superuser", "email</") if kata in daftar] == []
    assert [kata for kata in ("Ubah Kata Sandi", "Keluar") if kata not in daftar] == []


def test_each_field_of_a_seat_has_its_label(meja):
    halaman = meja.get("/admin/pengguna/timkerja/add/").content.decode()
    bidang = ("pengguna", "sebagai", "mulai", "sampai", "diteruskan_kepada")
    assert [b for b in bidang if f'for="id_keanggotaan-0-{b}"' not in halaman] == []


@pytest.mark.parametrize("tanya", ["nama__regex=(", "password__startswith=argon2", "nip__gt=0"])
def test_the_list_is_filtered_by_what_it_offers_only(meja, tanya):
    assert meja.get(f"/admin/pengguna/pengguna/?{tanya}").status_code == 400
    assert meja.get("/admin/pengguna/pengguna/?is_active__exact=1").status_code == 200


@pytest.mark.parametrize("baris", ["\0", "x", "9" * 30])
def test_an_act_on_rows_that_no_list_has_shown_is_refused(meja, baris):
    isi = {"action": "buka_kunci", "_selected_action": ["1", baris]}
    assert meja.post("/admin/pengguna/pengguna/", isi).status_code == 400


@pytest.mark.parametrize("tahun", ["0001", "9999"])
def test_no_letterhead_holds_from_a_year_out_of_reckoning(meja, tahun):
    jawab = meja.post("/admin/pengguna/organisasi/add/", {"berlaku_mulai": f"{tahun}-01-01"})
    assert galat(jawab)["berlaku_mulai"] == [
        "Tahun harus antara 1900 dan 2100. Periksa kembali tahunnya."
    ]
