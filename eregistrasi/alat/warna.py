"""One colour of the institution, and all that the pages need of it in light and dark.

The rules of WCAG 2.2 decide: text at least 4.5 to 1, controls and their frames at least 3 to 1.
What cannot meet them is refused (`periksa`), never bent in silence on the light page; on the dark
page the same hue is lightened until it does.
"""

import re

HEKSA = re.compile(r"#[0-9a-fA-F]{6}")
BAWAAN = "#1b3f6b"
PUTIH, HITAM = "#ffffff", "#000000"
TEKS = 4.5
# grounds on which the colour is read: the darkest of each theme decides
LATAR_TERANG, PERMUKAAN_GELAP = "#f1efea", "#212c39"


class WarnaDitolak(ValueError):
    """The colour cannot carry a page; the words say why and name one that can."""


def kontras(a, b):
    """The contrast of two colours `#rrggbb`, from 1 to 21 (WCAG 2.2)."""
    terang, gelap = sorted((_luminans(a), _luminans(b)), reverse=True)
    return (terang + 0.05) / (gelap + 0.05)


def _luminans(warna):
    def linear(nilai):
        n = nilai / 255
        return n / 12.92 if n <= 0.04045 else ((n + 0.055) / 1.055) ** 2.4

    return sum(
        bobot * linear(n) for bobot, n in zip((0.2126, 0.7152, 0.0722), _rgb(warna), strict=True)
    )


def _rgb(warna):
    return [int(warna[i : i + 2], 16) for i in (1, 3, 5)]


def campur(warna, lain, bagian):
    """`warna` with `bagian` (0 to 1) of another colour in it."""
    pasang = zip(_rgb(warna), _rgb(lain), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * bagian):02x}" for a, b in pasang)


def menuju(warna, ujung, latar, paling_sedikit):
    """`warna` moved towards `ujung` (black or white) just as far as `latar` wants it."""
    for persen in range(101):
        coba = campur(warna, ujung, persen / 100)
        if kontras(coba, latar) >= paling_sedikit:
            return coba
    return ujung


def periksa(warna):
    """The colour in small letters. Raises WarnaDitolak, in words for the person who chose it."""
    if not HEKSA.fullmatch(warna):
        raise WarnaDitolak("Tulis warna sebagai # dan enam angka heksadesimal. Contoh: #1b3f6b.")
    warna = warna.lower()
    nisbah = kontras(warna, LATAR_TERANG)
    if nisbah < TEKS:
        saran = menuju(warna, HITAM, LATAR_TERANG, TEKS)
        angka = f"{nisbah:.1f}".replace(".", ",")
        raise WarnaDitolak(
            f"Warna ini terlalu terang untuk tulisan: kontrasnya {angka} banding 1, paling sedikit "
            f"4,5 banding 1. Pilih warna yang lebih gelap, misalnya {saran}."
        )
    return warna


def turunan(warna):
    """({token: value} of the light page, the same of the dark one) for a colour that passes."""
    kepala = campur(warna, HITAM, 0.3)
    isi = campur(kepala, PUTIH, 0.08)
    bingkai = {
        "kepala": kepala,
        "kepala-isi": isi,
        "kepala-garis": menuju(kepala, PUTIH, isi, 3),
        "kepala-redup": menuju(kepala, PUTIH, isi, 7),
    }
    gelap = menuju(warna, PUTIH, PERMUKAAN_GELAP, 7)
    lembut = campur("#18212c", gelap, 0.12)
    return bingkai | {
        "utama": warna,
        "utama-tekan": campur(warna, HITAM, 0.3),
        "utama-lembut": campur(warna, PUTIH, 0.92),
        "tautan": warna,
    }, {
        "utama": gelap,
        "utama-tekan": campur(gelap, PUTIH, 0.3),
        "utama-lembut": lembut,
        "di-utama": menuju(warna, HITAM, gelap, 7),
        "tautan": campur(gelap, PUTIH, 0.15),
    }


def lembar_gaya(warna):
    """The stylesheet that puts the colour in place of the one in `rupa.css` and `peserta.css`.

    The administrator's window has names of its own for the same things.
    """
    terang, gelap = (
        ";".join(f"--{nama}:{nilai}" for nama, nilai in satu.items()) for satu in turunan(warna)
    )
    kuat = f"--utama:{menuju(warna, HITAM, PUTIH, 9)};--utama-tekan:{HITAM}"
    kantor = ";".join(
        f"--{nama}:{warna}" for nama in ("primary", "button-bg", "default-button-bg", "link-fg")
    )
    return "\n".join(
        [
            f":root{{{terang}}}",
            f"@media (prefers-contrast:more){{:root{{{kuat}}}}}",
            "@media screen and (prefers-color-scheme:dark){:root:not([data-bs-theme=light])"
            f"{{{gelap}}}}}",
            f"html[data-theme=light]{{{kantor}}}",
            f"@media not (prefers-color-scheme:dark){{html[data-theme=auto]{{{kantor}}}}}",
            "html[data-theme]{--header-bg:var(--kepala)}",
            "",
        ]
    )
