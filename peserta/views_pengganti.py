"""Substitutes as the office sees them: empty seats, proposals, the reserve, and calling up."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pelatihan.alur import LangkahDitolak
from pelatihan.dekorator import berkas_terlihat, langkah_sop
from pelatihan.sop import Aksi, Tahap
from peserta import pengganti as verba
from peserta.forms_pengganti import CadanganForm, PanggilForm, TolakForm
from peserta.jawaban import jam_basis_data
from peserta.models import CalonPengganti, Peserta
from peserta.tampilan import keadaan

MENUNGGU = CalonPengganti.Keadaan.MENUNGGU


@require_GET
@berkas_terlihat
def daftar(request, pelatihan):
    """Whose seat is empty and who is next for it; the reserve in order; who was called up."""
    calon = list(
        pelatihan.calon_pengganti.filter(keadaan=MENUNGGU)
        .select_related("untuk", "lewat")
        .order_by("urutan", "dibuat_pada")
    )
    kursi = list(verba.kursi_kosong(pelatihan, jam_basis_data()).select_related("konfirmasi"))
    for k in kursi:
        k.keadaan = keadaan(k, tutup=True)
        k.calon, k.sebab = verba.berikut_dari(calon, k)
    dipanggil = Peserta.objects.filter(pelatihan=pelatihan, menggantikan__isnull=False)
    dipanggil = list(dipanggil.select_related("menggantikan", "konfirmasi").urut_nama())
    for o in dipanggil:
        o.keadaan = keadaan(o, pelatihan.registrasi_ditutup)
    return render(
        request,
        "peserta/pengganti.html",
        {
            "pelatihan": pelatihan,
            "tab_aktif": "konfirmasi",
            "kursi": kursi,
            "usul": [c for c in calon if c.untuk_id],
            "cadangan": [c for c in calon if not c.untuk_id],
            "dipanggil": dipanggil,
            "batas": pelatihan.mulai and verba.batas_usul(pelatihan),
            "boleh_panggil": pelatihan.tahap == Tahap.REGISTRASI,
        },
    )


def _formulir(request, pelatihan, form, judul, **konteks):
    return render(
        request,
        "peserta/pengganti_form.html",
        {
            "pelatihan": pelatihan,
            "form": form,
            "judul": judul,
            "kembali": reverse("peserta:pengganti", args=[pelatihan.kode]),
            **konteks,
        },
        status=422 if form.errors else 200,
    )


def _jalankan(form, verba_nya):
    """What the verb returns (True for nothing), or None with its refusal on the form."""
    try:
        return verba_nya() or True
    except LangkahDitolak as sebab:
        form.add_error(None, str(sebab))
        return None


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.CATAT_PESERTA)
def tambah(request, pelatihan):
    """Somebody for the reserve, or a unit's proposal for one seat."""
    kursi = verba.kursi_kosong(pelatihan, jam_basis_data())
    form = CadanganForm(request.POST or None, kursi=kursi)
    if form.is_valid():
        calon = _jalankan(
            form,
            lambda: verba.catat_calon(
                pelatihan,
                oleh=request.user,
                data=form.untuk_verba(),
                untuk=form.cleaned_data["untuk"],
            ),
        )
        if calon:
            messages.success(request, f"{calon} telah dicatat sebagai calon pengganti.")
            return redirect("peserta:pengganti", pelatihan.kode)
    return _formulir(request, pelatihan, form, "Tambah Calon Pengganti", tombol="Simpan")


def _calon(pelatihan, pk):
    return get_object_or_404(pelatihan.calon_pengganti.filter(keadaan=MENUNGGU), pk=pk)


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.CATAT_PESERTA)
def panggil(request, pelatihan, pk):
    """GET asks for whose seat and until when; POST calls the candidate up and invites them."""
    calon, kini = _calon(pelatihan, pk), jam_basis_data()
    if pelatihan.tahap != Tahap.REGISTRASI:
        raise LangkahDitolak("Pengganti dipanggil selama registrasi dibuka.")
    kursi = verba.kursi_kosong(pelatihan, kini)
    awal = {
        "untuk": calon.untuk_id or request.GET.get("untuk", ""),
        "batas": verba.batas_bawaan(pelatihan, kini),
    }
    form = PanggilForm(request.POST or None, initial=awal, kursi=kursi)
    if form.is_valid():
        baru = _jalankan(form, lambda: verba.panggil(calon, oleh=request.user, **form.cleaned_data))
        if baru:
            messages.success(request, f"{baru} telah dipanggil dan diundang.")
            return redirect(baru)
    return _formulir(
        request, pelatihan, form, f"Panggil {calon}", tombol="Panggil dan Undang", calon=calon
    )


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.CATAT_PESERTA)
def tolak(request, pelatihan, pk):
    """Do not call somebody up; a participant who proposed them is told why."""
    calon = _calon(pelatihan, pk)
    form = TolakForm(request.POST or None)
    if form.is_valid():
        alasan = form.cleaned_data["alasan"]
        if _jalankan(form, lambda: verba.tolak(calon, oleh=request.user, catatan=alasan)):
            messages.success(request, f"{calon} tidak dipakai sebagai pengganti.")
            return redirect("peserta:pengganti", pelatihan.kode)
    return _formulir(
        request, pelatihan, form, f"Tidak Memakai {calon}", tombol="Simpan", calon=calon
    )


@require_POST
@langkah_sop(Aksi.CATAT_PESERTA)
def naik(request, pelatihan, pk):
    """One place up in the reserve."""
    verba.naikkan(_calon(pelatihan, pk), oleh=request.user)
    return redirect("peserta:pengganti", pelatihan.kode)
