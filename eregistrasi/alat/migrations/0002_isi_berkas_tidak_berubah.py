from django.db import migrations

from eregistrasi.alat.pemicu import hanya_tambah


class Migration(migrations.Migration):
    """Stored bytes are never replaced under their name."""

    dependencies = [("alat", "0001_initial")]
    operations = [hanya_tambah("alat_isiberkas", saat="UPDATE")]
