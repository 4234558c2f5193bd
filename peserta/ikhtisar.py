"""What stands above a list of participants, asked of the database in one question."""

from dataclasses import dataclass, replace

from django.db import connection
from django.db.models.expressions import RawSQL

from eregistrasi.alat.susunan import tersusun
from peserta.massal import yang_dapat_disurati
from peserta.models import Peserta
from peserta.models.hitungan import KOLOM, lengkap
from peserta.tampilan import saringan_keadaan
from peserta.undangan import saat_baru

PILIHAN = ("unit_kerja", "instansi")
PILIHAN_MAKS = 1000  # units or institutions offered; the search box takes any
CARI_MAKS = 1000  # people that a search shows; whoever finds more has to narrow it down
SURAT_MAKS = 1000  # people; of a longer list the page of the act tells how many a letter reaches


@dataclass(frozen=True)
class Ikhtisar:
    """The head of one list.

    angka   the figures of the training, as PesertaQuerySet.hitung
    ada     {column of PILIHAN: its distinct values, in order}
    jumlah  how many people the list holds
    lebih   a search found more than that: the list holds the first of them
    pk      whom a search found, in order; None: not searched, or `lebih`
    surat   (reminders, invitations anew) that could leave now; None: not asked for, or too many
    """

    angka: dict
    ada: dict
    jumlah: int
    lebih: bool
    pk: list | None
    surat: tuple | None


def ikhtisar(pelatihan, saringan, *, surat=False):
    """The Ikhtisar of the list that `saringan` asks for.

    surat  tell how many of them may be written to as well

    Each index of a choice is walked from value to value, as quick for 100,000 people as for ten.
    """
    nilai = {"pelatihan": pelatihan.pk, **(saat_baru(pelatihan) if surat else {})}
    if saringan.dicari:  # each search is composed in its own way
        with connection.cursor() as kursor:
            kursor.execute(*_susun(saringan, surat, **nilai))
            *baris, n, pk, dapat = kursor.fetchone()
    else:
        ((*baris, n, pk, dapat),) = _tersusun(saringan.bentuk, surat, **nilai, **saringan.nilai)
    ada = {k: sorted(isi, key=str.casefold) for k, isi in zip(PILIHAN, baris, strict=False)}
    angka = lengkap(dict(zip(KOLOM, baris[len(PILIHAN) :], strict=True)))
    lebih = bool(saringan.dicari) and n > CARI_MAKS
    if lebih:
        n, pk = CARI_MAKS, None
    elif saringan.dicari:
        pk = pk or []
    return Ikhtisar(angka, ada, n, lebih, pk, dapat and tuple(dapat))


@tersusun
def _tersusun(saringan, surat, *, pelatihan, kelompok="", sejak=None, **nilai):
    baru = {"kelompok": kelompok, "sejak": sejak} if surat else {}
    return _susun(replace(saringan, **nilai), surat, pelatihan=pelatihan, **baru)


def _susun(saringan, surat, *, pelatihan, **baru):
    """(SQL, its parameters)."""
    semua = saringan.saring(Peserta.objects.filter(pelatihan=pelatihan))
    jumlah, isian_jumlah = _jumlah(saringan, semua)
    surati, isian_surat = _surat(saringan, semua, **baru) if surat else ("NULL", ())
    tanya = _IKHTISAR.replace("[JUMLAH]", jumlah).replace("[SURAT]", surati)
    isian = [*[pelatihan, pelatihan, PILIHAN_MAKS] * len(PILIHAN), SURAT_MAKS, *isian_surat]
    return tanya, (*isian, pelatihan, *isian_jumlah)


def _jumlah(saringan, semua):
    """The list counted; where nothing but an answer is asked for, the figures tell it.

    A search is done here once and for all: read in order, an index would be walked to its end for
    the few that match.
    """
    if not saringan.menyaring:
        kunci = {n: k for n, _, k in saringan_keadaan(False)}[saringan.jawaban]
        return f"SELECT {BELUM if kunci == 'belum' else f'h.{kunci}'} AS n, NULL AS pk", ()
    pk, kolom = semua.order_by().values("pk"), "NULL"
    if saringan.dicari:
        ditemukan = Peserta.objects.filter(pk__in=pk[: CARI_MAKS + 1])
        pk, kolom = ditemukan.order_by(*saringan.urutan).values("pk"), "array_agg(pk)"
    sql, isian = pk.query.sql_with_params()
    return f"SELECT count(*) AS n, {kolom} AS pk FROM ({sql}) daftar (pk)", isian  # noqa: S608 -- composed by Django


def _surat(saringan, semua, **baru):
    if saringan.dicari:
        sql, isian = _ditemukan.sql(**baru)
    else:
        dapat = yang_dapat_disurati(semua.order_by(), **baru).values("ulang")
        sql, isian = dapat.query.sql_with_params()
    return f"SELECT ARRAY[count(*), count(*) FILTER (WHERE ulang)] FROM ({sql}) dapat", isian  # noqa: S608 -- composed by Django


@tersusun
def _ditemukan(*, kelompok, sejak):
    """The same of whom the search found: it is not done twice."""
    semua = Peserta.objects.filter(pk__in=RawSQL("SELECT unnest(l.pk)", []))
    return yang_dapat_disurati(semua.order_by(), kelompok, sejak).values("ulang")


BELUM = "h.dipanggil - h.bersedia - h.tidak_bersedia"
_LOMPAT = """ARRAY(
WITH RECURSIVE nilai(n) AS (
  (SELECT PILIH FROM peserta_peserta WHERE pelatihan_id = %s AND PILIH > '' ORDER BY PILIH LIMIT 1)
  UNION ALL
  SELECT (SELECT PILIH FROM peserta_peserta WHERE pelatihan_id = %s AND PILIH > nilai.n
          ORDER BY PILIH LIMIT 1)
  FROM nilai WHERE nilai.n IS NOT NULL
)
SELECT n FROM nilai WHERE n IS NOT NULL LIMIT %s)"""
_SUSUNAN = [_LOMPAT.replace("PILIH", k) for k in PILIHAN] + [f"h.{k}" for k in KOLOM]
_SUSUNAN += ["l.n", "l.pk", "CASE WHEN l.n <= %s THEN ([SURAT]) END"]
_ANGKA = ", ".join(f"coalesce(sum({k}), 0) AS {k}" for k in KOLOM)
_IKHTISAR = (
    f"SELECT {', '.join(_SUSUNAN)} FROM"  # noqa: S608 -- names of our own columns
    f" (SELECT {_ANGKA} FROM peserta_hitungan WHERE pelatihan_id = %s) h"
    " CROSS JOIN LATERAL ([JUMLAH]) l"
)
