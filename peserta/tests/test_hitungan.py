"""The figures of a training and the copies of the answers: kept by the database, never astray."""

import random
from collections import Counter

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from laporan.bahan_contoh import contoh_peserta
from pelatihan.models import Pelatihan
from pelatihan.sop import Tahap
from peserta import alur, jawaban, sambungan
from peserta.models import Hitungan, Jawaban, Konfirmasi, Peserta, Pilihan
from surel import sambungan as surel_sambungan

pytestmark = pytest.mark.django_db


def orang(n, **ubah):
    nip = f"19900417201503{n % 2 + 1}{n + 1:03}"
    return contoh_peserta(1)[0] | {"nip": nip, "email": f"o{n}@contoh.example"} | ubah


def jawab(peserta, **isi):
    return jawaban.jawab(Konfirmasi.objects.lengkap().get(peserta=peserta), **isi)


def dihitung_satu_satu(p):
    """What the figures must be, out of the people and their confirmations alone."""
    n = Counter()
    for o in p.peserta.select_related("konfirmasi"):
        k = getattr(o, "konfirmasi", None)
        salinan = (o.diundang, o.jawaban_kini, o.dijawab_pada)
        assert salinan == ((True, k.jawaban_kini, k.dijawab_pada) if k else (False, "", None))
        if o.dibatalkan_pada:
            n["dibatalkan"] += 1
            continue
        n["dipanggil"] += 1
        n["diundang"] += k is not None
        n["tanpa_surel"] += not o.email
        n[k.jawaban_kini if k and k.jawaban_kini else "belum"] += 1
    kunci = "dipanggil diundang bersedia tidak_bersedia belum tanpa_surel dibatalkan".split()
    return {k: n[k] for k in kunci}


class Langkah:
    """What may happen to the list of a training with open registration, one at random each time."""

    def __init__(self, p, budi, acak):
        self.p, self.budi, self.acak, self.nomor = p, budi, acak, 100

    def satu(self):
        nama = self.acak.choice([n for n in vars(Langkah) if n.startswith("lalu_")])
        getattr(self, nama)()

    def _baru(self):
        self.nomor += 1
        return orang(self.nomor, email=self.acak.choice(["", f"o{self.nomor}@contoh.example"]))

    def _siapa(self, **saring):
        return self.p.peserta.filter(**saring).order_by("?").first()

    def lalu_dicatat(self):
        alur.catat(self.p, oleh=self.budi, data=self._baru())

    def lalu_diimpor(self):
        semua = [Peserta(pelatihan=self.p, **self._baru()) for _ in range(self.acak.randrange(9))]
        semua = Peserta.objects.bulk_create(semua, batch_size=4)
        alur.undang(self.p, semua[::2])

    def lalu_diperbarui_dari_berkas(self):
        """As the importer does: an upsert of people read before, with new ones between them."""
        lama = list(self.p.peserta.order_by("?")[:5])
        for o in lama:
            o.email, o.diundang, o.jawaban_kini = self.acak.choice(["", "x@contoh.example"]), 0, ""
        baru = [Peserta(pelatihan=self.p, id=10_000 + self.nomor, **self._baru())]
        Peserta.objects.bulk_create(
            lama + baru,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["email", "diundang", "jawaban_kini"],
        )

    def lalu_diundang(self):
        alur.undang(self.p, self.p.peserta.belum_diundang()[:3])

    def lalu_menjawab(self):
        o = self._siapa(diundang=True, dibatalkan_pada=None)
        isi = self.acak.choice(
            [{"pilihan": Pilihan.BERSEDIA}]
            + [{"pilihan": Pilihan.TIDAK_BERSEDIA, "alasan": a} for a in ("CUTI", "SAKIT")]
        )
        if o:
            terakhir = Jawaban.objects.filter(konfirmasi__peserta=o).last()
            jawab(o, dilihat=terakhir and terakhir.pk, **isi)

    lalu_menjawab_lagi = lalu_menjawab

    def lalu_dibatalkan(self):
        if o := self._siapa(dibatalkan_pada=None):
            alur.batalkan(o, oleh=self.budi, alasan="Pindah tugas")

    def lalu_dipulihkan(self):
        self.p.peserta.exclude(dibatalkan_pada=None).update(dibatalkan_pada=None, alasan_batal="")

    def lalu_disimpan_utuh(self):
        """A form saves every column of a row that it read long ago."""
        if o := self._siapa():
            o.diundang, o.jawaban_kini, o.dijawab_pada = self.acak.choice(
                [(False, "", None), (True, "bersedia", timezone.now())]
            )
            o.save()

    def lalu_dihapus(self):
        self.p.peserta.filter(diundang=False)[:1].first() and self._siapa(diundang=False).delete()

    def lalu_pertanyaan_ditarik(self):
        Konfirmasi.objects.filter(
            peserta__pelatihan=self.p, riwayat=None, peserta__email=""
        ).delete()

    def lalu_pindah_pelatihan(self):
        """No verb does it; an administrator of the database may."""
        lain = Pelatihan.objects.exclude(pk=self.p.pk).get()
        Peserta.objects.filter(pk=getattr(self._siapa(diundang=False), "pk", 0)).update(
            pelatihan=lain
        )

    def lalu_dipadatkan(self):
        Hitungan.objects.padatkan()


@pytest.mark.parametrize("benih", range(3))
def test_after_whatever_happens_the_figures_are_those_of_a_recount(pelatihan_di, budi, benih):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=[orang(n) for n in range(5)])
    lain = pelatihan_di(Tahap.PENYIAPAN)
    jalan = Langkah(p, budi, random.Random(benih))  # noqa: S311 -- a walk, not a secret
    for _ in range(80):
        jalan.satu()
        assert p.peserta.hitung() == dihitung_satu_satu(p) == p.peserta.all().hitung()
    assert lain.peserta.hitung() == dihitung_satu_satu(lain)


def test_the_figures_of_a_part_of_the_list_are_counted(pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=[orang(n) for n in range(3)])
    jawab(p.peserta.first(), pilihan=Pilihan.BERSEDIA)
    bagian = p.peserta.filter(nip__endswith="1001").hitung()
    assert (bagian["dipanggil"], p.peserta.hitung()["dipanggil"]) == (1, 3)
    assert Peserta.objects.hitung()["dipanggil"] == 3


def test_a_form_that_was_opened_before_the_answer_does_not_undo_it(pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=[orang(0)])
    lama = p.peserta.get()
    jawab(lama, pilihan=Pilihan.BERSEDIA)
    lama.jabatan = "Analis Hukum"
    lama.save()
    kini = p.peserta.get()
    assert (kini.jabatan, kini.diundang, kini.jawaban_kini) == ("Analis Hukum", True, "bersedia")
    assert kini.dijawab_pada == kini.konfirmasi.dijawab_pada
    Peserta.objects.update(diundang=False, jawaban_kini="tidak_bersedia", dijawab_pada=None)
    assert p.peserta.hitung() == dihitung_satu_satu(p)


def test_nobody_is_entered_as_having_answered(pelatihan_di):
    p = pelatihan_di(Tahap.PENYIAPAN)
    isi = {"diundang": True, "jawaban_kini": "bersedia", "dijawab_pada": timezone.now()}
    Peserta.objects.create(pelatihan=p, **orang(0), **isi)
    assert p.peserta.hitung() == dihitung_satu_satu(p)


def test_an_answer_does_not_count_as_a_change_of_the_data(pelatihan_di):
    """Or the desk that corrects the name meanwhile would be told that somebody was faster."""
    p = pelatihan_di(Tahap.REGISTRASI, peserta=[orang(0)])
    diubah = p.peserta.get().diubah_pada
    jawab(p.peserta.get(), pilihan=Pilihan.BERSEDIA)
    assert p.peserta.get().jawaban_kini == "bersedia"
    # numbering the proof names its one field; nothing here wrote `diubah_pada`
    assert p.peserta.get().diubah_pada == diubah


def test_what_changes_no_figure_writes_none(pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=[orang(n) for n in range(3)])
    sebelum = list(Hitungan.objects.values())
    for o in p.peserta.all():
        o.jabatan = "Analis"
        o.save()
    p.peserta.update(unit_kerja="Siak")
    Konfirmasi.objects.update(putaran=2)
    assert list(Hitungan.objects.values()) == sebelum


def test_many_are_asked_or_added_with_one_row_of_figures(pelatihan_di):
    p = pelatihan_di(Tahap.PENYIAPAN)
    Peserta.objects.bulk_create(Peserta(pelatihan=p, **orang(n)) for n in range(50))
    assert Hitungan.objects.get().dipanggil == 50
    alur.undang(p, p.peserta.all())
    assert list(Hitungan.objects.order_by("pk").values_list("dipanggil", "diundang")) == [
        (50, 0),
        (0, 50),
    ]


def test_the_worker_makes_one_row_of_many_now_and_then(pelatihan_di, monkeypatch):
    monkeypatch.setattr(surel_sambungan, "BERKALA", [])
    sambungan.daftarkan()
    p = pelatihan_di(Tahap.REGISTRASI, peserta=[orang(n) for n in range(4)])
    lain = pelatihan_di(Tahap.PENYIAPAN)
    Peserta.objects.create(pelatihan=lain, **orang(0))
    angka = p.peserta.hitung()
    assert Hitungan.objects.filter(pelatihan=p).count() > 4
    sambungan._terakhir["padat"] = -sambungan.JEDA_PADATKAN
    for kerja in surel_sambungan.BERKALA:
        kerja()
    assert Hitungan.objects.filter(pelatihan=p).count() == 1
    assert (p.peserta.hitung(), lain.peserta.hitung()["dipanggil"]) == (angka, 1)
    # what is compact already is left alone
    baris = list(Hitungan.objects.order_by("pk").values())
    assert Hitungan.objects.padatkan() == 0
    assert list(Hitungan.objects.order_by("pk").values()) == baris


@pytest.mark.django_db(transaction=True)
def test_a_site_that_has_people_already_gets_its_copies_and_figures(pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=[orang(n) for n in range(4)])
    satu, dua, tiga, _ = p.peserta.order_by("pk")
    jawab(satu, pilihan=Pilihan.BERSEDIA)
    jawab(dua, pilihan=Pilihan.TIDAK_BERSEDIA, alasan="CUTI")
    Peserta.objects.filter(pk=tiga.pk).update(dibatalkan_pada=timezone.now(), alasan_batal="x")
    angka, diubah = p.peserta.hitung(), dict(p.peserta.values_list("pk", "diubah_pada"))
    # Of every room: what builds on this one's tables goes back with them.
    ujung = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        MigrationExecutor(connection).migrate([("peserta", "0007_bahan_impor_dan_hitungan")])
        assert not Hitungan.objects.exists()
    finally:
        MigrationExecutor(connection).migrate(ujung)
    assert p.peserta.hitung() == angka == dihitung_satu_satu(p)
    assert dict(p.peserta.values_list("pk", "diubah_pada")) == diubah
