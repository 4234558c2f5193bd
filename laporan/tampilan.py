"""What the pages say about a frozen version: read out of its snapshot, never of today's data."""

from collections import Counter, defaultdict

from eregistrasi.alat.bahasa import persen
from laporan.models import ButirCatatan, Pemeriksaan, Penerimaan, Penjelasan

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
    rinci, dukung = rekaman.get("rinci", {}), rekaman.get("dukung", {"wajib": []})
    usul = rinci.get("usul", 0)
    semua = [
        ("Dipanggil", n["dipanggil"], f"kuota {kuota}" if kuota else ""),
        ("Bersedia", n["bersedia"], bagian_persen["bersedia"]),
        ("Tidak bersedia", n["tidak_bersedia"], bagian_persen["tidak_bersedia"]),
        ("Tidak mengonfirmasi", n["tidak_mengonfirmasi"], bagian_persen["tidak_mengonfirmasi"]),
        ("Peserta pengganti", rinci.get("pengganti", 0), f"{usul} diusulkan" if usul else ""),
        (
            "Data dukung lengkap",
            dukung["lengkap"] if dukung["wajib"] else "–",
            f"{persen(dukung['lengkap'], n['bersedia'])} dari yang bersedia"
            if dukung["wajib"]
            else "tidak diminta",
        ),
    ]
    return [{"label": label, "nilai": nilai, "ket": ket} for label, nilai, ket in semua]


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
    n = rekaman["angka"]
    baris = _dukung(rekaman)
    if n["tidak_mengonfirmasi"]:
        ganti = rekaman.get("rinci", {}).get("digantikan_belum")
        baris.append(
            (
                f"{n['tidak_mengonfirmasi']} orang tidak mengonfirmasi sampai registrasi ditutup.",
                f"{ganti} orang di antaranya telah digantikan."
                if ganti
                else "Namanya tercantum pada Lampiran III.",
            )
        )
    if n["tidak_bersedia"]:
        sebab = Counter(b["alasan"] for b in rekaman["lampiran_2"]).most_common(3)
        rinci = "; ".join(f"{alasan} {jumlah} orang" for alasan, jumlah in sebab)
        baris.append((f"{n['tidak_bersedia']} orang tidak bersedia.", f"Alasan: {rinci}."))
    return baris + _kuota(rekaman) + _petugas(rekaman)


def _dukung(rekaman):
    dukung = rekaman.get("dukung", {})
    if not dukung.get("belum"):
        return []
    rinci = "; ".join(f"{b['label']} {b['n']} orang" for b in dukung["dokumen"])
    return [(f"Data dukung {dukung['belum']} peserta belum lengkap.", f"{rinci}.")]


def _kuota(rekaman):
    kuota, bersedia = rekaman["pelatihan"]["kuota"] or 0, rekaman["angka"]["bersedia"]
    if not kuota or bersedia == kuota:
        return []
    if bersedia < kuota:
        judul = f"Kuota belum terisi: {bersedia} dari {kuota}."
        return [(judul, f"Tersisa {kuota - bersedia} tempat.")]
    return [(f"Peserta bersedia melebihi kuota: {bersedia} dari {kuota}.", "")]


def _petugas(rekaman):
    jumlah = rekaman.get("rinci", {}).get("dicatat_petugas")
    if not jumlah:
        return []
    return [
        (
            f"{jumlah} konfirmasi dicatat oleh petugas.",
            "Peserta telah diberi tahu dan dapat menyanggah.",
        )
    ]


def perbedaan(lama, baru):
    """What a new version says differently in its words: (label, before, after)."""
    return [
        (label, getattr(lama, nama), getattr(baru, nama))
        for nama, label in NARASI.items()
        if getattr(lama, nama) != getattr(baru, nama)
    ]


def tanggapan(laporan):
    """[(remark, answer)] of the return that this version answers."""
    nomor = [int(pk) for pk in laporan.tanggapan_butir]
    butir = ButirCatatan.objects.filter(pk__in=nomor).select_related("peserta")
    return [(b, laporan.tanggapan_butir[str(b.pk)]) for b in butir] if nomor else []


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
    butir = _butir_terkirim(pelatihan)
    baris += [
        _baris(k, teks[k.keputusan], k.catatan) | {"butir": butir.get(k.pk, ())}
        for k in _lengkap(putusan)
    ]
    for t in _lengkap(Penjelasan.objects.filter(laporan__pelatihan=pelatihan), "dijawab_oleh"):
        baris += _tanya_jawab(t)
    terima = Penerimaan.objects.filter(laporan__pelatihan=pelatihan)
    baris += [_baris(k, "menerima laporan versi {}", k.arahan) for k in _lengkap(terima)]
    return sorted(baris, key=lambda b: b["waktu"], reverse=True)


def _butir_terkirim(pelatihan):
    """{decision: the remarks that went back with it}"""
    semua = ButirCatatan.objects.filter(laporan__pelatihan=pelatihan).exclude(pemeriksaan=None)
    hasil = defaultdict(list)
    for b in semua.select_related("peserta"):
        hasil[b.pemeriksaan_id].append(b)
    return hasil


def _lengkap(baris, *lagi):
    return baris.select_related("oleh", "laporan", *lagi).defer("laporan__rekaman")


def _tanya_jawab(t):
    yield {
        "waktu": t.ditanya_pada,
        "pelaku": t.oleh,
        "sebagai": t.sebagai,
        "teks": f"meminta penjelasan atas laporan versi {t.laporan.versi}",
        "catatan": t.tanya,
        "penting": True,
    }
    if t.dijawab_pada:
        yield {
            "waktu": t.dijawab_pada,
            "pelaku": t.dijawab_oleh,
            "sebagai": "Ketua Tim Kerja",
            "teks": "menjawab permintaan penjelasan",
            "catatan": t.jawab,
        }


def _baris(putusan, teks, catatan):
    return {
        "waktu": putusan.waktu,
        "pelaku": putusan.oleh,
        "sebagai": putusan.sebagai,
        "teks": teks.format(putusan.laporan.versi),
        "catatan": catatan,
        "penting": True,
    }
