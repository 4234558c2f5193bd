"""Step 4: the participant answers, and holds a proof.

Every act here takes the training's lock first and holds it for milliseconds: what is to be written
is ready before (`penerbitan`); no PDF, no SMTP, no file work.
"""

from django.db import connection, transaction

from eregistrasi.alat.susunan import tersusun
from pelatihan.alur import LangkahDitolak
from pelatihan.models import Pelatihan
from pelatihan.sop import Tahap
from peserta import penerbitan
from peserta.models import Cara, Jawaban, Konfirmasi, KoreksiPeserta
from peserta.surat_tim import beritahu_jawaban

ISI = ("pilihan", "alasan", "keterangan")


class JawabanBerubah(LangkahDitolak):
    """The page was older than the newest answer on record; nothing was recorded."""


def jam_basis_data():
    """The database's clock: the one that deadlines are held against."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT clock_timestamp()")
        return kursor.fetchone()[0]


def masih_terbuka(konfirmasi, kini=None):
    """May this person still answer? By the stage, and by their deadline on the database's clock."""
    pelatihan = konfirmasi.peserta.pelatihan
    return pelatihan.tahap == Tahap.REGISTRASI and (kini or jam_basis_data()) < konfirmasi.batas


def kunci(konfirmasi):
    """(training, confirmation), both held, the training first."""
    pelatihan = Pelatihan.objects.kunci_lengkap(konfirmasi.peserta.pelatihan_id)
    return pelatihan, Konfirmasi.objects.terkunci(konfirmasi.peserta_id)


def jawab(
    konfirmasi,
    *,
    pilihan,
    alasan="",
    keterangan="",
    persetujuan="",
    dilihat=None,
    lama_detik=None,
):
    """Step 4: the participant answers and gets a proof, whatever the answer.

    persetujuan  version of the privacy notice that was agreed to
    dilihat  pk of the newest Jawaban that the page showed (None: none). An older page records
             nothing and raises JawabanBerubah; the same answer twice finds the same proof, unless
             the person has corrected their data in between: then it gets a proof that shows them.
    lama_detik  seconds from the proved identity to this answer
    Returns the BuktiRegistrasi in force.
    """
    isi = {"pilihan": pilihan, "alasan": alasan, "keterangan": keterangan}
    jawaban = Jawaban(persetujuan=persetujuan, lama_detik=lama_detik, **isi)
    # Written before anybody has to wait for it: nearly always nothing changes meanwhile.
    naskah = None if konfirmasi.jawaban_kini else penerbitan.naskah(konfirmasi, jawaban)
    with transaction.atomic():
        return _catat(konfirmasi, jawaban, naskah, dilihat)


def _catat(konfirmasi, jawaban, naskah, dilihat):
    konfirmasi = Konfirmasi.objects.terkunci_dengan_pelatihan(konfirmasi)
    terbuka = masih_terbuka(konfirmasi, konfirmasi.jam)
    terakhir = jawaban_terakhir(konfirmasi) if konfirmasi.jawaban_kini else None
    if terakhir and _sama(terakhir, jawaban, terbuka):
        return konfirmasi.bukti_berlaku
    _pastikan_boleh(konfirmasi, terakhir, dilihat, terbuka)
    if not (naskah and naskah.masih_benar(konfirmasi)):
        jawaban.waktu = konfirmasi.jam
        naskah = penerbitan.naskah(konfirmasi, jawaban, sebelumnya=terakhir)
    bukti = penerbitan.terbitkan(naskah, konfirmasi, sebelumnya=terakhir)
    beritahu_jawaban(naskah.pelatihan, jawaban, terakhir)
    return bukti


def _pastikan_boleh(konfirmasi, terakhir, dilihat, terbuka):
    if terakhir and terakhir.pk != dilihat:
        raise JawabanBerubah(
            "Konfirmasi sudah disampaikan dari halaman lain. Periksa kembali, lalu ubah jika perlu."
        )
    if konfirmasi.peserta.dibatalkan_pada:
        raise LangkahDitolak("Kepesertaan Anda pada pelatihan ini telah dibatalkan.")
    if konfirmasi.digantikan:
        raise LangkahDitolak(
            "Tempat Anda sudah diisi oleh peserta pengganti, jadi konfirmasi tidak dapat diubah "
            "melalui laman ini."
        )
    if not terbuka:
        raise LangkahDitolak("Registrasi telah ditutup. Konfirmasi ini tidak dicatat.")


def jawaban_terakhir(konfirmasi):
    """The newest answer on record, or None."""
    return _terakhir.satu(konfirmasi=konfirmasi.pk)


@tersusun
def _terakhir(*, konfirmasi):
    return Jawaban.objects.filter(konfirmasi=konfirmasi).order_by("-waktu", "-pk")[:1]


def _sama(terakhir, jawaban, terbuka):
    """Does the answer on record already say this, by the same hand, over the data of today?"""
    if terakhir.cara != Cara.MANDIRI:
        return False
    if any(getattr(terakhir, n) != getattr(jawaban, n) for n in ISI):
        return False
    koreksi = KoreksiPeserta.objects.filter(peserta__konfirmasi=terakhir.konfirmasi_id)
    return not (terbuka and koreksi.filter(pada__gt=terakhir.waktu).exists())
