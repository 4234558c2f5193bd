"""Step 4: more time to answer, for everybody or for one person who asks for it.

Every deadline is held against the database's clock, and none lies after the training's first day.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from eregistrasi.alat.bahasa import waktu
from pelatihan.alur import LangkahDitolak, catat_jejak, langkah
from pelatihan.sop import Aksi, Tahap
from peserta.jawaban import jam_basis_data, kunci, masih_terbuka
from peserta.models import Konfirmasi, PermintaanBuka
from peserta.surat_permintaan import kabari_buka, kabari_tidak_dibuka, kirim_perpanjangan
from peserta.surat_tim import beritahu_minta_buka

BUKA_JAM = 24  # hours that a granted request gives, unless Tim Kerja sets another deadline
SUDAH_DIPUTUS = "Permintaan ini sudah diputuskan."


def batas_terakhir(pelatihan):
    """The latest deadline that may be set: the end of the training's first day."""
    return timezone.make_aware(dt.datetime.combine(pelatihan.mulai, dt.time(23, 59)))


def batas_bawaan(pelatihan, kini):
    """What a granted request gives with one click."""
    return min(kini + dt.timedelta(hours=BUKA_JAM), batas_terakhir(pelatihan))


def salah_batas_baru(pelatihan, batas, kini):
    """What is wrong with a new deadline, as a sentence; empty when nothing is."""
    if batas <= kini:
        return "Batas baru sudah lewat. Pilih waktu yang akan datang."
    if batas > batas_terakhir(pelatihan):
        return (
            "Batas baru tidak boleh sesudah hari pertama pelatihan. Paling lambat "
            f"{waktu(batas_terakhir(pelatihan))}."
        )
    return ""


def salah_perpanjangan(pelatihan, batas, kini):
    """The same for everybody's deadline, which only ever moves on."""
    if batas <= pelatihan.batas_konfirmasi:
        return f"Batas baru harus sesudah batas sekarang, {waktu(pelatihan.batas_konfirmasi)}."
    return salah_batas_baru(pelatihan, batas, kini)


def belum_menjawab(pelatihan):
    """The confirmations of people on the list who were asked and have not answered."""
    semua = Konfirmasi.objects.filter(peserta__pelatihan=pelatihan, jawaban_kini="")
    return semua.filter(peserta__dibatalkan_pada=None).select_related("peserta").order_by("pk")


def menunggu_diputus(pelatihan):
    """Requests of this training that nobody has decided yet."""
    menunggu = pelatihan.permintaan_buka.filter(diputus_pada=None)
    return menunggu.select_related("konfirmasi__peserta")


def perpanjang(pelatihan, *, oleh, batas, alasan):
    """Everybody may answer until `batas`; who has not answered is written to, once.

    Requests that wait are granted with it. Returns how many letters were written.
    """
    with langkah(pelatihan, Aksi.PERPANJANG_BATAS, oleh=oleh, catatan=alasan) as p:
        kini = jam_basis_data()
        if salah := salah_perpanjangan(p, batas, kini):
            raise LangkahDitolak(salah)
        lama, p.batas_konfirmasi = p.batas_konfirmasi, batas
        # a deadline of one's own that comes earlier would keep somebody from the extension
        lebih_awal = Konfirmasi.objects.filter(peserta__pelatihan=p, batas_sendiri__lt=batas)
        lebih_awal.update(batas_sendiri=None)
        surat = kirim_perpanjangan(p, list(belum_menjawab(p)))
        for permintaan in menunggu_diputus(p):
            _putus(permintaan, oleh, kini, batas)
            if permintaan.konfirmasi.jawaban_kini:  # the others have the letter to everybody
                kabari_buka(p, permintaan)
        p.tindakan = f"memperpanjang batas konfirmasi dari {waktu(lama)} menjadi {waktu(batas)}"
    return surat


def masih_dapat_dibuka(pelatihan, kini):
    """Could somebody still be given time? Not once the list is closed or the training has begun."""
    return pelatihan.tahap == Tahap.REGISTRASI and kini < batas_terakhir(pelatihan)


def sedang_diminta(konfirmasi):
    return konfirmasi.permintaan_buka.filter(diputus_pada=None).exists()


def halangan_minta(konfirmasi, kini):
    """Why this person cannot ask to answer after all, as a sentence; empty when they may."""
    pelatihan = konfirmasi.peserta.pelatihan
    if not masih_dapat_dibuka(pelatihan, kini):
        return "Registrasi telah ditutup dan tidak dapat dibuka kembali. Hubungi narahubung."
    if masih_terbuka(konfirmasi, kini):
        return "Batas konfirmasi belum lewat. Konfirmasi dapat langsung disampaikan."
    if sedang_diminta(konfirmasi):
        return "Permintaan Anda sudah diterima dan menunggu keputusan Tim Kerja."
    return ""


@transaction.atomic
def minta_buka(konfirmasi, *, alasan):
    """After the deadline a participant asks to answer after all; one request at a time."""
    pelatihan, konfirmasi = kunci(konfirmasi)
    kini = jam_basis_data()
    if konfirmasi.peserta.dibatalkan_pada:
        raise LangkahDitolak("Kepesertaan Anda pada pelatihan ini telah dibatalkan.")
    if sebab := halangan_minta(konfirmasi, kini):
        raise LangkahDitolak(sebab)
    permintaan = PermintaanBuka.objects.create(
        pelatihan=pelatihan, konfirmasi=konfirmasi, alasan=alasan, diminta_pada=kini
    )
    catat_jejak(
        pelatihan,
        "minta_buka",
        "meminta registrasi dibuka kembali",
        pelaku=konfirmasi.peserta.nama_lengkap,
        sebagai="Peserta Pelatihan",
    )
    beritahu_minta_buka(pelatihan, permintaan)
    return permintaan


def kabulkan(permintaan, *, oleh, batas=None):
    """This person may answer until `batas` (24 hours from now when left out), and is told so."""
    with langkah(_pelatihan(permintaan), Aksi.PUTUSKAN_PERMINTAAN, oleh=oleh) as p:
        baris, kini = _terkunci(permintaan), jam_basis_data()
        batas = batas or batas_bawaan(p, kini)
        if salah := salah_batas_baru(p, batas, kini):
            raise LangkahDitolak(salah)
        baris.konfirmasi.batas_sendiri = batas
        baris.konfirmasi.save(update_fields=["batas_sendiri"])
        _putus(baris, oleh, kini, batas)
        kabari_buka(p, baris)
        nama = baris.konfirmasi.peserta.nama_lengkap
        p.tindakan = f"membuka kembali registrasi untuk {nama} sampai dengan {waktu(batas)}"
    return baris


def tolak(permintaan, *, oleh, catatan):
    """The deadline stays; the participant is told why."""
    aksi = Aksi.PUTUSKAN_PERMINTAAN
    with langkah(_pelatihan(permintaan), aksi, oleh=oleh, catatan=catatan) as p:
        baris = _terkunci(permintaan)
        baris.catatan = catatan
        _putus(baris, oleh, jam_basis_data())
        kabari_tidak_dibuka(p, baris)
        nama = baris.konfirmasi.peserta.nama_lengkap
        p.tindakan = f"tidak membuka kembali registrasi untuk {nama}"
    return baris


def _pelatihan(permintaan):
    return permintaan.konfirmasi.peserta.pelatihan


def _terkunci(permintaan):
    """The request with its confirmation, both held. The caller holds the case file."""
    konfirmasi = Konfirmasi.objects.select_for_update(of=["self"]).select_related("peserta")
    baris = PermintaanBuka.objects.select_for_update().get(pk=permintaan.pk)
    if baris.diputus_pada:
        raise LangkahDitolak(SUDAH_DIPUTUS)
    baris.konfirmasi = konfirmasi.get(pk=baris.konfirmasi_id)
    if baris.konfirmasi.peserta.dibatalkan_pada:
        raise LangkahDitolak("Kepesertaan ini sudah dibatalkan.")
    return baris


def _putus(permintaan, oleh, kini, batas=None):
    permintaan.diputus_pada, permintaan.diputus_oleh, permintaan.batas = kini, oleh, batas
    permintaan.save(update_fields=["diputus_pada", "diputus_oleh", "batas", "catatan"])
