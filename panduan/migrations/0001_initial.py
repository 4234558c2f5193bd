import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="Latihan",
            fields=[
                ("kode", models.CharField(max_length=12, primary_key=True, serialize=False)),
                ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "pemilik",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="latihan",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "latihan", "verbose_name_plural": "latihan"},
        ),
        migrations.CreateModel(
            name="PetunjukDitutup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nama", models.CharField(max_length=30)),
                (
                    "pengguna",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "petunjuk yang ditutup",
                "verbose_name_plural": "petunjuk yang ditutup",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pengguna", "nama"), name="petunjuk_ditutup_sekali"
                    )
                ],
            },
        ),
    ]
