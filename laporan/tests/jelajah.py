"""A walk through the house at random: who may do something does it, through the pages, anyhow.

Each act is one request (or one person at one page) by whoever may do it at that stage. The walk
knows nothing of desks and badges: what they should show is told apart, in `saksi`.
"""

import datetime as dt
import random

from django.test import Client
from django.utils import timezone

from eregistrasi.alat.bahasa import romawi
from laporan.bahan_contoh import isian_lengkap
from laporan.daftar_periksa import SOAL
from laporan.tests.jelajah_peserta import PESERTA
from pelatihan import daftar, serah_terima
from pelatihan.models import Kedudukan, Pelatihan
from pelatihan.sop import BERJALAN, Tahap
from pelatihan.tests.test_penugasan import formulir
from pengguna.models import Keanggotaan, KepalaPusat, Pengguna, Peran, TimKerja

T = Tahap
PELATIHAN_MAKS = 4


def pukul(saat):
    return f"{timezone.localtime(saat):%Y-%m-%dT%H:%M}"


class Jelajah:
    """The walk: people at their browsers, trainings, and chance.

    orang  the six of conftest; Fitri and Gita join them in Citra's team
    """

    def __init__(self, orang, benih):
        self.nasib = random.Random(benih)  # noqa: S311 -- a story, not a secret
        regu = TimKerja.objects.get(nama="Tim Kerja Pelatihan Fungsional")
        for nama in ("fitri", "gita"):
            akun = Pengguna.objects.create_user(nama, f"{nama}@contoh.example", None, nama=nama)
            Keanggotaan.objects.create(tim=regu, pengguna=akun, sebagai="anggota")
        self.semua = list(Pengguna.objects.order_by("pk"))
        self.klien = {u: Client() for u in self.semua}
        for u, klien in self.klien.items():
            klien.force_login(u)
        self.erna, self.citra = orang.ketua2, orang.ketua
        self.catatan = []  # what was done, so that a walk that fails can be told

    def pilih(self, semua):
        semua = list(semua)
        return self.nasib.choice(semua) if semua else None

    def siapa(self, p, peran):
        """Somebody who holds this role in this training now."""
        return self.pilih(u for u in self.semua if peran in Kedudukan.dari(u).di(p))

    def kirim(self, p, peran, ekor, isian=None):
        """POST as whoever may; returns the response, or None where nobody is there to do it."""
        oleh = self.siapa(p, peran)
        if oleh is None:
            return None
        jawab = self.klien[oleh].post(f"{p.get_absolute_url()}{ekor}", isian or {})
        assert jawab.status_code < 400 or jawab.status_code in (409, 422), (ekor, jawab.status_code)
        return jawab

    def langkah(self):
        """One act. Returns its name."""
        semua = list(Pelatihan.objects.order_by("pk"))
        belum = [p for p in semua if p.tahap not in (T.SELESAI, T.DIBATALKAN)]
        jalan = [p for p in semua if p.tahap in BERJALAN]
        if len(belum) < PELATIHAN_MAKS and self.nasib.random() < (0.15 if belum else 1):
            nama, p = self.pilih(DI_LUAR), None
        elif self.nasib.random() < 0.06:
            nama, p = self.pilih([ganti_kepala, ganti_kursi]), None
        elif jalan and self.nasib.random() < 0.06:
            nama, p = self.pilih([tunda, tunda, batalkan]), self.pilih(jalan)
        else:
            # those that are done come back too: documents and objections outlive the report
            p = self.pilih(belum) if belum and self.nasib.random() < 0.9 else self.pilih(semua)
            nama = self.pilih(BOLEH[p.tahap])
        self.catatan.append((nama.__name__, p and p.kode, p and str(p.tahap)))
        nama(self, p) if p else nama(self)
        return self.catatan[-1]


# --- Steps 1 and 2 ---------------------------------------------------------------------------


def surat(p=None, **lain):
    """The form of step 1. Two trainings never share their class: the second could not be opened."""
    if p is not None:
        return formulir(permintaan=str(p.permintaan), angkatan=p.angkatan, **lain)
    return formulir(angkatan=romawi(30 + Pelatihan.objects.count()), **lain)


def baru(j):
    """The Kepala Pusat sends a letter of their own."""
    kepala = next(u for u in j.semua if Kedudukan.dari(u).kepala)
    j.klien[kepala].post("/pelatihan/baru/", surat(kirim="1"))


def draf(j):
    """Anybody with a seat begins a draft."""
    oleh = j.pilih(u for u in j.semua if Kedudukan.dari(u).peran)
    j.klien[oleh].post("/pelatihan/baru/", surat(draf="1"))


def serahkan(j, p):
    j.kirim(p, Peran.TIM_KERJA, "siapkan-draf/", surat(p))


def kirim_draf(j, p):
    isian = {} if p.draf_diserahkan_pada else surat(p)
    j.kirim(p, Peran.KEPALA_PUSAT, "tugaskan-ketua/", isian)


def lembar(tingkat, **isian):
    batas = timezone.now() + dt.timedelta(days=2)
    instruksi = [daftar.instruksi(tingkat)[0]]
    return {"instruksi": instruksi, "sifat": "segera", "batas_waktu": pukul(batas), **isian}


def _anggota(j, p):
    duduk = Keanggotaan.objects.berlaku().filter(tim=p.tim_kerja, sebagai="anggota")
    semua = sorted(duduk.values_list("pengguna", flat=True))
    return j.nasib.sample(semua, min(len(semua), j.nasib.choice([1, 2]))) if semua else []


def teruskan(j, p):
    j.kirim(p, Peran.KETUA_TIM, "tugaskan-tim/", lembar(2, kepada=_anggota(j, p)))


def alihkan(j, p):
    j.kirim(p, Peran.KETUA_TIM, "alihkan-tim/", lembar(2, kepada=_anggota(j, p)))


def tarik(j, p):
    """The last sheet that was sent, read or not, by whoever sits at the desk it came from."""
    satu = p.disposisi.filter(ditarik_pada=None).exclude(dikirim_pada=None).last()
    if satu:
        peran = Peran.KEPALA_PUSAT if satu.tingkat == 1 else Peran.KETUA_TIM
        j.kirim(p, peran, f"disposisi/{satu.pk}/tarik/", {"alasan": "Salah alamat."})


def buka_lembar(j, p):
    satu, oleh = p.disposisi.exclude(dikirim_pada=None).last(), j.siapa(p, j.pilih(Peran))
    if satu and oleh:
        assert j.klien[oleh].get(satu.get_absolute_url()).status_code == 200


# --- Steps 3 to 6 ----------------------------------------------------------------------------


def lengkapi(j, p):
    isi = isian_lengkap(p, "PF-AHM")
    data = {k: v for k, v in isi["isian"].items() if v is not None}
    for nama in ("mulai", "selesai", "pemanggilan_tanggal"):
        data[nama] = data[nama].isoformat()
    for nama in ("batas_konfirmasi", "batas_data_dukung", "batas_pengganti"):
        data[nama] = pukul(data[nama])
    narahubung = {"narahubung_1_nama": "Kadek Dwi", "narahubung_1_ponsel": "081200000029"}
    data |= narahubung | {"kuota": j.nasib.choice([1, 40])}
    j.kirim(p, Peran.TIM_KERJA, "lengkapi/", data)


def buka_registrasi(j, p):
    j.kirim(p, Peran.TIM_KERJA, "peserta/buka-registrasi/")


def siapkan(j, p):
    """What step 3 wants next, so that most trainings get to the steps after it."""
    if not p.batas_konfirmasi:
        lengkapi(j, p)
    elif p.peserta.count() < 3:
        PESERTA.tambah(j, p)
    else:
        buka_registrasi(j, p)


def tutup_registrasi(j, p):
    j.kirim(p, Peran.TIM_KERJA, "peserta/tutup-registrasi/")


def _isian_laporan(p):
    isian = {"nomor": "SDM.5-512", "tanggal": timezone.localdate().isoformat()}
    isian |= {"kendala": "Tidak ada.", "tanggapan": "Sudah diperbaiki."}
    terakhir = p.laporan.diajukan().last()
    butir = terakhir.butir.exclude(pemeriksaan=None) if terakhir else []
    return isian | {f"tanggapan_{b.pk}": "Sudah." for b in butir}


def simpan_laporan(j, p):
    j.kirim(p, Peran.TIM_KERJA, "laporan/susun/", _isian_laporan(p))


def ajukan(j, p):
    j.kirim(p, Peran.TIM_KERJA, "laporan/ajukan/", _isian_laporan(p))


def _putus(j, p, peran, ekor, **isian):
    """A decision; now and then on a version that is no longer the newest."""
    versi = p.laporan.terbaru().versi
    usang = versi > 1 and j.nasib.random() < 0.2
    jawab = j.kirim(p, peran, f"laporan/{ekor}/", {"versi": versi - usang, **isian})
    assert not (usang and jawab) or jawab.status_code == 409, (ekor, jawab.status_code)


def beri_catatan(j, p):
    _putus(j, p, Peran.KETUA_TIM, "catatan", teks="Lengkapi saran.")


def kembalikan(j, p):
    _putus(j, p, Peran.KETUA_TIM, "kembalikan", catatan="Perbaiki.")


def sampaikan(j, p):
    _putus(j, p, Peran.KETUA_TIM, "sampaikan", centang=list(SOAL), catatan="Lengkap.")


def minta_penjelasan(j, p):
    _putus(j, p, Peran.KEPALA_PUSAT, "minta-penjelasan", tanya="Mengapa kuota berubah?")


def jawab_penjelasan(j, p):
    j.kirim(p, Peran.KETUA_TIM, "laporan/jawab-penjelasan/", {"isi": "Sesuai surat."})


def kembalikan_ketua(j, p):
    _putus(j, p, Peran.KEPALA_PUSAT, "kembalikan-ketua", catatan="Jelaskan.")


def terima(j, p):
    _putus(j, p, Peran.KEPALA_PUSAT, "terima", arahan="Terima kasih.")


def tunda(j, p):
    j.kirim(p, Peran.KEPALA_PUSAT, "tunda/", {"alasan": "Anggaran belum tersedia."})


def lanjutkan(j, p):
    hari = timezone.localdate()
    isian = {"mulai": hari + dt.timedelta(days=20), "selesai": hari + dt.timedelta(days=25)}
    batas = {"batas_konfirmasi": pukul(timezone.now() + dt.timedelta(days=3))}
    j.kirim(p, Peran.KEPALA_PUSAT, "lanjutkan/", isian | batas)


def batalkan(j, p):
    j.kirim(p, Peran.KEPALA_PUSAT, "batalkan/", {"alasan": "Tidak jadi diselenggarakan."})


# --- Offices and seats -----------------------------------------------------------------------


def ganti_kepala(j):
    """A Plh. begins (Erna, or Citra, who then holds two desks at once), or their time is over."""
    kini = timezone.now()
    plh = KepalaPusat.objects.berlaku().filter(awalan="Plh.").first()
    if plh is None:
        siapa = j.pilih([j.erna, j.citra])
        KepalaPusat.objects.create(pengguna=siapa, awalan="Plh.", nomor_sk="SK-7", mulai=kini)
    else:
        plh.sampai = kini
        plh.save()
    serah_terima.jalankan()


def ganti_kursi(j):
    """A member of Citra's team leaves it or comes back; now and then an account is shut."""
    kini, siapa = timezone.now(), j.pilih(u for u in j.semua if u.username in ("fitri", "gita"))
    duduk = Keanggotaan.objects.berlaku().filter(pengguna=siapa).first()
    if not siapa.is_active:
        siapa.is_active = True
        siapa.save()
        j.klien[siapa].force_login(siapa)
    elif duduk and j.nasib.random() < 0.3:
        siapa.is_active = False
        siapa.save()
    elif duduk:
        duduk.sampai = kini
        duduk.save()
    else:
        regu = TimKerja.objects.get(nama="Tim Kerja Pelatihan Fungsional")
        Keanggotaan.objects.create(tim=regu, pengguna=siapa, sebagai="anggota", mulai=kini)
    serah_terima.jalankan()


DI_LUAR = [baru, baru, draf]
BOLEH = {t: [] for t in Tahap}
BOLEH[T.DISPOSISI_KEPALA] = [serahkan, kirim_draf, kirim_draf]
BOLEH[T.DISPOSISI_KETUA] = [buka_lembar, teruskan, teruskan, teruskan, tarik]
BOLEH[T.PENYIAPAN] = [buka_lembar, lengkapi, buka_registrasi, alihkan, tarik, *[siapkan] * 6]
BOLEH[T.REGISTRASI] = [*PESERTA.saat_registrasi, tutup_registrasi, tutup_registrasi, alihkan]
BOLEH[T.PENGOLAHAN] = [simpan_laporan, ajukan, ajukan, alihkan, PESERTA.catat]
BOLEH[T.PEMERIKSAAN] = [beri_catatan, kembalikan, sampaikan, sampaikan]
BOLEH[T.PENYAMPAIAN] = [minta_penjelasan, jawab_penjelasan, kembalikan_ketua, terima]
BOLEH[T.DITUNDA] = [lanjutkan, lanjutkan, batalkan]
for tahap in set(Tahap) - {T.DISPOSISI_KEPALA, T.DISPOSISI_KETUA, T.PENYIAPAN}:
    BOLEH[tahap] += [PESERTA.sanggah, PESERTA.tanggapi]
