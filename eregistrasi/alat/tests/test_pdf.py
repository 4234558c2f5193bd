import io
import socket
import subprocess
import sys
import time

import pikepdf
import pypdf
import pytest
from django.template import Context, Template

from eregistrasi.alat import pdf
from eregistrasi.alat.tests.baca import huruf_lepas, jumlah_halaman, lampiran, perlu_pango, qr, teks

KERTAS = (
    '<!doctype html><html lang="id" class="surat"><head><title>x</title>'
    '<meta name="dcterms.created" content="2026-11-24T03:17:32+00:00"></head>'
    '<body data-kaki="Kaki kertas">{}</body></html>'
)


def cetak(isi="<h1>Nota Dinas</h1>", **kwargs):
    return pdf.buat_pdf(KERTAS.format(isi), judul="Nota Dinas 512", pengenal="7KQM", **kwargs)


@perlu_pango
def test_the_same_page_gives_the_same_bytes_today_and_later():
    pertama = cetak()
    time.sleep(1.1)  # a clock inside the file would show

    assert cetak() == pertama


@perlu_pango
def test_a_pdf_is_tagged_archivable_and_says_what_it_is():
    with pikepdf.open(io.BytesIO(cetak())) as berkas:
        with berkas.open_metadata() as xmp:
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "A")
            assert xmp["pdfuaid:part"] == "1"
            assert xmp["dc:title"] == "Nota Dinas 512"
        assert berkas.Root.MarkInfo.Marked
        assert berkas.Root.ViewerPreferences.DisplayDocTitle
        assert str(berkas.Root.Lang) == "id"
        assert "/StructTreeRoot" in berkas.Root
        assert "/OutputIntents" in berkas.Root
        assert str(berkas.docinfo["/CreationDate"]).startswith("D:20261124031732")


@perlu_pango
def test_every_letter_travels_with_the_paper_even_one_of_another_script():
    isi = cetak("<p>Nur'aini Śląska Ђорђевић Nguyễn ☑ café</p>")

    assert "Nur'aini Śląska Ђорђевић Nguyễn ☑ café" in teks(isi)
    assert huruf_lepas(isi) == set()
    assert keluarga(isi) == {"Jakarta-Dokumen-Medium", "Huruf-Cadangan"}


def keluarga(isi):
    """Names of the faces that a PDF carries."""
    return {
        huruf.get_object()["/BaseFont"].partition("+")[2]
        for huruf in pypdf.PdfReader(io.BytesIO(isi)).pages[0]["/Resources"]["/Font"].values()
    }


@perlu_pango
@pytest.mark.parametrize(
    ("nama", "huruf"),
    [
        ("محمد", "Huruf-Arab"),
        ("ꦱꦶꦠꦶ", "Huruf-Jawa"),
        ("ᬓᭂᬢᬸᬢ᭄", "Huruf-Bali"),
        ("ᮃᮞᮨᮕ᮪", "Huruf-Sunda"),
        ("ᯘᯪᯔᯖᯬᯇᯰ", "Huruf-Batak"),
        ("ᨅᨔᨚ", "Huruf-Bugis"),
        ("陳美玲黄志强", "Huruf-Han"),
        ("😀", "Huruf-Cadangan"),
    ],
)
def test_the_scripts_of_the_archipelago_have_a_face_of_their_own(nama, huruf):
    isi = cetak(f"<p>Nama: {nama}</p>")

    assert keluarga(isi) == {"Jakarta-Dokumen-Medium", huruf}
    assert huruf_lepas(isi) == set()
    assert "[U+" not in teks(isi)


@perlu_pango
def test_a_letter_that_no_face_has_is_flagged_and_not_dropped():
    kertas = teks(cetak("<p>Nama: ก ข Somchai</p>"))

    assert "Nama: [U+0E01] [U+0E02] Somchai" in kertas


@perlu_pango
def test_a_letter_drawn_in_several_strokes_leaves_no_glyph_without_a_meaning():
    with pikepdf.open(io.BytesIO(cetak("<p>ꦱꦶꦠꦶꦤꦸꦂꦲꦪꦠꦶ ꦥꦿꦧꦺꦴꦮꦺꦴ</p>"))) as berkas:
        huruf = berkas.pages[0].Resources.Font
        peta = b"".join(huruf[n].ToUnicode.read_bytes() for n in huruf)

    assert b"<200b>" in peta
    assert b"<>" not in peta


@perlu_pango
@pytest.mark.parametrize(
    "alamat",
    ["http://127.0.0.1:1/x.png", "file:///etc/passwd", "ftp://127.0.0.1/x", "//127.0.0.1/x"],
)
@pytest.mark.parametrize("wadah", ['<img src="{}">', '<link rel="stylesheet" href="{}">'])
def test_a_page_that_wants_something_from_outside_is_not_printed(alamat, wadah):
    alamat = f"http:{alamat}" if alamat.startswith("//") else alamat
    with pytest.raises(pdf.PdfGagal, match="Nota Dinas 512"):
        cetak(wadah.format(alamat))


@perlu_pango
def test_nothing_outside_is_even_asked():
    with socket.create_server(("127.0.0.1", 0)) as pendengar:
        pendengar.setblocking(False)
        port = pendengar.getsockname()[1]
        with pytest.raises(pdf.PdfGagal):
            cetak(f'<img src="http://127.0.0.1:{port}/x.png">')
        with pytest.raises(BlockingIOError):  # nobody knocked
            pendengar.accept()


@perlu_pango
def test_a_page_that_asked_for_too_much_does_not_spoil_the_next_one():
    baik = cetak()
    with pytest.raises(pdf.PdfGagal):
        cetak('<img src="http://127.0.0.1:1/x.png">')

    assert cetak() == baik


@perlu_pango
def test_what_runs_over_one_page_is_set_tighter_when_one_page_is_wanted():
    isi = "<p>Satu baris uraian yang cukup panjang.</p>" * 62

    assert jumlah_halaman(cetak(isi)) == 2
    assert jumlah_halaman(cetak(isi, satu_halaman=True)) == 1
    assert jumlah_halaman(cetak(isi * 4, satu_halaman=True)) > 1  # rather two pages than a cut one


@perlu_pango
def test_the_record_travels_inside_the_paper():
    isi = cetak(lampiran=[("rekaman.json", b'{"a":1}', "Rekaman", "Data")])

    assert lampiran(isi) == b'{"a":1}'
    assert cetak(lampiran=[("rekaman.json", b'{"a":1}', "Rekaman", "Data")]) == isi


@perlu_pango
def test_a_qr_code_is_read_back_from_the_printed_page():
    alamat = "https://e-registrasi.contoh.go.id/v/7KQM3XTP9FAB2C7DE/"
    gambar = Template("{% qr alamat %}").render(Context({"alamat": alamat}))

    isi, lebar = qr(cetak(gambar))

    assert isi == alamat
    assert lebar >= 25


def test_without_pango_the_caller_is_told(monkeypatch):
    monkeypatch.setattr(pdf, "tersedia", lambda: False)

    with pytest.raises(pdf.PdfTidakTersedia):
        cetak()


def test_asking_whether_pdfs_can_be_made_does_not_import_the_printer():
    kode = (
        "import sys; from eregistrasi.alat import pdf; pdf.tersedia(); "
        "sys.exit('weasyprint' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", kode], check=False).returncode == 0
