"""The rows of a spreadsheet against a training's list as it is now: new, changed, or the same.

Nothing is written here. The preview shows what `bandingkan` returns, and saving does it.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Q

from eregistrasi.alat.bahasa import tanggal, waktu
from eregistrasi.alat.sandi import sidik_rahasia
from peserta import aturan
from peserta.alur import PANJANG_NIK, dari_baris
from peserta.impor.baris import KOLOM_DATA
from peserta.impor.hasil import LEWATI as DILEWATI
from peserta.impor.judul import BIDANG
from peserta.models import Peserta

BARU, BERUBAH, SAMA = "baru", "berubah", "sama"
GANDA, SALAH, LEWATI = "ganda", "salah", "lewati"
SUDAH_ADA, GANDA_BERKAS = "DUPLIKAT_BASIS_DATA", "DUPLIKAT_BERKAS"
BAGIAN_NAMA = ("gelar_depan", "nama", "gelar_belakang")
KOLOM = tuple(kolom for kolom in KOLOM_DATA if kolom not in ("nip", "nama"))
#: what the importer filled in by itself: to the list, a blank cell
TURUNAN = {"W_TGL_DARI_NIP": "tanggal_lahir", "W_JK_DARI_NIP": "jenis_kelamin"}


@dataclass
class Putusan:
    """What one row of the file means for the list.

    baris      the row as the importer left it (plain values)
    peserta    who it speaks of: the one on the list, or for *Baru* the one to be added
    perubahan  field -> value from the file, for *Berubah*
    catatan    why a row is left out that has no fault of its own
    """

    baris: dict
    jenis: str
    peserta: Peserta | None = None
    perubahan: dict = field(default_factory=dict)
    catatan: str = ""

    @property
    def konfirmasi(self):
        """What the person was asked, or None."""
        return getattr(self.peserta, "konfirmasi", None)

    @property
    def ganti_surel(self):
        """Whether an invited person's address changes."""
        return "email" in self.perubahan and self.konfirmasi is not None

    @property
    def perlu_kirim_ulang(self):
        """Whether the invitation has to go to another address than it went to."""
        return self.ganti_surel and not self.konfirmasi.jawaban_kini

    @property
    def beda(self):
        """The changed cells as (column, old, new); a name is shown whole."""
        lama, baru = self.peserta, self.perubahan
        hasil = []
        if baru.keys() & set(BAGIAN_NAMA):
            hasil.append((BIDANG["nama"], lama.nama_lengkap, _nama_baru(lama, baru)))
        return hasil + [
            (BIDANG[nama], _tampil(getattr(lama, nama)), _tampil(baru[nama]))
            for nama in KOLOM
            if nama in baru
        ]


def bandingkan(pelatihan, baris, *, sejak):
    """One Putusan for every row, in the order of the file, with one query however many they are.

    sejak  when the file was handed in: what others changed later was not seen by its owner
    """
    terdaftar = _terdaftar(pelatihan, baris)
    pertama = {}  # a person may be met by NIP in one row and by NIK in another
    hasil = []
    for b in baris:
        putusan = _putuskan(b, terdaftar.get(_kunci(b)), sejak)
        if putusan.jenis in (BERUBAH, SAMA):
            awal = pertama.setdefault(putusan.peserta.pk, b["baris"])
            if awal != b["baris"]:
                catatan = aturan.kalimat(GANDA_BERKAS, baris=awal)
                putusan = Putusan(b, GANDA, putusan.peserta, catatan=catatan)
        hasil.append(putusan)
    return hasil


def tidak_ada_dalam_berkas(pelatihan, baris):
    """Who is on the list and in no row of the file. They stay: this is for showing only.

    A person known by NRP alone cannot be in a file and is not counted.
    """
    return (
        pelatihan.peserta.aktif()
        .exclude(_beridentitas(baris))
        .exclude(nip="", nik_sidik="")
        .urut_nama()
    )


def _putuskan(b, orang, sejak):
    kode = {c["kode"] for c in b["galat"]} - {SUDAH_ADA}
    if b["status"] == DILEWATI:
        return Putusan(b, LEWATI)
    if kode:
        return Putusan(b, GANDA if kode == {GANDA_BERKAS} else SALAH, orang)
    if orang is None:
        return Putusan(b, BARU, dari_baris(b["data"]))
    if orang.dibatalkan_pada:
        return Putusan(b, LEWATI, orang, catatan=_sebab_batal(orang))
    perubahan = _perubahan(orang, b)
    if perubahan and orang.diubah_pada > sejak:
        return Putusan(b, LEWATI, orang, catatan=_sebab_berebut(orang))
    return Putusan(b, BERUBAH if perubahan else SAMA, orang, perubahan)


def _sebab_batal(orang):
    return (
        f"Kepesertaan {orang.nama_lengkap} dibatalkan pada {waktu(orang.dibatalkan_pada)} "
        f"(alasan: {orang.alasan_batal}). Baris ini tidak mengaktifkannya kembali."
    )


def _sebab_berebut(orang):
    return (
        f"Data {orang.nama_lengkap} diubah dari halaman lain pada {waktu(orang.diubah_pada)}, "
        "setelah berkas ini diunggah. Unggah kembali berkasnya untuk melihat perbedaannya."
    )


def _perubahan(orang, b):
    """Field -> new value. A blank cell keeps what is there."""
    hasil = _perubahan_nama(orang, dari_baris(b["data"]))
    turunan = {TURUNAN[c["kode"]] for c in b["peringatan"] if c["kode"] in TURUNAN}
    for nama in KOLOM:
        nilai = b["data"].get(nama)
        if not nilai or nama in turunan:
            continue
        if _bentuk(nama, nilai) != _bentuk(nama, getattr(orang, nama)):
            hasil[nama] = dt.date.fromisoformat(nilai) if nama == "tanggal_lahir" else nilai
    return hasil


def _perubahan_nama(lama, baru):
    """Degrees are compared one by one, so that a list without degrees takes none away."""
    if lama.nama_lengkap == baru.nama_lengkap:
        return {}
    beda = {
        nama: nilai
        for nama in BAGIAN_NAMA
        if (nilai := getattr(baru, nama)) and nilai != getattr(lama, nama)
    }
    return beda if _nama_baru(lama, beda) != lama.nama_lengkap else {}


def _nama_baru(lama, perubahan):
    isi = {nama: perubahan.get(nama, getattr(lama, nama)) for nama in BAGIAN_NAMA}
    return Peserta(**isi).nama_lengkap


def _bentuk(nama, nilai):
    """A form in which two spellings of the same value meet."""
    if isinstance(nilai, dt.date):
        return nilai.isoformat()
    teks = aturan.bersih(nilai or "")
    if nama == "golongan":
        return aturan.golongan(teks) or teks
    if nama == "hp":
        return aturan.ponsel(teks) or teks
    return teks.casefold() if nama == "email" else teks


def _tampil(nilai):
    if isinstance(nilai, dt.date):
        return tanggal(nilai)
    return nilai or "kosong"


def _kunci(b):
    """How the list knows the row's person: the NIP, or the fingerprint of the NIK."""
    nomor = b["data"].get("nip", "")
    return sidik_rahasia(nomor) if len(nomor) == PANJANG_NIK else nomor


def _beridentitas(baris):
    kunci = {_kunci(b) for b in baris} - {""}
    return Q(nip__in=kunci) | Q(nik_sidik__in=kunci)


def _terdaftar(pelatihan, baris):
    semua = pelatihan.peserta.filter(_beridentitas(baris)).select_related("konfirmasi")
    return {kunci: o for o in semua for kunci in (o.nip, o.nik_sidik) if kunci}
