import django.utils.timezone
from django.db import migrations, models

from eregistrasi.alat.pemicu import hanya_tambah


class Migration(migrations.Migration):
    """The public keys by which papers are checked; none is ever changed or lost."""

    dependencies = [
        ('alat', '0002_isi_berkas_tidak_berubah'),
    ]

    operations = [
        migrations.CreateModel(
            name='KunciSegel',
            fields=[
                ('sidik', models.CharField(max_length=16, primary_key=True, serialize=False)),
                ('pem', models.TextField()),
                ('sejak', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'kunci segel',
                'verbose_name_plural': 'kunci segel',
                'ordering': ['-sejak'],
            },
        ),
        hanya_tambah("alat_kuncisegel"),
    ]
