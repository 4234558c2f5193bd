"""What differs between two snapshots: versions with each other, or a version with today's data."""

from laporan.lembar import KONFIRMASI, RINCI
from laporan.rekaman import data

ANGKA = {"dipanggil": "Dipanggil"} | KONFIRMASI
ORANG = {
    "nama": "Nama",
    "nip": "NIP/NI PPPK",
    "golongan": "Pangkat/golongan",
    "jabatan": "Jabatan",
    "unit_kerja": "Unit kerja",
    "instansi": "Instansi",
    "keadaan": "Status konfirmasi",
    "nomor": "No. registrasi",
    "alasan": "Alasan",
    "dukung": "Data dukung",
    "pengganti": "Digantikan oleh",
    "ket": "Keterangan",
}
TAK_ADA = "tidak ada dalam daftar"
LANGSUNG_MAKS = 5_000  # people; of a longer list only the page of changes itself tells


def antara(lama, baru):
    """[{"pokok", "bagian", "lama", "baru"}] from the older snapshot to the newer: figures, people.

    Words of the report are not compared here, and neither is the order of its lists.
    """
    return [*_angka(lama, baru), *_orang(lama, baru)]


def sejak(pelatihan, laporan):
    """What has changed in the data since a version was frozen. The version itself never does."""
    if "rinci" not in laporan.rekaman:  # frozen before the present form
        return []
    return antara(laporan.rekaman, data(pelatihan, laporan.urutan))


def _angka(lama, baru):
    for kunci, label in ANGKA.items():
        yield from _satu("Angka", label, lama["angka"][kunci], baru["angka"][kunci])
    for kunci, label in RINCI.items():
        yield from _satu(
            "Angka", label, lama.get("rinci", {}).get(kunci, 0), baru["rinci"].get(kunci, 0)
        )
    kuota = (r["pelatihan"]["kuota"] for r in (lama, baru))
    yield from _satu("Angka", "Kuota", *kuota)


def _orang(lama, baru):
    dulu, kini = _menurut_pk(lama), _menurut_pk(baru)
    for pk, b in kini.items():
        if pk not in dulu:
            yield {"pokok": b["nama"], "bagian": "Peserta", "lama": TAK_ADA, "baru": b["keadaan"]}
            continue
        a = dulu[pk]
        for kunci, label in ORANG.items():
            yield from _satu(b["nama"], label, a.get(kunci, ""), b.get(kunci, ""))
    for pk, a in dulu.items():
        if pk not in kini:
            yield {"pokok": a["nama"], "bagian": "Peserta", "lama": a["keadaan"], "baru": TAK_ADA}


def _satu(pokok, bagian, lama, baru):
    if lama != baru:
        yield {"pokok": pokok, "bagian": bagian, "lama": lama, "baru": baru}


def _menurut_pk(rekaman):
    semua = [b for n in (1, 2, 3) for b in rekaman[f"lampiran_{n}"]]
    return {b.get("id", (b.get("nip", ""), b["nama"])): b for b in semua}
