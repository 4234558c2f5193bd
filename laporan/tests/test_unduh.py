"""Files about a report besides its papers: the report so far, the final list, a long print."""

import io

import pytest
from django.db import connection
from openpyxl import load_workbook

from eregistrasi.alat.tests.baca import perlu_pango, teks
from laporan import latar
from laporan.bahan_contoh import contoh_peserta
from pekerjaan.models import Pekerjaan
from pelatihan.models import Dokumen
from pelatihan.sop import Tahap
from peserta.models import CalonPengganti

pytestmark = pytest.mark.django_db


def pesan(jawaban):
    return [str(m) for m in jawaban.context["messages"]]


@perlu_pango
def test_a_report_so_far_is_marked_and_leaves_a_line(client, pelatihan_di, ratna):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(3))
    client.force_login(ratna)
    jawab = client.post(f"/pelatihan/{p.kode}/laporan/sementara/")
    kertas = teks(jawab.content)
    for kalimat in (
        "LAPORAN SEMENTARA",
        "belum mengonfirmasi: 3 (tiga) orang atau 100,0%.",
        "Lampiran III: Daftar Peserta Belum Mengonfirmasi",
        "Diunduh oleh Dr. Ratna Wulandari, S.H., M.H. (Kepala Pusat)",
        "tidak memiliki kode verifikasi",
    ):
        assert kalimat in kertas
    assert "NOTA DINAS" not in kertas
    assert p.jejak.latest("pk").tindakan == "mengunduh laporan sementara"
    assert not p.dokumen.filter(jenis="laporan").exists()


@perlu_pango
def test_what_is_typed_is_looked_at_without_being_saved(client, pelatihan_di, budi):
    p = pelatihan_di(Tahap.PENGOLAHAN, peserta=contoh_peserta(3))
    client.force_login(budi)
    jawab = client.post(f"/pelatihan/{p.kode}/laporan/pratinjau/", {"saran": "Lebih awal."})
    kertas = teks(jawab.content)
    for kalimat in ("DRAF", "(belum bernomor)", "Lebih awal.", "tidak memiliki kode verifikasi"):
        assert kalimat in kertas
    assert not p.laporan.exists()


def test_after_the_registration_there_is_no_report_so_far(client, pelatihan_di, budi):
    p = pelatihan_di(Tahap.PENGOLAHAN)
    client.force_login(budi)
    jawab = client.post(f"/pelatihan/{p.kode}/laporan/sementara/", follow=True)
    assert pesan(jawab) == [
        "Laporan sementara tersedia selama registrasi dibuka. Tahap pelatihan ini sekarang: "
        "Pengolahan Data."
    ]


def test_the_report_so_far_of_many_people_is_made_by_the_worker(
    client, pelatihan_di, budi, monkeypatch
):
    monkeypatch.setattr(latar, "BERTAG_MAKS", 0)
    p = pelatihan_di(Tahap.REGISTRASI)
    client.force_login(budi)
    jawab = client.post(f"/pelatihan/{p.kode}/laporan/sementara/")
    tugas = Pekerjaan.objects.get(jenis="laporan_sementara")
    assert (jawab.status_code, jawab.url) == (302, tugas.get_absolute_url())


def test_a_long_report_is_printed_on_request_with_progress(
    client, pelatihan_di, citra, monkeypatch
):
    monkeypatch.setattr(latar, "BERTAG_MAKS", 0)
    p = pelatihan_di(Tahap.PEMERIKSAAN)
    client.force_login(citra)
    laporan = f"/pelatihan/{p.kode}/laporan/"
    assert "Cetak Sekarang" in client.get(laporan).content.decode()
    jawab = client.post(f"{laporan}1/cetak/")
    tugas = Pekerjaan.objects.get(jenis="cetak_laporan")
    assert (tugas.oleh, jawab.url) == (citra, tugas.get_absolute_url())


@pytest.mark.parametrize(("siapa", "lembar"), [("budi", 3), ("ratna", 2)])
def test_the_final_list_holds_who_comes_and_who_waits(
    client, pelatihan_di, budi, ratna, siapa, lembar
):
    p = pelatihan_di(Tahap.SELESAI, peserta=contoh_peserta(12))
    CalonPengganti.objects.create(
        pelatihan=p, asal="cadangan", urutan=1, nama="=Cadangan", nip="199004172015031009"
    )
    client.force_login({"budi": budi, "ratna": ratna}[siapa])
    jawab = client.post(f"/pelatihan/{p.kode}/laporan/daftar-akhir/")
    buku = load_workbook(io.BytesIO(jawab.content))
    assert len(buku.sheetnames) == lembar
    hadir = list(buku["Daftar Hadir"].iter_rows(min_row=2, values_only=True))
    bersedia = p.peserta.menurut_jawaban("bersedia").urut_nama()
    assert [b[1] for b in hadir] == [o.nama_lengkap for o in bersedia]
    penuh = [o.nip or o.nrp for o in bersedia]
    assert ([b[2] for b in hadir] == penuh) is (siapa == "budi")
    cadangan = buku["Cadangan"]["B2"]
    assert (cadangan.value, cadangan.data_type) == ("=Cadangan", "s")
    assert p.jejak.latest("pk").tindakan == "mengunduh daftar akhir peserta"


def test_the_final_list_waits_for_the_receipt(client, pelatihan_di, budi):
    p = pelatihan_di(Tahap.PENGOLAHAN)
    client.force_login(budi)
    jawab = client.post(f"/pelatihan/{p.kode}/laporan/daftar-akhir/", follow=True)
    assert pesan(jawab)[0].startswith("Daftar akhir peserta tersedia setelah laporan diterima.")


@perlu_pango
def test_a_report_from_before_today_that_nobody_printed_says_so(client, pelatihan_di, citra):
    """Its snapshot lacks what today's papers tell; the triggers look away while it is made so."""
    p = pelatihan_di(Tahap.SELESAI)
    client.force_login(citra)
    for dokumen in p.dokumen.filter(jenis__startswith="laporan"):
        lama = {k: v for k, v in dokumen.rekaman.items() if k != "rinci"}
        with connection.cursor() as kursor:
            kursor.execute("SET LOCAL session_replication_role = replica")
            Dokumen.objects.filter(pk=dokumen.pk).update(rekaman=lama, isi="", sha256="")
            kursor.execute("SET LOCAL session_replication_role = DEFAULT")
        jawab = client.get(dokumen.get_absolute_url())
        assert jawab.status_code == 503
        assert "disampaikan sebelum sistem diperbarui" in jawab.content.decode()
