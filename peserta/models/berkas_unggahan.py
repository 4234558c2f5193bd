"""The bytes of a staged spreadsheet, for giving it back with its faults marked."""

from django.db import models

from eregistrasi.alat.kolom import BinerTersandi
from peserta.models.peserta import Unggahan


class BerkasUnggahan(models.Model):
    """The file as it was handed in, unreadable in the table; it goes when its Unggahan goes."""

    unggahan = models.OneToOneField(
        Unggahan, models.CASCADE, related_name="berkas", primary_key=True
    )
    isi = BinerTersandi()

    class Meta:
        verbose_name = verbose_name_plural = "berkas unggahan"

    def __str__(self):
        return str(self.unggahan_id)
