"""Documents as people, phones and enemies hand them in, made on the spot."""

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image, PngImagePlugin

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pdf(halaman=1, ubah=None, *, teks=b"", **simpan):
    """A PDF of blank pages. ubah: function that gets the pikepdf.Pdf before it is written."""
    with pikepdf.new() as berkas:
        for _ in range(halaman):
            berkas.add_blank_page(page_size=(595, 842))
        if teks:
            berkas.Root.Isi = berkas.make_indirect(pikepdf.Stream(berkas, teks))
        if ubah:
            ubah(berkas)
        keluar = io.BytesIO()
        berkas.save(keluar, deterministic_id="encryption" not in simpan, **simpan)
    return keluar.getvalue()


def pdf_seukuran(ukuran):
    """A PDF of exactly so many bytes."""
    isi = ukuran - 10_000
    isi += ukuran - len(pdf(teks=b"x" * isi, compress_streams=False))
    return pdf(teks=b"x" * isi, compress_streams=False)


def gambar(jenis="JPEG", ukuran=(320, 240), warna=(200, 30, 30), mode="RGB", **simpan):
    """An image of one colour, with a black corner to tell how it is turned."""
    citra = Image.new(mode, ukuran, warna)
    if mode == "RGB":
        citra.paste((0, 0, 0), (0, 0, ukuran[0] // 4, ukuran[1] // 4))
    keluar = io.BytesIO()
    if jenis == "HEIF":
        import pillow_heif  # noqa: PLC0415 -- only these stories need it

        pillow_heif.register_heif_opener()
    citra.save(keluar, jenis, **simpan)
    return keluar.getvalue()


def aksi(jenis, **lain):
    """A function for `pdf` that puts an action on opening."""

    def ubah(berkas):
        berkas.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name(jenis), **lain)

    return ubah


def zip_kecil():
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as arsip:
        arsip.writestr("META-INF/MANIFEST.MF", "Main-Class: Jahat\n")
    return keluar.getvalue()


def pdf_terlampir(berkas):
    """For `pdf`: a file attached to the paper."""
    berkas.attachments["jahat.exe"] = b"MZ" + b"\0" * 60


def pdf_media(berkas):
    berkas.pages[0].Annots = pikepdf.Array(
        [pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.RichMedia)]
    )


def pdf_xfa(berkas):
    berkas.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.Array([]), Fields=pikepdf.Array([]))


def pdf_bom(berkas, besar=600_000_000):
    """For `pdf`: a stream that unpacks to `besar` bytes."""
    mampat = zlib.compressobj(9)
    potong = b"\0" * 10_000_000
    isi = b"".join(mampat.compress(potong) for _ in range(besar // len(potong))) + mampat.flush()
    aliran = pikepdf.Stream(berkas, b"")
    aliran.write(isi, filter=pikepdf.Name.FlateDecode)
    berkas.Root.Isi = berkas.make_indirect(aliran)


def pdf_bom_objek(besar=1_500_000_000):
    """A hand-made PDF whose object stream (read before any page) unpacks to `besar` bytes."""
    objek = [
        b"<< /Type /Catalog /Pages 5 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [6 0 R] >>",
        b"<< /Type /Page /Parent 5 0 R /MediaBox [0 0 595 842] >>",
    ]
    kepala = b"".join(
        b"%d %d " % (4 + n, sum(len(o) + 1 for o in objek[:n])) for n in range(len(objek))
    )
    mampat = zlib.compressobj(9)
    isi = mampat.compress(kepala + b" ".join(objek))
    potong = b" " * 10_000_000
    isi += b"".join(mampat.compress(potong) for _ in range(besar // len(potong))) + mampat.flush()
    badan = b"%PDF-1.5\n"
    letak = len(badan)
    badan += (
        b"1 0 obj\n<< /Type /ObjStm /N 3 /First %d /Filter /FlateDecode /Length %d >>\nstream\n"
        % (len(kepala), len(isi))
    )
    badan += isi + b"\nendstream\nendobj\n"
    mulai = len(badan)
    baris = [
        (0, 0, 65535),
        (1, letak, 0),
        (0, 0, 0),
        (1, mulai, 0),
        (2, 1, 0),
        (2, 1, 1),
        (2, 1, 2),
    ]
    tabel = b"".join(struct.pack(">BIH", *b) for b in baris)
    badan += (
        b"3 0 obj\n<< /Type /XRef /Size 7 /W [1 4 2] /Root 4 0 R /Length %d >>\nstream\n"
        % len(tabel)
    )
    return badan + tabel + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % mulai


def pohon_dalam(lapis=20_000):
    """For `pdf`: a page tree that is one long ladder."""

    def ubah(berkas):
        kini = berkas.Root.Pages.Kids[0]
        for _ in range(lapis):
            kini = berkas.make_indirect(
                pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=1, Kids=pikepdf.Array([kini]))
            )
        berkas.Root.Pages = kini

    return ubah


def pohon_melingkar():
    """A PDF whose page tree contains itself."""
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Count 1 /Kids [2 0 R] >>\nendobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \n"
        b"trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n116\n%%EOF\n"
    )


def jpeg_raksasa(sisi=60_000):
    """A small JPEG that says it is `sisi` pixels wide and high."""
    isi = bytearray(gambar(progressive=False))
    letak = isi.index(b"\xff\xc0")
    isi[letak + 5 : letak + 9] = struct.pack(">HH", sisi, sisi)
    return bytes(isi) + b"\0" * 90_000


def _potongan(nama, isi):
    return struct.pack(">I", len(isi)) + nama + isi + struct.pack(">I", zlib.crc32(nama + isi))


def png_bom_teks(besar=300_000_000):
    """A PNG whose text chunk unpacks to `besar` bytes."""
    asli = gambar("PNG")
    mampat = zlib.compressobj(9)
    potong = b"A" * 10_000_000
    isi = b"".join(mampat.compress(potong) for _ in range(besar // len(potong))) + mampat.flush()
    awal = 8 + 25
    return asli[:awal] + _potongan(b"zTXt", b"Komentar\0\0" + isi) + asli[awal:]


def png_bergerak(bingkai=40):
    keluar = io.BytesIO()
    gambar_ = [Image.new("RGB", (8, 8), (n, 0, 0)) for n in range(bingkai)]
    gambar_[0].save(keluar, "PNG", save_all=True, append_images=gambar_[1:])
    return keluar.getvalue()


def gif_bergerak(bingkai=40):
    keluar = io.BytesIO()
    gambar_ = [Image.new("L", (8, 8), n) for n in range(bingkai)]
    gambar_[0].save(keluar, "GIF", save_all=True, append_images=gambar_[1:])
    return keluar.getvalue()


def jpeg_berjejak():
    """A photo with its place, a script in its comment and in its colour profile, lying sideways."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010E] = "<script>alert(1)</script>"
    exif[0x8825] = {1: "S", 2: (6.0, 12.0, 30.0), 3: "E", 4: (106.0, 49.0, 0.0)}
    return gambar(
        exif=exif, comment=b"<script>alert(2)</script>", icc_profile=b"<script>alert(3)</script>"
    )


def png_berteks():
    info = PngImagePlugin.PngInfo()
    info.add_text("Komentar", "<script>alert(1)</script>")
    return gambar("PNG", pnginfo=info)
