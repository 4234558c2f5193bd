"""An answer told to the team is written down here, and its evidence handed out again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from eregistrasi.alat.simpanan import sidik
from eregistrasi.alat.unduhan import sajikan
from pelatihan.alur import LangkahDitolak
from pelatihan.dekorator import berkas_terlihat, langkah_sop
from pelatihan.sop import Aksi
from pengguna.models import Peran
from peserta import pencatatan
from peserta.daftar import alamat_rincian, asal_daftar
from peserta.forms_permintaan import CatatJawabanForm
from peserta.halaman import tutupi
from peserta.models import Jawaban
from peserta.tampilan_dukung import MIME


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.CATAT_JAWABAN)
def catat(request, pelatihan, pk):
    """Answer, way, date, note and evidence; the participant is told at once."""
    peserta = get_object_or_404(pelatihan.peserta.aktif().filter(diundang=True), pk=pk)
    terakhir = _terakhir(peserta)
    form = CatatJawabanForm(
        request.POST or None,
        request.FILES or None,
        initial={"dilihat": terakhir and terakhir.pk},
    )
    if form.is_valid() and _simpan(request, form, peserta):
        return redirect(alamat_rincian(peserta, request.GET))
    return render(
        request,
        "peserta/catat.html",
        {
            "pelatihan": pelatihan,
            "peserta": peserta,
            "form": form,
            "terakhir": terakhir,
            "asal": asal_daftar(request.GET),
        },
        status=422 if form.errors else 200,
    )


def _terakhir(peserta):
    return Jawaban.objects.filter(konfirmasi__peserta=peserta).order_by("waktu", "pk").last()


def _simpan(request, form, peserta):
    try:
        bukti = pencatatan.catat(peserta, oleh=request.user, **form.untuk_verba())
    except pencatatan.BuktiDitolak as sebab:
        form.add_error("berkas", str(sebab))
        return False
    except LangkahDitolak as sebab:
        form.add_error(None, str(sebab))
        return False
    messages.success(
        request,
        f"Konfirmasi {peserta} telah dicatat ({bukti.nomor}). "
        + ("Peserta diberi tahu melalui surel." if peserta.email else "Peserta belum punya surel."),
    )
    return True


@require_GET
@berkas_terlihat
def sumber(request, pelatihan, pk, jawaban):
    """The evidence of an answer that was written down; for this training's Tim Kerja alone."""
    if Peran.TIM_KERJA not in pelatihan.peran_saya:
        raise PermissionDenied
    j = get_object_or_404(
        Jawaban.objects.filter(konfirmasi__peserta__pelatihan=pelatihan, konfirmasi__peserta=pk),
        pk=jawaban,
    )
    if not j.berkas_sumber:
        raise Http404
    jenis = j.berkas_sumber.name.rpartition(".")[2]
    with j.berkas_sumber.open() as berkas:
        isi = berkas.read()
    nama = f"Bukti_Konfirmasi_{pelatihan.kode}_{j.pk}.{jenis}"
    return tutupi(sajikan(request, isi, nama=nama, mime=MIME[jenis], sidik=sidik(isi)))
