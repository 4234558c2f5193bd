"""The figures and lists of a report, worked out of the data once and then frozen."""

from collections import Counter

from django.db.models import Max, Min, Q
from django.utils import timezone

from eregistrasi.alat.bahasa import persen_rata, tanggal
from eregistrasi.alat.simpanan import sidik
from pelatihan.models import Jejak
from pelatihan.sop import Aksi
from pelatihan.terbitan import rekaman_json
from peserta import alasan
from peserta.aturan import pangkat_golongan
from peserta.aturan.golongan import PNS, PPPK
from peserta.models import BuktiRegistrasi, Peserta
from peserta.rekaman import data_pelatihan, rantai

URUTAN = {kode: n for n, kode in enumerate([*PNS, *PPPK])}


def susun(pelatihan, *, laporan, ketua):
    """Plain JSON of one version of the report.

    laporan  the draft, with number, date and narrative
    ketua    the Ketua Tim Kerja under whose name the report goes up
    """
    data = olah(pelatihan) | {
        "kendala": laporan.kendala,
        "tindak_lanjut": laporan.tindak_lanjut,
        "saran": laporan.saran,
        "nota": _nota(pelatihan, laporan),
        "ketua": {"nama": str(ketua), "nip": ketua.nip},
        "versi": laporan.versi,
    }
    return data | {"sidik": sidik_data(data)}


def olah(pelatihan):
    """The figures and lists as the data stand now, without a word of anybody's own."""
    semua = list(
        Peserta.objects.filter(pelatihan=pelatihan).aktif().select_related("konfirmasi").urut_nama()
    )
    jawaban = _jawaban(pelatihan)
    bersedia = [o for o in semua if _kini(o) == "bersedia"]
    tidak = [o for o in semua if _kini(o) == "tidak_bersedia"]
    belum = [o for o in semua if _kini(o) == ""]
    angka = {
        "dipanggil": len(semua),
        "bersedia": len(bersedia),
        "tidak_bersedia": len(tidak),
        "tidak_mengonfirmasi": len(belum),
    }
    bagian = ["bersedia", "tidak_bersedia", "tidak_mengonfirmasi"]
    return {
        "pelatihan": data_pelatihan(pelatihan) | {"kuota": pelatihan.kuota},
        "judul": pelatihan.nama_tahun,
        "dasar": _dasar(pelatihan),
        **_masa(pelatihan),
        "angka": angka,
        "persen": dict(zip(bagian, persen_rata([angka[b] for b in bagian]), strict=True)),
        "jenis_kelamin": _hitung(o.get_jenis_kelamin_display() or "tidak diisi" for o in bersedia),
        "golongan": _hitung((o.golongan or "tidak diisi" for o in bersedia), urut=True),
        "unit": _hitung(o.unit_kerja or "tidak diisi" for o in bersedia),
        "lampiran_1": [_baris_bersedia(n, o, jawaban) for n, o in enumerate(bersedia, 1)],
        "lampiran_2": [_baris_tidak(n, o, jawaban) for n, o in enumerate(tidak, 1)],
        "lampiran_3": [
            {"no": n, "nama": o.nama_lengkap, "unit_kerja": o.unit_kerja}
            for n, o in enumerate(belum, 1)
        ],
    }


def sidik_data(data):
    """SHA-256 over the canonical JSON of a snapshot."""
    bersih = {k: v for k, v in data.items() if k != "sidik"}
    return sidik(rekaman_json(bersih))


def _kini(peserta):
    konfirmasi = getattr(peserta, "konfirmasi", None)
    return konfirmasi.jawaban_kini if konfirmasi else ""


def _jawaban(pelatihan):
    """Proof in force by participant: (number, reason code)."""
    baris = BuktiRegistrasi.objects.filter(pelatihan=pelatihan, berlaku=True).values_list(
        "konfirmasi__peserta", "nomor", "jawaban__alasan"
    )
    return {pk: (nomor, kode) for pk, nomor, kode in baris}


def _baris_bersedia(no, o, jawaban):
    return {
        "no": no,
        "nama": o.nama_lengkap,
        "nip": o.nip or o.nrp,
        "golongan": pangkat_golongan(o.golongan) if o.golongan else "",
        "jabatan": o.jabatan,
        "unit_kerja": o.unit_kerja,
        "nomor": jawaban[o.pk][0],
    }


def _baris_tidak(no, o, jawaban):
    return {
        "no": no,
        "nama": o.nama_lengkap,
        "unit_kerja": o.unit_kerja,
        "alasan": alasan.label_laporan(jawaban[o.pk][1]),
    }


def _hitung(label, *, urut=False):
    jumlah = Counter(label)
    kunci = (lambda b: (URUTAN.get(b[0], 99), b[0])) if urut else (lambda b: (-b[1], b[0]))
    baris = sorted(jumlah.items(), key=kunci)
    return [{"label": nama, "n": n} for nama, n in baris]


def _masa(pelatihan):
    """From the first opening to the last closing, whatever lay between."""
    waktu = Jejak.objects.filter(pelatihan=pelatihan).aggregate(
        dibuka=Min("waktu", filter=Q(aksi=Aksi.BUKA_REGISTRASI)),
        ditutup=Max("waktu", filter=Q(aksi=Aksi.TUTUP_REGISTRASI)),
    )
    return {nama: saat.isoformat() for nama, saat in waktu.items()}


def hari_ditutup(pelatihan):
    """The day of the last closing (WIB): no report is dated before it."""
    saat = Jejak.objects.filter(pelatihan=pelatihan, aksi=Aksi.TUTUP_REGISTRASI).aggregate(
        saat=Max("waktu")
    )["saat"]
    return saat and timezone.localdate(saat)


def _dasar(pelatihan):
    nota = pelatihan.nota_dinas
    return [
        "Standar Operasional Prosedur Pendaftaran Peserta Melalui Laman E-Registrasi",
        f"Nota Dinas {nota.dari} Nomor {nota.nomor} tanggal {tanggal(nota.tanggal)} hal {nota.hal}",
        f"Surat pemanggilan peserta Nomor {pelatihan.pemanggilan_nomor} "
        f"tanggal {tanggal(pelatihan.pemanggilan_tanggal)}",
    ]


def _nota(pelatihan, laporan):
    return {
        "nomor": laporan.nomor,
        "tanggal": laporan.tanggal.isoformat(),
        "yth": "Kepala Pusat",
        "dari": f"Ketua Tim Kerja, {pelatihan.tim_kerja}",
        "hal": f"Laporan Data Peserta {pelatihan.nama_tahun}",
        "sifat": "Segera",
        "lampiran": "1 (satu) berkas",
        "rantai": rantai(pelatihan),
    }


def lembar_xlsx(rekaman):
    """The same report as sheets: (title, headings, rows) for each."""
    angka, persen = rekaman["angka"], rekaman["persen"]
    rekap = [["Dipanggil", angka["dipanggil"], ""]] + [
        [label, angka[kunci], persen[kunci]]
        for label, kunci in (
            ("Bersedia", "bersedia"),
            ("Tidak Bersedia", "tidak_bersedia"),
            ("Tidak Mengonfirmasi", "tidak_mengonfirmasi"),
        )
    ]
    kolom = ["no", "nama", "nip", "golongan", "jabatan", "unit_kerja", "nomor"]
    return [
        ("Rekap", ["Konfirmasi", "Jumlah", "Persentase"], rekap),
        (
            "Peserta",
            [
                "No.",
                "Nama",
                "NIP/NI PPPK",
                "Pangkat/Golongan",
                "Jabatan",
                "Unit Kerja",
                "No. Registrasi",
            ],
            [[baris[k] for k in kolom] for baris in rekaman["lampiran_1"]],
        ),
        (
            "Tidak Bersedia",
            ["No.", "Nama", "Unit Kerja", "Alasan"],
            [[b["no"], b["nama"], b["unit_kerja"], b["alasan"]] for b in rekaman["lampiran_2"]],
        ),
        (
            "Tidak Mengonfirmasi",
            ["No.", "Nama", "Unit Kerja"],
            [[b["no"], b["nama"], b["unit_kerja"]] for b in rekaman["lampiran_3"]],
        ),
    ]
