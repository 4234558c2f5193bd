"""A draft that Budi prepares and Ratna only reads and sends."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from pelatihan import draf, penugasan
from pelatihan.alur import LangkahDitolak, langkah
from pelatihan.meja import tugas_saya
from pelatihan.models import Disposisi, Pelatihan
from pelatihan.sop import Aksi, Tahap
from pelatihan.tests.test_penugasan import formulir
from surel.models import Surel

pytestmark = pytest.mark.django_db


def meja(*semua):
    return [[t.aksi for t in tugas_saya(orang)] for orang in semua]


def test_budi_prepares_citra_sees_nothing_and_ratna_sends_in_two_taps(
    client, orang, ratna, citra, budi
):
    client.force_login(budi)
    client.post("/pelatihan/baru/", formulir(draf="1", nota_nomor=""))
    p = Pelatihan.objects.get()
    assert meja(budi, ratna, citra) == [["Siapkan Draf Disposisi"], [], []]
    client.force_login(citra)
    assert client.get(p.get_absolute_url()).status_code == 404

    client.force_login(budi)
    alamat = f"{p.get_absolute_url()}siapkan-draf/"
    assert client.get(alamat).status_code == 200
    kosong = client.post(alamat, formulir(kirim="1", nota_nomor="", permintaan=p.permintaan))
    assert "Nomor Nota Dinas wajib diisi." in kosong.content.decode()
    client.post(alamat, formulir(kirim="1", permintaan=p.permintaan))
    assert meja(budi, ratna, citra) == [[], ["Kirim Disposisi"], []]
    assert Surel.objects.get(jenis="draf_penugasan").kepada == ratna.email
    assert client.get(alamat, follow=True).redirect_chain  # handed over: no longer his to change
    assert client.post(f"{p.get_absolute_url()}tugaskan-ketua/").status_code == 403

    client.force_login(ratna)
    surat = Surel.objects.get(jenis="draf_penugasan").teks
    tujuan = surat.partition("http://testserver")[2].split()[0]
    assert "Budi Santoso" in client.get(tujuan).content.decode()
    client.post(tujuan)
    p.refresh_from_db()
    lembar = Disposisi.objects.get()
    assert (p.tahap, lembar.dari, lembar.sebagai) == (
        Tahap.DISPOSISI_KETUA, ratna, "Kepala Pusat",
    )  # fmt: skip
    assert meja(budi, ratna, citra) == [[], [], ["Teruskan Disposisi"]]
    assert [j.sebagai for j in p.jejak.all()] == ["Tim Kerja", "Kepala Pusat"]
    assert not Pelatihan.objects.terlihat_oleh(budi).exists()

    client.force_login(budi)  # his page was still open, and he presses its button once more
    ulang = client.post(
        "/pelatihan/baru/", formulir(kirim="1", permintaan=p.permintaan), follow=True
    )
    assert "sudah dikirim oleh Kepala Pusat" in ulang.content.decode()


def test_ratna_may_change_what_was_prepared_before_she_sends_it(client, ratna, citra):
    client.force_login(citra)
    client.post("/pelatihan/baru/", formulir(kirim="1"))
    p = Pelatihan.objects.get()
    assert p.jejak.get().sebagai == "Ketua Tim Kerja"
    client.force_login(ratna)
    alamat = f"{p.get_absolute_url()}tugaskan-ketua/?ubah=1"
    assert 'name="nota_nomor"' in client.get(alamat).content.decode()
    client.post(alamat, formulir(kirim="1", catatan="Segera.", permintaan=p.permintaan))
    assert Disposisi.objects.get().catatan == "Segera."


def test_a_draft_whose_deadline_has_passed_is_not_sent_unseen(client, ratna, budi):
    client.force_login(budi)
    client.post("/pelatihan/baru/", formulir(kirim="1"))
    p = Pelatihan.objects.get()
    p.disposisi.update(batas_waktu=timezone.now() - dt.timedelta(minutes=1))
    with pytest.raises(LangkahDitolak, match="Batas waktu pada draf"):
        draf.kirim(p, oleh=ratna)


@pytest.mark.parametrize("nama", ["ketua", "ketua2", "tim2", "admin"])
def test_nobody_else_touches_a_draft(nama, client, orang, budi):
    client.force_login(budi)
    client.post("/pelatihan/baru/", formulir(draf="1"))
    p = Pelatihan.objects.get()
    lain = getattr(orang, nama)
    for gerbang in (Aksi.SERAHKAN_DRAF, Aksi.TUGASKAN_KETUA):
        with (
            pytest.raises((PermissionDenied, Pelatihan.DoesNotExist)),
            langkah(p, gerbang, oleh=lain),
        ):
            pass
    isian = draf.isi(p)
    with pytest.raises((PermissionDenied, Pelatihan.DoesNotExist)):
        penugasan.simpan_draf(oleh=lain, isian=isian, permintaan=p.permintaan, pelatihan=p)
    client.force_login(lain)
    assert client.get(p.get_absolute_url()).status_code == 404
