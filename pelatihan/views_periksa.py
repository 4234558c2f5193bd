"""The public check page: whoever holds a paper learns whether it stands, and little else."""

import re

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from eregistrasi.alat import jatah, segel
from eregistrasi.alat import kode as alat_kode
from eregistrasi.alat.bahasa import hari_tanggal, tanggal, waktu, waktu_detik
from eregistrasi.alat.balasan import LihatDiSana, lampiran
from eregistrasi.alat.models import KunciSegel
from pelatihan import cocokkan as alat_cocokkan
from pelatihan import inggris
from pelatihan.models import Dokumen

MELESET_MAKS = 10  # misses in a minute from one address (an office shares one: hits never count)
PANJANG_KETIKAN = 200
TAK_DITEMUKAN = (
    "Dokumen tidak ditemukan atau kode verifikasi tidak sesuai. "
    "Periksa kembali kode yang tercetak pada dokumen."
)
PILIH_BERKAS = "Pilih berkas PDF yang akan diperiksa."
BERKAS_BESAR = "Ukuran berkas melebihi {} MB. Dokumen yang diterbitkan sistem ini lebih kecil."
TAK_DIKENAL = (
    "Berkas ini tidak sama dengan dokumen mana pun yang diterbitkan sistem ini. Berkas hasil "
    "pindaian, cetak ulang, atau simpan ulang memang berbeda: ketik kode verifikasi yang tercetak."
)
JAWABAN = {"bersedia": "Bersedia", "tidak_bersedia": "Tidak bersedia"}
SINGKAT = {
    Dokumen.Jenis.BUKTI: "Bukti E-Registrasi",
    Dokumen.Jenis.LEMBAR_DISPOSISI: "Lembar disposisi",
    Dokumen.Jenis.LAPORAN: "Laporan",
    Dokumen.Jenis.LAPORAN_XLSX: "Lampiran laporan",
    Dokumen.Jenis.TANDA_TERIMA: "Tanda terima laporan",
    Dokumen.Jenis.KENDALI_SOP: "Kendali SOP",
}


@login_not_required
@require_safe
def periksa(request):
    """`/v/`: a code is typed here; a good one moves to its own address (303)."""
    ketikan = request.GET.get("kode", "")[:PANJANG_KETIKAN].strip()
    if not ketikan:
        return _halaman(request, "periksa/ketik.html")
    return _periksa(request, _dari_alamat(ketikan), ketikan)


@login_not_required
@require_safe
def periksa_kode(request, kode):
    """`/v/<kode>/`: what the system knows of one paper. 404 for a code that was never issued."""
    return _periksa(request, kode, kode[:PANJANG_KETIKAN])


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def cocokkan(request):
    """A file is compared with what was issued: by its hash, in memory, nothing of it kept."""
    if request.method != "POST":
        return LihatDiSana(reverse("pelatihan:periksa"))
    berkas = request.FILES.get("berkas")
    maks = settings.UNGGAH_MAKS_BYTE
    if not berkas or berkas.size > maks:
        keluhan = BERKAS_BESAR.format(maks // 2**20) if berkas else PILIH_BERKAS
        return _halaman(request, "periksa/ketik.html", status=422, keluhan_berkas=keluhan)
    dokumen, utuh = alat_cocokkan.cari(berkas.read())
    if dokumen is None:
        return _meleset(request, "", TAK_DIKENAL, templat="periksa/tidak_cocok.html")
    templat = "periksa/hasil.html" if utuh else "periksa/diubah.html"
    _catat(request, dokumen)
    return _halaman(request, templat, utuh=utuh, **_hasil(dokumen))


@login_not_required
@require_safe
def kunci(request):
    """`/v/kunci/`: the public keys that seal papers, and how to check one without this site."""
    kunci = [(k, k.sidik == _sidik_kini()) for k in KunciSegel.objects.all()]
    return _halaman(request, "periksa/kunci.html", kunci=kunci, algoritma=segel.ALGORITMA)


def _sidik_kini():
    return segel.sidik_kunci(segel.kunci_publik())


@login_not_required
@require_safe
def kunci_pem(request, sidik):
    """One public key, as the file that `openssl` reads."""
    satu = get_object_or_404(KunciSegel, pk=sidik)
    return lampiran(satu.pem.encode(), f"segel-e-registrasi-{sidik}.pem", "application/x-pem-file")


def _periksa(request, teks, ketikan):
    kode = alat_kode.rapikan(teks)
    if not alat_kode.sah(kode):
        return _meleset(request, ketikan, _keluhan(kode))
    alamat = reverse("pelatihan:periksa_kode", args=[kode])
    if request.path != alamat:
        return LihatDiSana(alamat)
    dokumen = Dokumen.objects.select_related("pelatihan").filter(kode=kode).first()
    if dokumen is None:
        return _meleset(request, alat_kode.kelompok(kode), TAK_DITEMUKAN)
    _catat(request, dokumen)
    return _halaman(request, "periksa/hasil.html", **_hasil(dokumen))


def _catat(request, dokumen):
    """One more look-up of this paper: a number, nothing about who looked."""
    if request.method != "HEAD" and dokumen.jenis in alat_cocokkan.DIPERIKSA:
        alat_cocokkan.DIPERIKSA[dokumen.jenis](dokumen)


def _halaman(request, templat, *, status=200, **konteks):
    alamat = settings.SITUS_URL + reverse("pelatihan:periksa")
    bahasa = inggris.bahasa(request)
    konteks = {"alamat_benar": alamat, "bahasa": bahasa, **konteks}
    respons = inggris.sajikan(request, render(request, templat, konteks, status=status), bahasa)
    respons["Cache-Control"] = "no-store, private"
    if status != 200 or templat != "periksa/ketik.html":  # where codes are typed may be found
        respons["X-Robots-Tag"] = "noindex, nofollow"
    return respons


def _meleset(request, ketikan, keluhan, templat="periksa/tidak_ada.html"):
    """One more miss of this address, and the page that says how to mend it; too many: a pause."""
    if jatah.habis("periksa", request.META.get("REMOTE_ADDR", ""), MELESET_MAKS):
        respons = _halaman(request, "periksa/jeda.html", status=429)
        respons["Retry-After"] = str(jatah.MENIT)
        return respons
    return _halaman(request, templat, status=404, ketikan=ketikan, keluhan=keluhan)


def _dari_alamat(ketikan):
    """The code alone, also when the whole address under the QR code was pasted."""
    return re.sub(r"[?#].*$", "", ketikan).rstrip("/").rpartition("/")[2]


def _keluhan(kode):
    """What is wrong with a code that cannot have been issued, without asking the database."""
    asing = sorted({huruf for huruf in kode if huruf not in alat_kode.NILAI})
    if asing:
        return (
            f"Kode verifikasi tidak memuat {', '.join(asing[:5])}. "
            "Periksa kembali huruf dan angka yang tercetak pada dokumen."
        )
    if len(kode) != alat_kode.PANJANG:
        return (
            f"Kode verifikasi terdiri atas {alat_kode.PANJANG} huruf dan angka, sedangkan yang "
            f"diketik {len(kode)}. Periksa kembali kode yang tercetak pada dokumen."
        )
    return (
        "Ada huruf atau angka yang keliru atau tertukar. Periksa kembali huruf demi huruf dengan "
        "yang tercetak pada dokumen."
    )


def _hasil(dokumen):
    """What the page may show: never more of a person than name, unit and a hidden NIP."""
    return {
        "dokumen": dokumen,
        "sebutan": SINGKAT[dokumen.jenis],
        "fakta": FAKTA[dokumen.jenis](dokumen, dokumen.rekaman),
        "nip": _nip(dokumen.rekaman) if dokumen.jenis == Dokumen.Jenis.BUKTI else None,
        "sidik": dokumen.sha256[:12],
        "kini": timezone.now(),
        "kode_tampak": alat_kode.kelompok(dokumen.kode),
    }


def _nip(r):
    """Label and number of the person's NIP, or None for who has none."""
    nomor = r["peserta"]["nip"]
    return (r["peserta"]["identitas_label"], nomor) if nomor else None


def _bukti(dokumen, r):
    p = r["pelatihan"]
    revisi = f" (Revisi ke-{r['revisi']})" if r["revisi"] else ""
    return [
        ("Nomor registrasi", dokumen.nomor + revisi),
        ("Nama", r["peserta"]["nama"]),
        ("Unit Kerja", r["peserta"]["unit_kerja"]),
        ("Pelatihan", f"{p['nama']} Angkatan {p['angkatan']} Tahun {p['tahun']}"),
        ("Jawaban", f"{JAWABAN[r['jawaban']]} mengikuti pelatihan"),
        ("Waktu registrasi", waktu_detik(r["waktu"])),
    ]


def _disposisi(dokumen, r):
    return [
        ("Nomor agenda", dokumen.nomor),
        ("Pelatihan", r["pelatihan"]),
        ("Atas nota dinas", f"{r['nota']['nomor']} tanggal {tanggal(r['nota']['tanggal'])}"),
        ("Disposisi dari", r["dari"]["jabatan"]),
        ("Waktu dikirim", waktu(r["dikirim"])),
    ]


def _laporan(dokumen, r):
    return [
        ("Nomor laporan", dokumen.nomor),
        ("Tanggal laporan", hari_tanggal(r["nota"]["tanggal"])),
        ("Pelatihan", r["judul"]),
        ("Versi", str(r["versi"])),
        ("Laporan dari", r["nota"]["dari"]),
        ("Waktu diterbitkan", waktu(r["terbit"])),
    ]


def _tanda_terima(dokumen, r):
    return [
        ("Nomor laporan", dokumen.nomor),
        ("Tanggal laporan", hari_tanggal(r["laporan"]["tanggal"])),
        ("Hal", r["laporan"]["hal"]),
        ("Diterima oleh", r["oleh"]["jabatan"]),
        ("Waktu diterima", waktu(r["waktu"])),
    ]


def _kendali(dokumen, r):
    return [
        ("Nomor", dokumen.nomor),
        ("Pelatihan", r["pelatihan"]),
        ("Keadaan per", waktu(r["per"])),
        ("Tahap pada waktu itu", r["tahap"]),
        ("Sesuai standar", f"{r['ringkas']['sesuai']} dari {r['ringkas']['dari']} langkah selesai"),
    ]


FAKTA = {
    Dokumen.Jenis.BUKTI: _bukti,
    Dokumen.Jenis.LEMBAR_DISPOSISI: _disposisi,
    Dokumen.Jenis.LAPORAN: _laporan,
    Dokumen.Jenis.LAPORAN_XLSX: _laporan,
    Dokumen.Jenis.TANDA_TERIMA: _tanda_terima,
    Dokumen.Jenis.KENDALI_SOP: _kendali,
}
