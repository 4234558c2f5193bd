import django.db.models.functions.text
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    """The list of a training with 100,000 people: its order, its choices, its search."""

    dependencies = [("peserta", "0004_lebar_kolom_dan_unggahan_tersandi")]

    operations = [
        TrigramExtension(),
        # As icontains writes it: UPPER(kolom::text) LIKE. One index, so that either is found by it.
        migrations.RunSQL(
            "CREATE INDEX peserta_cari ON peserta_peserta USING gin"
            " (upper(nama::text) gin_trgm_ops, upper(email::text) gin_trgm_ops)",
            "DROP INDEX peserta_cari",
        ),
        migrations.AddIndex(
            "peserta",
            models.Index(
                models.F("pelatihan"),
                django.db.models.functions.text.Lower("nama"),
                models.F("id"),
                name="peserta_menurut_nama",
            ),
        ),
        migrations.AddIndex(
            "peserta",
            models.Index(models.F("pelatihan"), models.F("unit_kerja"), name="peserta_menurut_unit"),
        ),
        migrations.AddIndex(
            "peserta",
            models.Index(
                models.F("pelatihan"), models.F("instansi"), name="peserta_menurut_instansi"
            ),
        ),
    ]
