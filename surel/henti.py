"""The switch that stops letters, and who may turn it.

The administrator stops all of them; whoever handles the personal links of a group (Tim Kerja of
the training) stops that group's. What is stopped waits; nothing is thrown away.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from surel import sambungan
from surel.models import Penghentian


def boleh(pengguna, kelompok):
    """May this person stop and resume the letters of `kelompok` (empty: all)?"""
    if not kelompok:
        return pengguna.is_active and pengguna.is_superuser
    return sambungan.boleh_lihat_tautan(pengguna, kelompok)


def hentikan(kelompok, *, oleh, alasan):
    """Stop the letters of a group, or all. False when somebody has done so already."""
    try:
        with transaction.atomic():
            Penghentian.objects.create(kelompok=kelompok, oleh=oleh, alasan=alasan)
    except IntegrityError:
        return False
    return True


def lanjutkan(kelompok, *, oleh):
    """Lift every stop of a group, also those that the system made. Returns how many."""
    berlaku = Penghentian.objects.berlaku().filter(kelompok=kelompok)
    return berlaku.update(dilanjutkan_oleh=oleh, dilanjutkan_pada=timezone.now())
