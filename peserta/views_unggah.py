"""The participant's documents: what is asked, what was handed in, by the same link and identity.

Whoever does not come is asked for nothing, but may add a letter that says why.
"""

from copy import copy
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eregistrasi.alat import jatah
from eregistrasi.alat.bahasa import sisa
from eregistrasi.alat.balasan import LihatDiSana
from eregistrasi.alat.unduhan import sajikan
from eregistrasi.alat.unggah import BerkasTerbatas
from pelatihan.alur import LangkahDitolak
from peserta import dukung as verba
from peserta.forms_dukung import TERIMA, BerkasForm
from peserta.halaman import halaman, tutupi
from peserta.kunjungan import berkunjung
from peserta.models import BerkasDukung, KeadaanBerkas, Pilihan
from peserta.models.dukung import BELUM_DIPERIKSA, SURAT_KETERANGAN
from peserta.periksa_berkas.batas import UKURAN_BERKAS
from peserta.tampilan_dukung import DITERIMA, MIME, susun

UNGGAH_MAKS = 20  # tries in a minute from one person: each costs a process
MENUNGGU_PINDAI = (
    "Berkas ini menunggu pemindaian virus. Berkas dapat diunduh setelah pemindaian selesai."
)
TERLALU_SERING = "Terlalu banyak percobaan. Coba lagi setelah 1 menit."


class BerkasPeserta(BerkasTerbatas):
    """The budget of a document instead of the general one."""

    maks = UKURAN_BERKAS


def terbatas(view):
    """Let this view's uploads pass through `BerkasPeserta`, before anything reads the body."""

    @wraps(view)
    def bungkus(request, *args, **kwargs):
        request.upload_handlers = [BerkasPeserta(request)]
        return view(request, *args, **kwargs)

    return bungkus


def data_dukung(k):
    """The documents asked of this visitor, with their files and what may be done to each."""
    buka = verba.boleh_unggah(k.konfirmasi, k.kini)
    return _susun(k, list(k.pelatihan.data_dukung.all()), buka)


def surat_keterangan(k):
    """The same of the letter that goes with a refusal: what was handed in has simply come."""
    buka = verba.boleh_keterangan(k.konfirmasi, k.kini)
    (surat,) = _susun(k, [copy(SURAT_KETERANGAN)], buka)
    if surat.keadaan == KeadaanBerkas.MENUNGGU:
        surat.lencana = DITERIMA
    return [surat]


def _susun(k, dokumen, buka):
    tampak = list(k.konfirmasi.berkas_dukung.filter(digantikan=False).order_by("urut"))
    for d in susun(dokumen, tampak):
        d.buka = buka and d.keadaan != KeadaanBerkas.SESUAI
        d.dapat_diganti = any(b.keadaan in BELUM_DIPERIKSA for b in d.berkas_ini)
        for b in d.berkas_ini:
            b.dapat_dihapus = buka and b.keadaan in BELUM_DIPERIKSA
            b.dapat_diunduh = b.keadaan not in (KeadaanBerkas.PINDAI, KeadaanBerkas.KARANTINA)
    return dokumen


def _halaman(request, k, *, status=200, salah=None, sebab=""):
    """The page. salah: (code of the document, its form); sebab: a sentence for the whole page."""
    bersedia = k.konfirmasi.jawaban_kini == Pilihan.BERSEDIA
    dokumen = data_dukung(k) if bersedia else surat_keterangan(k)
    for d in dokumen:
        if salah and d.kode == salah[0]:
            d.form = salah[1]
    batas = k.pelatihan.batas_dukung
    return halaman(
        request,
        "konfirmasi/dukung.html",
        k.konfirmasi,
        status=status,
        k=k,
        dokumen=dokumen,
        sebab=sebab,
        salah=[(salah[0], t) for t in salah[1].errors.get("berkas", [])] if salah else [],
        bersedia=bersedia,
        batas=batas,
        sisa=sisa(batas, k.kini) if k.kini < batas else "",
        diterima=_baru(dokumen, request.GET.get("terima", "")),
        tanda=k.tanda_halaman(None),
        terima=TERIMA,
        kuota=verba.KUOTA,
    )


def _baru(dokumen, urut):
    """The document whose file has just been taken, for a word of thanks."""
    return next((d for d in dokumen for b in d.berkas_ini if str(b.urut) == urut), None)


@login_not_required
@require_safe
@berkunjung(dikenal=True)
def daftar(request, k):
    """What is asked, and how far each of it is; after a refusal, the place for a letter."""
    if not k.konfirmasi.jawaban_kini:
        return LihatDiSana(k.alamat())
    return _halaman(request, k)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@terbatas
@berkunjung(dikenal=True)
def unggah(request, k, kode):
    """One file for one document. A GET only leads back."""
    dokumen = SURAT_KETERANGAN
    if kode != SURAT_KETERANGAN.kode:
        dokumen = get_object_or_404(k.pelatihan.data_dukung, kode=_bersih(kode))
    if request.method != "POST":
        return LihatDiSana(k.alamat("konfirmasi:dukung"))
    form = BerkasForm(request.POST, request.FILES)
    if jatah.habis("unggah", k.konfirmasi.id_publik, UNGGAH_MAKS):
        return _halaman(request, k, status=429, sebab=TERLALU_SERING)
    if not form.is_valid():
        return _halaman(request, k, status=422, salah=(kode, form))
    try:
        berkas = verba.serahkan(k.konfirmasi, dokumen, **form.isi())
    except verba.BerkasDitolak as sebab:
        form.add_error("berkas", str(sebab))
        return _halaman(request, k, status=422, salah=(kode, form))
    except LangkahDitolak as sebab:
        return _halaman(request, k, status=409, sebab=str(sebab))
    alamat = k.alamat("konfirmasi:dukung")
    return tutupi(LihatDiSana(f"{alamat}?terima={berkas.urut}#{kode}"))


def _bersih(kode):
    """A code as one may stand in the table: PostgreSQL takes no NUL."""
    if not kode.isascii() or not kode.isprintable():
        raise Http404
    return kode


@login_not_required
@require_POST
@berkunjung(dikenal=True)
def tarik(request, k, urut):
    """Take back one's own file while nobody has checked it."""
    try:
        dokumen = verba.tarik(k.konfirmasi, urut)
    except BerkasDukung.DoesNotExist:
        raise Http404 from None
    except LangkahDitolak as sebab:
        return _halaman(request, k, status=409, sebab=str(sebab))
    return tutupi(LihatDiSana(f"{k.alamat('konfirmasi:dukung')}#{dokumen.kode}"))


@login_not_required
@require_safe
@berkunjung(dikenal=True)
def berkas(request, k, urut):
    """One's own file, as it is kept."""
    b = get_object_or_404(
        k.konfirmasi.berkas_dukung.berlaku().select_related("data_dukung"), urut=urut
    )
    if b.keadaan == KeadaanBerkas.PINDAI:
        return _halaman(request, k, status=409, sebab=MENUNGGU_PINDAI)
    with b.berkas.open() as isi:
        return tutupi(
            sajikan(
                request,
                isi.read(),
                nama=f"{b.dokumen.kode}_{b.urut}.{b.jenis}",
                mime=MIME[b.jenis],
                sidik=b.sha256,
            )
        )
