"""Sari hands in documents: what her browser sends, and the training that asks for them."""

from django.core.files.uploadedfile import SimpleUploadedFile

from laporan.bahan_contoh import contoh_peserta
from pelatihan.sop import Tahap
from peserta import jawaban
from peserta.models import Konfirmasi
from peserta.tests import berkas_jahat as jahat
from peserta.tests.pengunjung import Pengunjung, undangan

SURAT_TUGAS, PAS_FOTO = "SURAT_TUGAS", "PAS_FOTO"


def bersedia(pelatihan_di, jumlah=1, tahap=Tahap.REGISTRASI):
    """The training and the confirmations of its participants, who all come."""
    p = pelatihan_di(tahap, peserta=contoh_peserta(jumlah))
    for k in undangan(p):
        jawaban.jawab(k, pilihan="bersedia")
    return p, undangan(p)


class Penyerah(Pengunjung):
    """A visitor who has proved who they are and stands on the page of documents."""

    @classmethod
    def masuk(cls, konfirmasi, **klien):
        orang = cls(konfirmasi, **klien)
        orang.kenalkan()
        orang.lihat(orang.alamat("data-dukung/"))
        return orang

    def tanda(self):
        """The hidden fields that every form of the page carries."""
        self.lihat(self.alamat("data-dukung/"))
        isi = self.teks
        return {
            "dilihat": isi.partition('name="dilihat" value="')[2].partition('"')[0],
            "csrfmiddlewaretoken": isi.partition('name="csrfmiddlewaretoken" value="')[2].partition(
                '"'
            )[0],
        }

    def unggah(
        self, isi=None, nama="surat.pdf", *, dokumen=SURAT_TUGAS, mime="application/pdf", **lain
    ):
        """Hand in one file; redirects are followed. Returns the response."""
        tanda = self.tanda()
        self.halaman = self.klien.post(
            self.alamat(f"data-dukung/{dokumen}/"),
            {
                **tanda,
                "berkas": SimpleUploadedFile(nama, jahat.pdf() if isi is None else isi, mime),
                **lain,
            },
            follow=True,
        )
        return self.halaman

    def hapus(self, urut):
        self.halaman = self.klien.post(
            self.alamat(f"data-dukung/berkas/{urut}/hapus/"), self.tanda(), follow=True
        )
        return self.halaman

    @property
    def berkas(self):
        """What is in force for this person, in the order in which it came."""
        k = Konfirmasi.objects.get(pk=self.konfirmasi.pk)
        return list(k.berkas_dukung.berlaku().order_by("urut"))
