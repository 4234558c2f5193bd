"""The verdict on a whole file: which sheet, which rows, and what only all rows together show."""

from collections import defaultdict

from pekerjaan import kemajuan
from peserta.impor import batas, judul, lembar, penjaga
from peserta.impor.baris import periksa_baris
from peserta.impor.hasil import (
    JUDUL_SEBAB,
    LEWATI,
    TERIMA,
    Baris,
    BerkasDitolak,
    Catatan,
    Hasil,
)
from peserta.impor.petaan import Penunjuk
from peserta.impor.pilah import pilah

_OPSIONAL = {
    "tempat_lahir": {"tempat_lahir", "ttl"},
    "tanggal_lahir": {"tanggal_lahir", "ttl"},
    "jenis_kelamin": {"jenis_kelamin", "kelamin_l"},
    "golongan": {"golongan", "pangkat"},
    "jabatan": {"jabatan"},
    "unit_kerja": {"unit_kerja"},
    "instansi": {"instansi"},
    "email": {"email"},
    "hp": {"hp"},
}


def putuskan(isi, *, hari_ini, nama_berkas="", penunjuk=None):
    """The verdict on the bytes of one file. Raises `BerkasDitolak` for a refused one."""
    penunjuk = penunjuk or Penunjuk()
    with penjaga.buka(isi, nama_berkas) as arsip:
        buku = lembar.baca(arsip, penunjuk.layak)
    terpilih, kepala, calon = pilih_lembar(buku, penunjuk)
    hasil = Hasil(
        peringatan_berkas=_peringatan_berkas(buku, terpilih, kepala),
        petaan=penunjuk.terpakai(terpilih, kepala),
    )
    for c in kemajuan.hitung(calon, "Memeriksa baris", "baris"):
        hasil.baris.append(_satu_baris(c, terpilih, buku, hari_ini))
    _tandai_ganda(hasil.baris)
    _tandai_surel_bersama(hasil.baris)
    return hasil


def _satu_baris(c, terpilih, buku, hari_ini):
    if c.lewat:
        baris = Baris(c.nomor)
        baris.lewati(c.lewat)
        return baris
    baris = periksa_baris(c.nomor, c.isi, hari_ini=hari_ini, epoch_1904=buku.epoch_1904)
    if c.gabung:
        baris.ingatkan("W_SEL_GABUNG")
    if c.nomor in terpilih.tersembunyi:
        baris.ingatkan("W_TERSEMBUNYI")
    return baris


def pilih_lembar(buku, penunjuk):
    """The one visible sheet that holds people: (sheet, heading, rows)."""
    berjudul = penunjuk.berjudul(buku)
    if not berjudul:
        raise BerkasDitolak("TANPA_JUDUL")
    lengkap = [(x, j) for x, j in berjudul if not j.hilang]
    if not lengkap:
        terbaik = max((j for _, j in berjudul), key=lambda j: j.nilai)
        raise BerkasDitolak("KOLOM_HILANG", kolom=", ".join(terbaik.hilang))
    berisi = []
    for x, j in lengkap:
        calon = pilah(x, j)
        if any(not c.lewat for c in calon):
            berisi.append((x, j, calon))
    if not berisi:
        raise BerkasDitolak("TANPA_DATA")
    if len(berisi) > 1:
        raise BerkasDitolak("LEMBAR_AMBIGU", lembar=", ".join(x.nama for x, _, _ in berisi))
    terpilih, kepala, calon = berisi[0]
    kepala.pastikan_tunggal()
    if terpilih.terpotong or sum(not c.lewat for c in calon) > batas.BARIS_DATA:
        raise BerkasDitolak("TERLALU_BANYAK_BARIS")
    return terpilih, kepala, calon


def _peringatan_berkas(buku, terpilih, kepala):
    ada = kepala.tersedia
    kurang = [judul.BIDANG[b] for b, cukup in _OPSIONAL.items() if not cukup & ada]
    lain = [x for x in kepala.lain if x != JUDUL_SEBAB] + _tanpa_judul(terpilih, kepala)
    catatan = []
    if lain:
        catatan.append(Catatan.dari("FW_KOLOM_LAIN", kolom=", ".join(lain)))
    if kurang:
        catatan.append(Catatan.dari("FW_KOLOM_OPSIONAL", kolom=", ".join(kurang)))
    if _perlu_sebut_lembar(buku, terpilih):
        catatan.append(Catatan.dari("FW_LEMBAR", lembar=terpilih.nama))
    if buku.tautan_luar:
        catatan.append(Catatan.dari("FW_TAUTAN_LUAR"))
    if terpilih.luar_batas:
        catatan.append(Catatan.dari("FW_LUAR_BATAS"))
    return catatan


def _perlu_sebut_lembar(buku, terpilih):
    """Whether one may wonder which sheet was read: not when it is the first one seen and no
    other bears the headings of a list."""
    lain = [x for x in buku.lembar if x is not terpilih and x.baris]
    terlihat = [x for x in buku.lembar if x.tampak and x.baris]
    return terlihat[0] is not terpilih or any(judul.cari(x) for x in lain)


def _tanpa_judul(terpilih, kepala):
    """Columns with content in more than one row but without a heading."""
    jumlah = defaultdict(int)
    for nomor, baris in terpilih.baris.items():
        if nomor > kepala.akhir:
            for kolom in baris.keys() - kepala.bagian.keys():
                jumlah[kolom] += 1
    return [judul.nama_kolom(kolom) for kolom, n in sorted(jumlah.items()) if n > 1]


def _tandai_ganda(baris):
    pertama = {}
    for b in baris:
        if not b.identitas or b.status == LEWATI:
            continue
        awal = pertama.setdefault(b.identitas, b.baris)
        if awal != b.baris:
            b.tolak("DUPLIKAT_BERKAS", baris=awal)


def _tandai_surel_bersama(baris):
    """One address for several people is legal, and said on each of their rows."""
    pemakai = defaultdict(list)
    for b in baris:
        if b.status == TERIMA and b.data["email"]:
            pemakai[b.data["email"]].append(b)
    for bersama in pemakai.values():
        if len(bersama) > 1:
            for b in bersama:
                b.ingatkan("W_EMAIL_BERSAMA")
