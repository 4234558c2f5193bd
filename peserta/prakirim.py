"""What is to be known before a registration opens and everybody on the list is written to."""

import re
from dataclasses import dataclass, field

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils import timezone

from eregistrasi.alat.bahasa import waktu
from pelatihan import kalender
from surel.models import Kelas, Status, Surel

NAMA = 20  # people that a finding names
SINGKAT = 2 * 7.5 * 3600  # seconds of work below which hardly anybody can answer in time
# Slips of the finger in the names of the great mail providers: what was typed -> what was meant.
SALAH_KETIK = {
    r"@(gmial|gmal|gmil|gamil|gnail|gmaill?)\.(com|co|con|cm|comm?|id)$": "gmail.com",
    r"@(yaho|yahooo|yhoo|yaoo)\.(com|co\.id)$": "yahoo.com atau yahoo.co.id",
    r"@(hotmial|hotmal|hotmil)\.com$": "hotmail.com",
    r"\.(con|cmo|ocm|go\.i|goid|ac\.i)$": "akhiran seperti .com, .go.id, atau .ac.id",
}
BENAR = re.compile(r"@gmail\.com$", re.IGNORECASE)


@dataclass(frozen=True)
class Temuan:
    """One thing to look at: how grave (`tunggu`, `info`), the words, and the people concerned.

    orang  [(Peserta, what is said of them)]
    """

    tingkat: str
    kata: str
    saran: str
    jumlah: int = 0
    orang: list = field(default_factory=list)

    @property
    def lainnya(self):
        return self.jumlah - len(self.orang)


@dataclass(frozen=True)
class Prakirim:
    """How many will be asked, how many by letter, and what to look at before."""

    jumlah: int
    beralamat: int
    temuan: list


def periksa(pelatihan):
    """Look at everybody who would be asked now. The same few questions for any number."""
    calon = pelatihan.peserta.belum_diundang()  # each knows its training without being asked
    angka = calon.order_by().aggregate(
        jumlah=Count("pk"), beralamat=Count("pk", filter=~Q(email=""))
    )
    temuan = [
        *_tenggat(pelatihan),
        *_kuota(pelatihan, angka["jumlah"]),
        *_tanpa_surel(calon, angka["jumlah"] - angka["beralamat"]),
        *_salah_ketik(calon),
        *_mati(calon),
        *_bersama(calon),
    ]
    return Prakirim(angka["jumlah"], angka["beralamat"], temuan)


def _tenggat(pelatihan):
    """The deadline against the calendar of the office."""
    batas = pelatihan.batas_konfirmasi
    if batas is None:
        return
    kal, kini = kalender.muat(), timezone.now()
    if not kal.jam(batas.astimezone(kalender.WIB).date()):
        yield Temuan(
            "tunggu",
            f"Batas konfirmasi jatuh pada hari libur: {waktu(batas)}.",
            "Narahubung mungkin tidak dapat dihubungi. Ubah batasnya jika perlu.",
        )
    if batas > kini and kal.detik(kini, batas) < SINGKAT:
        yield Temuan(
            "tunggu",
            "Waktu sampai batas konfirmasi kurang dari dua hari kerja.",
            "Ubah batasnya, atau hubungi calon peserta juga melalui WhatsApp.",
        )
    if tahun := kal.belum_termuat(kini, max(batas, kini)):
        yield Temuan(
            "info",
            f"Hari libur tahun {', '.join(map(str, tahun))} belum dimuat.",
            "Pengingat otomatis hanya menghindari Sabtu dan Minggu pada tahun itu.",
        )


def _kuota(pelatihan, jumlah):
    if pelatihan.kuota and jumlah > pelatihan.kuota:
        yield Temuan(
            "tunggu",
            f"Jumlah calon peserta ({jumlah}) melebihi kuota ({pelatihan.kuota}).",
            "Konfirmasi bersedia di atas kuota tetap dicatat dan diberi tanda.",
        )


def _tanpa_surel(calon, jumlah):
    if jumlah:
        orang = calon.filter(email="").urut_nama()[:NAMA]
        yield Temuan(
            "tunggu",
            f"{jumlah} orang belum punya surel dan perlu diundang melalui WhatsApp.",
            "Isi surelnya, atau setelah registrasi dibuka sampaikan pesan WhatsApp dari halaman "
            "rincian masing-masing, atau unduh slip dan daftar tautan untuk mereka sekaligus.",
            jumlah,
            [(o, o.hp or "belum punya nomor ponsel") for o in orang],
        )


def _salah_ketik(calon):
    semua = Q()
    for pola in SALAH_KETIK:
        semua |= Q(email__iregex=pola)
    cocok = list(calon.filter(semua).exclude(email__iregex=BENAR.pattern).urut_nama())
    if cocok:
        yield Temuan(
            "tunggu",
            f"{len(cocok)} alamat surel tampak salah ketik.",
            "Perbaiki alamatnya sebelum undangan dikirim.",
            len(cocok),
            [(o, f"{o.email}, mungkin {_maksud(o.email)}") for o in cocok[:NAMA]],
        )


def _maksud(alamat):
    return next(
        benar for pola, benar in SALAH_KETIK.items() if re.search(pola, alamat, re.IGNORECASE)
    )


def _mati(calon):
    """Addresses of which a mail server has said before that they do not exist."""
    mati = Surel.objects.filter(status=Status.GAGAL, kelas=Kelas.ALAMAT).order_by()
    cocok = list(calon.exclude(email="").filter(email__in=mati.values("kepada")).urut_nama())
    if cocok:
        yield Temuan(
            "tunggu",
            f"{len(cocok)} alamat surel pernah dinyatakan tidak ada oleh server surelnya.",
            "Perbaiki alamatnya sebelum undangan dikirim.",
            len(cocok),
            [(o, o.email) for o in cocok[:NAMA]],
        )


def _bersama(calon):
    """Addresses that several have: each still gets a letter and a link of their own."""
    alamat = calon.exclude(email="").order_by().annotate(alamat=Lower("email")).values("alamat")
    ganda = alamat.annotate(n=Count("pk"), siapa=ArrayAgg("pk")).filter(n__gt=1)
    pk = [n for baris in ganda.values_list("siapa", flat=True) for n in baris]
    if pk:
        orang = calon.filter(pk__in=pk).order_by(Lower("email"), Lower("nama"), "pk")[:NAMA]
        yield Temuan(
            "info",
            f"{len(pk)} orang memakai alamat surel yang juga dipakai orang lain dalam daftar.",
            "Masing-masing tetap menerima surel dan tautan sendiri. Pastikan penerimanya tidak "
            "tertukar.",
            len(pk),
            [(o, o.email) for o in orang],
        )
