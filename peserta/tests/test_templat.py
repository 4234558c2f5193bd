"""Budi writes the letters in his own words: only known marks, every one replaced once, as text."""

import pytest
from playwright.sync_api import expect

from eregistrasi.tests.test_akses import isi_basis_data
from pelatihan.sop import Tahap
from peserta import alur, massal, templat
from peserta.models import Konfirmasi, TemplatSurel
from peserta.tests.test_massal import BELUM, dulu, orang
from surel import sambungan
from surel.kotak import dengan_tautan, versi
from surel.models import Surel

pytestmark = pytest.mark.django_db
ISI = "Silakan menjawab di {tautan_konfirmasi} sebelum {batas_konfirmasi}."


def teks(halaman):
    return " ".join(halaman.content.decode().split())


@pytest.fixture
def p(pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=[orang(n) for n in range(3)])
    dulu()
    return p


@pytest.fixture
def meja(client, budi):
    client.force_login(budi)
    return client


def alamat(p, jenis="pengingat"):
    return f"/pelatihan/{p.kode}/peserta/templat-surel/{jenis}/"


def isian(judul="Pengingat untuk {nama_lengkap}", isi=ISI, tombol="simpan", **lain):
    return {"judul": judul, "isi": isi, "dilihat": 0, tombol: "1", **lain}


@pytest.mark.parametrize(
    ("judul", "isi", "kalimat"),
    [
        ("Halo", ISI + " {peserta.__class__}", "{peserta.__class__} tidak dikenal."),
        ("Halo {}", ISI, "{} tidak dikenal."),
        ("Halo", ISI + " {{nama_lengkap", "kurung kurawal yang tidak berpasangan"),
        ("Halo", "Sebelum {batas_konfirmasi}.", "harus memuat tautan konfirmasi"),
        ("Halo", "Di {tautan_konfirmasi}.", "harus memuat batas konfirmasi"),
        ("Di {tautan_konfirmasi}", ISI, "hanya untuk isi surel"),
        ("", ISI, "Judul wajib diisi."),
    ],
)
def test_words_that_cannot_be_used_are_refused_with_a_sentence(meja, p, judul, isi, kalimat):
    jawab = meja.post(alamat(p), isian(judul, isi))
    assert jawab.status_code == 422
    assert kalimat in teks(jawab).replace("&#x27;", "'")
    assert TemplatSurel.objects.count() == 0


def test_the_words_to_begin_with_can_be_used_as_they_are():
    for judul, isi in templat.BAWAAN.values():
        assert templat.kesalahan(judul, isi) == []


def test_letters_use_the_new_words_and_keep_their_version(meja, p, budi):
    nakal = p.peserta.first()
    nakal.nama = "<b>{batas_konfirmasi}</b>"
    nakal.gelar_depan = nakal.gelar_belakang = ""
    nakal.save()
    meja.post(alamat(p), isian(isi="Yth. {nama_lengkap}\n\n{tautan_konfirmasi}\n\n" + ISI))
    baris = TemplatSurel.objects.get()
    assert p.jejak.order_by("pk").last().tindakan == "mengubah templat pengingat (versi 1)"

    massal.ingatkan(p, BELUM, oleh=budi, paling_banyak=3)
    surel = Surel.objects.get(tautan=f"pengingat:{nakal.konfirmasi.pk}")
    assert surel.templat == f"khusus:{baris.pk}"
    assert surel.judul == "[E-Registrasi] Pengingat untuk <b>{batas_konfirmasi}</b>"
    assert "Yth. <b>{batas_konfirmasi}</b>" in surel.teks
    assert "&lt;b&gt;{batas_konfirmasi}&lt;/b&gt;" in surel.html
    isi, html = dengan_tautan(surel, nyata=True)
    assert isi.count(nakal.konfirmasi.tautan) == 2
    assert html.count(f'href="{nakal.konfirmasi.tautan}"') == 2
    assert "Hormat kami" in isi

    meja.post(alamat(p), isian(tombol="bawaan", dilihat=1))
    dulu()
    massal.ingatkan(p, BELUM, oleh=budi, paling_banyak=3)
    assert Surel.objects.filter(jenis="pengingat").first().templat == versi("pengingat")
    assert Surel.objects.get(pk=surel.pk).templat == f"khusus:{baris.pk}"


def test_invitations_have_words_of_their_own(meja, p, budi):
    meja.post(alamat(p, "undangan"), isian("Undangan {nama_pelatihan}"))
    alur.catat(p, oleh=budi, data=orang(9, email="baru@contoh.example"))
    surel = Surel.objects.get(kepada="baru@contoh.example")
    assert surel.judul == f"[E-Registrasi] Undangan {p}"
    assert "Silakan menjawab di " in surel.teks


def test_a_colleague_who_saved_meanwhile_is_not_overwritten(meja, p):
    meja.post(alamat(p), isian())
    jawab = meja.post(alamat(p), isian("Judul lain"))
    assert jawab.status_code == 409
    assert "telah diubah dari halaman lain" in teks(jawab)
    assert TemplatSurel.objects.get().versi == 1


def test_the_preview_goes_from_person_to_person_and_stores_nothing(meja, p):
    sebelum = isi_basis_data()
    satu, dua, tiga = p.peserta.urut_nama()
    isi = teks(meja.get(f"{alamat(p)}?peserta={dua.pk}"))
    assert f"untuk {dua}" in isi
    assert f"?peserta={satu.pk}#contoh" in isi
    assert f"?peserta={tiga.pk}#contoh" in isi
    coba = meja.post(alamat(p), isian("Coba {nama_lengkap}", tombol="pratinjau", peserta=dua.pk))
    assert coba.context["contoh"][0] == f"[E-Registrasi] Coba {dua.nama_lengkap}"
    assert "[tautan pribadi disembunyikan]" in coba.context["contoh"][1]
    tanda = meja.post(alamat(p), {**isian(), "sisip": "unit_kerja"})
    assert "{unit_kerja}" in tanda.context["form"].initial["isi"]
    assert isi_basis_data() == sebelum


def test_a_trial_letter_goes_to_budi_and_its_link_records_nothing(meja, p, budi, client):
    for _ in range(2):  # a double click
        meja.post(alamat(p), isian("Coba", tombol="uji"))
    surel = Surel.objects.get(jenis="uji")
    assert (surel.kepada, surel.judul) == (budi.email, "[UJI] [E-Registrasi] Coba")
    tautan = sambungan.tautan(surel.tautan)
    assert tautan == "http://testserver/tautan-uji/"
    assert tautan in dengan_tautan(surel, nyata=True)[1]
    assert not any(
        k.token in "".join(dengan_tautan(surel, nyata=True)) for k in Konfirmasi.objects.all()
    )
    client.logout()
    sebelum = isi_basis_data()
    assert "Ini tautan uji" in teks(client.get("/tautan-uji/"))
    assert client.post("/tautan-uji/").status_code == 405
    assert isi_basis_data() == sebelum


@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
def test_a_mark_goes_to_where_the_caret_stands(live_server, browser, p, client, budi):
    client.force_login(budi)
    konteks = browser.new_context()
    kuki = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    konteks.add_cookies([{**kuki, "url": live_server.url}])
    page = konteks.new_page()
    page.goto(live_server.url + alamat(p))
    judul, isi = page.get_by_label("Judul"), page.locator("#id_isi")
    expect(page.get_by_text("menyisipkannya di tempat kursor")).to_be_visible()

    isi.fill("Yth. ,\nMohon jawab.")
    isi.evaluate("e => e.setSelectionRange(5, 5)")
    page.get_by_role("button", name="{nama_lengkap}").click()
    expect(isi).to_have_value("Yth. {nama_lengkap},\nMohon jawab.")
    expect(isi).to_be_focused()
    page.keyboard.press("Control+z")
    expect(isi).to_have_value("Yth. ,\nMohon jawab.")

    judul.fill("Untuk ")
    page.get_by_role("button", name="{unit_kerja}").click()
    expect(judul).to_have_value("Untuk {unit_kerja}")
    assert page.url.endswith(alamat(p))  # nothing was sent
    konteks.close()
