"""What a participant may do besides answering: correct their data, ask for time, object."""

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_http_methods

from eregistrasi.alat.balasan import LihatDiSana
from pelatihan.alur import LangkahDitolak
from peserta import koreksi, pencatatan, tenggat
from peserta.forms_permintaan import AlasanForm, KoreksiForm, SanggahForm
from peserta.halaman import halaman, tutupi
from peserta.kunjungan import berkunjung

TUTUP = (
    "Registrasi telah ditutup, jadi data tidak dapat lagi diperbaiki di sini. Jika ada yang "
    "keliru, hubungi narahubung."
)


def _halaman(request, k, templat, form, *, sebab="", **konteks):
    status = (409 if sebab else 422) if request.method == "POST" else 200
    tanda = k.tanda_halaman(_terakhir(k))
    return halaman(
        request,
        f"konfirmasi/{templat}.html",
        k.konfirmasi,
        status=status,
        k=k,
        form=form,
        sebab=sebab,
        tanda=tanda,
        **konteks,
    )


def _terakhir(k):
    bukti = k.konfirmasi.bukti_berlaku
    return bukti and bukti.jawaban_id


def _jalankan(form, verba):
    """Did the verb do it? A refusal becomes a message on the form."""
    try:
        verba()
    except LangkahDitolak as sebab:
        form.add_error(None, str(sebab))
        return False
    return True


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@berkunjung(dikenal=True)
def data(request, k):
    """*Perbaiki Data Saya*: until the deadline, all but the number of identity."""
    if not k.terbuka:
        return _halaman(request, k, "data", None, sebab=TUTUP)
    kiriman = request.POST if request.method == "POST" else None
    form = KoreksiForm(kiriman, peserta=k.peserta)
    if form.is_valid() and _jalankan(
        form,
        lambda: koreksi.perbaiki(
            k.konfirmasi, data=form.untuk_verba(), dilihat=form.cleaned_data["versi"]
        ),
    ):
        return tutupi(LihatDiSana(f"{k.alamat()}?data=tersimpan"))
    return _halaman(request, k, "data", form, bukti=k.konfirmasi.bukti_berlaku)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@berkunjung(dikenal=True)
def minta_buka(request, k):
    """*Minta Dibuka Kembali*: after the deadline, with a reason; one request at a time."""
    sebab = tenggat.halangan_minta(k.konfirmasi, k.kini)
    form = AlasanForm(request.POST if request.method == "POST" else None)
    if (
        not sebab
        and form.is_valid()
        and _jalankan(form, lambda: tenggat.minta_buka(k.konfirmasi, **form.cleaned_data))
    ):
        return tutupi(LihatDiSana(k.alamat("konfirmasi:minta_buka")))
    riwayat = list(k.konfirmasi.permintaan_buka.order_by("-diminta_pada")[:3])
    menunggu = any(r.diputus_pada is None for r in riwayat)
    return _halaman(request, k, "minta_buka", form, sebab=sebab, riwayat=riwayat, menunggu=menunggu)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@berkunjung(dikenal=True)
def sanggah(request, k):
    """Object to an answer that somebody of the team wrote down."""
    bukti = k.konfirmasi.bukti_berlaku
    jawaban = bukti and bukti.jawaban
    sebab = pencatatan.halangan_sanggah(jawaban, k.kini)
    form = SanggahForm(request.POST if request.method == "POST" else None)
    if (
        not sebab
        and form.is_valid()
        and _jalankan(form, lambda: pencatatan.sanggah(k.konfirmasi, **form.cleaned_data))
    ):
        return tutupi(LihatDiSana(k.alamat("konfirmasi:sanggah")))
    return _halaman(
        request,
        k,
        "sanggah",
        form,
        sebab=sebab,
        jawaban=jawaban,
        sanggahan=getattr(jawaban, "sanggahan", None),
        sampai=jawaban and pencatatan.sanggah_sampai(jawaban),
    )
