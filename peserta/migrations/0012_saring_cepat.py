import django.db.models.functions.text
from django.db import migrations, models


def _tertutup(kolom, nama):
    """The values of a column, each with its people in order: counted in the index alone."""
    return [
        migrations.RemoveIndex("peserta", nama),
        migrations.AddIndex(
            "peserta",
            models.Index(
                models.F("pelatihan"),
                models.F(kolom),
                django.db.models.functions.text.Lower("nama"),
                models.F("id"),
                include=["nama", "jawaban_kini", "dibatalkan_pada"],
                name=nama,
            ),
        ),
    ]


class Migration(migrations.Migration):
    """A list of 100,000 filtered by a unit or an institution, counted and read in order.

    And those few with a deadline of their own, whom the desk asks for.
    """

    dependencies = [("peserta", "0011_permintaan_dan_pengganti")]

    operations = [
        *_tertutup("unit_kerja", "peserta_menurut_unit"),
        *_tertutup("instansi", "peserta_menurut_instansi"),
        migrations.AddIndex(
            "konfirmasi",
            models.Index(
                fields=["batas_sendiri"],
                condition=models.Q(batas_sendiri__isnull=False),
                name="konfirmasi_batas_sendiri",
            ),
        ),
    ]
