"""*Neraca* of a training's letters, on the tab *Surel* of its case file."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from pelatihan.dekorator import berkas_terlihat
from peserta.neraca import neraca


@require_safe
@berkas_terlihat
def lihat(request, pelatihan):
    """People, invitations and answers; what does not add up, person by person."""
    return render(
        request,
        "peserta/neraca.html",
        {"pelatihan": pelatihan, "tab_aktif": "surel", "neraca": neraca(pelatihan)},
    )
