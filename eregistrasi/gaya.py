"""The style guide: every token and every component, drawn by the templates of the real pages.

Open to whoever is signed in: it holds no data of the site. `?warna=0b5d3b` tries a colour of the
institution on this page alone.
"""

import datetime as dt

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from eregistrasi import gaya_contoh as contoh
from eregistrasi import gaya_token
from eregistrasi.alat.ikon import IKON
from eregistrasi.alat.warna import WarnaDitolak, periksa


@require_safe
def gaya(request):
    """All tokens and all components; the one form comes with its faults named."""
    isi = {**_token(), **_komponen(), **_warna(request.GET.get("warna", ""))}
    return render(request, "gaya.html", isi)


def _warna(teks):
    """A colour to try: what becomes of it, or why not."""
    teks = teks.strip().lstrip("#")[:20]
    hasil = {"warna_coba": "", "warna_salah": "", "warna_ketik": teks}
    try:
        return hasil | {"warna_coba": teks and periksa(f"#{teks}")}
    except WarnaDitolak as sebab:
        return hasil | {"warna_salah": str(sebab)}


def _token():
    semua = {nama: gaya_token.tema(nama) for nama in gaya_token.TEMA}

    def nilai(token):
        return [tema[token] for tema in semua.values()]

    dasar = semua["terang"]
    return {
        "tema": list(semua),
        "warna": [(t, guna, nilai(t)) for t, guna in gaya_token.WARNA.items()],
        "keadaan": [
            (t, guna, [(t, f"{t}-latar", f"{t}-garis", f"{t}-isi")])
            for t, guna in gaya_token.KEADAAN.items()
        ],
        "huruf": [(t, dasar[t], guna) for t, guna in gaya_token.HURUF.items()],
        "jarak": [
            (f"s{n}", dasar[f"s{n}"], gaya_token.piksel(dasar[f"s{n}"])) for n in range(1, 7)
        ],
        "sudut": [(f"r{n}", dasar[f"r{n}"], gaya_token.piksel(dasar[f"r{n}"])) for n in range(4)],
        "gerak": [("gerak", dasar["gerak"]), ("gerak-buka", dasar["gerak-buka"])],
        "ikon": sorted(IKON),
    }


def _komponen():
    kini = timezone.now()
    return {
        "pesan": contoh.PESAN,
        "lencana": contoh.LENCANA,
        "ruas": contoh.ruas(),
        "form": contoh.ContohForm({"nama": "Antung Norhalimah", "nip": "19920229 201712 29"}),
        "form_kosong": contoh.ContohForm(auto_id="kosong_%s"),
        "berjalan": contoh.BERJALAN,
        "angka_kisah": contoh.ANGKA_KISAH,
        "bagian": contoh.BAGIAN,
        "tab": contoh.TAB,
        "halaman": Paginator(range(400), 25).page(7),
        "beranda": reverse("beranda"),
        "pelatihan": contoh.pelatihan(kini),
        "daftar": [contoh.pelatihan(kini), contoh.pelatihan(kini - dt.timedelta(days=2))],
        "tugas": contoh.tugas(kini),
        "jejak": contoh.jejak(kini),
        "dokumen": contoh.dokumen(kini),
        "nota": contoh.nota(kini),
        "pekerjaan": contoh.pekerjaan(),
    }
