"""Letters about accounts: asked for by the room of people, which lies below the post."""

from django.utils import timezone

from pengguna.models import Organisasi
from pengguna.surat import JEDA_DETIK, surat_akun, tautan_sandi
from surel import sambungan
from surel.kotak import antrekan

DENGAN_TAUTAN = {"akun_undangan", "kata_sandi"}


def _antrekan(sender, *, pengguna, jenis, **_):
    """One letter with a link per person and quarter of an hour: nobody's mailbox is flooded."""
    saat = timezone.now().timestamp()
    bertaut = jenis in DENGAN_TAUTAN
    antrekan(
        jenis,
        kunci=f"{jenis}:{pengguna.pk}:{saat // JEDA_DETIK if bertaut else saat:.0f}",
        kelompok=f"akun:{pengguna.pk}",
        kepada=pengguna.email,
        nama=str(pengguna),
        konteks={
            "pengguna": pengguna,
            "penerima": str(pengguna),
            "pengirim": "Administrator Sistem E-Registrasi",
            "organisasi": Organisasi.kini() or Organisasi(),
            "saat": timezone.now(),
        },
        tautan=f"sandi:{pengguna.pk}" if bertaut else "",
    )


def _terlihat(pengguna):
    """Whoever reads a letter about an account owns the account: the administrator only."""
    return pengguna.is_superuser or ()


def _lihat_tautan(pengguna, pk):
    return pengguna.is_superuser


def daftarkan():
    surat_akun.connect(_antrekan, dispatch_uid="surel.akun")
    sambungan.TAUTAN["sandi"] = tautan_sandi
    sambungan.TERLIHAT["akun"] = _terlihat
    sambungan.LIHAT_TAUTAN["akun"] = _lihat_tautan
