"""What was done, in sentences: for the page that follows, whoever did the work."""

from eregistrasi.alat.bahasa import waktu


def impor(tersimpan):
    """What saving a spreadsheet did; empty when nothing was saved."""
    kalimat = []
    if tersimpan.baru:
        kalimat.append(f"{tersimpan.baru} peserta telah disimpan.")
    if tersimpan.berubah:
        kalimat.append(f"Data {tersimpan.berubah} peserta telah diperbarui.")
    if tersimpan.aktif:
        kalimat.append(f"{tersimpan.aktif} kepesertaan telah diaktifkan kembali.")
    if tersimpan.kirim_ulang:
        kalimat.append(
            f"{tersimpan.kirim_ulang} undangan perlu dikirim ulang karena alamat surelnya "
            "berubah; undangan baru sudah masuk Kotak Keluar."
        )
    return " ".join(kalimat)


def batal(tersimpan):
    """Who stays off the list although the file names them; empty when there is nobody."""
    if not tersimpan.batal:
        return ""
    return f"{tersimpan.batal} kepesertaan yang dibatalkan tetap dibatalkan."


def tertolak(tersimpan):
    """How many rows wait to be mended; empty when there is none."""
    if not tersimpan.tertolak:
        return ""
    return f"{tersimpan.tertolak} baris tidak disimpan karena perlu diperbaiki."


def terdahulu(unggahan):
    """That a file was saved before, when, and what it did."""
    return (
        f"Berkas {unggahan.nama_berkas} sudah disimpan pada {waktu(unggahan.disimpan_pada)}: "
        f"{unggahan.jumlah_baru or 0} peserta baru, {unggahan.jumlah_berubah or 0} data berubah."
    )


TAK_BERUBAH = "Tidak ada yang disimpan: semua peserta sudah terdaftar dan datanya sama."


def buka(diundang, surat):
    """(what opening a registration did, who gets no letter); the second may be empty."""
    pesan = "Registrasi telah dibuka."
    if surat:
        pesan += f" Undangan sedang dikirim kepada {surat} calon peserta."
    if diundang == surat:
        return pesan, ""
    return pesan, (
        f"{diundang - surat} calon peserta belum punya surel. Undang mereka melalui "
        "WhatsApp dari halaman rincian masing-masing."
    )
