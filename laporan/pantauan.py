"""What the page of the live view shows: figures in order, each with the way to its list."""

from django.http import QueryDict
from django.urls import reverse

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
        dasar = reverse("peserta:daftar", args=[pelatihan.kode])
    else:
        isian = {"ukur": ukur} | ({"menurut": menurut, "nilai": nilai} if menurut else {})
        dasar = reverse("laporan:pantau_daftar", args=[pelatihan.kode])
    tanya = QueryDict(mutable=True)
    tanya.update(isian)
    return f"{dasar}?{tanya.urlencode()}" if isian else dasar


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
    sebelum = (None, None)
    for instansi, induk, unit in urut:
        for tingkat, (kini, dulu) in enumerate(zip((instansi, induk), sebelum, strict=True)):
            if kini != dulu or (tingkat and sebelum[0] != instansi):
                hasil.append(_simpul(pohon, (instansi, induk)[: tingkat + 1]))
        sebelum = (instansi, induk)
        angka = pohon[instansi, induk, unit]
        hasil.append({"tingkat": 2} | _baris(pelatihan, unit or KOSONG, angka, "unit", unit))
        hasil[-1]["tunggal"] = sum(k[2] == unit for k in pohon) == 1
    return hasil


def _simpul(pohon, jalan):
    """The sum of everything below one institution or group."""
    isi = [angka for k, angka in pohon.items() if k[: len(jalan)] == jalan]
    jumlah = {k: sum(a[k] for a in isi) for k in ("dipanggil", *JAWABAN)}
    return {
        "tingkat": len(jalan) - 1,
        "label": jalan[-1] or KOSONG,
        "angka": jumlah,
        "sel": [{"n": jumlah[k], "url": "", "kunci": k} for k in jumlah],
        "tunggal": False,
    }
