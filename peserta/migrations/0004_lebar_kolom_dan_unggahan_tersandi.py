import eregistrasi.alat.kolom
from django.db import migrations, models


class Migration(migrations.Migration):
    """What the import accepts fits its column; what is not accepted yet is kept unreadable."""

    dependencies = [("peserta", "0003_jawaban_persetujuan")]

    operations = [
        migrations.AlterField(
            "peserta", "gelar_belakang", models.CharField(blank=True, max_length=150)
        ),
        migrations.AlterField(
            "peserta", "gelar_depan", models.CharField(blank=True, max_length=150)
        ),
        migrations.AlterField(
            "peserta",
            "golongan",
            models.CharField(blank=True, max_length=500, verbose_name="pangkat/golongan"),
        ),
        migrations.AlterField(
            "peserta", "tempat_lahir", models.CharField(blank=True, max_length=500)
        ),
        # Previews live for a day and were readable until now: they are uploaded once more.
        migrations.RunSQL("DELETE FROM peserta_unggahan", migrations.RunSQL.noop),
        migrations.AlterField("unggahan", "hasil", eregistrasi.alat.kolom.JSONTersandi()),
    ]
