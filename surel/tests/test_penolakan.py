"""Refusals and what they mean, letters that workers die over, and who goes first."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from surel import antrean, penolakan, sambungan
from surel.kotak import versi
from surel.models import Detak, Kelas, Status, Surel

pytestmark = pytest.mark.django_db
SEMENIT = dt.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _tanpa_pekerjaan_lain(monkeypatch):
    monkeypatch.setattr(sambungan, "BERKALA", [])


def lewat(**jeda):
    return time_machine.travel(timezone.now() + dt.timedelta(**jeda), tick=True)


def sewa_habis():
    """The lease goes by the database's clock, which no test can turn: let it have run out."""
    Surel.objects.filter(status=Status.DIKIRIM).update(sewa_sampai=timezone.now() - SEMENIT)


@pytest.mark.parametrize(
    ("kode", "alasan", "kelas", "tetap"),
    [
        (550, "5.1.1 <sari@contoh.example>: user unknown", Kelas.ALAMAT, True),
        (550, "No such user here", Kelas.ALAMAT, True),
        (550, "5.4.310 DNS domain contoh.example does not exist", Kelas.ALAMAT, True),
        (553, "sorry, that address is not in my list", Kelas.ALAMAT, True),
        (550, "5.7.1 Message rejected as spam", Kelas.TEKNIS, True),
        (550, "Message rejected by policy", Kelas.TEKNIS, True),
        (554, "5.6.0 content error", Kelas.TEKNIS, True),
        (552, "5.2.2 Mailbox full", Kelas.PENUH, False),
        (552, "Requested mail action aborted", Kelas.PENUH, False),
        (452, "4.2.2 The email account is over quota", Kelas.PENUH, False),
        (552, "5.3.4 Message size exceeds fixed limit", Kelas.TEKNIS, True),
        (452, "4.3.1 Insufficient system storage", Kelas.TEKNIS, False),
        (450, "4.2.0 Greylisted", Kelas.TEKNIS, False),
        (451, "4.7.1 Try again later", Kelas.TEKNIS, False),
    ],
)
def test_a_refusal_is_read_for_whoever_has_to_mend_it(kode, alasan, kelas, tetap):
    assert penolakan.kelas(kode, alasan) == kelas
    assert penolakan.tetap(kode, kelas) is tetap


def test_a_full_mailbox_is_tried_again_slowly_and_given_up_after_days(pos, bekerja, tulis):
    pos.tolak["sari@contoh.example"] = ["552 5.2.2 Mailbox full"] * 2
    tulis("sari")

    bekerja()
    surel = Surel.objects.get()
    assert (surel.status, surel.keadaan[0]) == (Status.TUNDA, "Kotak Penuh")
    assert surel.kirim_setelah > timezone.now() + dt.timedelta(minutes=20)
    Surel.objects.update(ditolak=penolakan.MAKS_PENUH - 1)
    with lewat(hours=9):
        assert bekerja() == {"sari": Status.GAGAL}
    assert Surel.objects.get().keadaan[0] == "Kotak Penuh"


def test_the_servers_own_word_and_the_version_of_the_text_are_kept(pos, bekerja, tulis):
    tulis("sari")
    bekerja()
    surel = Surel.objects.get()
    assert surel.balasan == "250 OK"
    assert surel.templat == versi("penugasan_dialihkan") != versi("disposisi_tim")
    assert len(surel.templat) == 12


def test_a_single_letter_passes_those_of_a_round(pos, bekerja, tulis):
    tulis("putaran")
    Surel.objects.update(prioritas=1)
    tulis("sandi")
    bekerja()
    assert [p["To"] for p in pos.diterima] == ["sandi@contoh.example", "putaran@contoh.example"]


@pytest.mark.parametrize("kepada", ["a@contoh.example\nBcc: b@contoh.example", "a@x.id, b@x.id"])
def test_what_is_not_one_address_is_refused_in_words(pos, bekerja, tulis, kepada):
    tulis("sari", kepada=kepada)
    bekerja()
    surel = Surel.objects.get()
    assert (surel.status, surel.keadaan[0]) == (Status.GAGAL, "Alamat Tidak Ada")
    assert surel.sebab.startswith("Alamat surel tidak sah.")
    assert pos.diterima == []


def test_domains_in_other_letters_are_written_as_servers_know_them(pos, bekerja, tulis, settings):
    settings.SUREL_PENGIRIM = "Pusat Pelatihan – Hukum <info@büro.example>"
    surel = tulis("sari", kepada="sari@müller.example")
    bekerja()
    assert Surel.objects.get().status == Status.TERKIRIM
    (pesan,) = pos.diterima
    assert pesan["To"] == "sari@xn--mller-kva.example"
    assert pesan["From"].addresses[0].display_name == "Pusat Pelatihan – Hukum"
    assert pesan["From"].addresses[0].domain == "xn--bro-hoa.example"
    assert surel.pesan_id.endswith("@xn--bro-hoa.example>")


def test_a_letter_over_which_workers_die_waits_longer_and_is_given_up_in_the_end(tulis):
    tulis("sari")
    jalan = []
    for mati in (0, 1, 2, antrean.MAKS_MATI - 1):
        Surel.objects.update(status=Status.ANTRE, mati=mati, kirim_setelah=timezone.now())
        antrean.ambil("mati:1")
        sewa_habis()
        antrean.pulihkan()
        surel = Surel.objects.get()
        jalan.append((surel.status, surel.mati, surel.kirim_setelah > timezone.now() + SEMENIT))
    assert jalan == [
        (Status.ANTRE, 1, False),
        (Status.ANTRE, 2, False),
        (Status.TUNDA, 3, True),
        (Status.GAGAL, antrean.MAKS_MATI, False),
    ]
    assert surel.sebab == antrean.MATI


def test_a_silent_worker_is_dead_before_its_lease_has_run_out(tulis):
    tulis("sari")
    antrean.ambil("mesin:7:ab/2")
    Detak.objects.create(pekerja="mesin:7:ab", terakhir=timezone.now())
    assert antrean.pulihkan() == 0
    Detak.objects.update(terakhir=timezone.now() - 2 * SEMENIT)
    assert antrean.pulihkan() == 1
    assert Surel.objects.get().status == Status.ANTRE
