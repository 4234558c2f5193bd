"""The user's own workbook back, with the cells to be mended coloured and the reason beside each.

The parent hands bytes and reasons to a process of its own, bounded like the one that reads; that
one passes the guards again before openpyxl sees the file. Rows without a fault stay as they are.
"""

import io
import json
import subprocess
import sys
import warnings

from peserta.impor import batas
from peserta.impor.anak import batasi
from peserta.impor.hasil import JUDUL_SEBAB
from peserta.impor.pintu import AKAR, lingkungan

PENULIS = "E-Registrasi"
WARNA = "FFF8C9C4"
LEBAR_SEBAB = 60
#: where a field may stand when it has no column of its own
LETAK = {
    "nip": ("nip", "nik", "nama_nip"),
    "nama": ("nama", "nama_nip"),
    "tanggal_lahir": ("tanggal_lahir", "ttl"),
    "tempat_lahir": ("tempat_lahir", "ttl"),
    "jenis_kelamin": ("jenis_kelamin", "kelamin_l"),
    "golongan": ("golongan", "ruang", "pangkat"),
}


class TakTerbuat(Exception):
    """The workbook can be read but not be written again within the bounds."""


def buat(isi, salah, petaan=None):
    """The bytes of the marked workbook.

    salah   Excel row number -> list of (field or "", sentence)
    petaan  the mapping that the file was read with, if there was one
    Raises TakTerbuat.
    """
    try:
        proses = subprocess.run(
            [sys.executable, "-m", "peserta.impor.perbaikan"],
            input=json.dumps([salah, petaan]).encode() + b"\n" + isi,
            capture_output=True,
            timeout=batas.DETIK_TUNGGU,
            cwd=AKAR,
            env=lingkungan(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TakTerbuat from None
    if proses.returncode or not proses.stdout.startswith(b"PK"):
        raise TakTerbuat
    return proses.stdout


def tandai(isi, salah, petaan=None):
    """What the process of its own does: see `buat`."""
    from openpyxl import load_workbook  # noqa: PLC0415 -- after the bounds

    from peserta.impor import lembar, penjaga  # noqa: PLC0415
    from peserta.impor.petaan import Penunjuk  # noqa: PLC0415
    from peserta.impor.putusan import pilih_lembar  # noqa: PLC0415

    penunjuk = Penunjuk(petaan)
    with penjaga.buka(isi) as arsip:
        terpilih, kepala, _ = pilih_lembar(lembar.baca(arsip, penunjuk.layak), penunjuk)
    buku = load_workbook(io.BytesIO(isi), rich_text=True)
    _tandai_lembar(buku[terpilih.nama], terpilih, kepala, salah)
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def _tandai_lembar(ws, terpilih, kepala, salah):
    kolom = _kolom_sebab(terpilih, kepala)
    _hapus_tanda_lama(ws, terpilih, kolom)
    if kepala.akhir:
        _judul_sebab(ws, kepala.akhir, kolom)
    for nomor, catatan in salah.items():
        _tandai_baris(ws, int(nomor), catatan, kepala.kolom, kolom)


def _kolom_sebab(terpilih, kepala):
    """The column of an earlier marking, else the first one behind everything."""
    for baris in range(kepala.awal, kepala.akhir + 1):
        for kolom, sel in terpilih.baris.get(baris, {}).items():
            if sel.teks == JUDUL_SEBAB:
                return kolom
    return max(k for baris in terpilih.baris.values() for k in baris) + 1


def _hapus_tanda_lama(ws, terpilih, kolom):
    """A file that was marked before and mended by half shows only what is wrong now."""
    from openpyxl.styles import PatternFill  # noqa: PLC0415 -- after the bounds

    for nomor in terpilih.baris:
        for k in range(1, kolom + 1):
            sel = ws._cells.get((nomor, k))
            if sel is None:
                continue
            if sel.comment and sel.comment.author == PENULIS:
                sel.comment, sel.fill = None, PatternFill()
        if (nomor, kolom) in ws._cells:
            ws.cell(nomor, kolom).value = None


def _judul_sebab(ws, baris, kolom):
    from copy import copy  # noqa: PLC0415 -- after the bounds

    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sel, tetangga = ws.cell(baris, kolom), ws.cell(baris, kolom - 1)
    _isi(sel, JUDUL_SEBAB)
    for gaya in ("font", "fill", "border", "alignment"):
        setattr(sel, gaya, copy(getattr(tetangga, gaya)))
    ws.column_dimensions[get_column_letter(kolom)].width = LEBAR_SEBAB


def _tandai_baris(ws, nomor, catatan, letak, kolom_sebab):
    from openpyxl.styles import Alignment  # noqa: PLC0415 -- after the bounds

    per_kolom = {}
    for bidang, pesan in catatan:
        per_kolom.setdefault(_kolom(bidang, letak), []).append(pesan)
    for kolom, pesan in per_kolom.items():
        _tandai_sel(_sel_utama(ws, nomor, kolom), " ".join(pesan))
    sebab = _sel_utama(ws, nomor, kolom_sebab)
    _isi(sebab, " ".join(pesan for _, pesan in catatan))
    sebab.alignment = Alignment(wrap_text=True, vertical="top")


def _isi(sel, teks):
    """Text that no spreadsheet takes for a formula, whatever a cell of the user's began with."""
    sel.value, sel.data_type = teks, "s"


def _kolom(bidang, letak):
    """The column of a field; what is said of the row is said at its number."""
    calon = (*LETAK.get(bidang, (bidang,)), *LETAK["nip"], *LETAK["nama"])
    return next(letak[nama] for nama in calon if nama in letak)


def _sel_utama(ws, nomor, kolom):
    """The cell, or the one that speaks for it in a merged range."""
    from openpyxl.cell.cell import MergedCell  # noqa: PLC0415 -- after the bounds

    sel = ws.cell(nomor, kolom)
    if not isinstance(sel, MergedCell):
        return sel
    rentang = next(r for r in ws.merged_cells.ranges if sel.coordinate in r)
    return ws.cell(rentang.min_row, rentang.min_col)


def _tandai_sel(sel, pesan):
    from openpyxl.comments import Comment  # noqa: PLC0415 -- after the bounds
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    lama = f"{sel.comment.text}\n" if sel.comment else ""
    sel.fill = PatternFill("solid", start_color=WARNA, end_color=WARNA)
    sel.comment = Comment(lama + pesan, PENULIS, height=120, width=320)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    batasi()
    _salah, _petaan = json.loads(sys.stdin.buffer.readline())
    sys.stdout.buffer.write(tandai(sys.stdin.buffer.read(), _salah, _petaan))
