"""The office's pages about participants that change nothing: list, one person, the answers."""

import re

from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from pelatihan.dekorator import berkas_terlihat
from pelatihan.sop import Tahap
from pengguna.models import Peran
from peserta.models import BuktiRegistrasi
from peserta.tampilan import keadaan, saringan_keadaan
from surel.models import Surel

UKURAN = [25, 50, 100]


def _cari(semua, teks):
    """By NIP or NRP (spaces and dots are forgiven), by words of the name, or by address."""
    angka = re.sub(r"[\s.'-]", "", teks)
    if re.fullmatch("[0-9]{4,}", angka):
        return semua.filter(Q(nip__contains=angka) | Q(nrp__contains=angka))
    for kata in teks.split():
        semua = semua.filter(Q(nama__icontains=kata) | Q(email__icontains=kata))
    return semua


def _ukuran(request):
    ukuran = request.GET.get("ukuran", "")
    return int(ukuran) if ukuran in map(str, UKURAN) else UKURAN[0]


def _tab(pelatihan, nama_url, aktif, angka):
    """Links that filter by answer; their counts always add up to the first."""
    dasar = reverse(f"peserta:{nama_url}", args=[pelatihan.kode])
    return [
        {
            "label": label,
            "url": f"{dasar}?jawaban={nilai}" if nilai else dasar,
            "aktif": nilai == aktif,
            "hitung": angka[kunci],
        }
        for nilai, label, kunci in saringan_keadaan(pelatihan.registrasi_ditutup)
    ]


def _tersaring(request, pelatihan):
    aktif = request.GET.get("jawaban", "")
    if aktif not in {nilai for nilai, _, _ in saringan_keadaan(False)}:
        aktif = ""
    semua = pelatihan.peserta.menurut_jawaban(aktif).select_related("konfirmasi").urut_nama()
    return aktif, semua


@require_GET
@berkas_terlihat
def daftar(request, pelatihan):
    """Tab *Data Peserta*: who is on the list, by bare name."""
    aktif, semua = _tersaring(request, pelatihan)
    cari = request.GET.get("q", "").replace("\0", "").strip()[:100]
    if cari:
        semua = _cari(semua, cari)
    halaman = Paginator(semua, _ukuran(request)).get_page(request.GET.get("halaman"))
    for peserta in halaman:
        peserta.keadaan = keadaan(peserta, pelatihan.registrasi_ditutup)
    angka = pelatihan.peserta.hitung()
    return render(
        request,
        "peserta/daftar.html",
        {
            "pelatihan": pelatihan,
            "tab_aktif": "peserta",
            "halaman": halaman,
            "cari": cari,
            "jawaban": aktif,
            "angka": angka,
            "tab_jawaban": _tab(pelatihan, "daftar", aktif, angka),
            "pilihan_ukuran": UKURAN,
            "ukuran": _ukuran(request),
        },
    )


@require_GET
@berkas_terlihat
def konfirmasi(request, pelatihan):
    """Tab *Konfirmasi*: what was answered, with reason, time and proof."""
    aktif, semua = _tersaring(request, pelatihan)
    halaman = Paginator(semua, 25).get_page(request.GET.get("halaman"))
    _lampirkan_bukti(halaman)
    for peserta in halaman:
        peserta.keadaan = keadaan(peserta, pelatihan.registrasi_ditutup)
    angka = pelatihan.peserta.hitung()
    return render(
        request,
        "peserta/konfirmasi.html",
        {
            "pelatihan": pelatihan,
            "tab_aktif": "konfirmasi",
            "halaman": halaman,
            "angka": angka,
            "menjawab": angka["bersedia"] + angka["tidak_bersedia"],
            "alasan_penuh": Peran.TIM_KERJA in pelatihan.peran_saya,
            "bagian": _bagian(angka, pelatihan.registrasi_ditutup),
            "tab_jawaban": _tab(pelatihan, "konfirmasi", aktif, angka),
        },
    )


def _lampirkan_bukti(halaman):
    """Give each person on the page the proof of the answer that holds, or None."""
    berlaku = BuktiRegistrasi.objects.filter(
        konfirmasi__peserta__in=[o.pk for o in halaman], berlaku=True
    ).select_related("jawaban", "konfirmasi")
    bukti = {b.konfirmasi.peserta_id: b for b in berlaku}
    for peserta in halaman:
        peserta.bukti = bukti.get(peserta.pk)


def _bagian(angka, sudah_tutup):
    belum = "Tidak Mengonfirmasi" if sudah_tutup else "Belum Mengonfirmasi"
    return [
        ("Bersedia", angka["bersedia"], "i-baik", "baik", "centang"),
        ("Tidak Bersedia", angka["tidak_bersedia"], "i-tidak", "tidak", "silang"),
        (belum, angka["belum"], "i-belum", "tunggu", "lingkaran"),
    ]


def dapat_ditautkan(pelatihan, peserta):
    """May this person still answer, so that their link is worth handing out?"""
    return (
        pelatihan.tahap == Tahap.REGISTRASI
        and peserta.dibatalkan_pada is None
        and hasattr(peserta, "konfirmasi")
    )


@require_GET
@berkas_terlihat
def rincian(request, pelatihan, pk):
    return render(request, "peserta/rincian.html", konteks_rincian(request, pelatihan, pk))


def konteks_rincian(request, pelatihan, pk, **lain):
    """Everything about one person, as far as this role may see it."""
    bukti = BuktiRegistrasi.objects.select_related("dokumen", "jawaban").order_by("-revisi")
    peserta = get_object_or_404(
        pelatihan.peserta.select_related("konfirmasi").prefetch_related(
            Prefetch("konfirmasi__bukti", queryset=bukti)
        ),
        pk=pk,
    )
    asal = getattr(peserta, "konfirmasi", None)
    surat = Surel.objects.filter(tautan=f"konfirmasi:{asal.pk}") if asal else Surel.objects.none()
    petugas = Peran.TIM_KERJA in pelatihan.peran_saya
    return {
        "pelatihan": pelatihan,
        "tab_aktif": "peserta",
        "peserta": peserta,
        "keadaan": keadaan(peserta, pelatihan.registrasi_ditutup),
        "konfirmasi": asal,
        "surat": surat,
        "boleh_tautan": petugas and dapat_ditautkan(pelatihan, peserta),
        "alasan_penuh": petugas,
        "nip_penuh": bool({Peran.TIM_KERJA, Peran.KETUA_TIM} & pelatihan.peran_saya),
        **lain,
    }
