"""Step 3 ends: Budi opens the registration, and everybody on the list is asked once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from laporan.bahan_contoh import contoh_peserta, isian_lengkap
from pelatihan import persiapan
from pelatihan.sop import Tahap
from peserta import alur
from peserta.models import Konfirmasi, Peserta
from surel.models import Surel

pytestmark = pytest.mark.django_db


@pytest.fixture
def p(pelatihan_di, budi):
    """Everything is filled in, three people are on the list, one of them without an address."""
    p = pelatihan_di(Tahap.PENYIAPAN)
    persiapan.lengkapi(p, oleh=budi, **isian_lengkap(p, "PF-AHM"))
    for data in contoh_peserta(3):
        alur.catat(p, oleh=budi, data=data)
    p.peserta.filter(nama__startswith="Togar").update(email="")
    p.refresh_from_db()
    return p


def alamat(p):
    return f"/pelatihan/{p.kode}/peserta/buka-registrasi/"


def teks(halaman):
    return " ".join(halaman.content.decode().split())


def test_the_page_says_who_will_be_asked_and_asks_nobody(client, budi, p):
    client.force_login(budi)
    halaman = teks(client.get(alamat(p)))
    assert "3 orang (kuota 40)" in halaman
    assert "1 orang belum punya surel dan perlu diundang melalui WhatsApp." in halaman
    assert "Togar Parlindungan Simanjuntak, S.H., M.H." in halaman
    assert "Buka registrasi sekarang?" in halaman
    assert Konfirmasi.objects.count() == 0


def test_opening_asks_everybody_once_and_a_second_click_is_refused(client, budi, p):
    client.force_login(budi)
    pertama = teks(client.post(alamat(p), follow=True))
    assert "Registrasi telah dibuka. Undangan sedang dikirim kepada 2 calon peserta." in pertama
    assert "1 calon peserta belum punya surel." in pertama
    kedua = teks(client.post(alamat(p), follow=True))
    assert "Buka Registrasi tidak dapat dilakukan." in kedua
    p.refresh_from_db()
    assert p.tahap == Tahap.REGISTRASI
    assert Konfirmasi.objects.count() == 3
    assert Surel.objects.filter(jenis="undangan").count() == 2
    assert p.jejak.filter(aksi="buka_registrasi").count() == 1


def test_what_is_missing_is_named_and_nothing_opens(client, budi, pelatihan_di):
    p = pelatihan_di(Tahap.PENYIAPAN)
    client.force_login(budi)
    halaman = teks(client.get(alamat(p)))
    assert "Lengkapi kode pelatihan." in halaman
    assert "Belum ada peserta dalam daftar." in halaman
    assert 'type="submit">Buka Registrasi' not in halaman
    ditolak = teks(client.post(alamat(p), follow=True))
    assert "Registrasi belum dapat dibuka. Lengkapi kode pelatihan." in ditolak
    p.refresh_from_db()
    assert p.tahap == Tahap.PENYIAPAN


def test_a_struck_off_candidate_is_not_asked(client, budi, p):
    alur.batalkan(p.peserta.first(), oleh=budi, alasan="Pindah tugas")
    client.force_login(budi)
    client.post(alamat(p))
    assert Konfirmasi.objects.count() == 2


def test_asking_forty_costs_the_database_as_little_as_asking_one(budi, pelatihan_di):
    tanya = []
    for jumlah in (1, 40):
        p = pelatihan_di(Tahap.PENYIAPAN)
        persiapan.lengkapi(p, oleh=budi, **isian_lengkap(p, "PF-AHM"))
        Peserta.objects.bulk_create(
            Peserta(pelatihan=p, nama="Sari", nip=f"199004172015032{n:03}", email=f"{n}@a.example")
            for n in range(901, 901 + jumlah)
        )
        with CaptureQueriesContext(connection) as kueri:
            assert alur.buka_registrasi(p, oleh=budi) == (jumlah, jumlah)
        tanya.append(len(kueri))
    assert tanya[0] == tanya[1]
    assert Surel.objects.filter(jenis="undangan").count() == 41


def test_only_the_team_may_open(client, p, citra, ratna, dodi):
    status = {}
    for siapa in (citra, ratna, dodi):
        client.force_login(siapa)
        status[siapa.username] = (
            client.get(alamat(p)).status_code,
            client.post(alamat(p)).status_code,
        )
    assert status == {"citra": (403, 403), "ratna": (403, 403), "dodi": (404, 404)}
