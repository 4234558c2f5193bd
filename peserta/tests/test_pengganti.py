"""Dewi cannot come: somebody else takes her seat, and everybody can see who follows whom."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from laporan.bahan_contoh import contoh_peserta
from pelatihan.alur import LangkahDitolak
from pelatihan.models import Jejak
from pelatihan.sop import Tahap
from peserta import pengganti
from peserta.jawaban import jam_basis_data
from peserta.models import CalonPengganti, Konfirmasi, Peserta
from peserta.tests.pengunjung import Pengunjung, undangan
from peserta.tests.test_lomba import serentak
from surel.models import Surel

CALON = {
    "nama": "Made Wirawan, S.H.",
    "nip": "199001012015031002",
    "jabatan": "Analis Hukum",
    "golongan": "III/b",
    "unit_kerja": "Kantor Wilayah Bali",
    "instansi": "Kementerian Hukum",
    "email": "made@contoh.example",
    "hp": "+6281234567890",
}


def calon(**ubah):
    return {**CALON, **ubah}


@pytest.fixture
def pelatihan(pelatihan_di):
    return pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(4))


@pytest.fixture
def dewi(pelatihan):
    """A participant who has declined, at her phone, on the page of her receipt."""
    orang = Pengunjung(undangan(pelatihan)[0])
    orang.kenalkan()
    orang.lihat(orang.alamat("jawaban/"))
    orang.jawab("tidak_bersedia", alasan="CUTI")
    return orang


def kursi(pelatihan):
    return list(pengganti.kursi_kosong(pelatihan, jam_basis_data()))


def batas(pelatihan):
    return pengganti.batas_bawaan(pelatihan, jam_basis_data())


def usulkan(orang, **ubah):
    orang.lihat(orang.alamat("usul-pengganti/"))
    return orang.kirim({**calon(**ubah), "persetujuan_atasan": "1"})


def test_a_proposal_is_told_to_the_team_called_up_and_linked(client, pelatihan, dewi, budi):
    """From Dewi's phone to Made's own link, proof and deadline."""
    assert "Usulkan Pengganti" in dewi.lihat(dewi.alamat()).content.decode()
    halaman = usulkan(dewi).content.decode()
    made = CalonPengganti.objects.get()
    client.force_login(budi)
    daftar = client.get(f"{pelatihan.get_absolute_url()}peserta/pengganti/").content.decode()

    respons = client.post(
        f"{pelatihan.get_absolute_url()}peserta/pengganti/{made.pk}/panggil/",
        {"untuk": dewi.konfirmasi.peserta_id, "batas": f"{batas(pelatihan):%Y-%m-%dT%H:%M}"},
    )

    baru = Peserta.objects.get(nip=CALON["nip"])
    assert "menunggu keputusan Tim Kerja" in halaman
    assert Surel.objects.filter(judul__contains="Usul Pengganti", kepada=budi.email).count() == 1
    assert "usul peserta" in daftar
    assert respons["Location"] == baru.get_absolute_url()
    assert baru.menggantikan == dewi.konfirmasi.peserta
    assert (baru.nama, baru.gelar_belakang) == ("Made Wirawan", "S.H.")
    assert (baru.tanggal_lahir, baru.jenis_kelamin) == (dt.date(1990, 1, 1), "L")
    assert Surel.objects.filter(kunci__startswith="undangan:", kepada=CALON["email"]).count() == 1
    assert kursi(pelatihan) == []
    made_sendiri = Pengunjung(baru.konfirmasi)
    made_sendiri.kenalkan()
    made_sendiri.lihat(made_sendiri.alamat("jawaban/"))
    made_sendiri.jawab("bersedia")
    baru.konfirmasi.refresh_from_db()
    assert baru.konfirmasi.jawaban_kini == "bersedia"
    assert baru.konfirmasi.bukti_berlaku.nomor != dewi.konfirmasi.bukti_berlaku.nomor


def test_who_has_been_replaced_can_no_longer_come_back(pelatihan, dewi, budi):
    """A late change of mind and the call for a substitute end in one seat."""
    usulkan(dewi)
    pengganti.panggil(
        CalonPengganti.objects.get(),
        oleh=budi,
        untuk=dewi.konfirmasi.peserta,
        batas=batas(pelatihan),
    )

    dewi.lihat(dewi.alamat("jawaban/"))
    halaman = dewi.jawab("bersedia")

    assert halaman.status_code == 409
    assert "sudah diisi oleh peserta pengganti" in halaman.content.decode()
    dewi.konfirmasi.refresh_from_db()
    assert dewi.konfirmasi.jawaban_kini == "tidak_bersedia"


def test_a_seat_that_was_taken_back_cannot_be_given_away(pelatihan, dewi, budi):
    usulkan(dewi)
    dewi.lihat(dewi.alamat("jawaban/"))
    dewi.jawab("bersedia")

    with pytest.raises(LangkahDitolak, match="tidak kosong lagi"):
        pengganti.panggil(
            CalonPengganti.objects.get(),
            oleh=budi,
            untuk=dewi.konfirmasi.peserta,
            batas=batas(pelatihan),
        )
    assert Peserta.objects.filter(menggantikan__isnull=False).count() == 0


def test_the_reserve_is_called_in_order_the_own_unit_first(pelatihan, dewi, budi):
    jauh = pengganti.catat_calon(
        pelatihan, oleh=budi, data=calon(nip="198001012005031001", unit_kerja="Kanwil Papua")
    )
    seunit = pengganti.catat_calon(
        pelatihan,
        oleh=budi,
        data=calon(nip="198101012005031001", unit_kerja=dewi.konfirmasi.peserta.unit_kerja),
    )
    dewi_orang = dewi.konfirmasi.peserta

    assert (jauh.urutan, seunit.urutan) == (1, 2)
    assert pengganti.berikut(pelatihan, dewi_orang) == (
        seunit,
        "cadangan urutan 2, unit kerja yang sama",
    )
    with pytest.raises(LangkahDitolak, match="bukan urutan berikutnya"):
        pengganti.panggil(jauh, oleh=budi, untuk=dewi_orang, batas=batas(pelatihan))
    baru = pengganti.panggil(
        jauh, oleh=budi, untuk=dewi_orang, batas=batas(pelatihan), alasan="Permintaan Kanwil."
    )
    jauh.refresh_from_db()
    assert (jauh.keadaan, jauh.peserta) == ("dipanggil", baru)


def test_the_order_of_the_reserve_can_be_changed(pelatihan, budi):
    pertama, kedua, ketiga = (
        pengganti.catat_calon(pelatihan, oleh=budi, data=calon(nip=f"19800101200503100{n}"))
        for n in (1, 2, 3)
    )

    pengganti.naikkan(ketiga, oleh=budi)

    urut = pelatihan.calon_pengganti.order_by("urutan").values_list("pk", "urutan")
    assert list(urut) == [(pertama.pk, 1), (ketiga.pk, 2), (kedua.pk, 3)]
    with pytest.raises(LangkahDitolak, match="urutan pertama"):
        pengganti.naikkan(pertama, oleh=budi)


def test_the_chain_of_substitutes_can_be_followed(client, pelatihan, dewi, budi):
    usulkan(dewi)
    made = pengganti.panggil(
        CalonPengganti.objects.get(),
        oleh=budi,
        untuk=dewi.konfirmasi.peserta,
        batas=batas(pelatihan),
    )
    orang = Pengunjung(made.konfirmasi)
    orang.kenalkan()
    orang.lihat(orang.alamat("jawaban/"))
    orang.jawab("tidak_bersedia", alasan="CUTI")
    usulkan(orang, nip="198101012005031001", nama="Ketut Arya, S.H.")
    ketut = pengganti.panggil(
        CalonPengganti.objects.get(keadaan="menunggu"),
        oleh=budi,
        untuk=made,
        batas=batas(pelatihan),
    )

    rantai = pengganti.silsilah(made)
    client.force_login(budi)
    halaman = client.get(made.get_absolute_url()).content.decode()

    assert rantai == [dewi.konfirmasi.peserta, made, ketut]
    assert [pengganti.silsilah(o) for o in rantai] == [rantai] * 3
    assert "Menggantikan" in halaman
    assert "Digantikan oleh" in halaman


def test_who_is_silent_is_replaced_only_after_their_time(pelatihan, budi):
    diam = undangan(pelatihan)[0].peserta
    pengganti.catat_calon(pelatihan, oleh=budi, data=calon())

    assert diam not in kursi(pelatihan)
    Konfirmasi.objects.filter(peserta=diam).update(
        batas_sendiri=timezone.now() - dt.timedelta(minutes=1)
    )
    assert diam in kursi(pelatihan)


def test_a_proposal_not_taken_is_told_with_its_reason(client, pelatihan, dewi, budi):
    usulkan(dewi)
    calon_made = CalonPengganti.objects.get()
    client.force_login(budi)

    client.post(
        f"{pelatihan.get_absolute_url()}peserta/pengganti/{calon_made.pk}/tolak/",
        {"alasan": "Belum memenuhi syarat jenjang."},
    )

    surat = Surel.objects.get(jenis="usul_ditolak")
    assert "Belum memenuhi syarat jenjang." in surat.teks
    assert usulkan(dewi, nip="198101012005031001").status_code == 200
    assert CalonPengganti.objects.filter(keadaan="menunggu").count() == 1


def test_bad_input_is_named_and_what_was_typed_is_kept(pelatihan, dewi):
    halaman = usulkan(dewi, nip="123", email="bukan surel")

    assert halaman.status_code == 422
    isi = halaman.content.decode()
    assert "NIP harus 18 digit" in isi
    assert "Alamat surel tidak sah" in isi
    assert 'value="Made Wirawan, S.H."' in isi
    assert CalonPengganti.objects.count() == 0


def test_somebody_on_the_list_already_is_no_substitute(pelatihan, dewi):
    lain = undangan(pelatihan)[1].peserta

    halaman = usulkan(dewi, nip=lain.nip)

    assert halaman.status_code == 422
    assert "sudah terdaftar sebagai peserta" in halaman.content.decode()


def test_no_proposal_before_declining_nor_after_the_deadline(pelatihan, dewi):
    lain = Pengunjung(undangan(pelatihan)[1])
    lain.kenalkan()
    assert (
        "setelah Anda menyatakan tidak bersedia"
        in lain.lihat(lain.alamat("usul-pengganti/")).content.decode()
    )
    dewi.lihat(dewi.alamat("usul-pengganti/"))
    pelatihan.batas_pengganti = timezone.now() - dt.timedelta(minutes=1)
    pelatihan.save(update_fields=["batas_pengganti"])

    halaman = dewi.kirim({**CALON, "persetujuan_atasan": "1"})

    assert halaman.status_code == 409
    assert "Batas usul pengganti telah lewat" in halaman.content.decode()
    assert CalonPengganti.objects.count() == 0


def test_the_list_of_seats_asks_the_same_questions_for_one_and_for_many(
    client, pelatihan, dewi, budi
):
    client.force_login(budi)
    alamat = f"{pelatihan.get_absolute_url()}peserta/pengganti/"
    with CaptureQueriesContext(connection) as satu:
        client.get(alamat)
    for n, k in enumerate(undangan(pelatihan)[1:]):
        orang = Pengunjung(k)
        orang.kenalkan()
        orang.lihat(orang.alamat("jawaban/"))
        orang.jawab("tidak_bersedia", alasan="CUTI")
        usulkan(orang, nip=f"19800101200503100{n + 1}")
    with CaptureQueriesContext(connection) as banyak:
        client.get(alamat)

    assert len(banyak) == len(satu)


@pytest.mark.django_db(transaction=True)
def test_two_officers_call_somebody_for_one_seat_at_once(pelatihan_di, budi):
    p = pelatihan_di(Tahap.REGISTRASI)
    orang = Pengunjung(undangan(p)[0])
    orang.kenalkan()
    orang.lihat(orang.alamat("jawaban/"))
    orang.jawab("tidak_bersedia", alasan="CUTI")
    usulkan(orang)
    satu = CalonPengganti.objects.get()
    dua = pengganti.catat_calon(p, oleh=budi, data=calon(nip="198101012005031001"))
    sampai = batas(p)

    def panggil(c):
        try:
            return pengganti.panggil(
                c, oleh=budi, untuk=orang.konfirmasi.peserta, batas=sampai, alasan="Sama."
            )
        except LangkahDitolak as sebab:
            return str(sebab)

    hasil = serentak(panggil, [satu, dua])

    assert sum(isinstance(h, Peserta) for h in hasil) == 1
    assert Peserta.objects.filter(menggantikan=orang.konfirmasi.peserta).count() == 1
    assert Jejak.objects.filter(pelatihan=p, tindakan__contains="sebagai pengganti").count() >= 1


def test_the_forms_of_the_office_open_and_lead_back(client, pelatihan, dewi, budi):
    usulkan(dewi)
    made = CalonPengganti.objects.get()
    client.force_login(budi)
    daftar = f"{pelatihan.get_absolute_url()}peserta/pengganti/"

    for ekor in ("tambah/", f"{made.pk}/panggil/", f"{made.pk}/tolak/"):
        respons = client.get(f"{daftar}{ekor}")
        assert respons.status_code == 200
        assert respons.content.decode().count(f'href="{daftar}"') == 2  # the crumb, and Batal
        assert (CALON["nama"] in respons.content.decode()) == (ekor != "tambah/")
