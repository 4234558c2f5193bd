"""Reminders leave by themselves on the mornings foretold, once, to who is still silent."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pelatihan.kalender import WIB, Kalender, jam_acuan, muat
from pelatihan.models import HariLibur
from pelatihan.sop import Tahap
from peserta import alur, pengingat
from peserta.models import Konfirmasi, Pilihan, RondePengingat
from peserta.pengingat import jadwal, kirim_jatuh_tempo
from peserta.tests.test_hitungan import jawab, orang
from surel.models import Kelas, Status, Surel

pytestmark = pytest.mark.django_db
BATAS = dt.datetime(2026, 12, 11, 12, tzinfo=WIB)  # a Friday


def saat(hari, jam=8, menit=0, bulan=12):
    return dt.datetime(2026, bulan, hari, jam, menit, tzinfo=WIB)


def pada(*tanggal):
    return time_machine.travel(saat(*tanggal), tick=False)


@pytest.fixture(autouse=True)
def _desember():
    """Everybody is in office on the first of December, whenever this is read."""
    with pada(1, 9):
        yield


@pytest.fixture
def p(pelatihan_di):
    """Opened on Tuesday, 1 December for three people; answers until Friday, 11 December."""
    with pada(1, 10):
        p = pelatihan_di(Tahap.REGISTRASI, peserta=[orang(n, nama=f"Orang {n}") for n in range(3)])
        p.batas_konfirmasi = BATAS
        p.save()
    return p


def pengingat_tertulis():
    return sorted(Surel.objects.filter(jenis="pengingat").values_list("kepada", flat=True))


def tiga(*nomor):
    return [f"o{n}@contoh.example" for n in nomor]


@pytest.mark.parametrize(
    ("libur", "batas", "menjadi"),
    [
        # H-5 would be a Sunday: the Friday before
        ([], BATAS, [(5, saat(4)), (2, saat(9)), (0, saat(11))]),
        # H-2 is a day off, and so is the day before it
        ([8, 9], BATAS, [(5, saat(4)), (2, saat(7)), (0, saat(11))]),
        # everything from Monday on is off: one morning is left, one reminder on it
        ([7, 8, 9, 10, 11], BATAS, [(0, saat(4))]),
        # the deadline is over before the office opens, on a Monday
        ([], saat(14, 7), [(5, saat(9)), (0, saat(11))]),
    ],
)
def test_reminders_fall_on_mornings_of_work(libur, batas, menjadi):
    kal = Kalender(muat().pola, frozenset(dt.date(2026, 12, n) for n in libur))
    assert jadwal(kal, batas, (5, 2, 0)) == menjadi
    assert jam_acuan("biasa")[0][0][0] == "07:30"  # the office is open earlier; nobody is woken


def test_who_is_silent_is_reminded_in_the_morning_and_nobody_twice(p):
    with pada(4, 7, 59):
        assert kirim_jatuh_tempo() == 0
    with pada(4, 8):
        jawab(p.peserta.get(nama="Orang 0"), pilihan=Pilihan.BERSEDIA)
        assert kirim_jatuh_tempo() == 2
        assert kirim_jatuh_tempo() == 0
    assert pengingat_tertulis() == tiga(1, 2)
    baris = p.jejak.order_by("pk").last()
    assert (baris.pelaku, baris.tindakan) == (
        "Sistem E-Registrasi",
        "mengirim pengingat H-5 kepada 2 calon peserta "
        "(batas Jumat, 11 Desember 2026, pukul 12.00 WIB)",
    )


def test_f29_after_days_without_a_worker_there_is_one_reminder(p):
    with pada(9, 16):  # the office is closed again
        assert kirim_jatuh_tempo() == 0
    with pada(10, 9):
        assert kirim_jatuh_tempo() == 3
        assert kirim_jatuh_tempo() == 0
    assert RondePengingat.objects.get().hari == 2
    with pada(11, 8):
        assert kirim_jatuh_tempo() == 3
    with pada(11, 12, 1):
        assert kirim_jatuh_tempo() == 0
    assert len(pengingat_tertulis()) == 6


def test_however_long_letters_were_stopped_one_reminder_is_left(p):
    for hari in (4, 9, 11):
        with pada(hari, 8):
            kirim_jatuh_tempo()
    with pada(11, 9):
        siap = Surel.objects.filter(jenis="pengingat").siap()
        assert sorted(siap.values_list("kepada", flat=True)) == tiga(0, 1, 2)
        assert {k.rpartition(":")[2] for k in siap.values_list("kunci", flat=True)} == {"0"}
    assert len(pengingat_tertulis()) == 9


def test_what_has_not_left_by_closing_time_is_written_anew_in_the_morning(p):
    with pada(4, 15, 59):
        kirim_jatuh_tempo()
    Surel.objects.filter(jenis="pengingat", kepada=tiga(0)[0]).update(status=Status.TERKIRIM)
    with pada(4, 16):
        kirim_jatuh_tempo()
        kirim_jatuh_tempo()
        assert not Surel.objects.filter(jenis="pengingat").siap().exists()
    with pada(5, 9), pada(6, 9):  # a weekend
        assert kirim_jatuh_tempo() == 0
    with pada(7, 8):
        jawab(p.peserta.get(nama="Orang 1"), pilihan=Pilihan.BERSEDIA)
        kirim_jatuh_tempo()
        siap = Surel.objects.filter(jenis="pengingat").siap()
        assert list(siap.values_list("kepada", flat=True)) == tiga(2)
    ditahan = Surel.objects.filter(jenis="pengingat", status=Status.DITAHAN)
    assert set(ditahan.values_list("sebab", flat=True)) == {pengingat.LEWAT_JAM}
    assert pengingat_tertulis() == tiga(0, 1, 2, 2)


def test_it_stops_for_who_is_struck_off_unreachable_or_was_written_to_today(p, budi):
    satu, dua, tiga_ = (p.peserta.get(nama=f"Orang {n}") for n in range(3))
    with pada(4, 7):
        alur.batalkan(satu, oleh=budi, alasan="Pindah tugas")
        Surel.objects.filter(kunci=f"undangan:{dua.konfirmasi.pk}:1").update(
            status=Status.GAGAL, kelas=Kelas.ALAMAT
        )
        alur.ubah(tiga_, oleh=budi, data={"email": "baru@contoh.example"})
    with pada(4, 9):
        assert kirim_jatuh_tempo() == 0


def test_no_reminder_on_a_day_off_or_when_it_is_switched_off(p, budi):
    HariLibur.objects.create(tanggal=dt.date(2026, 12, 9), jenis="cuti_bersama", nama="Cuti")
    with pada(9, 9):
        assert kirim_jatuh_tempo() == 0
    with pada(10, 9):
        pengingat.atur(p, oleh=budi, aktif=False, hari=[2])
        assert kirim_jatuh_tempo() == 0
        pengingat.atur(p, oleh=budi, aktif=True, hari=[2])
        assert kirim_jatuh_tempo() == 3


def test_who_has_a_deadline_of_their_own_is_reminded_of_that_one(p):
    sendiri = Konfirmasi.objects.get(peserta__nama="Orang 2")
    Konfirmasi.objects.filter(pk=sendiri.pk).update(batas_sendiri=saat(16, 12))
    with pada(11, 9):
        assert kirim_jatuh_tempo() == 3
    assert set(RondePengingat.objects.values_list("batas", "hari", "jumlah")) == {
        (BATAS, 0, 2),
        (saat(16, 12), 5, 1),
    }
    assert "Rabu, 16 Desember 2026" in Surel.objects.get(tautan=f"pengingat:{sendiri.pk}").teks


def test_a_round_that_was_broken_off_goes_on_where_it_stood(p, monkeypatch):
    monkeypatch.setattr(pengingat, "POTONG", 1)
    asli, kali = pengingat.kirim_pengingat, []

    def mati(*args, **lain):
        kali.append(1)
        if len(kali) == 2:
            raise RuntimeError("the worker dies")
        return asli(*args, **lain)

    monkeypatch.setattr(pengingat, "kirim_pengingat", mati)
    with pada(9, 8):
        with pytest.raises(RuntimeError):
            kirim_jatuh_tempo()
        assert len(pengingat_tertulis()) == 1
        assert kirim_jatuh_tempo() == 2
    assert pengingat_tertulis() == tiga(0, 1, 2)
    assert RondePengingat.objects.get().jumlah == 3


def test_the_page_foretells_and_remembers(client, budi, citra, p):
    with pada(4, 9):
        kirim_jatuh_tempo()
        client.force_login(budi)
        alamat = f"/pelatihan/{p.kode}/peserta/pengingat-otomatis/"
        with CaptureQueriesContext(connection) as kueri:
            isi = " ".join(client.get(alamat).content.decode().split())
        tanya = len(kueri)
        assert "Jumat, 4 Desember 2026, pukul 09.00 WIB" in isi
        assert "Sudah Ditulis" in isi
        assert "3 orang, jika tidak ada yang menjawab sebelumnya" in isi

        banyak = {"aktif": "on", "hari": [7, 5, 2, 0]}
        ditolak = client.post(alamat + "atur/", banyak)
        assert ditolak.status_code == 422
        assert "Pilih paling banyak 3 waktu pengingat." in ditolak.content.decode()
        client.post(alamat + "atur/", {"aktif": "on", "hari": [1]})
        assert p.jejak.order_by("pk").last().tindakan == "mengatur pengingat otomatis: H-1"
        client.force_login(citra)
        with CaptureQueriesContext(connection) as kueri:
            isi = client.get(alamat).content.decode()
        assert "Kamis, 10 Desember 2026, pukul 08.00 WIB" in isi
        assert "Atur Pengingat" not in isi
        assert len(kueri) <= tanya
