"""What somebody of the team wants to be told by letter, and when."""

from django.conf import settings
from django.db import models


class PilihanKabar(models.Model):
    """The choices of one person; without a row everything is told.

    What asks for a decision (a request, an objection, a proposal, a sheet, a report) is told at
    once and cannot be switched off.
    """

    pengguna = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="pilihan_kabar"
    )
    #: is each answer that frees or takes back a seat told at once, or only in the figures of 07.30?
    segera = models.BooleanField(default=True)
    rekap = models.BooleanField(default=True)

    class Meta:
        verbose_name = verbose_name_plural = "pilihan kabar"

    def __str__(self):
        return f"Kabar {self.pengguna_id}"
