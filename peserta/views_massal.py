"""Acts on many participants: offered on the list, confirmed on a page of their own, then done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from eregistrasi.alat.bahasa import bertitik
from pelatihan.alur import LangkahDitolak
from pelatihan.dekorator import langkah_sop
from pelatihan.sop import SOP, Aksi
from peserta import jeda_kirim, massal, surat
from peserta.daftar import Saringan, alamat_rincian
from peserta.forms_massal import BatalkanBanyakForm, MassalForm
from peserta.latar_massal import JENIS, KIRIM_LANGSUNG, minta
from peserta.massal import Sasaran
from peserta.undangan import KIRIM_ULANG, TANPA_SUREL

PILIH_MAKS = 100  # rows that one page of the list can hold
DIGIT_MAKS = 18


@dataclass(frozen=True)
class Tindakan:
    """One act: its address, its button, how it is counted and done, and the words for it."""

    nama: str
    tombol: str
    rencana: Callable
    verba: Callable
    tanya: str
    akibat: str
    selesai: str
    form: type = MassalForm
    jenis_surat: str = ""

    def url(self, pelatihan):
        return reverse(f"peserta:{self.nama}", args=[pelatihan.kode])


INGATKAN = Tindakan(
    nama="kirim_pengingat",
    tombol="Kirim Pengingat",
    rencana=massal.rencana,
    verba=massal.ingatkan,
    tanya="Kirim pengingat kepada {n} calon peserta?",
    akibat="Setiap orang menerima satu surel dengan tautan pribadinya. Yang menyampaikan "
    "konfirmasi sebelum surelnya berangkat tidak dikirimi.",
    selesai=JENIS["kirim_pengingat"][2],
    jenis_surat="pengingat",
)
UNDANG_ULANG = Tindakan(
    nama="kirim_ulang_banyak",
    tombol="Kirim Ulang Undangan",
    rencana=lambda pelatihan, sasaran: massal.rencana(pelatihan, sasaran, ulang=True),
    verba=massal.undang_ulang,
    tanya="Kirim ulang undangan kepada {n} calon peserta?",
    akibat="Undangan dikirim ke alamat surel yang tercatat sekarang, dengan tautan yang sama. "
    "Tautan dari undangan sebelumnya tetap berlaku.",
    selesai=JENIS["kirim_ulang_banyak"][2],
    jenis_surat="undangan",
)
BATALKAN = Tindakan(
    nama="batalkan_banyak",
    tombol="Batalkan Kepesertaan",
    rencana=massal.rencana_batal,
    verba=massal.batalkan,
    tanya="Batalkan kepesertaan {n} orang?",
    akibat="Nama mereka tetap tercatat sebagai Dibatalkan dan tidak dihitung dalam laporan. Bukti "
    "E-Registrasi yang sudah terbit tidak berlaku lagi. Yang sudah diundang diberi tahu melalui "
    "surel beserta alasannya.",
    selesai="Kepesertaan {n} orang telah dibatalkan.",
    form=BatalkanBanyakForm,
)


def _boleh(pelatihan, aksi):
    return SOP[aksi].peran in pelatihan.peran_saya and pelatihan.tahap in SOP[aksi].dari


def menyurati(pelatihan):
    """Is it worth counting whom this person could write to now?"""
    return _boleh(pelatihan, Aksi.CATAT_PESERTA) and massal.masih_dapat_dikirimi(pelatihan)


def tawaran(pelatihan, saringan, isi, halaman):
    """What the list offers to do with everybody on the filter, and with whom one ticks.

    isi  the Ikhtisar of the list

    What would do nothing is not offered; None where nothing would do anything.
    """
    if not _boleh(pelatihan, Aksi.CATAT_PESERTA) or not halaman.object_list:
        return None
    semua = [(t, n) for t, n in _surat(pelatihan, saringan, isi) if n is None or n]
    centang = [t for t, _ in semua] + [BATALKAN] * (saringan.jawaban != "dibatalkan")
    if not centang:
        return None
    return {
        "isian": [*saringan.isian(), ("halaman", halaman.number)],
        "semua": [
            (_alamat(pelatihan, t, saringan, halaman.number), _label(t, n)) for t, n in semua
        ],
        "centang": [(t.url(pelatihan), t.tombol) for t in centang],
    }


def _surat(pelatihan, saringan, isi):
    """(act, how many people it would write to) of the acts that write; None: not counted here."""
    belum, diundang = isi.angka["belum"], isi.angka["diundang"]
    if not (belum and diundang and massal.masih_dapat_dikirimi(pelatihan)):
        return []
    if isi.surat is not None:
        return zip((INGATKAN, UNDANG_ULANG), isi.surat, strict=True)
    ingat = saringan.jawaban in ("", "belum") and saringan.surat != TANPA_SUREL
    ulang = saringan.surat in (KIRIM_ULANG, "gagal", "ditahan")
    return [(t, None) for t, ada in ((INGATKAN, ingat), (UNDANG_ULANG, ulang)) if ada]


def _label(tindakan, n):
    return tindakan.tombol if n is None else f"{tindakan.tombol} ke {n} Peserta"


def _alamat(pelatihan, tindakan, saringan, halaman):
    isian = QueryDict(mutable=True)
    isian.update(dict([*saringan.isian(), ("halaman", halaman)]))
    return f"{tindakan.url(pelatihan)}?{isian.urlencode()}"


def _sasaran(request):
    """Who was meant by the address: everybody on its filter, or the ticked rows."""
    pilih = None
    if "dipilih" in request.GET:
        angka = [n for n in request.GET.getlist("pilih") if n.isdecimal() and n.isascii()]
        pilih = tuple(int(n) for n in angka[:PILIH_MAKS] if len(n) <= DIGIT_MAKS)
    return Sasaran(Saringan.dari(request.GET), pilih)


def _kembali(request, pelatihan, saringan):
    """The list as it was left: same filter, same page."""
    isian = QueryDict(mutable=True)
    isian.update(dict(saringan.isian()))
    halaman = request.GET.get("halaman", "")
    if halaman.isdecimal() and halaman.isascii() and int(halaman[:9]) > 1:
        isian["halaman"] = halaman[:9]
    dasar = reverse("peserta:daftar", args=[pelatihan.kode])
    return f"{dasar}?{isian.urlencode()}" if isian else dasar


def _jalankan(request, pelatihan, tindakan):
    """GET tells what would be done to whom; POST does it and goes back to the list."""
    sasaran = _sasaran(request)
    kembali = _kembali(request, pelatihan, sasaran.saringan)
    if sasaran.pilih == ():
        messages.error(request, "Belum ada peserta yang dicentang. Centang dahulu pada daftar.")
        return redirect(kembali)
    form = tindakan.form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect(_lakukan(request, pelatihan, tindakan, sasaran, form, kembali))
    return _tanyakan(request, pelatihan, tindakan, sasaran, form, kembali)


def _lakukan(request, pelatihan, tindakan, sasaran, form, kembali):
    """Do it, or have the worker do it; returns where to go on."""
    isian = form.untuk_verba()
    if tindakan.jenis_surat and isian["paling_banyak"] > KIRIM_LANGSUNG:
        return minta(
            tindakan.nama,
            pelatihan,
            sasaran,
            oleh=request.user,
            judul=tindakan.tombol,
            kembali=kembali,
            **isian,
        )
    try:
        n = tindakan.verba(pelatihan, sasaran, oleh=request.user, **isian)
    except LangkahDitolak as alasan:
        messages.error(request, str(alasan))
    else:
        kabar = jeda_kirim.kabar(n) if tindakan.jenis_surat else ""
        messages.success(request, tindakan.selesai.format(n=n) + kabar)
    return kembali


def _tanyakan(request, pelatihan, tindakan, sasaran, form, kembali):
    rencana = tindakan.rencana(pelatihan, sasaran)
    contoh = None
    if tindakan.jenis_surat and rencana.contoh:
        contoh = surat.contoh(tindakan.jenis_surat, pelatihan, rencana.contoh[0])
    return render(
        request,
        "peserta/massal.html",
        {
            "pelatihan": pelatihan,
            "tindakan": tindakan,
            "tanya": tindakan.tanya.format(n=rencana.jumlah),
            "rencana": rencana,
            "form": form.untuk(rencana.jumlah),
            "contoh": contoh,
            "kembali": kembali,
        },
    )


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.KIRIM_PENGINGAT)
def kirim_pengingat(request, pelatihan):
    """Remind who has not answered: everybody on the filter, or the ticked rows."""
    return _jalankan(request, pelatihan, INGATKAN)


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.KIRIM_ULANG)
def kirim_ulang_banyak(request, pelatihan):
    """Send the invitation anew where it did not reach the address of today."""
    return _jalankan(request, pelatihan, UNDANG_ULANG)


@require_http_methods(["GET", "POST"])
@langkah_sop(Aksi.CATAT_PESERTA)
def batalkan_banyak(request, pelatihan):
    """Strike the ticked rows off the list; never everybody on a filter."""
    sasaran = _sasaran(request)
    if sasaran.pilih is None:
        messages.error(request, "Belum ada peserta yang dicentang. Centang dahulu pada daftar.")
        return redirect(_kembali(request, pelatihan, sasaran.saringan))
    return _jalankan(request, pelatihan, BATALKAN)


@require_POST
@langkah_sop(Aksi.KIRIM_ULANG)
def kirim_ulang(request, pelatihan, pk):
    """Send one person's invitation anew, under the same link."""
    peserta = get_object_or_404(pelatihan.peserta.aktif(), pk=pk)
    try:
        massal.kirim_ulang(peserta, oleh=request.user)
    except LangkahDitolak as alasan:
        messages.error(request, str(alasan))
    else:
        messages.success(request, f"Undangan akan dikirim ulang kepada {bertitik(peserta)}")
    return redirect(alamat_rincian(peserta, request.GET))
