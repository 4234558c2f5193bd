"""Reading a staged spreadsheet: from the bytes to a verdict, whoever waits for it."""

from pelatihan.alur import LangkahDitolak
from peserta import petaan
from peserta.impor import intip, periksa
from peserta.models import Unggahan

Keadaan = Unggahan.Keadaan
#: refusals that somebody who knows the file can lift by naming its columns
TERPETAKAN = {"TANPA_JUDUL", "KOLOM_HILANG", "KOLOM_GANDA", "LEMBAR_AMBIGU"}


def baca(unggahan):
    """Read the bytes of a staged upload; set and save its `hasil`, `petaan` and `keadaan`.

    A `petaan` that the upload brings along is followed; without one its owner's earlier mapping of
    the same headings is. From DIBACA it becomes SIAP (there is a preview), PETAKAN (the columns
    have to be named by hand; `hasil` holds the reason) or DITOLAK (it cannot be used; `hasil` holds
    the reason). Who is on the list already is found out when the preview is shown, and again when
    it is saved. Never raises for what the file holds, and may be called again.
    """
    ditunjuk, isi = unggahan.petaan, unggahan.berkas.isi
    hasil = periksa(
        isi,
        nama_berkas=unggahan.nama_berkas,
        petaan=ditunjuk,
        ingatan=() if ditunjuk else petaan.ingatan(unggahan.oleh),
    )
    if hasil.petaan:
        unggahan.petaan = petaan.catat(unggahan.oleh, ditunjuk, hasil.petaan)
    unggahan.hasil = hasil.bungkus()
    unggahan.keadaan = _keadaan(hasil, ditunjuk, isi, unggahan.nama_berkas)
    unggahan.save(update_fields=["hasil", "petaan", "keadaan"])


def _keadaan(hasil, ditunjuk, isi, nama_berkas):
    if not hasil.ditolak:
        return Keadaan.SIAP
    kode = {c.kode for c in hasil.penolakan}
    if ditunjuk or (kode <= TERPETAKAN and intip(isi, nama_berkas=nama_berkas)):
        return Keadaan.PETAKAN
    return Keadaan.DITOLAK


def tunjuk(unggahan, isi):
    """Note which columns the owner of a staged upload named (see `impor.petaan`); None: he takes
    it back. The upload has to be read again, and has no preview until then.

    Raises LangkahDitolak when it was saved in the meantime.
    """
    baru = {"petaan": isi, "hasil": None, "keadaan": Keadaan.DIBACA}
    if not Unggahan.objects.berlaku().filter(pk=unggahan.pk).update(**baru):
        raise LangkahDitolak(
            "Berkas ini sudah disimpan atau telah kedaluwarsa. Unggah kembali berkasnya."
        )
    for nama, nilai in baru.items():
        setattr(unggahan, nama, nilai)
