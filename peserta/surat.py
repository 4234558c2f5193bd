"""The letters to participants."""

from peserta import alasan
from surel.kotak import antrekan


def _konteks(pelatihan, peserta):
    return {
        "p": pelatihan,
        "peserta": peserta,
        "narahubung": list(pelatihan.narahubung.all()),
        "data_dukung": list(pelatihan.data_dukung.all()),
    }


def kirim_undangan(pelatihan, konfirmasi):
    """Step 3: the question, with the personal link. None where there is no address."""
    peserta = konfirmasi.peserta
    return antrekan(
        "undangan",
        kunci=f"undangan:{konfirmasi.pk}:{konfirmasi.putaran}",
        kelompok=f"pelatihan:{pelatihan.pk}",
        kepada=peserta.email,
        nama=peserta.nama_lengkap,
        konteks=_konteks(pelatihan, peserta),
        tautan=f"konfirmasi:{konfirmasi.pk}",
    )


def kirim_bukti(pelatihan, konfirmasi, bukti):
    """Step 4: the proof, attached as stored, whatever the answer."""
    peserta = konfirmasi.peserta
    return antrekan(
        f"bukti_{bukti.jawaban.pilihan}",
        kunci=f"bukti:{bukti.pk}",
        kelompok=f"pelatihan:{pelatihan.pk}",
        kepada=peserta.email,
        nama=peserta.nama_lengkap,
        konteks={
            **_konteks(pelatihan, peserta),
            "bukti": bukti,
            "jawaban": bukti.jawaban,
            "alasan": alasan.label_laporan(bukti.jawaban.alasan),
        },
        tautan=f"konfirmasi:{konfirmasi.pk}",
        berkas=[f"dokumen:{bukti.dokumen_id}"],
    )
