"""Step 4: documents, handed in by the participant.

A file is looked at before any lock is taken (a process of its own, the scanner); what is decided
under the lock is only what others may change meanwhile: the answer, the deadline, the quota.
"""

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from eregistrasi.alat.bahasa import waktu
from eregistrasi.alat.pemindai import PemindaiDiam, pindai
from eregistrasi.alat.simpanan import sidik
from pelatihan.alur import LangkahDitolak, catat_jejak
from pelatihan.models import Pelatihan
from peserta.aturan.berkas import nama_rapi
from peserta.jawaban import jam_basis_data
from peserta.models import BerkasDukung, KeadaanBerkas, Konfirmasi, Pilihan
from peserta.models.dukung import BELUM_DIPERIKSA, SURAT_KETERANGAN
from peserta.periksa_berkas import periksa

KUOTA = 10  # files of one person that stand at the same time
HANYA_GAMBAR = {"PAS_FOTO"}  # documents that are a picture and nothing else
BERBAHAYA = (
    "Berkas ini terdeteksi mengandung perangkat lunak berbahaya dan tidak disimpan. "
    "Periksa perangkat Anda, lalu unggah berkas lain."
)


class BerkasDitolak(LangkahDitolak):
    """This file is not taken; another one may be. The message goes beside its field."""


def boleh_unggah(konfirmasi, kini):
    """Are documents taken from this person now? Who comes, until the deadline of documents."""
    pelatihan = konfirmasi.peserta.pelatihan
    return (
        konfirmasi.jawaban_kini == Pilihan.BERSEDIA
        and konfirmasi.peserta.dibatalkan_pada is None
        and kini < pelatihan.batas_dukung
    )


def boleh_keterangan(konfirmasi, kini):
    """May this person add a letter to their refusal now? As long as others add documents."""
    return (
        konfirmasi.jawaban_kini == Pilihan.TIDAK_BERSEDIA
        and konfirmasi.peserta.dibatalkan_pada is None
        and kini < konfirmasi.peserta.pelatihan.batas_dukung
    )


def _pastikan_terbuka(konfirmasi, dokumen, kini):
    keterangan = dokumen is SURAT_KETERANGAN
    if (boleh_keterangan if keterangan else boleh_unggah)(konfirmasi, kini):
        return
    jawaban = Pilihan.TIDAK_BERSEDIA if keterangan else Pilihan.BERSEDIA
    if konfirmasi.jawaban_kini != jawaban or konfirmasi.peserta.dibatalkan_pada:
        apa = "Surat keterangan" if keterangan else "Data dukung"
        raise LangkahDitolak(
            f"{apa} hanya diterima dari peserta yang menyatakan {jawaban.label.lower()}."
        )
    batas = waktu(konfirmasi.peserta.pelatihan.batas_dukung)
    raise LangkahDitolak(
        f"Batas data dukung telah lewat ({batas}). Berkas tidak disimpan. "
        "Jika masih perlu menyerahkan dokumen, hubungi narahubung di bawah halaman ini."
    )


def serahkan(konfirmasi, dokumen, *, isi, nama, ganti=False):
    """A participant hands in one file for `dokumen` (a DataDukung of their training).

    With SURAT_KETERANGAN it is the letter that goes with a refusal, which nobody asks for.

    nama   as the file is called on their device; kept as a label, never as a path
    ganti  take the place of what nobody has checked yet; what was found wanting is replaced anyway

    Raises BerkasDitolak for what is wrong with this file, LangkahDitolak when the time is over.
    """
    _pastikan_terbuka(konfirmasi, dokumen, jam_basis_data())
    serah = sidik(isi)
    _tempat(konfirmasi, dokumen, serah, ganti)
    hasil = periksa(isi, nama, hanya_gambar=dokumen.kode in HANYA_GAMBAR)
    if not hasil.diterima:
        raise BerkasDitolak(hasil.pesan)
    keadaan, temuan = _pindai(isi)
    berkas = BerkasDukung(
        data_dukung=None if dokumen is SURAT_KETERANGAN else dokumen,
        nama=nama_rapi(nama),
        jenis=hasil.jenis,
        ukuran=len(hasil.isi),
        sha256_serah=serah,
        sha256=sidik(hasil.isi),
        keadaan=keadaan,
        catatan=temuan,
    )
    _simpan(konfirmasi, berkas, hasil.isi, ganti)
    if temuan:
        raise BerkasDitolak(BERBAHAYA)
    return berkas


def _pindai(isi):
    """(state, finding) by the word of the scanner, where the site has one."""
    if not settings.PEMINDAI:
        return KeadaanBerkas.MENUNGGU, ""
    try:
        temuan = pindai(isi, settings.PEMINDAI)
    except PemindaiDiam:
        return KeadaanBerkas.PINDAI, ""
    return (KeadaanBerkas.KARANTINA, temuan) if temuan else (KeadaanBerkas.MENUNGGU, "")


@transaction.atomic
def _simpan(konfirmasi, berkas, isi, ganti):
    """The bytes first, then the lock: if it refuses, they are gone with the transaction."""
    terinfeksi = berkas.keadaan == KeadaanBerkas.KARANTINA
    if not terinfeksi:
        berkas.berkas.save(f"berkas.{berkas.jenis}", ContentFile(isi), save=False)
    pelatihan, konfirmasi = kunci(konfirmasi)
    kini = jam_basis_data()
    _pastikan_terbuka(konfirmasi, berkas.dokumen, kini)
    diganti = _tempat(konfirmasi, berkas.dokumen, berkas.sha256_serah, ganti)
    if not terinfeksi:
        for lama in diganti:
            _lepas(lama)
        konfirmasi.berkas_dukung.filter(
            data_dukung=berkas.data_dukung, keadaan=KeadaanBerkas.KARANTINA
        ).update(digantikan=True)
    terakhir = konfirmasi.berkas_dukung.aggregate(n=Max("urut"))["n"] or 0
    berkas.konfirmasi, berkas.urut, berkas.diunggah_pada = konfirmasi, terakhir + 1, kini
    berkas.save()
    _catat_peserta(
        pelatihan,
        konfirmasi,
        f"mengunggah {berkas.dokumen}"
        + (f": terdeteksi {berkas.catatan}, berkas tidak disimpan" if terinfeksi else ""),
    )


def kunci(konfirmasi):
    """(training, confirmation), both held, the training first."""
    pelatihan = Pelatihan.objects.kunci(konfirmasi.peserta.pelatihan_id)
    konfirmasi = Konfirmasi.objects.lengkap().select_for_update(of=["self"]).get(pk=konfirmasi.pk)
    return pelatihan, konfirmasi


def _tempat(konfirmasi, dokumen, serah, ganti):
    """What makes room for the new file, or BerkasDitolak where there is none for it."""
    semua = list(konfirmasi.berkas_dukung.berlaku())
    ada = [b for b in semua if b.data_dukung_id == dokumen.pk]
    if ada and all(b.keadaan == KeadaanBerkas.SESUAI for b in ada):
        raise BerkasDitolak("Dokumen ini sudah dinyatakan sesuai. Tidak perlu diunggah lagi.")
    sama = next((b for b in ada if b.sha256_serah == serah), None)
    if sama:
        raise BerkasDitolak(
            f"Berkas yang sama sudah diunggah: {sama.nama}, {waktu(sama.diunggah_pada)}. "
            "Pilih berkas lain."
        )
    terganti = {KeadaanBerkas.PERBAIKAN, *(BELUM_DIPERIKSA if ganti else ())}
    diganti = [b for b in ada if b.keadaan in terganti]
    if len(semua) - len(diganti) >= KUOTA:
        raise BerkasDitolak(
            f"Paling banyak {KUOTA} berkas untuk satu peserta. Hapus berkas yang tidak diperlukan, "
            "atau gabungkan beberapa halaman dalam satu PDF."
        )
    return diganti


def _lepas(berkas):
    """A replaced file: the row tells that it was, the bytes are of no further use."""
    berkas.berkas.delete(save=False)
    berkas.digantikan = True
    berkas.save(update_fields=["digantikan", "berkas"])


@transaction.atomic
def tarik(konfirmasi, urut):
    """A participant takes back a file that nobody has checked yet. Returns its document.

    Raises BerkasDukung.DoesNotExist, LangkahDitolak.
    """
    pelatihan, konfirmasi = kunci(konfirmasi)
    berkas = konfirmasi.berkas_dukung.berlaku().select_related("data_dukung").get(urut=urut)
    if berkas.keadaan not in BELUM_DIPERIKSA:
        raise LangkahDitolak("Berkas ini sudah diperiksa sehingga tidak dapat dihapus.")
    _pastikan_terbuka(konfirmasi, berkas.dokumen, jam_basis_data())
    berkas.berkas.delete(save=False)
    berkas.delete()
    _catat_peserta(pelatihan, konfirmasi, f"menghapus berkas {berkas.dokumen}")
    return berkas.dokumen


def _catat_peserta(pelatihan, konfirmasi, tindakan):
    catat_jejak(
        pelatihan,
        "unggah_dukung",
        tindakan,
        pelaku=konfirmasi.peserta.nama_lengkap,
        sebagai="Peserta Pelatihan",
    )
