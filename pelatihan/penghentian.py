"""Postponing a training, going on with it, and cancelling it; all concerned are told by letter."""

from django.conf import settings
from django.utils import timezone

from pelatihan.alur import LangkahDitolak, langkah
from pelatihan.persiapan import salah_batas
from pelatihan.sop import Aksi, Tahap
from pelatihan.surat import kabari, petugas
from pengguna.jabatan import ketua_dari

#: how participants are told; the room above adds itself. Called with the locked training, the
#: kind of letter, the key of the fact, the words of the letter, and who acts.
KABARI = []


def tunda(pelatihan, *, oleh, alasan):
    """The training waits: nobody can do anything with it until it goes on or is cancelled."""
    with langkah(pelatihan, Aksi.TUNDA, oleh=oleh, catatan=alasan) as p:
        p.henti_alasan = alasan
        _kabari(p, "pelatihan_ditunda", oleh, alasan=alasan)


def lanjutkan(pelatihan, *, oleh, mulai, selesai, batas_konfirmasi=None):
    """The training goes on where it stood, with new dates.

    batas_konfirmasi  the new deadline; needed while the registration is open
    """
    with langkah(pelatihan, Aksi.LANJUTKAN, oleh=oleh) as p:
        if p.tahap_semula == Tahap.REGISTRASI or batas_konfirmasi:
            salah = salah_batas(batas_konfirmasi, mulai) if batas_konfirmasi else BATAS_WAJIB
            if salah:
                raise LangkahDitolak(salah)
            p.batas_konfirmasi = batas_konfirmasi
        p.mulai, p.selesai = mulai, selesai
        p.henti_alasan = ""
        _kabari(p, "pelatihan_dilanjutkan", oleh, menjawab=p.tahap_semula == Tahap.REGISTRASI)


BATAS_WAJIB = "Isi batas konfirmasi yang baru, karena registrasi pelatihan ini sedang dibuka."


def batalkan(pelatihan, *, oleh, alasan):
    """The training will not take place. Its case stays to be read and takes no more steps."""
    with langkah(pelatihan, Aksi.BATALKAN_PELATIHAN, oleh=oleh, catatan=alasan) as p:
        p.henti_alasan = alasan
        _kabari(p, "pelatihan_dibatalkan", oleh, alasan=alasan)


def _kabari(p, jenis, oleh, **konteks):
    saat = f"{timezone.now():%Y%m%d%H%M%S%f}"
    kunci = f"{jenis}:{p.pk}:{saat}"
    konteks |= {"p": p, "jabatan": p.sebagai}
    url = settings.SITUS_URL + p.get_absolute_url()
    for orang in _petugas(p):
        kabari(orang, jenis, p, kunci, konteks={**konteks, "sapaan": str(orang), "url": url})
    for kabari_lain in KABARI:
        kabari_lain(p, jenis, kunci, konteks, oleh)


def _petugas(p):
    """The Ketua and the members at work on it, or who has prepared the draft."""
    if p.masih_draf:
        return [p.disiapkan_oleh] if p.disiapkan_oleh else []
    ketua = ketua_dari(p.tim_kerja)
    return [*([ketua] if ketua else []), *petugas(p)]
