"""Dates, times, numbers and identity numbers as formal Indonesian writes them.

Every function takes dates, aware datetimes, or the ISO text of either (as snapshots keep them),
and returns the empty string for nothing.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

HARI = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
BULAN = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
BULAN_PENDEK = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]
ZONA = {
    "WIB": ZoneInfo("Asia/Jakarta"),
    "WITA": ZoneInfo("Asia/Makassar"),
    "WIT": ZoneInfo("Asia/Jayapura"),
}
SATUAN = [
    "",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
]


def _hari(nilai):
    """A date out of a date, a datetime (its day in WIB), or ISO text."""
    if isinstance(nilai, str):
        nilai = dt.datetime.fromisoformat(nilai) if "T" in nilai else dt.date.fromisoformat(nilai)
    return _saat(nilai).date() if isinstance(nilai, dt.datetime) else nilai


def _saat(nilai, zona="WIB"):
    if isinstance(nilai, str):
        nilai = dt.datetime.fromisoformat(nilai)
    return timezone.localtime(nilai, ZONA[zona])


def tanggal(nilai):
    """`23 November 2026`"""
    if not nilai:
        return ""
    hari = _hari(nilai)
    return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"


def hari_tanggal(nilai):
    """`Senin, 23 November 2026`"""
    return f"{HARI[_hari(nilai).weekday()]}, {tanggal(nilai)}" if nilai else ""


def rentang(awal, akhir):
    """`30 November s.d. 11 Desember 2026`; within a month `7 s.d. 11 Desember 2026`."""
    if not awal or not akhir:
        return tanggal(awal or akhir)
    a, b = _hari(awal), _hari(akhir)
    if a == b:
        return tanggal(a)
    kepala = f"{a.day}"
    if (a.year, a.month) != (b.year, b.month):
        kepala += f" {BULAN[a.month - 1]}"
    if a.year != b.year:
        kepala += f" {a.year}"
    return f"{kepala} s.d. {tanggal(b)}"


def rentang_hari(awal, akhir):
    """`Senin, 30 November s.d. Jumat, 11 Desember 2026`"""
    if not awal or not akhir:
        return hari_tanggal(awal or akhir)
    a, b = _hari(awal), _hari(akhir)
    if a == b:
        return hari_tanggal(a)
    kepala, _, ekor = rentang(a, b).partition(" s.d. ")
    return f"{HARI[a.weekday()]}, {kepala} s.d. {HARI[b.weekday()]}, {ekor}"


def pukul(nilai, zona="WIB"):
    """`12.00 WIB`"""
    return f"{_saat(nilai, zona):%H.%M} {zona}" if nilai else ""


def waktu(nilai):
    """`Jumat, 27 November 2026, pukul 12.00 WIB`"""
    return f"{hari_tanggal(_saat(nilai))}, pukul {pukul(nilai)}" if nilai else ""


def waktu_detik(nilai):
    """`Selasa, 24 November 2026, pukul 10.17.32 WIB`"""
    return f"{hari_tanggal(_saat(nilai))}, pukul {_saat(nilai):%H.%M.%S} WIB" if nilai else ""


def waktu_pendek(nilai):
    """`27 Nov 2026, 12.00 WIB`"""
    if not nilai:
        return ""
    saat = _saat(nilai)
    return f"{saat.day} {BULAN_PENDEK[saat.month - 1]} {saat.year}, {pukul(nilai)}"


def waktu_setempat(nilai, zona):
    """`Jumat, …, pukul 12.00 WIB (14.00 WIT)`; without brackets in WIB."""
    return waktu(nilai) if zona in ("", "WIB") else f"{waktu(nilai)} ({pukul(nilai, zona)})"


def sisa(sampai, kini):
    """How long from `kini` to `sampai`, in the two largest units: `1 hari 2 jam`."""
    menit = max(int((sampai - kini).total_seconds() // 60), 0)
    ukuran = [(menit // 1440, "hari"), (menit % 1440 // 60, "jam"), (menit % 60, "menit")]
    bagian = [f"{n} {nama}" for n, nama in ukuran if n]
    return " ".join(bagian[:2]) or "kurang dari 1 menit"


def terbilang(n):
    """A whole number from 0 below a billion, in words: `dua puluh satu`."""
    if n == 0:
        return "nol"
    return " ".join(_kata(n))


def _kata(n):
    if n < 12:
        return [SATUAN[n]] if n else []
    if n < 20:
        return [SATUAN[n - 10], "belas"]
    if n < 100:
        return [SATUAN[n // 10], "puluh", *_kata(n % 10)]
    if n < 200:
        return ["seratus", *_kata(n - 100)]
    if n < 1000:
        return [SATUAN[n // 100], "ratus", *_kata(n % 100)]
    if n < 2000:
        return ["seribu", *_kata(n - 1000)]
    if n < 1_000_000:
        return [*_kata(n // 1000), "ribu", *_kata(n % 1000)]
    return [*_kata(n // 1_000_000), "juta", *_kata(n % 1_000_000)]


def ribuan(n):
    """`1.234` for papers: a point between the thousands."""
    return f"{n:,}".replace(",", ".")


def bertitik(teks):
    """The text as a sentence ends: with one full stop, also after a degree (`S.H.`)."""
    return f"{teks}".removesuffix(".") + "."


def persen(bagian, jumlah):
    """`82,5%` of a whole; `0,0%` of nothing."""
    return f"{100 * bagian / jumlah if jumlah else 0:.1f}%".replace(".", ",")


def persen_rata(bagian):
    """Percentages with one decimal that add up to 100,0 (largest remainder)."""
    jumlah = sum(bagian)
    if not jumlah:
        return ["0,0%" for _ in bagian]
    utuh = [n * 1000 // jumlah for n in bagian]
    sisa_urut = sorted(range(len(bagian)), key=lambda i: (-(bagian[i] * 1000 % jumlah), i))
    for i in sisa_urut[: 1000 - sum(utuh)]:
        utuh[i] += 1
    return [f"{n // 10},{n % 10}%" for n in utuh]


def nip_berspasi(nip):
    """`19651128 199103 1 002`; any other number as it is."""
    if len(nip) != 18 or not nip.isdecimal():
        return nip
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


def nip_tersamar(nip):
    """First eight and last two digits: `19900417••••••••01`."""
    return f"{nip[:8]}{'•' * max(len(nip) - 10, 0)}{nip[-2:]}" if len(nip) > 10 else "•" * len(nip)


def surel_tersamar(alamat):
    """`ni.luh•••@contoh.example`"""
    nama, at, domain = alamat.partition("@")
    return f"{nama[: max(1, min(6, len(nama) // 2))]}•••{at}{domain}" if at else ""


def romawi(n):
    """Roman numerals for 1 to 3999."""
    nilai = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1]
    huruf = ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"]
    hasil = ""
    for v, h in zip(nilai, huruf, strict=True):
        hasil += h * (n // v)
        n %= v
    return hasil
