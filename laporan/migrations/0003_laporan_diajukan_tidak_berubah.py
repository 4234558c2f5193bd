from django.db import migrations

from eregistrasi.alat.pemicu import hanya_tambah

LAPORAN = """
CREATE OR REPLACE FUNCTION laporan_diajukan_tetap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.diajukan_pada IS NOT NULL THEN
    RAISE EXCEPTION 'Laporan versi % sudah disampaikan dan tidak boleh diubah atau dihapus.', OLD.versi
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER laporan_diajukan_tetap BEFORE UPDATE OR DELETE ON laporan_laporan
  FOR EACH ROW EXECUTE FUNCTION laporan_diajukan_tetap();
"""


class Migration(migrations.Migration):
    """A version once handed in is frozen; decisions and receipts are never taken back."""

    dependencies = [
        ("laporan", "0002_initial"),
        ("pelatihan", "0003_jejak_dan_dokumen_tidak_berubah"),
    ]
    operations = [
        migrations.RunSQL(
            LAPORAN, "DROP TRIGGER IF EXISTS laporan_diajukan_tetap ON laporan_laporan;"
        ),
        hanya_tambah("laporan_pemeriksaan"),
        hanya_tambah("laporan_penerimaan"),
    ]
