"""Step 4: the participant proves who they are, answers, and holds a proof.

Every act here takes the training's lock first and holds it for milliseconds: the letter's text is
made inside it, since it is a row of the same transaction; no PDF, no SMTP, no file work.
"""

import datetime as dt
import math
import re
import unicodedata

from django.conf import settings
from django.db import connection, transaction
from django.utils.crypto import constant_time_compare

from eregistrasi.alat.susunan import tersusun
from pelatihan import terbitan
from pelatihan.alur import LangkahDitolak, catat_jejak
from pelatihan.models import DataDukung, Dokumen, Narahubung, Pelatihan
from pelatihan.sop import Tahap
from peserta import rekaman
from peserta.aturan.teks import TAK_TERLIHAT
from peserta.models import (
    BuktiRegistrasi,
    Cara,
    Jawaban,
    Konfirmasi,
    KoreksiPeserta,
    Pilihan,
)
from peserta.surat import kirim_bukti
from peserta.surat_tim import beritahu_jawaban, beritahu_jeda

_PEMISAH = re.compile(rf"[\s{TAK_TERLIHAT}.'\-‐-―−]")


class JawabanBerubah(LangkahDitolak):
    """The page was older than the newest answer on record; nothing was recorded."""


def jam_basis_data():
    """The database's clock: the one that deadlines are held against."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT clock_timestamp()")
        return kursor.fetchone()[0]


def rapikan_nomor(teks):
    """An identity number as it is compared: NFKC, without spaces, dots, hyphens, and what nobody
    sees. Full-width digits become digits; those of other scripts stay what they are.
    """
    return _PEMISAH.sub("", unicodedata.normalize("NFKC", teks)).casefold()


def cocokkan_identitas(konfirmasi, nomor):
    """Is `nomor` the number of this person? Counts wrong tries; five bring a pause.

    Returns (match, tries left). Raises LangkahDitolak during the pause, which the team
    finds in the trail.
    """
    cocok, kesempatan = _coba_identitas(konfirmasi, nomor)
    if not cocok and not kesempatan:
        _laporkan_jeda(konfirmasi)
    return cocok, kesempatan


@transaction.atomic
def _coba_identitas(konfirmasi, nomor):
    baris = Konfirmasi.objects.select_for_update().get(pk=konfirmasi.pk)
    kini = jam_basis_data()
    if baris.terkunci_sampai and baris.terkunci_sampai > kini:
        lama = baris.terkunci_sampai - kini
        raise LangkahDitolak(keluhan_jeda(math.ceil(lama.total_seconds() / 60)))
    benar = rapikan_nomor(konfirmasi.peserta.pengenal[1])
    if benar and constant_time_compare(rapikan_nomor(nomor), benar):
        baris.salah_coba, baris.terkunci_sampai = 0, None
        baris.dibuka_pada = baris.dibuka_pada or kini
        baris.save(update_fields=["salah_coba", "terkunci_sampai", "dibuka_pada"])
        return True, settings.IDENTITAS_MAKS_COBA
    baris.salah_coba += 1
    kesempatan = settings.IDENTITAS_MAKS_COBA - baris.salah_coba
    if kesempatan <= 0:
        baris.salah_coba = kesempatan = 0
        baris.terkunci_sampai = kini + dt.timedelta(minutes=settings.IDENTITAS_JEDA_MENIT)
    baris.save(update_fields=["salah_coba", "terkunci_sampai"])
    return False, kesempatan


@transaction.atomic
def _laporkan_jeda(konfirmasi):
    """After the try itself is on record: the trail belongs to the training, whose lock is first."""
    pelatihan = Pelatihan.objects.kunci(konfirmasi.peserta.pelatihan_id)
    konfirmasi = Konfirmasi.objects.lengkap().get(pk=konfirmasi.pk)
    beritahu_jeda(pelatihan, konfirmasi)
    catat_jejak(
        pelatihan,
        "identitas_dijeda",
        f"{settings.IDENTITAS_MAKS_COBA} kali mengisi identitas yang tidak sesuai pada tautan "
        f"{konfirmasi.peserta.nama_lengkap}",
        pelaku="Pemegang tautan",
        sebagai="Identitas Belum Dikenali",
    )


def keluhan_jeda(menit):
    return f"Terlalu banyak percobaan. Coba lagi setelah {menit} menit atau hubungi narahubung."


def keluhan_identitas(kesempatan):
    """What a wrong number is answered with."""
    if not kesempatan:
        return keluhan_jeda(settings.IDENTITAS_JEDA_MENIT)
    return (
        "Data yang diisi tidak sesuai dengan daftar calon peserta. Periksa kembali, lalu coba "
        f"lagi. Kesempatan tersisa: {kesempatan} kali."
    )


def masih_terbuka(konfirmasi, kini=None):
    """May this person still answer? By the stage, and by their deadline on the database's clock."""
    pelatihan = konfirmasi.peserta.pelatihan
    return pelatihan.tahap == Tahap.REGISTRASI and (kini or jam_basis_data()) < konfirmasi.batas


def kunci(konfirmasi):
    """(training, confirmation), both held, the training first."""
    pelatihan = Pelatihan.objects.kunci_lengkap(konfirmasi.peserta.pelatihan_id)
    return pelatihan, Konfirmasi.objects.terkunci(konfirmasi.peserta_id)


@transaction.atomic
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
    pelatihan, konfirmasi = kunci(konfirmasi)
    kini = jam_basis_data()
    terbuka = masih_terbuka(konfirmasi, kini)
    terakhir = jawaban_terakhir(konfirmasi) if konfirmasi.jawaban_kini else None
    if terakhir and _sama(terakhir, (pilihan, alasan, keterangan), terbuka):
        return konfirmasi.bukti_berlaku
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
    jawaban = Jawaban(
        konfirmasi=konfirmasi,
        pilihan=pilihan,
        alasan=alasan,
        keterangan=keterangan,
        persetujuan=persetujuan,
        lama_detik=lama_detik,
        waktu=kini,
    )
    bukti = rekam(pelatihan, jawaban, sebelumnya=terakhir)
    catat_jejak(
        pelatihan,
        "jawab",
        f"menyatakan {Pilihan(pilihan).label.lower()} ({bukti.nomor})",
        pelaku=konfirmasi.peserta.nama_lengkap,
        sebagai="Peserta Pelatihan",
    )
    kirim_bukti(pelatihan, konfirmasi, bukti)
    beritahu_jawaban(pelatihan, jawaban, terakhir)
    return bukti


def jawaban_terakhir(konfirmasi):
    """The newest answer on record, or None."""
    return _terakhir.satu(konfirmasi=konfirmasi.pk)


@tersusun
def _terakhir(*, konfirmasi):
    return Jawaban.objects.filter(konfirmasi=konfirmasi).order_by("-waktu", "-pk")[:1]


def _sama(terakhir, isi, terbuka):
    """Does the answer on record already say this, by the same hand, over the data of today?"""
    if terakhir.cara != Cara.MANDIRI:
        return False
    if (terakhir.pilihan, terakhir.alasan, terakhir.keterangan) != isi:
        return False
    koreksi = KoreksiPeserta.objects.filter(peserta__konfirmasi=terakhir.konfirmasi_id)
    return not (terbuka and koreksi.filter(pada__gt=terakhir.waktu).exists())


def rekam(pelatihan, jawaban, *, sebelumnya):
    """Put an answer on record and number its proof, which is returned.

    The caller holds the locks (`kunci`) and has judged that the answer may be taken.
    """
    konfirmasi = jawaban.konfirmasi
    jawaban.di_atas_kuota = _di_atas_kuota(pelatihan, jawaban, sebelumnya)
    jawaban.save(force_insert=True)
    konfirmasi.jawaban_kini, konfirmasi.dijawab_pada = jawaban.pilihan, jawaban.waktu
    konfirmasi.save(update_fields=["jawaban_kini", "dijawab_pada"])
    return _terbitkan_bukti(pelatihan, konfirmasi, jawaban, sebelumnya)


def _di_atas_kuota(pelatihan, jawaban, sebelumnya):
    """Are the seats taken by others already? Whoever had one keeps it, whatever they correct."""
    if jawaban.pilihan != Pilihan.BERSEDIA or not pelatihan.kuota:
        return False
    if sebelumnya and sebelumnya.pilihan == Pilihan.BERSEDIA and not sebelumnya.di_atas_kuota:
        return False
    lain = pelatihan.peserta.hitung()["bersedia"]
    if sebelumnya and sebelumnya.pilihan == Pilihan.BERSEDIA:
        lain -= jawaban.konfirmasi.peserta.dibatalkan_pada is None
    return lain >= pelatihan.kuota


def _gantikan(konfirmasi):
    """The proof in force stands no more. Returns the number of the revision that follows it."""
    lama = konfirmasi.bukti.get(berlaku=True)
    lama.berlaku = False
    lama.save(update_fields=["berlaku"])
    Dokumen.objects.filter(pk=lama.dokumen_id).update(status=Dokumen.Status.DIGANTIKAN)
    return lama.revisi + 1


def _ingat(pelatihan, nama, baris):
    """Let `pelatihan.<nama>.all()` be these rows, which are known already."""
    semua = getattr(pelatihan, nama).all()
    semua._result_cache, semua._prefetch_done = baris, True
    ingatan = getattr(pelatihan, "_prefetched_objects_cache", {})
    pelatihan._prefetched_objects_cache = ingatan | {nama: semua}


@tersusun
def _data_dukung(*, pelatihan):
    return DataDukung.objects.filter(pelatihan=pelatihan)


def _terbitkan_bukti(pelatihan, konfirmasi, jawaban, sebelumnya):
    """Number the proof. The caller holds the lock on `pelatihan`, so numbers never clash."""
    _ingat(pelatihan, "narahubung", [Narahubung(**n) for n in konfirmasi.narahubung])
    minta = _data_dukung(pelatihan=pelatihan.pk) if konfirmasi.minta_dukung else []
    _ingat(pelatihan, "data_dukung", minta)
    peserta = konfirmasi.peserta
    if peserta.nomor_urut is None:
        peserta.nomor_urut = konfirmasi.nomor_berikut
        peserta.save(update_fields=["nomor_urut"])
    nomor = (
        f"ER/{pelatihan.kode_pelatihan}/{pelatihan.angkatan}/{pelatihan.tahun}/"
        f"{peserta.nomor_urut:04}"
    )
    revisi = _gantikan(konfirmasi) if sebelumnya else 0
    akhiran = f"_Revisi_{revisi}" if revisi else ""
    dokumen = terbitan.terbitkan(
        pelatihan,
        Dokumen.Jenis.BUKTI,
        nomor=nomor,
        nama_berkas=f"Bukti_E-Registrasi_{nomor.replace('/', '-')}{akhiran}.pdf",
        rekaman=rekaman.bukti(pelatihan, peserta, jawaban, revisi),
    )
    return BuktiRegistrasi.objects.create(
        pelatihan=pelatihan,
        konfirmasi=konfirmasi,
        jawaban=jawaban,
        dokumen=dokumen,
        nomor=nomor,
        revisi=revisi,
    )
