"""English for the pages that are open to the world: chosen by their reader, kept in a cookie.

The pages are written in Indonesian; `acuan/inggris.json` holds the English of each of their texts.
Statements with legal effect stay in Indonesian with the English below them.
"""

import re
from pathlib import Path

from django.conf import settings

from eregistrasi.alat.bahasa import BULAN, BULAN_PENDEK, HARI
from eregistrasi.alat.terjemah import Kamus

KUKI = "bahasa"
UMUR = 180 * 24 * 3600  # seconds
INDONESIA, INGGRIS = "id", "en"
_HARI = dict(
    zip(HARI, "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(), strict=True)
)
_BULAN = dict(
    zip(
        BULAN,
        "January February March April May June July August September October November "
        "December".split(),
        strict=True,
    )
) | dict(zip(BULAN_PENDEK, "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), strict=True))
_SATUAN = {"hari": "day", "jam": "hour", "menit": "minute"}
_TANGGAL = re.compile(
    rf"(?:({'|'.join(HARI)}), )?(\d{{1,2}})(?: ({'|'.join(_BULAN)}))?(?= s\.d\. |\b)"
)
_AWAL = re.compile(rf"(\d{{1,2}}(?: (?:{'|'.join(_BULAN)}))?(?: \d{{4}})?) s\.d\. (?=[A-Z\d])")
_PUKUL = re.compile(r"(?:, )?\bpukul (\d\d)\.(\d\d)(?:\.(\d\d))? (?=WI)")
_JAM = re.compile(r"\b(\d\d)\.(\d\d)(?= WI)")
_LAMA = re.compile(r"(?:\d+ (?:hari|jam|menit) ?){1,2}")
_BITA = re.compile(r"(?<=\d) bita\b")  # Django's word for the size of a small file
_ANGKA = re.compile(r"(\d+) (hari|jam|menit)")


def _satuan(cocok):
    n, nama = cocok.groups()
    return f"{n} {_SATUAN[nama]}{'' if n == '1' else 's'}"


def _hari_bulan(cocok):
    hari, n, bulan = cocok.groups()
    return (f"{_HARI[hari]}, " if hari else "") + n + (f" {_BULAN[bulan]}" if bulan else "")


def _pukul(cocok):
    return ", " + ":".join(b for b in cocok.groups() if b) + " "


def tanggal(teks):
    """`Senin, 23 November 2026, pukul 12.00 WIB` as `Monday, 23 November 2026, 12:00 WIB`;
    `1 hari 2 jam` as `1 day 2 hours`. Anything else as it is.
    """
    if _LAMA.fullmatch(teks):
        return _ANGKA.sub(_satuan, teks)
    teks = _BITA.sub(" bytes", teks)
    teks = _TANGGAL.sub(_hari_bulan, _AWAL.sub(r"\1 to ", teks))
    return _JAM.sub(r"\1:\2", _PUKUL.sub(_pukul, teks))


KAMUS = Kamus(Path(__file__).parent / "acuan/inggris.json", tanggal)


def bahasa(request):
    """The language that this reader chose: in the address just now, or earlier."""
    return INGGRIS if (_baru(request) or request.COOKIES.get(KUKI)) == INGGRIS else INDONESIA


def _baru(request):
    """The choice in the address, or None; what is asked of every page costs next to nothing."""
    if KUKI not in request.META.get("QUERY_STRING", ""):
        return None
    pilihan = request.GET.get(KUKI)
    return pilihan if pilihan in (INDONESIA, INGGRIS) else None


def sajikan(request, respons, bahasa):
    """The page in that language; the choice in the address is remembered, and nothing else."""
    if _baru(request):
        respons.set_cookie(
            KUKI,
            bahasa,
            max_age=UMUR,
            secure=settings.SITUS_HTTPS,
            httponly=True,
            samesite="Lax",
        )
    if bahasa == INGGRIS:
        respons.content = KAMUS.halaman(respons.content.decode()).encode()
    return respons
