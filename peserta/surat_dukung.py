"""The letters about documents."""

from surel.kotak import antrekan, tahan


def _kirim(jenis, pelatihan, konfirmasi, kunci, **konteks):
    peserta = konfirmasi.peserta
    return antrekan(
        jenis,
        kunci=kunci,
        kelompok=f"pelatihan:{pelatihan.pk}",
        kepada=peserta.email,
        nama=peserta.nama_lengkap,
        konteks={
            "p": pelatihan,
            "peserta": peserta,
            "narahubung": list(pelatihan.narahubung.all()),
            **konteks,
        },
        tautan=f"konfirmasi:{konfirmasi.pk}",
    )


def kirim_perbaikan(pelatihan, konfirmasi, salah, berkas):
    """What has to be handed in anew, and why: one letter with all of it.

    salah   every BerkasDukung of this person that was found wanting
    berkas  the one whose verdict is the occasion; an older letter that has not left is merged
    """
    awalan = f"perbaikan:{konfirmasi.pk}:"
    tahan(awalan, "Digabung dalam surel perbaikan yang lebih baru.")
    kunci = (
        f"{awalan}{berkas.pk}:{berkas.diperiksa_pada:%s}"
        if berkas.diperiksa_pada
        else (f"{awalan}{berkas.pk}")
    )
    return _kirim("perbaikan_dukung", pelatihan, konfirmasi, kunci, salah=salah)


def kirim_lengkap(pelatihan, konfirmasi):
    """Every required document is *Sesuai*. Said once."""
    return _kirim("dukung_lengkap", pelatihan, konfirmasi, f"dukung_lengkap:{konfirmasi.pk}")
