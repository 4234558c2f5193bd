"""The verdict on a file, in words for whoever handed it in."""

from dataclasses import dataclass

FORMAT = "PDF, JPG, PNG, atau HEIC"

#: domain 6.6, and for what it does not name: what is wrong, how to mend it
KATA = {
    "KOSONG": "Berkas kosong atau rusak. Periksa berkas, lalu unggah kembali.",
    "BESAR": "Ukuran berkas melebihi 5 MB. Perkecil berkas, lalu unggah kembali.",
    "TANPA_AKHIRAN": "Nama berkas tidak berakhiran. Beri nama yang berakhiran .pdf, .jpg, .png, "
    "atau .heic, lalu unggah kembali.",
    "JENIS": "Jenis berkas tidak didukung{rinci}. Gunakan " + FORMAT + ".",
    "BEDA": "Isi berkas berbeda dari nama akhirannya: isinya {rinci}. "
    "Simpan ulang berkas dengan akhiran yang benar, lalu unggah kembali.",
    "BUKAN_GAMBAR": "Dokumen ini harus berupa gambar. Gunakan JPG, PNG, atau HEIC.",
    "POLIGLOT": "Berkas PDF ini memuat berkas lain di belakangnya. "
    "Cetak ke PDF, lalu unggah hasilnya.",
    "AKTIF": "Berkas PDF ini memuat {rinci}. Cetak ke PDF, lalu unggah hasilnya.",
    "SANDI": "Berkas dilindungi kata sandi. Hapus kata sandinya, lalu unggah kembali.",
    "HALAMAN": "Berkas PDF ini lebih dari 50 halaman. "
    "Unggah hanya dokumen yang diminta, lalu coba lagi.",
    "RUSAK": "Berkas kosong atau rusak. Periksa berkas, lalu unggah kembali.",
    "BOM": "Berkas tidak dapat dibuka dengan aman karena isinya terlalu besar setelah dibuka. "
    "Cetak ke PDF atau potret ulang, lalu unggah kembali.",
    "PIKSEL": "Gambar melebihi 40 megapiksel. Perkecil gambar, lalu unggah kembali.",
    "ANIMASI": "Gambar bergerak tidak didukung. Gunakan satu gambar diam: JPG, PNG, atau HEIC.",
    "TEKS": "Gambar PNG ini memuat teks tersembunyi yang terlalu besar. "
    "Simpan ulang sebagai JPG, lalu unggah kembali.",
}


class Ditolak(Exception):
    """The file is not taken. `kode`: a key of KATA; `rinci`: what its sentence names."""

    def __init__(self, kode, rinci=""):
        super().__init__(kode)
        self.kode, self.rinci = kode, rinci


@dataclass(frozen=True)
class Hasil:
    """What came of looking at a file.

    kode   a key of KATA; empty when the file is taken
    pesan  the sentence for the person
    jenis  `pdf`, `jpg` or `png`: the kind of `isi`
    isi    what is kept: a PDF as it came, an image drawn anew
    """

    kode: str = ""
    pesan: str = ""
    jenis: str = ""
    isi: bytes = b""

    @classmethod
    def tolak(cls, kode, rinci=""):
        return cls(kode=kode, pesan=KATA[kode].replace("{rinci}", rinci))

    @property
    def diterima(self):
        return not self.kode
