"""The kept figures while many hands write at one instant."""

import threading

import pytest
from django.db import transaction
from django.utils import timezone

from laporan.bahan_contoh import contoh_peserta
from pelatihan.alur import LangkahDitolak
from pelatihan.sop import Tahap
from peserta import alur, jawaban
from peserta.models import Hitungan, Konfirmasi, Peserta
from peserta.tests.pengunjung import undangan
from peserta.tests.test_hitungan import dihitung_satu_satu, orang
from peserta.tests.test_lomba import serentak

pytestmark = pytest.mark.django_db(transaction=True)


def test_answers_corrections_cancellations_and_tidying_at_once_never_block_or_miscount(
    pelatihan_di, budi
):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(12))
    semua = undangan(p)

    def simpan_utuh(k):
        """A row read before the answer, written back as a whole, outside of any verb."""
        peserta = Peserta.objects.get(pk=k.peserta_id)
        peserta.jabatan = "Analis Hukum"
        peserta.save()

    kerja = [
        *((jawaban.jawab, k, {"pilihan": "bersedia"}) for k in semua),
        *((simpan_utuh, k, {}) for k in semua),
        *((alur.batalkan, k.peserta, {"oleh": budi, "alasan": "Pindah"}) for k in semua[::4]),
        *((alur.cabut_tautan, k.peserta, {"oleh": budi}) for k in semua[1::4]),
        *((lambda _: Hitungan.objects.padatkan(), None, {}) for _ in range(4)),
        *(
            (lambda n, **isi: alur.catat(p, data=orang(n), **isi), 300 + n, {"oleh": budi})
            for n in range(3)
        ),
    ]
    hasil = serentak(lambda butir: butir[0](butir[1], **butir[2]), kerja)
    assert {type(h) for h in hasil if isinstance(h, Exception)} <= {LangkahDitolak}
    assert p.peserta.hitung() == dihitung_satu_satu(p)
    assert p.peserta.hitung()["dibatalkan"] == 3


def test_a_stale_row_saved_while_the_answer_is_under_way_gets_the_answer(pelatihan_di):
    """The answer locks the person's row last; whoever saves it waits, then keeps the answer."""
    (sari,) = undangan(pelatihan_di(Tahap.REGISTRASI))
    lama = Peserta.objects.get(pk=sari.peserta_id)
    lama.jabatan = "Analis Hukum"
    terjawab, dilepas = threading.Event(), threading.Event()

    def jawab_pelan(_):
        with transaction.atomic():
            jawaban.jawab(sari, pilihan="bersedia")
            terjawab.set()
            dilepas.wait(10)

    def simpan(_):
        terjawab.wait(10)
        threading.Timer(0.3, dilepas.set).start()
        lama.save()

    serentak(lambda kerja: kerja(None), [jawab_pelan, simpan])
    kini = Peserta.objects.get()
    assert (kini.jabatan, kini.jawaban_kini) == ("Analis Hukum", "bersedia")


def test_the_answer_that_waits_for_a_stale_save_is_copied_after_it(pelatihan_di):
    (sari,) = undangan(pelatihan_di(Tahap.REGISTRASI))
    lama = Peserta.objects.get(pk=sari.peserta_id)
    tersimpan = threading.Event()

    def simpan_pelan(_):
        with transaction.atomic():
            lama.save()
            tersimpan.set()
            threading.Event().wait(0.3)

    def jawab(_):
        tersimpan.wait(10)
        jawaban.jawab(sari, pilihan="bersedia")

    serentak(lambda kerja: kerja(None), [simpan_pelan, jawab])
    assert Peserta.objects.get().jawaban_kini == "bersedia"


def test_tidying_takes_nothing_that_it_did_not_see(pelatihan_di):
    """A figure written but not committed is no part of the sum, and stays when it is made."""
    p = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(3))
    ditulis, dipadatkan = threading.Event(), threading.Event()

    def batal(_):
        with transaction.atomic():
            p.peserta.filter(pk=p.peserta.first().pk).update(
                dibatalkan_pada=timezone.now(), alasan_batal="Pindah"
            )
            ditulis.set()
            dipadatkan.wait(10)

    def padatkan(_):
        ditulis.wait(10)
        try:
            return Hitungan.objects.padatkan()
        finally:
            dipadatkan.set()

    _, hilang = serentak(lambda kerja: kerja(None), [batal, padatkan])
    assert hilang > 1
    assert Hitungan.objects.count() == 2
    assert p.peserta.hitung() == dihitung_satu_satu(p)
    assert Konfirmasi.objects.count() == 3
