"""The letters to participants."""

from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from eregistrasi.alat.bahasa import sisa
from pelatihan.models import Petugas
from peserta import alasan
from peserta.models import Pilihan
from surel import kotak
from surel.kotak import antrekan, antrekan_banyak, tahan, tahan_kunci
from surel.models import Surel


def konteks(pelatihan, peserta):
    """What every letter to a participant may speak of."""
    return {
        "p": pelatihan,
        "peserta": peserta,
        "batas": pelatihan.batas_konfirmasi,
        "narahubung": list(pelatihan.narahubung.all()),
        "data_dukung": list(pelatihan.data_dukung.all()),
    }


def kirim_undangan(pelatihan, konfirmasi):
    """Step 3: the question, with the personal link, to each of these confirmations.

    Returns how many have an address.
    """
    surat = [
        {
            "kunci": f"undangan:{k.pk}:{k.putaran}",
            "kepada": k.peserta.email,
            "nama": k.peserta.nama_lengkap,
            "konteks": {"peserta": k.peserta, "batas": k.batas_pada(pelatihan)},
            "tautan": f"konfirmasi:{k.pk}",
        }
        for k in konfirmasi
    ]
    return antrekan_banyak(
        "undangan",
        surat,
        kelompok=f"pelatihan:{pelatihan.pk}",
        konteks=konteks(pelatihan, None),
    )


def kirim_pengingat(pelatihan, konfirmasi):
    """Ask these people once more. Each reminder of a person is a round of its own.

    The letter is held back when its turn comes if they have answered by then (see `sambungan`).
    """
    rujukan = [f"pengingat:{k.pk}" for k in konfirmasi]
    sudah = dict(
        Surel.objects.filter(
            kelompok=f"pelatihan:{pelatihan.pk}", jenis="pengingat", tautan__in=rujukan
        )
        .order_by()
        .values_list("tautan")
        .annotate(Count("pk"))
    )
    kini = timezone.now()
    surat = [
        {
            "kunci": f"{r}:{sudah.get(r, 0) + 1}",
            "kepada": k.peserta.email,
            "nama": k.peserta.nama_lengkap,
            "konteks": {"peserta": k.peserta, **_sisa(k.batas_pada(pelatihan), kini)},
            "tautan": r,
        }
        for k, r in zip(konfirmasi, rujukan, strict=True)
    ]
    return antrekan_banyak(
        "pengingat",
        surat,
        kelompok=f"pelatihan:{pelatihan.pk}",
        konteks=_konteks_pengingat(pelatihan, None),
    )


def _konteks_pengingat(pelatihan, peserta):
    kini = timezone.now()
    dasar = konteks(pelatihan, peserta)
    return {**dasar, "kini": kini, **_sisa(pelatihan.batas_konfirmasi, kini)}


def _sisa(batas, kini):
    """A person's deadline, and how long it is until then."""
    return {"batas": batas, "sisa": sisa(batas, kini).title()}


def contoh(jenis, pelatihan, peserta):
    """(subject, text) of an invitation or a reminder as it would be written to `peserta` now."""
    return kotak.contoh(jenis, _konteks_pengingat(pelatihan, peserta))


def kirim_bukti(pelatihan, konfirmasi, bukti):
    """Step 4: the proof, attached as stored, whatever the answer."""
    peserta = konfirmasi.peserta
    return antrekan(
        f"bukti_{bukti.jawaban.pilihan}",
        kunci=f"bukti:{bukti.pk}",
        kelompok=f"pelatihan:{pelatihan.pk}",
        kepada=peserta.email,
        nama=peserta.nama_lengkap,
        konteks={
            **konteks(pelatihan, peserta),
            "batas": konfirmasi.batas_pada(pelatihan),
            "bukti": bukti,
            "jawaban": bukti.jawaban,
            "alasan": alasan.label_laporan(bukti.jawaban.alasan),
        },
        tautan=f"konfirmasi:{konfirmasi.pk}",
        berkas=[f"dokumen:{bukti.dokumen_id}", *kalender_bukti(bukti)],
    )


def kalender_bukti(bukti):
    """The entry for the calendar, or the news that it is taken back; nothing for who never came."""
    datang = bukti.jawaban.pilihan == Pilihan.BERSEDIA
    pernah = bukti.revisi and bukti.konfirmasi.riwayat.filter(pilihan=Pilihan.BERSEDIA).exists()
    return [f"kalender:{bukti.pk}"] if datang or pernah else []


def beritahu_jeda(pelatihan, konfirmasi):
    """To the team: somebody with this participant's link has guessed too often (T4)."""
    petugas = Petugas.objects.filter(pelatihan=pelatihan, sampai=None).select_related("pengguna")
    for orang in [p.pengguna for p in petugas]:
        antrekan(
            "identitas_dijeda",
            kunci=f"identitas_dijeda:{konfirmasi.pk}:{orang.pk}:{konfirmasi.terkunci_sampai:%s}",
            kelompok=f"pelatihan:{pelatihan.pk}",
            kepada=orang.email,
            nama=str(orang),
            konteks={
                "p": pelatihan,
                "penerima": orang,
                "peserta": konfirmasi.peserta,
                "kali": settings.IDENTITAS_MAKS_COBA,
                "sampai": konfirmasi.terkunci_sampai,
            },
        )


def tahan_undangan(konfirmasi, sebab):
    """Hold back an invitation that has not left yet, and say why beside it."""
    tahan(f"undangan:{konfirmasi.pk}:", sebab)


def tahan_putaran(konfirmasi, sebab):
    """Hold back the newest invitations of these people where they have not left, all at once."""
    tahan_kunci([f"undangan:{k.pk}:{k.putaran}" for k in konfirmasi], sebab)


def kunci_pembatalan(konfirmasi):
    """Names one cancelling: somebody who came back may be struck off again, and is told again."""
    return f"dibatalkan:{konfirmasi.pk}:{konfirmasi.peserta.dibatalkan_pada:%s}"


def kirim_pembatalan_banyak(pelatihan, batal):
    """Tell people who were asked that they are off the list. batal: (confirmation, number) each."""
    surat = [
        {
            "kunci": kunci_pembatalan(k),
            "kepada": k.peserta.email,
            "nama": k.peserta.nama_lengkap,
            "konteks": {"peserta": k.peserta, "nomor": nomor},
            "tautan": "",
        }
        for k, nomor in batal
    ]
    return antrekan_banyak(
        "kepesertaan_dibatalkan",
        surat,
        kelompok=f"pelatihan:{pelatihan.pk}",
        konteks=konteks(pelatihan, None),
    )


def kirim_pembatalan(pelatihan, konfirmasi, nomor):
    """Tell somebody who was asked that they are off the list. nomor: of the proof now void."""
    peserta = konfirmasi.peserta
    return antrekan(
        "kepesertaan_dibatalkan",
        kunci=kunci_pembatalan(konfirmasi),
        kelompok=f"pelatihan:{pelatihan.pk}",
        kepada=peserta.email,
        nama=peserta.nama_lengkap,
        konteks={**konteks(pelatihan, peserta), "nomor": nomor},
    )


def kirim_pengaktifan(pelatihan, aktif):
    """Tell people with an answer that they are on the list again. aktif: (confirmation, number).

    The number is that of the proof, which stands again.
    """
    surat = [
        {
            "kunci": f"diaktifkan:{k.pk}:{timezone.now():%s}",
            "kepada": k.peserta.email,
            "nama": k.peserta.nama_lengkap,
            "konteks": {"peserta": k.peserta, "nomor": nomor},
            "tautan": f"konfirmasi:{k.pk}",
        }
        for k, nomor in aktif
    ]
    return antrekan_banyak(
        "kepesertaan_diaktifkan",
        surat,
        kelompok=f"pelatihan:{pelatihan.pk}",
        konteks=konteks(pelatihan, None),
    )
