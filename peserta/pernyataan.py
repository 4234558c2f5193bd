"""The words a participant agrees to: statements, house rules, privacy notice.

What was agreed to is kept with the answer as the version of the notice, so a changed wording
gets a new version and the old ones stay here (UU 27/2022, Pasal 21 and 22).
"""

PERNYATAAN = [
    "mengikuti seluruh rangkaian pelatihan dari awal sampai selesai",
    "menaati tata tertib dan ketentuan yang ditetapkan oleh penyelenggara",
    "melengkapi data dukung paling lambat pada batas waktu yang ditentukan",
    "bertanggung jawab atas kebenaran data dan dokumen yang saya sampaikan",
]

KEHADIRAN_MINIMAL = 90  # percent of the lessons
TATA_TERTIB = [
    "Peserta wajib hadir paling lambat 15 menit sebelum kegiatan dimulai dan mengisi daftar hadir.",
    f"Peserta wajib mengikuti paling sedikit {KEHADIRAN_MINIMAL}% dari seluruh jam pelajaran.",
    "Peserta wajib berpakaian sesuai dengan ketentuan.",
    "Peserta dilarang meninggalkan kegiatan tanpa izin tertulis dari penyelenggara.",
    "Pada pelatihan jarak jauh, peserta wajib menyalakan kamera dan memakai nama tampilan dengan "
    "format Nomor Urut_Nama_Unit Kerja.",
    "Peserta dilarang merokok di ruang kelas dan asrama serta membawa barang terlarang.",
    "Peserta yang melanggar tata tertib dapat dikenai sanksi berupa teguran sampai dengan "
    "pengembalian ke unit kerja.",
]

PRIVASI_VERSI = "1"
PRIVASI = {
    "1": (
        "{pusat}, {badan}, selaku pengendali data pribadi, memproses data yang Anda isi untuk "
        "(1) konfirmasi dan administrasi kepesertaan pelatihan, (2) penerbitan Bukti E-Registrasi "
        "dan sertifikat, serta (3) pelaporan dan pengarsipan. Pemrosesan dilakukan dalam rangka "
        "pelaksanaan tugas dan kewenangan sesuai dengan ketentuan peraturan perundang-undangan "
        "dan, untuk data tertentu, berdasarkan persetujuan Anda. Data hanya diakses oleh petugas "
        "yang berwenang, tidak diperjualbelikan, dan disimpan paling lama 5 tahun sesuai dengan "
        "jadwal retensi arsip, kemudian dimusnahkan. Anda berhak meminta akses, perbaikan, atau "
        "penghapusan data serta menarik persetujuan dengan menghubungi {kontak}. Penarikan "
        "persetujuan tidak memengaruhi keabsahan pemrosesan sebelumnya, tetapi dapat "
        "mengakibatkan kepesertaan tidak dapat diproses."
    ),
}


def privasi(organisasi):
    """The notice in force, in the name of `organisasi` (pengguna.models.Organisasi)."""
    return PRIVASI[PRIVASI_VERSI].format(
        pusat=organisasi.pusat or "Penyelenggara pelatihan",
        badan=organisasi.badan or "pengelola laman E-Registrasi",
        kontak=organisasi.kontak_pdp or organisasi.surel or "narahubung pelatihan",
    )
