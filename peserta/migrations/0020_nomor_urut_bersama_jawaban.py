from django.db import migrations

# The first answer brings the number of the proof, in the one update that copies the answer. Who
# answers holds the training, so that two never get the same; the unique constraint stands behind.
NOMOR = """
    nomor_urut = CASE WHEN NEW.jawaban_kini = '' THEN p.nomor_urut ELSE coalesce(p.nomor_urut, (
      SELECT coalesce(max(q.nomor_urut), 0) + 1 FROM peserta_peserta q
      WHERE q.pelatihan_id = p.pelatihan_id)) END,"""

SALIN_SATU = """
CREATE OR REPLACE FUNCTION peserta_salin_satu() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.peserta_id <> NEW.peserta_id THEN
    UPDATE peserta_peserta SET diundang = false, jawaban_kini = '', dijawab_pada = NULL
    WHERE id = OLD.peserta_id;
  END IF;
  UPDATE peserta_peserta p SET{nomor} diundang = true, jawaban_kini = NEW.jawaban_kini,
    dijawab_pada = NEW.dijawab_pada
  WHERE p.id = NEW.peserta_id;
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    """The database numbers a participant with their first answer."""

    dependencies = [("peserta", "0019_tautan_unit_dan_surat_keterangan")]

    operations = [migrations.RunSQL(SALIN_SATU.format(nomor=NOMOR), SALIN_SATU.format(nomor=""))]
