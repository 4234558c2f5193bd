from django.db import migrations

from eregistrasi.alat.pemicu import tidak_dikosongkan


class Migration(migrations.Migration):
    """What was handed in, judged and received is not wiped at one stroke either."""

    dependencies = [("laporan", "0005_penjelasan_gugur")]
    operations = [
        tidak_dikosongkan(f"laporan_{nama}") for nama in ("laporan", "pemeriksaan", "penerimaan")
    ]
