"""A training walked through the SOP by its real verbs: for the demo and for the tests alike.

What stands here cannot rot: it calls what the pages call.
"""

import datetime as dt
import uuid

from django.utils import timezone

from eregistrasi.alat.bahasa import romawi
from laporan import alur as alur_laporan
from laporan.bahan_contoh import contoh_peserta, isian_lengkap, isian_penugasan
from laporan.daftar_periksa import SOAL
from pelatihan import penghentian, penugasan, persiapan
from pelatihan.models import Pelatihan
from pelatihan.sop import Tahap
from pengguna.models import Keanggotaan
from peserta import alur as alur_peserta
from peserta import jawaban
from peserta.models import Konfirmasi, Pilihan


class Perjalanan:
    """One training on its way: each method is one desk's work, through the real verbs."""

    def __init__(self, orang, *, nama, kode, angkatan, peserta, ketua="ketua", tim="tim"):
        self.orang, self.peserta, self.kode = orang, peserta, kode
        self.ketua, self.tim = getattr(orang, ketua), getattr(orang, tim)
        regu = Keanggotaan.objects.get(pengguna=self.ketua, sebagai="ketua").tim
        self.isian = isian_penugasan(nama, regu, angkatan=angkatan)
        self.p = penugasan.simpan_draf(oleh=orang.kepala, isian=self.isian, permintaan=uuid.uuid4())

    def tugaskan_ketua(self):
        penugasan.tugaskan_ketua(
            oleh=self.orang.kepala,
            isian=self.isian,
            permintaan=self.p.permintaan,
            pelatihan=self.p,
        )

    def tugaskan_tim(self):
        penugasan.tugaskan_tim(
            self.p,
            oleh=self.ketua,
            kepada=[self.tim],
            instruksi=["Input data peserta ke laman E-Registrasi", "Laporkan hasilnya"],
            sifat="segera",
            batas_waktu=timezone.now() + dt.timedelta(days=6),
        )

    def siapkan(self):
        persiapan.lengkapi(self.p, oleh=self.tim, **isian_lengkap(self.p, self.kode))
        for data in self.peserta:
            alur_peserta.catat(self.p, oleh=self.tim, data=data)

    def buka(self):
        self.siapkan()
        alur_peserta.buka_registrasi(self.p, oleh=self.tim)

    def tutup(self):
        jawab_sebagian(self.p)
        alur_peserta.tutup_registrasi(self.p, oleh=self.tim)

    def ajukan(self):
        alur_laporan.ajukan(
            self.p,
            oleh=self.tim,
            isian={
                "nomor": "SDM.5-SM.02.01-512",
                "tanggal": timezone.localdate(),
                "kendala": "Sebagian calon peserta berada di daerah dengan jaringan terbatas.",
                "tindak_lanjut": "Yang belum mengonfirmasi dihubungi melalui unit kerja.",
                "saran": "Surat pemanggilan disampaikan paling lambat dua pekan sebelumnya.",
                "tanggapan": "",
            },
        )

    def sampaikan(self):
        alur_laporan.sampaikan(self.p, oleh=self.ketua, versi=1, centang=list(SOAL))

    def terima(self):
        alur_laporan.terima(self.p, oleh=self.orang.kepala, versi=1, arahan="Terima kasih.")


def jawab_sebagian(pelatihan, batas=None):
    """Of twelve: eight come, two refuse, two never answer; the first always answers.

    batas  how many of the list are looked at (all when omitted)
    """
    semua = Konfirmasi.objects.filter(peserta__pelatihan=pelatihan).order_by("pk")
    for n, konfirmasi in enumerate(semua[:batas]):
        if n % 12 in (5, 9):
            jawaban.jawab(konfirmasi, pilihan=Pilihan.TIDAK_BERSEDIA, alasan="TUGAS_BELAJAR")
        elif n % 12 not in (7, 11):
            jawaban.jawab(konfirmasi, pilihan=Pilihan.BERSEDIA)


JALAN = {
    Tahap.DISPOSISI_KETUA: Perjalanan.tugaskan_ketua,
    Tahap.PENYIAPAN: Perjalanan.tugaskan_tim,
    Tahap.REGISTRASI: Perjalanan.buka,
    Tahap.PENGOLAHAN: Perjalanan.tutup,
    Tahap.PEMERIKSAAN: Perjalanan.ajukan,
    Tahap.PENYAMPAIAN: Perjalanan.sampaikan,
    Tahap.SELESAI: Perjalanan.terima,
}


HENTI = {Tahap.DITUNDA: penghentian.tunda, Tahap.DIBATALKAN: penghentian.batalkan}


def majukan(
    tujuan,
    orang,
    *,
    nama="Pelatihan Fungsional Analis Hukum Ahli Muda",
    kode="PF-AHM",
    angkatan=None,
    peserta=None,
    **meja,
):
    """Walk one training to the stage `tujuan`. Returns the Pelatihan as it is then.

    One that is postponed or cancelled had its registration open.
    """
    urut = Pelatihan.objects.count() + 1
    jalan = Perjalanan(
        orang,
        nama=nama,
        kode=kode,
        angkatan=angkatan or romawi(urut),
        peserta=contoh_peserta(1) if peserta is None else peserta,
        **meja,
    )
    for langkah in JALAN.values():
        if jalan.p.tahap == (Tahap.REGISTRASI if tujuan in HENTI else tujuan):
            break
        langkah(jalan)
        jalan.p.refresh_from_db()
    if tujuan in HENTI:
        HENTI[tujuan](jalan.p, oleh=orang.kepala, alasan="Anggaran belum tersedia.")
        jalan.p.refresh_from_db()
    return jalan.p
