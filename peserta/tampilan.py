"""How a participant's state is called on screen, in one place for every page."""

KEADAAN = {
    "bersedia": ("Bersedia", "baik", "centang"),
    "tidak_bersedia": ("Tidak Bersedia", "tidak", "silang"),
}


def keadaan(peserta, tutup):
    """(label, class of badge, icon). Silence is *tidak mengonfirmasi*, never *tidak bersedia*."""
    konfirmasi = getattr(peserta, "konfirmasi", None)
    jawaban = None if konfirmasi is None else konfirmasi.jawaban_kini
    return keadaan_dari(peserta.dibatalkan_pada, jawaban, tutup)


def keadaan_dari(dibatalkan_pada, jawaban, tutup):
    """The same from the bare values. jawaban: None for whoever was not asked yet."""
    if dibatalkan_pada:
        return "Dibatalkan", "netral", "silang"
    if jawaban is None:
        return "Belum Diundang", "netral", "lingkaran"
    if jawaban:
        return KEADAAN[jawaban]
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
