"""A seat or an office that changes hands its open tasks over as soon as the change is saved."""

from django.db import transaction
from django.db.models.signals import post_save

from pelatihan import serah_terima
from pengguna.models import Keanggotaan, KepalaPusat


def _serahkan(sender, *, update_fields, **_):
    """Run after commit; a fault there is logged, and the worker tries again by the clock."""
    if update_fields != {"diserahkan_pada"}:
        transaction.on_commit(serah_terima.jalankan, robust=True)


def sambungkan():
    for catatan in (Keanggotaan, KepalaPusat):
        nama = f"serah_terima.{catatan.__name__}"
        post_save.connect(_serahkan, sender=catatan, dispatch_uid=nama)
