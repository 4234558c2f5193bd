"""The limits of the import."""

UKURAN_BERKAS = 5_242_880
UKURAN_TERBUKA = 52_428_800
RASIO_BAGIAN = 200
#: below this size a part may be as repetitive as it likes
RASIO_MULAI = 1_048_576
JUMLAH_BAGIAN = 200
BARIS_DATA = 5_000
#: rows and cells with anything in them, after which a sheet is not read on
BARIS_BERISI = 20_000
SEL_BERISI = 300_000
#: different texts of one workbook
TEKS_BERSAMA = 300_000
#: merged ranges of one sheet
GABUNGAN = 100_000
KOLOM = 50
BARIS_JUDUL = 20
#: rows among which a heading may be chosen by hand, rows shown beside it, and what of them
BARIS_PETAAN = 60
BARIS_INTIP = 90
LEMBAR_INTIP = 20
CONTOH_INTIP = 3
HURUF_INTIP = 80
TEKS = 500
#: degrees before or behind a name, from whatever columns: the width of their fields
GELAR = 150
#: bounds of the child process: seconds of work, and seconds to wait for it on a busy machine
DETIK_PROSES = 25
DETIK_TUNGGU = 45
MEMORI_PROSES = 256 * 1024 * 1024
#: how the child says that it ran out of memory
KELUAR_MEMORI = 3
