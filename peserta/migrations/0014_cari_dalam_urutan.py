import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    """A search that many answer is read in the order of names, in the index alone."""

    dependencies = [("peserta", "0013_permintaan_milik_pelatihan")]

    operations = [
        migrations.RemoveIndex("peserta", "peserta_menurut_nama"),
        migrations.AddIndex(
            "peserta",
            models.Index(
                models.F("pelatihan"),
                django.db.models.functions.text.Lower("nama"),
                models.F("id"),
                condition=models.Q(dibatalkan_pada=None),
                include=["nama", "rata"],
                name="peserta_menurut_nama",
            ),
        ),
    ]
