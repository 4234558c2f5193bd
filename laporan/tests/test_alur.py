"""Steps 4b to 6 by their verbs: versions, decisions, and what the database refuses."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from laporan import alur, rekaman
from laporan.bahan_contoh import contoh_peserta
from laporan.daftar_periksa import SOAL
from laporan.models import Laporan, Pemeriksaan, Penerimaan
from pelatihan import penugasan
from pelatihan.alur import LangkahDitolak
from pelatihan.models import Pelatihan, PenerimaDisposisi
from pelatihan.sop import Tahap
from pengguna.models import Keanggotaan, KepalaPusat
from peserta.models import Peserta
from surel.models import Surel

pytestmark = pytest.mark.django_db
SEMUA = list(SOAL)


def isian(**ubah):
    return {
        "nomor": "SDM.5-SM.02.01-512",
        "tanggal": timezone.localdate(),
        "kendala": "Jaringan terbatas.",
        "tindak_lanjut": "",
        "saran": "",
        "tanggapan": "",
        **ubah,
    }


def surat(jenis):
    return sorted(Surel.objects.filter(jenis=jenis).values_list("kepada", flat=True))


def test_the_figures_come_from_the_answers_and_add_up(pelatihan_di):
    p = pelatihan_di(Tahap.PENGOLAHAN, peserta=contoh_peserta(12))
    data = rekaman.olah(p)
    assert data["angka"] == {
        "dipanggil": 12,
        "bersedia": 8,
        "tidak_bersedia": 2,
        "tidak_mengonfirmasi": 2,
    }
    assert data["persen"] == {
        "bersedia": "66,7%",
        "tidak_bersedia": "16,7%",
        "tidak_mengonfirmasi": "16,6%",
    } or sum(
        float(nilai.strip("%").replace(",", ".")) for nilai in data["persen"].values()
    ) == pytest.approx(100)
    for kelompok in ("jenis_kelamin", "golongan", "unit"):
        assert sum(b["n"] for b in data[kelompok]) == 8
    assert [len(data[f"lampiran_{n}"]) for n in (1, 2, 3)] == [8, 2, 2]
    assert "Sedang melaksanakan tugas belajar" in {b["alasan"] for b in data["lampiran_2"]}


def test_a_handed_in_version_is_frozen(pelatihan_di):
    p = pelatihan_di(Tahap.PEMERIKSAAN)
    laporan = p.laporan.get()
    dulu = laporan.rekaman
    Peserta.objects.update(unit_kerja="Unit Lain")

    laporan.refresh_from_db()
    assert laporan.rekaman == dulu
    assert laporan.sidik == rekaman.sidik_data(dulu)
    for perintah in (
        lambda: Laporan.objects.filter(pk=laporan.pk).update(rekaman={}),
        lambda: Laporan.objects.filter(pk=laporan.pk).update(saran="Lain"),
        lambda: Laporan.objects.filter(pk=laporan.pk)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="sudah disampaikan"), transaction.atomic():
            perintah()


def test_decisions_and_receipts_are_never_taken_back(pelatihan_di):
    pelatihan_di(Tahap.SELESAI)
    for perintah in (
        lambda: Pemeriksaan.objects.update(catatan="lain"),
        lambda: Penerimaan.objects.update(arahan="lain"),
        lambda: Penerimaan.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="tidak boleh diubah"), transaction.atomic():
            perintah()


def test_a_returned_report_comes_back_as_a_new_version_with_an_answer(pelatihan_di, citra, budi):
    p = pelatihan_di(Tahap.PEMERIKSAAN)
    alur.kembalikan(p, oleh=citra, versi=1, catatan="Lengkapi saran.")
    assert alur.perlu_tanggapan(p).catatan == "Lengkapi saran."
    assert surat("laporan_dikembalikan") == ["budi@contoh.example"]

    with pytest.raises(alur.TidakLengkap, match="tanggapan"):
        alur.ajukan(p, oleh=budi, isian=isian())
    assert p.laporan.count() == 1

    alur.ajukan(p, oleh=budi, isian=isian(saran="Lebih awal.", tanggapan="Sudah."))
    assert list(p.laporan.values_list("versi", "saran", "tanggapan")) == [
        (1, "Surat pemanggilan disampaikan paling lambat dua pekan sebelumnya.", ""),
        (2, "Lebih awal.", "Sudah."),
    ]
    assert sorted(p.dokumen.filter(jenis="laporan").values_list("status", flat=True)) == [
        "berlaku",
        "digantikan",
    ]
    assert surat("laporan_menunggu") == ["citra@contoh.example"] * 2


def test_a_draft_kept_twice_is_one_draft(pelatihan_di, budi):
    p = pelatihan_di(Tahap.PENGOLAHAN)
    alur.simpan_draf(p, oleh=budi, isian=isian(nomor=""))
    alur.simpan_draf(p, oleh=budi, isian=isian(kendala="Lain."))
    draf = p.laporan.get()
    assert (draf.versi, draf.kendala, draf.diajukan_pada) == (1, "Lain.", None)
    assert alur.isian_awal(p)["kendala"] == "Lain."
    assert p.laporan.terbaru() is None


@pytest.mark.parametrize("verba", [alur.kembalikan, alur.sampaikan])
def test_an_outdated_version_is_not_decided_on(pelatihan_di, citra, budi, verba):
    p = pelatihan_di(Tahap.PEMERIKSAAN)
    alur.kembalikan(p, oleh=citra, versi=1, catatan="Perbaiki.")
    alur.ajukan(p, oleh=budi, isian=isian(tanggapan="Sudah."))

    with pytest.raises(LangkahDitolak, match="sudah diperbarui"):
        verba(p, oleh=citra, versi=1, catatan="Sudah dibaca.")
    p.refresh_from_db()
    assert p.tahap == Tahap.PEMERIKSAAN
    assert Pemeriksaan.objects.count() == 1


def test_the_head_returns_it_to_the_ketua_who_may_send_it_on_again(pelatihan_di, ratna, citra):
    p = pelatihan_di(Tahap.PENYAMPAIAN)
    alur.kembalikan_kepada_ketua(p, oleh=ratna, versi=1, catatan="Jelaskan kuota.")
    assert surat("laporan_dikembalikan") == ["citra@contoh.example"]
    assert alur.perlu_tanggapan(p) is None

    alur.sampaikan(p, oleh=citra, versi=1, centang=SEMUA, catatan="Kuota disesuaikan.")
    assert surat("laporan_disampaikan") == ["ratna@contoh.example"] * 2
    alur.terima(p, oleh=ratna, versi=1, arahan="Lanjutkan.")

    p.refresh_from_db()
    assert p.tahap == Tahap.SELESAI
    terima = p.laporan.get().penerimaan
    assert terima.dokumen.rekaman["dari"]["nama"] == str(citra)
    assert terima.dokumen.rekaman["arahan"] == "Lanjutkan."
    assert surat("laporan_diterima") == ["budi@contoh.example", "citra@contoh.example"]


def test_the_ketua_may_also_hand_the_heads_return_down(pelatihan_di, ratna, citra, budi):
    p = pelatihan_di(Tahap.PENYAMPAIAN)
    alur.kembalikan_kepada_ketua(p, oleh=ratna, versi=1, catatan="Jelaskan kuota.")
    alur.kembalikan(p, oleh=citra, versi=1, catatan="Tulis alasan kuota.")
    assert alur.perlu_tanggapan(p).catatan == "Tulis alasan kuota."
    alur.ajukan(p, oleh=budi, isian=isian(tanggapan="Sudah."))
    assert p.laporan.terbaru().versi == 2


def test_sending_back_needs_a_note(pelatihan_di, citra):
    p = pelatihan_di(Tahap.PEMERIKSAAN)
    with pytest.raises(LangkahDitolak, match="Catatan perbaikan wajib diisi"):
        alur.kembalikan(p, oleh=citra, versi=1, catatan="  ")
    assert not Pemeriksaan.objects.exists()


def test_nobody_checks_their_own_report(pelatihan_di, budi, citra):
    """Budi, who wrote it, becomes Ketua overnight."""
    p = pelatihan_di(Tahap.PEMERIKSAAN)
    kini = timezone.now()
    Keanggotaan.objects.filter(pengguna__in=[citra, budi]).update(sampai=kini)
    Keanggotaan.objects.create(tim=p.tim_kerja, pengguna=budi, sebagai="ketua", mulai=kini)
    for verba in (alur.sampaikan, alur.kembalikan):
        with pytest.raises(LangkahDitolak, match="diperiksa oleh orang lain"):
            verba(p, oleh=budi, versi=1, catatan="Baik.")
    assert not Pemeriksaan.objects.exists()


def test_a_report_for_a_team_without_a_ketua_waits(pelatihan_di, budi, citra):
    p = pelatihan_di(Tahap.PENGOLAHAN)
    Keanggotaan.objects.filter(pengguna=citra).update(sampai=timezone.now())
    with pytest.raises(alur.TidakLengkap, match="belum mempunyai Ketua"):
        alur.ajukan(p, oleh=budi, isian=isian())
    assert not p.laporan.exists()


def test_an_acting_head_receives_in_their_own_name(pelatihan_di, erna):
    p = pelatihan_di(Tahap.PENYAMPAIAN)
    KepalaPusat.objects.create(pengguna=erna, awalan="Plh.", nomor_sk="SK-1")
    alur.terima(p, oleh=erna, versi=1)
    terima = Penerimaan.objects.get()
    assert (terima.oleh, terima.sebagai) == (erna, "Plh. Kepala Pusat")
    assert terima.dokumen.rekaman["oleh"]["jabatan"] == "Plh. Kepala Pusat"


def test_nobody_is_told_of_their_own_act(pelatihan_di, citra):
    p = pelatihan_di(Tahap.PENYAMPAIAN)
    KepalaPusat.objects.create(pengguna=citra, awalan="Plh.", nomor_sk="SK-1")
    alur.terima(p, oleh=citra, versi=1)
    assert surat("laporan_diterima") == ["budi@contoh.example"]


def test_a_closed_case_takes_no_further_step(pelatihan_di, ratna, citra, budi):
    p = pelatihan_di(Tahap.SELESAI)
    for langkah in (
        lambda: alur.terima(p, oleh=ratna, versi=1),
        lambda: alur.kembalikan_kepada_ketua(p, oleh=ratna, versi=1, catatan="x"),
        lambda: alur.sampaikan(p, oleh=citra, versi=1),
        lambda: alur.ajukan(p, oleh=budi, isian=isian()),
    ):
        with pytest.raises(LangkahDitolak, match="Laporan Diterima"):
            langkah()
    assert Penerimaan.objects.count() == 1


def test_strangers_and_other_roles_are_kept_out(pelatihan_di, ratna, citra, budi, dodi):
    p = pelatihan_di(Tahap.PEMERIKSAAN)
    with pytest.raises(Pelatihan.DoesNotExist):
        alur.sampaikan(p, oleh=dodi, versi=1)
    for orang in (ratna, budi):
        with pytest.raises(PermissionDenied):
            alur.sampaikan(p, oleh=orang, versi=1)
    assert p.laporan.terbaru().pemeriksaan.count() == 0


def test_the_letter_names_a_deadline_only_while_it_lies_ahead(pelatihan_di, citra):
    p = pelatihan_di(Tahap.PEMERIKSAAN)
    with time_machine.travel(timezone.now() + dt.timedelta(days=30)):
        alur.kembalikan(p, oleh=citra, versi=1, catatan="Perbaiki.")
    teks = Surel.objects.get(jenis="laporan_dikembalikan").teks
    assert "dikembalikan oleh Ketua Tim Kerja untuk diperbaiki dengan catatan: Perbaiki." in teks
    assert "paling lambat" not in teks


def test_who_took_over_late_has_acted_once_the_report_is_handed_in(
    pelatihan_di, citra, budi, orang
):
    """Budi acted by opening the registration; Dodi, who took over afterwards, by the report."""
    p = pelatihan_di(Tahap.PENGOLAHAN)
    Keanggotaan.objects.create(tim=p.tim_kerja, pengguna=orang.tim2, sebagai="anggota")
    penugasan.alihkan_tim(
        p, oleh=citra, kepada=[orang.tim2], instruksi=["Laporkan hasilnya"], sifat="segera"
    )

    def keadaan():
        baris = PenerimaDisposisi.objects.filter(disposisi__pelatihan=p, disposisi__tingkat=2)
        return {str(b.pengguna): b.status[0] for b in baris}

    assert keadaan() == {
        str(budi): "Selesai Ditindaklanjuti",
        str(orang.tim2): "Belum Dibaca",
    }
    alur.ajukan(p, oleh=orang.tim2, isian=isian())
    assert set(keadaan().values()) == {"Selesai Ditindaklanjuti"}
