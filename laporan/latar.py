"""The long work of this room as jobs of the worker; see `peserta.latar`."""

from django.urls import reverse

from eregistrasi.alat.pdf import PdfTidakTersedia
from laporan import sementara
from laporan.cetak import BERTAG_MAKS
from pekerjaan import kemajuan
from pekerjaan.antrean import antrekan
from pekerjaan.sambungan import daftarkan as daftarkan_pekerjaan
from pelatihan import terbitan
from pelatihan.alur import LangkahDitolak
from pelatihan.models import Dokumen, Pelatihan


def lama(jumlah):
    """Does a report on so many people take longer than anybody waits for a page?"""
    return jumlah > BERTAG_MAKS


def minta_cetak(pelatihan, dokumen, *, oleh):
    """Have the paper of a version printed that nobody has printed yet."""
    return antrekan(
        "cetak_laporan",
        oleh=oleh,
        judul=f"Cetak {dokumen.get_jenis_display()}"[:200],
        isi={"dokumen": dokumen.pk},
        kunci=f"cetak_laporan:{dokumen.pk}",
        kode_pelatihan=pelatihan.kode,
        kembali=reverse("laporan:lihat", args=[pelatihan.kode]),
    )


def _cetak(p, lapor):
    pelatihan = Pelatihan.objects.terlihat_oleh(p.oleh).get(kode=p.kode_pelatihan)
    dokumen = pelatihan.dokumen.get(pk=p.isi["dokumen"])
    kemajuan.tahap("Mencetak laporan")
    terbitan.isi(dokumen)
    return {
        "url": reverse("laporan:lihat", args=[pelatihan.kode]),
        "pesan": f"{dokumen.get_jenis_display()} telah dicetak dan dapat diunduh.",
    }


def minta_sementara(pelatihan, *, oleh, **cara):
    """Have a *Laporan Sementara* made. cara: as `sementara.buat` takes them."""
    return antrekan(
        "laporan_sementara",
        oleh=oleh,
        judul="Laporan Sementara",
        isi=cara,
        kunci=f"laporan_sementara:{pelatihan.pk}",
        kode_pelatihan=pelatihan.kode,
        kembali=reverse("laporan:lihat", args=[pelatihan.kode]),
    )


def _sementara(p, lapor):
    pelatihan = Pelatihan.objects.terlihat_oleh(p.oleh).get(kode=p.kode_pelatihan)
    isi = sementara.buat(pelatihan, oleh=p.oleh, **p.isi)
    p.simpan_berkas(isi, sementara.nama_berkas(pelatihan), "application/pdf")


def _masih_terlihat(p):
    """The file is handed out only while its training is open to whoever asked for it."""
    return Pelatihan.objects.terlihat_oleh(p.oleh).filter(kode=p.kode_pelatihan).exists()


def perlu_dicetak(dokumen, jumlah):
    """Is this a long report's paper whose bytes are still to be made?"""
    return dokumen.jenis == Dokumen.Jenis.LAPORAN and not dokumen.isi and lama(jumlah)


def daftarkan():
    """Tell the worker how the jobs of this room are done."""
    # Not one transaction: the bytes are stored in one of their own, once, whoever makes them.
    daftarkan_pekerjaan("cetak_laporan", _cetak, atomik=False, tolakan=(PdfTidakTersedia,))
    daftarkan_pekerjaan(
        "laporan_sementara",
        _sementara,
        tolakan=(LangkahDitolak, PdfTidakTersedia),
        boleh=_masih_terlihat,
    )
