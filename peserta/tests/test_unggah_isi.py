"""What Sari's phone may send, and what an enemy may: a sentence for each, and no row."""

import io
import time

import pikepdf
import pytest
from PIL import Image

from peserta.models import BerkasDukung
from peserta.periksa_berkas import batas, periksa
from peserta.tests import berkas_jahat as jahat
from peserta.tests.penyerah import PAS_FOTO, Penyerah, bersedia

pytestmark = pytest.mark.django_db

JENIS = "Jenis berkas tidak didukung. Gunakan PDF, JPG, PNG, atau HEIC."
RUSAK = "Berkas kosong atau rusak. Periksa berkas, lalu unggah kembali."
CETAK = "Cetak ke PDF, lalu unggah hasilnya."


@pytest.fixture
def sari(pelatihan_di):
    _, (konfirmasi,) = bersedia(pelatihan_di)
    return Penyerah.masuk(konfirmasi)


def ditolak(sari, isi, nama="surat.pdf", **lain):
    """The sentence beside the field; nothing was kept."""
    jawab = sari.unggah(isi, nama, **lain)
    assert jawab.status_code == 422
    assert not BerkasDukung.objects.exists()
    (pesan,) = [teks for _, teks in jawab.context["salah"]]
    assert jawab.content.decode().count('id="salah-SURAT_TUGAS"') == 1
    return pesan


def tersimpan(sari, isi, nama, **lain):
    """(row, bytes) of a file that was taken."""
    assert sari.unggah(isi, nama, **lain).status_code == 200
    (berkas,) = sari.berkas
    with berkas.berkas.open() as kini:
        return berkas, kini.read()


def test_u01_an_empty_file(sari):
    assert ditolak(sari, b"") == RUSAK


def test_u02_a_byte_more_than_five_megabytes(sari):
    tepat = jahat.pdf_seukuran(batas.UKURAN_BERKAS)
    pesan = "Ukuran berkas melebihi 5 MB. Perkecil berkas, lalu unggah kembali."
    assert ditolak(sari, jahat.pdf_seukuran(batas.UKURAN_BERKAS + 1)) == pesan
    berkas, _ = tersimpan(sari, tepat, "tepat.pdf")
    assert berkas.ukuran == batas.UKURAN_BERKAS


def test_u04_a_program_called_pdf(sari):
    pesan = ditolak(sari, b"MZ\x90\0" + b"\0" * 500)
    assert pesan == JENIS.replace("didukung", "didukung (program komputer)")


def test_u05_a_pdf_behind_a_page_of_html(sari):
    pesan = ditolak(sari, b"<html>" + b" " * 1000 + jahat.pdf())
    assert pesan == JENIS.replace("didukung", "didukung (halaman web)")


@pytest.mark.parametrize("ekor", [jahat.zip_kecil(), b"\n" + b"<script>x</script>" * 100])
def test_u06_something_else_rides_behind_the_pdf(ekor, sari):
    assert ditolak(sari, jahat.pdf() + ekor) == (
        f"Berkas PDF ini memuat berkas lain di belakangnya. {CETAK}"
    )


def test_u06_an_archive_that_hides_before_the_end_mark(sari):
    isi = jahat.pdf()
    assert "memuat berkas lain" in ditolak(sari, isi + jahat.zip_kecil() + b"\n%%EOF\n")


@pytest.mark.parametrize("ekor", [b"<?php system($_GET['x']); ?>", jahat.zip_kecil()])
def test_u07_what_hangs_behind_a_photo_is_gone(ekor, sari):
    _, kini = tersimpan(sari, jahat.gambar() + ekor, "foto.jpg")
    assert ekor not in kini
    assert kini.startswith(b"\xff\xd8\xff")
    assert kini.endswith(b"\xff\xd9")


def test_u08_only_what_can_be_seen_of_a_photo_remains(sari):
    asli = jahat.jpeg_berjejak()
    assert asli.count(b"<script>") == 3
    _, kini = tersimpan(sari, asli, "foto.jpg")
    assert b"script" not in kini
    with Image.open(io.BytesIO(kini)) as foto:
        assert dict(foto.getexif()) == {}
        assert {"exif", "icc_profile", "comment"} & foto.info.keys() == set()
        assert foto.size == (240, 320)  # it lay sideways; now it stands
        assert sum(foto.getpixel((230, 10))) < 60  # its black corner, turned along


def test_u08_comments_of_a_png_are_gone(sari):
    asli = jahat.png_berteks()
    assert b"script" in asli
    berkas, kini = tersimpan(sari, asli, "foto.png")
    assert (berkas.jenis, b"script" in kini) == ("png", False)


def test_u09_more_pixels_than_anybody_needs(sari):
    awal = time.monotonic()
    assert ditolak(sari, jahat.jpeg_raksasa(), "foto.jpg") == (
        "Gambar melebihi 40 megapiksel. Perkecil gambar, lalu unggah kembali."
    )
    assert time.monotonic() - awal < 10


def test_u10_a_png_whose_text_unpacks_to_300_megabytes(sari):
    assert "teks tersembunyi yang terlalu besar" in ditolak(sari, jahat.png_bom_teks(), "foto.png")


def test_u11_moving_pictures(sari):
    assert ditolak(sari, jahat.png_bergerak(), "foto.png") == (
        "Gambar bergerak tidak didukung. Gunakan satu gambar diam: JPG, PNG, atau HEIC."
    )
    assert ditolak(sari, jahat.gif_bergerak(), "foto.gif") == JENIS.replace(
        "didukung", "didukung (gambar GIF)"
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><foreignObject/></svg>'


@pytest.mark.parametrize("nama", ["gambar.svg", "gambar.png"])
def test_u12_a_drawing_that_runs_a_script(nama, sari):
    assert ditolak(sari, SVG, nama).replace(" (gambar SVG)", "") == JENIS


@pytest.mark.parametrize(
    "isi",
    [
        b"<!doctype html><script>alert(1)</script>",
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>",
        b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
        b'<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="x.xsl"?><a/>',
    ],
)
@pytest.mark.parametrize("nama", ["surat.html", "surat.pdf"])
def test_u13_pages_of_the_web(nama, isi, sari):
    assert ditolak(sari, isi, nama).replace(" (halaman web)", "") == JENIS


def test_u14_a_heic_of_an_iphone_becomes_a_jpeg(sari):
    berkas, kini = tersimpan(sari, jahat.gambar("HEIF"), "IMG_0001.HEIC")
    with Image.open(io.BytesIO(kini)) as foto:
        assert (berkas.jenis, foto.format, foto.size) == ("jpg", "JPEG", (320, 240))
    assert berkas.sha256_serah != berkas.sha256


@pytest.mark.parametrize(("jenis", "sebut"), [("WEBP", "WebP"), ("TIFF", "TIFF"), ("GIF", "GIF")])
def test_u14_other_pictures_are_told_which_will_do(jenis, sebut, sari):
    pesan = ditolak(sari, jahat.gambar(jenis), "foto.jpg")
    assert pesan == JENIS.replace("didukung", f"didukung (gambar {sebut})")


@pytest.mark.parametrize("nama", ["surat.docx", "surat.pdf"])
def test_u15_an_office_document(nama, sari):
    pesan = ditolak(sari, jahat.zip_kecil(), nama)
    assert pesan.replace(" (dokumen Word, Excel, atau ZIP; simpan dahulu sebagai PDF)", "") == JENIS


@pytest.mark.parametrize(
    ("ubah", "sebut"),
    [
        (jahat.aksi("/JavaScript", JS="app.alert(1)"), "program (JavaScript)"),
        (jahat.aksi("/Launch", F="cmd.exe"), "perintah membuka program lain"),
        (jahat.aksi("/SubmitForm"), "tindakan otomatis"),
        (
            lambda p: p.pages[0].__setitem__("/AA", pikepdf.Dictionary()),
            "tindakan otomatis",
        ),
        (
            lambda p: p.Root.__setitem__(
                "/Names", pikepdf.Dictionary(JavaScript=pikepdf.Dictionary())
            ),
            "program (JavaScript)",
        ),
    ],
)
def test_u16_a_pdf_that_does_something(ubah, sebut, sari):
    assert ditolak(sari, jahat.pdf(1, ubah)) == f"Berkas PDF ini memuat {sebut}. {CETAK}"


def test_u16_a_name_written_in_other_letters(sari):
    isi = jahat.pdf(1, jahat.aksi("/JavaScriptxx"))
    assert not periksa(isi, "a.pdf").kode  # no action that anybody knows
    samar = isi.replace(b"/JavaScriptxx", b"/J#61vaScript")
    assert len(samar) == len(isi)
    assert "JavaScript" in ditolak(sari, samar)


def test_u16_a_pdf_that_only_opens_at_a_page_is_welcome(sari):
    def ubah(p):
        p.Root.OpenAction = pikepdf.Array([p.pages[0].obj, pikepdf.Name.Fit])

    asli = jahat.pdf(1, ubah)
    assert tersimpan(sari, asli, "surat.pdf")[1] == asli  # kept byte by byte


@pytest.mark.parametrize(
    ("ubah", "sebut"),
    [
        (jahat.pdf_terlampir, "berkas yang dilampirkan"),
        (jahat.pdf_media, "video, suara, atau benda tiga dimensi"),
        (jahat.pdf_xfa, "formulir XFA"),
    ],
)
def test_u17_a_pdf_that_carries_something(ubah, sebut, sari):
    assert ditolak(sari, jahat.pdf(1, ubah)) == f"Berkas PDF ini memuat {sebut}. {CETAK}"


def test_u18_a_pdf_behind_a_password(sari):
    sandi = pikepdf.Encryption(user="rahasia", owner="pemilik")
    assert ditolak(sari, jahat.pdf(encryption=sandi)) == (
        "Berkas dilindungi kata sandi. Hapus kata sandinya, lalu unggah kembali."
    )


def test_u19_a_pdf_that_only_forbids_printing(sari):
    asli = jahat.pdf(teks=b"BT ET" * 50, encryption=pikepdf.Encryption(user="", owner="pemilik"))
    assert tersimpan(sari, asli, "surat.pdf")[1] == asli


def test_u19_what_it_hides_behind_that_is_found_all_the_same(sari):
    sandi = pikepdf.Encryption(user="", owner="pemilik")
    assert "JavaScript" in ditolak(
        sari, jahat.pdf(1, jahat.aksi("/JavaScript", JS="x"), encryption=sandi)
    )


@pytest.mark.parametrize(
    "buat",
    [lambda: jahat.pdf(51), lambda: jahat.pdf(3000)],
    ids=["51", "3000"],
)
def test_u20_a_book(buat, sari):
    assert ditolak(sari, buat()).startswith("Berkas PDF ini lebih dari 50 halaman.")


def test_u20_fifty_pages_are_a_document(sari):
    assert tersimpan(sari, jahat.pdf(50), "surat.pdf")[0].jenis == "pdf"


@pytest.mark.parametrize("buat", [lambda: jahat.pdf(1, jahat.pohon_dalam()), jahat.pohon_melingkar])
def test_u20_a_page_tree_without_end(buat, sari):
    awal = time.monotonic()
    ditolak(sari, buat())
    assert time.monotonic() - awal < batas.DETIK_TUNGGU


@pytest.mark.parametrize("potong", [slice(0, -200), slice(0, 60), slice(0, -7)])
def test_u21_a_torn_pdf(potong, sari):
    assert ditolak(sari, jahat.pdf()[potong]) == RUSAK


def test_u21_a_pdf_whose_index_lies(sari):
    isi = jahat.pdf(teks=b"x" * 300)
    letak = isi.rindex(b"startxref\n") + 10
    assert ditolak(sari, isi[:letak] + b"7\n%%EOF\n") == RUSAK


def test_u21_a_torn_photo(sari):
    isi = jahat.gambar(ukuran=(1200, 900), quality=95)
    assert ditolak(sari, isi[: len(isi) // 2], "foto.jpg") == RUSAK


def test_u22_streams_that_unpack_without_end():
    """Straight at the judge: what the child may use is measured, and the small one is taken."""
    assert periksa(jahat.pdf_bom_objek(1_000_000), "a.pdf").diterima
    awal = time.monotonic()
    assert periksa(jahat.pdf_bom_objek(), "a.pdf").kode in ("BOM", "RUSAK")
    assert periksa(jahat.pdf(1, jahat.pdf_bom), "a.pdf").kode == "BOM"
    assert time.monotonic() - awal < 3 * batas.DETIK_TUNGGU


@pytest.mark.parametrize("nama", ["SURAT.PDF", "surat.exe.pdf", "  surat.pdf  ", "sk..pdf"])
def test_u24_the_last_ending_counts(nama, sari):
    assert tersimpan(sari, None, nama)[0].jenis == "pdf"


@pytest.mark.parametrize(
    "nama", ["surat.pdf.exe", "surat.pdf%00.exe", "surat.pdf;.exe", "surat.pdf::$DATA"]
)
def test_u24_and_only_the_last(nama, sari):
    assert ditolak(sari, jahat.pdf(), nama) == JENIS


def test_u24_name_and_content_are_of_one_kind(sari):
    assert ditolak(sari, jahat.gambar(), "foto.pdf") == (
        "Isi berkas berbeda dari nama akhirannya: isinya JPG. "
        "Simpan ulang berkas dengan akhiran yang benar, lalu unggah kembali."
    )
    assert "isinya PDF" in ditolak(sari, jahat.pdf(), "surat.jpg")


@pytest.mark.parametrize("nama", ["surat", "surat.", ".pdf"])
def test_u25_a_name_without_ending(nama, sari):
    assert ditolak(sari, jahat.pdf(), nama) == (
        "Nama berkas tidak berakhiran. Beri nama yang berakhiran .pdf, .jpg, .png, atau .heic, "
        "lalu unggah kembali."
    )


@pytest.mark.parametrize("mime", ["text/html", "application/x-msdownload", "image/png"])
def test_u35_what_the_browser_says_about_it_is_ignored(mime, sari):
    assert tersimpan(sari, None, "surat.pdf", mime=mime)[0].jenis == "pdf"


def test_u35_nor_does_it_make_a_page_a_pdf(sari):
    assert "halaman web" in ditolak(sari, b"<html></html>", mime="application/pdf")


def test_a_photograph_is_asked_for_as_a_picture(sari):
    jawab = sari.unggah(dokumen=PAS_FOTO)
    assert [t for _, t in jawab.context["salah"]] == [
        "Dokumen ini harus berupa gambar. Gunakan JPG, PNG, atau HEIC."
    ]
    assert tersimpan(sari, jahat.gambar(), "foto.jpg", dokumen=PAS_FOTO)[0].jenis == "jpg"


@pytest.mark.parametrize(
    ("mode", "warna"), [("L", 90), ("RGBA", (0, 0, 0, 0)), ("P", 3), ("I;16", 40000), ("CMYK", 9)]
)
def test_every_kind_of_pixel_is_drawn_anew(mode, warna):
    jenis, nama = ("JPEG", "a.jpg") if mode == "CMYK" else ("PNG", "a.png")
    hasil = periksa(jahat.gambar(jenis, (40, 30), warna, mode), nama)
    with Image.open(io.BytesIO(hasil.isi)) as foto:
        assert foto.size == (40, 30)
    assert hasil.diterima


def test_a_huge_photo_is_kept_at_the_size_of_a_page():
    hasil = periksa(jahat.gambar(ukuran=(6000, 5000)), "a.jpg")
    with Image.open(io.BytesIO(hasil.isi)) as foto:
        assert max(foto.size) <= batas.SISI
