"""*Pemberitahuan*: what the signed-in person wants to be told by letter."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from peserta.forms_surat import PilihanKabarForm
from peserta.models import PilihanKabar
from peserta.pemberitahuan import SELALU, butir


@require_http_methods(["GET", "HEAD", "POST"])
def pemberitahuan(request):
    """One's own choices; nobody sets those of another."""
    pilihan = PilihanKabar.objects.filter(pengguna=request.user).first() or PilihanKabar()
    awal = {"segera": pilihan.segera, "rekap": pilihan.rekap}
    form = PilihanKabarForm(request.POST if request.method == "POST" else None, initial=awal)
    if form.is_valid():
        PilihanKabar.objects.update_or_create(pengguna=request.user, defaults=form.cleaned_data)
        messages.success(request, "Data telah disimpan.")
        return redirect("pemberitahuan")
    selalu = [(g, butir(g)) for g in SELALU]
    return render(request, "pengguna/pemberitahuan.html", {"form": form, "selalu": selalu})
