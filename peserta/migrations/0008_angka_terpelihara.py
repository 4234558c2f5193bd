import django.db.models.functions.text
from django.db import migrations, models

AKTIF = models.Q(dibatalkan_pada=None)
NAMA = django.db.models.functions.text.Lower("nama")

# figure -> who counts in it
SYARAT = {
    "dipanggil": "dibatalkan_pada IS NULL",
    "diundang": "dibatalkan_pada IS NULL AND diundang",
    "bersedia": "dibatalkan_pada IS NULL AND jawaban_kini = 'bersedia'",
    "tidak_bersedia": "dibatalkan_pada IS NULL AND jawaban_kini = 'tidak_bersedia'",
    "tanpa_surel": "dibatalkan_pada IS NULL AND email = ''",
    "dibatalkan": "dibatalkan_pada IS NOT NULL",
}
JUMLAH = ", ".join(f"coalesce(sum(tanda) FILTER (WHERE {s}), 0)" for s in SYARAT.values())


def catat(asal):
    """An INSERT of what the rows of `asal` add (tanda 1) or take away (-1), for each training."""
    return (
        f"INSERT INTO peserta_hitungan (pelatihan_id, {', '.join(SYARAT)})"
        f" SELECT pelatihan_id, {JUMLAH} FROM ({asal}) AS baris GROUP BY pelatihan_id"
        f" HAVING ({JUMLAH}) <> (0, 0, 0, 0, 0, 0) ORDER BY pelatihan_id;"
    )


# While the copies and sums are made, nobody writes; the lock ends with the transaction.
ISI_SALINAN = """
LOCK TABLE peserta_peserta, peserta_konfirmasi, peserta_hitungan IN SHARE ROW EXCLUSIVE MODE;
UPDATE peserta_peserta SET diundang = true, jawaban_kini = k.jawaban_kini,
  dijawab_pada = k.dijawab_pada
FROM peserta_konfirmasi k WHERE k.peserta_id = peserta_peserta.id;
"""

ISI_HITUNGAN = f"""
DELETE FROM peserta_hitungan;
{catat("SELECT *, 1 AS tanda FROM peserta_peserta")}
"""

# Whoever writes another value than the person's Konfirmasi says (a form's save() of a row that
# was read before the answer came), writes what it says. The row is locked by then, so it is the
# newest; the lookup happens only where a value would change.
JAGA = """
CREATE FUNCTION peserta_salinan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT k.jawaban_kini, k.dijawab_pada INTO NEW.jawaban_kini, NEW.dijawab_pada
  FROM peserta_konfirmasi k WHERE k.peserta_id = NEW.id;
  NEW.diundang := FOUND;
  NEW.jawaban_kini := coalesce(NEW.jawaban_kini, '');
  RETURN NEW;
END $$;
CREATE TRIGGER peserta_salinan_baru BEFORE INSERT ON peserta_peserta FOR EACH ROW
  WHEN (NEW.diundang OR NEW.jawaban_kini <> '' OR NEW.dijawab_pada IS NOT NULL)
  EXECUTE FUNCTION peserta_salinan();
CREATE TRIGGER peserta_salinan_tetap
  BEFORE UPDATE OF diundang, jawaban_kini, dijawab_pada ON peserta_peserta FOR EACH ROW
  WHEN ((OLD.diundang, OLD.jawaban_kini, OLD.dijawab_pada)
    IS DISTINCT FROM (NEW.diundang, NEW.jawaban_kini, NEW.dijawab_pada))
  EXECUTE FUNCTION peserta_salinan();
"""
LEPAS_JAGA = """
DROP TRIGGER peserta_salinan_tetap ON peserta_peserta;
DROP TRIGGER peserta_salinan_baru ON peserta_peserta;
DROP FUNCTION peserta_salinan();
"""

# Many people are asked in one statement, and copied in one, so that the figures get one row.
# Its plan is kept for the connection: it must suit one person after a thousand as well.
SALIN = """
CREATE FUNCTION peserta_salin_kumpulan() RETURNS trigger LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
BEGIN
  UPDATE peserta_peserta p SET diundang = k.id IS NOT NULL,
    jawaban_kini = coalesce(k.jawaban_kini, ''), dijawab_pada = k.dijawab_pada
  FROM kena LEFT JOIN peserta_konfirmasi k ON k.peserta_id = kena.peserta_id
  WHERE p.id = kena.peserta_id;
  RETURN NULL;
END $$;
CREATE FUNCTION peserta_salin_satu() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.peserta_id <> NEW.peserta_id THEN
    UPDATE peserta_peserta SET diundang = false, jawaban_kini = '', dijawab_pada = NULL
    WHERE id = OLD.peserta_id;
  END IF;
  UPDATE peserta_peserta SET diundang = true, jawaban_kini = NEW.jawaban_kini,
    dijawab_pada = NEW.dijawab_pada
  WHERE id = NEW.peserta_id;
  RETURN NULL;
END $$;
CREATE TRIGGER konfirmasi_salin_baru AFTER INSERT ON peserta_konfirmasi
  REFERENCING NEW TABLE AS kena FOR EACH STATEMENT EXECUTE FUNCTION peserta_salin_kumpulan();
CREATE TRIGGER konfirmasi_salin_hapus AFTER DELETE ON peserta_konfirmasi
  REFERENCING OLD TABLE AS kena FOR EACH STATEMENT EXECUTE FUNCTION peserta_salin_kumpulan();
CREATE TRIGGER konfirmasi_salin_ubah
  AFTER UPDATE OF jawaban_kini, dijawab_pada, peserta_id ON peserta_konfirmasi FOR EACH ROW
  WHEN ((OLD.jawaban_kini, OLD.dijawab_pada, OLD.peserta_id)
    IS DISTINCT FROM (NEW.jawaban_kini, NEW.dijawab_pada, NEW.peserta_id))
  EXECUTE FUNCTION peserta_salin_satu();
"""
LEPAS_SALIN = """
DROP TRIGGER konfirmasi_salin_ubah ON peserta_konfirmasi;
DROP TRIGGER konfirmasi_salin_hapus ON peserta_konfirmasi;
DROP TRIGGER konfirmasi_salin_baru ON peserta_konfirmasi;
DROP FUNCTION peserta_salin_satu();
DROP FUNCTION peserta_salin_kumpulan();
"""

HITUNG = f"""
CREATE FUNCTION peserta_hitung() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    {catat("SELECT *, 1 AS tanda FROM baru")}
  ELSIF TG_OP = 'DELETE' THEN
    {catat("SELECT *, -1 AS tanda FROM lama")}
  ELSE
    {catat("SELECT *, 1 AS tanda FROM baru UNION ALL SELECT *, -1 FROM lama")}
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER peserta_hitung_tambah AFTER INSERT ON peserta_peserta
  REFERENCING NEW TABLE AS baru FOR EACH STATEMENT EXECUTE FUNCTION peserta_hitung();
CREATE TRIGGER peserta_hitung_hapus AFTER DELETE ON peserta_peserta
  REFERENCING OLD TABLE AS lama FOR EACH STATEMENT EXECUTE FUNCTION peserta_hitung();
CREATE TRIGGER peserta_hitung_ubah AFTER UPDATE ON peserta_peserta
  REFERENCING OLD TABLE AS lama NEW TABLE AS baru
  FOR EACH STATEMENT EXECUTE FUNCTION peserta_hitung();
"""
LEPAS_HITUNG = """
DROP TRIGGER peserta_hitung_ubah ON peserta_peserta;
DROP TRIGGER peserta_hitung_hapus ON peserta_peserta;
DROP TRIGGER peserta_hitung_tambah ON peserta_peserta;
DROP FUNCTION peserta_hitung();
DELETE FROM peserta_hitungan;
"""


class Migration(migrations.Migration):
    """Copies of the answer and figures of a training, kept by the database with every change."""

    dependencies = [("peserta", "0007_bahan_impor_dan_hitungan")]

    operations = [
        migrations.AddField(
            "peserta",
            "dijawab_pada",
            models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.RunSQL(ISI_SALINAN, migrations.RunSQL.noop),
        migrations.RemoveIndex("peserta", "peserta_menurut_nama"),
        migrations.AddIndex(
            "peserta",
            models.Index(
                models.F("pelatihan"),
                NAMA,
                models.F("id"),
                condition=AKTIF,
                include=["nama"],
                name="peserta_menurut_nama",
            ),
        ),
        migrations.AddIndex(
            "peserta",
            models.Index(
                models.F("pelatihan"),
                models.F("jawaban_kini"),
                NAMA,
                models.F("id"),
                condition=AKTIF,
                include=["nama"],
                name="peserta_menurut_jawaban",
            ),
        ),
        migrations.AddIndex(
            "peserta",
            models.Index(
                models.F("pelatihan"),
                models.F("dijawab_pada").desc(nulls_last=True),
                NAMA,
                models.F("id"),
                condition=AKTIF,
                include=["nama"],
                name="peserta_urut_waktu",
            ),
        ),
        migrations.AddIndex(
            "peserta",
            models.Index(
                models.F("pelatihan"),
                django.db.models.functions.text.Lower("unit_kerja"),
                NAMA,
                models.F("id"),
                condition=AKTIF,
                include=["unit_kerja", "nama"],
                name="peserta_urut_unit",
            ),
        ),
        migrations.AddIndex(
            "peserta",
            models.Index(
                models.F("pelatihan"),
                NAMA,
                models.F("id"),
                condition=~AKTIF,
                name="peserta_dibatalkan",
            ),
        ),
        migrations.RunSQL(ISI_HITUNGAN, migrations.RunSQL.noop),
        migrations.RunSQL(JAGA, LEPAS_JAGA),
        migrations.RunSQL(SALIN, LEPAS_SALIN),
        migrations.RunSQL(HITUNG, LEPAS_HITUNG),
    ]
