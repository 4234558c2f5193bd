"""The pages of the house in all their states, rendered once: what browsers and readers look at.

One site is built by the real steps: a training at each stage, people who came, declined, objected
or asked for time, and one training whose words are as long as their columns allow. Pages are
asked for as the person whose they are; each form found on them is sent empty as well.
"""

from dataclasses import dataclass, field
from types import SimpleNamespace

from django.db import transaction
from django.test import Client
from django.test.signals import template_rendered

from eregistrasi.tests.peta import semua_alamat
from laporan.bahan_contoh import Orang, buat_organisasi, buat_tim, contoh_peserta
from laporan.contoh import majukan
from pelatihan.sop import Tahap

SANDI = "rahasia-uji"
NAMA = {
    "kepala": "Dr. Ratna Wulandari, S.H., M.H.",
    "ketua": "Citra Lestari, S.H., M.Si.",
    "tim": "Budi Santoso, S.Kom.",
    "ketua2": "Erna Puspita, S.E.",
    "tim2": "Dodi Firmansyah, A.Md.",
    "admin": "Anna Sihombing, S.T.",
}
# stage: person: names of addresses, with a query where one makes another page of it
KANTOR = {
    Tahap.DISPOSISI_KEPALA: {
        "kepala": "pelatihan:tugaskan_ketua pelatihan:batalkan pelatihan:jejak peserta:daftar",
        "admin": "beranda surel:pengiriman surel:hentikan ubah_sandi",
        "tim2": "beranda pelatihan:daftar cari?q=zzz pekerjaan:daftar surel:kotak",
    },
    Tahap.DISPOSISI_KETUA: {
        "kepala": "pelatihan:berkas pelatihan:disposisi",
        "ketua": "pelatihan:tugaskan_tim",
    },
    Tahap.PENYIAPAN: {
        "ketua": "pelatihan:alihkan_tim",
        "tim": "pelatihan:berkas pelatihan:lengkapi peserta:daftar peserta:konfirmasi"
        " peserta:tambah peserta:impor peserta:riwayat_impor peserta:buka_registrasi"
        " peserta:pengganti peserta:permintaan dukung:daftar laporan:lihat laporan:pantau",
    },
    Tahap.REGISTRASI: {
        "kepala": "pelatihan:tunda peserta:daftar laporan:pantau peserta:rincian",
        "ketua": "peserta:rincian",
        "tim": "beranda pelatihan:berkas peserta:daftar peserta:daftar?q=zzz peserta:konfirmasi"
        " peserta:rincian peserta:ubah peserta:batalkan peserta:catat peserta:pengganti"
        " peserta:tambah_calon peserta:permintaan peserta:perpanjang peserta:pengingat"
        " peserta:neraca peserta:tautan_banyak peserta:kirim_pengingat"
        " peserta:kirim_ulang_banyak peserta:tutup_registrasi dukung:daftar laporan:lihat"
        " laporan:pantau cari?q=wirastiti pemberitahuan surel:kotak surel:surat"
        " pelatihan:jejak pelatihan:jejak_semua pelatihan:kendali gaya",
    },
    Tahap.PENGOLAHAN: {"tim": "peserta:daftar peserta:konfirmasi laporan:susun laporan:pantau"},
    Tahap.PEMERIKSAAN: {
        "ketua": "laporan:lihat laporan:beri_catatan laporan:perubahan",
        "tim": "laporan:lihat",
    },
    Tahap.PENYAMPAIAN: {"kepala": "beranda laporan:lihat", "ketua": "laporan:lihat"},
    Tahap.SELESAI: {
        "kepala": "pelatihan:daftar pelatihan:berkas pelatihan:kendali pelatihan:baru"
        " pelatihan:sop pelatihan:rekap_waktu laporan:lihat",
    },
    Tahap.DITUNDA: {"kepala": "pelatihan:berkas pelatihan:lanjutkan", "tim": "peserta:daftar"},
    Tahap.DIBATALKAN: {"tim": "pelatihan:berkas laporan:lihat"},
}


@dataclass(frozen=True)
class Lembar:
    """One page as the server sent it: `nama` says which, whose and in what state."""

    nama: str
    alamat: str
    html: str = field(repr=False)
    templat: frozenset = field(repr=False)


class Pameran:
    """Collects pages: `lembar`, and in `rute` the names of the addresses that gave one."""

    def __init__(self):
        self.lembar, self.rute = [], set()

    def gantung(self, nama, respon, *status):
        """Keep the page of a response and return the response; another status is an error."""
        if respon.status_code not in (status or (200,)):
            raise AssertionError(f"{nama}: {respon.status_code} {respon.request['PATH_INFO']}")
        self.rute.add(respon.resolver_match.view_name if respon.resolver_match else "")
        templat = frozenset(t.name for t in respon.templates if t.name)
        alamat = respon.request["PATH_INFO"]
        self.lembar.append(Lembar(nama, alamat, respon.content.decode(), templat))
        return respon

    def lihat(self, nama, klien, alamat):
        """The page at an address, and its form sent empty, with whatever came of it taken back."""
        respon = self.gantung(nama, klien.get(alamat))
        if b'method="post"' in respon.content.partition(b"<main")[2]:
            with transaction.atomic():
                kosong = klien.post(alamat, {"kirim": "1"})
                transaction.set_rollback(True)
            if kosong.status_code in (200, 409, 422):
                self.gantung(f"{nama}, dikirim kosong", kosong, kosong.status_code)
        return respon

    def cetak(self, nama, buat):
        """A page that no address gives: `buat()` makes its HTML."""
        templat = set()

        def catat(template, **_):
            templat.add(template.name)

        template_rendered.connect(catat)
        try:
            self.lembar.append(Lembar(nama, "/", buat(), frozenset(templat)))
        finally:
            template_rendered.disconnect(catat)


def bangun():
    """The people, a training at each stage and a client for each of the office."""
    buat_organisasi()
    orang = buat_tim(Orang(**{k: (k, n) for k, n in NAMA.items()}), sandi=SANDI)
    pelatihan = {t: majukan(t, orang, peserta=contoh_peserta(6)) for t in KANTOR}
    klien = {nama: Client() for nama in NAMA}
    for nama, satu in klien.items():
        satu.force_login(getattr(orang, nama))
    return SimpleNamespace(orang=orang, pelatihan=pelatihan, klien=klien)


def kantor(pameran, situs):
    """Every page of the office, as the person whose it is."""
    for tahap, meja in KANTOR.items():
        alamat = dict(semua_alamat(situs.pelatihan[tahap]))
        for siapa, semua in meja.items():
            for satu in semua.split():
                rute, tanda, tanya = satu.partition("?")
                lengkap = f"{alamat[rute]}{tanda}{tanya}"
                pameran.lihat(f"{satu} ({tahap}, {siapa})", situs.klien[siapa], lengkap)


def kumpulkan():
    """The whole exhibition: Pameran."""
    from eregistrasi.tests import pameran_kantor, pameran_peserta  # noqa: PLC0415 -- they lean on us

    pameran, situs = Pameran(), bangun()
    for bagian in (*pameran_peserta.BAGIAN, kantor, *pameran_kantor.BAGIAN):
        bagian(pameran, situs)
    return pameran
