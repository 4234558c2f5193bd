"""Choosing a password: by the old one, by a letter, by an invitation."""

import re

import pytest

from pengguna.models import Pengguna
from surel import sambungan
from surel.kotak import dengan_tautan
from surel.models import Surel

pytestmark = pytest.mark.django_db

BARU = "empat kata yang panjang"
JAWAB = "Jika alamat surel itu terdaftar"


def tautan_dalam(surel):
    """The link as it leaves; the row itself holds none."""
    teks, _ = dengan_tautan(surel, nyata=True)
    assert "/kata-sandi/atur/" not in surel.teks + surel.html + surel.tautan
    return re.search(r"http://testserver(/kata-sandi/atur/\S+)", teks).group(1)


def atur(client, alamat, satu=BARU, dua=None):
    tujuan = client.get(alamat).headers["Location"]
    return client.post(tujuan, {"new_password1": satu, "new_password2": dua or satu}, follow=True)


def test_budi_forgets_his_password_and_comes_back_in(client, budi):
    halaman = client.post("/kata-sandi/lupa/", {"email": "BUDI@contoh.example"}, follow=True)
    assert JAWAB in halaman.content.decode()
    surel = Surel.objects.get()
    assert (surel.jenis, surel.kelompok, surel.kepada) == (
        "kata_sandi", f"akun:{budi.pk}", "budi@contoh.example",
    )  # fmt: skip
    alamat = tautan_dalam(surel)

    halaman = atur(client, alamat)
    assert halaman.redirect_chain == [("/masuk/", 302)]
    assert "Kata sandi telah disimpan." in halaman.content.decode()
    assert client.post("/masuk/", {"username": "budi", "password": BARU}).status_code == 302
    assert Surel.objects.filter(jenis="kata_sandi_berubah", kelompok=f"akun:{budi.pk}").count() == 1

    client.logout()
    assert "Tautan tidak dapat digunakan" in client.get(alamat, follow=True).content.decode()


def test_an_unknown_address_gets_the_same_answer_and_no_letter(client, budi):
    kenal = client.post("/kata-sandi/lupa/", {"email": "budi@contoh.example"}, follow=True)
    asing = client.post("/kata-sandi/lupa/", {"email": "siapa@contoh.example"}, follow=True)
    assert [s.kepada for s in Surel.objects.all()] == ["budi@contoh.example"]
    tanpa_csrf = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    assert tanpa_csrf.sub("", kenal.content.decode()) == tanpa_csrf.sub("", asing.content.decode())


def test_a_deactivated_colleague_gets_no_letter(client, budi):
    Pengguna.objects.filter(pk=budi.pk).update(is_active=False)
    client.post("/kata-sandi/lupa/", {"email": "budi@contoh.example"})
    assert not Surel.objects.exists()


def test_nobodys_mailbox_is_flooded(client, budi, time_machine):
    time_machine.move_to("2026-11-24T02:00:10Z", tick=False)
    for _ in range(20):
        client.post("/kata-sandi/lupa/", {"email": "budi@contoh.example"})
    assert Surel.objects.count() == 1
    time_machine.move_to("2026-11-24T02:16:00Z", tick=False)
    client.post("/kata-sandi/lupa/", {"email": "budi@contoh.example"})
    assert Surel.objects.count() == 2


@pytest.mark.parametrize(
    ("satu", "dua", "isian", "keluhan"),
    [
        ("pendek", "pendek", "new_password1", "terlalu pendek"),
        ("q1w2e3r4t5y6", "q1w2e3r4t5y6", "new_password1", "terlalu umum"),
        ("budi@contoh.example", "budi@contoh.example", "new_password1", "mirip"),
        (BARU, "lain sama sekali", "new_password2", "Kedua kata sandi baru tidak sama."),
        ("", "", "new_password1", "Kata Sandi Baru wajib diisi."),
    ],
)
def test_a_weak_or_mistyped_password_is_refused_in_words(client, budi, satu, dua, isian, keluhan):
    client.post("/kata-sandi/lupa/", {"email": "budi@contoh.example"})
    halaman = atur(client, tautan_dalam(Surel.objects.get()), satu, dua)
    assert keluhan in halaman.context["form"].errors[isian][0]
    budi.refresh_from_db()
    assert budi.check_password("rahasia-uji")


def test_a_new_password_opens_a_door_shut_by_wrong_tries(client, budi):
    for _ in range(5):
        client.post("/masuk/", {"username": "budi", "password": "salah"})
    client.post("/kata-sandi/lupa/", {"email": "budi@contoh.example"})
    atur(client, tautan_dalam(Surel.objects.get()))
    assert client.post("/masuk/", {"username": "budi", "password": BARU}).status_code == 302


@pytest.mark.parametrize("alamat", ["/kata-sandi/atur/MQ/x-y/", "/kata-sandi/atur/@@/!/"])
def test_a_cut_link_gets_a_page_that_says_what_to_do(client, db, alamat):
    halaman = client.get(alamat)
    assert (halaman.status_code, "Minta Tautan Baru" in halaman.content.decode()) == (200, True)


def test_citra_changes_her_password_and_her_other_session_ends(client, citra, django_user_model):
    lain = type(client)()
    for c in (client, lain):
        c.force_login(citra)
    isi = {"old_password": "rahasia-uji", "new_password1": BARU, "new_password2": BARU}
    halaman = client.post("/kata-sandi/ubah/", isi, follow=True)
    assert "Kata sandi telah diubah." in halaman.content.decode()
    assert client.get("/").status_code == 200
    assert lain.get("/").headers["Location"] == "/masuk/?next=/"
    assert Surel.objects.get().jenis == "kata_sandi_berubah"


def test_the_old_password_is_asked_for(client, citra):
    client.force_login(citra)
    isi = {"old_password": "bukan", "new_password1": BARU, "new_password2": BARU}
    jawab = client.post("/kata-sandi/ubah/", isi)
    assert jawab.context["form"].errors == {
        "old_password": ["Kata sandi lama salah. Ketik kembali."]
    }


def test_letters_about_accounts_are_the_administrators_alone(client, budi, citra, anna):
    client.post("/kata-sandi/lupa/", {"email": "budi@contoh.example"})
    kelompok = f"akun:{budi.pk}"
    for orang, boleh in ((anna, True), (citra, False), (budi, False)):
        terlihat = Surel.objects.filter(sambungan.kelompok_terlihat(orang))
        assert terlihat.exists() is boleh
        assert sambungan.boleh_lihat_tautan(orang, kelompok) is boleh
