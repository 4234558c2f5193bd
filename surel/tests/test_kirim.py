"""The postman and a real mail server: what leaves, what waits, what is given up."""

import datetime as dt
import threading

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from eregistrasi.alat import pdf
from pelatihan.models import Dokumen
from pelatihan.sop import Tahap
from peserta.models import Konfirmasi
from surel import antrean, penolakan, sambungan, tukang
from surel.kotak import tahan
from surel.models import Detak, Status, Surel
from surel.pos import kotak_pos

pytestmark = pytest.mark.django_db
SEMENIT = dt.timedelta(minutes=1)
perlu_pdf = pytest.mark.skipif(not pdf.tersedia(), reason="Pango tidak tersedia")


@pytest.fixture(autouse=True)
def _tanpa_pekerjaan_lain(monkeypatch):
    monkeypatch.setattr(sambungan, "BERKALA", [])


def lewat(**jeda):
    return time_machine.travel(timezone.now() + dt.timedelta(**jeda), tick=True)


def sewa_habis():
    """The lease goes by the database's clock, which no test can turn: let it have run out."""
    Surel.objects.filter(status=Status.DIKIRIM).update(sewa_sampai=timezone.now() - SEMENIT)


def test_a_letter_leaves_with_text_html_and_the_link_that_no_table_holds(
    pos, bekerja, client, pelatihan_di
):
    pelatihan_di(Tahap.REGISTRASI)
    konfirmasi = Konfirmasi.objects.get()
    Surel.objects.exclude(jenis="undangan").delete()
    surel = Surel.objects.get()

    bekerja()

    (pesan,) = pos.diterima
    teks = pesan.get_body(("plain",)).get_content()
    html = pesan.get_body(("html",)).get_content()
    assert pesan["To"] == konfirmasi.peserta.email
    assert pesan["Subject"] == surel.judul
    assert pesan["Message-ID"] == surel.pesan_id
    assert pesan["Auto-Submitted"] == "auto-generated"
    assert f"Yth. Bapak/Ibu {konfirmasi.peserta.nama_lengkap}," in teks
    assert konfirmasi.tautan in teks
    assert f'href="{konfirmasi.tautan}"' in html
    assert client.get(f"/k/{konfirmasi.token}/").status_code == 303

    surel.refresh_from_db()
    assert (surel.status, surel.percobaan, surel.sebab) == (Status.TERKIRIM, 1, "")
    isi = "\n".join(
        str(nilai) for nilai in Surel.objects.filter(pk=surel.pk).values().get().values()
    )
    assert konfirmasi.token not in isi
    assert konfirmasi.id_publik not in isi


@perlu_pdf
def test_an_attachment_leaves_byte_for_byte_as_stored(pos, bekerja, pelatihan_di):
    pelatihan_di(Tahap.DISPOSISI_KETUA)

    bekerja()

    (pesan,) = pos.diterima
    (lampiran,) = pesan.iter_attachments()
    dokumen = Dokumen.objects.get()
    with dokumen.isi.open() as berkas:
        assert lampiran.get_content() == berkas.read()
    assert lampiran.get_filename() == dokumen.nama_berkas
    assert lampiran.get_content_type() == "application/pdf"


def test_many_letters_share_one_line(pos, bekerja, tulis):
    for nama in ("satu", "dua", "tiga"):
        tulis(nama)

    assert bekerja() == dict.fromkeys(("satu", "dua", "tiga"), Status.TERKIRIM)
    assert [p["To"].partition("@")[0] for p in pos.diterima] == ["satu", "dua", "tiga"]
    assert len(pos.sambungan) == 1


def test_f08_an_unknown_address_fails_at_once_and_the_others_go_on(pos, bekerja, tulis):
    pos.tolak["salah@contoh.example"] = ["550 5.1.1 No such user"]
    tulis("salah")
    tulis("benar")

    assert bekerja() == {"salah": Status.GAGAL, "benar": Status.TERKIRIM}
    surel = Surel.objects.get(status=Status.GAGAL)
    assert surel.sebab == "550 5.1.1 No such user"
    assert surel.keadaan[0] == "Alamat Tidak Ada"
    with lewat(days=1):
        bekerja()
    assert len(pos.diterima) == 1


def test_f07_a_greylisting_server_gets_the_letter_later_and_once(pos, bekerja, tulis):
    pos.tolak["sari@contoh.example"] = ["450 4.2.0 Greylisted"]
    tulis("sari")

    assert bekerja() == {"sari": Status.TUNDA}
    assert bekerja() == {"sari": Status.TUNDA}
    with lewat(minutes=6):
        assert bekerja() == {"sari": Status.TERKIRIM}
    assert len(pos.diterima) == 1


def test_f10_a_line_lost_before_the_answer_sends_once_more_and_says_so(pos, bekerja, tulis):
    pos.putus = 1
    surel = tulis("sari")

    assert bekerja() == {"sari": Status.TUNDA}
    with lewat(minutes=1):
        assert bekerja() == {"sari": Status.TAK_PASTI}
    assert [p["Message-ID"] for p in pos.diterima] == [surel.pesan_id] * 2


def test_f10_doubt_survives_a_refusal_in_between(pos, bekerja, tulis):
    pos.putus = 1
    tulis("sari")
    bekerja()
    pos.tolak["sari@contoh.example"] = ["450 4.2.0 Later"]
    with lewat(minutes=1):
        assert bekerja() == {"sari": Status.TUNDA}
    with lewat(minutes=10):
        assert bekerja() == {"sari": Status.TAK_PASTI}


def test_f09_a_server_that_says_421_is_left_alone_for_a_while(pos, bekerja, tulis):
    pos.tolak["satu@contoh.example"] = ["421 4.7.0 Too many"]
    tulis("satu")
    tulis("dua")

    assert bekerja() == {"satu": Status.TUNDA, "dua": Status.ANTRE}
    with lewat(minutes=1):
        assert bekerja() == {"satu": Status.TERKIRIM, "dua": Status.TERKIRIM}


def test_f05_an_unreachable_server_never_makes_a_letter_fail(settings, bekerja, tulis):
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    tulis("satu")
    tulis("dua")
    Surel.objects.update(ditolak=penolakan.MAKS_CEPAT - 1)

    assert bekerja() == {"satu": Status.TUNDA, "dua": Status.ANTRE}
    assert "sambungan ditolak" in Surel.objects.get(kunci="uji:satu").sebab


def test_without_a_server_letters_stay_where_they_are(settings, bekerja, tulis):
    settings.EMAIL_URL = ""
    tulis("sari")

    assert bekerja() == {"sari": Status.ANTRE}
    assert Detak.objects.count() == 1


def test_an_address_of_the_server_that_cannot_be_read_is_refused_in_one_line(settings, db):
    settings.EMAIL_URL = "mail.contoh.example"
    with pytest.raises(CommandError, match="EMAIL_URL"):
        call_command("pekerja", sekali=True)


def test_one_bad_letter_does_not_stop_the_round(pos, bekerja, tulis, caplog):
    rusak = tulis("rusak")
    Surel.objects.filter(pk=rusak.pk).update(berkas=["entah:1"])
    tulis("sari")

    assert bekerja() == {"rusak": Status.TUNDA, "sari": Status.TERKIRIM}
    assert Surel.objects.get(pk=rusak.pk).sebab == (
        "Terjadi kesalahan pada sistem. "
        f"Sampaikan nomor surel {rusak.pk} kepada Administrator Sistem."
    )
    assert "rusak@contoh.example" not in caplog.text
    assert f"Surel #{rusak.pk}" in caplog.text


def test_a_letter_whose_link_is_gone_is_held_back(pos, bekerja, tulis):
    tulis("sari", tautan="konfirmasi:999")

    assert bekerja() == {"sari": Status.DITAHAN}
    assert pos.diterima == []


def test_an_attachment_that_is_not_ready_makes_the_letter_wait_without_end(
    pos, bekerja, tulis, monkeypatch
):
    def belum(rujukan):
        raise sambungan.BelumSiap("Lampiran PDF belum dapat dibuat pada server ini.")

    monkeypatch.setitem(sambungan.BERKAS, "dokumen", belum)
    tulis("sari", berkas=["dokumen:1"])
    Surel.objects.update(ditolak=penolakan.MAKS_CEPAT)

    assert bekerja() == {"sari": Status.TUNDA}
    assert Surel.objects.get().sebab == "Lampiran PDF belum dapat dibuat pada server ini."


def test_the_rooms_own_work_may_fail_without_stopping_the_post(pos, bekerja, tulis, monkeypatch):
    def gagal():
        raise ValueError("rahasia")

    monkeypatch.setattr(sambungan, "BERKALA", [gagal])
    tulis("sari")

    assert bekerja() == {"sari": Status.TERKIRIM}


def test_f01_a_dead_workers_letter_is_taken_up_after_its_lease(pos, bekerja, tulis):
    tulis("sari")
    antrean.ambil("mati:1")

    assert bekerja() == {"sari": Status.DIKIRIM}
    sewa_habis()
    assert bekerja() == {"sari": Status.TERKIRIM}
    assert (len(pos.diterima), Surel.objects.get().mati) == (1, 1)


def test_f01_a_worker_that_died_after_data_leaves_a_doubt(pos, bekerja, tulis):
    tulis("sari")
    (surel,) = antrean.ambil("mati:1")
    Surel.objects.filter(pk=surel.pk).update(data_mulai=timezone.now())

    sewa_habis()
    assert bekerja() == {"sari": Status.TAK_PASTI}


def test_a_worker_that_lost_its_lease_sends_nothing_and_writes_nothing(pos, tulis):
    tulis("sari")
    (lambat,) = antrean.ambil("lambat:1")
    sewa_habis()
    antrean.pulihkan()
    antrean.ambil("cepat:2")
    tukang.kirim(lambat, kotak_pos())

    assert pos.diterima == []
    assert Surel.objects.get().pekerja == "cepat:2"
    assert Surel.objects.get().status == Status.DIKIRIM


def test_a_letter_that_a_worker_holds_but_has_not_begun_to_send_can_still_be_held_back(pos, tulis):
    tulis("sari")
    (surel,) = antrean.ambil("cepat:1:ab/1")
    assert tahan("uji:sari", "Tautan diganti.") == 1
    tukang.kirim(surel, kotak_pos())
    assert (pos.diterima, Surel.objects.get().status) == ([], Status.DITAHAN)


def test_a_letter_dies_with_its_transaction(tulis):
    with transaction.atomic():
        tulis("sari")
        transaction.set_rollback(True)
    assert not Surel.objects.exists()


def test_f04_the_same_fact_is_told_once(tulis):
    assert tulis("sari").pk == tulis("sari").pk
    assert Surel.objects.count() == 1


def test_nobody_writes_to_whom_has_no_address(tulis):
    assert tulis("sari", kepada="") is None


@pytest.mark.django_db(transaction=True)
def test_f03_two_workers_take_one_letter_each(tulis):
    """While one is busy claiming the first letter, the other takes the second without waiting."""
    tulis("satu")
    tulis("dua")
    dapat = []

    def kerja():
        dapat.append(antrean.ambil("pekerja:2")[0].kepada)
        connection.close()

    with transaction.atomic():
        dapat.append(antrean.ambil("pekerja:1")[0].kepada)
        utas = threading.Thread(target=kerja)
        utas.start()
        utas.join(timeout=4)

    assert dapat == ["satu@contoh.example", "dua@contoh.example"]
    assert antrean.ambil("pekerja:3") == []
