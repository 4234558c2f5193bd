"""The long work of this room as jobs of the worker, and from what size on it is one.

What is smaller is answered at once, by the same verbs. A job acts in the name of whoever asked
for it and stands before the same gate: the right, the stage and the lock are those of the moment
at which it runs.
"""

import datetime as dt

from django.http import QueryDict
from django.urls import reverse

from eregistrasi.alat import ruang
from eregistrasi.alat.bahasa import waktu
from eregistrasi.alat.pdf import PdfTidakTersedia
from pekerjaan import kemajuan
from pekerjaan.antrean import antrekan
from pekerjaan.sambungan import Ditolak
from pekerjaan.sambungan import daftarkan as daftarkan_pekerjaan
from pelatihan.alur import LangkahDitolak
from pelatihan.models import Kedudukan, Pelatihan
from pengguna.models import Peran
from peserta import alur, imporan, kabar, slip, tenggat
from peserta.arsip_bukti import BENTUK, arsip_bukti, jumlah_bukti
from peserta.arsip_bukti import nama_berkas as nama_arsip_bukti
from peserta.daftar import Saringan
from peserta.ekspor import JENIS, ekspor, nama_berkas
from peserta.impor.batas import UKURAN_BERKAS
from peserta.models import Unggahan
from peserta.pembacaan import baca
from peserta.unggahan import tujuan

# What takes longer than about a second on a small server goes to the worker.
BACA_LANGSUNG = 60_000  # bytes of a spreadsheet: some 1,300 rows
SIMPAN_LANGSUNG = 1_000  # rows of a spreadsheet
UNDANG_LANGSUNG = 500  # people who are asked when a registration opens
EKSPOR_LANGSUNG = 2_000  # rows of a list
SLIP_LANGSUNG = 30  # slips with a QR code each
BUKTI_LANGSUNG = 20  # proofs, where the papers lie ready


def lama_dibaca(ukuran):
    """Does reading a file of so many bytes take long? One that is too large is refused unread."""
    return BACA_LANGSUNG < ukuran <= UKURAN_BERKAS


def minta_baca(unggahan):
    """Have a staged spreadsheet read."""
    p = unggahan.pelatihan
    return antrekan(
        "baca_unggahan",
        oleh=unggahan.oleh,
        judul=f"Baca {unggahan.nama_berkas}"[:200],
        isi={"unggahan": unggahan.pk},
        kunci=f"baca_unggahan:{unggahan.pk}",
        kode_pelatihan=p.kode,
        kembali=reverse("peserta:impor", args=[p.kode]),
    )


def _baca(p, lapor):
    unggahan = Unggahan.objects.select_related("pelatihan", "berkas").get(
        pk=p.isi["unggahan"], oleh=p.oleh
    )
    if unggahan.keadaan == Unggahan.Keadaan.DIBACA:
        kemajuan.tahap("Membaca berkas")
        baca(unggahan)
    if unggahan.keadaan == Unggahan.Keadaan.DITOLAK:
        sebab = " ".join(c["pesan"] for c in unggahan.hasil["penolakan"])
        raise Ditolak(sebab, ulang=False)
    return {"url": tujuan(unggahan)}


def panjang(unggahan):
    """Does saving this file take long? What can no longer be saved is told so at once."""
    baris = (unggahan.hasil or {}).get("baris", ())
    return len(baris) > SIMPAN_LANGSUNG and unggahan.disimpan_pada is None


def minta_simpan(unggahan, *, oleh, **pilihan):
    """Have a staged spreadsheet saved. pilihan: as `imporan.simpan` takes them."""
    p = unggahan.pelatihan
    return antrekan(
        "simpan_impor",
        oleh=oleh,
        judul=f"Simpan data peserta dari {unggahan.nama_berkas}"[:200],
        isi={"unggahan": unggahan.pk, "pilihan": pilihan},
        kunci=f"simpan_impor:{unggahan.pk}",
        satuan="peserta",
        kode_pelatihan=p.kode,
        kembali=reverse("peserta:pratinjau", args=[p.kode, unggahan.pk]),
    )


def _simpan(p, lapor):
    unggahan = Unggahan.objects.select_related("pelatihan").get(pk=p.isi["unggahan"], oleh=p.oleh)
    tersimpan = imporan.simpan(unggahan, oleh=p.oleh, **p.isi["pilihan"])
    kalimat = (
        kabar.impor(tersimpan) or kabar.TAK_BERUBAH,
        kabar.batal(tersimpan),
        kabar.tertolak(tersimpan),
    )
    kode = unggahan.pelatihan.kode
    tautan = [("Riwayat Impor", reverse("peserta:riwayat_impor", args=[kode]))]
    if tersimpan.tertolak:
        alamat = reverse("peserta:perbaikan", args=[kode, unggahan.pk])
        tautan.append(("Unduh Berkas Perbaikan", alamat))
    return {
        "url": reverse("peserta:daftar", args=[kode]),
        "pesan": " ".join(filter(None, kalimat)),
        "tautan": tautan,
    }


def minta_buka(pelatihan, *, oleh, jumlah):
    """Have a registration opened for many people."""
    return antrekan(
        "buka_registrasi",
        oleh=oleh,
        judul="Buka registrasi",
        kunci=f"buka_registrasi:{pelatihan.pk}",
        satuan="surel",
        jumlah_bagian=jumlah,
        kode_pelatihan=pelatihan.kode,
        kembali=reverse("peserta:buka_registrasi", args=[pelatihan.kode]),
    )


def _buka(p, lapor):
    pelatihan = Pelatihan.objects.terlihat_oleh(p.oleh).get(kode=p.kode_pelatihan)
    diundang, surat = alur.buka_registrasi(pelatihan, oleh=p.oleh)
    return {
        "url": reverse("peserta:neraca", args=[pelatihan.kode]),
        "pesan": " ".join(kabar.buka(diundang, surat)).strip(),
    }


def minta_ekspor(pelatihan, saringan, jenis, *, oleh, **cara):
    """Have a long list written to a file. cara: as `ekspor` takes them."""
    return antrekan(
        "ekspor_peserta",
        oleh=oleh,
        judul=f"Ekspor data peserta ke {JENIS[jenis][1]}",
        isi={"saringan": saringan.alamat().lstrip("?"), "jenis": jenis, "cara": cara},
        kode_pelatihan=pelatihan.kode,
        kembali=reverse("peserta:daftar", args=[pelatihan.kode]) + saringan.alamat(),
    )


def _ekspor(p, lapor):
    pelatihan = Pelatihan.objects.terlihat_oleh(p.oleh).get(kode=p.kode_pelatihan)
    saringan, jenis = Saringan.dari(QueryDict(p.isi["saringan"])), p.isi["jenis"]
    kemajuan.tahap("Menulis berkas", saringan.terapkan(pelatihan).count())
    with ekspor(pelatihan, saringan, jenis, oleh=p.oleh, **p.isi["cara"]) as berkas:
        p.simpan_berkas(berkas.read(), nama_berkas(pelatihan, jenis), JENIS[jenis][3])


def bukti_di_latar(pelatihan, saringan):
    """Do so many proofs take long, or are some still to be printed?

    Raises LangkahDitolak where there are none. In a rehearsal nobody prints before they are asked.
    """
    jumlah, belum = jumlah_bukti(pelatihan, saringan)
    return bool(belum and not ruang.kini()) or jumlah > BUKTI_LANGSUNG


def minta_bukti(pelatihan, saringan, bentuk, *, oleh, sebagai):
    """Have the proofs of a list put into one file."""
    return antrekan(
        "unduh_bukti",
        oleh=oleh,
        judul=f"Unduh bukti sebagai {BENTUK[bentuk][1]}",
        isi={"saringan": saringan.alamat().lstrip("?"), "bentuk": bentuk, "sebagai": sebagai},
        satuan="bukti",
        kode_pelatihan=pelatihan.kode,
        kembali=reverse("peserta:daftar", args=[pelatihan.kode]) + saringan.alamat(),
    )


def _bukti(p, lapor):
    pelatihan = Pelatihan.objects.terlihat_oleh(p.oleh).get(kode=p.kode_pelatihan)
    saringan, bentuk = Saringan.dari(QueryDict(p.isi["saringan"])), p.isi["bentuk"]
    with arsip_bukti(pelatihan, saringan, bentuk, oleh=p.oleh, sebagai=p.isi["sebagai"]) as berkas:
        p.simpan_berkas(berkas, nama_arsip_bukti(pelatihan, bentuk), BENTUK[bentuk][2])


def minta_perpanjang(pelatihan, *, oleh, batas, alasan):
    """Have the deadline moved on for everybody, where many have to be written to."""
    return antrekan(
        "perpanjang_batas",
        oleh=oleh,
        judul="Perpanjang batas konfirmasi",
        isi={"batas": batas.isoformat(), "alasan": alasan},
        kunci=f"perpanjang_batas:{pelatihan.pk}",
        satuan="surel",
        kode_pelatihan=pelatihan.kode,
        kembali=reverse("peserta:perpanjang", args=[pelatihan.kode]),
    )


def _perpanjang(p, lapor):
    pelatihan = Pelatihan.objects.terlihat_oleh(p.oleh).get(kode=p.kode_pelatihan)
    batas = dt.datetime.fromisoformat(p.isi["batas"])
    surat = tenggat.perpanjang(pelatihan, oleh=p.oleh, batas=batas, alasan=p.isi["alasan"])
    return {
        "url": pelatihan.get_absolute_url(),
        "pesan": f"Batas konfirmasi telah diperpanjang sampai {waktu(batas)}. "
        f"Surel akan dikirim kepada {surat} calon peserta.",
    }


def minta_slip(pelatihan, *, oleh, alasan, jumlah):
    """Have slips with personal links printed for many people.

    The file lies encrypted in the job, for its owner alone, and goes with it after a day.
    """
    return antrekan(
        "slip_tautan",
        oleh=oleh,
        judul="Cetak slip tautan pribadi",
        isi={"alasan": alasan},
        kunci=f"slip_tautan:{pelatihan.pk}",
        satuan="slip",
        jumlah_bagian=jumlah,
        kode_pelatihan=pelatihan.kode,
        kembali=reverse("peserta:tautan_banyak", args=[pelatihan.kode]),
    )


def _slip(p, lapor):
    pelatihan = Pelatihan.objects.terlihat_oleh(p.oleh).get(kode=p.kode_pelatihan)
    isi, _ = slip.slip_banyak(pelatihan, oleh=p.oleh, alasan=p.isi["alasan"])
    p.simpan_berkas(isi, f"Slip_{pelatihan.kode}.pdf", "application/pdf")


def _masih_petugas(p):
    """A file of personal links is handed out only while its owner is on this training's team."""
    pelatihan = Pelatihan.objects.terlihat_oleh(p.oleh).filter(kode=p.kode_pelatihan).first()
    return pelatihan is not None and Peran.TIM_KERJA in Kedudukan.dari(p.oleh).di(pelatihan)


def _masih_terlihat(p):
    """A list is handed out only while its training is open to whoever asked for it."""
    return Pelatihan.objects.terlihat_oleh(p.oleh).filter(kode=p.kode_pelatihan).exists()


def daftarkan():
    """Tell the worker how the jobs of this room are done."""
    daftarkan_pekerjaan("baca_unggahan", _baca, atomik=False)
    daftarkan_pekerjaan("simpan_impor", _simpan, tolakan=(LangkahDitolak,))
    daftarkan_pekerjaan("buka_registrasi", _buka, tolakan=(LangkahDitolak,))
    daftarkan_pekerjaan("ekspor_peserta", _ekspor, boleh=_masih_terlihat)
    daftarkan_pekerjaan("perpanjang_batas", _perpanjang, tolakan=(LangkahDitolak,))
    daftarkan_pekerjaan(
        "slip_tautan", _slip, tolakan=(LangkahDitolak, PdfTidakTersedia), boleh=_masih_petugas
    )
    # Not one transaction: papers that were printed on the way are kept, and nobody waits for them.
    daftarkan_pekerjaan(
        "unduh_bukti",
        _bukti,
        atomik=False,
        tolakan=(LangkahDitolak, PdfTidakTersedia),
        boleh=_masih_terlihat,
    )
