"""The chain of the trail: its head for papers, its check, and the daily knot over all trainings.

PostgreSQL writes the hashes (migration 0004); here they are reckoned once more, independently.
"""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from pelatihan.models import AWAL, Dokumen, Jejak, Pelatihan, RantaiJejak, TambatanJejak
from surel.kotak import antrekan

KOLOM = "id aksi oleh_id pelaku sebagai mewakili tindakan catatan waktu".split()
KUNCI = 74616, 1  # the advisory lock under which one worker ties the daily knot


@dataclass(frozen=True)
class Putus:
    """Where a chain is broken: which training, which line of it, and how."""

    kode: str
    nomor: int
    sebab: str

    def __str__(self):
        return f"{self.kode}, baris ke-{self.nomor}: {self.sebab}"


def kepala(pelatihan):
    """{"nomor", "sidik"} of the newest line, for a paper to print; number 0 before the first."""
    rantai = RantaiJejak.objects.filter(pelatihan=pelatihan).first() or RantaiJejak()
    return {"nomor": rantai.nomor, "sidik": rantai.sidik}


def naskah(baris, sebelum):
    """The words of a line as its hash is taken over them: the same JSON as PostgreSQL writes."""
    isi = [getattr(baris, nama) for nama in KOLOM[:-1]]
    saat = f"{baris.waktu.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
    return _json([sebelum, baris.pelatihan_id, baris.nomor, *isi, saat])


def _json(isi):
    return json.dumps(isi, ensure_ascii=False)


def sidik(teks):
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(teks.encode()).hexdigest()


def periksa():
    """Every break of every chain, the first of each training before its others."""
    kode = dict(Pelatihan.objects.values_list("pk", "kode"))
    ujung, putus = {}, []
    for baris in _semua():
        nomor, sebelum = ujung.get(baris.pelatihan_id, (0, AWAL))
        sebab = _sebab(baris, nomor + 1, sebelum)
        if sebab:
            putus.append(Putus(_nama(kode, baris.pelatihan_id), *sebab))
        ujung[baris.pelatihan_id] = baris.nomor, baris.sidik
    return [*putus, *_ujung(kode, ujung), *_tertambat(kode)]


def _nama(kode, pk):
    return kode.get(pk, f"pelatihan {pk}")


def _semua():
    """Every line in the order of its chain; a chain of a million lines fits in no list."""
    return Jejak.objects.order_by("pelatihan_id", "nomor", "pk").iterator(chunk_size=2000)


def _sebab(baris, nomor, sebelum):
    """(number, sentence) of what is wrong with a line, or None."""
    if baris.nomor > nomor:
        return nomor, "baris ini hilang."
    if baris.nomor < nomor:
        return baris.nomor, f"nomor ini ganda (jejak {baris.pk})."
    if baris.sidik != sidik(naskah(baris, sebelum)):
        return nomor, f"isi baris tidak sesuai dengan sidiknya (jejak {baris.pk})."
    return None


def _ujung(kode, ujung):
    """Chains that end elsewhere than their recorded head says."""
    tercatat = {r.pk: (r.nomor, r.sidik) for r in RantaiJejak.objects.all()}
    for pk in sorted({*ujung, *tercatat}):
        ada, mestinya = ujung.get(pk, (0, AWAL)), tercatat.get(pk, (0, AWAL))
        if ada[0] < mestinya[0]:
            yield Putus(_nama(kode, pk), ada[0] + 1, f"hilang sampai baris ke-{mestinya[0]}.")
        elif ada != mestinya:
            yield Putus(
                _nama(kode, pk), ada[0], "ujung rantai tidak sesuai dengan catatan kepalanya."
            )


def _tertambat(kode):
    """Heads printed on papers or tied into a daily knot that no longer lie on their chain."""
    for pk, nomor, nilai, di in _tambatan():
        if nomor and not Jejak.objects.filter(pelatihan=pk, nomor=nomor, sidik=nilai).exists():
            yield Putus(_nama(kode, pk), nomor, f"tidak sesuai dengan {di}.")
    sebelum = AWAL
    for t in TambatanJejak.objects.all():
        if t.sebelum != sebelum or t.sidik != _sidik_tambatan(t):
            yield Putus("semua pelatihan", t.pk, f"tambatan {t.waktu:%d-%m-%Y} diubah.")
        sebelum = t.sidik


def _tambatan():
    kertas = Dokumen.objects.filter(rekaman__jejak__isnull=False)
    for pk, nomor, jejak in kertas.values_list("pelatihan_id", "nomor", "rekaman__jejak"):
        yield pk, jejak["nomor"], jejak["sidik"], f"kepala yang tercetak pada {nomor}"
    for tambatan in TambatanJejak.objects.all():
        for pk, nomor, nilai in tambatan.kepala:
            yield pk, nomor, nilai, f"tambatan {tambatan.waktu:%d-%m-%Y}"


def _sidik_tambatan(tambatan):
    saat = f"{tambatan.waktu.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
    return sidik(_json([tambatan.sebelum, tambatan.kepala, saat]))


@transaction.atomic
def tambatkan():
    """Once a day: tie the heads that moved into the chain over all trainings (worker)."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", KUNCI)
        if not kursor.fetchone()[0]:
            return None
    akhir = TambatanJejak.objects.last()
    if akhir and timezone.localdate(akhir.waktu) >= timezone.localdate():
        return None
    kini = (
        RantaiJejak.objects.filter(nomor__gt=0).order_by("pk").values_list("pk", "nomor", "sidik")
    )
    lama = {b[0]: b[1] for t in TambatanJejak.objects.all() for b in t.kepala}
    baru = [list(b) for b in kini if lama.get(b[0]) != b[1]]
    if not baru:
        return None
    t = TambatanJejak(waktu=timezone.now(), kepala=baru, sebelum=akhir.sidik if akhir else AWAL)
    t.sidik = _sidik_tambatan(t)
    t.save()
    antrekan(
        "tambatan_jejak",
        kunci=f"tambatan:{t.pk}",
        kelompok=f"tambatan:{t.pk}",
        kepada=settings.TAMBATAN_SUREL,
        konteks={"t": t, "baris": sum(b[1] for b in kini)},
    )
    return t


def tuang(berkas):
    """Write the trail as plain text, one line for each: hash, a tab, the words it is taken over.

    A line that begins with `#` names the head of a training's chain. `docs/periksa_jejak_teks.py`
    checks such a file with Python alone.
    """
    sebelum, kini = AWAL, None
    for baris in _semua():
        if baris.pelatihan_id != kini:
            kini, sebelum = baris.pelatihan_id, AWAL
        berkas.write(f"{baris.sidik}\t{naskah(baris, sebelum)}\n")
        sebelum = baris.sidik
    for r in RantaiJejak.objects.filter(nomor__gt=0).order_by("pk"):
        berkas.write(f"#{r.sidik}\t{_json([r.pk, r.nomor])}\n")
