"""The letter about substitutes: to who proposed one in vain. The team's are in `surat_tim`."""

from surel.kotak import antrekan


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
