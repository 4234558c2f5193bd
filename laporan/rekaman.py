"""The figures and lists of a report, worked out of the data once and then frozen."""

from collections import Counter

from django.db.models import Max, Min, Q
from django.utils import timezone

from eregistrasi.alat.bahasa import persen_rata, tanggal
from eregistrasi.alat.pdf import PdfGagal
from eregistrasi.alat.simpanan import sidik
from laporan import baris as baris_peserta
from laporan.log import log_sop
from laporan.pilah import kunci_urut, pilahan
from pelatihan.models import DataDukung, Disposisi, Jejak
from pelatihan.sop import Aksi
from pelatihan.terbitan import rekaman_json
from peserta.models import CalonPengganti
from peserta.rekaman import data_pelatihan, rantai

#: a snapshot from before reports told how answers came; printed ones keep their stored bytes
BENTUK_LAMA = (
    "Laporan ini disampaikan sebelum sistem diperbarui dan belum sempat dicetak, jadi tidak dapat "
    "dicetak lagi. Sampaikan laporan kembali agar versi yang baru terbit."
)
KURANG_MAKS = 100  # people whose missing documents are printed one by one
BAGIAN = ("bersedia", "tidak_bersedia", "tidak_mengonfirmasi")
#: figure of a snapshot -> the key by which rows tell their group
KELOMPOK = {
    "jenis_kelamin": "kelamin",
    "golongan": "golongan",
    "jenjang": "jenjang",
    "zona": "zona",
    "usia": "usia",
    "unit": "induk",
}
#: what a row of the attachments holds, of all that is known about a person
ISI = (
    "id", "nama", "nip", "golongan", "jabatan", "unit_kerja", "instansi", "keadaan", "pada",
    "nomor",
)  # fmt: skip


def susun(pelatihan, *, laporan, ketua):
    """Plain JSON of one version of the report.

    laporan  the draft, with number, date, order and narrative
    ketua    the Ketua Tim Kerja under whose name the report goes up
    """
    isi = olah(pelatihan, laporan.urutan) | {
        "kendala": laporan.kendala,
        "tindak_lanjut": laporan.tindak_lanjut,
        "saran": laporan.saran,
        "nota": _nota(pelatihan, laporan),
        "ketua": {"nama": str(ketua), "nip": ketua.nip},
        "versi": laporan.versi,
        "log": log_sop(pelatihan),
    }
    return isi | {"sidik": sidik_data(isi)}


def olah(pelatihan, urutan="golongan"):
    """The figures and lists as the data stand now, with what they rest on."""
    return {
        "judul": pelatihan.nama_tahun,
        "dasar": _dasar(pelatihan),
        "disposisi": _disposisi(pelatihan),
        **_masa(pelatihan),
        **data(pelatihan, urutan),
    }


def data(pelatihan, urutan="golongan"):
    """The figures and lists alone: what a frozen version is compared with."""
    wajib = list(DataDukung.objects.filter(pelatihan=pelatihan, wajib=True))
    semua = sorted(baris_peserta.baca(pelatihan, wajib), key=kunci_urut(urutan))
    wajib = [d.nama for d in wajib]
    aktif = [b for b in semua if b["aktif"]]
    lampiran = {
        "bersedia": [b for b in aktif if b["jawaban"] == "bersedia"],
        "tidak_bersedia": [b for b in aktif if b["jawaban"] == "tidak_bersedia"],
        "tidak_mengonfirmasi": [b for b in aktif if b["jawaban"] == ""],
    }
    angka = {"dipanggil": len(aktif)} | {k: len(isi) for k, isi in lampiran.items()}
    return {
        "pelatihan": data_pelatihan(pelatihan) | {"kuota": pelatihan.kuota},
        "urutan": urutan,
        "angka": angka,
        "persen": _persen(angka),
        "menjawab": angka["bersedia"] + angka["tidak_bersedia"],
        "sisa_kuota": (pelatihan.kuota or 0) - angka["bersedia"],
        "rinci": _rinci(pelatihan, semua, lampiran),
        **_komposisi(pelatihan, lampiran["bersedia"]),
        "per_unit": _per_unit(aktif),
        "dukung": _dukung(pelatihan, lampiran["bersedia"], wajib),
        "pengganti": _pengganti(semua),
        "lampiran_1": [_baris_bersedia(n, b, wajib) for n, b in _nomori(lampiran["bersedia"])],
        "lampiran_2": [
            _baris(n, b) | {"alasan": b["alasan"], "pengganti": b["pengganti"]}
            for n, b in _nomori(lampiran["tidak_bersedia"])
        ],
        "lampiran_3": [
            _baris(n, b) | {"kontak": b["kontak"], "pengganti": b["pengganti"]}
            for n, b in _nomori(lampiran["tidak_mengonfirmasi"])
        ],
        "daftar_kurang": _daftar_kurang(lampiran["bersedia"]),
    }


def sidik_data(data):
    """SHA-256 over the canonical JSON of a snapshot."""
    bersih = {k: v for k, v in data.items() if k != "sidik"}
    return sidik(rekaman_json(bersih))


def pastikan_terbaca(r):
    """Raise PdfGagal for a snapshot that today's papers cannot be made of."""
    if "rinci" not in r:
        raise PdfGagal(BENTUK_LAMA)


def _nomori(baris):
    return enumerate(baris, 1)


def _persen(angka):
    return dict(zip(BAGIAN, persen_rata([angka[b] for b in BAGIAN]), strict=True))


def _rinci(pelatihan, semua, lampiran):
    """What the three answers do not tell: how they came, and who sits in whose place.

    The people meant are among those of the three answers, but for who was struck off the list.
    """
    menjawab = lampiran["bersedia"] + lampiran["tidak_bersedia"]
    return {
        "pengganti": sum(bool(b["menggantikan"]) for b in semua if b["aktif"]),
        "digantikan_tidak": sum(bool(b["pengganti"]) for b in lampiran["tidak_bersedia"]),
        "digantikan_belum": sum(bool(b["pengganti"]) for b in lampiran["tidak_mengonfirmasi"]),
        "digantikan_batal": sum(bool(b["pengganti"]) for b in semua if not b["aktif"]),
        "dicatat_petugas": sum(b["petugas"] for b in menjawab),
        "di_atas_kuota": sum(b["di_atas_kuota"] for b in lampiran["bersedia"]),
        "dibatalkan": sum(not b["aktif"] for b in semua),
        "usul": CalonPengganti.objects.filter(pelatihan=pelatihan, keadaan="menunggu").count(),
    }


def _daftar_kurang(bersedia):
    """Whose documents are missing, and which; of more people than fit the workbook alone tells."""
    kurang = [b for b in bersedia if b["kurang"]]
    if len(kurang) > KURANG_MAKS:
        return []
    return [{"no": n, "nama": b["nama"], "kurang": b["kurang"]} for n, b in _nomori(kurang)]


def _komposisi(pelatihan, bersedia):
    pilih = pilahan(pelatihan.mulai)
    kolom = {"golongan": "gol"}
    return {
        nama: hitung(pilih[kunci], (b[kolom.get(kunci, kunci)] for b in bersedia))
        for nama, kunci in KELOMPOK.items()
    }


def hitung(pilahan_ini, nilai):
    """Groups in their own order: [{label, n, persen}]; the percentages add up to 100,0."""
    jumlah = Counter(nilai)
    urut = sorted(jumlah.items(), key=lambda b: pilahan_ini.tempat(*b))
    persen = persen_rata([n for _, n in urut])
    return [
        {"label": pilahan_ini.label(n), "n": jumlah[n], "persen": p}
        for (n, _), p in zip(urut, persen, strict=True)
    ]


def _per_unit(aktif):
    """Per institution, group and unit: summoned, the three answers, substitutes."""
    semua = {}
    for b in aktif:
        kunci = (b["instansi"], b["induk"], b["unit_kerja"])
        isi = semua.setdefault(kunci, dict.fromkeys(("dipanggil", *BAGIAN, "pengganti"), 0))
        isi["dipanggil"] += 1
        isi[b["jawaban"] or "tidak_mengonfirmasi"] += 1
        isi["pengganti"] += bool(b["menggantikan"])
    urut = sorted(semua, key=lambda k: [(not n, n.casefold()) for n in k])
    return [{"instansi": k[0], "induk": k[1], "unit": k[2], **semua[k]} for k in urut]


def _dukung(pelatihan, bersedia, wajib):
    """How far the documents of those who come are, and which ones are missing how often."""
    batas = pelatihan.batas_dukung
    kurang = Counter(apa for b in bersedia for apa in b["kurang"])
    jumlah = {nama: sum(kurang[nama + sebab] for sebab in baris_peserta.SEBAB) for nama in wajib}
    belum = sum(bool(b["kurang"]) for b in bersedia)
    return {
        "wajib": wajib,
        "lengkap": len(bersedia) - belum if wajib else 0,
        "belum": belum,
        "batas": batas.isoformat(),
        "lewat": batas <= timezone.now(),
        "dokumen": [{"label": nama, "n": n} for nama, n in jumlah.items() if n],
    }


def _pengganti(semua):
    """Each substitute beside the person replaced; chains read from line to line."""
    menurut_pk = {b["id"]: b for b in semua}
    pasangan = [
        (b, menurut_pk[b["menggantikan_id"]]) for b in semua if b["menggantikan"] and b["aktif"]
    ]
    return [
        {
            "no": n,
            "digantikan": b["menggantikan"],
            "unit_digantikan": lama["unit_kerja"],
            "sebab": lama["keadaan"],
            "alasan": lama["alasan"],
            "nama": b["nama"],
            "nip": b["nip"],
            "unit_kerja": b["unit_kerja"],
            "keadaan": b["keadaan"],
            "nomor": b["nomor"],
        }
        for n, (b, lama) in _nomori(pasangan)
    ]


def _baris(no, b):
    ket = ["Dicatat petugas"] if b["petugas"] else []
    ket += [f"Pengganti {b['menggantikan']}"] if b["menggantikan"] else []
    ket += ["Di atas kuota"] if b["di_atas_kuota"] else []
    return {"no": no, **{k: b[k] for k in ISI}, "ket": "; ".join(ket)}


def _baris_bersedia(no, b, wajib):
    kurang = len(b["kurang"])
    dukung = (f"{kurang} belum lengkap" if kurang else "Lengkap") if wajib else ""
    return _baris(no, b) | {"dukung": dukung, "kurang": b["kurang"]}


def _masa(pelatihan):
    """From the first opening to the last closing, whatever lay between."""
    waktu = Jejak.objects.filter(pelatihan=pelatihan).aggregate(
        dibuka=Min("waktu", filter=Q(aksi=Aksi.BUKA_REGISTRASI)),
        ditutup=Max("waktu", filter=Q(aksi=Aksi.TUTUP_REGISTRASI)),
    )
    return {nama: saat.isoformat() if saat else "" for nama, saat in waktu.items()}


def hari_ditutup(pelatihan):
    """The day of the last closing (WIB): no report is dated before it."""
    saat = Jejak.objects.filter(pelatihan=pelatihan, aksi=Aksi.TUTUP_REGISTRASI).aggregate(
        saat=Max("waktu")
    )["saat"]
    return saat and timezone.localdate(saat)


def _disposisi(pelatihan):
    """The day of the Kepala Pusat's disposition, which the report answers."""
    lembar = Disposisi.objects.filter(pelatihan=pelatihan, tingkat=1, ditarik_pada=None)
    pertama = lembar.exclude(dikirim_pada=None).first()
    return timezone.localdate(pertama.dikirim_pada).isoformat() if pertama else ""


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
