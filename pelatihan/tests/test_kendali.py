"""Kendali SOP: the SOP's table with what happened, on the page, on paper, over a quarter."""

import datetime as dt
import io
import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from laporan.bahan_contoh import contoh_peserta
from pelatihan import kendali, rekap_waktu, terbitan
from pelatihan.models import Dokumen, Pelatihan, RuasWaktu, TahunKerja, VersiSOP
from pelatihan.sop import Aksi, Tahap
from pelatihan.tests.dinding import ambil, saat
from peserta import jawaban
from peserta.models import Jawaban, Konfirmasi

pytestmark = pytest.mark.django_db


@pytest.fixture
def lima(jalan, budi, citra):
    """Citra has had the report for ten minutes; step 3 took eight minutes too many."""
    jalan.peserta = contoh_peserta(3)
    jalan.di(23, "07.35", jalan.tugaskan_ketua)
    jalan.di(23, "07.40", jalan.tugaskan_tim)
    jalan.di(23, "08.18", jalan.buka)
    jalan.di(24, "09.00", jalan.tutup)
    jalan.di(24, "09.50", ambil, jalan.p, Aksi.AJUKAN_LAPORAN, budi)
    jalan.di(24, "10.00", lambda: None)
    return jalan


def ringkas(k):
    return {b["no"]: (b["keadaan"], b["kerja"], b["selisih"], b["tingkat"]) for b in k["baris"]}


def test_the_table_tells_of_each_step_what_it_took_and_what_it_should_take(lima, citra):
    k = kendali.susun(lima.p)
    assert ringkas(k) == {
        "1": ("selesai", 15, 0, ""),
        "2": ("selesai", 5, -10, ""),
        "3": ("selesai", 38, 8, "merah"),
        "4a": ("selesai", None, None, ""),
        "4b": ("selesai", 50, None, ""),
        "5": ("berjalan", 10, -50, ""),
        "6": ("belum", None, None, ""),
    }
    assert (k["ringkas"]["baku"], k["ringkas"]["sesuai"], k["ringkas"]["dari"]) == (155, 2, 3)
    assert k["ringkas"]["lewat"] == ["langkah 3 melebihi 8 menit"]
    assert k["belum_termuat"] == []

    lima.di(24, "10.30", ambil, lima.p, Aksi.KEMBALIKAN_LAPORAN, citra)
    assert ringkas(kendali.susun(lima.p))["5"] == ("jeda", 40, -20, "")
    assert ringkas(kendali.susun(lima.p))["4b"][0] == "berjalan"


def test_the_participants_own_minutes_are_measured_from_their_page(pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(12))
    for n, k in enumerate(Konfirmasi.objects.all()):
        if n < 11:
            jawaban_baru(k, 60 * (n + 1))
    baris = next(b for b in kendali.susun(p)["baris"] if b["no"] == "4a")
    assert (baris["kerja"], baris["sesi"]) == (6, {"jumlah": 11, "p90": 10})
    ukur = kendali.sesi(Pelatihan.objects.filter(pk=p.pk), 5)
    assert (ukur["median"], ukur["p90"], ukur["sesuai"]) == (360, 600, 5)


def jawaban_baru(konfirmasi, detik):
    jawaban.jawab(konfirmasi, pilihan="bersedia", lama_detik=detik)


def test_every_output_is_one_click_away_and_opens(lima, client, citra, ratna):
    for akun in (citra, ratna):
        client.force_login(akun)
        halaman = client.get(f"/pelatihan/{lima.p.kode}/kendali/")
        tabel = halaman.content.decode().partition("<tbody")[2]
        tautan = re.findall(r'href="(/pelatihan/[^"]+)"', tabel.partition("</tbody>")[0])
        assert len(tautan) == 4
        assert {client.get(t).status_code for t in tautan} == {200}


def test_the_page_says_when_a_year_is_not_loaded(lima, client, ratna):
    client.force_login(ratna)
    alamat = f"/pelatihan/{lima.p.kode}/kendali/"
    assert "belum dimuat" not in client.get(alamat).content.decode()
    TahunKerja.objects.all().delete()
    assert "tahun 2026 belum dimuat" in client.get(alamat).content.decode()


def test_the_paper_is_issued_once_for_one_state_and_checked_by_its_code(lima, client, citra):
    client.force_login(citra)
    alamat = f"/pelatihan/{lima.p.kode}/kendali/terbitkan/"
    for _ in range(2):
        assert client.post(alamat).status_code == 302
    (kertas,) = Dokumen.objects.filter(jenis="kendali_sop")
    assert terbitan.isi(kertas)[:5] == b"%PDF-"
    assert kertas.rekaman["jejak"]["nomor"] == lima.p.jejak.count() - 1
    periksa = client.get(f"/v/{kertas.kode}/").content.decode()
    assert "2 dari 3 langkah selesai" in periksa

    lima.di(24, "10.05", client.post, alamat)
    status = Dokumen.objects.filter(jenis="kendali_sop").values_list("status", flat=True)
    assert list(status) == ["digantikan", "berlaku"]
    assert lima.p.jejak.filter(aksi="terbitkan_kendali").count() == 2


def test_a_step_from_before_clocks_were_kept_says_so(pelatihan_di, client, citra):
    p = pelatihan_di(Tahap.PENYIAPAN)
    RuasWaktu.objects.filter(pelatihan=p, selesai=None).delete()
    with connection.cursor() as kursor:
        kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        kursor.execute("ALTER TABLE pelatihan_ruaswaktu DISABLE TRIGGER USER")
    RuasWaktu.objects.all().delete()
    assert [b["keadaan"] for b in kendali.susun(p)["baris"]][:3] == ["tanpa_catatan"] * 2 + [
        "belum"
    ]
    client.force_login(citra)
    isi = client.get(f"/pelatihan/{p.kode}/kendali/").content.decode()
    assert isi.count("Waktu tidak tercatat") == 2


def test_a_training_keeps_the_version_of_the_sop_that_it_began_under(lima, pelatihan_di):
    naskah = VersiSOP.kini().naskah
    for j in naskah["jam"]:
        j["menit"] = j["menit"] and 7
    VersiSOP.objects.create(versi=2, berlaku_mulai="2026-11-24", naskah=naskah)
    baru = pelatihan_di(Tahap.DISPOSISI_KETUA)
    assert [jamnya(p) for p in (lima.p, baru)] == [15, 7]


def test_a_new_version_of_the_sop_is_loaded_and_one_with_gaps_is_not(tmp_path):
    naskah = VersiSOP.kini().naskah
    berkas = tmp_path / "sop.json"
    berkas.write_text(json.dumps(naskah | {"nama": "SOP Baru"}))
    call_command("muat_sop", str(berkas), berlaku="2027-01-01", stdout=io.StringIO())
    assert VersiSOP.kini(dt.date(2026, 12, 31)).versi == 1
    assert VersiSOP.kini(dt.date(2027, 1, 1)).naskah["nama"] == "SOP Baru"
    tak_lengkap = [{"jam": naskah["jam"][1:]}, {"langkah": []}, {"jam": [{}] * 7}]
    salah_bentuk = [{"langkah": 5}, {"langkah": ["satu"]}, {"jam": None}]
    for rusak in (None, [], *(naskah | r for r in tak_lengkap + salah_bentuk)):
        berkas.write_text(json.dumps(rusak))
        with pytest.raises(CommandError):
            call_command("muat_sop", str(berkas), berlaku="2027-01-01")
    assert VersiSOP.objects.count() == 2


def jamnya(p):
    return kendali.susun(p)["baris"][1]["baku"]


def test_the_recap_counts_steps_that_ended_in_the_quarter_and_names_nobody(lima, client, ratna):
    baris = {b["no"]: b for b in rekap_waktu.susun(Pelatihan.objects.all(), 2026, 4)}
    assert {no: (b["jumlah"], b["median"], b["sesuai"]) for no, b in baris.items()} == {
        "1": (1, 15, 1),
        "2": (1, 5, 1),
        "3": (1, 38, 0),
        "4a": (0, None, 0),
        "4b": (1, 50, 0),
        "5": (0, None, 0),
        "6": (0, None, 0),
    }
    assert [b["jumlah"] for b in rekap_waktu.susun(Pelatihan.objects.all(), 2026, 3)] == [0] * 7
    client.force_login(ratna)
    for alamat in ("/sop/rekap/", "/sop/rekap/?tahun=x&triwulan=9", "/sop/rekap/?tahun=2025"):
        assert client.get(alamat).status_code == 200
    halaman = client.get("/sop/rekap/?tahun=2026&triwulan=4").content.decode()
    assert "Citra" not in halaman.partition("<main")[2]
    assert Jawaban.objects.exists()


def test_work_never_seems_to_take_longer_than_the_clock_on_the_wall():
    awal = saat(23, "07.44")
    for detik, teks in ((0, "kurang dari 1 menit"), (721, "13 menit"), (720, "12 menit")):
        assert kendali.lama(awal, awal + dt.timedelta(seconds=detik)) == teks
        assert not detik or kendali.menit(detik) == int(teks.split()[0])


def test_percentiles_are_those_of_postgresql():
    assert rekap_waktu.persentil([], 0.5) is None
    assert rekap_waktu.persentil([10, 40, 20, 30], 0.5) == 25
    assert rekap_waktu.persentil(list(range(1, 12)), 0.9) == 10


def test_the_path_of_the_case_shows_what_steps_took_and_when_time_runs_out(lima, client, citra):
    client.force_login(citra)
    alamat = lima.p.get_absolute_url()
    isi = client.get(alamat).content.decode()
    assert "<b>38</b> dari 30 menit" in isi
    assert "Waktu baku sampai 24 Nov 2026, 10.50 WIB" in isi
    isi = lima.di(24, "10.51", client.get, alamat).content.decode()
    assert "Waktu baku terlampaui sejak 24 Nov 2026, 10.50 WIB" in isi
