"""Reading a staged spreadsheet: from the bytes to a verdict, whoever waits for it."""

from peserta.impor import periksa
from peserta.models import Unggahan

Keadaan = Unggahan.Keadaan


def baca(unggahan):
    """Read the bytes of a staged upload; set and save its `hasil`, `petaan` and `keadaan`.

    From DIBACA it becomes SIAP (there is a preview), PETAKAN (the columns have to be named by
    hand; `hasil` holds the reason) or DITOLAK (it cannot be used; `hasil` holds the reason). Who is
    on the list already is found out when the preview is shown, and again when it is saved. Never
    raises for what the file holds, and may be called again.
    """
    hasil = periksa(unggahan.berkas.isi, nama_berkas=unggahan.nama_berkas)
    unggahan.hasil = hasil.bungkus()
    unggahan.keadaan = Keadaan.DITOLAK if hasil.ditolak else Keadaan.SIAP
    unggahan.save(update_fields=["hasil", "petaan", "keadaan"])
