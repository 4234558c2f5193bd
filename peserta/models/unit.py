"""The window of a sending unit: a link by which its PIC sees the unit's own people."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from eregistrasi.alat import ruang
from pelatihan.models import Pelatihan
from pelatihan.sop import Tahap
from peserta.models import token
from peserta.models.token import PANJANG_ID, id_publik

GARAM = "peserta.tautan_unit"


class TautanUnitManager(models.Manager):
    def dari_token(self, teks):
        """The link of a token that is right, not revoked, and not over.

        Raises DoesNotExist for everything else, all alike: who holds an old link learns nothing.
        """
        if (isi := token.urai(GARAM, teks)) is None:
            raise self.model.DoesNotExist
        return self.bernomor(*isi)

    def bernomor(self, publik, versi):
        """The same by its public id, as a browser that has opened the link remembers it."""
        tautan = self.select_related("pelatihan").filter(id_publik=publik, versi=versi).first()
        if tautan is None or not tautan.terbuka(timezone.now()):
            raise self.model.DoesNotExist
        return tautan


class TautanUnit(models.Model):
    """A link for one unit of one training. Read-only but for proposing substitutes.

    The token is derived, as a participant's is: nothing in the table opens the page. Revoking and
    renewing raise the version, so no earlier link opens again.

    lingkup  which column of the participants names the unit; `nilai` is what stands there
    dibuka_pada  when the PIC was last written down as looking (at most once an hour)
    """

    class Lingkup(models.TextChoices):
        INSTANSI = "instansi", "Instansi"
        UNIT_KERJA = "unit_kerja", "Unit kerja"

    pelatihan = models.ForeignKey(Pelatihan, models.CASCADE, related_name="tautan_unit")
    lingkup = models.CharField(max_length=10, choices=Lingkup)
    nilai = models.CharField("unit pengirim", max_length=500)
    nama_pic = models.CharField("nama PIC", max_length=150)
    email = models.EmailField("surel PIC", blank=True)
    hp = models.CharField("nomor ponsel PIC (WhatsApp)", max_length=40, blank=True)
    id_publik = models.CharField(max_length=PANJANG_ID, unique=True, default=id_publik)
    versi = models.PositiveSmallIntegerField(default=1)
    berlaku_sampai = models.DateField()
    dicabut_pada = models.DateTimeField(null=True, blank=True)
    dibuka_pada = models.DateTimeField(null=True, blank=True)
    dibuat_pada = models.DateTimeField(default=timezone.now)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = TautanUnitManager()

    class Meta:
        verbose_name = verbose_name_plural = "tautan unit"
        ordering = ["nilai", "pk"]
        constraints = [
            models.CheckConstraint(name="tautan_unit_bernama", condition=~Q(nilai="")),
            models.CheckConstraint(
                name="tautan_unit_lingkup_dikenal",
                condition=Q(lingkup__in=["instansi", "unit_kerja"]),
            ),
        ]

    def __str__(self):
        return self.nilai

    @property
    def token(self):
        """Derived, never stored (peserta.models.token)."""
        return token.buat(GARAM, self.id_publik, self.versi)

    @property
    def tautan(self):
        return f"{ruang.situs()}/u/{self.token}/"

    def terbuka(self, kini):
        """Does the link open at this moment?"""
        return (
            self.dicabut_pada is None
            and timezone.localdate(kini) <= self.berlaku_sampai
            and self.pelatihan.tahap != Tahap.DIBATALKAN
        )

    def orang(self):
        """The unit's own people on the list: nobody else is within reach of this link."""
        return self.pelatihan.peserta.aktif().filter(**{self.lingkup: self.nilai})
