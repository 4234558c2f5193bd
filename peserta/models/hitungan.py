"""How many participants a training has, by answer: figures that no list has to be counted for."""

from django.db import connection, models
from django.db.models import Sum

from eregistrasi.alat.susunan import tersusun
from pelatihan.models import Pelatihan

KOLOM = ("dipanggil", "diundang", "bersedia", "tidak_bersedia", "tanpa_surel", "dibatalkan")


def lengkap(angka):
    """The sums of KOLOM with what follows from them: whoever is active and silent is `belum`."""
    return angka | {"belum": angka["dipanggil"] - angka["bersedia"] - angka["tidak_bersedia"]}


class HitunganQuerySet(models.QuerySet):
    def angka(self, pelatihan):
        """The figures of a training: what PesertaQuerySet.hitung would count on its list."""
        angka = _angka.satu(pelatihan=pelatihan.pk) or [0] * len(KOLOM)
        return lengkap(dict(zip(KOLOM, angka, strict=True)))

    def padatkan(self):
        """One row instead of many for each training. Returns how many rows went.

        One statement: whoever reads sees the old rows or the new one, and what is written at the
        same moment stays. Of two who tidy up at once, each takes only what it has deleted.
        """
        with connection.cursor() as kursor:
            kursor.execute(_PADATKAN)
            return kursor.fetchone()[0]


@tersusun
def _angka(*, pelatihan):
    jumlah = {f"jumlah_{k}": Sum(k) for k in KOLOM}
    semua = Hitungan.objects.filter(pelatihan=pelatihan).values("pelatihan")
    return semua.annotate(**jumlah).values_list(*jumlah)


_PADATKAN = """
WITH hapus AS (
  DELETE FROM peserta_hitungan WHERE pelatihan_id IN (
    SELECT pelatihan_id FROM peserta_hitungan GROUP BY pelatihan_id HAVING count(*) > 1
  ) RETURNING *
), ganti AS (
  INSERT INTO peserta_hitungan (pelatihan_id, KOLOM)
  SELECT pelatihan_id, JUMLAH FROM hapus GROUP BY pelatihan_id ORDER BY pelatihan_id
)
SELECT count(*) FROM hapus""".replace("KOLOM", ", ".join(KOLOM)).replace(
    "JUMLAH", ", ".join(f"sum({k})" for k in KOLOM)
)


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

    objects = HitunganQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "hitungan"

    def __str__(self):
        return f"Hitungan {self.pelatihan_id}"
