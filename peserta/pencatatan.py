"""Step 4 by another way: an answer told to the team, written down with its evidence.

It is also how an answer is changed after the deadline: by Tim Kerja, with a reason, and only until
the report lies on the leader's desk. Whoever it concerns is always told and may object.
"""

import datetime as dt

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from eregistrasi.alat.pemindai import PemindaiDiam, pindai
from pelatihan.alur import LangkahDitolak, catat_jejak, langkah
from pelatihan.sop import Aksi
from peserta.aturan.berkas import nama_rapi
from peserta.jawaban import jam_basis_data, jawaban_terakhir, kunci
from peserta.models import Cara, Jawaban, Konfirmasi, Pilihan, Sanggahan
from peserta.penerbitan import rekam
from peserta.periksa_berkas import periksa
from peserta.surat_permintaan import kabari_dicatat, kabari_tanggapan
from peserta.surat_tim import beritahu_sanggahan

SANGGAH_HARI = 3
BERBAHAYA = "Berkas ini terdeteksi mengandung perangkat lunak berbahaya. Pilih berkas lain."
PEMINDAI_DIAM = "Pemindai virus sedang tidak dapat dihubungi. Coba lagi beberapa saat lagi."
BERUBAH = "Konfirmasi peserta ini berubah sejak halaman dibuka. Periksa kembali, lalu ulangi."


class BuktiDitolak(LangkahDitolak):
    """The evidence is not taken; the message goes beside its field."""


def catat(peserta, *, oleh, dilihat, berkas, **isi):
    """Tim Kerja writes down an answer that a participant gave by telephone, letter, …

    dilihat  pk of the newest Jawaban that the page showed (None: none)
    berkas   (name, bytes) of the evidence, judged by what is in it
    isi      `pilihan`, `alasan`, `keterangan`; `cara`, `tanggal_sumber`, `catatan_petugas`
    Raises BuktiDitolak for the file, LangkahDitolak for all else. Returns the proof in force.
    """
    nama, hasil = _periksa(*berkas)
    aksi, catatan = Aksi.CATAT_JAWABAN, isi["catatan_petugas"]
    with transaction.atomic():
        jawaban = Jawaban(dicatat_oleh=oleh, **isi)
        jawaban.berkas_sumber.save(nama, ContentFile(hasil.isi), save=False)
        with langkah(peserta.pelatihan, aksi, oleh=oleh, catatan=catatan) as p:
            konfirmasi, terakhir = _terkunci(peserta, dilihat)
            jawaban.konfirmasi, jawaban.waktu = konfirmasi, jam_basis_data()
            bukti = rekam(p, jawaban, sebelumnya=terakhir)
            kabari_dicatat(p, konfirmasi, bukti, sanggah_sampai(jawaban))
            p.tindakan = (
                f"mencatat konfirmasi {Pilihan(jawaban.pilihan).label.lower()} dari "
                f"{konfirmasi.peserta.nama_lengkap} melalui {_cara(jawaban)} ({bukti.nomor})"
            )
    return bukti


def _cara(jawaban):
    """The way as it reads inside a sentence: `tatap muka`, but `WhatsApp`."""
    label = jawaban.get_cara_display()
    return label if jawaban.cara == Cara.WHATSAPP else label.lower()


def _periksa(nama, isi):
    """(name, verdict) of the evidence. A process of its own: before any lock is taken."""
    hasil = periksa(isi, nama)
    if not hasil.diterima:
        raise BuktiDitolak(hasil.pesan)
    if settings.PEMINDAI:
        try:
            temuan = pindai(isi, settings.PEMINDAI)
        except PemindaiDiam:
            raise BuktiDitolak(PEMINDAI_DIAM) from None
        if temuan:
            raise BuktiDitolak(BERBAHAYA)
    return f"{nama_rapi(nama).rpartition('.')[0] or 'bukti'}.{hasil.jenis}", hasil


def _terkunci(peserta, dilihat):
    """(confirmation, its newest answer), held. The caller holds the case file."""
    konfirmasi = Konfirmasi.objects.terkunci(peserta.pk)
    if konfirmasi is None:
        raise LangkahDitolak("Peserta ini belum diundang, jadi belum ada yang dapat dicatat.")
    if konfirmasi.peserta.dibatalkan_pada:
        raise LangkahDitolak("Kepesertaan ini sudah dibatalkan.")
    terakhir = jawaban_terakhir(konfirmasi)
    if (terakhir and terakhir.pk) != dilihat:
        raise LangkahDitolak(BERUBAH)
    return konfirmasi, terakhir


def sanggah_sampai(jawaban):
    """Until when the participant may object to an answer that was written down for them."""
    return jawaban.waktu + dt.timedelta(days=SANGGAH_HARI)


def halangan_sanggah(jawaban, kini):
    """Why nobody may object to this answer, as a sentence; empty when its participant may."""
    if jawaban is None or jawaban.cara == Cara.MANDIRI:
        return "Jawaban yang berlaku Anda sampaikan sendiri, jadi tidak ada yang perlu disanggah."
    if Sanggahan.objects.filter(jawaban=jawaban).exists():
        return "Sanggahan Anda sudah kami terima."
    if kini >= sanggah_sampai(jawaban):
        return f"Sanggahan diterima paling lambat {SANGGAH_HARI} hari sejak jawaban dicatat."
    return ""


@transaction.atomic
def sanggah(konfirmasi, *, isi):
    """A participant objects to the answer that somebody of the team wrote down for them."""
    pelatihan, konfirmasi = kunci(konfirmasi)
    kini = jam_basis_data()
    jawaban = jawaban_terakhir(konfirmasi)
    if sebab := halangan_sanggah(jawaban, kini):
        raise LangkahDitolak(sebab)
    catat_jejak(
        pelatihan,
        "sanggah",
        "menyanggah konfirmasi yang dicatat petugas",
        pelaku=konfirmasi.peserta.nama_lengkap,
        sebagai="Peserta Pelatihan",
    )
    jawaban.konfirmasi = konfirmasi
    sanggahan = Sanggahan.objects.create(pelatihan=pelatihan, jawaban=jawaban, isi=isi, pada=kini)
    beritahu_sanggahan(pelatihan, sanggahan)
    return sanggahan


def belum_ditanggapi(pelatihan):
    """Objections of this training that wait for the team's word."""
    return Sanggahan.objects.filter(pelatihan=pelatihan, ditanggapi_pada=None).select_related(
        "jawaban__konfirmasi__peserta", "jawaban__dicatat_oleh"
    )


def tanggapi(sanggahan, *, oleh, tanggapan):
    """The team's word on an objection; the answer itself is changed by writing down another."""
    peserta = sanggahan.jawaban.konfirmasi.peserta
    with langkah(peserta.pelatihan, Aksi.TANGGAPI_SANGGAHAN, oleh=oleh) as p:
        baris = Sanggahan.objects.select_for_update().get(pk=sanggahan.pk)
        if baris.ditanggapi_pada:
            raise LangkahDitolak("Sanggahan ini sudah ditanggapi.")
        baris.tanggapan, baris.ditanggapi_oleh = tanggapan, oleh
        baris.ditanggapi_pada = timezone.now()
        baris.save(update_fields=["tanggapan", "ditanggapi_oleh", "ditanggapi_pada"])
        kabari_tanggapan(p, baris)
        p.tindakan = f"menanggapi sanggahan {peserta.nama_lengkap}"
