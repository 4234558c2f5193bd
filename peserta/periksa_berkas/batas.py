"""The limits of a document, and of the process that opens it."""

UKURAN_BERKAS = 5 * 1024 * 1024
#: pages of a PDF; a longer one is not one document of one person
HALAMAN = 50
#: indirect objects of a PDF, and bytes of all its streams once unpacked
OBJEK = 200_000
TERBENTANG = 256 * 1024 * 1024
#: filters of one stream, one inside the other
SARINGAN = 4
#: how deep direct objects may lie in each other
KEDALAMAN = 60
#: bytes after the last %%EOF of a PDF
EKOR = 1024
#: pixels of an image, before anything of it is unpacked
PIKSEL = 40_000_000
#: pixels of the longer side of what is kept: an A4 page at 340 dpi
SISI = 4000
#: tried in this order until the picture is no larger than what may be handed in
MUTU_JPEG = (85, 70, 50)
#: unpacked bytes of one text chunk of a PNG, and of all of them
TEKS_PNG, TEKS_PNG_SEMUA = 1024 * 1024, 4 * 1024 * 1024
#: the longer side, in pixels, of a page that is shown to whoever checks it
SISI_HALAMAN = 1400
#: bounds of the child process: seconds of work, seconds to wait for it on a busy machine, memory
DETIK_PROSES = 10
DETIK_TUNGGU = 25
MEMORI_PROSES = 768 * 1024 * 1024
#: how the child says that it ran out of memory
KELUAR_MEMORI = 3
