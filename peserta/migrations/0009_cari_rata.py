import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models

import eregistrasi.alat.rata


class Migration(migrations.Migration):
    """The search forgives accents and apostrophes: names and addresses once more, flattened.

    The flattened words are kept beside the row (computed when it is written), for a search by one
    or two letters reads them all, and to flatten 100,000 names takes longer than anybody waits.
    """

    dependencies = [("peserta", "0008_angka_terpelihara")]

    operations = [
        migrations.RunSQL(eregistrasi.alat.rata.SQL_BUAT, "DROP FUNCTION ereg_rata(text)"),
        migrations.AddField(
            "peserta",
            "rata",
            models.GeneratedField(
                db_persist=True,
                expression=eregistrasi.alat.rata.Rata(
                    django.db.models.functions.text.Concat(
                        "nama", models.Value(" "), "email", output_field=models.TextField()
                    )
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.RunSQL(
            "DROP INDEX peserta_cari",
            "CREATE INDEX peserta_cari ON peserta_peserta USING gin"
            " (upper(nama::text) gin_trgm_ops, upper(email::text) gin_trgm_ops)",
        ),
        migrations.AddIndex(
            "peserta",
            django.contrib.postgres.indexes.GinIndex(
                fields=["rata"], name="peserta_cari", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
