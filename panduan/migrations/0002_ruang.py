from django.db import migrations

# Definitions are read while `public` is the path, so that they name nothing by its schema, and
# are carried out while the room is: the same words then mean the room's own tables. The function
# runs with the rights of whoever migrates, so the site's role needs no CREATE of its own.
BUAT = r"""
CREATE FUNCTION public.ruang_buat(
  nama text, berbagi text[], disalin text[], lepas text[], pemilik bigint
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE perintah text[]; satu text; awal bigint;
  pemanggil text := coalesce(nullif(current_setting('role'), 'none'), session_user);
BEGIN
  IF nama !~ '^latihan_[0-9a-z]{12}$' THEN
    RAISE EXCEPTION 'Nama ruang tidak sah: %', nama;
  END IF;
  -- Numbers that no row of the site has, so that nothing kept by number can be mixed up.
  awal := (1 + floor(random() * 8000))::bigint * 1000000000000;
  perintah := ARRAY(
    WITH ruang_tabel AS (
      SELECT oid, relname::text AS tabel FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        AND relname <> ALL (berbagi)
    )
    SELECT p FROM (
      SELECT 1 AS giliran, format('CREATE TABLE %I (LIKE public.%I INCLUDING DEFAULTS '
        'INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING IDENTITY INCLUDING STORAGE)',
        tabel, tabel) AS p FROM ruang_tabel
      UNION ALL
      SELECT 2, format('ALTER TABLE %I ALTER COLUMN %I RESTART WITH %s', tabel, attname, awal)
        FROM ruang_tabel t JOIN pg_attribute a ON a.attrelid = t.oid
        WHERE a.attidentity <> '' AND format_type(a.atttypid, NULL) = 'bigint'
      UNION ALL
      SELECT 3, replace(pg_get_functiondef(f.oid), 'FUNCTION public.', format('FUNCTION %I.', nama))
        FROM pg_proc f WHERE f.pronamespace = 'public'::regnamespace AND f.prokind = 'f'
        AND f.proname !~ '^ruang_'
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
          AND d.objid = f.oid AND d.deptype = 'e')
      UNION ALL
      SELECT 4, format('INSERT INTO %I SELECT * FROM public.%I', t, t) FROM unnest(disalin) t
      UNION ALL
      SELECT 5, format('INSERT INTO pengguna_pengguna SELECT * FROM public.pengguna_pengguna '
        'WHERE id = %s', pemilik)
      UNION ALL
      SELECT 6, regexp_replace(pg_get_indexdef(i.indexrelid), ' ON (ONLY )?public\.', ' ON \1')
        FROM ruang_tabel t JOIN pg_index i ON i.indrelid = t.oid
        WHERE NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid
          AND c.contype IN ('p', 'u', 'x') AND c.conrelid = t.oid)
      UNION ALL
      SELECT CASE c.contype WHEN 'f' THEN 8 ELSE 7 END,
        format('ALTER TABLE %I ADD CONSTRAINT %I %s', t.tabel, c.conname,
          pg_get_constraintdef(c.oid))
        FROM ruang_tabel t JOIN pg_constraint c ON c.conrelid = t.oid
        WHERE c.contype IN ('p', 'u', 'x', 'f') AND c.conname <> ALL (lepas)
      UNION ALL
      SELECT 9, pg_get_triggerdef(g.oid, true)
        FROM ruang_tabel t JOIN pg_trigger g ON g.tgrelid = t.oid WHERE NOT g.tgisinternal
    ) AS semua ORDER BY giliran, p);
  EXECUTE format('CREATE SCHEMA %I', nama);
  PERFORM set_config('search_path', format('%I, public', nama), true);
  PERFORM set_config('check_function_bodies', 'off', true);
  FOREACH satu IN ARRAY perintah LOOP
    EXECUTE satu;
  END LOOP;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', nama, pemanggil);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I',
    nama, pemanggil);
  EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO %I', nama, pemanggil);
  -- The account that the room knows cannot be signed in with.
  UPDATE pengguna_pengguna SET password = '!';
END $$;
REVOKE ALL ON FUNCTION public.ruang_buat(text, text[], text[], text[], bigint) FROM PUBLIC;
"""
BUANG = r"""
CREATE FUNCTION public.ruang_buang(nama text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET client_min_messages = warning AS $$
BEGIN
  IF nama !~ '^latihan_[0-9a-z]{12}$' THEN
    RAISE EXCEPTION 'Nama ruang tidak sah: %', nama;
  END IF;
  EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', nama);
END $$;
REVOKE ALL ON FUNCTION public.ruang_buang(text) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    """Making a room for a rehearsal, and taking it away: two functions that can do nothing else."""

    dependencies = [("panduan", "0001_initial")]
    operations = [
        migrations.RunSQL(
            BUAT, "DROP FUNCTION public.ruang_buat(text, text[], text[], text[], bigint);"
        ),
        migrations.RunSQL(BUANG, "DROP FUNCTION public.ruang_buang(text);"),
    ]
