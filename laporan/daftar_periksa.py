"""The checklist of step 5: what the system can count out of a version, and the Ketua confirms."""

from eregistrasi.alat.bahasa import tanggal

SOAL = {
    "jumlah": "Jumlah cocok",
    "unit": "Unit kerja lengkap",
    "dokumen": "Dokumen wajib diperhitungkan",
    "alasan": "Alasan terisi",
    "pengganti": "Penggantian selesai",
}


def butir(rekaman):
    """[{"kunci", "soal", "baik", "ket"}]: each question with what counting says about it."""
    return [
        {"kunci": kunci, "soal": soal, "baik": baik, "ket": ket}
        for (kunci, soal), (baik, ket) in zip(
            SOAL.items(), (HITUNG[k](rekaman) for k in SOAL), strict=True
        )
    ]


def tercentang(rekaman, centang):
    """The checklist with what was ticked, as it is kept with a decision."""
    return [b | {"dicentang": b["kunci"] in centang} for b in butir(rekaman)]


def belum(centang):
    """The questions that were not ticked."""
    return [soal for kunci, soal in SOAL.items() if kunci not in centang]


def _semua(r):
    return r["lampiran_1"] + r["lampiran_2"] + r["lampiran_3"]


def _jumlah(r):
    n = r["angka"]
    bagian = [n["bersedia"], n["tidak_bersedia"], n["tidak_mengonfirmasi"]]
    nomor = sum(not b["nomor"] for b in r["lampiran_1"])
    cocok = sum(bagian) == n["dipanggil"] == len(_semua(r))
    hitungan = f"{bagian[0]} + {bagian[1]} + {bagian[2]} = {n['dipanggil']}"
    bukti = f"{nomor} tanpa nomor registrasi" if nomor else f"{n['bersedia']} Bukti E-Registrasi"
    return cocok and not nomor, f"{hitungan}; {bukti}"


def _unit(r):
    kosong = sum(not b["unit_kerja"] for b in _semua(r))
    return not kosong, f"{kosong} orang tanpa unit kerja" if kosong else f"{len(_semua(r))} orang"


def _dokumen(r):
    """What is missing is no fault while there is time: documents are due after the report."""
    dukung = r.get("dukung", {"wajib": [], "belum": 0})
    if not dukung["wajib"]:
        return True, "Tidak ada dokumen yang diwajibkan"
    jumlah = r["angka"]["bersedia"]
    if not dukung["belum"]:
        return True, f"{jumlah} peserta lengkap"
    belum = f"{dukung['belum']} dari {jumlah} peserta belum lengkap"
    if dukung.get("lewat"):
        return False, f"{belum}, batasnya telah lewat"
    batas = dukung.get("batas")
    return True, f"{belum}, batas penyerahan {tanggal(batas)}" if batas else belum


def _alasan(r):
    kosong = sum(not b["alasan"] for b in r["lampiran_2"])
    if kosong:
        return False, f"{kosong} orang tanpa alasan"
    return True, f"{r['angka']['tidak_bersedia']} orang tidak bersedia"


def _pengganti(r):
    rinci = r.get("rinci", {})
    diam = sum(b["keadaan"] != "Bersedia" for b in r.get("pengganti", []))
    if usul := rinci.get("usul"):
        return False, f"{usul} calon pengganti belum dipanggil"
    if diam:
        return False, f"{diam} pengganti tidak bersedia atau tidak mengonfirmasi"
    return True, f"{rinci.get('pengganti', 0)} peserta pengganti"


HITUNG = {
    "jumlah": _jumlah,
    "unit": _unit,
    "dokumen": _dokumen,
    "alasan": _alasan,
    "pengganti": _pengganti,
}
