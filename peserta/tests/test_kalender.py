"""Sari's calendar: the training stands in it while she is coming, and goes when she is not."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone
from icalendar import Calendar

from pelatihan import penghentian
from pelatihan.sop import Tahap
from peserta import alur, massal, pemulihan
from peserta.daftar import Saringan
from peserta.models import BuktiRegistrasi
from peserta.tests.pengunjung import Pengunjung, undangan
from surel import sambungan
from surel.models import Status, Surel


@pytest.fixture
def sari(pelatihan_di):
    orang = Pengunjung(undangan(pelatihan_di(Tahap.REGISTRASI))[0])
    orang.kenalkan()
    return orang


def acara(isi):
    kalender = Calendar.from_ical(isi)
    [satu] = kalender.walk("VEVENT")
    return str(kalender["method"]), satu


def surat_terakhir(sari, awalan="bukti:"):
    """(name, bytes, type) of each calendar entry in the newest letter of that kind to her."""
    surat = Surel.objects.filter(kunci__startswith=awalan, kepada=sari.konfirmasi.peserta.email)
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


@pytest.mark.parametrize("sendiri", [True, False])
def test_who_is_struck_off_finds_it_gone_and_who_returns_finds_it_back(sari, budi, sendiri):
    """One by one or out of the list, twice over: each letter is newer than the one before."""
    sari.lihat(sari.alamat("jawaban/"))
    sari.jawab("bersedia")
    orang = sari.konfirmasi.peserta
    langkah = [acara(surat_terakhir(sari)[0][1])]
    for menit in (0, 5):
        with time_machine.travel(timezone.now() + dt.timedelta(minutes=menit)):
            if sendiri:
                alur.batalkan(orang, oleh=budi, alasan="Mutasi")
            else:
                sasaran = massal.Sasaran(Saringan(), (orang.pk,))
                massal.batalkan(
                    orang.pelatihan, sasaran, oleh=budi, alasan="Mutasi", paling_banyak=1
                )
            langkah += [acara(surat_terakhir(sari, "dibatalkan:")[0][1])]
            Surel.objects.filter(status=Status.ANTRE).update(status=Status.TERKIRIM)
            pemulihan.aktifkan(orang, oleh=budi, alasan="Keliru")
            langkah += [acara(surat_terakhir(sari, "diaktifkan:")[0][1])]
    diunduh = acara(sari.klien.get(sari.alamat("kalender.ics")).content)
    sari.lihat(sari.alamat("jawaban/"))
    sari.jawab("tidak_bersedia", alasan="CUTI")
    langkah += [acara(surat_terakhir(sari)[0][1])]

    assert [(cara, a["sequence"]) for cara, a in langkah] == [
        ("PUBLISH", 0),
        ("CANCEL", 1),
        ("PUBLISH", 2),
        ("CANCEL", 3),
        ("PUBLISH", 4),
        ("CANCEL", 5),
    ]
    assert len({str(a["uid"]) for _, a in langkah}) == 1
    assert diunduh == langkah[4]


def test_a_training_that_moves_takes_the_entry_along_and_one_that_ends_takes_it_out(sari, ratna):
    p = sari.konfirmasi.peserta.pelatihan
    sari.lihat(sari.alamat("jawaban/"))
    sari.jawab("bersedia")
    penghentian.tunda(p, oleh=ratna, alasan="Anggaran")
    hilang = acara(surat_terakhir(sari, "dibatalkan:")[0][1])
    mulai = p.mulai + dt.timedelta(days=60)
    batas = timezone.now() + dt.timedelta(days=40)
    selesai = mulai + dt.timedelta(days=4)
    penghentian.lanjutkan(p, oleh=ratna, mulai=mulai, selesai=selesai, batas_konfirmasi=batas)
    pindah = acara(surat_terakhir(sari, "pelatihan_dilanjutkan:")[0][1])
    diunduh = acara(sari.klien.get(sari.alamat("kalender.ics")).content)
    penghentian.batalkan(p, oleh=ratna, alasan="Tidak jadi.")
    usai = acara(surat_terakhir(sari, "dibatalkan:")[0][1])

    semua = [hilang, pindah, usai]
    assert [(c, a["sequence"]) for c, a in semua] == [("CANCEL", 1), ("PUBLISH", 2), ("CANCEL", 3)]
    assert len({str(a["uid"]) for _, a in semua}) == 1
    assert pindah[1].decoded("dtstart") == mulai
    assert pindah[1].decoded("dtend") == selesai + dt.timedelta(days=1)
    assert diunduh == pindah


def test_a_cancelling_that_nobody_heard_of_takes_no_entry_out(sari, budi):
    sari.lihat(sari.alamat("jawaban/"))
    sari.jawab("bersedia")
    alur.batalkan(sari.konfirmasi.peserta, oleh=budi, alasan="Mutasi")
    pemulihan.aktifkan(sari.konfirmasi.peserta, oleh=budi, alasan="Keliru")  # before it left

    [sebelum] = surat_terakhir(sari)
    assert acara(sari.klien.get(sari.alamat("kalender.ics")).content)[1]["sequence"] == 0
    assert acara(sebelum[1])[1]["sequence"] == 0


def test_who_was_not_coming_has_nothing_to_take_out(sari, budi):
    sari.lihat(sari.alamat("jawaban/"))
    sari.jawab("tidak_bersedia", alasan="CUTI")
    alur.batalkan(sari.konfirmasi.peserta, oleh=budi, alasan="Mutasi")

    assert surat_terakhir(sari, "dibatalkan:") == []
