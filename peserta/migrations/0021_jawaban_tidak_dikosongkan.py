from django.db import migrations

from eregistrasi.alat.pemicu import tidak_dikosongkan


class Migration(migrations.Migration):
    """An answer is append-only for whoever owns the table too: TRUNCATE asks no row's trigger."""

    dependencies = [("peserta", "0020_nomor_urut_bersama_jawaban")]
    operations = [
        tidak_dikosongkan(f"peserta_{nama}") for nama in ("jawaban", "koreksipeserta")
    ]
