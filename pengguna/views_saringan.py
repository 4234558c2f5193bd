"""The page of kept filters: save what the list shows, open one, delete one."""

import re

from django import forms
from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from eregistrasi.alat.isian import KataWajib
from pengguna import saringan

KODE = re.compile(r"[0-9A-Za-z-]{0,20}")


class SaringanForm(KataWajib, forms.Form):
    """What a filter is called."""

    nama = forms.CharField(label="Nama saringan", max_length=60)


def _daftar(nama, kode):
    """The list of that name as seen from one training (or none); 404 where there is none."""
    daftar = saringan.ambil(nama)
    if daftar is None or not KODE.fullmatch(kode) or daftar.alamat(kode) is None:
        raise Http404
    return daftar


@require_http_methods(["GET", "HEAD", "POST"])
def halaman(request, daftar, kode=""):
    """One's own filters of one list. The query string is the list's own: what would be kept."""
    ini = _daftar(daftar, kode)
    kini = ini.bersihkan(request.GET)
    form = SaringanForm(
        request.POST if request.method == "POST" else None,
        initial={"nama": request.GET.get("nama", "")[:60]},
    )
    if form.is_valid():
        try:
            baris = saringan.simpan(request.user, daftar, form.cleaned_data["nama"], kini)
        except saringan.SaringanDitolak as sebab:
            form.add_error(None, str(sebab))
        else:
            messages.success(request, f"Saringan “{baris}” telah disimpan.")
            return redirect(request.path)
    return render(request, "pengguna/saringan.html", _isi(request, ini, daftar, kode, form, kini))


def _isi(request, ini, daftar, kode, form, kini):
    alamat = ini.alamat(kode)
    baris = [
        (s, alamat + s.alamat, ini.sebutkan(QueryDict(s.alamat[1:])))
        for s in saringan.milik(request.user, daftar)
    ]
    return {
        "daftar": ini,
        "nama_daftar": daftar,
        "kode": kode,
        "kembali": alamat + kini,
        "form": form,
        "kini": kini and ini.sebutkan(QueryDict(kini[1:])),
        "dicari": request.GET.get("q", "").strip() and "q=" not in kini,
        "baris": baris,
        "paling_banyak": saringan.PALING_BANYAK,
    }


@require_POST
def hapus(request, daftar, pk, kode=""):
    """Delete one's own; the page offers it again under the same name until it is left."""
    _daftar(daftar, kode)
    baris = get_object_or_404(saringan.milik(request.user, daftar), pk=pk)
    baris.delete()
    messages.success(
        request, f"Saringan “{baris}” telah dihapus. Untuk mengembalikannya, simpan lagi di bawah."
    )
    semula = QueryDict(baris.alamat[1:], mutable=True)
    semula["nama"] = baris.nama
    nama = ("saringan_di", [daftar, kode]) if kode else ("saringan", [daftar])
    return redirect(f"{reverse(nama[0], args=nama[1])}?{semula.urlencode()}")
