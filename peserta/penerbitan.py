"""An answer goes on record: its proof is numbered, its letter written, the trail told, in one trip.

What does not depend on the number is written before the training's lock is taken (`naskah`), so
that nobody waits for it; under the lock it is only asked whether it still holds.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.crypto import get_random_string

from eregistrasi.alat.setoran import baru, setor, ubah
from pelatihan import terbitan
from pelatihan.alur import baris_jejak
from pelatihan.models import DataDukung, Dokumen, Narahubung, Pelatihan
from peserta import rekaman
from peserta.models import BuktiRegistrasi, Cara, Jawaban, Konfirmasi, Pilihan
from peserta.surat import isi_surat_bukti, lengkapi_surat_bukti
from surel.models import Surel

#: stands for the number until it is known; nobody can type what changes with every start
NOMOR = f"nomor-{get_random_string(20)}"
BASI = dt.timedelta(seconds=30)  # what was written longer ago is written anew


@dataclass
class Naskah:
    """All that an answer leads to, but for what only the lock can tell.

    pelatihan   with its team and its nota dinas
    konfirmasi  what it was written from
    lama        the proof in force so far, or None
    dokumen     the proof's paper, NOMOR in place of its number
    surel       to the participant; None without an address, or where others write it
    """

    pelatihan: Pelatihan
    konfirmasi: Konfirmasi
    jawaban: Jawaban
    lama: BuktiRegistrasi | None
    dokumen: Dokumen
    surel: Surel | None

    @property
    def revisi(self):
        return _revisi(self.lama)

    def masih_benar(self, kunci):
        """Would the same be written from what is true now? kunci: the confirmation as locked."""
        dulu = self.konfirmasi
        return (
            not (self.lama or kunci.jawaban_kini)
            and kunci.jam - self.jawaban.waktu < BASI
            and dulu.versi_peserta == kunci.versi_peserta
            and self.pelatihan.versi == kunci.versi_pelatihan
            and dulu.batas_sendiri == kunci.batas_sendiri
            and dulu.narahubung == kunci.narahubung
            and self.pelatihan.diminta == kunci.diminta
        )


def naskah(konfirmasi, jawaban, *, sebelumnya=None, pelatihan=None):
    """Write the record of an answer and, if it came from the participant's own hand, the letter.

    sebelumnya  the answer that it replaces; the caller holds the locks then
    pelatihan   where its row is at hand already, with whatever it will be asked for
    """
    if not hasattr(konfirmasi, "minta_dukung"):
        konfirmasi = Konfirmasi.objects.bernomor(konfirmasi.id_publik)
    if pelatihan is None:
        pelatihan = Pelatihan.objects.lengkap(konfirmasi.peserta.pelatihan_id)
        _ingat(pelatihan, "data_dukung", [DataDukung(**d) for d in pelatihan.diminta])
    _ingat(pelatihan, "narahubung", [Narahubung(**n) for n in konfirmasi.narahubung])
    jawaban.konfirmasi, jawaban.waktu = konfirmasi, jawaban.waktu or konfirmasi.jam
    lama = konfirmasi.bukti.get(berlaku=True) if sebelumnya else None
    dokumen = _dokumen(pelatihan, jawaban, _revisi(lama))
    surel = None
    if jawaban.cara == Cara.MANDIRI:
        bukti = BuktiRegistrasi(nomor=NOMOR, revisi=_revisi(lama), jawaban=jawaban)
        surel = isi_surat_bukti(pelatihan, konfirmasi, bukti)
    return Naskah(pelatihan, konfirmasi, jawaban, lama, dokumen, surel)


def rekam(pelatihan, jawaban, *, sebelumnya):
    """Put an answer on record that was told to the team, and number its proof, which is returned.

    The caller holds the locks (`kunci`), has judged that the answer may be taken, and tells the
    participant and the trail.
    """
    satu = naskah(jawaban.konfirmasi, jawaban, sebelumnya=sebelumnya, pelatihan=pelatihan)
    return terbitkan(satu, jawaban.konfirmasi, sebelumnya=sebelumnya)


def terbitkan(naskah, konfirmasi, *, sebelumnya):
    """Number the proof and write everything. The caller holds the lock on the training.

    konfirmasi  as locked, with what that tells (`Konfirmasi.objects.terkunci`)
    Returns the BuktiRegistrasi.
    """
    jawaban, pelatihan, peserta = naskah.jawaban, naskah.pelatihan, naskah.konfirmasi.peserta
    konfirmasi.peserta = peserta
    jawaban.konfirmasi, jawaban.pk = konfirmasi, konfirmasi.pk_jawaban
    jawaban.di_atas_kuota = _di_atas_kuota(pelatihan, jawaban, sebelumnya)
    konfirmasi.jawaban_kini, konfirmasi.dijawab_pada = jawaban.pilihan, jawaban.waktu
    perintah = [*_gantikan(naskah.lama), baru(jawaban)]
    # With the first answer the database writes this number too (migration 0020).
    peserta.nomor_urut = peserta.nomor_urut or konfirmasi.nomor_berikut
    perintah.append(ubah(konfirmasi, "jawaban_kini", "dijawab_pada"))
    bukti = _bukti(naskah, konfirmasi)
    perintah += [baru(bukti.dokumen), baru(bukti)]
    if naskah.surel:
        perintah.append(baru(lengkapi_surat_bukti(naskah.surel, bukti, NOMOR)))
    if jawaban.cara == Cara.MANDIRI:
        perintah.append(baru(_jejak(pelatihan, bukti)))
    setor(*perintah)
    return bukti


def _dokumen(pelatihan, jawaban, revisi):
    akhiran = f"_Revisi_{revisi}" if revisi else ""
    return terbitan.siapkan(
        pelatihan,
        Dokumen.Jenis.BUKTI,
        nomor=NOMOR,
        nama_berkas=f"Bukti_E-Registrasi_{NOMOR}{akhiran}.pdf",
        rekaman=rekaman.bukti(pelatihan, jawaban.konfirmasi.peserta, jawaban, revisi),
    )


def _bukti(naskah, konfirmasi):
    """The proof and its paper, numbered."""
    p, dokumen = naskah.pelatihan, naskah.dokumen
    urut = konfirmasi.peserta.nomor_urut
    dokumen.nomor = f"ER/{p.kode_pelatihan}/{p.angkatan}/{p.tahun}/{urut:04}"
    dokumen.pk = konfirmasi.pk_dokumen
    dokumen.nama_berkas = dokumen.nama_berkas.replace(NOMOR, dokumen.nomor.replace("/", "-"))
    dokumen.rekaman |= {
        "nomor": dokumen.nomor,
        "di_atas_kuota": naskah.jawaban.di_atas_kuota,
    }
    return BuktiRegistrasi(
        pk=konfirmasi.pk_bukti,
        pelatihan=p,
        konfirmasi=konfirmasi,
        jawaban=naskah.jawaban,
        dokumen=dokumen,
        nomor=dokumen.nomor,
        revisi=naskah.revisi,
    )


def _jejak(pelatihan, bukti):
    label = bukti.jawaban.get_pilihan_display().lower()
    return baris_jejak(
        pelatihan,
        "jawab",
        f"menyatakan {label} ({bukti.nomor})",
        pelaku=bukti.konfirmasi.peserta.nama_lengkap,
        sebagai="Peserta Pelatihan",
    )


def _revisi(lama):
    """The number of the proof that follows this one: 0 of the first."""
    return lama.revisi + 1 if lama else 0


def _gantikan(lama):
    """What has to be written for a proof that stands no more."""
    if lama is None:
        return []
    lama.berlaku = False
    dokumen = Dokumen(pk=lama.dokumen_id, status=Dokumen.Status.DIGANTIKAN)
    return [ubah(lama, "berlaku"), ubah(dokumen, "status")]


def _di_atas_kuota(pelatihan, jawaban, sebelumnya):
    """Are the seats taken by others already? Whoever had one keeps it, whatever they correct."""
    if jawaban.pilihan != Pilihan.BERSEDIA or not pelatihan.kuota:
        return False
    if sebelumnya and sebelumnya.pilihan == Pilihan.BERSEDIA and not sebelumnya.di_atas_kuota:
        return False
    lain = jawaban.konfirmasi.bersedia
    if sebelumnya and sebelumnya.pilihan == Pilihan.BERSEDIA:
        lain -= jawaban.konfirmasi.peserta.dibatalkan_pada is None
    return lain >= pelatihan.kuota


def _ingat(pelatihan, nama, baris):
    """Let `pelatihan.<nama>.all()` be these rows, which are known already."""
    semua = getattr(pelatihan, nama).all()
    semua._result_cache, semua._prefetch_done = baris, True
    ingatan = getattr(pelatihan, "_prefetched_objects_cache", {})
    pelatihan._prefetched_objects_cache = ingatan | {nama: semua}
