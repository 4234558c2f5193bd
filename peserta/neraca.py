"""*Neraca*: people, invitations and answers of one training set against each other.

People = invitations by what became of them = answers and silence. What does not add up is named
row by row, with the people concerned. Asked in the same few questions however many there are.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Count

from pelatihan.sop import Tahap
from peserta.models import Hitungan, Peserta
from surel.models import PILIHAN, Kelas, Status, Surel

NAMA = 20  # people that one row names; the list behind it holds all
TANPA_SURAT, BELUM = "tanpa_surat", "belum_diundang"
# The newest invitation of everybody on the list, and every way in which a row may contradict
# another. `kelompok` is 'surat', 'jawaban' or 'beda'; of each value the number and some people.
NERACA = """
WITH orang AS (
  SELECT o.id, o.nama, o.email, o.diundang, o.jawaban_kini AS salinan, k.id AS konfirmasi,
    COALESCE(k.jawaban_kini, '') AS jawaban, s.id AS surat, s.status, s.kelas, s.kepada,
    b.id AS bukti
  FROM peserta_peserta o
  LEFT JOIN peserta_konfirmasi k ON k.peserta_id = o.id
  LEFT JOIN surel_surel s ON s.kunci = 'undangan:' || k.id || ':' || k.putaran
  LEFT JOIN peserta_buktiregistrasi b ON b.konfirmasi_id = k.id AND b.berlaku
  WHERE o.pelatihan_id = %s AND o.dibatalkan_pada IS NULL
), baris AS (
  SELECT 'surat' AS kelompok, CASE WHEN konfirmasi IS NULL THEN 'belum_diundang'
    WHEN surat IS NULL THEN 'tanpa_surat' ELSE status || '/' || kelas END AS nilai, id, nama
  FROM orang
  UNION ALL SELECT 'jawaban', jawaban, id, nama FROM orang
  UNION ALL SELECT 'beda', 'belum_diundang', id, nama FROM orang WHERE konfirmasi IS NULL
  UNION ALL SELECT 'beda', 'hilang', id, nama FROM orang
    WHERE konfirmasi IS NOT NULL AND surat IS NULL AND email <> '' AND jawaban = ''
  UNION ALL SELECT 'beda', 'tanpa_surel', id, nama FROM orang
    WHERE konfirmasi IS NOT NULL AND email = '' AND jawaban = ''
  UNION ALL SELECT 'beda', 'alamat_lain', id, nama FROM orang
    WHERE surat IS NOT NULL AND email NOT IN ('', kepada) AND jawaban = ''
  UNION ALL SELECT 'beda', 'tak_sampai', id, nama FROM orang
    WHERE status IN ('gagal', 'ditahan') AND jawaban = ''
  UNION ALL SELECT 'beda', 'tanpa_bukti', id, nama FROM orang
    WHERE jawaban <> '' AND bukti IS NULL
  UNION ALL SELECT 'beda', 'salinan', id, nama FROM orang
    WHERE salinan <> jawaban OR diundang <> (konfirmasi IS NOT NULL)
)
SELECT kelompok, nilai, count(*), (array_agg(id ORDER BY lower(nama), id))[1:%s]
FROM baris GROUP BY kelompok, nilai
"""
# kind of difference -> (what it is, what to do about it, filter of the list, is it a fault?)
# What is no fault is explained all the same: the people whom no letter reaches.
BEDA = {
    BELUM: (
        "Ada dalam daftar, tetapi belum diundang",
        "Periksa data orangnya, lalu hubungi Administrator Sistem.",
        "",
        True,
    ),
    "hilang": (
        "Diundang dan punya surel, tetapi undangannya tidak ada di Kotak Keluar",
        "Kirim ulang undangannya dari halaman rincian.",
        "kirim_ulang",
        True,
    ),
    "alamat_lain": (
        "Undangan terakhir ditulis ke alamat yang kini bukan alamatnya",
        "Kirim ulang undangannya; tautannya tetap sama.",
        "kirim_ulang",
        True,
    ),
    "tanpa_bukti": (
        "Sudah menjawab, tetapi tidak punya bukti yang berlaku",
        "Hubungi Administrator Sistem.",
        "",
        True,
    ),
    "salinan": (
        "Daftar dan catatan konfirmasi tidak sama",
        "Hubungi Administrator Sistem.",
        "",
        True,
    ),
    "tak_sampai": (
        "Belum menjawab dan undangannya tidak sampai atau ditahan",
        "Perbaiki alamatnya, lalu kirim ulang.",
        "kirim_ulang",
        False,
    ),
    "tanpa_surel": (
        "Belum menjawab dan belum punya surel",
        "Sampaikan tautannya melalui WhatsApp atau slip.",
        "tanpa_surel",
        False,
    ),
}
# (status, class) -> value of surel.models.PILIHAN
KEADAAN = {
    Status.ANTRE: "antre",
    Status.DIKIRIM: "antre",
    Status.TERKIRIM: "diterima",
    Status.TUNDA: "tertunda",
    Status.TAK_PASTI: "tak_pasti",
    Status.GAGAL: "gagal",
    Status.DITAHAN: "ditahan",
}
JENIS = {
    "undangan": "Undangan",
    "pengingat": "Pengingat",
    "bukti_bersedia": "Bukti E-Registrasi",
    "bukti_tidak_bersedia": "Bukti E-Registrasi",
}
LAINNYA = "Surel lainnya"


@dataclass(frozen=True)
class Beda:
    """One row of what does not add up, or has to be explained."""

    nilai: str
    kata: str
    mendamaikan: str
    saring: str
    salah: bool
    jumlah: int
    orang: list = field(default_factory=list)

    @property
    def lainnya(self):
        return self.jumlah - len(self.orang)


@dataclass(frozen=True)
class Neraca:
    """The three sides, and what keeps them apart.

    surat    [(words, value of the list's filter or "", number)] of the newest invitations
    jawaban  {"bersedia", "tidak_bersedia", "belum"}
    jenis    [(kind, [number per state of KOLOM], sum)] of every letter of the training
    """

    peserta: int
    surat: list
    jawaban: dict
    beda: list
    jenis: list
    tercatat: dict

    @property
    def jumlah_surat(self):
        return sum(n for _, _, n in self.surat)

    @property
    def jumlah_jawaban(self):
        return sum(self.jawaban.values())

    @property
    def beda_angka(self):
        """Figures that are kept and not what was counted: [(words, kept, counted)]."""
        hitung = {"dipanggil": self.peserta, **self.jawaban}
        kata = {"dipanggil": "Peserta", "bersedia": "Bersedia", "tidak_bersedia": "Tidak bersedia"}
        kata |= {"belum": "Belum mengonfirmasi"}
        return [
            (kata[n], self.tercatat[n], nilai)
            for n, nilai in hitung.items()
            if self.tercatat[n] != nilai
        ]

    @property
    def seimbang(self):
        sama = self.peserta == self.jumlah_surat == self.jumlah_jawaban
        return sama and not self.beda_angka and not any(b.salah for b in self.beda)


def _keadaan(status, kelas):
    if kelas == Kelas.PENUH:
        return "penuh"
    if status == Status.GAGAL and kelas == Kelas.ALAMAT:
        return "alamat"
    return KEADAAN[status]


def neraca(pelatihan):
    """The balance of one training, in four questions."""
    with connection.cursor() as kursor:
        kursor.execute(NERACA, [pelatihan.pk, NAMA])
        baris = {(k, n): (jumlah, pk) for k, n, jumlah, pk in kursor.fetchall()}
    jawaban = {
        n: baris.get(("jawaban", kunci), (0, []))[0]
        for n, kunci in (("bersedia",) * 2, ("tidak_bersedia",) * 2, ("belum", ""))
    }
    return Neraca(
        peserta=sum(jawaban.values()),
        surat=_surat(baris),
        jawaban=jawaban,
        beda=_beda(pelatihan, baris),
        jenis=_jenis(pelatihan),
        tercatat=Hitungan.objects.angka(pelatihan),
    )


def _surat(baris):
    angka = Counter()
    for (kelompok, nilai), (jumlah, _) in baris.items():
        if kelompok == "surat":
            status, ada, kelas = nilai.partition("/")
            angka[_keadaan(status, kelas) if ada else nilai] += jumlah
    kata = [(n, label, n) for n, (label, _) in PILIHAN.items()]
    kata += [(TANPA_SURAT, "Diundang Tanpa Surel", ""), (BELUM, "Belum Diundang", "")]
    return [(label, saring, angka[n]) for n, label, saring in kata if angka[n]]


def _beda(pelatihan, baris):
    ada = {n: isi for (kelompok, n), isi in baris.items() if kelompok == "beda"}
    if pelatihan.tahap_kerja in (
        Tahap.DISPOSISI_KEPALA,
        Tahap.DISPOSISI_KETUA,
        Tahap.PENYIAPAN,
    ):
        ada.pop(BELUM, None)  # nobody is asked before the registration opens
    orang = Peserta.objects.in_bulk([pk for _, semua in ada.values() for pk in semua])
    for o in orang.values():
        o.pelatihan = pelatihan
    return [
        Beda(n, *BEDA[n], jumlah=ada[n][0], orang=[orang[pk] for pk in ada[n][1] if pk in orang])
        for n in BEDA
        if n in ada
    ]


def _jenis(pelatihan):
    """Every letter of the training, by kind and by what became of it."""
    milik = Surel.objects.filter(kelompok=f"pelatihan:{pelatihan.pk}").order_by()
    angka = Counter()
    for jenis, status, kelas, n in milik.values_list("jenis", "status", "kelas").annotate(
        n=Count("pk")
    ):
        angka[JENIS.get(jenis, LAINNYA), _keadaan(status, kelas)] += n
    ada = [j for j in dict.fromkeys((*JENIS.values(), LAINNYA)) if any(k[0] == j for k in angka)]
    tabel = [(j, [(PILIHAN[k][0], angka[j, k]) for k in PILIHAN if angka[j, k]]) for j in ada]
    return [(j, isi, sum(n for _, n in isi)) for j, isi in tabel]
