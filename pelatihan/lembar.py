"""The snapshot that a Lembar Disposisi is made of: everything printed, as it was when sent."""

from django.utils import timezone

from eregistrasi.alat.bahasa import rentang, tanggal
from pelatihan import daftar, terbitan
from pengguna.models import KepalaPusat


def rekaman_lembar(p, lembar, penerima):
    """Plain JSON of one sheet.

    penerima  list of (Pengguna, title under which the sheet is addressed)
    """
    nota = p.nota_dinas
    organisasi = terbitan.kop()
    return {
        "tingkat": lembar.tingkat,
        "agenda": nota.agenda,
        "diterima": nota.diterima_pada and nota.diterima_pada.isoformat(),
        "sifat": lembar.get_sifat_display(),
        "nota": {
            "nomor": nota.nomor,
            "tanggal": nota.tanggal and nota.tanggal.isoformat(),
            "dari": nota.dari,
            "hal": nota.hal,
            "lampiran": "1 (satu) berkas" if nota.berkas else "",
        },
        "pelatihan": p.nama_tahun,
        "kepada": [{"jabatan": jabatan, "nama": str(orang)} for orang, jabatan in penerima],
        "instruksi": _centang(lembar),
        "catatan": lembar.catatan,
        "batas": lembar.batas_waktu and lembar.batas_waktu.isoformat(),
        "dari": {
            "jabatan": lembar.sebagai,
            "nama": str(lembar.dari),
            "nip": lembar.dari.nip,
            **surat_keputusan(lembar.dari, lembar.sebagai, lembar.dikirim_pada),
        },
        "kota": organisasi["kota"],
        "tanggal": timezone.localdate(lembar.dikirim_pada).isoformat(),
        "dikirim": lembar.dikirim_pada.isoformat(),
    }


def surat_keputusan(oleh, sebagai, saat):
    """{"sk", "masa"}: the decree by which a Plh. or Plt. acts, and its time; the holder needs none.

    sebagai  the title under which they act, with its prefix
    """
    for jabatan in KepalaPusat.objects.berlaku(saat).filter(pengguna=oleh).exclude(awalan=""):
        if jabatan.sebutan == sebagai:
            return {"sk": jabatan.nomor_sk, "masa": _masa(jabatan)}
    return {"sk": "", "masa": ""}


def _masa(jabatan):
    mulai = timezone.localdate(jabatan.mulai)
    if jabatan.sampai is None:
        return f"sejak {tanggal(mulai)}"
    return rentang(mulai, timezone.localdate(jabatan.sampai))


def _centang(lembar):
    baku = daftar.instruksi(lembar.tingkat)
    return [{"teks": teks, "dicentang": teks in lembar.instruksi} for teks in baku] + [
        {"teks": teks, "dicentang": True} for teks in lembar.instruksi if teks not in baku
    ]
