"""Invitations to the many people of a list that comes while the registration is open already.

The people are saved at once, all or none; their letters are written by the worker in pieces, each
under the case file's lock for itself, so that those who answer meanwhile need not wait.
"""

from pekerjaan import kemajuan
from pekerjaan.antrean import antrekan
from pekerjaan.sambungan import daftarkan as daftarkan_pekerjaan
from pelatihan.alur import LangkahDitolak, langkah
from pelatihan.models import Pelatihan
from pelatihan.sop import Aksi, Tahap
from peserta import jeda_kirim
from peserta.alur import undang

JENIS = "undang_susulan"
UNDANG_SEKALIGUS = 200  # people; the letters of more are written piece by piece
POTONG = 100


def undang_atau_minta(pelatihan, baru, *, oleh):
    """Ask these newcomers now, or have the worker ask them. The caller holds the lock."""
    if len(baru) <= UNDANG_SEKALIGUS:
        return undang(pelatihan, baru, jeda_kirim.setelah(len(baru)))
    return antrekan(
        JENIS,
        oleh=oleh,
        judul=f"Undang {len(baru)} peserta susulan",
        kunci=f"{JENIS}:{pelatihan.pk}",
        satuan="surel",
        jumlah_bagian=len(baru),
        kode_pelatihan=pelatihan.kode,
        kembali=pelatihan.get_absolute_url(),
    )


def _undang(p, lapor):
    pelatihan = Pelatihan.objects.terlihat_oleh(p.oleh).get(kode=p.kode_pelatihan)
    jumlah, terundang = pelatihan.peserta.belum_diundang().count(), 0
    setelah = jeda_kirim.setelah(jumlah)
    while n := _sepotong(pelatihan, setelah, oleh=p.oleh):
        terundang += n
        kemajuan.maju(terundang, max(jumlah, terundang), "Menulis undangan", "surel")
    return {
        "url": pelatihan.get_absolute_url(),
        "pesan": f"{terundang} peserta susulan telah diundang.{jeda_kirim.kabar(jumlah)}",
    }


def _sepotong(pelatihan, setelah, *, oleh):
    """Ask the next few; how many they were. Whoever was asked meanwhile is not asked again.

    setelah  when their letters may leave, so that the round can be taken back; None: at once
    """
    if not pelatihan.peserta.belum_diundang().exists():
        return 0
    with kemajuan.kepada(None), langkah(pelatihan, Aksi.CATAT_PESERTA, oleh=oleh) as p:
        if p.tahap != Tahap.REGISTRASI:
            raise LangkahDitolak("Registrasi telah ditutup. Peserta susulan tidak diundang.")
        belum = list(p.peserta.belum_diundang().select_for_update(of=["self"])[:POTONG])
        undang(p, belum, setelah)
        p.tindakan = f"mengundang {len(belum)} peserta susulan"
    return len(belum)


def daftarkan():
    """Tell the worker how this job is done."""
    daftarkan_pekerjaan(JENIS, _undang, atomik=False, tolakan=(LangkahDitolak,))
