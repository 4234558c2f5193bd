"""*Kirim Uji ke Saya*: a letter as a participant would get it, to whoever writes its words."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from pelatihan.alur import LangkahDitolak
from peserta.surat import konteks_contoh
from surel.kotak import antrekan

MENIT = "%Y%m%d%H%M"  # a double click writes one letter


def kirim_uji(pelatihan, peserta, khusus, *, oleh):
    """Write it with the data of `peserta` to the mailbox of `oleh`; its link opens nobody's page.

    Raises LangkahDitolak where that person has no address.
    """
    if not oleh.email:
        raise LangkahDitolak("Akun Anda belum punya alamat surel. Hubungi Administrator Sistem.")
    jenis = khusus.jenis
    antrekan(
        "uji",
        kunci=f"uji:{jenis}:{pelatihan.pk}:{oleh.pk}:{timezone.now():{MENIT}}",
        kelompok=f"pelatihan:{pelatihan.pk}",
        kepada=oleh.email,
        nama=str(oleh),
        konteks={
            **konteks_contoh(jenis, pelatihan, peserta, khusus),
            "dasar_teks": f"surel/{jenis}.txt",
            "dasar_html": f"surel/{jenis}.html",
        },
        tautan=f"uji:{jenis}",
    )


def tautan(jenis):
    """Where the link of such a letter leads: a page that says so and records nothing."""
    return settings.SITUS_URL + reverse("tautan_uji")
