"""Links on paper for people without an address: made when asked for, kept nowhere, on record."""

import csv
import io

import pytest

from eregistrasi.alat import pdf
from eregistrasi.alat.models import IsiBerkas
from laporan.bahan_contoh import contoh_peserta
from pekerjaan.models import Pekerjaan
from pekerjaan.tests.kerja import kerjakan_semua
from pelatihan.models import Jejak
from pelatihan.sop import Tahap
from peserta import jawaban, latar, slip
from peserta.models import Peserta
from peserta.tests.pengunjung import undangan

pytestmark = pytest.mark.django_db
perlu_pango = pytest.mark.skipif(not pdf.tersedia(), reason="Pango tidak terpasang")


@pytest.fixture
def pelatihan(pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(4))
    satu, dua, tiga, _ = undangan(p)
    Peserta.objects.filter(pk__in=[satu.peserta_id, dua.peserta_id, tiga.peserta_id]).update(
        email=""
    )
    jawaban.jawab(tiga, pilihan="bersedia")  # has answered: needs no slip
    return p


@pytest.fixture
def meja(client, budi):
    client.force_login(budi)
    return client


def alamat(p, ekor="tautan/"):
    return f"/pelatihan/{p.kode}/peserta/{ekor}"


@perlu_pango
def test_budi_takes_one_slip_and_the_trail_says_whose(pelatihan, meja):
    k = undangan(pelatihan)[0]
    berkas = IsiBerkas.objects.count()
    jawab = meja.post(alamat(pelatihan, f"{k.peserta_id}/slip/"))
    assert jawab.headers["Content-Type"] == "application/pdf"
    assert "no-store" in jawab.headers["Cache-Control"]
    assert jawab.content.startswith(b"%PDF-")
    assert IsiBerkas.objects.count() == berkas
    assert Jejak.objects.filter(tindakan__contains=k.peserta.nama_lengkap, aksi="serahkan_tautan")


@perlu_pango
def test_the_slip_shows_the_link_and_no_number(pelatihan, budi, monkeypatch):
    html = []
    monkeypatch.setattr(pdf, "buat_pdf", lambda isi, **_: html.append(isi) or b"%PDF-")
    k = undangan(pelatihan)[0]
    slip.slip_satu(k, oleh=budi)
    assert k.tautan in html[0]
    assert k.peserta.nama_lengkap in html[0]
    assert k.peserta.nip not in html[0]


@perlu_pango
def test_a_batch_for_everybody_without_an_address(pelatihan, meja):
    jawab = meja.post(alamat(pelatihan), {"bentuk": "slip", "alasan": "Daerah tanpa surel"})
    assert jawab.content.startswith(b"%PDF-")
    jejak = Jejak.objects.get(aksi="serahkan_tautan")
    assert "slip tautan pribadi 2 calon peserta" in jejak.tindakan
    assert jejak.catatan == "Daerah tanpa surel"


@perlu_pango
def test_many_slips_are_printed_by_the_worker_for_their_owner_alone(
    pelatihan, meja, monkeypatch, client, orang
):
    monkeypatch.setattr(latar, "SLIP_LANGSUNG", 1)
    tujuan = meja.post(alamat(pelatihan), {"bentuk": "slip", "alasan": "Daerah tanpa surel"})
    assert tujuan.headers["Location"].startswith("/pekerjaan/")
    kerjakan_semua()
    p = Pekerjaan.objects.get(jenis="slip_tautan")
    assert (p.keadaan, bytes(p.berkas.isi)[:5]) == ("selesai", b"%PDF-")
    client.force_login(orang.ketua)
    assert client.get(tujuan.headers["Location"]).status_code == 404


def test_the_list_of_links_needs_a_reason_and_is_on_record(pelatihan, meja):
    assert meja.post(alamat(pelatihan), {"bentuk": "csv", "alasan": " "}).status_code == 422
    assert not Jejak.objects.filter(aksi="serahkan_tautan")
    Peserta.objects.filter(pelatihan=pelatihan).update(unit_kerja="=1+1")
    jawab = meja.post(alamat(pelatihan), {"bentuk": "csv", "alasan": "Dikirim lewat WhatsApp"})
    baris = list(csv.reader(io.StringIO(jawab.content.decode("utf-8-sig")), delimiter=";"))
    tautan = {k.tautan for k in undangan(pelatihan)[:2]}
    assert {b[-1] for b in baris[1:]} == tautan
    assert {b[2] for b in baris[1:]} == {"'=1+1"}
    assert "no-store" in jawab.headers["Cache-Control"]
    assert Jejak.objects.get(aksi="serahkan_tautan").catatan == "Dikirim lewat WhatsApp"


@pytest.mark.parametrize(("siapa", "status"), [("ketua", 403), ("kepala", 403), ("admin", 404)])
def test_nobody_but_tim_kerja_takes_them(pelatihan, client, orang, siapa, status):
    client.force_login(getattr(orang, siapa))
    isi = {"bentuk": "csv", "alasan": "Ingin tahu"}
    assert client.post(alamat(pelatihan), isi).status_code == status


def test_where_everybody_has_an_address_there_is_nothing_to_take(pelatihan_di, meja):
    p = pelatihan_di(Tahap.REGISTRASI)
    assert "Tidak ada yang perlu disampaikan" in meja.get(alamat(p)).content.decode()
    jawab = meja.post(alamat(p), {"bentuk": "csv", "alasan": "Uji coba"}, follow=True)
    assert "punya surel" in jawab.content.decode()
