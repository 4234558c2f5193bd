"""*Neraca* of a training's letters, on the tab *Surel* of its case file."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from pelatihan.dekorator import berkas_terlihat, langkah_sop
from pelatihan.sop import SOP, Aksi
from peserta import jeda_kirim
from peserta.neraca import neraca


@require_safe
@berkas_terlihat
def lihat(request, pelatihan):
    """People, invitations and answers; what does not add up, person by person."""
    return render(
        request,
        "peserta/neraca.html",
        {
            "pelatihan": pelatihan,
            "tab_aktif": "surel",
            "neraca": neraca(pelatihan),
            "tertahan": jeda_kirim.dapat_dibatalkan(pelatihan),
            "boleh_batal": SOP[Aksi.ATUR_SURAT].peran in pelatihan.peran_saya,
        },
    )


@require_POST
@langkah_sop(Aksi.ATUR_SURAT)
def batalkan(request, pelatihan):
    """Take back the letters of a round that has not begun to leave."""
    jumlah = jeda_kirim.batalkan(pelatihan, oleh=request.user)
    messages.success(
        request,
        f"Pengiriman {jumlah} surel telah dibatalkan. Setelah datanya diperbaiki, kirim lagi "
        "melalui Kirim Ulang Undangan atau Kirim Pengingat pada Data Peserta.",
    )
    return redirect("peserta:neraca", pelatihan.kode)
