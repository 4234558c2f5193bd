from django.db import migrations, models

# What was overtaken by a decision before this column was there.
GUGUR = """
UPDATE laporan_penjelasan t SET gugur_pada = (
  SELECT min(j.waktu) FROM pelatihan_jejak j JOIN laporan_laporan l ON l.id = t.laporan_id
  WHERE j.pelatihan_id = l.pelatihan_id AND j.waktu > t.ditanya_pada
    AND j.aksi IN ('kembalikan_kepada_ketua', 'terima_laporan'))
WHERE t.dijawab_pada IS NULL;
"""


class Migration(migrations.Migration):
    """A question that a decision has overtaken waits for no answer."""

    dependencies = [("laporan", "0004_urutan_catatan_penjelasan")]

    operations = [
        migrations.AddField(
            "penjelasan", "gugur_pada", models.DateTimeField(blank=True, null=True)
        ),
        migrations.RemoveConstraint("penjelasan", "penjelasan_satu_yang_terbuka"),
        migrations.RunSQL(GUGUR, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "penjelasan",
            models.UniqueConstraint(
                fields=["laporan"],
                condition=models.Q(dijawab_pada=None, gugur_pada=None),
                name="penjelasan_satu_yang_terbuka",
            ),
        ),
    ]
