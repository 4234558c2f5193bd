"""The snapshot that a Lembar Disposisi is made of: everything printed, as it was when sent."""

from django.utils import timezone

from pelatihan import daftar, terbitan
from pengguna.jabatan import kepala_kini


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
            "sk": _surat_keputusan(lembar),
        },
        "kota": organisasi["kota"],
        "tanggal": timezone.localdate(lembar.dikirim_pada).isoformat(),
        "dikirim": lembar.dikirim_pada.isoformat(),
    }


def _surat_keputusan(lembar):
    """The decree by which a Plh. or Plt. acts; the holder needs none on paper."""
    kepala = kepala_kini(lembar.dikirim_pada) if lembar.tingkat == 1 else None
    return kepala.nomor_sk if kepala and kepala.awalan and kepala.pengguna == lembar.dari else ""


def _centang(lembar):
    baku = daftar.instruksi(lembar.tingkat)
    return [{"teks": teks, "dicentang": teks in lembar.instruksi} for teks in baku] + [
        {"teks": teks, "dicentang": True} for teks in lembar.instruksi if teks not in baku
    ]
