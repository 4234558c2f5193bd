import django.db.models.deletion
import eregistrasi.alat.kolom
from django.db import migrations, models


class Migration(migrations.Migration):
    """The bytes of a staged spreadsheet, encrypted, for as long as its preview lives."""

    dependencies = [("peserta", "0005_cari_dan_urut_cepat")]

    operations = [
        migrations.CreateModel(
            name="BerkasUnggahan",
            fields=[
                (
                    "unggahan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="berkas",
                        serialize=False,
                        to="peserta.unggahan",
                    ),
                ),
                ("isi", eregistrasi.alat.kolom.BinerTersandi()),
            ],
            options={"verbose_name": "berkas unggahan", "verbose_name_plural": "berkas unggahan"},
        ),
    ]
