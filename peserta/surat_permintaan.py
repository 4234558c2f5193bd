"""The letters about what participants ask besides answering, and about what was done for them."""

from django.utils import timezone

from pelatihan.models import Pelatihan
from peserta import alasan
from peserta.models import Konfirmasi, Peserta
from peserta.surat import kalender_bukti, konteks
from surel import kotak
from surel.kotak import antrekan, antrekan_banyak
from surel.models import Surel


def _satu(jenis, pelatihan, konfirmasi, kunci, *, kepada="", tautan=True, berkas=(), **lain):
    """One letter to one participant, with their deadline; to `kepada` where that is another."""
    peserta = konfirmasi.peserta
    return antrekan(
        jenis,
        kunci=kunci,
        kelompok=f"pelatihan:{pelatihan.pk}",
        kepada=kepada or peserta.email,
        nama=peserta.nama_lengkap,
        konteks={
            **konteks(pelatihan, peserta),
            "batas": konfirmasi.batas_pada(pelatihan),
            **lain,
        },
        tautan=f"konfirmasi:{konfirmasi.pk}" if tautan else "",
        berkas=list(berkas),
    )


def kirim_perpanjangan(pelatihan, konfirmasi):
    """The new deadline, to people who have not answered; held back if they do before it leaves.

    Returns how many have an address.
    """
    surat = [
        {
            "kunci": f"perpanjangan:{k.pk}:{pelatihan.batas_konfirmasi.timestamp():.0f}",
            "kepada": k.peserta.email,
            "nama": k.peserta.nama_lengkap,
            "konteks": {"peserta": k.peserta, "batas": k.batas_pada(pelatihan)},
            "tautan": f"pengingat:{k.pk}",
        }
        for k in konfirmasi
    ]
    return antrekan_banyak(
        "perpanjangan_batas",
        surat,
        kelompok=f"pelatihan:{pelatihan.pk}",
        konteks=konteks(pelatihan, None),
    )


def kabari_buka(pelatihan, permintaan):
    """The request was granted: until when, and by which link."""
    k = permintaan.konfirmasi
    return _satu("buka_dikabulkan", pelatihan, k, f"buka:{permintaan.pk}", permintaan=permintaan)


def kabari_tidak_dibuka(pelatihan, permintaan):
    """The request was declined, with the reason."""
    k, kunci = permintaan.konfirmasi, f"buka:{permintaan.pk}"
    return _satu("buka_ditolak", pelatihan, k, kunci, tautan=False, permintaan=permintaan)


def kabari_surel_diubah(pelatihan, konfirmasi, lama, tanda):
    """To the address that a participant has just replaced: that it was, without any link.

    tanda  names the change (the KoreksiPeserta's key)
    """
    kunci = f"surel_diubah:{tanda}"
    return _satu("surel_diubah", pelatihan, konfirmasi, kunci, kepada=lama, tautan=False)


def kirim_tautan_lagi(pelatihan, konfirmasi, ke):
    """The same link once more, because its owner asked for it. ke: the how-manieth time."""
    return _satu("tautan_lagi", pelatihan, konfirmasi, f"tautan_lagi:{konfirmasi.pk}:{ke}")


def tulis_untuk_siapa_pun():
    """The same letter to nobody: it costs what one costs, and nothing of it is kept."""
    kosong = {"p": Pelatihan(), "peserta": Peserta(), "batas": timezone.now(), "narahubung": []}
    kotak.contoh("tautan_lagi", kosong)


def surat_tautan_lagi(konfirmasi):
    """The letters of that kind that this person has been sent."""
    return Surel.objects.filter(jenis="tautan_lagi", tautan=f"konfirmasi:{konfirmasi.pk}")


def kabari_dicatat(pelatihan, konfirmasi, bukti, sanggah_sampai):
    """What the team wrote down for somebody, with the proof, and how to object."""
    return _satu(
        "dicatat_petugas",
        pelatihan,
        konfirmasi,
        f"bukti:{bukti.pk}",
        berkas=[f"dokumen:{bukti.dokumen_id}", *kalender_bukti(bukti)],
        bukti=bukti,
        jawaban=bukti.jawaban,
        alasan=alasan.label_laporan(bukti.jawaban.alasan),
        sanggah_sampai=sanggah_sampai,
    )


def kabari_tanggapan(pelatihan, sanggahan):
    """The team's word on an objection."""
    k = Konfirmasi.objects.select_related("peserta").get(pk=sanggahan.jawaban.konfirmasi_id)
    kunci = f"sanggahan:{sanggahan.pk}"
    return _satu("sanggahan_ditanggapi", pelatihan, k, kunci, sanggahan=sanggahan)
