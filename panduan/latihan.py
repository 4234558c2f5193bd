"""Rehearsals: a room of one's own in which one person takes all six steps, alone.

The room holds the same tables as the site and nothing of its rows. In it the owner sits on every
chair, by the same dated records that the site goes by, so not one right had to be written anew.
"""

import contextlib
import json
import logging
import uuid
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import OperationalError, ProgrammingError, connection, transaction
from django.utils.crypto import get_random_string

from eregistrasi.alat import ruang, segel, xlsx
from laporan.bahan_contoh import isian_penugasan
from panduan.models import Latihan
from pelatihan import penugasan
from pelatihan.models import Kedudukan, Narahubung, Pelatihan
from pengguna.models import Keanggotaan, KepalaPusat, Pengguna, TimKerja
from peserta.impor.baris import KOLOM_DATA
from peserta.impor.judul import BIDANG

catatan = logging.getLogger("eregistrasi.latihan")

ACUAN = Path(__file__).parent / "acuan" / "peserta_latihan.json"
NAMA = "Pelatihan Fungsional Rekaan"
TIM = "Tim Kerja Latihan"
KODE = "LATIHAN-001"
MAKS = 50  # rehearsals at once
HURUF = "0123456789abcdefghijklmnopqrstuvwxyz"
#: in the room, too, these are the site's: whoever is signed in stays so, and its worker is heard
BERBAGI = ("django_session", "django_migrations", "surel_detak")
#: what the office works by
DISALIN = (
    "pengguna_organisasi",
    "pelatihan_versisop",
    "pelatihan_tahunkerja",
    "pelatihan_harilibur",
    "pelatihan_jamkerja",
)
#: one person on two chairs of a team is against the law of the office, and the point of the room
LEPAS = ("keanggotaan_tidak_ganda",)
LOGO = (
    "INSERT INTO alat_isiberkas SELECT b.* FROM public.alat_isiberkas b "
    "WHERE b.nama IN (SELECT logo FROM pengguna_organisasi WHERE logo <> '')"
)

SEDANG_DIPAKAI = (
    "Latihan sedang dipakai: sebuah halaman atau pekerjaan di dalamnya belum selesai. "
    "Tidak ada yang dihapus. Coba lagi sebentar lagi."
)


class LatihanDitolak(Exception):
    """A rehearsal can be neither made nor removed now. The message says why and what to do."""


def boleh(pengguna):
    """May this person rehearse? Whoever holds an office, and the administrator."""
    return ruang.bisa() and (pengguna.is_superuser or bool(Kedudukan.dari(pengguna).peran))


@transaction.atomic
def mulai(oleh):
    """The rehearsal of `oleh`: the one that is there, or a new one before its first step.

    Raises PermissionDenied for somebody without an office, LatihanDitolak when no room can be made.
    """
    if not boleh(oleh):
        raise PermissionDenied
    # Whoever asks twice at once waits here for the first.
    pemilik = Pengguna.objects.select_for_update().get(pk=oleh.pk)
    ada = Latihan.objects.filter(pemilik=pemilik).first()
    if ada:
        return ada
    if Latihan.objects.count() >= MAKS:
        raise LatihanDitolak(
            f"Sudah ada {MAKS} latihan yang berjalan. Coba lagi setelah ada yang dihapus."
        )
    latihan = Latihan.objects.create(kode=get_random_string(12, HURUF), pemilik=pemilik)
    _buat(latihan)
    with ruang.dalam(latihan.ruang):
        _isi(pemilik.pk)
    return latihan


def _buat(latihan):
    try:
        with transaction.atomic():
            ruang.buat(
                latihan.ruang,
                berbagi=BERBAGI,
                disalin=DISALIN,
                lepas=LEPAS,
                pemilik=latihan.pemilik_id,
            )
    except ProgrammingError as galat:  # the roles of the database were not granted what it takes
        catatan.error("Ruang latihan tidak dapat dibuat: %s", type(galat.__cause__).__name__)
        raise LatihanDitolak(
            "Latihan belum dapat dibuat pada server ini. Sampaikan kepada Administrator Sistem: "
            "basis data belum memberi hak membuat ruang latihan."
        ) from galat


def _isi(pk):
    """The owner on every chair, and a draft that waits to be sent. Runs inside the room."""
    with connection.cursor() as kursor:
        kursor.execute(LOGO)
    segel.catat_kunci()
    saya = Pengguna.objects.get(pk=pk)
    KepalaPusat.objects.create(pengguna=saya)
    tim = TimKerja.objects.create(nama=TIM)
    for sebagai in Keanggotaan.Sebagai:
        Keanggotaan.objects.create(tim=tim, pengguna=saya, sebagai=sebagai)
    p = penugasan.simpan_draf(oleh=saya, isian=isian_penugasan(NAMA, tim), permintaan=uuid.uuid4())
    Pelatihan.objects.filter(pk=p.pk).update(
        kode=KODE,
        jenis=Pelatihan.Jenis.FUNGSIONAL,
        metode=Pelatihan.Metode.KLASIKAL,
        jp=40,
        tempat="Gedung Rekaan, Depok",
        kuota=30,
        pemanggilan_nomor="LATIHAN-SM.02.01-1",
        pemanggilan_tanggal=p.nota_dinas.tanggal,
    )
    Narahubung.objects.create(pelatihan=p, nama=str(saya), ponsel="081200000000")


def hapus(latihan):
    """Take a rehearsal away, with everything that was done in it.

    Raises LatihanDitolak while somebody stays inside for longer than a lock is waited for.
    """
    try:
        with transaction.atomic():
            ruang.buang(latihan.ruang)
            latihan.delete()
    except OperationalError as galat:
        if ruang.dipakai(galat):
            raise LatihanDitolak(SEDANG_DIPAKAI) from galat
        raise


def sapu():
    """By the clock: rehearsals that are too old, and rooms of which nobody knows any more."""
    for latihan in Latihan.objects.usang().select_related("pemilik"):
        with contextlib.suppress(LatihanDitolak):  # somebody is inside; the next round takes it
            hapus(latihan)
    ada = ruang.semua()  # before the rows: what is made meanwhile must not look forgotten
    dikenal = {f"latihan_{kode}" for kode in Latihan.objects.values_list("kode", flat=True)}
    for nama in set(ada) - dikenal:
        try:
            with transaction.atomic():
                ruang.buang(ruang.Ruang(nama, ""))
        except OperationalError as galat:
            if not ruang.dipakai(galat):  # else somebody is still inside; the next round takes it
                raise


def kosongkan(sender=None, plan=(), **_):
    """Before the site's tables change, rooms with the old ones go."""
    if not plan:
        return
    with transaction.atomic(), connection.cursor() as kursor:
        for nama in ruang.semua():
            ruang.tunggu_kosong(kursor, nama)
            kursor.execute(f"DROP SCHEMA {connection.ops.quote_name(nama)} CASCADE")
        kursor.execute("SELECT to_regclass('public.panduan_latihan') IS NOT NULL")
        if kursor.fetchone()[0]:
            kursor.execute("DELETE FROM panduan_latihan")


def peserta():
    """The invented people, as dicts of the columns of a list to be imported."""
    return [_orang(b) for b in json.loads(ACUAN.read_text(encoding="utf-8"))]


def _orang(b):
    """What the NIP tells (birth, sex) stands in columns of its own, as in a good list."""
    nip, nama = b["nip"], b["nama"].split(",")[0].lower().replace(" ", ".")
    return {
        **b,
        "instansi": "Instansi Rekaan",
        "tanggal_lahir": f"{nip[6:8]}-{nip[4:6]}-{nip[:4]}",
        "tempat_lahir": "Kota Rekaan",
        "jenis_kelamin": "LP"[int(nip[14]) - 1],
        "email": f"{nama}@latihan.example",
        "hp": f"0812000009{nip[-2:]}",
    }


def daftar_peserta(dibuat):
    """The list of invented people as an Excel file, to be imported in step 3."""
    kepala = [BIDANG[nama] for nama in KOLOM_DATA]
    baris = [[b[nama] for nama in KOLOM_DATA] for b in peserta()]
    return xlsx.buku([xlsx.Lembar("Data", kepala, baris)], dibuat=dibuat)
