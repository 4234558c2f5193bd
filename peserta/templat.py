"""The words of an invitation or a reminder as the team of one training writes them.

A text holds marks from a closed list, `{nama_lengkap}`; each is replaced once, in one pass, by
plain text, so that nothing somebody typed as a name can be a mark or a piece of HTML itself.
Greeting, signature and foot of a letter are not part of it.
"""

import re
from dataclasses import dataclass

from django.db.models import Max

from eregistrasi.alat.bahasa import rentang_hari, sisa, tanggal, waktu_setempat
from pelatihan.alur import LangkahDitolak, langkah
from pelatihan.sop import Aksi
from peserta.models import TemplatSurel
from surel.templatetags.surat import bukan_tautan, rangkai

TANDA = re.compile(r"\{([^{}]*)\}")
TAUTAN = "tautan_konfirmasi"
WAJIB = {TAUTAN: "tautan konfirmasi", "batas_konfirmasi": "batas konfirmasi"}
BELUM = "(belum diisi)"
# mark -> what it stands for, as the page offers it
DAFTAR = {
    "nama_lengkap": "Nama lengkap penerima dengan gelar",
    "unit_kerja": "Unit kerja penerima",
    "nama_pelatihan": "Nama pelatihan dan angkatan",
    "tahun": "Tahun anggaran",
    "waktu_pelatihan": "Hari dan tanggal pelaksanaan",
    "metode": "Metode pelatihan",
    "jp": "Jumlah jam pelajaran",
    "tempat": "Tempat pelaksanaan",
    "nomor_pemanggilan": "Nomor surat pemanggilan",
    "tanggal_pemanggilan": "Tanggal surat pemanggilan",
    TAUTAN: "Tautan pribadi penerima (wajib)",
    "batas_konfirmasi": "Hari, tanggal, dan pukul batas konfirmasi (wajib)",
    "tanggal_batas": "Tanggal batas konfirmasi",
    "sisa_waktu": "Sisa waktu sampai batas konfirmasi",
    "batas_data_dukung": "Batas data dukung",
    "data_dukung": "Data dukung yang diminta",
    "narahubung": "Nama dan nomor narahubung",
    "nama_tim": "Nama Tim Kerja",
}
# kind -> (subject, text) to begin with: the usual words, with marks
BAWAAN = {
    "undangan": (
        "Perlu Jawaban s.d. {tanggal_batas}: {nama_pelatihan}",
        "Menindaklanjuti surat pemanggilan peserta Nomor {nomor_pemanggilan} tanggal "
        "{tanggal_pemanggilan}, kami sampaikan bahwa Bapak/Ibu terdaftar sebagai calon peserta "
        "{nama_pelatihan} Tahun {tahun}.\n\n"
        "Waktu: {waktu_pelatihan}\nMetode: {metode} ({jp} JP)\nTempat: {tempat}\n\n"
        "Kami mohon Bapak/Ibu melakukan registrasi dan menyampaikan konfirmasi bersedia atau "
        "tidak bersedia melalui tautan berikut:\n\n"
        "{tautan_konfirmasi}\n\n"
        "Konfirmasi kami tunggu paling lambat {batas_konfirmasi}. Pengisian memerlukan waktu "
        "sekitar 5 menit. Dokumen yang perlu disiapkan: {data_dukung}.\n\n"
        "Atas perhatian dan kerja sama Bapak/Ibu, kami ucapkan terima kasih.",
    ),
    "pengingat": (
        "Pengingat: Batas Konfirmasi {sisa_waktu} Lagi",
        "Berdasarkan data kami, Bapak/Ibu belum menyampaikan konfirmasi kesediaan untuk mengikuti "
        "{nama_pelatihan}. Batas konfirmasi adalah {batas_konfirmasi}.\n\n"
        "Kami mohon Bapak/Ibu segera menyampaikan konfirmasi bersedia atau tidak bersedia melalui "
        "tautan berikut:\n\n"
        "{tautan_konfirmasi}\n\n"
        "Apabila sampai dengan batas tersebut konfirmasi belum kami terima, Bapak/Ibu akan "
        "dicatat sebagai tidak mengonfirmasi dan kesempatan dapat dialihkan kepada peserta "
        "pengganti.\n\n"
        "Apabila Bapak/Ibu telah menyampaikan konfirmasi, mohon abaikan surel ini. Atas perhatian "
        "Bapak/Ibu, kami ucapkan terima kasih.",
    ),
}


@dataclass(frozen=True)
class Khusus:
    """A text with everything put in, as the letters' templates want it.

    paragraf  [{"tombol": is it the link alone?, "potongan": [(is it the link?, text)]}]
    """

    judul: str
    paragraf: list


def kesalahan(judul, isi):
    """[(field, sentence)] of what keeps these words from being used; empty when nothing does."""
    salah = [(nama, s) for nama, teks in (("judul", judul), ("isi", isi)) for s in _salah(teks)]
    if TAUTAN in TANDA.findall(judul):
        salah.append(("judul", f"{{{TAUTAN}}} hanya untuk isi surel. Hapus dari judul."))
    for nama, kata in WAJIB.items():
        if nama not in TANDA.findall(isi):
            salah.append(("isi", f"Isi surel harus memuat {kata}. Tambahkan {{{nama}}}."))
    return salah


def _salah(teks):
    for nama in dict.fromkeys(TANDA.findall(teks)):
        if nama not in DAFTAR:
            yield f"{{{nama[:60]}}} tidak dikenal. Pilih tanda dari daftar, atau hapus."
    if re.search(r"[{}]", TANDA.sub("", teks)):
        yield "Ada kurung kurawal yang tidak berpasangan. Hapus, atau lengkapi tandanya."


def berlaku(pelatihan, jenis):
    """The version in force for letters of this kind; None where the usual words are."""
    baris = TemplatSurel.objects.filter(pelatihan=pelatihan, jenis=jenis).order_by("-versi").first()
    return baris if baris and baris.isi else None


def simpan(pelatihan, *, oleh, jenis, judul, isi, dilihat):
    """Steps 3 and 4: letters of this kind use these words from now on; empty ones the usual.

    dilihat  number of the version that was edited (0: none); newer words are not overwritten
    Letters that wait already stay as they were written.
    """
    label = TemplatSurel.Jenis(jenis).label.lower()
    with langkah(pelatihan, Aksi.ATUR_SURAT, oleh=oleh) as p:
        terakhir = nomor_terakhir(p, jenis)
        if terakhir != dilihat:
            raise LangkahDitolak(
                "Templat ini telah diubah dari halaman lain. Muat ulang halaman sebelum "
                "menyimpan perubahan Anda."
            )
        TemplatSurel.objects.create(
            pelatihan=p, jenis=jenis, versi=terakhir + 1, judul=judul, isi=isi, oleh=oleh
        )
        p.tindakan = (
            f"mengubah templat {label} (versi {terakhir + 1})"
            if isi
            else f"mengembalikan templat {label} ke bawaan"
        )


def nomor_terakhir(pelatihan, jenis):
    """Number of the newest version of a kind; 0 before the first."""
    semua = TemplatSurel.objects.filter(pelatihan=pelatihan, jenis=jenis)
    return semua.aggregate(n=Max("versi"))["n"] or 0


class Penulis:
    """Writes one version to many people of one training; what they share is worked out once."""

    def __init__(self, templat, pelatihan, kini):
        self.templat, self.p, self.kini = templat, pelatihan, kini
        self.bersama = _bersama(pelatihan) if templat else {}

    def konteks(self, peserta, batas):
        """What a letter's templates need besides: nothing where the usual words are in force."""
        if self.templat is None:
            return {}
        nilai = self.bersama | _sendiri(self.p, peserta, batas, self.kini)
        khusus = Khusus(
            TANDA.sub(lambda m: nilai[m[1]], self.templat.judul),
            [_paragraf(teks, nilai) for teks in re.split(r"\n\s*\n", self.templat.isi.strip())],
        )
        return {"khusus": khusus, "versi_templat": self.templat.tanda}


def _paragraf(teks, nilai):
    # split with one group: text, mark, text, mark, …, text
    bagian = TANDA.split(teks.strip())
    potongan = [
        (n % 2 == 1 and isi == TAUTAN, isi if n % 2 == 0 or isi == TAUTAN else nilai[isi])
        for n, isi in enumerate(bagian)
    ]
    potongan = [(tautan, isi) for tautan, isi in potongan if isi]
    return {"tombol": [t for t, _ in potongan] == [True], "potongan": potongan}


def _rapi(nilai):
    return " ".join(str(nilai or "").split()) or BELUM


def _bersama(p):
    return {
        nama: _rapi(nilai)
        for nama, nilai in {
            "nama_pelatihan": p,
            "tahun": p.tahun,
            "waktu_pelatihan": rentang_hari(p.mulai, p.selesai),
            "metode": p.get_metode_display(),
            "jp": p.jp,
            "tempat": p.tempat,
            "nomor_pemanggilan": p.pemanggilan_nomor,
            "tanggal_pemanggilan": tanggal(p.pemanggilan_tanggal),
            "data_dukung": rangkai(p.data_dukung.all()) or "tidak ada",
            "narahubung": "; ".join(map(str, p.narahubung.all())),
            "nama_tim": p.tim_kerja,
        }.items()
    }


def _sendiri(p, peserta, batas, kini):
    return {
        "nama_lengkap": _rapi(bukan_tautan(peserta.nama_lengkap)),
        "unit_kerja": _rapi(bukan_tautan(peserta.unit_kerja)),
        "batas_konfirmasi": _rapi(waktu_setempat(batas, peserta.zona)),
        "tanggal_batas": _rapi(tanggal(batas)),
        "sisa_waktu": sisa(batas, kini).title() if batas else BELUM,
        "batas_data_dukung": _rapi(p.batas_dukung and waktu_setempat(p.batas_dukung, peserta.zona)),
    }
