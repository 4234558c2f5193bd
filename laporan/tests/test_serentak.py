"""Two clicks at once, at every desk whose act counts: the step is taken once."""

import uuid

import pytest

from laporan import alur as alur_laporan
from laporan.bahan_contoh import isian_lengkap, isian_penugasan
from laporan.models import Laporan, Penerimaan
from pelatihan import penugasan, persiapan
from pelatihan.alur import LangkahDitolak
from pelatihan.models import Dokumen, Pelatihan
from pelatihan.sop import Tahap
from pengguna.models import TimKerja
from peserta import alur as alur_peserta
from peserta.models import Konfirmasi
from peserta.tests.test_lomba import serentak
from surel.models import Surel

pytestmark = pytest.mark.django_db(transaction=True)
DUA_KLIK = range(2)


def ditolak(hasil):
    return sum(isinstance(h, LangkahDitolak) for h in hasil)


def test_one_page_of_step_1_sent_twice_at_once_makes_one_training(orang):
    tim = TimKerja.objects.get(nama="Tim Kerja Pelatihan Fungsional")
    isian, permintaan = isian_penugasan("Pelatihan Analis Hukum", tim), uuid.uuid4()
    hasil = serentak(
        lambda _: penugasan.tugaskan_ketua(oleh=orang.kepala, isian=isian, permintaan=permintaan),
        DUA_KLIK,
    )
    assert ditolak(hasil) == 1
    assert (Pelatihan.objects.count(), Dokumen.objects.count(), Surel.objects.count()) == (1, 1, 1)


def test_the_registration_opens_once_and_asks_each_person_once(pelatihan_di, budi):
    p = pelatihan_di(Tahap.PENYIAPAN)
    persiapan.lengkapi(p, oleh=budi, **isian_lengkap(p, "PF-AHM"))
    for nip in ("198501122010011001", "198501122010011002"):
        alur_peserta.catat(
            p, oleh=budi, data={"nama": "Suparno", "nip": nip, "email": f"{nip}@contoh.example"}
        )
    hasil = serentak(lambda _: alur_peserta.buka_registrasi(p, oleh=budi), DUA_KLIK)
    assert ditolak(hasil) == 1
    assert Konfirmasi.objects.count() == 2
    assert Surel.objects.filter(jenis="undangan").count() == 2


def test_the_report_is_handed_in_once(pelatihan_di, budi):
    p = pelatihan_di(Tahap.PENGOLAHAN)
    isian = {
        "nomor": "SDM.5-1",
        "tanggal": p.mulai,
        "kendala": "",
        "tindak_lanjut": "",
        "saran": "",
        "tanggapan": "",
    }
    hasil = serentak(lambda _: alur_laporan.ajukan(p, oleh=budi, isian=isian), DUA_KLIK)
    assert ditolak(hasil) == 1
    assert Laporan.objects.count() == 1
    assert Surel.objects.filter(jenis="laporan_menunggu").count() == 1


def test_the_report_is_received_once(pelatihan_di, ratna):
    p = pelatihan_di(Tahap.PENYAMPAIAN)
    hasil = serentak(lambda _: alur_laporan.terima(p, oleh=ratna, versi=1), DUA_KLIK)
    assert ditolak(hasil) == 1
    assert Penerimaan.objects.count() == 1
    assert Dokumen.objects.filter(jenis="tanda_terima").count() == 1
