"""Telling participants that their training is postponed, goes on, or will not take place."""

from pekerjaan.antrean import antrekan
from pekerjaan.sambungan import daftarkan as daftarkan_pekerjaan
from pelatihan import penghentian
from pelatihan.models import Pelatihan
from peserta.models import Konfirmasi, Pilihan
from peserta.surat import BATAL, PENCABUT, kalender_pelatihan
from surel.kotak import antrekan_banyak

JENIS = "kabari_henti"
SEKALIGUS = 200  # letters; more are written by the worker


def kabari(p, jenis, kunci, konteks, oleh):
    """Write to whoever was asked to come and has not refused. The caller holds the training."""
    isi = {"jenis": jenis, "kunci": kunci, "konteks": _sederhana(konteks)}
    jumlah = _penerima(p).count()
    if jumlah <= SEKALIGUS:
        return _tulis(p, **isi)
    return antrekan(
        JENIS,
        oleh=oleh,
        judul=f"Kabari {jumlah} peserta {p.kode}",
        isi=isi,
        kunci=f"{JENIS}:{kunci}",
        satuan="surel",
        jumlah_bagian=jumlah,
        kode_pelatihan=p.kode,
        kembali=p.get_absolute_url(),
    )


def _sederhana(konteks):
    return {nama: konteks[nama] for nama in ("alasan", "jabatan", "menjawab") if nama in konteks}


def _penerima(p):
    semua = Konfirmasi.objects.filter(peserta__pelatihan=p, peserta__dibatalkan_pada=None)
    return semua.exclude(jawaban_kini=Pilihan.TIDAK_BERSEDIA).select_related("peserta")


def _tulis(p, *, jenis, kunci, konteks):
    konteks = {"p": p, "narahubung": list(p.narahubung.all()), **konteks}
    menjawab = konteks.get("menjawab")
    batal = jenis in PENCABUT
    kalender = kalender_pelatihan(p, batal=batal)
    surat = [
        {
            "kunci": f"{BATAL}:{k.pk}:{kunci}" if batal else f"{kunci}:peserta:{k.pk}",
            "kepada": k.peserta.email,
            "nama": k.peserta.nama_lengkap,
            "tautan": f"konfirmasi:{k.pk}" if menjawab else "",
            "konteks": {
                "sapaan": k.peserta.nama_lengkap,
                "zona": k.peserta.zona,
                "kalender": k.pk in kalender,
            },
            "berkas": kalender.get(k.pk, []),
        }
        for k in _penerima(p).iterator()
    ]
    return antrekan_banyak(jenis, surat, kelompok=f"pelatihan:{p.pk}", konteks=konteks)


def _kerjakan(pekerjaan, lapor):
    p = Pelatihan.objects.terlihat_oleh(pekerjaan.oleh).get(kode=pekerjaan.kode_pelatihan)
    jumlah = _tulis(p, **pekerjaan.isi)
    return {"url": p.get_absolute_url(), "pesan": f"{jumlah} peserta dikabari melalui surel."}


def daftarkan():
    """Tell the room below how participants are told, and the worker how it is done."""
    penghentian.KABARI.append(kabari)
    daftarkan_pekerjaan(JENIS, _kerjakan)
