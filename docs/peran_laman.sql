-- Peran basis data bagi laman dan pekerja, tanpa DDL dan tanpa TRUNCATE.
--
-- Dijalankan sekali oleh peran pemilik (yang menjalankan `migrate`), sesudah `migrate` pertama:
--     psql "$DATABASE_URL_PEMILIK" -f docs/peran_laman.sql
--     psql "$DATABASE_URL_PEMILIK" -c '\password eregistrasi_laman'
-- Sesudah itu `migrate` memakai peran pemilik, sedangkan gunicorn dan `pekerja` memakai
-- DATABASE_URL=postgresql://eregistrasi_laman:sandi@server/eregistrasi

CREATE ROLE eregistrasi_laman LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO eregistrasi_laman;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO eregistrasi_laman;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO eregistrasi_laman;

-- Tabel dari `migrate` berikutnya.
ALTER DEFAULT PRIVILEGES IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO eregistrasi_laman;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO eregistrasi_laman;

-- Yang hanya bertambah: di sini hak itu tidak ada, di samping pemicu yang menolaknya dari siapa pun.
REVOKE UPDATE, DELETE ON pelatihan_jejak, pelatihan_tambatanjejak, pelatihan_versisop,
  peserta_jawaban, peserta_koreksipeserta, laporan_pemeriksaan, laporan_penerimaan
  FROM eregistrasi_laman;
REVOKE DELETE ON pelatihan_rantaijejak, pelatihan_dokumen FROM eregistrasi_laman;
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM eregistrasi_laman;

-- Ruang latihan dibuat dan dihapus melalui dua fungsi milik pemilik; keduanya hanya menyentuh skema
-- bernama latihan_... Pemilik memerlukan hak CREATE pada basis data (pemilik basis data memilikinya).
GRANT EXECUTE ON FUNCTION ruang_buat(text, text[], text[], text[], bigint), ruang_buang(text)
  TO eregistrasi_laman;
