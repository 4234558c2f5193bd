"""What a file is, by its first bytes; and whether its name says the same."""

from pathlib import PurePosixPath

from peserta.periksa_berkas.hasil import Ditolak

#: endings that are taken, and the family that each belongs to. Images are drawn anew whatever
#: they are called, so a PNG called .jpg, as some phones write it, harms nobody.
AKHIRAN = {
    "pdf": "pdf",
    "jpg": "gambar",
    "jpeg": "gambar",
    "png": "gambar",
    "heic": "gambar",
    "heif": "gambar",
}
HEIC = {b"heic", b"heix", b"heim", b"heis"}
HEIC_BERGERAK = {b"hevc", b"hevx", b"hevm", b"hevs"}
#: what else arrives, with the advice that helps
LAIN = [
    (b"GIF8", "gambar GIF"),
    (b"II*\0", "gambar TIFF"),
    (b"MM\0*", "gambar TIFF"),
    (b"BM", "gambar BMP"),
    (b"PK\x03\x04", "dokumen Word, Excel, atau ZIP; simpan dahulu sebagai PDF"),
    (b"\xd0\xcf\x11\xe0", "dokumen Word atau Excel; simpan dahulu sebagai PDF"),
    (b"MZ", "program komputer"),
    (b"\x7fELF", "program komputer"),
]


def akhiran(nama, isi=b""):
    """The family of the last ending of a file name. Only that one counts, whatever precedes it.

    isi  the bytes, only to say what they seem to be where the ending will not do

    Raises Ditolak for a name without ending and for one that is not taken.
    """
    akhir = PurePosixPath(nama.strip().replace("\\", "/").rpartition("/")[2]).suffix
    if len(akhir) < 2:
        raise Ditolak("TANPA_AKHIRAN")
    keluarga = AKHIRAN.get(akhir[1:].lower())
    if keluarga is None:
        raise Ditolak("JENIS", _sebut(isi))
    return keluarga


def menurut_isi(isi):
    """`pdf`, `jpg`, `png` or `heic`. Raises Ditolak for anything else."""
    if isi.startswith(b"%PDF-"):
        return "pdf"
    if isi.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if isi.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if isi[4:8] == b"ftyp":
        return _wadah(isi)
    raise Ditolak("JENIS", _sebut(isi))


def _wadah(isi):
    """A container of the ISO family: only still pictures in HEVC are taken."""
    panjang = min(int.from_bytes(isi[:4], "big"), 256)
    merek = {isi[8:12], *(isi[i : i + 4] for i in range(16, panjang, 4))}
    if isi[8:12] in HEIC_BERGERAK:
        raise Ditolak("ANIMASI")
    if merek & HEIC:
        return "heic"
    raise Ditolak("JENIS", " (gambar AVIF)" if b"avif" in merek else " (video)")


def _sebut(isi):
    """What it seems to be, in brackets; empty where that would be a guess."""
    if isi[:4] == b"RIFF" and isi[8:12] == b"WEBP":
        return " (gambar WebP)"
    for awal, nama in LAIN:
        if isi.startswith(awal):
            return f" ({nama})"
    kepala = isi[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0").lower()
    if b"<svg" in kepala:
        return " (gambar SVG)"
    return " (halaman web)" if kepala.startswith(b"<") or b"mime-version" in kepala else ""


def cocokkan(keluarga, jenis):
    """Raises Ditolak where name and content are of two families."""
    if (jenis == "pdf") != (keluarga == "pdf"):
        raise Ditolak("BEDA", {"jpg": "JPG", "png": "PNG", "heic": "HEIC"}.get(jenis, "PDF"))
