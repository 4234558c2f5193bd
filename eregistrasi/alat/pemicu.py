"""Triggers by which PostgreSQL itself keeps a table append-only."""

from django.db import migrations

FUNGSI = """
CREATE OR REPLACE FUNCTION tolak_perubahan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Baris % tidak boleh diubah atau dihapus.', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def hanya_tambah(tabel, *, saat="UPDATE OR DELETE"):
    """A migration operation: rows of `tabel` may be added, never changed (`saat`) again."""
    return migrations.RunSQL(
        f"{FUNGSI} CREATE TRIGGER {tabel}_hanya_tambah BEFORE {saat} ON {tabel} "
        "FOR EACH ROW EXECUTE FUNCTION tolak_perubahan();",
        f"DROP TRIGGER IF EXISTS {tabel}_hanya_tambah ON {tabel};",
    )


def tidak_dikosongkan(tabel):
    """A migration operation: `tabel` cannot be emptied at one stroke, by its owner neither."""
    return migrations.RunSQL(
        f"{FUNGSI} CREATE TRIGGER {tabel}_tidak_dikosongkan BEFORE TRUNCATE ON {tabel} "
        "FOR EACH STATEMENT EXECUTE FUNCTION tolak_perubahan();",
        f"DROP TRIGGER IF EXISTS {tabel}_tidak_dikosongkan ON {tabel};",
    )
