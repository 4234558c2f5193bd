"""An image: drawn anew, so that only what can be seen remains of what was handed in."""

import io

from PIL import Image, ImageOps, PngImagePlugin, UnidentifiedImageError

from peserta.periksa_berkas import batas
from peserta.periksa_berkas.hasil import Ditolak

FORMAT = {"jpg": ("JPEG", "MPO"), "png": ("PNG",), "heic": ("HEIF",)}


def periksa(isi, jenis):
    """(kind, bytes) of what is kept. Raises Ditolak.

    Turned as it is meant to be seen; without EXIF, place, colour profile, comments and whatever
    hung behind it. A HEIC becomes a JPEG, as does a PNG that would be too large.
    """
    _siapkan(jenis)
    try:
        with Image.open(io.BytesIO(isi), formats=FORMAT[jenis]) as gambar:
            return _gambar_ulang(gambar, jenis)
    except (UnidentifiedImageError, OSError, SyntaxError, EOFError, IndexError, KeyError):
        raise Ditolak("RUSAK") from None
    except ValueError as galat:
        raise Ditolak("TEKS" if "too large" in str(galat).lower() else "RUSAK") from None


def _siapkan(jenis):
    Image.MAX_IMAGE_PIXELS = None  # asked here, in words of our own
    PngImagePlugin.MAX_TEXT_CHUNK = batas.TEKS_PNG
    PngImagePlugin.MAX_TEXT_MEMORY = batas.TEKS_PNG_SEMUA
    if jenis == "heic":
        import pillow_heif  # noqa: PLC0415 -- a quarter of a second that only HEIC costs

        pillow_heif.register_heif_opener(thumbnails=False)


def _gambar_ulang(gambar, jenis):
    if gambar.width * gambar.height > batas.PIKSEL:
        raise Ditolak("PIKSEL")
    # A phone's JPEG may carry a second picture (depth, brightness); only the first is the photo.
    if jenis == "png" and getattr(gambar, "n_frames", 1) > 1:
        raise Ditolak("ANIMASI")
    if jenis == "jpg":
        gambar.draft(None, (batas.SISI, batas.SISI))
    gambar.load()
    lurus = ImageOps.exif_transpose(gambar)
    lurus.thumbnail((batas.SISI, batas.SISI))
    if jenis == "png":
        keluar = _tulis(_warna(lurus, tembus=True), "PNG")
        if len(keluar) <= batas.UKURAN_BERKAS:
            return "png", keluar
    lurus = _warna(lurus, tembus=False)
    for mutu in batas.MUTU_JPEG:
        keluar = _tulis(lurus, "JPEG", quality=mutu)
        if len(keluar) <= batas.UKURAN_BERKAS:
            break
    return "jpg", keluar


def _warna(gambar, *, tembus):
    """The same picture in grey or RGB; transparency stays where `tembus`, else lies on white."""
    if gambar.mode.startswith("I"):  # 16 bits a pixel: the finest eight are beyond any eye
        gambar = gambar.convert("I").point(lambda n: n / 256).convert("L")
    if "A" in gambar.getbands() or "transparency" in gambar.info:
        gambar = gambar.convert("RGBA")
        if tembus:
            return gambar
        putih = Image.new("RGBA", gambar.size, "white")
        return Image.alpha_composite(putih, gambar).convert("RGB")
    return gambar if gambar.mode == "L" else gambar.convert("RGB")


def _tulis(gambar, format_, **pilihan):
    """Nothing but pixels goes along: a fresh picture knows no comment and no profile."""
    bersih = Image.new(gambar.mode, gambar.size)
    bersih.paste(gambar)
    keluar = io.BytesIO()
    bersih.save(keluar, format_, **pilihan)
    return keluar.getvalue()
