"""The letters to the team: what participants ask or decide, told once to each officer in charge.

The first few of an hour are told one by one; what follows in that hour is told together, in one
letter at its end, so that a flood of answers is no flood of letters.
"""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from pelatihan.models import Pelatihan, Petugas
from pelatihan.surat import kabari
from peserta import alasan
from peserta.models import CalonPengganti, Jawaban, PermintaanBuka, Pilihan, Sanggahan
from surel.kotak import tulis_ulang
from surel.models import Status, Surel
from surel.templatetags.surat import bukan_tautan

SATU_PER_SATU = 5  # letters of one training in one hour; the rest of that hour is told together
SEJAM = dt.timedelta(hours=1)
#: how long the worker has, after the hour, to write the letter anew; then it leaves as it is
TENGGANG = dt.timedelta(minutes=10)
GABUNGAN = "gabungan"


@dataclass(frozen=True)
class Kabar:
    """One piece of news.

    pada    when it happened, by the database's clock
    hal     what it is, in title case: with the name and the training it is the subject
    siapa   the Peserta it is about
    isi     the rest of the sentence that begins with the name; nothing typed in it is a link
    mohon   what the team is asked to do, before the button `label` that leads to `alamat`
    """

    pada: dt.datetime
    hal: str
    siapa: object
    isi: str
    mohon: str
    label: str
    alamat: str


def kepada_tim(jenis, pelatihan, kunci, *, konteks, wajib=True, **lain):
    """One letter to each officer whose task the training is now.

    kunci  of the fact told; the letters' own are `<kunci>:<officer>`
    wajib  it asks for a decision; else who keeps such news for the morning is left out
    lain   handed on to `antrekan`
    """
    for orang in _penerima(pelatihan, wajib):
        kabari(orang, jenis, pelatihan, kunci, konteks=konteks, **lain)


def _penerima(pelatihan, wajib):
    petugas = Petugas.objects.filter(pelatihan=pelatihan, sampai=None).select_related("pengguna")
    if not wajib:
        petugas = petugas.exclude(pengguna__pilihan_kabar__segera=False)
    return [p.pengguna for p in petugas]


def beritahu_jeda(pelatihan, konfirmasi):
    """Somebody with this participant's link has guessed too often (T4)."""
    kepada_tim(
        "identitas_dijeda",
        pelatihan,
        f"identitas_dijeda:{konfirmasi.pk}:{konfirmasi.terkunci_sampai:%s}",
        konteks={
            "peserta": konfirmasi.peserta,
            "kali": settings.IDENTITAS_MAKS_COBA,
            "sampai": konfirmasi.terkunci_sampai,
            "url": settings.SITUS_URL + konfirmasi.peserta.get_absolute_url(),
        },
    )


def beritahu_jawaban(pelatihan, jawaban, sebelumnya):
    """Who gave this answer does not come, or comes after all; of other answers nobody is told.

    sebelumnya  the answer before, or None
    """
    peserta = jawaban.konfirmasi.peserta
    if jawaban.pilihan == Pilihan.TIDAK_BERSEDIA:
        sebab = alasan.label_laporan(jawaban.alasan)
        kabar = Kabar(
            jawaban.waktu,
            "Tidak Bersedia",
            peserta,
            f"menyatakan tidak bersedia mengikuti {pelatihan.nama_tahun} dengan alasan: {sebab}.",
            "Apabila tempat tersebut akan diisi, mohon pengganti dipanggil melalui tautan berikut:",
            "Buka Pengganti dan Cadangan",
            _alamat("peserta:pengganti", pelatihan),
        )
    elif sebelumnya and sebelumnya.pilihan == Pilihan.TIDAK_BERSEDIA:
        kabar = Kabar(
            jawaban.waktu,
            "Kembali Bersedia",
            peserta,
            f"semula menyatakan tidak bersedia dan kini bersedia mengikuti {pelatihan.nama_tahun}.",
            "Mohon hal tersebut diketahui. Jawaban selengkapnya tersedia melalui tautan berikut:",
            "Buka Data Peserta",
            settings.SITUS_URL + peserta.get_absolute_url(),
        )
    else:
        return
    _beritahu(pelatihan, kabar, wajib=False)


def beritahu_minta_buka(pelatihan, permintaan):
    """Somebody asks to answer after their deadline."""
    kabar = Kabar(
        permintaan.diminta_pada,
        "Permintaan Dibuka Kembali",
        permintaan.konfirmasi.peserta,
        f"meminta registrasi {pelatihan.nama_tahun} dibuka kembali dengan alasan: "
        f"{bukan_tautan(permintaan.alasan)}",
        "Mohon permintaan tersebut diputuskan melalui tautan berikut:",
        "Buka Permintaan",
        _alamat("peserta:permintaan", pelatihan),
    )
    _beritahu(pelatihan, kabar)


def beritahu_sanggahan(pelatihan, sanggahan):
    """Somebody objects to the answer that the team wrote down for them."""
    kabar = Kabar(
        sanggahan.pada,
        "Sanggahan",
        sanggahan.jawaban.konfirmasi.peserta,
        f"menyanggah konfirmasi yang dicatat petugas pada {pelatihan.nama_tahun} dengan "
        f"keterangan: {bukan_tautan(sanggahan.isi)}",
        "Mohon sanggahan tersebut ditanggapi melalui tautan berikut:",
        "Buka Sanggahan",
        settings.SITUS_URL + sanggahan.jawaban.konfirmasi.peserta.get_absolute_url(),
    )
    _beritahu(pelatihan, kabar)


def beritahu_usul(pelatihan, calon):
    """Somebody who does not come, or their unit, proposes another for the seat."""
    unit = f" ({calon.unit_kerja})" if calon.unit_kerja else ""
    nama = bukan_tautan(calon.nama + unit)
    if calon.lewat_id:
        isi = (
            f"diusulkan digantikan oleh {nama} pada {pelatihan.nama_tahun}. Usul disampaikan "
            f"{bukan_tautan(calon.lewat.nama_pic)}, narahubung {bukan_tautan(calon.lewat.nilai)}."
        )
    else:
        isi = (
            f"menyatakan tidak bersedia mengikuti {pelatihan.nama_tahun} dan mengusulkan "
            f"{nama} sebagai peserta pengganti."
        )
    kabar = Kabar(
        calon.dibuat_pada,
        "Usul Pengganti",
        calon.untuk,
        isi,
        "Mohon usul tersebut diputuskan melalui tautan berikut:",
        "Buka Pengganti dan Cadangan",
        _alamat("peserta:pengganti", pelatihan),
    )
    _beritahu(pelatihan, kabar)


def _alamat(nama, pelatihan):
    return settings.SITUS_URL + reverse(nama, args=[pelatihan.kode])


def _beritahu(pelatihan, kabar, wajib=True):
    """The caller holds the training, so that no two of an hour count alike."""
    jam = timezone.localtime(kabar.pada).replace(minute=0, second=0, microsecond=0)
    awalan = f"kabar:{pelatihan.pk}:{jam:%Y%m%d%H}:"
    surat = Surel.objects.filter(kunci__startswith=awalan).values_list("kunci", flat=True)
    sudah = {kunci.removeprefix(awalan) for kunci in surat}
    nomor = {kunci.partition(":")[0] for kunci in sudah}
    if GABUNGAN not in nomor and len(nomor) < SATU_PER_SATU:
        atur = "" if wajib else settings.SITUS_URL + reverse("pemberitahuan")
        konteks = {"kabar": kabar, "atur": atur}
        kepada_tim(
            "kabar_tim", pelatihan, f"{awalan}{len(nomor) + 1}", konteks=konteks, wajib=wajib
        )
        return
    # Who keeps answers for the morning is written to when the first request is among the rest.
    belum = [o for o in _penerima(pelatihan, wajib) if f"{GABUNGAN}:{o.pk}" not in sudah]
    if not belum:
        return
    konteks = _gabungan(pelatihan, jam, kabar.pada)
    setelah = jam + SEJAM + TENGGANG
    for orang in belum:
        kunci = awalan + GABUNGAN
        kabari(orang, "kabar_gabungan", pelatihan, kunci, konteks=konteks, kirim_setelah=setelah)


def _gabungan(pelatihan, jam, sampai):
    """What a letter that tells of a whole hour says: how many of each, by when."""

    def masa(kolom):
        return {f"{kolom}__gte": jam, f"{kolom}__lt": jam + SEJAM}

    jawaban = Jawaban.objects.filter(
        konfirmasi__peserta__pelatihan=pelatihan, dicatat_oleh=None, **masa("waktu")
    )
    usul = Q(asal=CalonPengganti.Asal.PESERTA) | Q(lewat__isnull=False)
    calon = CalonPengganti.objects.filter(usul, pelatihan=pelatihan, **masa("dibuat_pada"))
    buka = PermintaanBuka.objects.filter(pelatihan=pelatihan, **masa("diminta_pada"))
    sanggah = Sanggahan.objects.filter(pelatihan=pelatihan, **masa("pada"))
    angka = [
        (jawaban.filter(pilihan=Pilihan.TIDAK_BERSEDIA).count(), "jawaban tidak bersedia"),
        (_kembali(jawaban).count(), "jawaban yang kembali bersedia"),
        (calon.count(), "usul pengganti"),
        (buka.count(), "permintaan dibuka kembali"),
        (sanggah.count(), "sanggahan"),
    ]
    return {
        "jam": jam,
        "sampai": sampai,
        "angka": [(n, kata) for n, kata in angka if n],
        "satu_per_satu": SATU_PER_SATU,
        "url": settings.SITUS_URL + pelatihan.get_absolute_url(),
    }


def _kembali(jawaban):
    """Those that say *bersedia* where the same person's answer before said the contrary."""
    lama = Jawaban.objects.filter(
        konfirmasi=OuterRef("konfirmasi"), waktu__lt=OuterRef("waktu")
    ).order_by("-waktu")
    semula = Subquery(lama.values("pilihan")[:1])
    bersedia = jawaban.filter(pilihan=Pilihan.BERSEDIA).annotate(semula=semula)
    return bersedia.filter(semula=Pilihan.TIDAK_BERSEDIA)


def tutup_gabungan():
    """For the worker: letters whose hour is over are written anew, with all of it, and leave."""
    kini = timezone.now()
    antre = Surel.objects.filter(
        jenis="kabar_gabungan",
        status=Status.ANTRE,
        kirim_setelah__gt=kini,
        kirim_setelah__lte=kini + TENGGANG,
    )
    for surel in antre:
        jam = timezone.localtime(surel.kirim_setelah - TENGGANG - SEJAM)
        p = Pelatihan.objects.select_related("tim_kerja").get(
            pk=surel.kelompok.removeprefix("pelatihan:")
        )
        konteks = {"p": p, "penerima": surel.nama, **_gabungan(p, jam, jam + SEJAM)}
        tulis_ulang(surel, konteks, kirim_setelah=kini)
