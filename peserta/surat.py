"""The letters to participants."""

from collections import Counter

from django.db.models import Count
from django.utils import timezone

from eregistrasi.alat.bahasa import sisa
from pelatihan.konteks import pusat
from peserta import alasan, templat
from peserta.models import Pilihan
from surel import kotak
from surel.kotak import antrekan_banyak, susun, tahan, tahan_kunci
from surel.models import Status, Surel

BATAL = "dibatalkan"  # with whose confirmation, the first words of the keys of PENCABUT
#: letters that may take the training out of a calendar
PENCABUT = ("kepesertaan_dibatalkan", "pelatihan_ditunda", "pelatihan_dibatalkan")


def konteks(pelatihan, peserta):
    """What every letter to a participant may speak of."""
    return {
        "p": pelatihan,
        "peserta": peserta,
        "batas": pelatihan.batas_konfirmasi,
        "narahubung": list(pelatihan.narahubung.all()),
        "data_dukung": list(pelatihan.data_dukung.all()),
    }


def kirim_undangan(pelatihan, konfirmasi, setelah=None):
    """Step 3: the question, with the personal link, to each of these confirmations.

    setelah  when the letters may leave; None: at once
    Returns how many have an address.
    """
    tulis = _penulis("undangan", pelatihan)
    surat = [
        {
            "kunci": f"undangan:{k.pk}:{k.putaran}",
            "kepada": k.peserta.email,
            "nama": k.peserta.nama_lengkap,
            "konteks": {
                "peserta": k.peserta,
                "batas": k.batas_pada(pelatihan),
                **tulis.konteks(k.peserta, k.batas_pada(pelatihan)),
            },
            "tautan": f"konfirmasi:{k.pk}",
        }
        for k in konfirmasi
    ]
    return antrekan_banyak(
        "undangan",
        surat,
        kelompok=f"pelatihan:{pelatihan.pk}",
        konteks=konteks(pelatihan, None),
        kirim_setelah=setelah,
    )


def kirim_pengingat(pelatihan, konfirmasi, nama="", setelah=None):
    """Ask these people once more. Each reminder of a person is a round of its own.

    nama  what makes this round the same one when it is written again; empty: the next number
    setelah  when the letters may leave; None: at once

    The letter is held back when its turn comes if they have answered by then (see `sambungan`). An
    earlier one that has not left stays here: however long letters were stopped, one arrives.
    """
    rujukan = [f"pengingat:{k.pk}" for k in konfirmasi]
    sudah = {} if nama else _pengingat_terdahulu(pelatihan, rujukan)
    tertinggal = _pengingat(pelatihan, rujukan).filter(status__in=[Status.ANTRE, Status.TUNDA])
    tertinggal.update(status=Status.DITAHAN, sebab="Digantikan oleh pengingat berikutnya.")
    kini, tulis = timezone.now(), _penulis("pengingat", pelatihan)
    surat = [
        {
            "kunci": f"{r}:{nama or sudah.get(r, 0) + 1}",
            "kepada": k.peserta.email,
            "nama": k.peserta.nama_lengkap,
            "konteks": {
                "peserta": k.peserta,
                **_sisa(k.batas_pada(pelatihan), kini),
                **tulis.konteks(k.peserta, k.batas_pada(pelatihan)),
            },
            "tautan": r,
        }
        for k, r in zip(konfirmasi, rujukan, strict=True)
    ]
    return antrekan_banyak(
        "pengingat",
        surat,
        kelompok=f"pelatihan:{pelatihan.pk}",
        konteks=_konteks_pengingat(pelatihan, None),
        kirim_setelah=setelah,
    )


def _penulis(jenis, pelatihan):
    """Who puts everything into the team's own words, where there are any."""
    return templat.Penulis(templat.berlaku(pelatihan, jenis), pelatihan, timezone.now())


def _pengingat_terdahulu(pelatihan, rujukan):
    """How many reminders each of these people has had: {reference of the link: number}."""
    milik = _pengingat(pelatihan, rujukan).order_by()
    return dict(milik.values_list("tautan").annotate(Count("pk")))


def _pengingat(pelatihan, rujukan):
    return Surel.objects.filter(
        kelompok=f"pelatihan:{pelatihan.pk}", jenis="pengingat", tautan__in=rujukan
    )


def _konteks_pengingat(pelatihan, peserta):
    kini = timezone.now()
    dasar = konteks(pelatihan, peserta)
    return {**dasar, "kini": kini, **_sisa(pelatihan.batas_konfirmasi, kini)}


def _sisa(batas, kini):
    """A person's deadline, and how long it is until then."""
    return {"batas": batas, "sisa": sisa(batas, kini).title()}


def konteks_contoh(jenis, pelatihan, peserta, khusus=None):
    """What an invitation or a reminder to `peserta` would be written from now.

    khusus  words (TemplatSurel) that are tried; None: those in force
    """
    konfirmasi = getattr(peserta, "konfirmasi", None)
    batas = konfirmasi.batas_pada(pelatihan) if konfirmasi else pelatihan.batas_konfirmasi
    tulis = _penulis(jenis, pelatihan)
    if khusus is not None:
        tulis = templat.Penulis(khusus, pelatihan, timezone.now())
    dasar = _konteks_pengingat(pelatihan, peserta)
    return {**dasar, **_sisa(batas, timezone.now()), **tulis.konteks(peserta, batas)}


def contoh(jenis, pelatihan, peserta, khusus=None):
    """(subject, text) of an invitation or a reminder as it would be written to `peserta` now."""
    return kotak.contoh(jenis, konteks_contoh(jenis, pelatihan, peserta, khusus))


def isi_surat_bukti(pelatihan, konfirmasi, bukti):
    """Step 4: the letter with the proof, whatever the answer; None without an address.

    bukti  has no number yet, but something that stands for it (see `lengkapi_surat_bukti`)
    """
    peserta = konfirmasi.peserta
    return susun(
        f"bukti_{bukti.jawaban.pilihan}",
        kunci="",
        kelompok=f"pelatihan:{pelatihan.pk}",
        kepada=peserta.email,
        nama=peserta.nama_lengkap,
        konteks={
            **konteks(pelatihan, peserta),
            "organisasi": pusat(),
            "batas": konfirmasi.batas_pada(pelatihan),
            "bukti": bukti,
            "jawaban": bukti.jawaban,
            "alasan": alasan.label_laporan(bukti.jawaban.alasan),
        },
        tautan=f"konfirmasi:{konfirmasi.pk}",
    )


def lengkapi_surat_bukti(surel, bukti, tanda):
    """Put the number where `tanda` stands, and attach the proof, as stored. Returns the letter."""
    for nama in ("judul", "teks", "html"):
        setattr(surel, nama, getattr(surel, nama).replace(tanda, bukti.nomor))
    surel.kunci = f"bukti:{bukti.pk}"
    surel.berkas = [f"dokumen:{bukti.dokumen_id}", *kalender_bukti(bukti)]
    return surel


def kalender_bukti(bukti):
    """The entry for the calendar, or the news that it is taken back; nothing for who never came."""
    datang = bukti.jawaban.pilihan == Pilihan.BERSEDIA
    pernah = bukti.revisi and bukti.konfirmasi.riwayat.filter(pilihan=Pilihan.BERSEDIA).exists()
    kali = kali_dicabut(bukti.konfirmasi) if bukti.revisi else 0
    return [_kalender(bukti, kali)] if datang or pernah else []


def _kalender(bukti, kali):
    return f"kalender:{bukti.pk}:{kali}" if kali else f"kalender:{bukti.pk}"


def _pencabutan():
    """The letters, not held back, that took an entry out of a calendar whatever the answer."""
    terkirim = Surel.objects.filter(jenis__in=PENCABUT).exclude(status=Status.DITAHAN)
    return terkirim.exclude(berkas=[])


def kali_dicabut(konfirmasi):
    """How often this person's calendar entry was taken back, whatever they had answered."""
    return _pencabutan().filter(kunci__startswith=f"{BATAL}:{konfirmasi.pk}:").count()


def _kali_dicabut_banyak(pelatihan):
    """The same for a whole training: {key of the confirmation: times}."""
    kunci = _pencabutan().filter(kelompok=f"pelatihan:{pelatihan.pk}").values_list("kunci")
    return Counter(int(k.split(":")[1]) for (k,) in kunci)


def tahan_undangan(konfirmasi, sebab):
    """Hold back an invitation that has not left yet, and say why beside it."""
    tahan(f"undangan:{konfirmasi.pk}:", sebab)


def tahan_putaran(konfirmasi, sebab):
    """Hold back the newest invitations of these people where they have not left, all at once."""
    tahan_kunci([f"undangan:{k.pk}:{k.putaran}" for k in konfirmasi], sebab)


def kunci_pembatalan(konfirmasi):
    """Names one cancelling: somebody who came back may be struck off again, and is told again."""
    return f"{BATAL}:{konfirmasi.pk}:{konfirmasi.peserta.dibatalkan_pada:%s}"


def kirim_pembatalan_banyak(pelatihan, batal):
    """Tell people who were asked that they are off the list. batal: (confirmation, proof) each.

    The proof, now void, is None for who has none; who was coming finds their calendar put right.
    """
    kali = _kali_dicabut_banyak(pelatihan)
    surat = [
        {
            "kunci": kunci_pembatalan(k),
            "kepada": k.peserta.email,
            "nama": k.peserta.nama_lengkap,
            "konteks": _pembatalan(k, bukti),
            "tautan": "",
            "berkas": [f"kalender_batal:{bukti.pk}:{kali[k.pk] + 1}"] if _datang(bukti) else [],
        }
        for k, bukti in batal
    ]
    return antrekan_banyak(
        "kepesertaan_dibatalkan",
        surat,
        kelompok=f"pelatihan:{pelatihan.pk}",
        konteks=konteks(pelatihan, None),
    )


def kalender_pelatihan(pelatihan, *, batal):
    """The entries of all who come, after the training itself has changed.

    batal  it is postponed or cancelled; else it has new days
    Returns {key of the confirmation: references of attachments}.
    """
    kali = _kali_dicabut_banyak(pelatihan)
    datang = pelatihan.bukti.filter(berlaku=True, jawaban__pilihan=Pilihan.BERSEDIA)
    ekor = f"{pelatihan.mulai}:{pelatihan.selesai}"
    return {
        k: [f"kalender_batal:{pk}:{kali[k] + 1}" if batal else f"kalender:{pk}:{kali[k]}:{ekor}"]
        for pk, k in datang.values_list("pk", "konfirmasi")
    }


def _datang(bukti):
    return bool(bukti) and bukti.jawaban.pilihan == Pilihan.BERSEDIA


def _pembatalan(konfirmasi, bukti):
    return {
        "peserta": konfirmasi.peserta,
        "nomor": bukti.nomor if bukti else "",
        "kalender": _datang(bukti),
    }


def kirim_pengaktifan(pelatihan, aktif):
    """Tell people with an answer that they are on the list again. aktif: (confirmation, proof).

    The proof stands again, and with it the entry in the calendar.
    """
    kali = _kali_dicabut_banyak(pelatihan) if aktif else {}
    surat = [
        {
            "kunci": f"diaktifkan:{k.pk}:{timezone.now():%s}",
            "kepada": k.peserta.email,
            "nama": k.peserta.nama_lengkap,
            "konteks": {"peserta": k.peserta, "nomor": bukti.nomor, "kalender": _datang(bukti)},
            "tautan": f"konfirmasi:{k.pk}",
            "berkas": [_kalender(bukti, kali[k.pk])] if _datang(bukti) else [],
        }
        for k, bukti in aktif
    ]
    return antrekan_banyak(
        "kepesertaan_diaktifkan",
        surat,
        kelompok=f"pelatihan:{pelatihan.pk}",
        konteks=konteks(pelatihan, None),
    )
