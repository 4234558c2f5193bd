"""Answers that come twice, late, from an old page, from a stranger's page, or from two people."""

import datetime as dt
import time

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection

from eregistrasi.alat import pdf
from laporan import alur as alur_laporan
from pelatihan import terbitan
from pelatihan.alur import LangkahDitolak
from pelatihan.models import Pelatihan
from pelatihan.sop import Tahap
from peserta import alur, jawaban
from peserta.models import BuktiRegistrasi, Jawaban, Konfirmasi, Peserta
from peserta.tests.pengunjung import CENTANG, Pengunjung, undangan
from surel.models import Surel

pytestmark = pytest.mark.django_db

LENGKAP = dict.fromkeys(CENTANG, "1")


@pytest.fixture
def pelatihan(pelatihan_di):
    return pelatihan_di(Tahap.REGISTRASI)


@pytest.fixture
def sari(pelatihan):
    return Pengunjung(undangan(pelatihan)[0])


def tercatat():
    return list(Jawaban.objects.values_list("pilihan", flat=True))


# --- The same page twice -------------------------------------------------------------------


def test_two_taps_on_kirim_leave_one_answer_and_one_receipt(sari):
    sari.kenalkan()
    sari.isi("bersedia")
    alamat, isian = sari.formulir()
    tanggapan = [sari.klien.post(alamat, isian) for _ in range(2)]
    assert [(t.status_code, t["Location"]) for t in tanggapan] == [(303, sari.alamat())] * 2
    assert tercatat() == ["bersedia"]
    assert (
        BuktiRegistrasi.objects.count(),
        Surel.objects.filter(jenis="bukti_bersedia").count(),
    ) == (1, 1)


def test_another_answer_from_the_same_page_is_told_what_stands(sari):
    sari.kenalkan()
    _, tanda = sari.formulir()
    sari.jawab("bersedia")
    lama = {
        **tanda,
        **LENGKAP,
        "jawaban": "tidak_bersedia",
        "alasan": "CUTI",
        "keterangan": "Umrah",
    }
    sari.halaman = sari.klien.post(sari.alamat("kirim/"), lama)
    assert sari.halaman.status_code == 409
    assert "Konfirmasi sudah disampaikan dari halaman lain" in sari.teks
    assert "ER/PF-AHM/" in sari.teks
    assert "Umrah</textarea>" in sari.teks
    assert tercatat() == ["bersedia"]


def test_two_people_with_one_link_the_first_wins_the_second_is_told_and_may_change(sari):
    dewi = Pengunjung(sari.konfirmasi)
    for orang in (sari, dewi):
        orang.kenalkan()
        orang.isi("bersedia" if orang is sari else "tidak_bersedia", alasan="CUTI")
    sari.kirim({})
    dewi.kirim({})
    assert (sari.halaman.status_code, dewi.halaman.status_code) == (200, 409)
    assert tercatat() == ["bersedia"]
    dewi.lihat(dewi.alamat("jawaban/"))
    dewi.jawab("tidak_bersedia", alasan="CUTI")
    assert tercatat() == ["bersedia", "tidak_bersedia"]


def test_an_old_answer_stays_as_it_was_given(sari):
    sari.kenalkan()
    sari.jawab("bersedia")
    pertama = Jawaban.objects.values().get()
    sari.lihat(sari.alamat("jawaban/"))
    sari.jawab("tidak_bersedia", alasan="CUTI")
    sari.lihat(sari.alamat("jawaban/"))
    sari.jawab("bersedia")
    assert tercatat() == ["bersedia", "tidak_bersedia", "bersedia"]
    assert Jawaban.objects.values().first() == pertama
    assert [b.revisi for b in BuktiRegistrasi.objects.filter(berlaku=True)] == [2]


# --- The page's mark -----------------------------------------------------------------------


@pytest.mark.parametrize("tanda", ["", "bukan tanda", "WyJhIiwxLG51bGxd:1abcde:xyz", "\0"])
@pytest.mark.parametrize("ekor", ["jawaban/", "kirim/"])
def test_without_the_mark_of_our_page_nothing_is_taken(sari, ekor, tanda):
    sari.kenalkan()
    sari.kirim(
        {**LENGKAP, "dilihat": tanda, "jawaban": "bersedia", "keterangan": "Teks saya"},
        ke=sari.alamat(ekor),
    )
    assert sari.halaman.status_code == 403
    assert "Halaman ini tidak dapat dikirim" in sari.teks
    assert "Teks saya</textarea>" in sari.teks
    assert tercatat() == []


def test_the_mark_of_another_invitation_is_worth_nothing(pelatihan_di):
    p = pelatihan_di(
        Tahap.REGISTRASI,
        peserta=[{"nama": n, "nrp": n, "email": "a@contoh.example"} for n in ("Sari", "Dewi")],
    )
    sari, dewi = (Pengunjung(k) for k in undangan(p))
    sari.kenalkan()
    _, tanda = sari.formulir()
    dewi.kenalkan()
    dewi.kirim(
        {**LENGKAP, "dilihat": tanda["dilihat"], "jawaban": "bersedia"}, ke=dewi.alamat("kirim/")
    )
    assert dewi.halaman.status_code == 403
    assert tercatat() == []


def test_hidden_fields_of_others_choose_nobody(sari, pelatihan, caplog):
    sari.kenalkan()
    with caplog.at_level("WARNING", logger="eregistrasi.konfirmasi"):
        sari.isi("bersedia", status="disetujui", peserta_id="2", is_staff="on")
    assert "'is_staff', 'peserta_id', 'status'" in caplog.text
    sari.kirim({"peserta_id": "2"})
    assert Jawaban.objects.get().konfirmasi == sari.konfirmasi


def test_a_page_of_yesterday_still_works_one_of_last_week_is_told_so(sari):
    kini = dt.datetime.now(dt.UTC)
    for umur, harap in ((dt.timedelta(days=8), 403), (dt.timedelta(days=1), 200)):
        with time_machine.travel(kini - umur):
            sari.kenalkan()
        if umur.days == 8:  # the link itself was opened again since
            sari.klien.get(f"/k/{sari.konfirmasi.token}/")
        sari.isi("bersedia")
        assert sari.halaman.status_code == harap
    sari.kirim({})
    assert tercatat() == ["bersedia"]


def test_after_two_hours_the_nip_is_asked_again(sari):
    with time_machine.travel(dt.datetime.now(dt.UTC) - dt.timedelta(hours=2, seconds=5)):
        sari.kenalkan()
        assert "Apakah Anda bersedia" in sari.teks
    sari.lihat(sari.alamat("jawaban/"))
    assert sari.halaman.redirect_chain == [(sari.alamat(), 303)]
    assert "Mulai Registrasi" in sari.teks


@pytest.mark.parametrize("ekor", ["jawaban/", "bukti.pdf", "surat-pemanggilan.pdf"])
def test_without_the_nip_nothing_but_the_first_page_is_shown(sari, ekor):
    sari.buka()
    sari.lihat(sari.alamat(ekor))
    assert sari.halaman.redirect_chain == [(sari.alamat(), 303)]
    assert sari.konfirmasi.peserta.unit_kerja not in sari.teks


# --- Cookies, forms, other people on this browser -----------------------------------------


def test_a_browser_that_lost_the_form_cookie_is_told_how_to_go_on_and_keeps_the_text(sari):
    sari.kenalkan()
    del sari.klien.cookies["csrftoken"]
    sari.kirim(
        {
            **LENGKAP,
            "jawaban": "tidak_bersedia",
            "alasan": "LAINNYA",
            "keterangan": "Banjir di desa",
        }
    )
    assert sari.halaman.status_code == 403
    assert "Isian belum terkirim" in sari.teks
    assert "Banjir di desa</textarea>" in sari.teks
    # One tap goes on, with all that was typed, to the page that shows it once more.
    sari.kirim({})
    assert "Kirim konfirmasi?" in sari.teks
    assert "Banjir di desa" in sari.teks


def test_a_browser_without_any_cookie_keeps_the_text_too(sari):
    sari.kenalkan()
    sari.klien.cookies.clear()
    sari.kirim({**LENGKAP, "jawaban": "tidak_bersedia", "keterangan": "Banjir di desa"})
    assert sari.halaman.status_code == 403
    assert "Buka di peramban" in sari.teks
    assert "Banjir di desa</textarea>" in sari.teks


def test_a_form_without_its_token_is_refused(sari):
    sari.kenalkan()
    sari.kirim({**LENGKAP, "jawaban": "bersedia", "csrfmiddlewaretoken": "x" * 64})
    assert sari.halaman.status_code == 403
    assert tercatat() == []


@pytest.mark.parametrize(
    ("asal", "harap"), [("null", 200), ("http://testserver", 200), ("https://jahat.test", 403)]
)
def test_forms_come_from_our_own_pages_which_hide_where_they_come_from(sari, asal, harap):
    sari.kenalkan()
    alamat, isian = sari.formulir()
    kirim = sari.klien.post(
        alamat, {**isian, **LENGKAP, "jawaban": "bersedia"}, headers={"origin": asal}
    )
    assert kirim.status_code == harap


def test_under_https_a_browser_that_tells_no_origin_at_all_may_send_too(sari):
    sari.kenalkan()
    alamat, isian = sari.formulir()
    for asal, harap in (({}, 200), ({"referer": "https://jahat.test/"}, 403)):
        kirim = sari.klien.post(
            alamat, {**isian, **LENGKAP, "jawaban": "bersedia"}, secure=True, headers=asal
        )
        assert kirim.status_code == harap


@pytest.mark.parametrize("jenis", ["text/plain", "application/json"])
def test_other_bodies_than_forms_are_not_read(sari, jenis):
    sari.kenalkan()
    kirim = sari.klien.post(sari.alamat("kirim/"), '{"jawaban": "bersedia"}', content_type=jenis)
    assert kirim.status_code == 415


def test_a_colleague_signed_in_on_the_same_browser_does_not_mix_with_the_link(
    sari, budi, pelatihan
):
    sari.klien.force_login(budi)
    sari.klien.get(f"/pelatihan/{pelatihan.kode}/lengkapi/")  # leaves a message for Budi
    sari.buka()
    assert "tidak dapat dilakukan" not in sari.teks
    sari.kenalkan()
    sari.jawab("bersedia")
    assert "Budi Santoso" not in sari.teks
    catatan = pelatihan.jejak.last()
    assert (catatan.oleh, catatan.pelaku) == (None, sari.konfirmasi.peserta.nama_lengkap)
    del sari.klien.cookies["sessionid"]
    assert "Terima kasih" in sari.lihat(sari.alamat()).content.decode()


# --- Deadlines, by the database's clock ----------------------------------------------------


def batas_dari_sekarang(detik):
    """Set the deadline by the database's own clock."""
    with connection.cursor() as kursor:
        kursor.execute(
            "UPDATE pelatihan_pelatihan "
            "SET batas_konfirmasi = clock_timestamp() + %s * interval '1 second'",
            [detik],
        )


@pytest.mark.parametrize("jam_web", [-48, 48])
def test_the_deadline_is_held_against_the_databases_clock_not_the_web_servers(sari, jam_web):
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(hours=jam_web)):
        batas_dari_sekarang(30)
        jawaban.jawab(sari.konfirmasi, pilihan="bersedia")
        batas_dari_sekarang(0)
        with pytest.raises(LangkahDitolak, match="Registrasi telah ditutup"):
            jawaban.jawab(
                sari.konfirmasi,
                pilihan="tidak_bersedia",
                alasan="CUTI",
                dilihat=Jawaban.objects.get().pk,
            )
    assert tercatat() == ["bersedia"]


def test_at_the_very_instant_of_the_deadline_it_is_too_late(pelatihan):
    batas = pelatihan.batas_konfirmasi
    sedetik = dt.timedelta(microseconds=1)
    (konfirmasi,) = undangan(pelatihan)
    assert jawaban.masih_terbuka(konfirmasi, batas - sedetik)
    assert not jawaban.masih_terbuka(konfirmasi, batas)


def test_a_page_opened_in_time_and_sent_too_late_is_refused_with_the_text_kept(sari):
    batas_dari_sekarang(1.5)
    sari.kenalkan()
    sari.isi("tidak_bersedia", alasan="LAINNYA", keterangan="Banjir di desa")
    time.sleep(1.6)
    sari.kirim({})
    assert sari.halaman.status_code == 409
    assert "Registrasi telah ditutup. Konfirmasi ini tidak dicatat." in sari.teks
    assert "Banjir di desa</textarea>" in sari.teks
    assert "081200000029" in sari.teks
    assert tercatat() == []


def test_after_the_deadline_who_did_not_answer_is_told_whom_to_call(sari):
    batas_dari_sekarang(-1)
    sari.kenalkan()
    assert "Registrasi telah ditutup" in sari.teks
    assert "Konfirmasi Anda belum kami terima" in sari.teks
    assert "081200000029" in sari.teks
    assert sari.lihat(sari.alamat("jawaban/")).status_code == 200
    assert "<form" not in sari.teks


def test_after_the_deadline_the_receipt_stays_but_cannot_be_changed(sari):
    sari.kenalkan()
    sari.jawab("bersedia")
    batas_dari_sekarang(-1)
    sari.lihat(sari.alamat())
    assert ("ER/PF-AHM/" in sari.teks, "Ubah Konfirmasi" in sari.teks) == (True, False)
    sari.lihat(sari.alamat("jawaban/"))
    assert "Konfirmasi itu tetap berlaku." in sari.teks


def test_the_same_answer_after_the_deadline_finds_its_proof(sari):
    bukti = jawaban.jawab(sari.konfirmasi, pilihan="bersedia")
    batas_dari_sekarang(-1)
    assert jawaban.jawab(sari.konfirmasi, pilihan="bersedia") == bukti


@pytest.mark.parametrize("sampai", ["tutup", "ajukan"])
def test_once_the_team_has_closed_the_list_an_answer_is_refused(sari, pelatihan, budi, sampai):
    sari.kenalkan()
    sari.jawab("bersedia")
    sari.lihat(sari.alamat("jawaban/"))
    sari.isi("tidak_bersedia", alasan="CUTI")
    alur.tutup_registrasi(pelatihan, oleh=budi)
    if sampai == "ajukan":
        isian = {"nomor": "1", "tanggal": dt.date(2026, 11, 24)}
        isian |= dict.fromkeys(("kendala", "tindak_lanjut", "saran", "tanggapan"), "Tidak ada.")
        alur_laporan.ajukan(pelatihan, oleh=budi, isian=isian)
    sari.kirim({})
    assert sari.halaman.status_code == 409
    assert "081200000029" in sari.teks
    assert tercatat() == ["bersedia"]


def test_a_cancelled_participant_is_refused_by_the_verb_too(sari, budi):
    alur.batalkan(sari.konfirmasi.peserta, oleh=budi, alasan="Beralih tugas")
    with pytest.raises(LangkahDitolak, match="dibatalkan"):
        jawaban.jawab(sari.konfirmasi, pilihan="bersedia")
    assert tercatat() == []


def test_an_answer_from_a_page_that_showed_none_is_not_taken_over_one_that_stands(sari):
    jawaban.jawab(sari.konfirmasi, pilihan="bersedia")
    with pytest.raises(jawaban.JawabanBerubah):
        jawaban.jawab(sari.konfirmasi, pilihan="tidak_bersedia", alasan="CUTI", dilihat=None)


def test_an_answer_that_cannot_be_finished_leaves_nothing_behind(sari, monkeypatch):
    def putus(*_):
        raise ConnectionError("listrik padam")

    monkeypatch.setattr(jawaban, "beritahu_jawaban", putus)
    with pytest.raises(ConnectionError):
        jawaban.jawab(sari.konfirmasi, pilihan="bersedia")
    assert (tercatat(), BuktiRegistrasi.objects.count()) == ([], 0)
    assert (Konfirmasi.objects.get().jawaban_kini, Peserta.objects.get().nomor_urut) == ("", None)


# --- What a participant may take away ------------------------------------------------------


def test_the_proof_is_the_same_bytes_every_time(sari, monkeypatch):
    dibuat = []
    monkeypatch.setattr(
        terbitan.pdf, "buat_pdf", lambda *_, **__: dibuat.append(1) or b"%PDF-1.7 bukti Sari"
    )
    sari.kenalkan()
    sari.jawab("bersedia")
    assert dibuat == []  # the answer does not wait for the printer
    unduhan = [sari.klien.get(sari.alamat("bukti.pdf")) for _ in range(2)]
    assert [u.content for u in unduhan] == [b"%PDF-1.7 bukti Sari"] * 2
    assert dibuat == [1]
    assert unduhan[0]["Content-Type"] == "application/pdf"
    nama = BuktiRegistrasi.objects.get().dokumen.nama_berkas
    assert unduhan[0]["Content-Disposition"] == f'attachment; filename="{nama}"'
    assert unduhan[0]["Referrer-Policy"] == "no-referrer"


def test_without_pango_the_proof_is_promised_not_broken(sari, monkeypatch):
    def tanpa_pango(*_, **__):
        raise pdf.PdfTidakTersedia

    monkeypatch.setattr(terbitan.pdf, "buat_pdf", tanpa_pango)
    sari.kenalkan()
    sari.jawab("bersedia")
    sari.lihat(sari.alamat("bukti.pdf"))
    assert sari.halaman.status_code == 503
    assert "Konfirmasi Anda sudah tercatat" in sari.teks


def test_there_is_no_proof_before_the_answer(sari):
    sari.kenalkan()
    assert sari.klien.get(sari.alamat("bukti.pdf")).status_code == 404


def test_the_summons_can_be_taken_away_where_the_team_has_put_it_in(sari):
    sari.kenalkan()
    assert "Unduh Surat Pemanggilan" not in sari.teks
    assert sari.klien.get(sari.alamat("surat-pemanggilan.pdf")).status_code == 404
    p = Pelatihan.objects.get()
    p.pemanggilan_berkas.save("surat.pdf", ContentFile(b"%PDF-1.7 surat"))
    sari.lihat(sari.alamat())
    assert "Unduh Surat Pemanggilan" in sari.teks
    unduhan = sari.klien.get(sari.alamat("surat-pemanggilan.pdf"))
    assert b"".join(unduhan.streaming_content) == b"%PDF-1.7 surat"
    assert unduhan["Content-Disposition"].startswith("attachment")


def test_who_has_no_address_is_promised_no_letter(pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=[{"nama": "Suparno", "nrp": "78050123"}])
    suparno = Pengunjung(undangan(p)[0])
    suparno.kenalkan()
    suparno.jawab("bersedia")
    assert "juga akan dikirim" not in suparno.teks
    assert not Surel.objects.filter(jenis="bukti_bersedia").exists()
