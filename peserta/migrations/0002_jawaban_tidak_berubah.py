from django.db import migrations

from eregistrasi.alat.pemicu import hanya_tambah


class Migration(migrations.Migration):
    """An answer stays as it was given."""

    dependencies = [("peserta", "0001_initial"), ("alat", "0002_isi_berkas_tidak_berubah")]
    operations = [hanya_tambah("peserta_jawaban")]
