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
from peserta.impor.kata import SEBUTAN
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
    milik      fields that the participant has corrected -> the value from the file, not used
    batal      is the person off the list, and only an explicit choice brings them back?
    aktifkan   has this choice been made?
    """

    baris: dict
    jenis: str
    peserta: Peserta | None = None
    perubahan: dict = field(default_factory=dict)
    catatan: str = ""
    milik: dict = field(default_factory=dict)
    batal: bool = False
    aktifkan: bool = False

    @property
    def konfirmasi(self):
        """What the person was asked, or None."""
        return getattr(self.peserta, "konfirmasi", None)

    @property
    def ganti_surel(self):
        """Whether an invited person's address changes, or is taken away."""
        return "email" in self.perubahan and self.konfirmasi is not None

    @property
    def perlu_kirim_ulang(self):
        """Whether the invitation has to go to another address than it went to."""
        return bool(
            self.ganti_surel and self.perubahan["email"] and not self.konfirmasi.jawaban_kini
        )

    @property
    def beda(self):
        """The changed cells as (column, old, new); a name is shown whole."""
        return _beda(self.peserta, self.perubahan)

    @property
    def bertahan(self):
        """The cells that the participant has corrected, as (column, theirs, the file's)."""
        return _beda(self.peserta, self.milik)


def bandingkan(pelatihan, baris, *, sejak, aktifkan=frozenset()):
    """One Putusan for every row, in the order of the file, with one query however many they are.

    sejak     when the file was handed in: what others changed later was not seen by its owner
    aktifkan  numbers of the rows whose cancelled person is wanted back
    """
    terdaftar = _terdaftar(pelatihan, baris)
    pertama = {}  # a person may be met by NIP in one row and by NIK in another
    hasil = []
    for b in baris:
        putusan = _putuskan(b, terdaftar.get(_kunci(b)), sejak, b["baris"] in aktifkan)
        if putusan.jenis in (BERUBAH, SAMA) or putusan.batal:
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


def _putuskan(b, orang, sejak, aktifkan):
    kode = {c["kode"] for c in b["galat"]} - {SUDAH_ADA}
    if b["status"] == DILEWATI:
        return Putusan(b, LEWATI)
    if kode:
        return Putusan(b, GANDA if kode == {GANDA_BERKAS} else SALAH, orang)
    if orang is None:
        return Putusan(b, BARU, dari_baris(b["data"]))
    return _tentang(b, orang, sejak, aktifkan)


def _tentang(b, orang, sejak, aktifkan):
    """What a good row means for somebody who is on the list already, or was struck off it."""
    perubahan = _perubahan(orang, b)
    milik = {n: perubahan.pop(n) for n in orang.diisi_peserta if n in perubahan}
    if perubahan and orang.diubah_pada > sejak:
        return Putusan(b, LEWATI, orang, catatan=_sebab_berebut(orang))
    if not orang.dibatalkan_pada:
        return Putusan(b, BERUBAH if perubahan else SAMA, orang, perubahan, milik=milik)
    if aktifkan:
        return Putusan(b, BERUBAH, orang, perubahan, milik=milik, aktifkan=True)
    return Putusan(b, LEWATI, orang, perubahan, _sebab_batal(orang), milik, batal=True)


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
    """Field -> new value. A blank cell keeps what is there; `[kosong]` clears it.

    What the importer fills in by itself is to the list a blank cell, unless the cell was cleared.
    """
    hapus = set(b.get("kosongkan", ()))
    hasil = _perubahan_nama(orang, dari_baris(b["data"]), hapus)
    turunan = {TURUNAN[c["kode"]] for c in b["peringatan"] if c["kode"] in TURUNAN} - hapus
    for nama in KOLOM:
        nilai = b["data"].get(nama)
        if nama in turunan or not (nilai or nama in hapus):
            continue
        if _bentuk(nama, nilai) != _bentuk(nama, getattr(orang, nama)):
            hasil[nama] = _nilai(nama, nilai)
    return hasil


def _nilai(nama, teks):
    """A cell as the column keeps it."""
    if nama == "tanggal_lahir":
        return dt.date.fromisoformat(teks) if teks else None
    return teks or ""


def _perubahan_nama(lama, baru, hapus):
    """Degrees are compared one by one, so that a list without degrees takes none away."""
    beda = {
        nama: nilai
        for nama in BAGIAN_NAMA
        if ((nilai := getattr(baru, nama)) or nama in hapus) and nilai != getattr(lama, nama)
    }
    return beda if _nama_baru(lama, beda) != lama.nama_lengkap else {}


def _beda(orang, perubahan):
    hasil = []
    if perubahan.keys() & set(BAGIAN_NAMA):
        hasil.append((SEBUTAN["nama"], orang.nama_lengkap, _nama_baru(orang, perubahan)))
    return hasil + [
        (SEBUTAN[nama], _tampil(getattr(orang, nama)), _tampil(perubahan[nama]))
        for nama in KOLOM
        if nama in perubahan
    ]


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
