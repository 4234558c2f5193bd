from django.db import migrations, models


class Migration(migrations.Migration):
    """Which wording of the privacy notice was agreed to with an answer."""

    dependencies = [("peserta", "0002_jawaban_tidak_berubah")]
    operations = [
        migrations.AddField(
            "jawaban",
            "persetujuan",
            models.CharField(
                blank=True,
                max_length=20,
                verbose_name="versi Pemberitahuan Privasi yang disetujui",
            ),
        )
    ]
