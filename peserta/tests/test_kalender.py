"""Sari's calendar: the training stands in it while she is coming, and goes when she is not."""

import datetime as dt

import pytest
from icalendar import Calendar

from pelatihan.sop import Tahap
from peserta.models import BuktiRegistrasi
from peserta.tests.pengunjung import Pengunjung, undangan
from surel import sambungan
from surel.models import Surel


@pytest.fixture
def sari(pelatihan_di):
    orang = Pengunjung(undangan(pelatihan_di(Tahap.REGISTRASI))[0])
    orang.kenalkan()
    return orang


def acara(isi):
    kalender = Calendar.from_ical(isi)
    [satu] = kalender.walk("VEVENT")
    return str(kalender["method"]), satu


def surat_terakhir(sari):
    """(name, bytes, type) of each attachment of the newest letter with her proof."""
    tautan = f"konfirmasi:{sari.konfirmasi.pk}"
    surat = Surel.objects.filter(kunci__startswith="bukti:", tautan=tautan)
    return [sambungan.berkas(r) for r in surat.latest("pk").berkas if r.startswith("kalender")]


def test_who_is_coming_takes_the_training_along(sari):
    assert sari.lihat(sari.alamat("kalender.ics")).status_code == 404
    sari.lihat(sari.alamat("jawaban/"))
    sari.jawab("bersedia")

    respons = sari.klien.get(sari.alamat("kalender.ics"))
    cara, satu = acara(respons.content)

    p = sari.konfirmasi.peserta.pelatihan
    bukti = BuktiRegistrasi.objects.get(konfirmasi=sari.konfirmasi)
    assert respons["Content-Type"] == "text/calendar; method=PUBLISH"
    assert respons["Content-Disposition"].startswith("attachment")
    assert "no-store" in respons["Cache-Control"]
    assert (cara, satu["sequence"], str(satu["status"])) == ("PUBLISH", 0, "CONFIRMED")
    assert str(satu["uid"]) == f"{bukti.nomor.replace('/', '-').lower()}@testserver"
    assert satu.decoded("dtstart") == p.mulai
    assert satu.decoded("dtend") == p.selesai + dt.timedelta(days=1)
    assert "attendee" not in satu  # nobody is asked to reply to it
    assert bukti.nomor in str(satu["description"])
    assert [isi for _, isi, _ in surat_terakhir(sari)] == [respons.content]


def test_a_changed_mind_takes_the_entry_back_and_puts_it_in_again(sari):
    sari.lihat(sari.alamat("jawaban/"))
    sari.jawab("bersedia")
    awal = acara(surat_terakhir(sari)[0][1])[1]

    sari.lihat(sari.alamat("jawaban/"))
    sari.jawab("tidak_bersedia", alasan="CUTI")
    cara, batal = acara(surat_terakhir(sari)[0][1])
    sari.lihat(sari.alamat("jawaban/"))
    sari.jawab("bersedia")
    cara_lagi, lagi = acara(surat_terakhir(sari)[0][1])

    assert (cara, batal["sequence"], str(batal["status"])) == ("CANCEL", 1, "CANCELLED")
    assert (cara_lagi, lagi["sequence"], str(lagi["status"])) == ("PUBLISH", 2, "CONFIRMED")
    assert awal["uid"] == batal["uid"] == lagi["uid"]


def test_who_never_came_gets_no_entry(sari):
    sari.lihat(sari.alamat("jawaban/"))
    sari.jawab("tidak_bersedia", alasan="CUTI")

    assert surat_terakhir(sari) == []
    assert sari.klien.get(sari.alamat("kalender.ics")).status_code == 404
