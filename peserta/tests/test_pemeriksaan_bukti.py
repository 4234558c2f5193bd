"""How often Sari's proof is looked up: a number a day, and a word to Budi when it is very often."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from eregistrasi.alat.tests.baca import perlu_pango
from pelatihan import penghentian, terbitan
from pelatihan.sop import Tahap
from peserta import jawaban
from peserta.models import Konfirmasi, PemeriksaanBukti
from peserta.models.pemeriksaan import INGAT_HARI, SERING

pytestmark = pytest.mark.django_db


@pytest.fixture
def bukti(pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI)
    return jawaban.jawab(Konfirmasi.objects.get(peserta__pelatihan=p), pilihan="bersedia")


def angka():
    semua = PemeriksaanBukti.objects.order_by("hari")
    return list(semua.values_list("bukti__nomor", "hari", "kali"))


def alamat(bukti):
    return f"/v/{bukti.dokumen.kode}/"


def test_each_look_is_one_more_today_whoever_it_was(bukti, client):
    hari = timezone.localdate()
    for _ in range(3):
        client.get(alamat(bukti), REMOTE_ADDR="203.0.113.9")
    client.head(alamat(bukti))
    client.get("/v/00000000000000000/")
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        client.get("/v/", {"kode": bukti.dokumen.kode}, follow=True)
    assert angka() == [(bukti.nomor, hari, 3), (bukti.nomor, hari + dt.timedelta(days=1), 1)]
    kolom = {k.name for k in PemeriksaanBukti._meta.get_fields()}
    assert kolom == {"id", "bukti", "hari", "kali"}  # nothing about who looked


@perlu_pango
def test_a_file_that_is_compared_counts_too_and_another_paper_does_not(bukti, client):
    pdf = SimpleUploadedFile("bukti.pdf", terbitan.isi(bukti.dokumen))
    assert client.post("/v/cocokkan/", {"berkas": pdf}).status_code == 200
    lembar = bukti.pelatihan.dokumen.filter(jenis="lembar_disposisi").first()
    assert client.get(f"/v/{lembar.kode}/").status_code == 200
    assert [(n, kali) for n, _, kali in angka()] == [(bukti.nomor, 1)]


@pytest.mark.parametrize(
    ("lebih", "hari", "tampak"), [(0, 0, 0), (1, 0, 1), (1, INGAT_HARI + 1, 0)]
)
def test_budi_is_told_of_a_day_on_which_it_was_looked_up_unusually_often(
    lebih, hari, tampak, bukti, client, budi
):
    saat = timezone.now() - dt.timedelta(days=hari)
    kali = SERING + lebih
    PemeriksaanBukti.objects.create(bukti=bukti, hari=timezone.localdate(saat), kali=kali - 1)
    with time_machine.travel(saat):
        client.get(alamat(bukti))
    client.force_login(budi)
    halaman = client.get(bukti.konfirmasi.peserta.get_absolute_url()).content.decode()
    assert f"Diperiksa {kali} kali pada halaman Periksa Dokumen" in halaman
    assert halaman.count("lebih sering daripada biasa") == tampak


def test_whoever_checks_a_proof_hears_that_the_training_was_called_off(bukti, client, ratna):
    p = bukti.pelatihan
    assert "tidak berarti" not in client.get(alamat(bukti)).content.decode()
    penghentian.tunda(p, oleh=ratna, alasan="Anggaran belum tersedia")
    ditunda = client.get(alamat(bukti)).content.decode()
    penghentian.batalkan(p, oleh=ratna, alasan="Anggaran belum tersedia")
    batal = client.get(alamat(bukti)).content.decode()
    assert "<b>Pelatihan Ditunda</b>" in ditunda
    assert "sesuai dengan jadwal semula" in ditunda
    assert "<b>Pelatihan Dibatalkan</b>" in batal
    assert "Anggaran" not in ditunda + batal  # why is nobody's business
