"""Which letters somebody with an account gets whatever they chose, and why; and which are theirs
to choose. The page tells what stands here.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Golongan:
    """Letters that are treated alike.

    judul  what the page calls them
    sebab  why they cannot be switched off; empty where they can
    surat  kind -> the words of the page
    """

    judul: str
    sebab: str
    surat: dict


SELALU = (
    Golongan(
        "Yang perlu tindakan",
        "Pekerjaan menunggu sampai Anda bertindak.",
        {
            "disposisi_ketua": "Disposisi baru",
            "disposisi_tim": "Disposisi baru",
            "draf_penugasan": "Draf disposisi yang menunggu dikirim",
            "serah_terima": "Serah terima tugas",
            "laporan_menunggu": "Laporan yang menunggu pemeriksaan",
            "laporan_dikembalikan": "Laporan yang dikembalikan",
            "laporan_disampaikan": "Laporan yang menunggu diterima",
            "laporan_ditanya": "Permintaan penjelasan atas laporan",
            "laporan_dijawab": "Penjelasan atas laporan",
            "kabar_tim": "Permintaan dibuka kembali, sanggahan, dan usul pengganti",
            "kabar_gabungan": "Kabar gabungan satu jam yang memuat salah satunya",
            "identitas_dijeda": "Tautan peserta yang dijeda karena identitas berulang kali salah",
            "waktu_terlampaui": "Waktu baku langkah SOP yang terlampaui",
        },
    ),
    Golongan(
        "Yang mengubah tugas Anda",
        "Agar tidak ada yang dikerjakan sia-sia.",
        {
            "disposisi_ditarik": "Disposisi yang ditarik kembali",
            "penugasan_dialihkan": "Penugasan yang dialihkan",
            "pelatihan_ditunda": "Pelatihan yang ditunda",
            "pelatihan_dilanjutkan": "Pelatihan yang dilanjutkan",
            "pelatihan_dibatalkan": "Pelatihan yang dibatalkan",
        },
    ),
    Golongan(
        "Laporan yang telah diterima",
        "Surelnya memuat Tanda Terima Laporan, keluaran langkah terakhir SOP.",
        {"laporan_diterima": "Tanda terima laporan"},
    ),
    Golongan(
        "Yang menyangkut akun",
        "Menjaga akun Anda dari orang lain.",
        {
            "akun_undangan": "Akun baru",
            "kata_sandi": "Tautan untuk mengatur kata sandi",
            "kata_sandi_berubah": "Kata sandi yang telah diubah",
        },
    ),
)
# What one's own choices (PilihanKabar) govern: `segera` the answers among the news of the team and
# an hour's letter that holds nothing else, `rekap` the figures of the morning.
PILIHAN = {"kabar_tim": "segera", "kabar_gabungan": "segera", "rekap_pagi": "rekap"}
# To no account: what participants, units and the keeper of the trail's head are told.
LUAR = {"tambatan_jejak", "tautan_unit", "uji"}


def butir(golongan):
    """The words for one group, each once, in their order."""
    return list(dict.fromkeys(golongan.surat.values()))
