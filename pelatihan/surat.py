"""The letters about a training to people with an account: one frame for all of them."""

from surel.kotak import antrekan


def petugas(p):
    """Tim Kerja of this training as it is now."""
    return [t.pengguna for t in p.petugas.filter(sampai=None).select_related("pengguna")]


def kabari(orang, jenis, p, kunci, *, konteks, **lain):
    """Write to this person about the training `p`.

    kunci    of the fact told; the letter's own is `<kunci>:<person>`
    konteks  what the letter speaks of besides `p` and `penerima`
    lain     handed on to `antrekan`
    """
    antrekan(
        jenis,
        kunci=f"{kunci}:{orang.pk}",
        kelompok=f"pelatihan:{p.pk}",
        kepada=orang.email,
        nama=str(orang),
        konteks={"p": p, "penerima": orang, **konteks},
        **lain,
    )
