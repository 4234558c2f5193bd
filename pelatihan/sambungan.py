"""What the post asks of this room: attachments, and who may see which letter."""

import time
from functools import wraps

from eregistrasi.alat import pdf
from pelatihan import peringatan, rantai, serah_terima, terbitan
from pelatihan.dekorator import ambil
from pelatihan.models import Dokumen, Kedudukan, Pelatihan
from pengguna.models import Peran
from surel import sambungan


def _berkas_dokumen(pk):
    dokumen = Dokumen.objects.get(pk=pk)
    try:
        isi = terbitan.isi(dokumen)
    except pdf.PdfTidakTersedia as sebab:
        raise sambungan.BelumSiap("Lampiran PDF belum dapat dibuat pada server ini.") from sebab
    return dokumen.nama_berkas, isi, terbitan.mime(dokumen)


def _terlihat(pengguna):
    return Pelatihan.objects.terlihat_oleh(pengguna).values_list("pk", flat=True)


def _tambatan(pengguna):
    """The daily head of the trail concerns no training: the administrator sees that it left."""
    return pengguna.is_superuser or ()


def _lihat_tautan(pengguna, pk):
    p = Pelatihan.objects.terlihat_oleh(pengguna).filter(pk=pk).first()
    return p is not None and Peran.TIM_KERJA in Kedudukan.dari(pengguna).di(p)


def _induk(request, kode):
    """The case file around the letters of one training; 404 for whoever may not see it."""
    pelatihan = ambil(request, kode)
    boleh_henti = Peran.TIM_KERJA in pelatihan.peran_saya
    konteks = {"pelatihan": pelatihan, "boleh_henti": boleh_henti}
    return f"pelatihan:{pelatihan.pk}", "pelatihan/_berkas.html", konteks


def jarang(fungsi, jeda):
    """The same, at most once in `jeda` seconds: the worker comes by far more often."""
    terakhir = time.monotonic() - jeda

    @wraps(fungsi)
    def bungkus():
        nonlocal terakhir
        if time.monotonic() - terakhir >= jeda:
            terakhir = time.monotonic()
            fungsi()

    return bungkus


def daftarkan():
    sambungan.INDUK["pelatihan"] = _induk
    sambungan.BERKAS["dokumen"] = _berkas_dokumen
    sambungan.TERLIHAT["pelatihan"] = _terlihat
    sambungan.TERLIHAT["tambatan"] = _tambatan
    sambungan.LIHAT_TAUTAN["pelatihan"] = _lihat_tautan
    sambungan.BERKALA += [
        serah_terima.jalankan,
        terbitan.buat_yang_belum,
        jarang(rantai.tambatkan, 600),
        jarang(peringatan.beri_tahu, 15),
    ]
