"""Naming the columns of a spreadsheet by hand."""

import re

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from pelatihan.dekorator import langkah_sop
from pelatihan.sop import Aksi
from peserta import latar, pembacaan, petaan
from peserta.forms_petaan import PetakanForm
from peserta.impor import intip
from peserta.models import Unggahan
from peserta.unggahan import sudah_disimpan, tujuan

Keadaan = Unggahan.Keadaan


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.CATAT_PESERTA)
def petakan(request, pelatihan, pk):
    """Say which sheet, which heading and which columns; then the file is read again."""
    unggahan = get_object_or_404(
        Unggahan.objects.terkini().select_related("berkas", "oleh"),
        pk=pk,
        pelatihan=pelatihan,
        oleh=request.user,
    )
    if unggahan.disimpan_pada:
        return sudah_disimpan(request, unggahan)
    if unggahan.keadaan == Keadaan.DIBACA:
        return redirect(tujuan(unggahan))
    if "atur_ulang" in request.POST:
        petaan.lupakan(unggahan)
        return _baca_lagi(unggahan, None)
    konteks = _konteks(unggahan, request.POST or request.GET, kirim=request.method == "POST")
    form = konteks["form"]
    if form and form.is_valid():
        return _baca_lagi(unggahan, form.petaan())
    return render(request, "peserta/petakan.html", konteks)


def _baca_lagi(unggahan, isi):
    """Read the file with this mapping, or without any; go where that leads."""
    pembacaan.tunjuk(unggahan, isi)
    if len(unggahan.berkas.isi) > latar.BACA_LANGSUNG:
        return redirect(latar.minta_baca(unggahan))
    pembacaan.baca(unggahan)
    return redirect(tujuan(unggahan))


def _konteks(unggahan, data, *, kirim):
    pilihan = _pilihan(data) or _terdahulu(unggahan)
    semua = intip(unggahan.berkas.isi, nama_berkas=unggahan.nama_berkas, pilihan=pilihan)
    nomor = _nomor(semua, pilihan)
    lembar = semua[nomor] if semua else None
    form = lembar and PetakanForm(
        data if kirim else None,
        lembar=lembar,
        dipilih=sum(x["judul"]["ada"] for x in semua) > 1,
        awal=_awal(unggahan, lembar),
    )
    return {
        "pelatihan": unggahan.pelatihan,
        "unggahan": unggahan,
        "sebab": (unggahan.hasil or {}).get("penolakan", []),
        "semua": semua,
        "nomor": nomor,
        "lembar": lembar,
        "form": form,
    }


def _pilihan(data):
    """The sheet and heading in the address or the form: "2" and "4-1" (row, how many rows)."""
    lembar, judul = data.get("lembar", ""), data.get("judul", "")
    if not re.fullmatch(r"[0-9]{1,3}", lembar):
        return None
    pilihan = {"lembar": int(lembar)}
    if m := re.fullmatch(r"([0-9]{1,3})-([1-3])", judul):
        pilihan |= {"judul": int(m[1]), "dalam": int(m[2])}
    return pilihan


def _terdahulu(unggahan):
    isi = unggahan.petaan or {}
    return {nama: isi[nama] for nama in ("lembar", "judul", "dalam") if nama in isi}


def _nomor(semua, pilihan):
    """The position of the sheet to show: the chosen one, else the first with headings."""
    for n, x in enumerate(semua):
        if pilihan.get("lembar") in (n, x["nama"]):
            return n
    return next((n for n, x in enumerate(semua) if x["judul"]["ada"]), 0)


def _awal(unggahan, lembar):
    """{column: field} as chosen before, if it was for this sheet and this heading."""
    isi = unggahan.petaan
    if not isi or isi["lembar"] != lembar["nama"] or isi["judul"] != lembar["judul"]["awal"]:
        return None
    return {k: bidang for bidang, k in isi["kolom"].items() if k}
