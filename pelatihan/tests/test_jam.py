"""The clocks of the SOP as people meet them: arrivals, pauses, withdrawals, a late calendar."""

import pytest
import time_machine
from django.db import DatabaseError, transaction

from laporan.bahan_contoh import contoh_peserta, isian_penugasan
from pelatihan import jam, penugasan, peringatan
from pelatihan.models import HariLibur, RuasWaktu
from pelatihan.sop import Aksi, Tahap
from pelatihan.tests.dinding import ambil, saat
from surel.models import Surel

pytestmark = pytest.mark.django_db


def menit(p):
    """Minutes of work by step, finished stretches that count."""
    hasil = {}
    for r in RuasWaktu.objects.filter(pelatihan=p, dihitung=True).exclude(selesai=None):
        hasil[r.langkah] = hasil.get(r.langkah, 0) + r.detik // 60
    return hasil


def test_each_step_is_timed_from_its_arrival_in_minutes_of_work(jalan, budi, citra, ratna):
    """A nota dinas of Friday 16.20, sent on Monday 07.40, took Ratna twenty minutes."""
    jalan.peserta = contoh_peserta(2)
    p = jalan.p
    jalan.di(23, "07.40", jalan.tugaskan_ketua)
    jalan.di(23, "07.50", jalan.tugaskan_tim)
    jalan.di(23, "08.28", jalan.buka)
    jalan.di(24, "09.00", jalan.tutup)
    jalan.di(24, "09.50", ambil, p, Aksi.AJUKAN_LAPORAN, budi)
    jalan.di(24, "10.20", ambil, p, Aksi.KEMBALIKAN_LAPORAN, citra)
    jalan.di(24, "15.00", ambil, p, Aksi.AJUKAN_LAPORAN, budi)
    assert p.tahap == Tahap.PEMERIKSAAN
    assert p.jam_merah == saat(24, "15.30")  # thirty of the sixty minutes were used before
    jalan.di(24, "15.28", ambil, p, Aksi.SAMPAIKAN_LAPORAN, citra)
    jalan.di(24, "15.40", ambil, p, Aksi.TERIMA_LAPORAN, ratna)
    # 4b holds the repair too: 10.20 to 15.00, less the break
    assert menit(p) == {"1": 20, "2": 10, "3": 38, "4b": 50 + 220, "5": 58, "6": 12}
    assert (p.jam_kuning, p.jam_merah) == (None, None)


def test_the_clock_of_step_six_rests_while_an_explanation_is_asked_for(jalan, budi, citra, ratna):
    jalan.peserta = contoh_peserta(1)
    p = jalan.p
    jalan.di(23, "07.40", jalan.tugaskan_ketua)
    jalan.di(23, "07.50", jalan.tugaskan_tim)
    jalan.di(23, "08.00", jalan.buka)
    jalan.di(23, "09.00", jalan.tutup)
    jalan.di(23, "09.10", ambil, p, Aksi.AJUKAN_LAPORAN, budi)
    jalan.di(23, "09.20", ambil, p, Aksi.SAMPAIKAN_LAPORAN, citra)
    jalan.di(23, "09.30", ambil, p, Aksi.MINTA_PENJELASAN, ratna)
    assert (p.tahap, p.jam_merah) == (Tahap.PENYAMPAIAN, None)
    jalan.di(23, "11.00", ambil, p, Aksi.JAWAB_PENJELASAN, citra)
    assert p.jam_merah == saat(23, "11.20")
    jalan.di(23, "11.05", ambil, p, Aksi.TERIMA_LAPORAN, ratna)
    assert menit(p)["6"] == 15


def test_a_withdrawn_sheet_costs_the_desk_below_nothing(jalan, ratna):
    p = jalan.p
    jalan.di(23, "07.40", jalan.tugaskan_ketua)
    lembar = p.disposisi.get(dikirim_pada__isnull=False)
    jalan.di(23, "09.00", penugasan.tarik, lembar, oleh=ratna)
    jalan.di(23, "09.05", jalan.tugaskan_ketua)
    jalan.di(23, "09.12", jalan.tugaskan_tim)
    assert menit(p) == {"1": 25, "2": 7}


def test_a_calendar_that_comes_late_moves_what_runs_and_never_what_is_done(jalan, citra):
    p = jalan.p
    jalan.di(23, "07.40", jalan.tugaskan_ketua)
    assert p.jam_kuning == saat(23, "07.52")
    HariLibur.objects.create(
        tanggal="2026-11-23", nama="Hari yang baru diumumkan", jenis="cuti_bersama"
    )
    jam.segarkan()
    p.refresh_from_db()
    assert menit(p) == {"1": 20}
    assert (p.jam_kuning, p.jam_merah) == (saat(24, "07.42"), saat(24, "07.45"))
    with pytest.raises(DatabaseError, match="tidak boleh diubah"), transaction.atomic():
        RuasWaktu.objects.exclude(selesai=None).update(detik=0)


def test_a_draft_is_timed_from_the_nota_dinas_as_last_corrected(orang, ratna):
    regu = orang.ketua.keanggotaan.get().tim
    with time_machine.travel(saat(23, "09.00"), tick=False):
        isian = isian_penugasan("Pelatihan HAM", regu)
        p = penugasan.simpan_draf(oleh=ratna, isian=isian, permintaan=None)
        isian["nota_diterima_pada"] = saat(23, "08.50")
        p = penugasan.simpan_draf(oleh=ratna, isian=isian, permintaan=None, pelatihan=p)
        assert (p.jam_kuning, p.jam_merah) == (saat(23, "09.02"), saat(23, "09.05"))
        tingkat = {
            t: jam.tingkat(p.jam_kuning, p.jam_merah, saat(23, t))
            for t in ("09.01", "09.02", "09.05", "09.06")
        }
        assert list(tingkat.values()) == ["", "kuning", "kuning", "merah"]
        isian["nota_diterima_pada"] = None
        p = penugasan.simpan_draf(oleh=ratna, isian=isian, permintaan=None, pelatihan=p)
    assert (p.jam_merah, p.ruas_waktu.count()) == (None, 0)


def test_whoever_is_late_is_told_once_and_the_desk_turns_amber_then_red(
    jalan, client, budi, citra, ratna
):
    jalan.peserta = contoh_peserta(1)
    p = jalan.p
    jalan.di(23, "07.40", jalan.tugaskan_ketua)
    jalan.di(23, "07.50", jalan.tugaskan_tim)
    jalan.di(23, "08.00", jalan.buka)
    jalan.di(23, "09.00", jalan.tutup)
    jalan.di(23, "09.10", ambil, p, Aksi.AJUKAN_LAPORAN, budi)
    client.force_login(citra)
    meja = {
        pukul: jalan.di(23, pukul, client.get, "/").content.decode()
        for pukul in ("09.57", "09.58", "10.11")
    }
    assert ['class="tenggat dekat"' in isi for isi in meja.values()] == [False, True, False]
    assert ['class="tenggat lewat"' in isi for isi in meja.values()] == [False, False, True]

    for pukul in ("10.09", "10.12", "10.20"):
        jalan.di(23, pukul, peringatan.beri_tahu)
    surat = Surel.objects.filter(jenis="waktu_terlampaui")
    assert [s.kepada for s in surat] == [citra.email]
    assert "langkah 5 SOP" in surat[0].teks
    jalan.di(23, "10.30", ambil, p, Aksi.KEMBALIKAN_LAPORAN, citra)
    jalan.di(23, "10.40", ambil, p, Aksi.AJUKAN_LAPORAN, budi)
    jalan.di(23, "10.50", peringatan.beri_tahu)  # the same breach, after a pause
    assert surat.count() == 1
    jalan.di(23, "10.55", ambil, p, Aksi.SAMPAIKAN_LAPORAN, citra)
    jalan.di(23, "13.10", peringatan.beri_tahu)
    assert sorted(s.kepada for s in surat.all()) == sorted([citra.email, ratna.email])
