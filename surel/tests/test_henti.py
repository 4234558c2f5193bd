"""Stopping letters and letting them go on: who may, what waits, and what the page says."""

import datetime as dt

import pytest
from django.utils import timezone

from pelatihan.sop import Tahap
from surel import angkatan, antrean, henti, sambungan
from surel.models import Detak, Keran, Penghentian, Status, Surel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tanpa_pekerjaan_lain(monkeypatch):
    monkeypatch.setattr(sambungan, "BERKALA", [])


def halaman(client, alamat="/kotak-keluar/"):
    return client.get(alamat).content.decode()


def test_the_administrator_stops_everything_and_lets_it_go_on(
    client, pos, bekerja, tulis, anna, budi
):
    tulis("sari")
    client.force_login(anna)
    assert "Alasan wajib diisi" in client.post("/kotak-keluar/hentikan/", {}).content.decode()
    alasan = "Server surel sedang dipindahkan."
    for _ in range(2):
        client.post("/kotak-keluar/hentikan/", {"alasan": alasan})
    stop = Penghentian.objects.get()
    assert (stop.kelompok, stop.oleh, stop.alasan) == ("", anna, alasan)
    assert bekerja() == {"sari": Status.ANTRE}
    client.force_login(budi)
    isi = halaman(client)
    assert alasan in isi
    assert str(anna.nama) in isi
    assert "Lanjutkan Pengiriman" not in isi
    for alamat in ("hentikan/", "lanjutkan/", "pengiriman/laju/"):
        assert client.post(f"/kotak-keluar/{alamat}").status_code == 404
    client.force_login(anna)
    assert "Lanjutkan Pengiriman" in halaman(client)
    client.post("/kotak-keluar/lanjutkan/")
    stop.refresh_from_db()
    assert (stop.dilanjutkan_oleh, bekerja()) == (anna, {"sari": Status.TERKIRIM})
    assert alasan in halaman(client, "/kotak-keluar/pengiriman/")


def test_tim_kerja_stops_the_letters_of_their_training_and_of_no_other(
    client, pos, bekerja, tulis, pelatihan_di, budi, citra, dodi
):
    p = pelatihan_di(Tahap.REGISTRASI)
    Surel.objects.all().delete()
    tulis("sari", kelompok=f"pelatihan:{p.pk}")
    tulis("dewi", kelompok="pelatihan:0")
    isi = {"pelatihan": p.kode, "alasan": "Tanggalnya salah."}
    ditolak = {}
    for orang in (citra, dodi):
        client.force_login(orang)
        ditolak[orang.username] = client.post("/kotak-keluar/hentikan/", isi).status_code
    assert ditolak == {"citra": 403, "dodi": 404}
    client.force_login(budi)
    tab = f"/kotak-keluar/?pelatihan={p.kode}"
    assert client.post("/kotak-keluar/hentikan/", isi).headers["Location"] == tab
    assert bekerja() == {"sari": Status.ANTRE, "dewi": Status.TERKIRIM}
    assert "Tanggalnya salah." in halaman(client, tab)
    client.post("/kotak-keluar/lanjutkan/", {"pelatihan": p.kode})
    assert bekerja() == {"sari": Status.TERKIRIM, "dewi": Status.TERKIRIM}


def test_a_letter_already_claimed_stops_before_its_data(pos, tulis, anna):
    tulis("sari")
    (surel,) = antrean.ambil("uji:1:ab/1")
    henti.hentikan("", oleh=anna, alasan="Berhenti dulu.")
    with pytest.raises(antrean.Dihentikan):
        antrean.Buku().tandai(surel)
    antrean.kembalikan([surel])
    surel.refresh_from_db()
    assert (surel.status, surel.data_mulai, pos.diterima) == (Status.ANTRE, None, [])


def test_a_round_that_bounces_stops_itself_and_the_others_go_on(pos, bekerja, tulis, anna):
    for n in range(20):
        if n % 2:
            pos.tolak[f"orang{n:02}@contoh.example"] = ["550 5.1.1 No such user"]
        tulis(f"orang{n:02}")
    tulis("lain", kelompok="pelatihan:8")
    Surel.objects.filter(kunci="uji:lain").update(kirim_setelah=timezone.now())
    hasil = bekerja()
    (stop,) = Penghentian.objects.all()
    assert (stop.kelompok, stop.jenis, stop.oleh) == ("pelatihan:7", "penugasan_dialihkan", None)
    assert stop.alasan.startswith("Dihentikan otomatis: 5 dari 10 surel")
    assert (list(hasil.values()).count(Status.ANTRE), hasil["lain"]) == (10, Status.TERKIRIM)
    # Who lets it go on is not stopped again for what was known then.
    assert henti.lanjutkan("pelatihan:7", oleh=anna) == 1
    assert angkatan.hasil("pelatihan:7")["semua"] == 0


def test_few_failures_only_warn(client, pelatihan_di, budi):
    p = pelatihan_di(Tahap.REGISTRASI)
    contoh = Surel.objects.get(jenis="undangan")
    for n in range(40):
        contoh.pk, contoh.kunci = None, f"uji:{n}"
        contoh.status = Status.GAGAL if n < 2 else Status.TERKIRIM
        contoh.selesai_pada = timezone.now()
        contoh.save()
    client.force_login(budi)
    assert "2 dari 40 surel tidak sampai" in halaman(client, f"/kotak-keluar/?pelatihan={p.kode}")
    Surel.objects.filter(kunci="uji:0").update(status=Status.TERKIRIM)
    assert "surel tidak sampai" not in halaman(client, f"/kotak-keluar/?pelatihan={p.kode}")


def test_f29_the_page_tells_when_the_worker_was_last_heard_of(client, budi, settings):
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    client.force_login(budi)
    assert "Belum pernah aktif" in halaman(client)
    detak = Detak.objects.create(pekerja="mesin:7:ab", terakhir=timezone.now())
    assert "Pekerja surel terakhir aktif" in halaman(client)
    Detak.objects.update(kabar="Server surel tidak dapat dipakai (421); dicoba lagi pukul 12.03.00")
    assert "<b>Surel tertunda.</b> Server surel tidak dapat dipakai (421)" in halaman(client)
    detak.terakhir -= dt.timedelta(minutes=20)
    detak.save()
    assert "Pekerja surel sedang tidak berjalan" in halaman(client)


def test_the_rate_is_set_by_the_administrator(client, anna):
    client.force_login(anna)
    salah = client.post("/kotak-keluar/pengiriman/laju/", {"per_menit": "banyak"})
    assert "harus bilangan bulat" in salah.content.decode()
    client.post("/kotak-keluar/pengiriman/laju/", {"per_menit": "90"})
    assert Keran.objects.get().per_menit == 90
    assert 'value="90"' in halaman(client, "/kotak-keluar/pengiriman/")
