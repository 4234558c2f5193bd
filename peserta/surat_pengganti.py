"""The letters about substitutes: to the team when one is proposed, to who proposed one in vain."""

from pelatihan.models import Petugas
from surel.kotak import antrekan


def beritahu_usul(pelatihan, calon):
    """To the team: a participant has proposed somebody for their seat."""
    petugas = Petugas.objects.filter(pelatihan=pelatihan, sampai=None).select_related("pengguna")
    for orang in [p.pengguna for p in petugas]:
        antrekan(
            "usul_pengganti",
            kunci=f"usul_pengganti:{calon.pk}:{orang.pk}",
            kelompok=f"pelatihan:{pelatihan.pk}",
            kepada=orang.email,
            nama=str(orang),
            konteks={"p": pelatihan, "penerima": orang, "calon": calon, "peserta": calon.untuk},
        )


def kabari_usul_ditolak(pelatihan, calon):
    """To the participant: the one they proposed is not called up, and why."""
    peserta = calon.untuk
    antrekan(
        "usul_ditolak",
        kunci=f"usul_ditolak:{calon.pk}",
        kelompok=f"pelatihan:{pelatihan.pk}",
        kepada=peserta.email,
        nama=peserta.nama_lengkap,
        konteks={
            "p": pelatihan,
            "peserta": peserta,
            "calon": calon,
            "narahubung": list(pelatihan.narahubung.all()),
        },
        tautan=f"konfirmasi:{peserta.konfirmasi.pk}",
    )
