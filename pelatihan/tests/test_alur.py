"""The gate: every step at every stage by everybody, and two clicks at once."""

import ast
import itertools
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from laporan.bahan_contoh import isian_lengkap
from pelatihan import alur, penugasan, persiapan
from pelatihan.models import Jejak, Pelatihan
from pelatihan.sop import SOP, Aksi, Tahap
from surel.models import Surel

A, T = Aksi, Tahap

HENTIKAN = {(A.TUNDA, "kepala"), (A.BATALKAN_PELATIHAN, "kepala")}
# Said once more, by hand: who may do what at each stage. The table of the SOP must agree.
BOLEH = {
    # A draft is the Kepala Pusat's own here; whoever prepares one is told of in test_draf.
    T.DISPOSISI_KEPALA: {(A.TUGASKAN_KETUA, "kepala"), (A.BATALKAN_PELATIHAN, "kepala")},
    T.DISPOSISI_KETUA: {
        *HENTIKAN,
        (A.TARIK_DARI_KETUA, "kepala"),
        (A.TUGASKAN_TIM, "ketua"),
    },
    T.PENYIAPAN: {
        *HENTIKAN,
        (A.TARIK_DARI_TIM, "ketua"),
        (A.ALIHKAN_TIM, "ketua"),
        (A.LENGKAPI, "tim"),
        (A.CATAT_PESERTA, "tim"),
        (A.ATUR_SURAT, "tim"),
        (A.BUKA_REGISTRASI, "tim"),
    },
    T.REGISTRASI: {
        *HENTIKAN,
        (A.ALIHKAN_TIM, "ketua"),
        (A.CATAT_PESERTA, "tim"),
        (A.ATUR_SURAT, "tim"),
        (A.KIRIM_PENGINGAT, "tim"),
        (A.KIRIM_ULANG, "tim"),
        (A.PERIKSA_DUKUNG, "tim"),
        (A.TUTUP_REGISTRASI, "tim"),
        (A.SERAHKAN_TAUTAN, "tim"),
        (A.PERPANJANG_BATAS, "tim"),
        (A.PUTUSKAN_PERMINTAAN, "tim"),
        (A.CATAT_JAWABAN, "tim"),
        (A.TANGGAPI_SANGGAHAN, "tim"),
    },
    T.PENGOLAHAN: {
        *HENTIKAN,
        (A.ALIHKAN_TIM, "ketua"),
        (A.SUSUN_LAPORAN, "tim"),
        (A.AJUKAN_LAPORAN, "tim"),
        (A.PERIKSA_DUKUNG, "tim"),
        (A.CATAT_JAWABAN, "tim"),
        (A.TANGGAPI_SANGGAHAN, "tim"),
    },
    T.PEMERIKSAAN: {
        *HENTIKAN,
        (A.CATAT_PEMERIKSAAN, "ketua"),
        (A.KEMBALIKAN_LAPORAN, "ketua"),
        (A.SAMPAIKAN_LAPORAN, "ketua"),
        (A.PERIKSA_DUKUNG, "tim"),
        (A.TANGGAPI_SANGGAHAN, "tim"),
    },
    T.PENYAMPAIAN: {
        *HENTIKAN,
        (A.KEMBALIKAN_KEPADA_KETUA, "kepala"),
        (A.MINTA_PENJELASAN, "kepala"),
        (A.JAWAB_PENJELASAN, "ketua"),
        (A.TERIMA_LAPORAN, "kepala"),
        (A.PERIKSA_DUKUNG, "tim"),
        (A.TANGGAPI_SANGGAHAN, "tim"),
    },
    # documents outlive the report, and so does an answer to who objects
    T.SELESAI: {(A.PERIKSA_DUKUNG, "tim"), (A.TANGGAPI_SANGGAHAN, "tim")},
    T.DITUNDA: {
        (A.LANJUTKAN, "kepala"),
        (A.BATALKAN_PELATIHAN, "kepala"),
        (A.TANGGAPI_SANGGAHAN, "tim"),
    },
    T.DIBATALKAN: {(A.TANGGAPI_SANGGAHAN, "tim")},
}
SEMUA_ORANG = ["kepala", "ketua", "tim", "ketua2", "tim2", "admin"]


class Batal(Exception):
    """Takes back what the gate let through, so that the next try meets the same stage."""


def lolos(pelatihan, aksi, oleh):
    """Does the gate let `oleh` take this step now? Nothing of it stays."""
    try:
        with transaction.atomic():
            with alur.langkah(pelatihan, aksi, oleh=oleh):
                pass
            raise Batal
    except Batal:
        return True
    except (alur.LangkahDitolak, PermissionDenied, Pelatihan.DoesNotExist):
        return False


@pytest.mark.parametrize("tahap", Tahap)
def test_the_gate_opens_for_exactly_one_desk_at_each_stage(tahap, pelatihan_di, orang):
    p = pelatihan_di(tahap)
    if tahap == T.PENYIAPAN:
        persiapan.lengkapi(p, oleh=orang.tim, **isian_lengkap(p, "PF-AHM"))
    sebelum = Jejak.objects.count()

    terbuka = {
        (aksi, nama)
        for aksi, nama in itertools.product(Aksi, SEMUA_ORANG)
        if lolos(p, aksi, getattr(orang, nama))
    }

    assert terbuka == BOLEH[tahap]
    assert Jejak.objects.count() == sebelum
    p.refresh_from_db()
    assert p.tahap == tahap


def test_every_step_of_the_table_stands_in_the_list_said_by_hand():
    assert {(aksi, t) for aksi, langkah in SOP.items() for t in langkah.dari} - {
        (A.SERAHKAN_DRAF, T.DISPOSISI_KEPALA)  # nobody's but its preparer's
    } == {(aksi, t) for t, isi in BOLEH.items() for aksi, _ in isi}


@pytest.mark.django_db
def test_a_step_that_fails_midway_leaves_everything_as_it_was(pelatihan_di, citra):
    p = pelatihan_di(T.DISPOSISI_KETUA)
    jejak = list(Jejak.objects.values_list("pk", flat=True))

    def gagal_di_tengah():
        with alur.langkah(p, A.TUGASKAN_TIM, oleh=citra) as terkunci:
            terkunci.nama = "Nama yang tidak jadi"
            terkunci.save()
            raise Batal

    with pytest.raises(Batal):
        gagal_di_tengah()

    p.refresh_from_db()
    assert (p.tahap, p.nama) == (T.DISPOSISI_KETUA, "Pelatihan Fungsional Analis Hukum Ahli Muda")
    assert list(Jejak.objects.values_list("pk", flat=True)) == jejak


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_take_the_step_once(pelatihan_di, citra, budi):
    p = pelatihan_di(T.DISPOSISI_KETUA)
    palang, hasil = threading.Barrier(2), []

    def klik():
        palang.wait()
        try:
            penugasan.tugaskan_tim(
                p, oleh=citra, kepada=[budi], instruksi=["Laporkan hasilnya"], sifat="segera"
            )
            hasil.append("terkirim")
        except alur.LangkahDitolak:
            hasil.append("ditolak")
        finally:
            connection.close()

    utas = [threading.Thread(target=klik) for _ in range(2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()

    assert sorted(hasil) == ["ditolak", "terkirim"]
    assert p.disposisi.filter(tingkat=2).count() == 1
    assert p.petugas.count() == 1
    assert Surel.objects.filter(jenis="disposisi_tim").count() == 1


def test_the_stage_is_written_by_the_gate_alone():
    penulis = set()
    for ruang in ("pengguna", "surel", "pelatihan", "peserta", "laporan", "eregistrasi"):
        for berkas in Path(settings.BASE_DIR, ruang).rglob("*.py"):
            if {"migrations", "tests"} & set(berkas.parts):
                continue
            for simpul in ast.walk(ast.parse(berkas.read_text())):
                if _menulis_tahap(simpul):
                    penulis.add(str(berkas.relative_to(settings.BASE_DIR)))
    assert penulis == {"pelatihan/alur.py"}


def _menulis_tahap(simpul):
    if isinstance(simpul, ast.Assign | ast.AugAssign | ast.AnnAssign):
        sasaran = simpul.targets if isinstance(simpul, ast.Assign) else [simpul.target]
        return any(isinstance(s, ast.Attribute) and s.attr == "tahap" for s in sasaran)
    pemanggil = getattr(getattr(simpul, "func", None), "attr", "")
    return (
        isinstance(simpul, ast.Call)
        and pemanggil in ("update", "create", "update_or_create", "get_or_create", "setattr")
        and any(k.arg == "tahap" for k in simpul.keywords)
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "perintah",
    [
        "UPDATE pelatihan_jejak SET tindakan = 'x'",
        "DELETE FROM pelatihan_jejak",
        "UPDATE pelatihan_dokumen SET rekaman = '{}'",
        "DELETE FROM pelatihan_dokumen",
        "UPDATE pelatihan_pelatihan SET tahap = 'entah'",
    ],
)
def test_postgresql_itself_refuses_to_rewrite_history(perintah, pelatihan_di):
    pelatihan_di(T.DISPOSISI_KETUA)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute(perintah)
