"""Letters to very many people as jobs of the worker, piece by piece.

Each piece takes the case file's lock for itself, so that answers get in between; what a job wrote
before it was stopped is not written again when it is asked for anew.
"""

from django.http import QueryDict
from django.urls import reverse

from pekerjaan import kemajuan
from pekerjaan.antrean import antrekan
from pekerjaan.sambungan import Ditolak
from pekerjaan.sambungan import daftarkan as daftarkan_pekerjaan
from pelatihan.alur import LangkahDitolak
from pelatihan.models import Pelatihan
from peserta import jeda_kirim, massal
from peserta.daftar import Saringan
from peserta.massal import Sasaran, TidakAdaPenerima

KIRIM_LANGSUNG = 500  # people; letters to more are written by the worker
POTONG = 250
# kind of job -> (verb, does it send invitations anew?, what was done, in words)
JENIS = {
    "kirim_pengingat": (
        massal.ingatkan,
        False,
        "Pengingat akan dikirim kepada {n} calon peserta.",
    ),
    "kirim_ulang_banyak": (
        massal.undang_ulang,
        True,
        "Undangan akan dikirim ulang kepada {n} calon peserta.",
    ),
}


def minta(jenis, pelatihan, sasaran, *, oleh, judul, paling_banyak, kembali):
    """Have letters of one kind of JENIS written to everybody of `sasaran`."""
    return antrekan(
        jenis,
        oleh=oleh,
        judul=f"{judul} ke {paling_banyak} peserta",
        isi={
            "saringan": sasaran.saringan.alamat().lstrip("?"),
            "pilih": sasaran.pilih,
            "paling_banyak": paling_banyak,
        },
        kunci=f"{jenis}:{pelatihan.pk}",
        satuan="surel",
        jumlah_bagian=paling_banyak,
        kode_pelatihan=pelatihan.kode,
        kembali=kembali,
    )


def _sasaran(isi):
    pilih = isi["pilih"]
    saringan = Saringan.dari(QueryDict(isi["saringan"]))
    return Sasaran(saringan, None if pilih is None else tuple(pilih))


def _kirim(p, lapor):
    verba, ulang, kabar = JENIS[p.jenis]
    pelatihan = Pelatihan.objects.terlihat_oleh(p.oleh).get(kode=p.kode_pelatihan)
    sasaran, batas = _sasaran(p.isi), p.isi["paling_banyak"]
    terkirim, setelah = 0, jeda_kirim.setelah(batas)
    for potongan in massal.potong(pelatihan, sasaran, ulang=ulang, ukuran=POTONG):
        lain = {"oleh": p.oleh, "paling_banyak": batas - terkirim, "setelah": setelah}
        terkirim += _sepotong(verba, pelatihan, potongan, **lain)
        kemajuan.maju(terkirim, batas, "Menulis surel", "surel")
    if not terkirim:
        raise Ditolak("Tidak ada lagi peserta yang perlu dikirimi surel.", ulang=False)
    dasar = reverse("peserta:daftar", args=[pelatihan.kode])
    pesan = kabar.format(n=terkirim) + jeda_kirim.kabar(terkirim)
    return {"url": dasar + sasaran.saringan.alamat(), "pesan": pesan}


def _sepotong(verba, pelatihan, potongan, **lain):
    """One piece, uncounted: it is done whole or not at all."""
    try:
        with kemajuan.kepada(None):
            return verba(pelatihan, potongan, **lain)
    except TidakAdaPenerima:  # they have all answered since
        return 0


def daftarkan():
    """Tell the worker how these jobs are done."""
    for jenis in JENIS:
        daftarkan_pekerjaan(jenis, _kirim, atomik=False, tolakan=(LangkahDitolak,))
