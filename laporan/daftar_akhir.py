"""The final list, once the report was received: a sheet to sign, one for the LMS, the reserve."""

from django.utils import timezone

from eregistrasi.alat import xlsx
from eregistrasi.alat.bahasa import nip_tersamar, rentang, waktu
from laporan.sementara import catat
from pelatihan.alur import LangkahDitolak
from peserta.aturan import pangkat_golongan

HADIR = ["No.", "Nama", "NIP/NI PPPK", "Pangkat/ Golongan", "Jabatan", "Unit Kerja", "Tanda Tangan"]
LMS = ["NIP/NI PPPK", "Nama Lengkap", "Surel", "Nomor Ponsel", "Unit Kerja", "Instansi"]
CADANGAN = ["Urutan", "Nama", "NIP/NI PPPK", "Pangkat/ Golongan", "Jabatan", "Unit Kerja", "Asal"]


def buat(pelatihan, *, oleh, sebagai, nip_penuh):
    """The workbook as bytes, and a line in the trail. Arguments as of `sementara.buat`."""
    if not pelatihan.tutup:
        raise LangkahDitolak(
            "Daftar akhir peserta tersedia setelah laporan diterima. Tahap pelatihan ini sekarang: "
            f"{pelatihan.get_tahap_display()}."
        )
    nomor = (lambda n: n) if nip_penuh else nip_tersamar
    saat = timezone.now()
    asal = f"{pelatihan.nama_tahun}, {rentang(pelatihan.mulai, pelatihan.selesai)}"
    asal += f". Diunduh {waktu(saat)} oleh {oleh} ({sebagai})"
    bersedia = list(pelatihan.peserta.menurut_jawaban("bersedia").urut_nama())
    isi = [
        ("Daftar Hadir", HADIR, [6, 34, 21, 18, 30, 34, 26], _hadir(bersedia, nomor)),
        ("Cadangan", CADANGAN, [9, 34, 21, 18, 30, 34, 20], _cadangan(pelatihan, nomor)),
    ]
    if nip_penuh:  # addresses are for whoever enters them into the LMS
        isi.insert(1, ("LMS", LMS, [21, 38, 34, 18, 36, 30], _lms(bersedia)))
    lembar = [
        xlsx.Lembar(judul, kepala, baris, keterangan=f"{judul}: {asal}", lebar=lebar)
        for judul, kepala, lebar, baris in isi
    ]
    catat(pelatihan, "mengunduh daftar akhir peserta", oleh=oleh, sebagai=sebagai)
    return xlsx.buku(lembar, dibuat=saat)


def _hadir(bersedia, nomor):
    return [
        [
            n,
            o.nama_lengkap,
            nomor(o.nip or o.nrp),
            pangkat_golongan(o.golongan) if o.golongan else "",
            o.jabatan,
            o.unit_kerja,
            f"{n} ……………",
        ]
        for n, o in enumerate(bersedia, 1)
    ]


def _lms(bersedia):
    return [
        [o.nip or o.nrp, o.nama_lengkap, o.email, o.hp, o.unit_kerja, o.instansi] for o in bersedia
    ]


def _cadangan(pelatihan, nomor):
    """Who waits for a seat: the reserve in its order, then what was proposed for one seat."""
    semua = pelatihan.calon_pengganti.filter(keadaan="menunggu")
    return [
        [
            c.urutan or "",
            c.nama,
            nomor(c.nip),
            pangkat_golongan(c.golongan) if c.golongan else "",
            c.jabatan,
            c.unit_kerja,
            c.get_asal_display(),
        ]
        for c in semua
    ] or [["", "Tidak ada."]]
