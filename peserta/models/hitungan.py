"""How many participants a training has, by answer: figures that no list has to be counted for."""

from django.db import models

from pelatihan.models import Pelatihan


class Hitungan(models.Model):
    """A change of a training's figures. Their sum is how many there are now.

    Written by the database itself with every change of a Peserta, never changed: two who write at
    once need not wait for each other. From time to time many rows become one.
    """

    pelatihan = models.ForeignKey(Pelatihan, models.CASCADE, related_name="hitungan")
    dipanggil = models.IntegerField()
    diundang = models.IntegerField()
    bersedia = models.IntegerField()
    tidak_bersedia = models.IntegerField()
    tanpa_surel = models.IntegerField()
    dibatalkan = models.IntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "hitungan"

    def __str__(self):
        return f"Hitungan {self.pelatihan_id}"
