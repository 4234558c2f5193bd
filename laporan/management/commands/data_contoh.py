"""Demo data: six people, and one training in each stage of the SOP, walked there by real steps."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from laporan.bahan_contoh import Orang, buat_organisasi, buat_tim, contoh_peserta, isi_banyak
from laporan.contoh import Perjalanan, jawab_sebagian, majukan
from pelatihan.models import Pelatihan
from pelatihan.sop import Tahap
from pengguna.models import Pengguna

SANDI = "eregistrasi"
TELAH_DIJAWAB = 12  # of the open training's list: the rest is there to be walked through
ORANG = Orang(
    kepala=("kepala", "Dr. Ratih Kusumaningrum, S.H., M.H."),
    ketua=("ketua", "Hendra Gunawan Siregar, S.H., M.Si."),
    tim=("tim", "Dadan Ramdani Sutisna, S.Kom."),
    ketua2=("ketua2", "Maria Lestari Panggabean, S.H."),
    tim2=("tim2", "Yusuf Maulana, A.Md."),
    admin=("admin", "Anisa Rahmawati, S.T."),
)
PELATIHAN = {
    Tahap.DISPOSISI_KEPALA: (
        "Pelatihan Fungsional Perancang Peraturan Perundang-undangan",
        "PF-PPP",
    ),
    Tahap.DISPOSISI_KETUA: ("Pelatihan Fungsional Penyuluh Hukum Ahli Pertama", "PF-PHP"),
    Tahap.PENYIAPAN: ("Pelatihan Fungsional Kurator Keperdataan Ahli Muda", "PF-KKM"),
    Tahap.REGISTRASI: ("Pelatihan Fungsional Analis Hukum Ahli Muda", "PF-AHM"),
    Tahap.PENGOLAHAN: ("Pelatihan Fungsional Pemeriksa Merek Ahli Pertama", "PF-PMP"),
    Tahap.PEMERIKSAAN: ("Pelatihan Fungsional Analis Kekayaan Intelektual", "PF-AKI"),
    Tahap.PENYAMPAIAN: ("Pelatihan Fungsional Pembimbing Kemasyarakatan Ahli Muda", "PF-PKM"),
    Tahap.SELESAI: ("Pelatihan Fungsional Analis Keimigrasian Ahli Pertama", "PF-AKP"),
}


class Command(BaseCommand):
    help = "Mengisi basis data kosong dengan data contoh; --peserta N menambah pelatihan besar."

    def add_arguments(self, parser):
        parser.add_argument(
            "--peserta", type=int, metavar="N", help="satu pelatihan terbuka, N peserta"
        )

    def handle(self, *, peserta, **_):
        if not settings.DEMO_BOLEH:
            raise CommandError(
                "Data contoh hanya untuk demo: tidak dibuat jika DATABASE_URL atau "
                "EREG_SECRET_KEY disetel."
            )
        if peserta is not None and peserta < 1:
            raise CommandError("Jumlah peserta paling sedikit 1.")
        with transaction.atomic():
            if not Pengguna.objects.exists():
                self.isi()
            elif not peserta:
                raise CommandError("Basis data sudah berisi pengguna; tidak ada yang ditambahkan.")
            if peserta:
                self.beban(peserta)

    def isi(self):
        buat_organisasi()
        orang = buat_tim(ORANG, SANDI)
        semua = contoh_peserta()
        for tahap, (nama, kode) in PELATIHAN.items():
            p = majukan(tahap, orang, nama=nama, kode=kode, angkatan="I", peserta=semua)
            if tahap == Tahap.REGISTRASI:
                jawab_sebagian(p, TELAH_DIJAWAB)
        terbuka = Perjalanan(
            orang,
            nama="Pelatihan Pelayanan Publik Berbasis Hak Asasi Manusia",
            kode="PH-P2HAM",
            angkatan="V",
            peserta=semua[:12],
            ketua="ketua2",
            tim="tim2",
        )
        terbuka.tugaskan_ketua()
        terbuka.tugaskan_tim()
        terbuka.buka()
        self.stdout.write(f"Data contoh dibuat. Kata sandi semua akun: {SANDI}")
        for f in ("kepala", "ketua", "tim", "ketua2", "tim2", "admin"):
            akun = getattr(orang, f)
            self.stdout.write(f"  {akun.username:8} {akun.nama}")

    def beban(self, jumlah):
        orang = Orang(**{f: Pengguna.objects.get(username=f) for f in ORANG.__dataclass_fields__})
        jalan = Perjalanan(
            orang,
            nama=f"Pelatihan Beban {jumlah} Peserta",
            kode=f"BEBAN-{Pelatihan.objects.count()}",
            angkatan="I",
            peserta=contoh_peserta(1),
        )
        jalan.tugaskan_ketua()
        jalan.tugaskan_tim()
        isi_banyak(jalan.p, jumlah - 1)
        jalan.buka()
        self.stdout.write(f"Pelatihan {jalan.p.kode} terbuka dengan {jumlah} peserta.")
