"""Budi works through the list: reminds many, invites some anew, strikes a few off."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from laporan.bahan_contoh import contoh_peserta
from pekerjaan.tests.kerja import kerjakan_semua
from pelatihan.alur import LangkahDitolak
from pelatihan.models import Pelatihan
from pelatihan.sop import Tahap
from peserta import alur, jawaban, latar_massal, massal, views_massal
from peserta.daftar import Saringan
from peserta.massal import Sasaran
from peserta.models import Konfirmasi, Peserta, Pilihan
from peserta.tests.test_lomba import serentak
from surel import sambungan
from surel.models import Status, Surel

pytestmark = pytest.mark.django_db
BELUM = Sasaran(Saringan(jawaban="belum"))
SEMUA = Sasaran(Saringan())


def orang(n, **ubah):
    """Somebody with a NIP of their own; names sort by their number."""
    nip = f"19900417201503{n % 2 + 1}{n + 1:03}"
    isi = {"nip": nip, "nama": f"Orang {n:03}", "email": f"o{n}@contoh.example"}
    return contoh_peserta(1)[0] | {"gelar_depan": "", "gelar_belakang": ""} | isi | ubah


def jawab(nama, pilihan=Pilihan.BERSEDIA):
    jawaban.jawab(Konfirmasi.objects.lengkap().get(peserta__nama=nama), pilihan=pilihan)


def dulu(menit=60):
    """Every letter so far was written some time ago."""
    Surel.objects.update(dibuat_pada=timezone.now() - dt.timedelta(minutes=menit))


@pytest.fixture
def buka(pelatihan_di, budi):
    """An open registration with `n` people, asked an hour ago."""

    def _buka(n, **ubah):
        p = pelatihan_di(Tahap.REGISTRASI, peserta=[orang(i, **ubah) for i in range(n)])
        dulu()
        return p

    return _buka


@pytest.fixture
def meja(client, budi):
    client.force_login(budi)
    return client


def alamat(p, ekor="", saring=""):
    return f"/pelatihan/{p.kode}/peserta/{ekor}{saring}"


def teks(halaman):
    return " ".join(halaman.content.decode().split())


def pengingat():
    return sorted(Surel.objects.filter(jenis="pengingat").values_list("kepada", flat=True))


def test_budi_reminds_the_37_who_have_not_answered(meja, buka):
    p = buka(40)
    for n in (0, 1, 2):
        jawab(f"Orang {n:03}")
    saring = "?jawaban=belum&ukuran=50&urut=unit"
    daftar = teks(meja.get(alamat(p, "", saring)))
    assert "Kirim Pengingat ke 37 Peserta" in daftar
    assert "Kirim Ulang Undangan ke" not in daftar

    halaman = meja.get(alamat(p, "kirim-pengingat/", saring))
    isi = teks(halaman)
    assert "Kirim pengingat kepada 37 calon peserta?" in isi
    assert "Orang 003; Orang 004; Orang 005; dan 34 orang lainnya" in isi
    assert "[E-Registrasi] Pengingat: Batas Konfirmasi" in isi
    assert "Yth. Bapak/Ibu Orang 003," in isi
    assert "[tautan pribadi disembunyikan]" in isi
    assert "/k/" not in isi
    assert list(halaman.context["form"].fields) == ["dilihat"]  # 37 need not be typed
    assert pengingat() == []

    jawab("Orang 003")  # while Budi reads the page
    sesudah = meja.post(alamat(p, "kirim-pengingat/", saring), {"dilihat": 37}, follow=True)
    assert sesudah.redirect_chain == [
        (alamat(p, "", "?jawaban=belum&urut=unit&ukuran=50"), 302),
    ]
    assert "Pengingat akan dikirim kepada 36 calon peserta." in teks(sesudah)
    assert pengingat() == sorted(f"o{n}@contoh.example" for n in range(4, 40))
    assert p.jejak.order_by("pk").last().tindakan == (
        "mengirim pengingat kepada 36 calon peserta (Konfirmasi: Belum Mengonfirmasi)"
    )

    kedua = teks(meja.post(alamat(p, "kirim-pengingat/", saring), {"dilihat": 37}, follow=True))
    assert "Tidak ada surel yang dikirim" in kedua
    assert "Kirim Pengingat ke" not in kedua
    assert len(pengingat()) == 36


def test_who_is_left_out_is_told_with_the_reason(meja, buka, budi):
    p = buka(5)
    p.peserta.filter(nama="Orang 001").update(email="")
    jawab("Orang 002")
    alur.batalkan(p.peserta.get(nama="Orang 003"), oleh=budi, alasan="Pindah tugas")
    massal.kirim_ulang(p.peserta.get(nama="Orang 004"), oleh=budi)
    semua = "&".join(f"pilih={o.pk}" for o in p.peserta.all())
    isi = teks(meja.get(alamat(p, "kirim-pengingat/", f"?dipilih=1&{semua}")))
    assert "Kirim pengingat kepada 1 calon peserta?" in isi
    for kata in (
        "1 orang kepesertaannya dibatalkan",
        "1 orang sudah menyampaikan konfirmasi",
        "1 orang belum punya surel",
        "1 orang baru dikirimi surel kurang dari 10 menit yang lalu",
    ):
        assert kata in isi


def test_only_the_ticked_are_reminded_and_without_a_tick_nobody(meja, buka):
    p = buka(4)
    dipilih = [p.peserta.get(nama=f"Orang {n:03}").pk for n in (1, 3)]
    saring = f"?dipilih=1&pilih={dipilih[0]}&pilih={dipilih[1]}&pilih=9999999999999999999&pilih=x"
    meja.post(alamat(p, "kirim-pengingat/", saring), {"dilihat": 2})
    assert pengingat() == ["o1@contoh.example", "o3@contoh.example"]
    kosong = meja.get(alamat(p, "kirim-pengingat/", "?dipilih=1&q=orang&halaman=3"), follow=True)
    assert "Belum ada peserta yang dicentang." in teks(kosong)
    assert kosong.redirect_chain == [(alamat(p, "", "?q=orang&halaman=3"), 302)]


def test_the_ticked_of_another_training_are_nobody(meja, buka, pelatihan_di):
    p, lain = buka(1), buka(1)
    saring = f"?dipilih=1&pilih={lain.peserta.get().pk}"
    assert "Tidak ada yang perlu dilakukan." in teks(
        meja.get(alamat(p, "kirim-pengingat/", saring))
    )
    meja.post(alamat(p, "kirim-pengingat/", saring), {"dilihat": 1})
    assert pengingat() == []


def test_above_a_hundred_the_number_is_typed(meja, buka):
    p = buka(101)
    url = alamat(p, "kirim-pengingat/")
    assert "Ketik 101 untuk memastikan jumlahnya" in teks(meja.get(url))
    for ketik in ("", "100", "seratus satu"):
        isi = meja.post(url, {"dilihat": 101, "ketik": ketik})
        assert list(isi.context["form"].errors) == ["ketik"]
    assert pengingat() == []
    jawab = meja.post(url, {"dilihat": 101, "ketik": " 101 "}, follow=True)
    assert len(pengingat()) == 101
    assert "Selama lima menit pengirimannya dapat dibatalkan" in teks(jawab)
    assert not Surel.objects.filter(jenis="pengingat").siap().exists()


def test_nobody_more_is_written_to_than_the_page_said(meja, buka, budi):
    p = buka(2)
    Peserta.objects.filter(nama="Orang 001").update(email="")
    url = alamat(p, "kirim-pengingat/")
    assert meja.get(url).context["rencana"].jumlah == 1
    Peserta.objects.filter(nama="Orang 001").update(email="o1@contoh.example")
    assert "Jumlahnya bertambah dari 1 menjadi 2 orang" in teks(
        meja.post(url, {"dilihat": 1}, follow=True)
    )
    assert pengingat() == []
    for rusak in ({}, {"dilihat": "0"}, {"dilihat": "dua"}):
        assert "Muat ulang halaman ini" in teks(meja.post(url, rusak))


def test_a_reminder_a_day_is_a_round_of_its_own(buka, budi):
    p = buka(1)
    for hari in (1, 2):
        massal.ingatkan(p, BELUM, oleh=budi, paling_banyak=1)
        assert Surel.objects.filter(jenis="pengingat").count() == hari
        with pytest.raises(LangkahDitolak):
            massal.ingatkan(p, BELUM, oleh=budi, paling_banyak=1)
        dulu()
    k = Konfirmasi.objects.get()
    assert sorted(Surel.objects.filter(jenis="pengingat").values_list("kunci", flat=True)) == [
        f"pengingat:{k.pk}:1",
        f"pengingat:{k.pk}:2",
    ]


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_remind_everybody_once(buka, budi):
    p = buka(12)
    hasil = serentak(
        lambda _: massal.ingatkan(
            Pelatihan.objects.get(pk=p.pk), BELUM, oleh=budi, paling_banyak=12
        ),
        range(4),
    )
    assert sorted(type(h).__name__ for h in hasil) == ["TidakAdaPenerima"] * 3 + ["int"]
    assert len(pengingat()) == 12


def test_who_answers_before_the_letter_leaves_gets_none(buka, budi):
    p = buka(2)
    massal.ingatkan(p, BELUM, oleh=budi, paling_banyak=2)
    jawab("Orang 000")
    satu, dua = (Konfirmasi.objects.get(peserta__nama=f"Orang {n:03}") for n in (0, 1))
    with pytest.raises(sambungan.TidakBerlaku, match="sudah menyampaikan konfirmasi"):
        sambungan.tautan(f"pengingat:{satu.pk}")
    assert sambungan.tautan(f"pengingat:{dua.pk}") == dua.tautan
    Pelatihan.objects.filter(pk=p.pk).update(batas_konfirmasi=timezone.now())
    with pytest.raises(sambungan.TidakBerlaku, match="Batas konfirmasi telah lewat"):
        sambungan.tautan(f"pengingat:{dua.pk}")


@pytest.mark.parametrize("n", [1, 200])
def test_a_round_costs_the_database_as_little_as_one_letter(n, buka, budi):
    p = buka(n)
    with CaptureQueriesContext(connection) as ingat:
        massal.ingatkan(p, BELUM, oleh=budi, paling_banyak=n)
    Surel.objects.update(status=Status.GAGAL, dibuat_pada=timezone.now() - dt.timedelta(hours=1))
    with CaptureQueriesContext(connection) as ulang:
        massal.undang_ulang(p, SEMUA, oleh=budi, paling_banyak=n)
    assert (len(ingat), len(ulang)) == (17, 17)


def surat_undangan(p, nama, **ubah):
    k = Konfirmasi.objects.get(peserta__nama=nama)
    Surel.objects.filter(kunci=f"undangan:{k.pk}:{k.putaran}").update(**ubah)


@pytest.fixture
def bermasalah(buka):
    """Six people: one failed, one held back, one whose address was put back by hand, one without
    an address, one who answered though the letter failed, and one with whom all is well.
    """
    p = buka(6)
    surat_undangan(p, "Orang 000", status=Status.GAGAL)
    surat_undangan(p, "Orang 001", status=Status.DITAHAN)
    p.peserta.filter(nama="Orang 002").update(email="baru@contoh.example")
    p.peserta.filter(nama="Orang 003").update(email="")
    surat_undangan(p, "Orang 004", status=Status.GAGAL)
    jawab("Orang 004")
    surat_undangan(p, "Orang 005", status=Status.TERKIRIM)
    return p


def test_the_list_says_of_everybody_what_became_of_the_invitation(meja, bermasalah):
    p = bermasalah
    halaman = meja.get(alamat(p))
    assert [(o.undangan, o.kirim_ulang) for o in halaman.context["halaman"]] == [
        ("Gagal Teknis", "undangan terakhir gagal teknis"),
        ("Ditahan", "undangan terakhir ditahan"),
        ("Antre", "alamat surel berubah sejak undangan terakhir"),
        ("Belum Punya Surel", ""),
        ("Gagal Teknis", ""),
        ("Diterima Server Surel", ""),
    ]
    isi = teks(halaman)
    assert "Perlu Kirim Ulang: alamat surel berubah sejak undangan terakhir" in isi
    assert "Undangan: Diterima Server Surel" in isi
    assert "Kirim Ulang Undangan ke 3 Peserta" in isi
    saring = [o.nama for o in meja.get(alamat(p, "", "?surat=kirim_ulang")).context["halaman"]]
    assert saring == ["Orang 000", "Orang 001", "Orang 002"]


def test_budi_invites_anew_whom_no_letter_reached_and_the_link_stays(meja, bermasalah):
    p = bermasalah
    tautan = {k.peserta_id: k.tautan for k in Konfirmasi.objects.all()}
    url = alamat(p, "kirim-ulang/", "?surat=kirim_ulang")
    isi = teks(meja.get(url))
    assert "Kirim ulang undangan kepada 3 calon peserta?" in isi
    assert "[E-Registrasi] Perlu Jawaban s.d." in isi
    halaman = meja.post(url, {"dilihat": 3}, follow=True)
    assert "Undangan akan dikirim ulang kepada 3 calon peserta." in teks(halaman)
    baru = Surel.objects.filter(jenis="undangan", kunci__endswith=":2")
    assert sorted(baru.values_list("kepada", flat=True)) == [
        "baru@contoh.example",
        "o0@contoh.example",
        "o1@contoh.example",
    ]
    surat_undangan(p, "Orang 000", status=Status.TERKIRIM)
    assert {k.peserta_id: k.tautan for k in Konfirmasi.objects.all()} == tautan
    lama = Surel.objects.get(kunci=f"undangan:{_konfirmasi('Orang 002').pk}:1")
    assert (lama.status, lama.sebab) == (Status.DITAHAN, massal.DIGANTI)
    assert "Tidak ada peserta yang sesuai" in teks(meja.get(alamat(p, "", "?surat=kirim_ulang")))
    assert "Tidak ada surel yang dikirim" in teks(meja.post(url, {"dilihat": 3}, follow=True))
    assert baru.count() == 3


def _konfirmasi(nama):
    return Konfirmasi.objects.get(peserta__nama=nama)


def test_after_the_deadline_nothing_is_flagged_or_offered(meja, bermasalah):
    p = bermasalah
    Pelatihan.objects.filter(pk=p.pk).update(batas_konfirmasi=timezone.now())
    isi = teks(meja.get(alamat(p)))
    assert "Perlu Kirim Ulang" not in isi
    assert "Kirim Pengingat" not in isi
    assert "Kirim Ulang Undangan" not in isi
    for ekor in ("kirim-pengingat/", "kirim-ulang/"):
        jawab = teks(meja.post(alamat(p, ekor), {"dilihat": 9}, follow=True))
        assert "Batas konfirmasi telah lewat pada" in jawab
    assert not Surel.objects.filter(kunci__endswith=":2").exists()


def test_one_person_is_invited_anew_from_their_page_at_most_every_ten_minutes(meja, buka):
    p = buka(1)
    o = p.peserta.get()
    surat_undangan(p, o.nama, status=Status.GAGAL)
    isi = teks(meja.get(alamat(p, f"{o.pk}/")))
    assert "Perlu Kirim Ulang</b>: undangan terakhir gagal teknis." in isi
    assert 'type="submit">Kirim Ulang Undangan' in isi
    ulang = alamat(p, f"{o.pk}/kirim-ulang/")
    assert "Undangan akan dikirim ulang kepada Orang 000." in teks(meja.post(ulang, follow=True))
    kedua = teks(meja.post(ulang, follow=True))
    assert "Orang 000 baru dikirimi surel kurang dari 10 menit yang lalu." in kedua
    assert Surel.objects.filter(jenis="undangan").count() == 2
    dulu(11)
    meja.post(ulang)
    assert Surel.objects.filter(jenis="undangan").count() == 3
    jawab(o.nama)
    dulu(11)
    assert "sudah menyampaikan konfirmasi" in teks(meja.post(ulang, follow=True))
    assert "Kirim Ulang Undangan" not in teks(meja.get(alamat(p, f"{o.pk}/")))
    assert [j.tindakan for j in p.jejak.filter(aksi="kirim_ulang").order_by("pk")] == [
        "mengirim ulang undangan kepada Orang 000"
    ] * 2


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_at_once_send_one_invitation(buka, budi):
    o = buka(1).peserta.get()
    serentak(lambda _: massal.kirim_ulang(Peserta.objects.get(pk=o.pk), oleh=budi), range(10))
    assert Surel.objects.filter(jenis="undangan").count() == 2


def test_the_ticked_are_struck_off_for_one_reason_and_told(meja, buka):
    p = buka(4)
    jawab("Orang 000")
    pk = [p.peserta.get(nama=f"Orang {n:03}").pk for n in (0, 1, 3)]
    url = alamat(p, "batalkan/", "?dipilih=1&" + "&".join(f"pilih={n}" for n in pk))
    assert "Batalkan kepesertaan 3 orang?" in teks(meja.get(url))
    for rusak, salah in (
        ({"dilihat": 3, "alasan": "Pindah tugas"}, ["ketik"]),
        ({"dilihat": 3, "ketik": 3}, ["alasan"]),
    ):
        assert list(meja.post(url, rusak).context["form"].errors) == salah
    isian = {"dilihat": 3, "ketik": 3, "alasan": "Pindah tugas"}
    assert "Kepesertaan 3 orang telah dibatalkan." in teks(meja.post(url, isian, follow=True))
    batal = p.peserta.exclude(dibatalkan_pada=None).order_by("nama")
    assert [(o.pk, o.alasan_batal) for o in batal] == [(n, "Pindah tugas") for n in pk]
    assert p.dokumen.filter(jenis="bukti", status="dibatalkan").count() == 1
    kabar = Surel.objects.filter(jenis="kepesertaan_dibatalkan").order_by("kepada")
    assert [(s.kepada, "tidak berlaku lagi" in s.teks) for s in kabar] == [
        ("o0@contoh.example", True),
        ("o1@contoh.example", False),
        ("o3@contoh.example", False),
    ]
    assert list(p.jejak.order_by("pk").values_list("tindakan", "catatan"))[-4:] == [
        *((f"membatalkan kepesertaan Orang {n:03}", "Pindah tugas") for n in (0, 1, 3)),
        ("membatalkan kepesertaan 3 peserta yang dipilih dari daftar", "Pindah tugas"),
    ]
    assert "sudah dibatalkan" in teks(meja.post(url, isian, follow=True))
    assert kabar.count() == 3


def test_nobody_is_struck_off_by_a_filter_alone(meja, buka):
    p = buka(2)
    isian = {"dilihat": 2, "ketik": 2, "alasan": "Salah tekan"}
    isi = teks(meja.post(alamat(p, "batalkan/", "?q=orang"), isian, follow=True))
    assert "Belum ada peserta yang dicentang." in isi
    assert p.peserta.aktif().count() == 2


def test_only_the_team_is_offered_anything(client, buka, citra, ratna):
    p = buka(2)
    for siapa in (citra, ratna):
        client.force_login(siapa)
        isi = teks(client.get(alamat(p)))
        assert "Kirim Pengingat" not in isi
        assert 'type="checkbox"' not in isi.partition("</main>")[0]
        assert "Undangan: Antre" in isi


def test_more_than_five_hundred_letters_are_written_by_the_worker_and_no_answer_waits(
    meja, buka, monkeypatch
):
    monkeypatch.setattr(views_massal, "KIRIM_LANGSUNG", 5)
    monkeypatch.setattr(latar_massal, "POTONG", 3)
    p = buka(8)
    url = alamat(p, "kirim-pengingat/", "?jawaban=belum")
    for _ in range(2):  # a double click finds the job of the first
        halaman = meja.post(url, {"dilihat": 8})
        assert halaman.headers["Location"].startswith("/pekerjaan/")
    assert pengingat() == []
    jawab("Orang 004")  # while the job waits
    (kerja,) = kerjakan_semua()
    assert (kerja.keadaan, kerja.pesan) == (
        "selesai",
        "Pengingat akan dikirim kepada 7 calon peserta.",
    )
    assert kerja.hasil["url"] == alamat(p, "", "?jawaban=belum")
    assert pengingat() == [f"o{n}@contoh.example" for n in (0, 1, 2, 3, 5, 6, 7)]
    assert [j.tindakan for j in p.jejak.filter(aksi="kirim_pengingat").order_by("pk")] == [
        f"mengirim pengingat kepada {n} calon peserta (Konfirmasi: Belum Mengonfirmasi)"
        for n in (3, 3, 1)
    ]
    meja.post(url, {"dilihat": 8})  # asked for again too early: nobody gets a second letter
    (kerja,) = kerjakan_semua()
    assert (kerja.keadaan, kerja.pesan) == (
        "gagal",
        "Tidak ada lagi peserta yang perlu dikirimi surel.",
    )
    assert len(pengingat()) == 7
