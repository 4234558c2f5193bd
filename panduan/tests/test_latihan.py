"""Budi is new. He rehearses: one person, six steps, and the office never hears of it."""

import datetime as dt

import pypdfium2
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from eregistrasi.alat import pdf, ruang, segel
from laporan.daftar_periksa import SOAL
from laporan.pantauan import alamat
from panduan import latihan as verba
from panduan import layanan
from panduan.models import Latihan
from panduan.pemandu import arahan
from panduan.tests.langkah import (
    dasar_ruang,
    isian_draf,
    jawab_berikutnya,
    keenam_langkah,
    sampai_dibuka,
)
from pelatihan import rantai
from pelatihan.models import Dokumen, Pelatihan
from pelatihan.sop import Tahap
from pengguna.models import Pengguna
from peserta.models import TautanUnit
from surel.models import Penghentian, Surel
from surel.tests.conftest import pos  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db
# the one row of a rehearsal; and what Budi's signing in leaves behind on any day
BUKAN_BARIS = {"panduan_latihan", "django_session", "axes_accesslog"}


def isi_situs():
    """Every row of every table of the site, as text; and every schema."""
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' "
            "AND relnamespace = 'public'::regnamespace"
        )
        tabel = {nama for (nama,) in kursor.fetchall()} - BUKAN_BARIS
        semua = {}
        for nama in sorted(tabel):
            kursor.execute(f'SELECT t::text FROM public."{nama}" t')  # noqa: S608 -- our names
            semua[nama] = sorted(baris for (baris,) in kursor.fetchall())
        kursor.execute("SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' ORDER BY 1")
        return semua, kursor.fetchall()


def test_one_person_takes_all_six_steps_and_leaves_no_trace(pelatihan_di, budi, mulai):
    sungguhan = pelatihan_di(Tahap.REGISTRASI)
    Client().force_login(budi)  # the moment of his last signing in is his own
    sebelum = isi_situs()

    latihan, client = mulai(budi)
    dasar = keenam_langkah(latihan, client, budi)

    with ruang.dalam(latihan.ruang):
        p = Pelatihan.objects.get()
        assert p.tahap == Tahap.SELESAI
        assert p.laporan.get().rekaman["angka"] == {
            "dipanggil": 8,
            "bersedia": 1,
            "tidak_bersedia": 2,
            "tidak_mengonfirmasi": 5,
        }
        assert set(p.dokumen.values_list("jenis", flat=True)) == {
            "bukti", "laporan", "laporan_xlsx", "lembar_disposisi", "tanda_terima",
        }  # fmt: skip
        assert rantai.periksa() == []
        assert all(s.judul.startswith("[LATIHAN] ") for s in Surel.objects.all())
        assert arahan().selesai
    # the whole file stands in the room alone, marked on every page
    halaman = client.get(dasar)
    assert halaman.status_code == 200
    assert "LATIHAN" in halaman.content.decode()
    assert client.get(dasar.removeprefix(latihan.ruang.awalan)).status_code == 404
    assert list(Pelatihan.objects.all()) == [sungguhan]
    assert rantai.periksa() == []

    # the button stands on a page of the room; what it asks for is done on the site (307)
    hapus = f"/panduan/latihan/{latihan.kode}/hapus/"
    keluar = client.post(f"{latihan.ruang.awalan}{hapus}")
    assert (keluar.status_code, keluar.headers["Location"]) == (307, hapus)
    client.post(hapus)
    Pelatihan.objects.filter(pk=sungguhan.pk).get()
    assert not Latihan.objects.exists()
    sesudah = isi_situs()
    for isi in (sebelum, sesudah):  # signing in is written on the account, as on any day
        isi[0]["pengguna_pengguna"] = len(isi[0]["pengguna_pengguna"])
    for tabel, baris in sebelum[0].items():
        assert sesudah[0][tabel] == baris, tabel
    assert sesudah == sebelum
    assert rantai.periksa() == []
    assert client.get(dasar).status_code == 404


def test_letters_go_to_the_learner_alone_and_every_paper_says_what_it_is(budi, mulai, pos):  # noqa: F811
    latihan, client = mulai(budi)
    dasar = sampai_dibuka(latihan, client, budi)
    jawab_berikutnya(latihan, jawaban="bersedia")
    # addresses that are kept for a training of the same code on the site, or in another room
    assert alamat(Pelatihan(kode=verba.KODE), "bersedia").startswith("/pelatihan/")
    with ruang.dalam(latihan.ruang):
        assert alamat(Pelatihan(kode=verba.KODE), "bersedia").startswith(f"{dasar}peserta/")
        ditulis = Surel.objects.count()
        assert {s.kepada for s in Surel.objects.filter(jenis="undangan")} == {
            o["email"] for o in verba.peserta()
        }
        bukti = Dokumen.objects.filter(jenis="bukti").first()
        assert bukti.rekaman["latihan"] is True
        kunci_ruang = segel.kunci_publik()
        assert TautanUnit().tautan.startswith(f"http://testserver{latihan.ruang.awalan}/u/")
    semua = Penghentian.objects.create(alasan="Server surel dipindahkan.")
    layanan.kirim_surat()
    assert pos.diterima == []  # what stops the letters of the site stops these
    semua.delete()
    for _ in range(2):  # a round hands over a limited number
        layanan.kirim_surat()
    assert len(pos.diterima) == ditulis
    assert {s["To"] for s in pos.diterima} == {budi.email}
    assert all(s["Subject"].startswith("[LATIHAN] ") for s in pos.diterima)
    undangan = next(s for s in pos.diterima if "Perlu Jawaban" in s["Subject"])
    isi = undangan.get_body(("plain",)).get_content()
    assert f"http://testserver{latihan.ruang.awalan}/k/" in isi
    assert "SUREL LATIHAN" in isi
    # the proof is found where it was made, and nothing of the site vouches for it
    assert bukti.rekaman["url_periksa"] == f"http://testserver{dasar_ruang(latihan)}v/{bukti.kode}/"
    assert client.get(f"/v/{bukti.kode}/").status_code == 404
    assert client.get(f"{dasar_ruang(latihan)}v/{bukti.kode}/").status_code == 200
    assert kunci_ruang != segel.kunci_publik()
    berkas = client.post(f"{dasar}peserta/ekspor/", {"jenis": "csv"})
    assert 'filename="LATIHAN_' in berkas.headers["Content-Disposition"]
    isi = berkas.getvalue()
    assert isi.decode("utf-8-sig").startswith("LATIHAN Data Peserta")
    if pdf.tersedia():
        isi = client.get(f"{dasar}dokumen/{bukti.pk}/").content
        assert "LATIHAN: bukan dokumen yang sah" in teks_pdf(isi)


def test_a_rehearsal_of_a_closed_account_writes_to_nobody(budi, mulai, pos):  # noqa: F811
    latihan, client = mulai(budi)
    draf = isian_draf(client, latihan)
    client.post(draf[0], draf[1] | {"kirim": "1"})
    with ruang.dalam(latihan.ruang):
        assert Surel.objects.count() == 1
    Pengguna.objects.filter(pk=budi.pk).update(is_active=False)
    layanan.kirim_surat()
    assert pos.diterima == []


def test_where_a_room_is_gone_nothing_reaches_the_site_in_its_stead(
    client,
    pelatihan_di,
    budi,
    pos,  # noqa: F811
):
    """PostgreSQL passes over a schema that is not there, and the site's own comes next."""
    pelatihan_di(Tahap.REGISTRASI)
    menunggu = Surel.objects.filter(status="antre").count()
    latihan = Latihan.objects.create(kode="z" * 12, pemilik=budi)
    layanan.kirim_surat()
    assert (pos.diterima, Surel.objects.filter(status="antre").count()) == ([], menunggu)
    client.force_login(budi)
    for jalan in ("", "pelatihan/", "pelatihan/baru/"):
        assert client.get(f"{dasar_ruang(latihan)}{jalan}").status_code == 404
    with pytest.raises(ruang.RuangHilang), ruang.dalam(latihan.ruang):
        pytest.fail("inside a room that is not there")
    with connection.cursor() as kursor:
        kursor.execute("SHOW search_path")
        assert kursor.fetchone()[0] == '"$user", public'


def test_nobody_else_gets_in_and_the_owner_gets_nothing_outside(
    client, pelatihan_di, budi, dodi, anna, mulai
):
    p = pelatihan_di(Tahap.PEMERIKSAAN)  # it lies on Citra's desk; Budi may only read it
    latihan, milik_budi = mulai(budi)
    dalam = f"{latihan.ruang.awalan}/"
    assert client.get(dalam, follow=True).redirect_chain[-1][0].startswith("/masuk/?next=")
    for akun in (dodi, anna):
        client.force_login(akun)
        assert client.get(dalam).status_code == 404
        assert client.get(f"{dalam}v/").status_code == 200  # as open as it is on the site
        assert client.post(f"{dalam}pelatihan/{verba.KODE}/tugaskan-ketua/").status_code == 404
    # with a seat on every chair inside, his rights outside are what they were
    kirim = f"{p.get_absolute_url()}laporan/sampaikan/"
    assert milik_budi.post(kirim, {"versi": 1, "centang": list(SOAL)}).status_code == 403
    assert milik_budi.get(f"{p.get_absolute_url()}tunda/").status_code == 403
    assert milik_budi.get(f"{dalam[:-1]}{p.get_absolute_url()}").status_code == 404
    client.force_login(dodi)
    assert client.post(f"/panduan/latihan/{latihan.kode}/hapus/").status_code == 404
    client.force_login(anna)
    client.post(f"/panduan/latihan/{latihan.kode}/hapus/")
    assert not Latihan.objects.exists()


def test_no_rule_of_the_site_was_loosened_for_rehearsals(pelatihan_di, budi, mulai):
    """What is real stays undeletable, and nothing but a room can be taken away as one."""
    p = pelatihan_di(Tahap.SELESAI)
    mulai(budi)

    def ditolak(perintah):
        with (
            pytest.raises(DatabaseError) as galat,
            transaction.atomic(),
            connection.cursor() as kursor,
        ):
            kursor.execute(perintah)
        return str(galat.value)

    with connection.cursor() as kursor:  # this one transaction has still to check something
        kursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    for perintah in ("DELETE FROM pelatihan_jejak", "TRUNCATE pelatihan_jejak CASCADE"):
        assert "Baris pelatihan_jejak tidak boleh diubah atau dihapus." in ditolak(perintah)
    assert "tidak boleh diubah atau dihapus" in ditolak("DELETE FROM pelatihan_dokumen")
    assert "tidak boleh diubah atau dihapus" in ditolak("DELETE FROM peserta_jawaban")
    assert "Nama ruang tidak sah" in ditolak("SELECT ruang_buang('public')")
    with pytest.raises(ValueError, match="no name for a room"):
        ruang.Ruang("public", "")
    assert p.jejak.exists()


def test_a_room_has_every_rule_of_the_site_but_one(budi, mulai):
    """The copy is whole: what a migration adds to the site is in the next room, too."""
    latihan, _ = mulai(budi)

    def aturan(skema):
        with connection.cursor() as kursor:
            kursor.execute(
                "SELECT relname, conname FROM pg_constraint JOIN pg_class t ON t.oid = conrelid "
                "WHERE relnamespace = %s::regnamespace UNION ALL SELECT relname, tgname "
                "FROM pg_trigger JOIN pg_class t ON t.oid = tgrelid WHERE NOT tgisinternal "
                "AND relnamespace = %s::regnamespace UNION ALL SELECT tablename, indexname "
                "FROM pg_indexes WHERE schemaname = %s",
                [skema] * 3,
            )
            return {b for b in kursor.fetchall() if b[0] not in verba.BERBAGI}

    lepas = {("pengguna_keanggotaan", n) for n in verba.LEPAS}
    ruangnya = {b for b in aturan(latihan.ruang.nama) if "not_null" not in b[1]}
    assert {b for b in aturan("public") if "not_null" not in b[1]} - ruangnya == lepas


def test_the_clock_sweeps_old_rehearsals_and_rooms_that_nobody_knows(budi, dodi, mulai):
    tua, _ = mulai(budi)
    muda, _ = mulai(dodi)
    Latihan.objects.filter(pk=tua.pk).update(dibuat_pada=timezone.now() - dt.timedelta(days=15))
    ruang.buat(
        ruang.Ruang("latihan_" + "z" * 12, ""),
        berbagi=verba.BERBAGI, disalin=(), lepas=(), pemilik=budi.pk,
    )  # fmt: skip
    verba.sapu()
    assert list(Latihan.objects.all()) == [muda]
    assert ruang.semua() == [muda.ruang.nama]
    verba.kosongkan(plan=["a migration"])  # the tables of the site are about to change
    assert (ruang.semua(), Latihan.objects.count()) == ([], 0)


def test_the_role_of_the_application_makes_rooms_and_removes_them_through_two_functions(budi):
    with connection.cursor() as kursor:
        kursor.execute((settings.BASE_DIR / "docs" / "peran_laman.sql").read_text())
        kursor.execute("SET LOCAL ROLE eregistrasi_laman")
        latihan = verba.mulai(budi)
        with ruang.dalam(latihan.ruang):
            assert Pelatihan.objects.get().kode == verba.KODE
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            kursor.execute("CREATE SCHEMA latihan_sendiri")
        verba.hapus(latihan)
        assert ruang.semua() == []
        kursor.execute("RESET ROLE")


def test_who_holds_no_office_rehearses_nothing(client, budi):
    tamu = Pengguna.objects.create_user("tamu", "tamu@contoh.example", "x", nama="Tamu")
    client.force_login(tamu)
    assert client.post("/panduan/latihan/mulai/").status_code == 403
    assert "Latihan memerlukan jabatan" in client.get("/panduan/latihan/").content.decode()
    client.force_login(budi)
    pertama = client.post("/panduan/latihan/mulai/").headers["Location"]
    assert client.post("/panduan/latihan/mulai/").headers["Location"] == pertama


def teks_pdf(isi):
    """The words of a PDF, in order."""
    return "\n".join(h.get_textpage().get_text_range() for h in pypdfium2.PdfDocument(isi))
