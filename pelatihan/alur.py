"""Moving a training along the SOP. The only module that writes `Pelatihan.tahap`."""

from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from eregistrasi.alat.bahasa import waktu
from pelatihan import jam
from pelatihan.models import Jejak, Kedudukan, Pelatihan, PenerimaDisposisi
from pelatihan.sop import HENTI, SOP, Aksi


class LangkahDitolak(Exception):
    """The step is not open now. The message is in Indonesian, for the person clicking."""


class DataBerubah(LangkahDitolak):
    """A colleague saved newer data since the page was opened; nothing was overwritten."""


TINDAKAN = {
    Aksi.SERAHKAN_DRAF: "menyerahkan draf disposisi kepada Kepala Pusat",
    Aksi.TUGASKAN_KETUA: "mengirim disposisi kepada Ketua Tim Kerja",
    Aksi.TARIK_DARI_KETUA: "menarik kembali disposisi dari Ketua Tim Kerja",
    Aksi.TUGASKAN_TIM: "meneruskan disposisi kepada Tim Kerja",
    Aksi.TARIK_DARI_TIM: "menarik kembali disposisi dari Tim Kerja",
    Aksi.ALIHKAN_TIM: "mengalihkan penugasan Tim Kerja",
    Aksi.LENGKAPI: "melengkapi data pelatihan",
    Aksi.CATAT_PESERTA: "menginput data peserta",
    Aksi.ATUR_SURAT: "mengatur surel kepada peserta",
    Aksi.BUKA_REGISTRASI: "membuka registrasi",
    Aksi.KIRIM_PENGINGAT: "mengirim pengingat",
    Aksi.KIRIM_ULANG: "mengirim ulang undangan",
    Aksi.SERAHKAN_TAUTAN: "mengunduh tautan pribadi",
    Aksi.PERPANJANG_BATAS: "memperpanjang batas konfirmasi",
    Aksi.PUTUSKAN_PERMINTAAN: "memutuskan permintaan dibuka kembali",
    Aksi.CATAT_JAWABAN: "mencatat konfirmasi peserta",
    Aksi.TANGGAPI_SANGGAHAN: "menanggapi sanggahan peserta",
    Aksi.PERIKSA_DUKUNG: "memeriksa data dukung",
    Aksi.TUTUP_REGISTRASI: "menutup registrasi",
    Aksi.SUSUN_LAPORAN: "menyusun laporan",
    Aksi.AJUKAN_LAPORAN: "menyampaikan laporan kepada Ketua Tim Kerja",
    Aksi.KEMBALIKAN_LAPORAN: "mengembalikan laporan untuk diperbaiki",
    Aksi.SAMPAIKAN_LAPORAN: "menyetujui laporan dan menyampaikannya kepada Kepala Pusat",
    Aksi.KEMBALIKAN_KEPADA_KETUA: "mengembalikan laporan kepada Ketua Tim Kerja",
    Aksi.CATAT_PEMERIKSAAN: "memberi catatan pemeriksaan",
    Aksi.MINTA_PENJELASAN: "meminta penjelasan atas laporan",
    Aksi.JAWAB_PENJELASAN: "menjawab permintaan penjelasan",
    Aksi.TERIMA_LAPORAN: "menerima laporan",
    Aksi.TUNDA: "menunda pelatihan",
    Aksi.LANJUTKAN: "melanjutkan pelatihan yang ditunda",
    Aksi.BATALKAN_PELATIHAN: "membatalkan pelatihan",
}


@contextmanager
def langkah(pelatihan, aksi, *, oleh, tindakan="", catatan=""):
    """Take one step of the SOP, or leave everything as it was.

    Locks the case file, checks the guard, lets the caller do the step's own work on the locked
    row, then moves the stage, sets the clocks and writes the trail. Raising inside the block
    undoes all of it. The block may set `p.tindakan` to word the line of the trail, and reads
    `p.sebagai`, the title under which `oleh` acts.

    Raises Pelatihan.DoesNotExist for a stranger, PermissionDenied for another role,
    LangkahDitolak when the step is not open at this stage.
    """
    aturan = SOP[aksi]
    with transaction.atomic():
        kedudukan = Kedudukan.dari(oleh)
        p = Pelatihan.objects.terlihat_oleh(oleh, kedudukan).kunci(pelatihan.pk)
        if aturan.peran not in kedudukan.di(p):
            raise PermissionDenied
        if p.tahap not in aturan.dari:
            raise LangkahDitolak(
                f"{aksi.label} tidak dapat dilakukan. Tahap pelatihan ini sekarang: "
                f"{p.get_tahap_display()}."
            )
        p.sebagai, p.tindakan = kedudukan.sebagai(aturan.peran), tindakan or TINDAKAN[aksi]
        _sudah_dibaca(p, oleh)
        yield p
        lama = p.tahap
        _pindah(p, aturan)
        jam.catat(p, aksi, lama)
        p.save()
        catat_jejak(
            p,
            aksi,
            p.tindakan,
            oleh=oleh,
            sebagai=p.sebagai,
            mewakili=kedudukan.mewakili(aturan.peran),
            catatan=catatan,
        )
    pelatihan.tahap = p.tahap


def _pindah(p, aturan):
    if aturan.semula:
        p.tahap, p.tahap_semula, p.henti_pada = p.tahap_semula, "", None
    elif aturan.ke in HENTI:
        p.tahap, p.tahap_semula = aturan.ke, p.tahap_kerja
        p.henti_pada = timezone.now()
    elif aturan.ke is not None:
        p.tahap = aturan.ke


def cap(pelatihan, aksi):
    """The mark of the newest act of this kind, for a form to carry: 0 before the first."""
    baris = pelatihan.jejak.filter(aksi=aksi).order_by("-pk")
    return baris.values_list("pk", flat=True).first() or 0


def pastikan_terbaru(pelatihan, aksi, dilihat):
    """Refuse what was typed on a page older than the newest act of this kind.

    dilihat  the mark (`cap`) that the page carried; None where no page was asked
    """
    if dilihat is None or cap(pelatihan, aksi) == dilihat:
        return
    terakhir = pelatihan.jejak.filter(aksi=aksi).order_by("-pk").first()
    sebab = "Tanda pada halaman Anda tidak dikenali."  # no act yet: no page ever carried it
    if terakhir:
        sebab = f"Data telah diubah oleh {terakhir.pelaku} pada {waktu(terakhir.waktu)}."
    raise DataBerubah(f"{sebab} Muat ulang halaman sebelum menyimpan perubahan Anda.")


def _sudah_dibaca(pelatihan, oleh):
    """Whoever acts on a case has read the sheet that put it on their desk."""
    PenerimaDisposisi.objects.filter(
        disposisi__pelatihan=pelatihan,
        disposisi__ditarik_pada=None,
        pengguna=oleh,
        dibaca_pada=None,
    ).update(dibaca_pada=timezone.now())


def catat_jejak(pelatihan, aksi, tindakan, **lain):
    """Write one line of the trail. lain: as of `baris_jejak`."""
    baris = baris_jejak(pelatihan, aksi, tindakan, **lain)
    baris.save(force_insert=True)
    return baris


def baris_jejak(
    pelatihan, aksi, tindakan, *, oleh=None, pelaku="", sebagai, mewakili="", catatan=""
):
    """One line of the trail, not written yet.

    pelaku    names who has no account (a participant, the system)
    mewakili  the holder for whom a Plh. or Plt. acts
    """
    return Jejak(
        pelatihan=pelatihan,
        aksi=aksi,
        oleh=oleh,
        pelaku=(pelaku or str(oleh))[:200],
        sebagai=sebagai,
        mewakili=mewakili,
        tindakan=tindakan[:300],
        catatan=catatan,
    )
