"""What the page of the live view shows: figures in order, each with the way to its list."""

from collections import Counter, defaultdict
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from eregistrasi.alat import ruang
from eregistrasi.alat.bahasa import persen, persen_rata
from laporan.pilah import KOSONG, pilahan
from laporan.sigi import JAWABAN, label_ukur, sigi

CORONG = ("dipanggil", "diundang", "diterima", "dibuka", "menjawab")
DI_ANTARANYA = ("digantikan", "pengganti", "petugas", "di_atas_kuota")
DUKUNG = ("lengkap", "kurang")
#: figures that the list of participants can show itself, where somebody can act on them at once
SARINGAN = {
    "dipanggil": {},
    "bersedia": {"jawaban": "bersedia"},
    "tidak_bersedia": {"jawaban": "tidak_bersedia"},
    "belum": {"jawaban": "belum"},
    "diterima": {"surat": "diterima"},
    "lengkap": {"dukung": "lengkap"},
    "kurang": {"dukung": "kurang"},
    "periksa": {"dukung": "periksa"},
    "perbaikan": {"dukung": "perbaikan"},
}
SARINGAN_KELOMPOK = ("unit", "instansi")
PENGGAL = "\u00ad"  # where a narrow heading may break
URUTAN = ("kelamin", "golongan", "jenjang", "usia", "zona", "induk", "instansi")


def alamat(pelatihan, ukur, menurut="", nilai=""):
    """Where the people of a figure stand: their list, filtered, or the list of this page."""
    if ukur in SARINGAN and (not menurut or (menurut in SARINGAN_KELOMPOK and nilai)):
        isian = SARINGAN[ukur] | ({menurut: nilai} if menurut else {})
        dasar = _dasar("peserta:daftar", pelatihan.kode, ruang.awalan())
    else:
        isian = {"ukur": ukur} | ({"menurut": menurut, "nilai": nilai} if menurut else {})
        dasar = _dasar("laporan:pantau_daftar", pelatihan.kode, ruang.awalan())
    return f"{dasar}?{urlencode(isian)}" if isian else dasar


@lru_cache(256)
def _dasar(nama, kode, _ruang):
    """A page with a thousand numbers has a thousand addresses, but two beginnings.

    _ruang  where it is asked: each rehearsal has addresses of its own
    """
    return reverse(nama, args=[kode])


def susun(pelatihan):
    """The context of the page."""
    s, tutup = sigi(pelatihan), pelatihan.registrasi_ditutup
    jumlah = s.jumlah
    tanda = {k: label_ukur(k, tutup) for k in (*CORONG, *JAWABAN, *DI_ANTARANYA)}

    def baris(kunci, dari):
        return {
            "kunci": kunci,
            "label": tanda.get(kunci) or label_ukur(kunci, tutup),
            "n": jumlah[kunci],
            "dari": dari,
            "persen": persen(jumlah[kunci], dari),
            "url": alamat(pelatihan, kunci),
        }

    bagian = persen_rata([jumlah[k] for k in JAWABAN])
    return {
        "jumlah": jumlah,
        "corong": [baris(k, jumlah["dipanggil"]) for k in CORONG],
        "jawaban": [
            baris(k, jumlah["dipanggil"]) | {"persen": p}
            for k, p in zip(JAWABAN, bagian, strict=True)
        ],
        "di_antaranya": [baris(k, jumlah["dipanggil"]) for k in DI_ANTARANYA],
        "kuota": _kuota(pelatihan.kuota, jumlah["bersedia"]),
        "dukung": [baris(k, jumlah["bersedia"]) for k in (*DUKUNG, "periksa", "perbaikan")]
        if jumlah["lengkap"] + jumlah["kurang"]
        else [],
        "hari": _hari(s.hari),
        "kelompok": [_kelompok(pelatihan, s, k) for k in URUTAN],
        "pohon": _pohon(pelatihan, s.pohon),
        "label_belum": label_ukur("belum", tutup).replace("mengon", f"meng{PENGGAL}on"),
    }


def _kuota(kuota, bersedia):
    if not kuota:
        return None
    return {
        "kuota": kuota,
        "terisi": bersedia,
        "sisa": max(kuota - bersedia, 0),
        "lebih": max(bersedia - kuota, 0),
        "persen": persen(bersedia, kuota),
    }


def _hari(hari):
    """Day by day, with what had been answered by its end."""
    sudah, hasil = 0, []
    for hari_ini in sorted(hari):
        angka = hari[hari_ini]
        sudah += angka["menjawab"]
        hasil.append({"hari": hari_ini, "sudah": sudah, **{k: angka[k] for k in JAWABAN[:2]}})
        hasil[-1]["n"] = angka["menjawab"]
    return hasil


def _kelompok(pelatihan, s, kunci):
    """One way of telling people apart: a row for each group, the whole last."""
    pilah = pilahan(pelatihan.mulai)[kunci]
    semua = s.kelompok[kunci]
    urut = sorted(semua, key=lambda n: pilah.tempat(n, semua[n]["dipanggil"]))
    return {
        "kunci": kunci,
        "judul": pilah.judul,
        "baris": [_baris(pelatihan, pilah.label(n), semua[n], kunci, n) for n in urut],
        "maks": max((b["dipanggil"] for b in semua.values()), default=0),
    }


def _baris(pelatihan, label, angka, menurut, nilai):
    ukur = ("dipanggil", *JAWABAN)
    return {
        "label": label,
        "angka": angka,
        "sel": [
            {"n": angka[k], "url": alamat(pelatihan, k, menurut, nilai), "kunci": k} for k in ukur
        ],
    }


def _pohon(pelatihan, pohon):
    """Institution, group, unit, with a sum on each level. Rows in reading order."""
    hasil, urut = [], sorted(pohon, key=lambda k: [(not n, n.casefold()) for n in k])
    jumlah, unit_bernama = _jumlah_cabang(pohon), Counter(unit for _, _, unit in pohon)
    tampil = set()
    for instansi, induk, unit in urut:
        for jalan in ((instansi,), (instansi, induk)):
            if jalan not in tampil:
                tampil.add(jalan)
                hasil.append(_simpul(jalan, jumlah[jalan]))
        baris = _baris(pelatihan, unit or KOSONG, pohon[instansi, induk, unit], "unit", unit)
        # a unit of the same name elsewhere would be in the list behind the number too
        hasil.append({"tingkat": 2, "tunggal": unit_bernama[unit] == 1} | baris)
    return hasil


def _jumlah_cabang(pohon):
    """{(institution,) or (institution, group): {mark: how many}}"""
    jumlah = defaultdict(lambda: dict.fromkeys(("dipanggil", *JAWABAN), 0))
    for (instansi, induk, _), angka in pohon.items():
        for jalan in ((instansi,), (instansi, induk)):
            for k in jumlah[jalan]:
                jumlah[jalan][k] += angka[k]
    return jumlah


def _simpul(jalan, jumlah):
    """The row of everything below one institution or group."""
    return {
        "tingkat": len(jalan) - 1,
        "label": jalan[-1] or KOSONG,
        "angka": jumlah,
        "sel": [{"n": jumlah[k], "url": "", "kunci": k} for k in jumlah],
        "tunggal": False,
    }
