"""Reminders that leave by themselves: on which mornings, to whom, and each of them once.

A reminder is due at the beginning of its day, at the hours of the office between 08.00 and 16.00,
never on a day off; one that falls on such a day leaves on the last working day before. Who
gets it is asked at the moment of writing. What a silent worker has missed is one reminder.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from eregistrasi.alat.bahasa import waktu as kata_waktu
from pelatihan import kalender
from pelatihan.alur import catat_jejak, langkah
from pelatihan.models import Pelatihan
from pelatihan.sop import Aksi, Tahap
from peserta.models import AturanPengingat, Konfirmasi, Peserta, RondePengingat
from peserta.models.pengingat import BAWAAN
from peserta.surat import kirim_pengingat
from peserta.undangan import alamat_mati, baru_disurati
from surel.models import Status, Surel

BUKA, TUTUP = dt.time(8), dt.time(16)  # nobody is written to by themselves outside of these
MUNDUR = 31  # days that a reminder may move forward to find a working day
SEDETIK = dt.timedelta(seconds=1)
POTONG = 250  # letters under one lock, so that answers get in between
SISTEM = "Sistem E-Registrasi"
OTOMATIS = "otomatis"  # in the keys of these letters: pengingat:17:otomatis:<deadline>:<days>
LEWAT_JAM = "Belum berangkat sampai jam kerja berakhir; ditulis kembali pada hari kerja berikutnya."


def nama_hari(hari):
    """`H-5`; the morning of the deadline itself is `Hari-H`."""
    return f"H-{hari}" if hari else "Hari-H"


@dataclass(frozen=True)
class Aturan:
    """What holds for a training: does it remind by itself, and on which days?"""

    aktif: bool
    hari: tuple

    @classmethod
    def dari(cls, pelatihan):
        baris = AturanPengingat.objects.filter(pelatihan=pelatihan).first()
        return cls(baris.aktif, tuple(baris.hari)) if baris else cls(True, BAWAAN)


def atur(pelatihan, *, oleh, aktif, hari):
    """Steps 3 and 4: set whether and when participants are reminded by themselves."""
    with langkah(pelatihan, Aksi.ATUR_SURAT, oleh=oleh) as p:
        hari = sorted(set(hari), reverse=True)
        AturanPengingat.objects.update_or_create(
            pelatihan=p, defaults={"aktif": aktif, "hari": hari or list(BAWAAN)}
        )
        kapan = ", ".join(map(nama_hari, hari))
        p.tindakan = (
            f"mengatur pengingat otomatis: {kapan}" if aktif else "mematikan pengingat otomatis"
        )


def jendela(kal, hari):
    """(from, until) in which letters may leave by themselves on that day; None on a day off."""
    ruas = kal.jam(hari)
    if not ruas:
        return None
    awal = max(ruas[0][0], dt.datetime.combine(hari, BUKA, kalender.WIB))
    akhir = min(ruas[-1][1], dt.datetime.combine(hari, TUTUP, kalender.WIB))
    return (awal, akhir) if awal < akhir else None


def jadwal(kal, batas, hari):
    """[(days before, moment)] of the reminders for one deadline, in the order of time.

    Of two that would fall on the same morning one is left.
    """
    ada = {}
    for n in sorted(hari, reverse=True):
        saat = _pagi(kal, batas, batas.astimezone(kalender.WIB).date() - dt.timedelta(days=n))
        if saat is not None:
            ada[saat] = n
    return [(n, saat) for saat, n in sorted(ada.items())]


def _pagi(kal, batas, tanggal):
    """The first moment for sending on that day, or on the last day before that has one."""
    for mundur in range(MUNDUR):
        buka = jendela(kal, tanggal - dt.timedelta(days=mundur))
        if buka and buka[0] < batas:
            return buka[0]
    return None


def menunggu(pelatihan, kini):
    """Who is asked, silent, on the list, in their own seat, and has an address that is not dead.

    Each with `batas_kini`, the deadline that holds for them.
    """
    return (
        Peserta.objects.filter(pelatihan=pelatihan)
        .aktif()
        .filter(~Q(email=""), ~alamat_mati(), konfirmasi__jawaban_kini="", pengganti=None)
        .annotate(
            batas_kini=Coalesce("konfirmasi__batas_sendiri", Value(pelatihan.batas_konfirmasi))
        )
        .filter(batas_kini__gt=kini)
    )


def penerima(pelatihan, batas, saat, kini):
    """To whom the reminder of `saat` for the deadline `batas` leaves, asked at this moment.

    Nobody hears twice in a day of the same question, and who was asked only afterwards waits.
    """
    pagi = timezone.localtime(kini).replace(hour=0, minute=0, second=0, microsecond=0)
    return menunggu(pelatihan, kini).filter(
        ~baru_disurati(f"pelatihan:{pelatihan.pk}", pagi),
        batas_kini=batas,
        konfirmasi__diundang_pada__lt=saat,
    )


def kirim_jatuh_tempo():
    """Write every reminder that is due now. Returns how many letters; called by the worker."""
    kini = timezone.now()
    kal = kalender.muat()
    buka = jendela(kal, timezone.localdate(kini))
    if not buka or not buka[0] <= kini < buka[1]:
        _tutup_hari(kini)
        return 0
    return sum(_ronde(*satu) for satu in _jatuh_tempo(kal, kini))


def _jatuh_tempo(kal, kini):
    """(training, deadline, days before, moment) of the latest reminder due for each deadline."""
    buka = Pelatihan.objects.filter(tahap=Tahap.REGISTRASI).exclude(aturan_pengingat__aktif=False)
    aturan = dict(buka.order_by().values_list("pk", "aturan_pengingat__hari"))
    batas = list(buka.order_by().values_list("pk", "batas_konfirmasi"))
    sendiri = Konfirmasi.objects.filter(
        peserta__pelatihan__in=aturan, batas_sendiri__gt=kini, jawaban_kini=""
    )
    batas += sendiri.order_by().values_list("peserta__pelatihan", "batas_sendiri").distinct()
    tuntas = RondePengingat.objects.filter(pelatihan__in=aturan).exclude(tuntas_pada=None)
    sudah = set(tuntas.order_by().values_list("pelatihan", "batas", "hari"))
    for pk, saat_batas in dict.fromkeys(batas):
        if saat_batas <= kini:
            continue
        rencana = jadwal(kal, saat_batas, aturan[pk] or BAWAAN)
        lewat = [(n, saat) for n, saat in rencana if saat <= kini]
        if lewat and (pk, saat_batas, lewat[-1][0]) not in sudah:
            yield pk, saat_batas, *lewat[-1]


def _tutup_hari(kini):
    """What the rate or a stop has kept here until closing time does not leave in the evening.

    Such letters make room for new ones: the round begins again in the next hours for sending, with
    who is silent then and what is left until the deadline; who has got theirs gets no second one.
    """
    sisa = Surel.objects.filter(
        jenis="pengingat",
        kunci__contains=f":{OTOMATIS}:",
        status__in=[Status.ANTRE, Status.TUNDA],
        kirim_setelah__lte=kini,
    )
    for kelompok in set(sisa.order_by().values_list("kelompok", flat=True)):
        with transaction.atomic():
            p = Pelatihan.objects.kunci(kelompok.removeprefix("pelatihan:"))
            surat = list(sisa.filter(kelompok=kelompok).select_for_update(skip_locked=True))
            for s in surat:
                s.kunci, s.status, s.sebab = f"{s.kunci}:{s.pk}", Status.DITAHAN, LEWAT_JAM
            Surel.objects.bulk_update(surat, ["kunci", "status", "sebab"])
            for (batas, hari), n in Counter(_ronde_dari(s) for s in surat).items():
                ronde = RondePengingat.objects.filter(pelatihan=p, batas__range=batas, hari=hari)
                ronde.update(tuntas_pada=None, sampai=0, jumlah=F("jumlah") - n)


def _ronde_dari(surel):
    """((from, until), days before) of an automatic reminder: its key tells the deadline."""
    _, _, _, detik, hari, *_ = surel.kunci.split(":")
    batas = dt.datetime.fromtimestamp(int(detik), dt.UTC)
    return (batas - SEDETIK, batas + SEDETIK), int(hari)


def _ronde(pk, batas, hari, saat):
    """One reminder, piece by piece until everybody was looked at. Returns how many letters."""
    jumlah = 0
    while True:
        lagi, n = _sepotong(pk, batas, hari, saat)
        jumlah += n
        if not lagi:
            return jumlah


@transaction.atomic
def _sepotong(pk, batas, hari, saat):
    """(is there more?, letters): the next people, under the lock of the case file."""
    p = Pelatihan.objects.kunci(pk)
    kini = timezone.now()
    aturan = Aturan.dari(p)
    if p.tahap != Tahap.REGISTRASI or not aturan.aktif or hari not in aturan.hari:
        return False, 0
    ronde, _ = RondePengingat.objects.get_or_create(
        pelatihan=p, batas=batas, hari=hari, defaults={"waktu": saat}
    )
    if ronde.tuntas_pada:
        return False, 0  # another worker was here first
    semua = penerima(p, batas, ronde.waktu, kini).filter(pk__gt=ronde.sampai).order_by("pk")
    orang = {o.pk: o for o in semua[:POTONG]}
    _tulis(p, orang, batas, hari)
    ronde.jumlah += len(orang)
    ronde.sampai = max(orang, default=ronde.sampai)
    if len(orang) < POTONG:
        ronde.tuntas_pada = kini
        _catat(p, ronde)
    ronde.save()
    return ronde.tuntas_pada is None, len(orang)


def _tulis(pelatihan, orang, batas, hari):
    konfirmasi = list(Konfirmasi.objects.filter(peserta__in=orang).order_by("pk"))
    for k in konfirmasi:
        k.peserta = orang[k.peserta_id]
    kirim_pengingat(pelatihan, konfirmasi, nama=f"{OTOMATIS}:{batas.timestamp():.0f}:{hari}")


def _catat(pelatihan, ronde):
    if ronde.jumlah:
        catat_jejak(
            pelatihan,
            "pengingat_otomatis",
            f"mengirim pengingat {nama_hari(ronde.hari)} kepada {ronde.jumlah} calon peserta "
            f"(batas {kata_waktu(ronde.batas)})",
            pelaku=SISTEM,
            sebagai="Sistem",
        )


@dataclass(frozen=True)
class BarisRencana:
    """One reminder as the page foretells or remembers it."""

    hari: str
    saat: dt.datetime
    keadaan: str  # nanti, sekarang, terkirim, lewat
    jumlah: int


def rencana(pelatihan):
    """[(deadline, [BarisRencana], how many wait)], the training's own deadline first.

    What is still to come counts those who would get it if it left now.
    """
    kini, aturan = timezone.now(), Aturan.dari(pelatihan)
    if pelatihan.batas_konfirmasi is None:
        return []
    kal = kalender.muat()
    belum = menunggu(pelatihan, kini).order_by().values_list("batas_kini")
    banyak = dict(belum.annotate(n=Count("pk")))
    ronde = {(r.batas, r.hari): r for r in RondePengingat.objects.filter(pelatihan=pelatihan)}
    hari = aturan.hari if aturan.aktif else ()
    return [
        (
            b,
            [
                _baris(ronde.get((b, n)), n, saat, berikut, banyak.get(b, 0), kini)
                for (n, saat), berikut in _berpasangan(jadwal(kal, b, hari))
            ],
            banyak.get(b, 0),
        )
        for b in dict.fromkeys([pelatihan.batas_konfirmasi, *sorted(banyak)])
    ]


def _berpasangan(rencana):
    """Each reminder with the moment of the next one, or None."""
    return zip(rencana, [*(saat for _, saat in rencana[1:]), None], strict=True)


def _baris(ronde, hari, saat, berikut, banyak, kini):
    if ronde is not None and ronde.tuntas_pada:
        return BarisRencana(nama_hari(hari), ronde.mulai_pada, "terkirim", ronde.jumlah)
    if saat > kini:
        return BarisRencana(nama_hari(hari), saat, "nanti", banyak)
    if berikut is None or berikut > kini:
        return BarisRencana(nama_hari(hari), saat, "sekarang", banyak)
    return BarisRencana(nama_hari(hari), saat, "lewat", 0)
