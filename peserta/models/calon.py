"""People who may take the seat of somebody who does not come. Not participants until called up."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from pelatihan.models import Pelatihan
from peserta.models.peserta import Peserta
from peserta.models.unit import TautanUnit


class CalonPengganti(models.Model):
    """A candidate: of the training's reserve, in order, or proposed for one person's seat.

    The lists and figures of participants know nothing of candidates. Who is called up becomes a
    Peserta of their own, linked to the one replaced (`Peserta.menggantikan`).

    urutan  place in the reserve; None for a proposal
    untuk   whose seat a proposal is for; None in the reserve
    lewat   the window by which the unit's PIC proposed them; None when Tim Kerja wrote it down
    """

    class Asal(models.TextChoices):
        CADANGAN = "cadangan", "Daftar cadangan"
        PESERTA = "peserta", "Usul peserta"
        UNIT = "unit", "Usul unit kerja"

    class Keadaan(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu"
        DIPANGGIL = "dipanggil", "Dipanggil"
        DITOLAK = "ditolak", "Tidak dipakai"

    pelatihan = models.ForeignKey(Pelatihan, models.CASCADE, related_name="calon_pengganti")
    asal = models.CharField(max_length=8, choices=Asal)
    urutan = models.PositiveSmallIntegerField(null=True, blank=True)
    untuk = models.ForeignKey(
        Peserta, models.PROTECT, null=True, blank=True, related_name="calon_pengganti"
    )
    lewat = models.ForeignKey(
        TautanUnit, models.SET_NULL, null=True, blank=True, related_name="usul"
    )
    nama = models.CharField("nama lengkap dan gelar", max_length=150)
    nip = models.CharField("NIP/NI PPPK", max_length=18)
    jabatan = models.CharField(max_length=500, blank=True)
    golongan = models.CharField("pangkat/golongan", max_length=500, blank=True)
    unit_kerja = models.CharField(max_length=500, blank=True)
    instansi = models.CharField(max_length=500, blank=True)
    email = models.EmailField("surel", blank=True)
    hp = models.CharField("nomor ponsel (WhatsApp)", max_length=500, blank=True)
    persetujuan_atasan = models.BooleanField(default=False)
    catatan = models.CharField(max_length=300, blank=True)
    keadaan = models.CharField(max_length=9, choices=Keadaan, default=Keadaan.MENUNGGU)
    dibuat_pada = models.DateTimeField(default=timezone.now)
    diputus_pada = models.DateTimeField(null=True, blank=True)
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    peserta = models.OneToOneField(
        Peserta, models.SET_NULL, null=True, blank=True, related_name="dari_calon"
    )

    class Meta:
        verbose_name = verbose_name_plural = "calon pengganti"
        ordering = ["urutan", "dibuat_pada", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pelatihan", "nip"],
                condition=Q(keadaan="menunggu"),
                name="calon_pengganti_nip_satu_yang_menunggu",
                violation_error_message="NIP ini sudah ada pada daftar calon pengganti.",
            ),
            models.UniqueConstraint(
                fields=["pelatihan", "urutan"],
                condition=Q(keadaan="menunggu", urutan__isnull=False),
                name="calon_pengganti_urutan_unik",
            ),
            models.CheckConstraint(
                name="calon_pengganti_cadangan_berurut",
                condition=Q(asal="cadangan", urutan__isnull=False, untuk=None)
                | (~Q(asal="cadangan") & Q(urutan=None, untuk__isnull=False)),
            ),
            models.CheckConstraint(
                name="calon_pengganti_nip_18_digit", condition=Q(nip__regex=r"^[0-9]{18}$")
            ),
        ]

    def __str__(self):
        return self.nama
