import django.db.models.deletion
from django.db import migrations, models

#: model, its name seen from the training, what is empty while it waits, index, how it is filled
MILIK = (
    (
        "permintaanbuka",
        "permintaan_buka",
        "diputus_pada",
        "permintaan_buka_menunggu",
        """
        UPDATE peserta_permintaanbuka b SET pelatihan_id = o.pelatihan_id
        FROM peserta_konfirmasi k JOIN peserta_peserta o ON o.id = k.peserta_id
        WHERE k.id = b.konfirmasi_id
        """,
    ),
    (
        "sanggahan",
        "semua_sanggahan",
        "ditanggapi_pada",
        "sanggahan_menunggu",
        """
        UPDATE peserta_sanggahan b SET pelatihan_id = o.pelatihan_id
        FROM peserta_jawaban j
        JOIN peserta_konfirmasi k ON k.id = j.konfirmasi_id
        JOIN peserta_peserta o ON o.id = k.peserta_id
        WHERE j.id = b.jawaban_id
        """,
    ),
)


def _kunci(model, balik, **lagi):
    kolom = models.ForeignKey(
        "pelatihan.pelatihan",
        django.db.models.deletion.PROTECT,
        db_index=False,
        related_name=balik,
        **lagi,
    )
    return (model, "pelatihan", kolom)


class Migration(migrations.Migration):
    """Requests and objections know their training: counting them joins nothing."""

    dependencies = [
        ("pelatihan", "0003_jejak_dan_dokumen_tidak_berubah"),
        ("peserta", "0012_saring_cepat"),
    ]

    operations = [
        langkah
        for model, balik, selesai, indeks, isi in MILIK
        for langkah in (
            migrations.AddField(*_kunci(model, balik, null=True)),
            migrations.RunSQL(isi, migrations.RunSQL.noop),
            migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
            migrations.AlterField(*_kunci(model, balik)),
            migrations.AddIndex(
                model,
                models.Index(
                    fields=["pelatihan"],
                    condition=models.Q(**{selesai: None}),
                    name=indeks,
                ),
            ),
        )
    ]
