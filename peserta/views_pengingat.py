"""Reminders that leave by themselves: who will get what when, and the team's settings."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from pelatihan.dekorator import berkas_terlihat, langkah_sop
from pelatihan.sop import SOP, Aksi, Tahap
from peserta import pengingat
from peserta.forms_surat import PengingatForm

NAMA = 20  # people that the page names; the list behind it holds all


@require_safe
@berkas_terlihat
def lihat(request, pelatihan):
    """The plan of one training, and what of it has happened."""
    aturan = pengingat.Aturan.dari(pelatihan)
    form = PengingatForm(initial={"aktif": aturan.aktif, "hari": aturan.hari})
    return _halaman(request, pelatihan, form)


@require_POST
@langkah_sop(Aksi.ATUR_SURAT)
def atur(request, pelatihan):
    """Save the settings; what is foretold follows them at once."""
    form = PengingatForm(request.POST)
    if not form.is_valid():
        return _halaman(request, pelatihan, form, status=422)
    pengingat.atur(pelatihan, oleh=request.user, **form.cleaned_data)
    messages.success(request, "Data telah disimpan.")
    return redirect("peserta:pengingat", pelatihan.kode)


def _halaman(request, pelatihan, form, status=200):
    boleh = SOP[Aksi.ATUR_SURAT]
    terbuka = pelatihan.tahap == Tahap.REGISTRASI
    konteks = {
        "pelatihan": pelatihan,
        "tab_aktif": "surel",
        "form": form,
        "aturan": pengingat.Aturan.dari(pelatihan),
        "boleh_atur": boleh.peran in pelatihan.peran_saya and pelatihan.tahap in boleh.dari,
        "terbuka": terbuka,
        "rencana": pengingat.rencana(pelatihan),
        **(_penerima(pelatihan) if terbuka else {}),
    }
    return render(request, "peserta/pengingat.html", konteks, status=status)


def _penerima(pelatihan):
    semua = list(pengingat.menunggu(pelatihan, timezone.now()).urut_nama()[: NAMA + 1])
    return {"penerima": semua[:NAMA], "ada_lagi": len(semua) > NAMA}
