"""Step 4: Budi closes the registration; who has not answered is *tidak mengonfirmasi*."""

import pytest

from laporan.bahan_contoh import contoh_peserta
from pelatihan.alur import LangkahDitolak
from pelatihan.sop import Tahap
from peserta import jawaban
from peserta.models import Konfirmasi, Pilihan

pytestmark = pytest.mark.django_db


@pytest.fixture
def p(pelatihan_di):
    """Three were asked; one comes, one does not, one is silent."""
    p = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(3))
    satu, dua, _ = Konfirmasi.objects.lengkap().order_by("pk")
    jawaban.jawab(satu, pilihan=Pilihan.BERSEDIA)
    jawaban.jawab(dua, pilihan=Pilihan.TIDAK_BERSEDIA, alasan="CUTI")
    return p


def alamat(p, ekor="tutup-registrasi/"):
    return f"/pelatihan/{p.kode}/peserta/{ekor}"


def teks(halaman):
    return " ".join(halaman.content.decode().split())


def test_the_page_asks_first_and_names_the_figures(client, budi, p):
    client.force_login(budi)
    halaman = client.get(alamat(p))
    assert "1 calon peserta belum mengonfirmasi" in teks(halaman)
    assert (
        "Setelah registrasi ditutup, peserta tidak dapat lagi menyampaikan konfirmasi."
    ) in teks(halaman)
    angka = halaman.context["angka"]
    assert (angka["dipanggil"], angka["bersedia"], angka["tidak_bersedia"], angka["belum"]) == (
        3,
        1,
        1,
        1,
    )
    p.refresh_from_db()
    assert p.tahap == Tahap.REGISTRASI


def test_closing_ends_the_answers_and_leads_to_the_report(client, budi, p):
    client.force_login(budi)
    halaman = client.post(alamat(p), follow=True)
    assert halaman.redirect_chain == [(f"/pelatihan/{p.kode}/laporan/susun/", 302)]
    assert "Registrasi telah ditutup." in teks(halaman)
    diam = Konfirmasi.objects.lengkap().get(jawaban_kini="")
    with pytest.raises(LangkahDitolak, match="Registrasi telah ditutup"):
        jawaban.jawab(diam, pilihan=Pilihan.BERSEDIA)
    assert "Tidak Mengonfirmasi" in teks(client.get(alamat(p, "konfirmasi/")))


def test_a_second_click_closes_nothing_more(client, budi, p):
    client.force_login(budi)
    client.post(alamat(p))
    kedua = teks(client.post(alamat(p), follow=True))
    assert "Tutup Registrasi tidak dapat dilakukan." in kedua
    assert p.jejak.filter(aksi="tutup_registrasi").count() == 1


def test_only_the_team_may_close(client, p, citra, ratna, dodi):
    status = {}
    for siapa in (citra, ratna, dodi):
        client.force_login(siapa)
        status[siapa.username] = (
            client.get(alamat(p)).status_code,
            client.post(alamat(p)).status_code,
        )
    assert status == {"citra": (403, 403), "ratna": (403, 403), "dodi": (404, 404)}
