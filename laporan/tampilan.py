"""What the pages say about a frozen version: read out of its snapshot, never of today's data."""

from collections import Counter

from eregistrasi.alat.bahasa import persen
from laporan.models import Pemeriksaan, Penerimaan

LAMPIRAN = {
    1: ("Lampiran I: peserta bersedia", "lampiran_1"),
    2: ("Lampiran II: tidak bersedia", "lampiran_2"),
    3: ("Lampiran III: tidak mengonfirmasi", "lampiran_3"),
}
NARASI = {
    "nomor": "Nomor",
    "kendala": "Kendala",
    "tindak_lanjut": "Tindak lanjut",
    "saran": "Saran",
}


def angka(rekaman):
    """Six figures, with what they are a part of, for `laporan/_angka.html`."""
    n, bagian_persen = rekaman["angka"], rekaman["persen"]
    kuota = rekaman["pelatihan"]["kuota"]
    menjawab = n["bersedia"] + n["tidak_bersedia"]
    return [
        {"label": "Dipanggil", "nilai": n["dipanggil"], "ket": f"kuota {kuota}" if kuota else ""},
        {"label": "Bersedia", "nilai": n["bersedia"], "ket": bagian_persen["bersedia"]},
        {
            "label": "Tidak bersedia",
            "nilai": n["tidak_bersedia"],
            "ket": bagian_persen["tidak_bersedia"],
        },
        {
            "label": "Tidak mengonfirmasi",
            "nilai": n["tidak_mengonfirmasi"],
            "ket": bagian_persen["tidak_mengonfirmasi"],
        },
        {
            "label": "Tingkat konfirmasi",
            "nilai": persen(menjawab, n["dipanggil"]),
            "ket": f"{menjawab} dari {n['dipanggil']} menjawab",
        },
        {
            "label": "Kuota terisi",
            "nilai": persen(n["bersedia"], kuota) if kuota else "–",
            "ket": f"{n['bersedia']} dari {kuota}" if kuota else "kuota belum ditetapkan",
        },
    ]


def bagian(rekaman):
    """The same figures as parts of one bar, for the tag `susun`."""
    n = rekaman["angka"]
    return [
        ("Bersedia", n["bersedia"], "i-baik", "baik", "centang"),
        ("Tidak Bersedia", n["tidak_bersedia"], "i-tidak", "tidak", "silang"),
        ("Tidak Mengonfirmasi", n["tidak_mengonfirmasi"], "i-belum", "netral", "jam"),
    ]


def lampiran(rekaman):
    """(number, title, how many people) of each list."""
    return [(no, judul, len(rekaman[kunci])) for no, (judul, kunci) in LAMPIRAN.items()]


def perlu_diketahui(rekaman):
    """The exceptions that whoever decides should not have to look for: (headline, detail)."""
    n, kuota = rekaman["angka"], rekaman["pelatihan"]["kuota"] or 0
    baris = []
    if n["tidak_mengonfirmasi"]:
        baris.append(
            (
                f"{n['tidak_mengonfirmasi']} orang tidak mengonfirmasi sampai registrasi ditutup.",
                "Namanya tercantum pada Lampiran III.",
            )
        )
    if n["tidak_bersedia"]:
        sebab = Counter(b["alasan"] for b in rekaman["lampiran_2"]).most_common(3)
        rinci = "; ".join(f"{alasan} {jumlah} orang" for alasan, jumlah in sebab)
        baris.append((f"{n['tidak_bersedia']} orang tidak bersedia.", f"Alasan: {rinci}."))
    if kuota and n["bersedia"] != kuota:
        selisih = abs(kuota - n["bersedia"])
        baris.append(
            (f"Kuota belum terisi: {n['bersedia']} dari {kuota}.", f"Tersisa {selisih} tempat.")
            if n["bersedia"] < kuota
            else (f"Peserta bersedia melebihi kuota: {n['bersedia']} dari {kuota}.", "")
        )
    return baris


def kelengkapan(rekaman):
    """What can be checked by counting, so that the Ketua need not: (question, good?, remark)."""
    n = rekaman["angka"]
    jumlah = n["bersedia"] + n["tidak_bersedia"] + n["tidak_mengonfirmasi"]
    semua = rekaman["lampiran_1"] + rekaman["lampiran_2"] + rekaman["lampiran_3"]
    unit = sum(not b["unit_kerja"] for b in semua)
    nomor = sum(not b["nomor"] for b in rekaman["lampiran_1"])
    alasan = sum(not b["alasan"] for b in rekaman["lampiran_2"])
    return [
        (
            "Jumlah cocok",
            jumlah == n["dipanggil"] == len(semua),
            f"{n['bersedia']} + {n['tidak_bersedia']} + {n['tidak_mengonfirmasi']} = "
            f"{n['dipanggil']}",
        ),
        ("Unit kerja terisi", not unit, f"{unit} kosong" if unit else f"{len(semua)} orang"),
        ("Nomor registrasi lengkap", not nomor, f"{n['bersedia']} Bukti E-Registrasi"),
        ("Alasan terisi", not alasan, f"{n['tidak_bersedia']} orang tidak bersedia"),
    ]


def perbedaan(lama, baru):
    """What a new version says differently: (label, before, after)."""
    beda = [
        (label, getattr(lama, nama), getattr(baru, nama))
        for nama, label in NARASI.items()
        if getattr(lama, nama) != getattr(baru, nama)
    ]
    label = {"dipanggil": "Dipanggil", "bersedia": "Bersedia", "tidak_bersedia": "Tidak bersedia"}
    label["tidak_mengonfirmasi"] = "Tidak mengonfirmasi"
    dulu, kini = lama.rekaman["angka"], baru.rekaman["angka"]
    return beda + [(label[k], dulu[k], kini[k]) for k in label if dulu[k] != kini[k]]


def riwayat(pelatihan, versi):
    """Every hand-over and decision so far, newest first."""
    baris = [
        {
            "waktu": v.diajukan_pada,
            "pelaku": v.disusun_oleh,
            "sebagai": "Tim Kerja",
            "teks": f"menyampaikan laporan versi {v.versi} kepada Ketua Tim Kerja",
            "catatan": v.tanggapan,
        }
        for v in versi
    ]
    teks = {
        Pemeriksaan.Keputusan.KEMBALIKAN: "mengembalikan laporan versi {} untuk diperbaiki",
        Pemeriksaan.Keputusan.SAMPAIKAN: "menyetujui dan menyampaikan laporan versi {}",
        Pemeriksaan.Keputusan.KEMBALIKAN_KEPADA_KETUA: (
            "mengembalikan laporan versi {} kepada Ketua Tim Kerja"
        ),
    }
    putusan = Pemeriksaan.objects.filter(laporan__pelatihan=pelatihan)
    baris += [_baris(k, teks[k.keputusan], k.catatan) for k in _lengkap(putusan)]
    terima = Penerimaan.objects.filter(laporan__pelatihan=pelatihan)
    baris += [_baris(k, "menerima laporan versi {}", k.arahan) for k in _lengkap(terima)]
    return sorted(baris, key=lambda b: b["waktu"], reverse=True)


def _lengkap(baris):
    return baris.select_related("oleh", "laporan").defer("laporan__rekaman")


def _baris(putusan, teks, catatan):
    return {
        "waktu": putusan.waktu,
        "pelaku": putusan.oleh,
        "sebagai": putusan.sebagai,
        "teks": teks.format(putusan.laporan.versi),
        "catatan": catatan,
        "penting": True,
    }
