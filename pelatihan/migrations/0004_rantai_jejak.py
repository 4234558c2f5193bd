import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from eregistrasi.alat.pemicu import hanya_tambah, tidak_dikosongkan

# What a line's hash is taken over: the hash before it and all of its words, as JSON.
FUNGSI = """
CREATE FUNCTION jejak_naskah(j pelatihan_jejak, sebelum text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_array(sebelum, j.pelatihan_id, j.nomor, j.id, j.aksi, j.oleh_id, j.pelaku,
    j.sebagai, j.mewakili, j.tindakan, j.catatan,
    to_char(j.waktu AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))::text
$$;
CREATE FUNCTION jejak_sidik(j pelatihan_jejak, sebelum text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(jejak_naskah(j, sebelum), 'UTF8')), 'hex')
$$;
"""
BUANG_FUNGSI = """
DROP FUNCTION jejak_sidik(pelatihan_jejak, text); DROP FUNCTION jejak_naskah(pelatihan_jejak, text);
"""

# Lines that were written before the chain are numbered and linked in the order they came.
RANTAIKAN = """
LOCK TABLE pelatihan_jejak IN SHARE ROW EXCLUSIVE MODE;
DO $$
DECLARE j pelatihan_jejak; n integer := 0; lalu text; berkas bigint;
BEGIN
  FOR j IN SELECT * FROM pelatihan_jejak ORDER BY pelatihan_id, id LOOP
    IF berkas IS DISTINCT FROM j.pelatihan_id THEN
      berkas := j.pelatihan_id; n := 0; lalu := repeat('0', 64);
    END IF;
    n := n + 1; j.nomor := n; j.sidik := jejak_sidik(j, lalu); lalu := j.sidik;
    UPDATE pelatihan_jejak SET nomor = j.nomor, sidik = j.sidik WHERE id = j.id;
    INSERT INTO pelatihan_rantaijejak (pelatihan_id, nomor, sidik) VALUES (berkas, n, lalu)
      ON CONFLICT (pelatihan_id) DO UPDATE SET nomor = n, sidik = lalu;
  END LOOP;
END $$;
SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
"""

# The training's row is locked first, as everywhere: two lines of one case never come at once.
PEMICU = """
CREATE FUNCTION jejak_dirantai() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE lalu text;
BEGIN
  PERFORM 1 FROM pelatihan_pelatihan WHERE id = NEW.pelatihan_id FOR NO KEY UPDATE;
  INSERT INTO pelatihan_rantaijejak (pelatihan_id, nomor, sidik)
    VALUES (NEW.pelatihan_id, 0, repeat('0', 64)) ON CONFLICT (pelatihan_id) DO NOTHING;
  SELECT r.nomor + 1, r.sidik INTO NEW.nomor, lalu
    FROM pelatihan_rantaijejak r WHERE r.pelatihan_id = NEW.pelatihan_id FOR UPDATE;
  NEW.sidik := jejak_sidik(NEW, lalu);
  UPDATE pelatihan_rantaijejak SET nomor = NEW.nomor, sidik = NEW.sidik
    WHERE pelatihan_id = NEW.pelatihan_id;
  RETURN NEW;
END $$;
CREATE TRIGGER jejak_dirantai BEFORE INSERT ON pelatihan_jejak
  FOR EACH ROW EXECUTE FUNCTION jejak_dirantai();
"""
BUANG_PEMICU = """
DROP TRIGGER IF EXISTS jejak_dirantai ON pelatihan_jejak; DROP FUNCTION jejak_dirantai();
"""
SIDIK = dict(max_length=64, default="", editable=False)


class Migration(migrations.Migration):
    """Every line of the trail carries a hash over itself and the line before it."""

    dependencies = [("pelatihan", "0003_jejak_dan_dokumen_tidak_berubah")]
    operations = [
        migrations.AddField("jejak", "mewakili", models.CharField(blank=True, default="", max_length=200)),
        migrations.AlterField("jejak", "mewakili", models.CharField(blank=True, max_length=200)),
        migrations.AddField("jejak", "nomor", models.PositiveIntegerField(default=0, editable=False)),
        migrations.AddField("jejak", "sidik", models.CharField(**SIDIK)),
        migrations.CreateModel(
            "RantaiJejak",
            fields=[
                (
                    "pelatihan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="rantai_jejak",
                        serialize=False,
                        to="pelatihan.pelatihan",
                    ),
                ),
                ("nomor", models.PositiveIntegerField(default=0)),
                ("sidik", models.CharField(default="0" * 64, max_length=64)),
            ],
            options={"verbose_name": "rantai jejak", "verbose_name_plural": "rantai jejak"},
        ),
        migrations.CreateModel(
            "TambatanJejak",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("waktu", models.DateTimeField(default=django.utils.timezone.now)),
                ("kepala", models.JSONField()),
                ("sebelum", models.CharField(default="0" * 64, max_length=64)),
                ("sidik", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "tambatan jejak",
                "verbose_name_plural": "tambatan jejak",
                "ordering": ["pk"],
            },
        ),
        migrations.RunSQL(
            "DROP TRIGGER IF EXISTS pelatihan_jejak_hanya_tambah ON pelatihan_jejak;",
            hanya_tambah("pelatihan_jejak").sql,
        ),
        migrations.RunSQL(FUNGSI, BUANG_FUNGSI),
        migrations.RunSQL(RANTAIKAN, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "jejak",
            models.UniqueConstraint(fields=("pelatihan", "nomor"), name="jejak_nomor_unik"),
        ),
        migrations.RunSQL(PEMICU, BUANG_PEMICU),
        hanya_tambah("pelatihan_jejak"),
        hanya_tambah("pelatihan_tambatanjejak"),
        *[
            tidak_dikosongkan(f"pelatihan_{nama}")
            for nama in ("jejak", "rantaijejak", "tambatanjejak", "dokumen")
        ],
    ]
