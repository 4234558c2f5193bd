"""Acts of Tim Kerja on many participants at once: remind, invite anew, strike off.

Whom an act concerns is asked twice: when its page is shown, and again under the lock of the case
file, so that nobody who answered in between is written to and two clicks write once.
"""

from dataclasses import dataclass, field

from django.db.models import Case, CharField, Count, Q, Value, When
from django.utils import timezone

from eregistrasi.alat.bahasa import waktu
from pelatihan.alur import LangkahDitolak, catat_jejak, langkah
from pelatihan.models import Dokumen
from pelatihan.sop import Aksi, Tahap
from peserta import alur, jeda_kirim
from peserta.daftar import Saringan
from peserta.models import BuktiRegistrasi, Konfirmasi, Peserta
from peserta.surat import kirim_pembatalan_banyak, kirim_pengingat, tahan_putaran
from peserta.undangan import JEDA, baru_disurati, perlu_kirim_ulang, saat_baru

KIRIM = "kirim"
DIGANTI = "Undangan dikirim ulang sebelum yang ini berangkat."
CONTOH = 3  # names that the page shows
MENIT_JEDA = int(JEDA.total_seconds() // 60)
# why somebody is left out -> how the page says so
TERLEWAT = {
    "dibatalkan": "kepesertaannya dibatalkan",
    "belum_diundang": "belum diundang",
    "menjawab": "sudah menyampaikan konfirmasi",
    "tanpa_surel": "belum punya surel; sampaikan tautannya melalui WhatsApp",
    "sampai": "undangannya tidak perlu dikirim ulang",
    "jeda": f"baru dikirimi surel kurang dari {MENIT_JEDA} menit yang lalu",
}


class TidakAdaPenerima(LangkahDitolak):
    """Nobody is left to whom the act would do anything."""


@dataclass(frozen=True)
class Sasaran:
    """Whom an act is meant for: everybody on a filter, or those of them that were ticked.

    pilih     primary keys that were ticked; None: everybody
    potongan  `pilih` is a piece of everybody on the filter, taken because they are many
    """

    saringan: Saringan
    pilih: tuple | None = None
    potongan: bool = False

    def peserta(self, pelatihan):
        """Everybody meant. Whoever was ticked is, even if the filter shows them no more."""
        if self.pilih is None:
            return self.saringan.terapkan(pelatihan)
        return pelatihan.peserta.filter(pk__in=self.pilih).urut_nama()

    def keterangan(self, pelatihan):
        if self.pilih is not None and not self.potongan:
            return "dipilih dari daftar"
        return self.saringan.keterangan(pelatihan.registrasi_ditutup).partition(". ")[0]


@dataclass(frozen=True)
class Rencana:
    """What an act would do now: how many letters, three of the names, who is left out and why."""

    jumlah: int
    contoh: list = field(default_factory=list)
    terlewat: list = field(default_factory=list)

    @property
    def lainnya(self):
        return self.jumlah - len(self.contoh)


def masih_dapat_dikirimi(pelatihan):
    """Does a letter that asks for an answer still make sense?"""
    return pelatihan.tahap == Tahap.REGISTRASI and pelatihan.batas_konfirmasi > timezone.now()


def _nasib(pelatihan, *, ulang):
    """KIRIM, or the first reason of TERLEWAT that holds."""
    cabang = [
        When(dibatalkan_pada__isnull=False, then=Value("dibatalkan")),
        When(konfirmasi__isnull=True, then=Value("belum_diundang")),
        When(konfirmasi__jawaban_kini__gt="", then=Value("menjawab")),
        When(email="", then=Value("tanpa_surel")),
    ]
    if ulang:
        cabang += [When(~perlu_kirim_ulang(), then=Value("sampai"))]
    cabang += [When(baru_disurati(**saat_baru(pelatihan)), then=Value("jeda"))]
    return Case(*cabang, default=Value(KIRIM), output_field=CharField())


def yang_dapat_disurati(semua, kelompok, sejak):
    """Those of `semua` to whom a reminder could leave now, by the same reasons as `rencana`.

    kelompok, sejak  as `undangan.saat_baru` tells them

    Each with `ulang`: could the invitation leave anew as well?
    """
    return (
        semua.aktif()
        .filter(~Q(email=""), ~baru_disurati(kelompok, sejak), diundang=True, jawaban_kini="")
        .annotate(ulang=perlu_kirim_ulang())
    )


def rencana(pelatihan, sasaran, *, ulang=False):
    """What writing to these people would do now.

    ulang  the invitation anew, instead of a reminder
    """
    semua = sasaran.peserta(pelatihan).annotate(nasib=_nasib(pelatihan, ulang=ulang))
    angka = dict(semua.order_by().values_list("nasib").annotate(n=Count("pk")))
    return Rencana(
        angka.pop(KIRIM, 0),
        list(semua.filter(nasib=KIRIM)[:CONTOH]),
        [(angka[sebab], kata) for sebab, kata in TERLEWAT.items() if sebab in angka],
    )


def rencana_batal(pelatihan, sasaran):
    """The same for striking off: whoever is ticked and still on the list."""
    semua = sasaran.peserta(pelatihan)
    aktif = semua.aktif()
    jumlah, lewat = aktif.count(), semua.exclude(dibatalkan_pada=None).count()
    terlewat = [(lewat, TERLEWAT["dibatalkan"])] if lewat else []
    return Rencana(jumlah, list(aktif[:CONTOH]), terlewat)


def ingatkan(pelatihan, sasaran, *, oleh, paling_banyak, setelah=None):
    """Remind those of `sasaran` who were asked and have not answered. Returns how many.

    paling_banyak  how many the page spoke of: never does a letter go to more people than that
    setelah  when the letters may leave, of a piece of many; else as many as they are say it
    """
    with langkah(pelatihan, Aksi.KIRIM_PENGINGAT, oleh=oleh) as p:
        konfirmasi = _penerima(p, sasaran, paling_banyak, ulang=False)
        setelah = setelah or jeda_kirim.setelah(len(konfirmasi))
        kirim_pengingat(p, konfirmasi, setelah=setelah)
        p.tindakan = (
            f"mengirim pengingat kepada {len(konfirmasi)} calon peserta ({sasaran.keterangan(p)})"
        )
    return len(konfirmasi)


def undang_ulang(pelatihan, sasaran, *, oleh, paling_banyak, setelah=None):
    """Send the invitation anew, under the same link, where it did not reach the address of today.

    Returns how many. The rest as of `ingatkan`.
    """
    with langkah(pelatihan, Aksi.KIRIM_ULANG, oleh=oleh) as p:
        konfirmasi = _penerima(p, sasaran, paling_banyak, ulang=True)
        setelah = setelah or jeda_kirim.setelah(len(konfirmasi))
        alur.undang_lagi(p, konfirmasi, DIGANTI, setelah)
        p.tindakan = (
            f"mengirim ulang undangan kepada {len(konfirmasi)} calon peserta "
            f"({sasaran.keterangan(p)})"
        )
    return len(konfirmasi)


def kirim_ulang(peserta, *, oleh):
    """Send one person's invitation anew, whatever became of the last one; the link stays."""
    with langkah(peserta.pelatihan, Aksi.KIRIM_ULANG, oleh=oleh) as p:
        _pastikan_dapat_dikirimi(p)
        baris = p.peserta.filter(pk=peserta.pk).annotate(nasib=_nasib(p, ulang=False)).get()
        if baris.nasib != KIRIM:
            raise LangkahDitolak(f"Undangan tidak dikirim: {baris} {TERLEWAT[baris.nasib]}.")
        alur.undang_lagi(p, _konfirmasi([baris]), DIGANTI)
        p.tindakan = f"mengirim ulang undangan kepada {baris.nama_lengkap}"


def batalkan(pelatihan, sasaran, *, oleh, alasan, paling_banyak):
    """Take the ticked people off the list, for one reason that they are told. Returns how many."""
    with langkah(pelatihan, Aksi.CATAT_PESERTA, oleh=oleh, catatan=alasan) as p:
        orang = list(sasaran.peserta(p).aktif())
        _pastikan_jumlah(orang, paling_banyak, "Kepesertaan yang dipilih sudah dibatalkan.")
        for o in orang:
            o.dibatalkan_pada, o.alasan_batal = timezone.now(), alasan
        Peserta.objects.bulk_update(orang, ["dibatalkan_pada", "alasan_batal"])
        _beri_tahu_batal(p, orang)
        for o in orang:  # a line of their own each, so that the trail can be asked for a name
            catat_jejak(
                p,
                Aksi.CATAT_PESERTA,
                f"membatalkan kepesertaan {o.nama_lengkap}",
                oleh=oleh,
                sebagai=p.sebagai,
                catatan=alasan,
            )
        p.tindakan = f"membatalkan kepesertaan {len(orang)} peserta yang dipilih dari daftar"
    return len(orang)


def _beri_tahu_batal(pelatihan, orang):
    """Who was asked is told; the proofs that they hold are void from now on."""
    konfirmasi = _konfirmasi(orang)
    bukti = BuktiRegistrasi.objects.filter(konfirmasi__in=konfirmasi, berlaku=True)
    bukti_dari = {b.konfirmasi_id: b for b in bukti.select_related("jawaban")}
    Dokumen.objects.filter(pk__in=bukti.values("dokumen_id")).update(
        status=Dokumen.Status.DIBATALKAN
    )
    tahan_putaran(konfirmasi, "Kepesertaan dibatalkan sebelum undangan berangkat.")
    kirim_pembatalan_banyak(pelatihan, [(k, bukti_dari.get(k.pk)) for k in konfirmasi])


def potong(pelatihan, sasaran, *, ulang, ukuran):
    """Everybody to whom a letter may go now, as Sasaran of at most `ukuran` people each."""
    semua = sasaran.peserta(pelatihan).annotate(nasib=_nasib(pelatihan, ulang=ulang))
    pk = list(semua.filter(nasib=KIRIM).order_by("pk").values_list("pk", flat=True))
    return [
        Sasaran(sasaran.saringan, tuple(pk[n : n + ukuran]), potongan=sasaran.pilih is None)
        for n in range(0, len(pk), ukuran)
    ]


def _penerima(pelatihan, sasaran, paling_banyak, *, ulang):
    """The confirmations of whom a letter may go to at this moment."""
    _pastikan_dapat_dikirimi(pelatihan)
    semua = sasaran.peserta(pelatihan).annotate(nasib=_nasib(pelatihan, ulang=ulang))
    orang = list(semua.filter(nasib=KIRIM))
    _pastikan_jumlah(
        orang,
        paling_banyak,
        "Tidak ada surel yang dikirim: semua peserta yang dipilih sudah menyampaikan konfirmasi, "
        "belum punya surel, atau baru saja dikirimi.",
    )
    return _konfirmasi(orang)


def _pastikan_dapat_dikirimi(pelatihan):
    if pelatihan.batas_konfirmasi <= timezone.now():
        raise LangkahDitolak(
            f"Batas konfirmasi telah lewat pada {waktu(pelatihan.batas_konfirmasi)}. "
            "Tidak ada surel yang dikirim."
        )


def _pastikan_jumlah(orang, paling_banyak, kosong):
    if not orang:
        raise TidakAdaPenerima(kosong)
    if len(orang) > paling_banyak:
        raise LangkahDitolak(
            f"Jumlahnya bertambah dari {paling_banyak} menjadi {len(orang)} orang sejak halaman "
            "dibuka. Periksa kembali, lalu ulangi."
        )


def _konfirmasi(orang):
    """What these people are asked, each with the person as it is now."""
    peserta = {o.pk: o for o in orang}
    konfirmasi = list(Konfirmasi.objects.filter(peserta__in=peserta).order_by("pk"))
    for k in konfirmasi:
        k.peserta = peserta[k.peserta_id]
    return konfirmasi
