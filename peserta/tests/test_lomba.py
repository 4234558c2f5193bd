"""Many hands at one instant: threads against a real database, each with its own connection."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from laporan.bahan_contoh import contoh_peserta
from pelatihan.alur import LangkahDitolak
from pelatihan.sop import Tahap
from peserta import identitas, jawaban
from peserta.models import BuktiRegistrasi, Jawaban, Konfirmasi, Peserta
from peserta.tests.pengunjung import Pengunjung, undangan
from surel.models import Surel

pytestmark = pytest.mark.django_db(transaction=True)


def serentak(kerja, bahan):
    """Run `kerja` on every item at once. Returns the results, refusals included, in order."""
    bahan = list(bahan)
    garis = threading.Barrier(len(bahan), timeout=60)

    def lari(butir):
        try:
            connection.ensure_connection()
            garis.wait()
            return kerja(butir)
        except LangkahDitolak as tolak:
            return tolak
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(bahan)) as kolam:
        return list(kolam.map(lari, bahan))


def test_fifty_taps_at_once_are_one_answer_one_proof_one_letter(pelatihan_di):
    (sari,) = undangan(pelatihan_di(Tahap.REGISTRASI))
    hasil = serentak(lambda _: jawaban.jawab(sari, pilihan="bersedia"), range(50))
    assert {(b.nomor, b.revisi) for b in hasil} == {(BuktiRegistrasi.objects.get().nomor, 0)}
    assert Jawaban.objects.count() == 1
    assert Surel.objects.filter(jenis="bukti_bersedia").count() == 1


def test_of_two_different_answers_at_once_the_first_stands_and_the_others_are_told(pelatihan_di):
    (sari,) = undangan(pelatihan_di(Tahap.REGISTRASI))
    isian = [{"pilihan": "bersedia"}, {"pilihan": "tidak_bersedia", "alasan": "CUTI"}] * 10
    hasil = serentak(lambda i: jawaban.jawab(sari, **i), isian)
    (tercatat,) = Jawaban.objects.all()
    for isi, didapat in zip(isian, hasil, strict=True):
        if isi["pilihan"] == tercatat.pilihan:
            assert didapat.jawaban_id == tercatat.pk
        else:
            assert isinstance(didapat, jawaban.JawabanBerubah)
    assert BuktiRegistrasi.objects.filter(berlaku=True).count() == 1


def test_twenty_people_at_once_get_twenty_numbers_without_a_gap(pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(20))
    serentak(lambda k: jawaban.jawab(k, pilihan="bersedia"), undangan(p))
    assert sorted(Peserta.objects.values_list("nomor_urut", flat=True)) == list(range(1, 21))
    nomor = sorted(BuktiRegistrasi.objects.values_list("nomor", flat=True))
    assert nomor == [f"ER/PF-AHM/{p.angkatan}/{p.tahun}/{n:04}" for n in range(1, 21)]


def test_answers_around_the_deadline_are_taken_exactly_while_the_database_says_so(pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(20))
    semua = undangan(p)
    with connection.cursor() as kursor:
        kursor.execute(
            "UPDATE pelatihan_pelatihan SET batas_konfirmasi = clock_timestamp() "
            "+ interval '200 milliseconds'"
        )
    hasil = serentak(lambda k: jawaban.jawab(k, pilihan="bersedia"), semua)
    p.refresh_from_db()
    diterima = [b for b in hasil if isinstance(b, BuktiRegistrasi)]
    assert len(diterima) + sum(isinstance(h, LangkahDitolak) for h in hasil) == 20
    assert Jawaban.objects.filter(waktu__lt=p.batas_konfirmasi).count() == len(diterima)
    assert sorted(b.konfirmasi.peserta.nomor_urut for b in diterima) == list(
        range(1, len(diterima) + 1)
    )


def test_wrong_numbers_at_once_are_all_counted(pelatihan_di):
    (sari,) = undangan(pelatihan_di(Tahap.REGISTRASI))
    hasil = serentak(lambda _: identitas.cocokkan_identitas(sari, "1" * 18), range(12))
    salah = [h for h in hasil if not isinstance(h, LangkahDitolak)]
    assert sorted(salah) == [(False, n) for n in range(5)]
    assert len(hasil) - len(salah) == 7


def test_guessing_and_answering_at_once_do_not_block_each_other(pelatihan_di):
    (sari,) = undangan(pelatihan_di(Tahap.REGISTRASI))

    def kerja(n):
        if n % 2:
            return identitas.cocokkan_identitas(sari, "1" * 18)
        return jawaban.jawab(sari, pilihan="bersedia")

    serentak(kerja, range(16))
    assert Jawaban.objects.count() == 1


def test_five_scanners_at_once_change_nothing(pelatihan_di):
    (sari,) = undangan(pelatihan_di(Tahap.REGISTRASI))
    sebelum = Konfirmasi.objects.values().get()
    status = serentak(lambda _: Pengunjung(sari).buka().status_code, range(5))
    assert status == [200] * 5
    assert Konfirmasi.objects.values().get() == sebelum
