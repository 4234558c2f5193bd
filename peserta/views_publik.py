"""The participant's pages: the link, the identity, the answer, the proof. Nobody here signs in.

GET and HEAD change nothing; an answer needs a choice without default, a second page and a POST.
"""

import re
import time
from urllib.parse import unquote

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.views.decorators.http import require_http_methods, require_safe

from eregistrasi.alat import jatah
from eregistrasi.alat.bahasa import sisa
from eregistrasi.alat.balasan import LihatDiSana
from pelatihan.alur import LangkahDitolak
from pelatihan.konteks import pusat
from pengguna.models import Organisasi
from peserta import alasan, identitas, tenggat
from peserta import jawaban as verba
from peserta.forms_publik import KETERANGAN_MAKS, IdentitasForm, JawabanForm
from peserta.halaman import halaman, tutupi
from peserta.kunjungan import (
    Kunjungan,
    baca_kuki,
    berkunjung,
    catat_asing,
    penghalang,
    sisa_jeda,
    tandai,
)
from peserta.models import Cara, Konfirmasi, Pilihan
from peserta.models.token import TOKEN_MAKS
from peserta.pencatatan import halangan_sanggah
from peserta.pernyataan import PERNYATAAN, PRIVASI_VERSI, TATA_TERTIB
from peserta.views_unggah import data_dukung

MELESET_MAKS = 30  # unknown links in a minute from one address; good ones never count
JEDA_DETIK = 60
EKOR = re.compile(r"[\s/.,;:!?<>()\[\]{}\"'`*»”’…]+\Z")  # what mail programs glue to a link


@login_not_required
@require_safe
def tautan(request, token):
    """`/k/<token>/`: a good link becomes a cookie and an address without the token (303)."""
    try:
        konfirmasi, berlaku = Konfirmasi.objects.dari_token(_rapikan(token))
    except Konfirmasi.DoesNotExist:
        return _tidak_dikenal(request, token)
    if not berlaku:
        return halaman(request, "konfirmasi/dicabut.html", konfirmasi, status=410)
    k = Kunjungan(konfirmasi)
    if tertutup := penghalang(request, k):
        return tertutup
    versi, dikenal_pada = baca_kuki(request, konfirmasi.id_publik) or (0, 0)
    dikenal_pada = dikenal_pada if versi == konfirmasi.versi else 0
    return tutupi(tandai(LihatDiSana(k.alamat()), konfirmasi, dikenal_pada))


def _rapikan(token):
    """The token without what was glued to its end; encoded twice is understood once (K23, K24)."""
    if len(token) > 3 * TOKEN_MAKS:
        return token
    return EKOR.sub("", unquote(token))


def _tidak_dikenal(request, token):
    if jatah.habis("tautan", request.META.get("REMOTE_ADDR", ""), MELESET_MAKS):
        respons = halaman(request, "konfirmasi/jeda.html", status=429, organisasi=_pusat(token))
        respons["Retry-After"] = str(JEDA_DETIK)
        return respons
    return halaman(request, "konfirmasi/tidak_dikenal.html", status=404, organisasi=_pusat(token))


def _pusat(token):
    """Whom to ask about an unknown link; what is too long to be one costs no question at all."""
    if len(token) > TOKEN_MAKS:
        return cache.get("pusat") or Organisasi()
    return pusat()


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@berkunjung(dikenal=False)
def konfirmasi(request, k):
    """`/konfirmasi/<id>/`: prove who you are; then your answer, or the question."""
    if request.method == "POST":
        return _cocokkan(request, k)
    if not k.dikenal:
        return _identitas(request, k, IdentitasForm(label=k.peserta.pengenal[0]))
    bukti = k.konfirmasi.bukti_berlaku if k.konfirmasi.jawaban_kini else None
    if bukti:
        return _selesai(request, k, bukti)
    return _isian(request, k, JawabanForm.kosong()) if k.terbuka else _tutup(request, k)


def _cocokkan(request, k):
    catat_asing(request, IdentitasForm.base_fields)
    form = IdentitasForm(request.POST, label=k.peserta.pengenal[0])
    if not form.is_valid():
        return _identitas(request, k, form, status=422)
    try:
        cocok, kesempatan = identitas.cocokkan_identitas(k.konfirmasi, form.cleaned_data["nomor"])
    except LangkahDitolak as jeda:
        form.add_error("nomor", str(jeda))
        return _identitas(request, k, form, status=429)
    if cocok:
        return tutupi(tandai(LihatDiSana(k.alamat()), k.konfirmasi, time.time()))
    form.add_error("nomor", identitas.keluhan_identitas(kesempatan))
    return _identitas(request, k, form, status=422 if kesempatan else 429)


def _identitas(request, k, form, status=200):
    return halaman(
        request,
        "konfirmasi/identitas.html",
        k.konfirmasi,
        status=status,
        k=k,
        form=form,
        sisa=_sisa(k),
        jeda=sisa_jeda(k),
    )


def _sisa(k):
    return sisa(k.batas, k.kini) if k.terbuka else ""


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@berkunjung(dikenal=True)
def jawaban(request, k):
    """The question. What is sent from it is only shown once more, to be checked."""
    if not k.terbuka:
        return _tutup(request, k, status=200 if request.method != "POST" else 409)
    if request.method != "POST":
        return _isian(request, k, JawabanForm(initial=_terakhir(k)))
    if "ubah" in request.POST:
        return _isian(request, k, JawabanForm(initial=request.POST.dict()))
    catat_asing(request, JawabanForm.base_fields)
    form = JawabanForm(request.POST)
    if not form.is_valid():
        return _isian(request, k, form, status=422)
    return halaman(
        request,
        "konfirmasi/periksa.html",
        k.konfirmasi,
        k=k,
        **form.isi(),
        tanda=k.tanda_halaman(k.dilihat),
        label_alasan=alasan.label(form.cleaned_data["alasan"]),
        butir=PERNYATAAN,
    )


def _terakhir(k):
    """The answer that stands, so that a change starts from it; never a choice made for anybody."""
    bukti = k.konfirmasi.bukti_berlaku
    k.dilihat = bukti.jawaban_id if bukti else None
    if bukti is None:
        return {}
    j = bukti.jawaban
    return {"sekarang": j.get_pilihan_display(), "alasan": j.alasan, "keterangan": j.keterangan}


def _isian(request, k, form, status=200):
    return halaman(
        request,
        "konfirmasi/jawaban.html",
        k.konfirmasi,
        status=status,
        k=k,
        form=form,
        tanda=k.tanda_halaman(k.dilihat),
        sisa=_sisa(k),
        tata_tertib=TATA_TERTIB,
        keterangan_maks=KETERANGAN_MAKS,
        data_tersimpan=request.GET.get("data") == "tersimpan",
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@berkunjung(dikenal=True)
def kirim(request, k):
    """Record the answer that was checked on the page before. A GET only leads back."""
    if request.method != "POST":
        return LihatDiSana(k.alamat())
    form = JawabanForm(request.POST)
    if not form.is_valid():
        return _isian(request, k, form, status=422)
    try:
        verba.jawab(
            k.konfirmasi,
            **form.isi(),
            persetujuan=PRIVASI_VERSI,
            dilihat=k.dilihat,
            lama_detik=k.lama_detik,
        )
    except verba.JawabanBerubah:
        return _berubah(request, k, form)
    except LangkahDitolak as sebab:
        return _tutup(request, k, sebab=str(sebab), status=409, ketikan=form.isi()["keterangan"])
    return tutupi(LihatDiSana(k.alamat()))


def _berubah(request, k, form):
    """Somebody answered since that page was opened: what stands now, and how to change it."""
    return halaman(
        request,
        "konfirmasi/berubah.html",
        k.konfirmasi,
        status=409,
        k=k,
        bukti=k.konfirmasi.bukti_berlaku,
        ketikan=form.isi()["keterangan"],
    )


def _tutup(request, k, *, status=200, **konteks):
    return halaman(
        request,
        "konfirmasi/tutup.html",
        k.konfirmasi,
        status=status,
        k=k,
        bukti=k.konfirmasi.bukti_berlaku,
        minta=_minta(k),
        **konteks,
    )


def _minta(k):
    """May this person ask for more time (`boleh`), or have they (`menunggu`)? Else empty."""
    if k.terbuka or not tenggat.masih_dapat_dibuka(k.pelatihan, k.kini):
        return ""
    return "menunggu" if tenggat.sedang_diminta(k.konfirmasi) else "boleh"


def _sanggah(jawaban, kini):
    """The same for objecting to an answer that the team wrote down."""
    if jawaban.cara == Cara.MANDIRI:
        return ""
    if not halangan_sanggah(jawaban, kini):
        return "boleh"
    return "ada" if hasattr(jawaban, "sanggahan") else ""


def _selesai(request, k, bukti):
    return halaman(
        request,
        "konfirmasi/selesai.html",
        k.konfirmasi,
        k=k,
        bukti=bukti,
        jawaban=bukti.jawaban,
        label_alasan=alasan.label(bukti.jawaban.alasan),
        minta=_minta(k),
        sanggah=_sanggah(bukti.jawaban, k.kini),
        data_tersimpan=request.GET.get("data") == "tersimpan",
        dokumen=data_dukung(k) if bukti.jawaban.pilihan == Pilihan.BERSEDIA else [],
    )
