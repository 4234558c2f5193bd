"""The words of invitations and reminders: edited, shown as anybody would get them, tried out."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from pelatihan.alur import LangkahDitolak
from pelatihan.dekorator import langkah_sop
from pelatihan.sop import Aksi
from peserta import surat, templat
from peserta.forms_surat import TemplatForm
from peserta.models import TemplatSurel
from peserta.surat_uji import kirim_uji

DIGIT_MAKS = 18


@require_http_methods(["GET", "HEAD", "POST"])
@langkah_sop(Aksi.ATUR_SURAT)
def ubah(request, pelatihan, jenis):
    """Edit one kind; the buttons preview, try, add a mark, save, or go back to the usual words."""
    if jenis not in TemplatSurel.Jenis:
        raise Http404
    orang = _orang(request, pelatihan)
    if request.method != "POST":
        return _halaman(request, pelatihan, jenis, _form(pelatihan, jenis), orang)
    if tanda := request.POST.get("sisip"):
        return _halaman(request, pelatihan, jenis, _dengan_tanda(request.POST, tanda), orang)
    if "bawaan" in request.POST:
        return _simpan(
            request, pelatihan, jenis, TemplatForm(request.POST), {"judul": "", "isi": ""}
        )
    form = TemplatForm(request.POST)
    if not form.is_valid():
        return _halaman(request, pelatihan, jenis, form, orang, status=422)
    if "simpan" in request.POST:
        return _simpan(request, pelatihan, jenis, form, form.cleaned_data)
    if "uji" in request.POST:
        _uji(request, pelatihan, jenis, form, orang[0])
    return _halaman(request, pelatihan, jenis, form, orang)


def _form(pelatihan, jenis):
    """The words in force, or those to begin with."""
    kini = templat.berlaku(pelatihan, jenis)
    judul, isi = (kini.judul, kini.isi) if kini else templat.BAWAAN[jenis]
    nomor = templat.nomor_terakhir(pelatihan, jenis)
    return TemplatForm(initial={"judul": judul, "isi": isi, "dilihat": nomor})


def _dengan_tanda(isian, tanda):
    """What was typed, with a mark at its end: the form stays unjudged."""
    awal = {n: isian.get(n, "") for n in ("judul", "isi", "dilihat")}
    if tanda in templat.DAFTAR:
        awal["isi"] = f"{awal['isi'].rstrip()} {{{tanda}}}".lstrip()
    return TemplatForm(initial=awal)


def _simpan(request, pelatihan, jenis, form, kata):
    dilihat = request.POST.get("dilihat", "")
    nomor = int(dilihat) if dilihat.isdecimal() and len(dilihat) < DIGIT_MAKS else -1
    try:
        templat.simpan(
            pelatihan,
            oleh=request.user,
            jenis=jenis,
            judul=kata["judul"],
            isi=kata["isi"],
            dilihat=nomor,
        )
    except LangkahDitolak as alasan:
        form.add_error(None, str(alasan))
        orang = _orang(request, pelatihan)
        return _halaman(request, pelatihan, jenis, form, orang, status=409)
    messages.success(request, "Data telah disimpan. Surel yang sudah ditulis tidak berubah.")
    return redirect("peserta:templat_surel", pelatihan.kode, jenis)


def _uji(request, pelatihan, jenis, form, peserta):
    if peserta is None or pelatihan.batas_konfirmasi is None:
        messages.error(
            request, "Isi batas konfirmasi dan paling sedikit satu peserta lebih dahulu."
        )
        return
    try:
        kirim_uji(pelatihan, peserta, _coba(pelatihan, jenis, form), oleh=request.user)
    except LangkahDitolak as alasan:
        messages.error(request, str(alasan))
    else:
        messages.success(request, f"Surel uji akan dikirim ke {request.user.email}.")


def _coba(pelatihan, jenis, form):
    """The typed words as a version that is stored nowhere."""
    isi = form.cleaned_data if form.is_bound else form.initial
    return TemplatSurel(pelatihan=pelatihan, jenis=jenis, judul=isi["judul"], isi=isi["isi"])


def _orang(request, pelatihan):
    """(the person of the preview, the one before, the one after); None where there is nobody."""
    semua = list(pelatihan.peserta.aktif().urut_nama().values_list("pk", flat=True))
    if not semua:
        return None, None, None
    diminta = request.POST.get("peserta") or request.GET.get("peserta") or ""
    pk = int(diminta) if diminta.isdecimal() and len(diminta) <= DIGIT_MAKS else 0
    n = semua.index(pk) if pk in semua else 0
    orang = pelatihan.peserta.select_related("konfirmasi").get(pk=semua[n])
    return orang, semua[n - 1] if n else None, semua[n + 1] if n + 1 < len(semua) else None


def _contoh(pelatihan, jenis, form, peserta):
    """(subject, text) of the preview; None while something is wrong or missing."""
    if peserta is None or pelatihan.batas_konfirmasi is None:
        return None
    if form.is_bound and form.errors:
        return None
    coba = _coba(pelatihan, jenis, form)
    if templat.kesalahan(coba.judul, coba.isi):
        return None
    return surat.contoh(jenis, pelatihan, peserta, coba)


def _halaman(request, pelatihan, jenis, form, orang, status=200):
    peserta, sebelum, sesudah = orang
    konteks = {
        "pelatihan": pelatihan,
        "tab_aktif": "surel",
        "form": form,
        "jenis": TemplatSurel.Jenis(jenis),
        "khusus": templat.berlaku(pelatihan, jenis),
        "daftar": [(nama, nama.split("_"), kata) for nama, kata in templat.DAFTAR.items()],
        "peserta": peserta,
        "sebelum": sebelum,
        "sesudah": sesudah,
        "contoh": _contoh(pelatihan, jenis, form, peserta),
    }
    return render(request, "peserta/templat.html", konteks, status=status)
