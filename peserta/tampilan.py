"""How a participant's state is called on screen, in one place for every page."""

KEADAAN = {
    "bersedia": ("Bersedia", "baik", "centang"),
    "tidak_bersedia": ("Tidak Bersedia", "tidak", "silang"),
}


def keadaan(peserta, tutup):
    """(label, class of badge, icon). Silence is *tidak mengonfirmasi*, never *tidak bersedia*."""
    if peserta.dibatalkan_pada:
        return "Dibatalkan", "netral", "silang"
    konfirmasi = getattr(peserta, "konfirmasi", None)
    if konfirmasi is None:
        return "Belum Diundang", "netral", "lingkaran"
    if konfirmasi.jawaban_kini:
        return KEADAAN[konfirmasi.jawaban_kini]
    return "Tidak Mengonfirmasi" if tutup else "Belum Mengonfirmasi", "tunggu", "lingkaran"


def saringan_keadaan(tutup):
    """(value in the address, label, key among the figures of PesertaQuerySet.hitung)."""
    return [
        ("", "Semua", "dipanggil"),
        ("bersedia", "Bersedia", "bersedia"),
        ("tidak_bersedia", "Tidak Bersedia", "tidak_bersedia"),
        ("belum", "Tidak Mengonfirmasi" if tutup else "Belum Mengonfirmasi", "belum"),
        ("dibatalkan", "Dibatalkan", "dibatalkan"),
    ]
