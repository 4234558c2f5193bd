"""Where a person stands towards the trainings, at this moment: asked, never stored."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from pelatihan.sop import Tahap
from pengguna.jabatan import jabatan_dan_duduk, pejabat_definitif
from pengguna.models import Keanggotaan, KepalaPusat, Pengguna, Peran


class Petugas(models.Model):
    """A member of Tim Kerja to whom a training was handed in step 2, for as long as it lasts."""

    pelatihan = models.ForeignKey("pelatihan.Pelatihan", models.PROTECT, related_name="petugas")
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sejak = models.DateTimeField(default=timezone.now)
    sampai = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "petugas"
        ordering = ["sejak", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pelatihan", "pengguna"],
                condition=Q(sampai=None),
                name="petugas_sekali_setiap_pelatihan",
            )
        ]

    def __str__(self):
        return f"{self.pengguna}: {self.pelatihan}"


@dataclass(frozen=True)
class Kedudukan:
    """One person's offices and seats now, read in one query, for any number of trainings."""

    pengguna: object
    kepala: KepalaPusat | None = None
    ketua_tim: frozenset = field(default_factory=frozenset)
    anggota_tim: frozenset = field(default_factory=frozenset)

    @classmethod
    def dari(cls, pengguna):
        if not pengguna.is_authenticated or not pengguna.is_active:
            return cls(pengguna)
        kepala, duduk = jabatan_dan_duduk(pengguna)
        return cls(
            pengguna,
            kepala,
            frozenset(t for t, sebagai in duduk if sebagai == Keanggotaan.Sebagai.KETUA),
            frozenset(t for t, sebagai in duduk if sebagai == Keanggotaan.Sebagai.ANGGOTA),
        )

    @property
    def bentuk(self):
        """All that decides what this person may see, but for who it is; see `dalam_bentuk`."""
        return self.kepala is not None, self.ketua_tim, self.anggota_tim

    @classmethod
    def dalam_bentuk(cls, bentuk, pk):
        """Somebody of that number who holds such seats, for questions composed once for all."""
        kepala, ketua_tim, anggota_tim = bentuk
        return cls(Pengguna(pk=pk), kepala or None, ketua_tim, anggota_tim)

    @property
    def peran(self):
        """The roles held at all, for menus and greetings."""
        ada = {
            Peran.KEPALA_PUSAT: self.kepala is not None,
            Peran.KETUA_TIM: bool(self.ketua_tim),
            Peran.TIM_KERJA: bool(self.anggota_tim),
        }
        return {peran for peran, ya in ada.items() if ya}

    @property
    def sebutan(self):
        """How the person is introduced on screen: `Kepala Pusat`, `Plh. Kepala Pusat`, …"""
        if self.kepala:
            return self.kepala.sebutan
        if self.ketua_tim:
            return Peran.KETUA_TIM.label
        if self.anggota_tim:
            return "Tim Kerja (Admin)"
        return "Administrator Sistem" if self.pengguna.is_superuser else "Pengguna"

    def terlihat(self):
        """Condition on Pelatihan: what this person has to do with."""
        if self.kepala:
            return Q()
        if not self.ketua_tim and not self.anggota_tim:
            return Q(pk__in=[])
        tugas = Petugas.objects.filter(pengguna=self.pengguna.pk, sampai=None)
        draf = Q(tahap=Tahap.DISPOSISI_KEPALA) | Q(tahap_semula=Tahap.DISPOSISI_KEPALA)
        return Q(disiapkan_oleh=self.pengguna.pk) & draf | ~draf & (
            Q(tim_kerja__in=self.ketua_tim)
            | Q(tim_kerja__in=self.anggota_tim, pk__in=tugas.values("pelatihan"))
        )

    def di(self, pelatihan):
        """The roles this person holds in one training.

        `pelatihan` may carry `petugas_saya` (bool, annotated by the queryset) to save the query.
        """
        peran = {Peran.KEPALA_PUSAT} if self.kepala else set()
        if pelatihan.masih_draf:
            if pelatihan.disiapkan_oleh_id == self.pengguna.pk and self.peran - peran:
                peran.add(Peran.TIM_KERJA)
            return peran
        if pelatihan.tim_kerja_id in self.ketua_tim:
            peran.add(Peran.KETUA_TIM)
        if pelatihan.tim_kerja_id in self.anggota_tim:
            saya = getattr(pelatihan, "petugas_saya", None)
            if saya is None:
                saya = pelatihan.petugas.filter(pengguna=self.pengguna.pk, sampai=None).exists()
            if saya:
                peran.add(Peran.TIM_KERJA)
        return peran

    def sebagai(self, peran):
        """The title under which an act in `peran` is recorded."""
        if peran == Peran.KEPALA_PUSAT and self.kepala:
            return self.kepala.sebutan
        return Peran(peran).label

    @property
    def jabatan_tim(self):
        """What a person of the teams is called in the trail."""
        return (Peran.KETUA_TIM if self.ketua_tim else Peran.TIM_KERJA).label

    def mewakili(self, peran):
        """The holder for whom a Plh. or Plt. acts; empty for the holder, and without one."""
        if peran != Peran.KEPALA_PUSAT or not self.kepala or not self.kepala.awalan:
            return ""
        pejabat = pejabat_definitif()
        return str(pejabat.pengguna) if pejabat else ""
