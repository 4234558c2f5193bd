"""The guide of a rehearsal: at each stage one sentence, and the button that leads on.

Asked inside the room, of the one training that lies in it.
"""

from dataclasses import dataclass

from django.urls import reverse

from eregistrasi.alat.bahasa import bertitik
from pelatihan.models import Pelatihan
from pelatihan.persiapan import kekurangan
from pelatihan.sop import NOMOR_TAHAP, Tahap
from pengguna.models import Peran
from peserta.models import Konfirmasi

CUKUP = 3  # answers after which the registration may be closed
KEPALA, KETUA, TIM = (p.label for p in Peran)
PESERTA = "Peserta"


@dataclass(frozen=True)
class Arahan:
    """What to do next, as whom, and where."""

    langkah: int
    sebagai: str
    kalimat: str
    tombol: str = ""
    url: str = ""
    halaman: str = ""  # below it lies what is done after the button; empty: the address itself
    unduh: bool = False
    pengenal: str = ""
    lain: tuple = ()  # (label, address) of what else belongs to this step
    selesai: bool = False

    def di(self, jalan):
        """Is the page at this address the one where it is done?"""
        return jalan.startswith(self.halaman) if self.halaman else jalan == self.url


def arahan():
    """The next thing to do, or None in a room without a training."""
    p = Pelatihan.objects.order_by("pk").first()
    if p is None:
        return None
    langkah = NOMOR_TAHAP[p.tahap_kerja]
    return Arahan(langkah, **TAHAP[p.tahap](p))


def _url(nama, p):
    return reverse(nama, args=[p.kode])


def _disposisi_kepala(p):
    return {
        "sebagai": KEPALA,
        "kalimat": "Draf disposisi sudah terisi. Baca, lalu kirim disposisi kepada Ketua Tim "
        "Kerja (Anda sendiri).",
        "tombol": "Buat Disposisi",
        "url": _url("pelatihan:tugaskan_ketua", p),
    }


def _disposisi_ketua(p):
    return {
        "sebagai": KETUA,
        "kalimat": "Disposisi sudah sampai. Teruskan kepada anggota Tim Kerja: pilih nama Anda, "
        "lalu centang sedikitnya satu instruksi.",
        "tombol": "Teruskan Disposisi",
        "url": _url("pelatihan:tugaskan_tim", p),
    }


def _penyiapan(p):
    if kekurangan(p):
        return {
            "sebagai": TIM,
            "kalimat": "Lengkapi data pelatihan. Yang masih kosong hanya kode (misalnya LAT-1) "
            "dan batas konfirmasi (misalnya tiga hari lagi).",
            "tombol": "Lengkapi Data Pelatihan",
            "url": _url("pelatihan:lengkapi", p),
        }
    if not p.peserta.filter(dibatalkan_pada=None).exists():
        return _impor(p)
    return {
        "sebagai": TIM,
        "kalimat": "Data peserta siap. Buka registrasi; setiap undangan ditulis atas nama orang "
        "rekaan, tetapi hanya dikirim kepada Anda.",
        "tombol": "Buka Registrasi",
        "url": _url("peserta:buka_registrasi", p),
    }


def _impor(p):
    dibaca = p.unggahan.siap().order_by("pk").last()
    if dibaca:
        return {
            "sebagai": TIM,
            "kalimat": "Berkas sudah dibaca dan belum ada data yang disimpan. Periksa "
            "pratinjaunya, lalu pilih Impor Data Peserta.",
            "tombol": "Buka Pratinjau",
            "url": reverse("peserta:pratinjau", args=[p.kode, dibaca.pk]),
        }
    return {
        "sebagai": TIM,
        "kalimat": "Unduh daftar delapan orang rekaan, lalu unggah berkas itu pada Impor "
        "Data Peserta.",
        "tombol": "Unduh Daftar Rekaan",
        "url": reverse("panduan:daftar_rekaan"),
        "unduh": True,
        "lain": (("Impor Data Peserta", _url("peserta:impor", p)),),
    }


def _registrasi(p):
    dijawab = p.peserta.exclude(jawaban_kini="").count()
    berikut = _belum_menjawab(p)
    tutup = ("Tutup Registrasi", _url("peserta:tutup_registrasi", p))
    if dijawab >= CUKUP or berikut is None:
        return {
            "sebagai": TIM,
            "kalimat": f"{dijawab} orang sudah menjawab. Tutup registrasi; yang belum menjawab "
            "menjadi tidak mengonfirmasi.",
            "tombol": tutup[0],
            "url": tutup[1],
        }
    orang = berikut.peserta
    return {
        "sebagai": PESERTA,
        "kalimat": f"Jawab sebagai {CUKUP - dijawab} orang rekaan, ada yang bersedia dan ada yang "
        f"tidak. Berikutnya {bertitik(orang.nama)}",
        "tombol": "Buka Halaman Peserta",
        "url": reverse("tautan", args=[f"{berikut.token}/"]),
        "halaman": reverse("konfirmasi:lihat", args=[berikut.id_publik]),
        "pengenal": orang.nip,
        "lain": (tutup,) if dijawab else (),
    }


def _belum_menjawab(p):
    """The first who has not answered, or None."""
    return (
        Konfirmasi.objects.filter(
            peserta__pelatihan=p, peserta__dibatalkan_pada=None, jawaban_kini=""
        )
        .select_related("peserta")
        .order_by("pk")
        .first()
    )


def _pengolahan(p):
    return {
        "sebagai": TIM,
        "kalimat": "Olah data dan susun laporan, lalu sampaikan kepada Ketua Tim Kerja.",
        "tombol": "Susun Laporan",
        "url": _url("laporan:susun", p),
    }


def _pemeriksaan(p):
    return {
        "sebagai": KETUA,
        "kalimat": "Periksa laporan beserta bukti registrasinya: setujui dan sampaikan kepada "
        "Kepala Pusat, atau kembalikan untuk perbaikan.",
        "tombol": "Periksa Laporan",
        "url": _url("laporan:lihat", p),
    }


def _penyampaian(p):
    return {
        "sebagai": KEPALA,
        "kalimat": "Laporan sudah disampaikan. Baca, lalu terima.",
        "tombol": "Terima Laporan",
        "url": _url("laporan:lihat", p),
    }


def _selesai(p):
    return {
        "sebagai": KEPALA,
        "kalimat": "Keenam langkah selesai. Lihat dokumen dan jejaknya, lalu hapus latihan ini.",
        "tombol": "Lihat Dokumen",
        "url": p.get_absolute_url(),
        "selesai": True,
    }


def _henti(p):
    return {
        "sebagai": KEPALA,
        "kalimat": f"Pelatihan latihan ini {p.get_tahap_display().lower().split()[-1]}. "
        "Lanjutkan, atau hapus latihan dan mulai lagi.",
        "tombol": "Lihat Berkas Pelatihan",
        "url": p.get_absolute_url(),
        "selesai": p.tahap == Tahap.DIBATALKAN,
    }


TAHAP = {
    Tahap.DISPOSISI_KEPALA: _disposisi_kepala,
    Tahap.DISPOSISI_KETUA: _disposisi_ketua,
    Tahap.PENYIAPAN: _penyiapan,
    Tahap.REGISTRASI: _registrasi,
    Tahap.PENGOLAHAN: _pengolahan,
    Tahap.PEMERIKSAAN: _pemeriksaan,
    Tahap.PENYAMPAIAN: _penyampaian,
    Tahap.SELESAI: _selesai,
    Tahap.DITUNDA: _henti,
    Tahap.DIBATALKAN: _henti,
}
