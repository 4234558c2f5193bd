"""What an officer may choose, what always comes and why, and where the links of letters lead."""

import re
from urllib.parse import urlsplit

import pytest

from laporan.bahan_contoh import contoh_peserta
from pelatihan.sop import Tahap
from peserta.pemberitahuan import LUAR, PILIHAN, SELALU
from surel.models import Surel
from surel.tests.contoh_surat import FOLDER, jenis_surat

pytestmark = pytest.mark.django_db
TAUTAN = re.compile(r"http://testserver(/\S*)")


def test_every_letter_to_an_account_is_in_one_of_the_groups():
    """A new kind of letter has to be given its place, and its reason."""
    selalu = {jenis for g in SELALU for jenis in g.surat}
    peserta = {
        jenis
        for jenis in jenis_surat()
        if "peserta.nama_lengkap" in (FOLDER / f"{jenis}.txt").read_text().partition("Dengan ")[0]
    }
    staf = set(jenis_surat()) - LUAR - peserta | {"identitas_dijeda"}
    assert staf == selalu | set(PILIHAN)
    assert all(g.sebab for g in SELALU)


def test_the_page_says_what_always_comes_and_keeps_ones_choices(client, budi):
    client.force_login(budi)
    isi = client.get("/pemberitahuan/").content.decode()
    for g in SELALU:
        assert f"<h3>{g.judul}</h3>" in isi
        assert g.sebab in isi
        assert [kata for kata in g.surat.values() if f"<li>{kata}</li>" not in isi] == []
    assert budi.email in isi
    assert client.get("/pemberitahuan/").context["form"].initial == {"segera": True, "rekap": True}
    client.post("/pemberitahuan/", {"rekap": "on"})
    assert client.get("/pemberitahuan/").context["form"].initial == {"segera": False, "rekap": True}


def test_each_link_of_each_letter_outlives_the_sign_in(client, pelatihan_di, orang):
    """Whoever is written to is sent to the door, signs in, and stands on the page of the letter."""
    pelatihan_di(Tahap.SELESAI, peserta=contoh_peserta(6))
    akun = {o.email: o for o in (orang.kepala, orang.ketua, orang.tim)}
    tuju = {
        (surel.jenis, surel.kepada, alamat)
        for surel in Surel.objects.filter(kepada__in=akun)
        for alamat in TAUTAN.findall(surel.teks)
    }
    jenis = {satu for satu, _, _ in tuju}
    assert jenis >= {
        "disposisi_ketua",
        "disposisi_tim",
        "kabar_tim",
        "laporan_menunggu",
        "laporan_disampaikan",
        "laporan_diterima",
    }
    for satu, kepada, alamat in sorted(tuju):
        masuk = client.get(alamat).headers["Location"]
        assert urlsplit(masuk).path == "/masuk/", satu
        isian = {"username": akun[kepada].username, "password": "rahasia-uji"}
        jawab = client.post(masuk, isian)
        assert (satu, jawab.headers["Location"]) == (satu, alamat)
        assert (satu, client.get(alamat).status_code) == (satu, 200)
        client.logout()
