from django.db import migrations

from eregistrasi.alat.pemicu import hanya_tambah

DOKUMEN = """
CREATE OR REPLACE FUNCTION dokumen_sekali_dibuat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE'
     OR (OLD.pelatihan_id, OLD.jenis, OLD.nomor, OLD.kode, OLD.nama_berkas, OLD.rekaman,
         OLD.diterbitkan_pada)
        IS DISTINCT FROM
        (NEW.pelatihan_id, NEW.jenis, NEW.nomor, NEW.kode, NEW.nama_berkas, NEW.rekaman,
         NEW.diterbitkan_pada)
     OR (OLD.isi <> '' AND (OLD.isi, OLD.sha256, OLD.ukuran)
         IS DISTINCT FROM (NEW.isi, NEW.sha256, NEW.ukuran))
  THEN
    RAISE EXCEPTION 'Dokumen % sudah diterbitkan dan tidak boleh diubah atau dihapus.', OLD.kode
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER dokumen_sekali_dibuat BEFORE UPDATE OR DELETE ON pelatihan_dokumen
  FOR EACH ROW EXECUTE FUNCTION dokumen_sekali_dibuat();
"""


class Migration(migrations.Migration):
    """The trail is append-only; a paper is issued once, its bytes are stored once."""

    dependencies = [("pelatihan", "0002_initial"), ("alat", "0002_isi_berkas_tidak_berubah")]
    operations = [
        hanya_tambah("pelatihan_jejak"),
        migrations.RunSQL(
            DOKUMEN, "DROP TRIGGER IF EXISTS dokumen_sekali_dibuat ON pelatihan_dokumen;"
        ),
    ]
