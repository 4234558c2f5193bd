"""Every kind of letter with everything that may stand in it, so that all of them can be looked at.

The names are long and the lists full: what holds here holds for ordinary letters.
"""

import datetime as dt
from types import SimpleNamespace

from django.conf import settings

from pelatihan.kalender import WIB
from peserta.templat import Khusus
from surel import kotak

FOLDER = settings.BASE_DIR / "templates" / "surel"
SAAT = dt.datetime(2026, 11, 27, 12, tzinfo=WIB)
PENGIRIM = "Administrator Sistem E-Registrasi"
LAMAN = "https://e-registrasi.contoh.go.id"


class Benda(SimpleNamespace):
    """Something with a name (`_`) and attributes."""

    def __str__(self):
        return self._

    def __len__(self):
        return len(self._)


class Benar(Benda):
    """A relation whose `all` gives what is in it."""

    def all(self):
        return self.isi


def jenis_surat():
    """The kinds of letters: a text and an HTML of the same name."""
    return sorted(b.stem for b in FOLDER.glob("*.txt") if not b.stem.startswith("_"))


def tulis(jenis):
    """(subject, text, HTML) of one kind as it is stored, the link where it will be."""
    judul, teks, html = kotak._tulis(jenis, konteks(jenis))
    tautan = f"{LAMAN}/k/0aGq3Zr8Tn5yWb1XcVd2FeHk9LmPsQuJ7oRiEtUv4Aw/"
    return judul, teks.replace(kotak.TANDA_TAUTAN, tautan), html.replace(kotak.TANDA_TAUTAN, tautan)


def _bertaut(jenis):
    return "{{ tautan }}" in (FOLDER / f"{jenis}.txt").read_text() or jenis == "uji"


def _pelatihan():
    dukung = [
        Benda(_="Surat Tugas"),
        Benda(_="pas foto terbaru berlatar merah"),
        Benda(_="SK jabatan"),
    ]
    return Benda(
        _="Pelatihan Perancangan Peraturan Perundang-undangan Tingkat Ahli Muda Angkatan III",
        pk=7,
        nama_tahun="Pelatihan Perancangan Peraturan Perundang-undangan Tingkat Ahli Muda Angkatan "
        "III Tahun 2026",
        tahun=2026,
        mulai=dt.date(2026, 12, 7),
        selesai=dt.date(2026, 12, 18),
        get_metode_display="Klasikal",
        jp=90,
        tempat="Kampus BPSDM Hukum, Jalan Raya Gandul Nomor 4, Cinere, Depok",
        pemanggilan_nomor="SDM-SM.02.01-1047 Tahun 2026",
        pemanggilan_tanggal=dt.date(2026, 11, 10),
        batas_konfirmasi=SAAT,
        batas_dukung=SAAT + dt.timedelta(days=3),
        batas_pengganti=SAAT + dt.timedelta(days=2),
        tim_kerja=Benda(_="Tim Kerja Pelatihan Fungsional Perancang Peraturan"),
        data_dukung=Benar(_="", isi=dukung),
    )


def konteks(jenis):
    """What the letter `jenis` is written from, with every part that it may have."""
    p = _pelatihan()
    peserta = Benda(
        _="Sari",
        nama_lengkap="Dr. R. Ayu Sariningsih Kusumawardhani, S.H., M.H.",
        zona="WIT",
        unit_kerja="Kantor Wilayah Kementerian Hukum Papua Barat Daya",
        dibatalkan_pada=SAAT,
        alasan_batal="ditugaskan pada kegiatan lain yang tidak dapat ditinggalkan",
    )
    jawaban = Benda(
        _="",
        waktu=SAAT,
        tanggal_sumber=SAAT.date(),
        get_pilihan_display="Bersedia",
        get_cara_display="Telepon",
        di_atas_kuota=True,
    )
    nota = Benda(_="", nomor="SDM.1-SM.02.01-88", tanggal=SAAT.date(), hal=f"Pelaksanaan {p}")
    disposisi = Benda(
        _="",
        sebagai="Kepala Pusat Pengembangan Pelatihan Fungsional",
        instruksi=["Input data peserta ke laman E-Registrasi", "Laporkan hasilnya"],
        catatan="Mohon diperhatikan peserta dari wilayah timur.\nJadwal tidak berubah.",
        get_sifat_display="Segera",
        batas_waktu=SAAT,
        dari="Citra Lestari, S.H., M.Si.",
        alasan_tarik="salah tujuan",
    )
    semua = {
        "p": p,
        "peserta": peserta,
        "penerima": "Budi Santoso, S.Kom.",
        "sapaan": "Budi Santoso, S.Kom.",
        "organisasi": Benda(
            _="",
            pusat="Pusat Pengembangan Pelatihan Fungsional",
            badan="Badan Pengembangan Sumber Daya Manusia Hukum",
        ),
        "pengirim": "" if "pengguna." not in (FOLDER / f"{jenis}.txt").read_text() else PENGIRIM,
        "narahubung": [Benda(_="", nama="Kadek Dwi Arsana Putra, S.Kom.", ponsel="081200000029")],
        "data_dukung": p.data_dukung.all(),
        "batas": SAAT,
        "kini": SAAT,
        "sisa": "2 Hari",
        "bukti": Benda(_="", nomor="0007-001", revisi=2),
        "jawaban": jawaban,
        "alasan": "Tugas kedinasan yang tidak dapat ditinggalkan",
        "nomor": "0007-001",
        "kalender": True,
        "nota": nota,
        "disposisi": disposisi,
        "lembar": disposisi,
        "jabatan": "Kepala Pusat Pengembangan Pelatihan Fungsional",
        "jabatan_penerima": "Ketua Tim Kerja Pelatihan Fungsional Perancang Peraturan",
        "url": f"{LAMAN}/pelatihan/PLT-2026-0007/",
        "pengguna": Benda(_="Budi Santoso, S.Kom.", username="budi.santoso"),
        "saat": SAAT,
        "waktu": SAAT,
        "sampai": SAAT,
        "sampai_dengan": SAAT,
        "sanggah_sampai": SAAT,
        "kali": 5,
        "laporan": Benda(_="", nomor="SDM.5-SM.02.01-512", tanggal=SAAT.date()),
        "angka": {"dipanggil": 40, "bersedia": 31, "tidak_bersedia": 6, "tidak_mengonfirmasi": 3},
        "catatan": "Angka pada bagian B belum sesuai dengan lampiran.\nMohon diperiksa kembali.",
        "tanya": "Mengapa tiga orang tidak mengonfirmasi?",
        "jawab": "Ketiganya berada di daerah tanpa jaringan.\nMereka dihubungi melalui unit kerja.",
        "arahan": "Terima kasih. Lanjutkan dengan pemanggilan pengganti.",
        "kembali": "tetap berlaku",
        "menjawab": True,
        "henti": Benda(_="", sejak=SAAT, alasan="Menunggu anggaran", oleh="Ratna"),
        "calon": Benda(_="", nama="Dewi Anggraini, S.H.", catatan="Golongan belum memenuhi syarat"),
        "permintaan": Benda(_="", diminta_pada=SAAT, catatan="Kuota telah terpenuhi"),
        "sanggahan": Benda(
            _="", pada=SAAT, tanggapan="Catatan telah diperbaiki sesuai keterangan."
        ),
        "salah": [
            Benda(_="", catatan="Tanda tangan belum ada", dokumen=Benda(_="", nama="Surat Tugas")),
            Benda(_="", catatan="Foto buram", dokumen=Benda(_="", nama="Pas foto terbaru")),
        ],
        "unit": Benda(
            _="",
            nilai="Kantor Wilayah Papua",
            nama_pic="Yohanes, S.H.",
            berlaku_sampai=SAAT.date(),
        ),
        "sebagai": "Tim Kerja",
        "dari": "Budi Santoso, S.Kom.",
        "oleh": "Citra Lestari, S.H., M.Si.",
        "langkah": 3,
        "menit": 480,
        "merah": SAAT,
        "kegiatan": "data peserta diinput dan registrasi dibuka",
        "t": Benda(_="", waktu=SAAT, pk=12, sidik="8f1d" * 16),
        "baris": "1.204",
        "sejak": SAAT - dt.timedelta(days=1),
        "jam": SAAT,
        "satu_per_satu": 5,
        "atur": f"{LAMAN}/pemberitahuan/",
        "kabar": Benda(
            _="",
            hal="Tidak Bersedia",
            siapa=peserta,
            isi=f"menyatakan tidak bersedia mengikuti {p.nama_tahun} dengan alasan: Cuti.",
            mohon="Apabila tempat tersebut akan diisi, mohon pengganti dipanggil melalui tautan "
            "berikut:",
            alamat=f"{LAMAN}/pelatihan/PLT-2026-0007/peserta/pengganti/",
            label="Buka Pengganti dan Cadangan",
        ),
        "zona": "WITA",
        "tautan": kotak.TANDA_TAUTAN if _bertaut(jenis) else "",
    }
    return semua | _sendiri(jenis, p)


def _sendiri(jenis, p):
    """What only this kind has, or has otherwise."""
    if jenis == "kabar_gabungan":
        return {"angka": [(6, "jawaban tidak bersedia"), (2, "usul pengganti"), (1, "sanggahan")]}
    if jenis == "rekap_pagi":
        satu = {"p": p, "bersedia": 12, "tidak_bersedia": 3, "belum": 25, "gagal": 2, "url": LAMAN}
        return {"semua": [satu, {**satu, "gagal": 0}]}
    if jenis == "uji":
        par = [
            {"tombol": False, "potongan": [(False, f"Mohon konfirmasi {p.nama_tahun}.")]},
            {"tombol": True, "potongan": [(True, "tautan_konfirmasi")]},
            {"tombol": False, "potongan": [(False, "Atau di "), (True, "tautan_konfirmasi")]},
        ]
        return {
            "khusus": Khusus(f"Perlu Jawaban: {p}", par),
            "dasar_teks": "surel/undangan.txt",
            "dasar_html": "surel/undangan.html",
        }
    return {}
