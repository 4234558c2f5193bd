"""What is written to the PIC of a sending unit: the letter, and the text for WhatsApp."""

from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils import timezone

from peserta.models import TautanUnit
from surel.kotak import antrekan
from surel.sambungan import TidakBerlaku


def kirim_tautan_unit(pelatihan, tautan):
    """The link, to the PIC, where there is an address. Renewing writes anew."""
    ke = f"{tautan.versi}:{tautan.berlaku_sampai:%Y%m%d}"
    antrekan(
        "tautan_unit",
        kunci=f"tautan_unit:{tautan.pk}:{ke}",
        kelompok=f"pelatihan:{pelatihan.pk}",
        kepada=tautan.email,
        nama=tautan.nama_pic,
        konteks={
            "p": pelatihan,
            "unit": tautan,
            "narahubung": list(pelatihan.narahubung.all()),
        },
        tautan=f"unit:{tautan.pk}",
    )


def alamat_tautan(pk):
    """For the post: the link of this row as it leaves; held back once it no longer opens."""
    tautan = TautanUnit.objects.select_related("pelatihan").get(pk=pk)
    if not tautan.terbuka(timezone.now()):
        raise TidakBerlaku("Tautan unit telah dicabut atau berakhir.")
    return tautan.tautan


def pesan_wa(tautan):
    """(text, address that opens WhatsApp with it)."""
    teks = render_to_string("peserta/pesan_wa_unit.txt", {"unit": tautan, "p": tautan.pelatihan})
    teks, nomor = teks.strip(), tautan.hp.lstrip("+")
    return teks, f"https://wa.me/{nomor if nomor.isdecimal() else ''}?{urlencode({'text': teks})}"
